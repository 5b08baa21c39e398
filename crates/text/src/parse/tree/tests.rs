use super::{TreeScratch, best, is_tree};
use crate::testing::Random;

fn sum(scores: &[f32], width: usize, heads: &[u32]) -> f64 {
    heads.iter().enumerate().map(|(i, &head)| f64::from(scores[i * width + head as usize])).sum()
}

#[test]
fn the_tree_is_the_best_of_all() {
    let mut random = Random(2);
    let mut scratch = TreeScratch::default();
    let (mut heads, mut state) = (Vec::new(), Vec::new());
    for round in 0..1500 {
        let n = 1 + random.below(6);
        let width = 16;
        // Coarse scores in every other round, so that many are equal; attractive roots in some.
        let mut scores: Vec<f32> = (0..n * width)
            .map(|_| if round % 2 == 0 { random.float() } else { (random.float() * 3.0).round() })
            .collect();
        if round % 3 == 0 {
            scores.iter_mut().step_by(width).for_each(|s| *s += 2.0);
        }
        best(&mut scores, width, n, &mut heads, &mut scratch);
        assert!(is_tree(&heads, &mut state), "{heads:?}");

        let mut highest = f64::NEG_INFINITY;
        let size = n + 1;
        for mut code in 0..size.pow(u32::try_from(n).expect("small")) {
            let candidate: Vec<u32> = (0..n)
                .map(|_| {
                    let head = code % size;
                    code /= size;
                    u32::try_from(head).expect("small")
                })
                .collect();
            if is_tree(&candidate, &mut state) {
                highest = highest.max(sum(&scores, width, &candidate));
            }
        }
        assert!((sum(&scores, width, &heads) - highest).abs() < 1e-6, "{heads:?}");
    }
}

#[test]
fn long_and_odd_sentences_are_trees() {
    let mut random = Random(3);
    let mut scratch = TreeScratch::default();
    let (mut heads, mut state) = (Vec::new(), Vec::new());
    for n in [1, 2, 50, 512] {
        let width = (n + 1_usize).next_multiple_of(16);
        let odd: [&dyn Fn(&mut Random) -> f32; 5] =
            [&|r| r.float(), &|_| 0.0, &|r| r.float() * 1e35, &|_| f32::NAN, &|r| {
                if r.below(2) == 0 { f32::INFINITY } else { f32::NEG_INFINITY }
            }];
        for (kind, score) in odd.iter().enumerate() {
            let mut scores: Vec<f32> = (0..n * width).map(|_| score(&mut random)).collect();
            best(&mut scores, width, n, &mut heads, &mut scratch);
            assert!(is_tree(&heads, &mut state), "{n} tokens, kind {kind}");
        }
    }
}
