//! What can be wrong with tables beyond the form of a row.

use super::Fault;

/// Everything that is wrong with the tables.
pub(super) fn check(files: &[(String, &str)]) -> Vec<Fault> {
    let (_, mut faults) = super::Knowledge::load(files.iter().map(|(file, text)| (file.clone(), *text)));
    faults.sort();
    faults
}
