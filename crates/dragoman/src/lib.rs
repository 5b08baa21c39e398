//! The front door: one public API over the rooms behind it.
//!
//! ```
//! let reader = dragoman::Reader::embedded()?;
//! let text = "The envoys met in Geneva.";
//! let reading = reader.read(text);
//! assert_eq!(reading.sentences.len(), 1);
//! assert_eq!(reading.tokens[1].span.of(text), "envoys");
//! # Ok::<(), dragoman::LoadError>(())
//! ```

mod analyst;
mod examples;
mod models;
pub mod overlay;
mod pipeline;

pub use analyst::{Analysis, Analyst, AnalystError};
pub use dragoman_event as event;
pub use dragoman_intake as intake;
pub use dragoman_text as text;
pub use dragoman_text::{Language, Scratch};
pub use pipeline::{LoadError, Reader, Stage};
