use super::{Path, Steps, may_follow, parse_tag};
use crate::NameTag;
use crate::testing::Random;

#[test]
fn the_best_allowed_sequence_is_found() {
    let tags: Vec<NameTag> =
        ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"].iter().map(|t| parse_tag(t).expect("a tag")).collect();
    let mut random = Random(1);
    for _ in 0..300 {
        let n = 1 + random.below(5);
        let rows: Vec<Vec<f32>> = (0..n).map(|_| tags.iter().map(|_| random.float()).collect()).collect();
        let learnt: Vec<f32> = (0..=tags.len()).flat_map(|_| tags.iter()).map(|_| random.float()).collect();
        let step = |before: Option<usize>, tag| {
            f64::from(learnt[before.map_or(0, |before| before + 1) * tags.len() + tag])
        };
        let mut path = Path::default();
        Steps::new(&tags, learnt.clone()).best_sequence(rows.iter().map(Vec::as_slice), &mut path);
        let best = path.best;

        let mut highest = f64::NEG_INFINITY;
        for mut code in 0..tags.len().pow(u32::try_from(n).expect("small")) {
            let (mut before, mut sum, mut allowed) = (None, 0.0, true);
            for row in &rows {
                let tag = code % tags.len();
                code /= tags.len();
                allowed &= may_follow(tags[tag], before.map(|before: usize| tags[before]));
                sum += f64::from(row[tag]) + step(before.replace(tag), tag);
            }
            if allowed && sum > highest {
                highest = sum;
            }
        }
        let mut before = None;
        let scored = best.iter().zip(&rows);
        let sum: f64 = scored.map(|(&tag, row)| f64::from(row[tag]) + step(before.replace(tag), tag)).sum();
        assert!((sum - highest).abs() < 1e-5);
        let mut before = None;
        assert!(best.iter().all(|&tag| may_follow(tags[tag], before.replace(tags[tag]))));
    }
}

#[test]
fn tags_are_read() {
    assert_eq!(parse_tag("O"), Some(NameTag::Outside));
    for wrong in ["", "B", "B-", "X-PER", "B-XXX", "I"] {
        assert_eq!(parse_tag(wrong), None, "{wrong}");
    }
}
