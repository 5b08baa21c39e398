//! What holds of the claims of any text whatsoever.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::OnceLock;

use dragoman::Analyst;
use dragoman::event::Claim;
use dragoman::text::Article;
use proptest::prelude::*;

fn analyst() -> &'static Analyst {
    static ANALYST: OnceLock<Analyst> = OnceLock::new();
    ANALYST.get_or_init(|| Analyst::embedded().unwrap())
}

fn claims(text: &str) -> Vec<Claim> {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    analyst().analyse(&mut article, &mut analyst().reader().scratch()).claims
}

/// Words that make readings, joined in any order, with marks that break them up.
fn wire_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Iran",
        "Israel",
        "the U.S.",
        "officials",
        "said",
        "that",
        "agreed",
        "to",
        "meet",
        "with",
        "talks",
        "on",
        "Monday",
        "a",
        "visit",
        "was",
        "postponed",
        "rejected",
        "request",
        "for",
        "sanctions",
        "imposed",
        ",",
        ".",
        "\"",
        "—",
        "who",
        "denied",
        "report",
        "of",
        "attack",
        "will",
        "not",
        "and",
        "if",
        "demanded",
        "insisted",
        "hand",
        "over",
        "free",
        "until",
        "May",
        "sent",
        "tanks",
        "Sir",
        "police",
        "calls",
        "by",
        "shot",
        "off",
        "30",
        "é",
        "北京",
        "\n\n",
        "(",
        ")",
        "threatened",
        "expel",
        "ambassador",
        "by",
        "in",
        "Geneva",
        "each other",
        "his",
        "they",
        "be",
        "protesters",
        "sanctions",
        "voices",
        "concern",
        "march",
        "announce",
        "boards",
        "border",
        "crossing",
        "subject",
        "bill",
        "banning",
        "imports",
        "after",
        "supplying",
        "over",
        "50",
        "firms",
        "linked",
        "test",
        "-fires",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_set_right_is_a_tree(text in prop_oneof![wire_like(), ".{0,200}"]) {
        let mut article = Article { text, ..Article::default() };
        let reading = analyst().analyse(&mut article, &mut analyst().reader().scratch()).reading;
        for sentence in &reading.sentences {
            let tokens = reading.tokens_of(sentence);
            prop_assert_eq!(tokens.iter().filter(|token| token.head == 0).count(), 1);
            for token in tokens {
                let mut at = token.head as usize;
                let mut steps = 0;
                while at != 0 {
                    at = tokens.get(at - 1).unwrap().head as usize;
                    steps += 1;
                    prop_assert!(steps <= tokens.len(), "a circle");
                }
            }
        }
    }

    #[test]
    fn claims_point_into_the_text(text in prop_oneof![wire_like(), ".{0,200}"]) {
        let claims = claims(&text);
        for claim in &claims {
            let evidence = claim.evidence.span;
            prop_assert!(!evidence.is_empty());
            prop_assert!(text.get(evidence.range()).is_some());
            prop_assert!(evidence.start() <= claim.evidence.trigger.start());
            prop_assert!(claim.evidence.trigger.end() <= evidence.end());
            prop_assert!((0.0..=1.0).contains(&claim.confidence));
            prop_assert!(claim.about.is_none_or(|about| about < claims.len()));
            prop_assert!(!claim.when.interval.is_empty());
            for party in claim.actors.iter().chain(&claim.recipients) {
                prop_assert!(party.inferred || text.get(party.span.range()) == Some(party.text.as_str()));
            }
        }
        prop_assert_eq!(claims, self::claims(&text));
    }
}
