//! The front door: one public API over the rooms behind it.

mod pipeline;
mod stub;

pub use dragoman_text as text;
pub use pipeline::{LoadError, Reader, Stage};
// The two that the language crate will bring; see `stub`.
pub use stub::{Language, ModelError, Scratch};
