//! Finds what many articles say together, and touches no disk.
//!
//! ```text
//! articles ─ duplicate ─▶ families of copies
//! ```

pub mod duplicate;
