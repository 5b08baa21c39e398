//! Reads arbitrary bytes as a web archive, plain and packed: articles and skips, and never a panic.
#![no_main]

use std::io::Write as _;
use std::ops::ControlFlow;
use std::sync::Once;

use dragoman::intake::read::{self, Found, Input, Limits, Settings};
use libfuzzer_sys::fuzz_target;

/// Readers that are not our own are guarded, so a panic in one of them is no finding; any other still is, because it
/// reaches the fuzzer, which would else end the program at the first.
static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let limits = Limits { article: 1 << 20, record: 1 << 20, archive: 1 << 20, free: 1 << 20, ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let mut archive = bytes.to_vec();
    if !archive.starts_with(b"WARC/") {
        archive.splice(..0, *b"WARC/1.0\r\n");
    }
    let plain = count(&archive, &settings);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&archive).expect("a vector takes all");
    assert_eq!(count(&packer.finish().expect("a vector takes all"), &settings), plain);
});

/// How many articles and skips there are.
fn count(archive: &[u8], settings: &Settings) -> (u32, u32) {
    let (mut n_articles, mut n_skips) = (0, 0);
    let _ = read::read(Input::Stream(Box::new(archive)), "archive", settings, &mut |found| {
        match found.and_then(Found::article) {
            Ok(article) => {
                n_articles += 1;
                for block in &article.blocks {
                    assert!(article.text.get(block.span.range()).is_some(), "spans lie on character boundaries");
                }
            }
            Err(_) => n_skips += 1,
        }
        ControlFlow::Continue(())
    });
    (n_articles, n_skips)
}
