//! Loads arbitrary bytes as models, as they are and inside a sound frame: an error or a model, never a
//! panic.
#![no_main]

use dragoman::text::{Language, Splitter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Splitter::load(bytes);
    let _ = Language::load(bytes);
    if let Ok(packed) = zstd::encode_all(bytes, 1) {
        let _ = Splitter::load(&packed);
        let _ = Language::load(&packed);
    }
});
