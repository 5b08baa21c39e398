//! Makes claims of arbitrary text and checks what must hold of each.
#![no_main]

use std::sync::LazyLock;

use dragoman::Analyst;
use dragoman::text::Article;
use libfuzzer_sys::fuzz_target;

static ANALYST: LazyLock<Analyst> =
    LazyLock::new(|| Analyst::embedded().expect("models and data are part of the program"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut article = Article { text, ..Article::default() };
    let mut scratch = ANALYST.reader().scratch();
    let analysis = ANALYST.analyse(&mut article, &mut scratch);
    for claim in &analysis.claims {
        let evidence = claim.evidence.span;
        assert!(!evidence.of(&article.text).is_empty(), "a claim has its words");
        let trigger = claim.evidence.trigger;
        assert!(evidence.start() <= trigger.start() && trigger.end() <= evidence.end(), "the word stands in them");
        assert!((0.0..=1.0).contains(&claim.confidence), "confidence is a probability");
        assert!(claim.about.is_none_or(|about| about < analysis.claims.len()), "what it is about is there");
        for party in claim.actors.iter().chain(&claim.recipients) {
            assert!(party.inferred || party.span.of(&article.text) == party.text, "parties are named in the text");
        }
        let days = claim.when.interval;
        if let (Some(from), Some(to)) = (days.from, days.to) {
            assert!(from <= to, "days are in order");
        }
    }
});
