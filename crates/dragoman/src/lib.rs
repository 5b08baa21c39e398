//! The front door: one public API over the rooms behind it.

pub use dragoman_text as text;
