//! A guard around readers that are not our own.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::skip::Reason;

/// Returns what a reader read. Their own guards against damaged input have gaps: some inputs end in a panic, which is
/// no more than an error here. What they hold is not used again after one.
pub(crate) fn guarded<T, E: Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, Reason> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Reason::Malformed(error.to_string())),
        Err(_) => Err(Reason::Malformed("it cannot be made sense of".to_owned())),
    }
}
