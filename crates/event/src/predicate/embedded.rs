//! The files that are part of the program.

use super::Files;

/// Names a file of `data/` and holds its text.
macro_rules! file {
    ($path:literal) => {
        (concat!("data/", $path), include_str!(concat!("../../../../data/", $path)))
    };
}

pub(super) const FILES: Files<'static> = Files {
    ontology: file!("event/ontology.toml"),
    frames: file!("event/frame.toml"),
    classes: file!("event/class.toml"),
    operators: file!("status/operator.toml"),
    predicates: &[
        file!("event/predicate/accuse.toml"),
        file!("event/predicate/agree.toml"),
        file!("event/predicate/aid.toml"),
        file!("event/predicate/assault.toml"),
        file!("event/predicate/coerce.toml"),
        file!("event/predicate/concede.toml"),
        file!("event/predicate/consult.toml"),
        file!("event/predicate/cooperate.toml"),
        file!("event/predicate/mobilize.toml"),
        file!("event/predicate/protest.toml"),
        file!("event/predicate/reject.toml"),
        file!("event/predicate/request.toml"),
        file!("event/predicate/retreat.toml"),
        file!("event/predicate/sanction.toml"),
        file!("event/predicate/support.toml"),
        file!("event/predicate/threaten.toml"),
    ],
};
