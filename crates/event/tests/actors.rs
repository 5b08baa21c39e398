//! Who is meant by words of sentences of our own, on a day: many regions, many years.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::LazyLock;

use dragoman_event::actor::{self, Actor};
use dragoman_event::place;
use dragoman_event::{Interval, Knowledge, Parsed};
use dragoman_text::{Article, Block, BlockKind, Language, Reading, Span, Splitter};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const CASES: &str = include_str!("actor/cases.tsv");

static SPLITTER: LazyLock<Splitter> =
    LazyLock::new(|| Splitter::load(include_bytes!("../../../models/split.bin")).unwrap());
static LANGUAGE: LazyLock<Language> =
    LazyLock::new(|| Language::load(include_bytes!("../../../models/english.bin")).unwrap());
static KNOWLEDGE: LazyLock<Knowledge<'static>> = LazyLock::new(Knowledge::embedded);

fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start as u32, (start + line.trim_end().len()) as u32);
        blocks.push(Block { span, source: span, kind: BlockKind::Body });
        start += line.len();
    }
    Article { text: text.to_owned(), blocks, ..Article::default() }
}

fn reading(article: &Article) -> Reading {
    let mut reading = SPLITTER.split(&article.text);
    let mut scratch = LANGUAGE.scratch();
    let batches: Vec<_> = Language::batches(&reading).collect();
    for batch in batches {
        LANGUAGE.encode(&article.text, &reading, batch, &mut scratch);
        LANGUAGE.tag(&article.text, &mut reading, &mut scratch);
        LANGUAGE.parse(&mut reading, &mut scratch);
        LANGUAGE.name(&mut reading, &mut scratch);
    }
    reading
}

/// Who is meant by the last of such words in a text.
fn meant(text: &str, words: &str, day: Option<Date>) -> Vec<Actor> {
    let article = article(text);
    let reading = reading(&article);
    let parsed = Parsed::new(&article, &reading, &LANGUAGE);
    let candidates = actor::find(&parsed, &KNOWLEDGE);
    let start = text.rfind(words).or_else(|| text.to_lowercase().rfind(&words.to_lowercase())).unwrap_or(0);
    let span = Span::new(start as u32, (start + words.len()) as u32);
    actor::resolve_span(&parsed, &KNOWLEDGE, &candidates, span, day.map_or(Interval::OPEN, Interval::day))
}

fn is(found: Option<&str>, expected: &str) -> bool {
    if expected == "-" { true } else { found == Some(expected) }
}

#[test]
fn words_mean_whom_they_mean_on_that_day() {
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for line in CASES.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [day, words, country, sector, person, text] = cells.try_into().unwrap();
        n_cases += 1;
        let found = meant(text, words, Some(day.parse().unwrap()));
        let first = found.first().cloned().unwrap_or_default();
        let right = is(first.country.as_deref(), country)
            && is(first.sector.as_deref(), sector)
            && is(first.person.as_deref(), person);
        if !right {
            wrong.push(format!(
                "{day} {words}: {country} {sector} {person}, found {:?} {:?} {:?} ({})",
                first.country, first.sector, first.person, first.reason
            ));
        }
    }
    assert!(n_cases >= 150);
    assert!(wrong.is_empty(), "{} of {n_cases}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn without_a_day_an_office_has_no_holder() {
    let text = "Ukraine's foreign minister left for Rome.";
    let found = meant(text, "Ukraine's foreign minister", None);
    assert_eq!(found[0].person, None);
    assert_eq!(found[0].id, "UKR.MFA");
    let found = meant(text, "Ukraine's foreign minister", Some(date(2021, 5, 1)));
    assert_eq!(found[0].person.as_deref(), Some("Dmytro Kuleba"));
}

