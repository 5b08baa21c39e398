//! How much of what should be there was found.

/// What was right, out of what should be there and what was said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) correct: usize,
    pub(super) gold: usize,
    pub(super) system: usize,
}

impl Count {
    /// The share of what was said that is right, in percent.
    pub(super) fn precision(self) -> f64 {
        percent(self.correct, self.system)
    }

    /// The share of what should be there that was said, in percent.
    pub(super) fn recall(self) -> f64 {
        percent(self.correct, self.gold)
    }

    /// The harmonic mean of both, in percent.
    pub(super) fn f1(self) -> f64 {
        percent(2 * self.correct, self.gold + self.system)
    }

    /// Adds another count to this one.
    pub(super) fn add(&mut self, other: Self) {
        self.correct += other.correct;
        self.gold += other.gold;
        self.system += other.system;
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Counts the members that two ascending lists have in common.
pub(super) fn common<T: Ord>(gold: &[T], system: &[T]) -> Count {
    let (mut at_gold, mut at_system, mut correct) = (0, 0, 0);
    while let (Some(left), Some(right)) = (gold.get(at_gold), system.get(at_system)) {
        let order = left.cmp(right);
        correct += usize::from(order.is_eq());
        at_gold += usize::from(order.is_le());
        at_system += usize::from(order.is_ge());
    }
    Count { correct, gold: gold.len(), system: system.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_recall_and_their_mean() {
        let count = common(&[1, 3, 5, 7], &[1, 2, 5]);
        assert_eq!(count, Count { correct: 2, gold: 4, system: 3 });
        assert!((count.precision() - 66.67).abs() < 0.01);
        assert!((count.recall() - 50.0).abs() < 0.01);
        assert!((count.f1() - 57.14).abs() < 0.01);
        assert!(Count::default().f1().abs() < f64::EPSILON);
    }
}
