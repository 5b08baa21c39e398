//! The models that are part of the program.

/// Finds sentences and tokens.
pub(crate) const SPLIT: &[u8] = &[]; // TEMPORARY: include_bytes!("../../../models/split.bin")

/// Finds tags, trees and names in English.
pub(crate) const ENGLISH: &[u8] = &[]; // TEMPORARY: include_bytes!("../../../models/english.bin")
