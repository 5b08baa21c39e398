//! What became of a happening, as its claims tell it.

use dragoman_event::{Interval, Status};
use jiff::civil::Date;

/// What is known to so many days is known well enough.
const ROUGHLY_DAYS: u32 = 7;

/// One turn in the life of a happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day on which it was published.
    pub published: Date,
    /// What was said of the happening.
    pub status: Status,
    /// The days it has, or was to have.
    pub days: Interval,
    /// How many claims say so.
    pub n_claims: usize,
}

/// What became of a happening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// Its turns, in the order in which they were published; a turn told again is counted, not repeated.
    pub steps: Vec<Step>,
    /// What is said of it last; what was held stays held, whatever is still said of its plans.
    pub status: Option<Status>,
}

impl Life {
    /// Derives a life from what is told, ordered by publication: the day, the status, and the days of the happening.
    #[must_use]
    pub fn of(told: impl IntoIterator<Item = (Date, Status, Interval)>) -> Self {
        let mut life = Self::default();
        for (published, status, days) in told {
            let known = |step: &&mut Step| {
                step.status == status
                    && step.days.meets(days)
                    && !is_over(step, published, status, days)
                    && !is_told_closer(step.days, days)
            };
            match life.steps.iter_mut().rev().find(known) {
                Some(step) => step.n_claims += 1,
                None => life.steps.push(Step { published, status, days, n_claims: 1 }),
            }
        }
        life.status = Self::status_after(&life.steps);
        life
    }

    /// What is said of a happening after these turns of its life.
    #[must_use]
    pub fn status_after(steps: &[Step]) -> Option<Status> {
        let held = steps.iter().any(|step| step.status == Status::Held);
        if held { Some(Status::Held) } else { steps.last().map(|step| step.status) }
    }

    /// Its turns as they were known on a day.
    pub fn as_of(&self, day: Date) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.published <= day)
    }
}

/// Whether days are told that were known only roughly: "early next year" becomes the fifth of February.
fn is_told_closer(before: Interval, now: Interval) -> bool {
    let n_before = before.n_days().unwrap_or(u32::MAX);
    n_before > ROUGHLY_DAYS && now.n_days().is_some_and(|n_now| n_now < n_before / 2)
}

/// Whether a step's days had passed when a plan was told: then it is a plan anew.
fn is_over(step: &Step, published: Date, status: Status, days: Interval) -> bool {
    status == Status::Planned
        && step.days.to.is_some_and(|to| to < published)
        && days.from.is_some_and(|from| from >= published)
}
