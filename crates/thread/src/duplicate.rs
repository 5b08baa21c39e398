//! Finds articles that are the same text: wire copy, updates, excerpts, cuts.
//!
//! Copies of a wire share only about a third of their runs of three words, so a threshold on likeness loses most of
//! them; and readouts written from one template share most of theirs and tell of different happenings. Hence three
//! steps: *candidates* share chosen runs of words (winnowing, Schleimer, Wilkerson and Aiken 2003: any shared run of
//! [`CERTAIN_RUN`] words is found); *containment* asks how much of the shorter one stands in the longer; and a *veto*
//! looks at what differs: another day, or other names in the same place of the same sentence.
//!
//! What is said of a pair depends on that pair alone, so families do not depend on the order in which articles come.

mod family;
mod fingerprint;
mod verdict;

pub use family::{Families, Link};
pub use fingerprint::{CERTAIN_RUN, Fingerprint};
pub use verdict::{Verdict, judge};