#[test]
fn a_name_names_what_it_did_on_that_day() {
    let rows = "alias\ttarget\tkind\tguard\tfrom\tto\tsource\n\
                Freedonia\tFRA\tname\t-\t-\t2010-06-30\tmine\nFreedonia\tITA\tname\t-\t2010-07\t-\tmine\n\
                Sylvania\tESP\tname\t-\t-\t2010\tmine\n";
    let (knowledge, faults) = Knowledge::embedded().overlay([("mine/alias.tsv".to_owned(), rows)]);
    assert!(faults.is_empty(), "{faults:?}");
    let meant = |text: &str, day: Interval| -> Vec<(Option<String>, Option<String>)> {
        let article = article(text);
        let reading = reading(&article);
        let parsed = Parsed::new(&article, &reading, &LANGUAGE);
        let candidates = actor::find(&parsed, &knowledge);
        let mentions = actor::settle(&candidates, &knowledge, day);
        mentions.into_iter().flat_map(|one| one.actors).map(|one| (one.country, one.sector)).collect()
    };
    let some = |country: &str| vec![(Some(country.to_owned()), Some("GOV".to_owned()))];
    let text = "Freedonia rejected the treaty.";
    assert_eq!(meant(text, Interval::day(date(2005, 3, 1))), some("FRA"));
    assert_eq!(meant(text, Interval::day(date(2010, 6, 30))), some("FRA"));
    assert_eq!(meant(text, Interval::day(date(2015, 3, 1))), some("ITA"));
    let minister = "Freedonia's foreign minister rejected the treaty.";
    assert_eq!(meant(minister, Interval::day(date(2015, 3, 1))).first(), some("ITA").first());
    let text = "Sylvania rejected the treaty.";
    assert_eq!(meant(text, Interval::day(date(2005, 3, 1))), some("ESP"));
    assert_eq!(meant(text, Interval::day(date(2015, 3, 1))), []);
    // While the day is not known, all days are possible.
    assert_eq!(meant(text, Interval::OPEN), some("ESP"));
}

#[test]
fn titles_with_names_date_an_article() {
    let clues = |text: &str| {
        let article = article(text);
        let reading = reading(&article);
        let parsed = Parsed::new(&article, &reading, &LANGUAGE);
        actor::terms(&actor::find(&parsed, &KNOWLEDGE), &KNOWLEDGE)
    };
    let found = clues("Foreign Minister Qin Gang met the delegation.");
    assert_eq!(found[0].intervals, [Interval::new(date(2022, 12, 30), date(2023, 7, 25))]);
    assert!(clues("Former Foreign Minister Qin Gang was not seen.").is_empty());
    assert!(clues("The then Secretary of State Colin Powell objected.").is_empty());
    assert!(clues("Powell objected.").is_empty());
}

#[test]
fn places_are_where_one_is_and_not_who_acts() {
    let places = |text: &str| -> Vec<String> {
        let article = article(text);
        let reading = reading(&article);
        let parsed = Parsed::new(&article, &reading, &LANGUAGE);
        let found = place::find(&parsed, &KNOWLEDGE);
        found
            .into_iter()
            .map(|place| format!("{} {}", place.name, place.country.unwrap_or_default()))
            .collect()
    };
    assert_eq!(places("Beijing insisted that the balloon had strayed."), Vec::<String>::new());
    assert_eq!(places("The ministers met in Beijing."), ["Beijing CHN"]);
    assert_eq!(places("GENEVA (AP) — The envoys met on Monday."), ["Geneva CHE"]);
    assert_eq!(places("The fleet sailed through the South China Sea."), ["South China Sea "]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_the_text_whatever_it_is(text in "([A-Z]?[a-zéü’]{1,8}|China's|U\\.S\\.|,|\\.|Wang Yi|president|of|the|\\n| ){0,30}") {
        let article = article(&text);
        let reading = reading(&article);
        let parsed = Parsed::new(&article, &reading, &LANGUAGE);
        let candidates = actor::find(&parsed, &KNOWLEDGE);
        let mut heads = Vec::new();
        for mention in actor::settle(&candidates, &KNOWLEDGE, Interval::day(date(2023, 6, 9))) {
            prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
            prop_assert!(mention.tokens.contains(&mention.head));
            prop_assert!(mention.actors.iter().all(|actor| (0.0..=1.0).contains(&actor.confidence)));
            heads.push(mention.head);
        }
        let n_heads = heads.len();
        heads.dedup();
        prop_assert_eq!(n_heads, heads.len());
        for place in place::find(&parsed, &KNOWLEDGE) {
            prop_assert!(text.get(place.span.range()).is_some());
        }
    }
}
