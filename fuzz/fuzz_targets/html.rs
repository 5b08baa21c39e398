//! Reads arbitrary bytes as pages and checks what must hold of every block and day.
#![no_main]

use dragoman::text::Origin;
use dragoman_intake::html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = String::from_utf8_lossy(bytes);
    let article = html::article(&page, None, Origin::default());
    let mut end = 0;
    for block in &article.blocks {
        let range = block.span.range();
        assert!(range.start >= end && range.end > range.start, "blocks are ordered and not empty");
        assert!(article.text.get(range.clone()).is_some(), "blocks lie on character boundaries");
        assert!(article.text[end..range.start].trim().is_empty(), "only white space is between blocks");
        assert!(page.get(block.source.range()).is_some_and(|source| !source.is_empty()), "blocks stand in the source");
        end = range.end;
    }
    assert_eq!(end, article.text.len(), "nothing is after the last block");
    assert_eq!(html::published(&page, None), article.metadata.published);
});
