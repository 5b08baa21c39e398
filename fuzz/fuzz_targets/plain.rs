//! Reads arbitrary bytes as a file of whatever kind, which is mostly plain text, and cleans it: nothing is lost
//! silently, and blocks cover the text.
#![no_main]

use std::ops::ControlFlow;
use std::sync::{LazyLock, Once};

use dragoman::intake::clean::Cleaner;
use dragoman::intake::read::{self, Found, Input, Limits, Settings};
use libfuzzer_sys::fuzz_target;

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::embedded().expect("its data are part of the program"));

/// See the target `warc`.
static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let limits = Limits { article: 1 << 20, record: 1 << 20, archive: 1 << 20, free: 1 << 20, ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let mut n_found = 0;
    let _ = read::read(Input::Stream(Box::new(bytes)), "file", &settings, &mut |found| {
        n_found += 1;
        if let Ok(mut article) = found.and_then(Found::article) {
            CLEANER.label(&mut article, None);
            let mut end = 0;
            for block in &article.blocks {
                let between = article.text.get(end..block.span.start()).expect("blocks are in order, on characters");
                assert!(between.chars().all(|char| char.is_whitespace()), "only white space is between blocks");
                end = block.span.end();
            }
        }
        ControlFlow::Continue(())
    });
    assert!(n_found > 0 || is_list(bytes), "nothing is lost silently");
});

/// A list or table may have no row.
fn is_list(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| b"[{<,;|\t".contains(byte)) || !bytes.is_ascii()
}
