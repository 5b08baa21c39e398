//! Dates articles by what they say: undated ones with the terms of whom they name, and dated ones that contradict
//! themselves.

use dragoman_event::anchor::{self, Anchor, AnchorReason, Clue};
use dragoman_event::time::{self, Vocabulary};
use dragoman_event::{Interval, Parsed};
use dragoman_text::{Article, Block, BlockKind, DateReason, Language, Metadata, Published, Span, Splitter};
use jiff::civil::Date;

const SPLITTER: &[u8] = include_bytes!("../../../models/split.bin");
const LANGUAGE: &[u8] = include_bytes!("../../../models/english.bin");

/// An article: its title on the first line, its paragraphs on the others.
fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len() as u32);
        let kind = if start == 0 { BlockKind::Title } else { BlockKind::Body };
        if !span.is_empty() {
            blocks.push(Block { span, source: span, kind });
        }
        start += line.len() as u32;
    }
    Article { text: text.to_owned(), blocks, ..Article::default() }
}

/// A term of office that an article names, as the stage of actors would hand it on.
fn term(who: &str, from: &str, to: &str) -> Clue {
    Clue {
        span: Span::default(),
        days: vec![Interval { from: from.parse().ok(), to: to.parse().ok() }],
        weight: 3.0,
        reason: format!("{who} was in office from {from} to {to}"),
    }
}

fn find(article: &Article, terms: &[Clue]) -> Anchor {
    let splitter = Splitter::load(SPLITTER).expect("the model of the project loads");
    let language = Language::load(LANGUAGE).expect("the model of the project loads");
    let (vocabulary, _) = Vocabulary::embedded();
    let mut reading = splitter.split(&article.text);
    language.read(&article.text, &mut reading, &mut language.scratch());
    let parsed = Parsed::new(article, &reading, &language);
    anchor::find(&parsed, &time::find(&parsed, &vocabulary), terms)
}

fn check(text: &str, terms: &[Clue], from: &str, to: &str) {
    let anchor = find(&article(text), terms);
    let expected = Interval { from: from.parse().ok(), to: to.parse().ok() };
    assert_eq!(anchor.interval, expected, "{anchor:#?}");
    assert_eq!(anchor.reason, AnchorReason::Inferred);
}

#[test]
fn a_visit_named_by_its_week_and_by_its_day() {
    check(
        "Blinken to fly to China next week\n\
         Foreign Minister Qin Gang will receive the guest. Blinken is expected to be in the Chinese capital on June 18, \
         officials said.\n\
         The two sides had last spoken in February.\n",
        &[term("Foreign Minister Qin Gang", "2022-12-30", "2023-07-25")],
        "2023-06-05",
        "2023-06-11",
    );
}

#[test]
fn a_summit_in_helsinki() {
    // Trump and Putin met in Helsinki on July 16, 2018.
    check(
        "Trump to meet Putin in Helsinki next week\n\
         Foreign Minister Timo Soini and Secretary of State Mike Pompeo will attend. Trump will meet Putin in the \
         Finnish capital on July 16, the White House said.\n",
        &[
            term("Foreign Minister Timo Soini", "2015-05-29", "2019-06-06"),
            term("Secretary of State Mike Pompeo", "2018-04-26", "2021-01-20"),
        ],
        "2018-07-09",
        "2018-07-15",
    );
}

#[test]
fn a_vote_on_a_weekday_of_few_years() {
    // Kenya voted on Tuesday, August 8, 2017; Uhuru Kenyatta was president from April 2013 to September 2022.
    check(
        "Kenyans prepare to vote\n\
         President Uhuru Kenyatta asked for calm. Kenyans will vote on Tuesday, August 8, and the commission has \
         printed the ballots. The court dismissed a petition in March 2017.\n",
        &[term("President Uhuru Kenyatta", "2013-04-09", "2022-09-13")],
        "2017-02-28",
        "2017-08-09",
    );
}

