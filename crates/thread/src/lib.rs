//! Finds what many articles say together, and touches no disk.
//!
//! ```text
//! articles ─ duplicate ─▶ families of copies
//! claims ─ merge ─▶ events ─ link ─▶ threads
//! ```
//!
//! Everything here depends on what is compared and not on the order in which it came: adding one article later gives
//! what adding all at once gives.

pub mod duplicate;
pub mod link;
pub mod merge;
