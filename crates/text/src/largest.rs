//! The largest of some scores, quickly.

/// Scores are looked at so many at a time.
const BLOCK: usize = 64;

/// The largest value; −∞ where there is none.
pub(crate) fn largest(values: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [f32::NEG_INFINITY; 16];
    let mut chunks = values.chunks_exact(16);
    for chunk in &mut chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, x);
        }
    }
    lanes.iter().chain(chunks.remainder()).copied().fold(f32::NEG_INFINITY, larger)
}

/// The first place of the largest value; 0 where there is none.
pub(crate) fn argmax(values: &[f32]) -> usize {
    // The largest of each block first: that is quick, and only one block is searched.
    let (mut block, mut best) = (0, f32::NEG_INFINITY);
    for (i, values) in values.chunks(BLOCK).enumerate() {
        let score = largest(values);
        if score > best {
            (block, best) = (i, score);
        }
    }
    let start = block * BLOCK;
    values.iter().skip(start).position(|&x| x >= best).map_or(0, |i| start + i)
}

#[cfg(test)]
mod tests {
    use super::argmax;
    use crate::testing::Random;

    #[test]
    fn the_first_of_the_largest_is_found() {
        let mut random = Random(1);
        for n in 0..200 {
            let values: Vec<f32> = (0..n).map(|_| (random.float() * 9.0).round()).collect();
            let mut expected = 0;
            for (i, &x) in values.iter().enumerate() {
                if x > values[expected] {
                    expected = i;
                }
            }
            assert_eq!(argmax(&values), expected);
        }
        assert_eq!(argmax(&[f32::NAN, f32::NAN]), 0);
    }
}