#[test]
fn a_resignation_told_a_few_days_later() {
    // Abe said on Friday, August 28, 2020, that he would resign; Suga followed him on September 16.
    check(
        "Japan looks for a new leader\n\
         Prime Minister Shinzo Abe said on Friday, August 28, that he was ill. Chief Cabinet Secretary Yoshihide Suga \
         praised him. The party will choose his successor on September 14.\n",
        &[
            term("Prime Minister Shinzo Abe", "2012-12-26", "2020-09-16"),
            term("Chief Cabinet Secretary Yoshihide Suga", "2012-12-26", "2020-09-16"),
            term("Defense Minister Taro Kono", "2019-09-11", "2020-09-16"),
        ],
        "2020-08-27",
        "2020-09-15",
    );
}

#[test]
fn two_terms_of_one_holder_leave_out_the_years_between() {
    // Netanyahu was prime minister from 2009 to 2021 and again from the end of 2022.
    let days = |from: &str, to: &str| Interval { from: from.parse().ok(), to: to.parse().ok() };
    let terms = [days("2009-03-31", "2021-06-13"), days("2022-12-29", "")];
    let both = Clue { days: terms.to_vec(), ..term("Benjamin Netanyahu", "", "") };
    let text = "A call\nPrime Minister Benjamin Netanyahu spoke with the president.\n";
    let anchor = find(&article(text), std::slice::from_ref(&both));
    assert_eq!(anchor.interval, days("2009-03-31", ""));
    assert_eq!(anchor.stretches, terms);
    // Antony Blinken's term leaves the right one and no year between.
    let text = "A call\nPrime Minister Benjamin Netanyahu spoke with Secretary of State Antony Blinken.\n";
    let blinken = term("Antony Blinken", "2021-01-26", "2025-01-20");
    let anchor = find(&article(text), &[both, blinken.clone()]);
    assert_eq!(anchor.stretches, [days("2021-01-26", "2021-06-13"), days("2022-12-29", "2025-01-20")]);
    let lapid = term("Yair Lapid", "2022-07-01", "2022-12-29");
    let anchor = find(
        &article(text),
        &[Clue { days: terms.to_vec(), ..lapid }, blinken.clone(), term("x", "2023-10-07", "")],
    );
    assert_eq!((anchor.interval, anchor.stretches), (days("2023-10-07", "2025-01-20"), Vec::new()));
}

#[test]
fn nothing_is_known_of_what_says_nothing() {
    let anchor = find(&article("A visit\nThe two ministers met and talked.\n"), &[]);
    assert_eq!((anchor.reason, anchor.interval), (AnchorReason::Unknown, Interval::OPEN));
}

#[test]
fn the_weakest_clue_gives_way_and_is_told() {
    let text = "A visit\nThe ministers met on May 3, 2019. The minister left office in June 2020.\n";
    let anchor =
        find(&article(text), &[Clue { weight: 1.0, ..term("The minister", "2014-01-01", "2016-01-01") }]);
    assert_eq!(anchor.interval.from, Some("2020-05-31".parse().unwrap()));
    assert_eq!(anchor.remarks, ["left out: The minister was in office from 2014-01-01 to 2016-01-01"]);
}

#[test]
fn a_day_in_the_metadata_is_checked_against_the_text() {
    let dated = |day: &str, reason: DateReason, text: &str| {
        let published =
            Published { day: day.parse().unwrap(), reason, words: day.to_owned(), conflicts: Vec::new() };
        let metadata = Metadata { published: Some(published), ..Metadata::default() };
        find(&Article { metadata, ..article(text) }, &[])
    };
    let text = "A visit\nThe ministers met on May 3, 2019, and will meet again in 2021.\n";
    let right = dated("2019-05-04", DateReason::JsonLd, text);
    let day: Date = "2019-05-04".parse().unwrap();
    assert_eq!((right.reason, right.interval), (AnchorReason::Metadata, Interval::day(day)));
    assert!(right.remarks.is_empty(), "{:?}", right.remarks);
    let wrong = dated("2018-05-04", DateReason::Given, text);
    assert_eq!(wrong.reason, AnchorReason::Given);
    assert_eq!(wrong.remarks, ["“May 3, 2019” is told as past does not go with 2018-05-04"]);
}
