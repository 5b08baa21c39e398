//! Loads arbitrary bytes, and damaged copies of the real thing, as models: an error or a model, never a panic.
#![no_main]

use dragoman::text::{Language, Splitter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Splitter::load(bytes);
    let _ = Language::load(bytes);
});
