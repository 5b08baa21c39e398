//! What a query with many conditions finds is what each of its conditions lets through, looked at one by one.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod cases;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use dragoman_event::actor::Actor;
use dragoman_event::case::Outline;
use dragoman_event::{Claim, Interval, Party, SourceKind, Status};
use dragoman_store::{ClaimRow, EventRow, Filed, Ledger, Page, Query, Role, Sort};
use dragoman_text::{Article, DateReason, Metadata, Published};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tempfile::TempDir;

const FIRST: Date = date(2024, 3, 1);
const PARTIES: [&str; 6] = ["USA GOV Ann Lee", "USA", "CHN GOV Bo Roe", "KEN", "NOR GOV", "PER"];
const NAMES: [&str; 8] = ["USA", "chn", "KEN", "NOR", "PER", "Ann Lee", "Bo Roe", "nobody"];
const TYPES: [&str; 4] = ["CONSULT visit", "CONSULT phone", "ACCUSE", "AID"];
const STATUSES: [Status; 5] =
    [Status::Planned, Status::Held, Status::Postponed, Status::Denied, Status::Proposed];
const SOURCES: [&str; 5] =
    ["narrator", "official the ministry", "anonymous two officials", "named Lee", "named He"];
/// Some who are heard, by their words, names, ids and countries, some who only do something, and some who are not there.
const VOICES: [&str; 12] = [
    "The Ministry",
    "Foreign Ministry",
    "ORG:NOR.MFA",
    "nor",
    "TWO officials",
    "Lee",
    "ann lee",
    "Bo Roe",
    "He",
    "CHN",
    "The Lamp",
    "nobody",
];
const OUTLETS: [&str; 3] = ["Harbour Times", "Morning Sheet", "The Lamp"];
const PLACES: [&str; 3] = ["-", "CHN", "KEN"];
const WORDS: [&str; 7] = ["harbour", "border", "talks", "grain", "envoy", "treaty", "airfield"];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn of<'a, T>(&mut self, faces: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &faces[(self.0 >> 33) as usize % faces.len()]
    }

    fn below(&mut self, n: usize) -> usize {
        *self.of(&(0..n).collect::<Vec<_>>())
    }
}

fn day(number: usize) -> Date {
    FIRST.checked_add((number as i64).days()).unwrap()
}

fn article(dice: &mut Dice, number: usize) -> Filed {
    let published = day(dice.below(60));
    let lines: Vec<(String, String)> = (0..=dice.below(4))
        .map(|nth| {
            let words = format!("{} {} {number} {nth}", dice.of(&WORDS), dice.of(&WORDS));
            let (from, to) = (dice.of(&PARTIES), dice.of(&PARTIES));
            let start = day(dice.below(80));
            let days = match dice.below(4) {
                0 => format!("{start}..{}", start + (dice.below(9) as i64).days()),
                1 => format!("{start}.."),
                2 => format!("..{start}"),
                _ => start.to_string(),
            };
            let (kind, status) = (dice.of(&TYPES), dice.of(&STATUSES).as_str());
            let (place, source) = (dice.of(&PLACES), dice.of(&SOURCES));
            (format!("{kind} | {status} | {from} > {to} | {days} | {place} | {source} | \"{words}\""), words)
        })
        .collect();
    let text = lines.iter().map(|(_, words)| format!("{words}.")).collect::<Vec<_>>().join("\n");
    let mut claims: Vec<Claim> =
        lines.iter().map(|(line, _)| Outline::parse(line).unwrap().claim(&text)).collect();
    for claim in &mut claims {
        claim.confidence = 0.1 + 0.1 * dice.below(9) as f32;
        claim.source.actor = claim.source.who.as_deref().and_then(meant);
    }
    let metadata = Metadata {
        title: Some(format!("{} number {number}", dice.of(&WORDS))),
        outlet: Some((*dice.of(&OUTLETS)).to_owned()),
        published: Some(Published {
            day: published,
            reason: DateReason::Given,
            words: String::new(),
            conflicts: Vec::new(),
        }),
        ..Metadata::default()
    };
    let id = format!("a{number}");
    Filed { article: Article { id, text, metadata, ..Article::default() }, learned: None, claims }
}

/// Who is meant by those on whose word something is claimed.
fn meant(who: &str) -> Option<Actor> {
    let some = |words: &str| Some(words.to_owned());
    match who {
        "Lee" => Some(Actor { person: some("Ann Lee"), country: some("USA"), ..Actor::default() }),
        "He" => Some(Actor { person: some("Bo Roe"), country: some("CHN"), ..Actor::default() }),
        "the ministry" => Some(Actor {
            id: "ORG:NOR.MFA".to_owned(),
            body: some("Foreign Ministry"),
            country: some("NOR"),
            ..Actor::default()
        }),
        _ => None,
    }
}

/// A ledger of made-up news, some of it printed twice, which is made once for all tests.
fn news() -> Ledger {
    static KEPT: OnceLock<TempDir> = OnceLock::new();
    let kept = KEPT.get_or_init(|| {
        let mut dice = Dice(11);
        let mut articles: Vec<Filed> = (0..160).map(|number| article(&mut dice, number)).collect();
        for number in [3, 40, 77] {
            let mut copy = articles[number].clone();
            copy.article.id = format!("copy of a{number}");
            copy.article.metadata.outlet = Some("The Lamp".to_owned());
            articles.push(copy);
        }
        let folder = tempfile::tempdir().unwrap();
        cases::ledger(&folder.path().join("ledger.db"), &articles, 50);
        folder
    });
    Ledger::open(&kept.path().join("ledger.db")).unwrap()
}

fn plays(claim: &Claim, name: &str, role: Option<Role>) -> bool {
    let is_called = |party: &Party| {
        let actor = &party.actor;
        let names = [&actor.country, &actor.person, &actor.body, &Some(actor.id.clone())];
        names.into_iter().flatten().any(|own| own.to_lowercase() == name.to_lowercase())
    };
    let (actors, recipients) = (claim.actors.iter(), claim.recipients.iter());
    match role {
        None => actors.chain(recipients).any(is_called),
        Some(Role::Actor) => actors.into_iter().any(is_called),
        Some(Role::Recipient) => recipients.into_iter().any(is_called),
    }
}

/// Whether a claim is made on the word of one who is called so: in the article's words, unless these say nothing, or as
/// the one is called who is meant. Officials are their country's voice.
fn is_on_the_word_of(claim: &Claim, name: &str) -> bool {
    let source = &claim.source;
    let mut names: Vec<&str> = source.who.as_deref().filter(|who| *who != "He").into_iter().collect();
    if let Some(actor) = &source.actor {
        let country = actor.country.as_ref().filter(|_| source.kind == SourceKind::Official);
        names.extend(
            [actor.person.as_ref(), actor.body.as_ref(), country].into_iter().flatten().map(String::as_str),
        );
        names.push(&actor.id);
    }
    names.into_iter().any(|own| own.to_lowercase() == name.to_lowercase())
}

fn meets(days: Interval, asked: Interval) -> bool {
    let is_before = |one: Option<Date>, two: Option<Date>| one.zip(two).is_some_and(|(one, two)| one < two);
    !is_before(days.to, asked.from) && !is_before(asked.to, days.from)
}

fn has_words(row: &ClaimRow, words: &str) -> bool {
    let parties = |side: &[Party]| dragoman_store::parties_in_words(side);
    let texts = [
        row.quote.clone().unwrap_or_default(),
        parties(&row.claim.actors),
        parties(&row.claim.recipients),
        row.title.clone().unwrap_or_default(),
    ];
    let all = texts.join(" ").to_lowercase();
    let all: BTreeSet<&str> = all.split(|letter: char| !letter.is_alphanumeric()).collect();
    words.split(' ').all(|word| all.contains(word))
}

/// The conditions of a query that a claim has to meet by itself, apart from each other.
fn parts(query: &Query) -> Vec<Query> {
    let only = |set: &dyn Fn(&mut Query)| {
        let mut part = Query::default();
        set(&mut part);
        part
    };
    let mut parts = vec![
        only(&|part| part.words.clone_from(&query.words)),
        only(&|part| part.types.clone_from(&query.types)),
        only(&|part| part.statuses.clone_from(&query.statuses)),
        only(&|part| part.dates = query.dates),
        only(&|part| part.published = query.published),
        only(&|part| part.place.clone_from(&query.place)),
        only(&|part| part.sources.clone_from(&query.sources)),
        only(&|part| part.voice.clone_from(&query.voice)),
        only(&|part| part.outlet.clone_from(&query.outlet)),
        only(&|part| part.confidence = query.confidence),
        only(&|part| part.as_of = query.as_of),
    ];
    for actor in &query.actors {
        parts.push(Query { actors: vec![actor.clone()], role: query.role, ..Query::default() });
    }
    parts.retain(|part| *part != Query::default());
    parts
}

/// Whether a claim meets a query, by looking at it.
fn fits(row: &ClaimRow, query: &Query) -> bool {
    let claim = &row.claim;
    let place = claim.place.as_ref().and_then(|place| place.country.as_deref());
    query.words.as_ref().is_none_or(|words| has_words(row, words))
        && (query.types.is_empty() || query.types.contains(&claim.event_type))
        && (query.statuses.is_empty() || query.statuses.contains(&claim.status))
        && query.actors.iter().all(|actor| plays(claim, actor, query.role))
        && meets(claim.when.interval, query.dates)
        && meets(Interval::day(row.learned), query.published)
        && query.place.as_deref().is_none_or(|asked| place == Some(asked))
        && (query.sources.is_empty() || query.sources.contains(&claim.source.kind))
        && query.voice.as_deref().is_none_or(|voice| is_on_the_word_of(claim, voice))
        && (query.outlet.is_none() || query.outlet == row.outlet)
        && query.confidence.is_none_or(|least| claim.confidence >= least)
        && query.as_of.is_none_or(|day| row.learned <= day)
}

/// Whether an event meets a query, by looking at it and at its claims.
fn event_fits(event: &EventRow, claims: &[ClaimRow], query: &Query) -> bool {
    let some = |fits: &dyn Fn(&ClaimRow) -> bool| claims.iter().any(fits);
    let of_claim = Query {
        sources: query.sources.clone(),
        confidence: query.confidence,
        published: query.published,
        ..Query::default()
    };
    let place = |row: &ClaimRow| row.claim.place.as_ref().and_then(|place| place.country.clone());
    (query.types.is_empty() || query.types.contains(&event.event_type))
        && (query.statuses.is_empty() || query.statuses.contains(&event.status))
        && meets(event.days, query.dates)
        && query.words.as_ref().is_none_or(|words| some(&|row| has_words(row, words)))
        && query.actors.iter().all(|actor| some(&|row| plays(&row.claim, actor, query.role)))
        && (query.place.is_none() || some(&|row| place(row) == query.place))
        && query.voice.as_deref().is_none_or(|voice| some(&|row| is_on_the_word_of(&row.claim, voice)))
        && (query.outlet.is_none() || some(&|row| row.outlet == query.outlet))
        && some(&|row| fits(row, &of_claim))
}

fn stretch(days: (usize, usize, bool, bool)) -> Interval {
    let (first, n_days, is_open_before, is_open_after) = days;
    let (from, to) = (day(first), day(first + n_days));
    Interval { from: (!is_open_before).then_some(from), to: (!is_open_after).then_some(to) }
}

fn queries() -> impl Strategy<Value = Query> {
    let days = || (0_usize..80, 0_usize..30, any::<bool>(), any::<bool>()).prop_map(stretch);
    let first = (
        prop::option::weighted(0.3, subsequence(WORDS.to_vec(), 1..=2).prop_map(|words| words.join(" "))),
        subsequence(vec!["CONSULT", "ACCUSE", "AID"], 0..=2),
        subsequence(STATUSES.to_vec(), 0..=4),
        subsequence(NAMES.to_vec(), 0..=2),
        prop::option::of(select(vec![Role::Actor, Role::Recipient])),
        prop::option::weighted(0.4, days()),
    );
    let second = (
        prop::option::weighted(0.4, days()),
        prop::option::weighted(0.3, select(vec!["CHN", "KEN"])),
        subsequence(vec![SourceKind::Narrator, SourceKind::Official, SourceKind::Anonymous], 0..=2),
        prop::option::weighted(0.3, select(VOICES.to_vec())),
        prop::option::weighted(0.3, select(OUTLETS.to_vec())),
        prop::option::weighted(0.3, 0.0_f32..1.0),
        prop::option::weighted(0.4, 0_usize..60),
        select(vec![Sort::Changed, Sort::Date, Sort::Reports]),
    );
    let texts = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    (first, second).prop_map(move |(first, second)| {
        let (words, types, statuses, actors, role, dates) = first;
        let (published, place, sources, voice, outlet, confidence, as_of, sort) = second;
        Query {
            words,
            types: texts(types),
            statuses,
            actors: texts(actors),
            role,
            dates: dates.unwrap_or_default(),
            published: published.unwrap_or_default(),
            place: place.map(str::to_owned),
            sources,
            voice: voice.map(str::to_owned),
            outlet: outlet.map(str::to_owned),
            confidence,
            as_of: as_of.map(day),
            sort,
            limit: None,
            skip: 0,
        }
    })
}

/// All that answers a query, so much at a time.
fn in_pieces<T>(limit: usize, query: &Query, ask: impl Fn(&Query) -> Page<T>) -> Vec<T> {
    let mut pieces = Vec::new();
    loop {
        let page = ask(&Query { limit: Some(limit), skip: pieces.len(), ..query.clone() });
        pieces.extend(page.rows);
        if !page.more {
            return pieces;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn claims_are_those_that_every_condition_lets_through(query in queries()) {
        let ledger = news();
        let keys = |query: &Query| -> BTreeSet<_> {
            ledger.claims(query).unwrap().rows.into_iter().map(|row| row.key).collect()
        };
        let all = ledger.claims(&Query::default()).unwrap().rows;
        let found = keys(&query);
        let looked_at: BTreeSet<_> = all.iter().filter(|row| fits(row, &query)).map(|row| row.key).collect();
        prop_assert_eq!(&found, &looked_at);
        let one_by_one = parts(&query).iter().map(keys).fold(
            all.iter().map(|row| row.key).collect::<BTreeSet<_>>(),
            |left, part| left.intersection(&part).copied().collect(),
        );
        prop_assert_eq!(&found, &one_by_one);
    }

    #[test]
    fn events_are_those_that_every_condition_lets_through(query in queries()) {
        let ledger = news();
        let found: BTreeSet<_> = ledger.events(&query).unwrap().rows.iter().map(|row| row.key).collect();
        let all = Query { as_of: query.as_of, ..Query::default() };
        let mut looked_at = BTreeSet::new();
        for event in ledger.events(&all).unwrap().rows {
            let sheet = ledger.event(event.key, query.as_of).unwrap();
            prop_assert_eq!(&sheet.event, &event);
            if event_fits(&event, &sheet.claims, &query) {
                looked_at.insert(event.key);
            }
        }
        prop_assert_eq!(found, looked_at);
    }

    #[test]
    fn pages_are_pieces_of_the_whole(query in queries(), limit in 1_usize..40) {
        let ledger = news();
        let whole = ledger.claims(&query).unwrap().rows;
        let pieces = in_pieces(limit, &query, |query| ledger.claims(query).unwrap());
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn pages_of_events_are_pieces_of_the_whole(query in queries(), limit in 1_usize..40) {
        let ledger = news();
        // What has no end is asked for in another way than what has one.
        let mut whole = Vec::new();
        ledger.each_event(&query, &mut |event| { whole.push(event); Ok(()) }).unwrap();
        let pieces = in_pieces(limit, &query, |query| ledger.events(query).unwrap());
        prop_assert_eq!(&pieces, &whole);
        let months = ledger.months(&query).unwrap();
        prop_assert_eq!(months.iter().map(|month| month.n_events).sum::<usize>(), whole.len());
        for month in months {
            let is_in = |event: &&EventRow| event.days.from.or(event.days.to).map(Date::first_of_month) == month.first;
            prop_assert_eq!(whole.iter().filter(is_in).count(), month.n_events);
        }
    }
}

#[test]
fn what_is_heard_of_events_are_their_claims() {
    let ledger = news();
    let events = ledger.events(&Query { limit: Some(30), ..Query::default() }).unwrap().rows;
    let n_claims: usize = events.iter().map(|event| event.n_claims).sum();
    let (heard, is_all) = ledger.heard(&events, None, 10_000).unwrap();
    assert_eq!((heard.len(), is_all), (n_claims, true));
    assert!(heard.iter().any(|one| one.outlet.as_deref() == Some("The Lamp")));
    let (some, is_all) = ledger.heard(&events, None, 5).unwrap();
    assert!(5 <= some.len() && some.len() < heard.len() && !is_all);
}

/// What is asked for above is often there: a test that only ever finds nothing finds no fault.
#[test]
fn the_news_have_something_of_everything() {
    let ledger = news();
    for status in STATUSES {
        let query = Query { statuses: vec![status], ..Query::default() };
        assert!(ledger.claims(&query).unwrap().rows.len() > 20, "{status:?}");
    }
    let query = Query {
        actors: vec!["USA".to_owned(), "CHN".to_owned()],
        outlet: Some("The Lamp".to_owned()),
        sources: vec![SourceKind::Narrator],
        ..Query::default()
    };
    assert!(!ledger.claims(&query).unwrap().rows.is_empty());
    assert!(!ledger.events(&query).unwrap().rows.is_empty());
    for voice in VOICES {
        let query = Query { voice: Some(voice.to_owned()), ..Query::default() };
        let is_heard = !["He", "CHN", "The Lamp", "nobody"].contains(&voice);
        assert_eq!(ledger.claims(&query).unwrap().rows.len() > 20, is_heard, "{voice}");
        assert_eq!(!ledger.events(&query).unwrap().rows.is_empty(), is_heard, "{voice}");
    }
    assert_eq!(ledger.counts().unwrap().n_copies, 3);
}

#[test]
fn a_voice_is_found_by_what_it_is_called_and_never_for_what_it_does() {
    let told = |id: &str, day: Date, line: &str, actor: Option<Actor>| {
        let text = "Lee will go to Beijing.".to_owned();
        let mut claim = Outline::parse(line).unwrap().claim(&text);
        claim.source.actor = actor;
        let published =
            Published { day, reason: DateReason::Given, words: String::new(), conflicts: Vec::new() };
        let metadata = Metadata { published: Some(published), ..Metadata::default() };
        let article = Article { id: id.to_owned(), text, metadata, ..Article::default() };
        Filed { article, learned: None, claims: vec![claim] }
    };
    let lee = || meant("Lee").map(|actor| Actor { id: "PER:lee".to_owned(), ..actor });
    let visit = |source: &str| {
        format!(
            "CONSULT visit | planned | USA GOV Ann Lee > CHN | 2024-03-20 | CHN | {source} | \"Lee will go to Beijing\""
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let articles = [
        told("first", day(0), &visit("narrator"), None),
        told("second", day(2), &visit("named Secretary\n of State Lee"), lee()),
        told("third", day(4), &visit("named she"), lee()),
        told(
            "fourth",
            day(6),
            &visit("official China's foreign ministry"),
            Some(Actor { country: Some("CHN".to_owned()), ..Actor::default() }),
        ),
    ];
    let ledger = cases::ledger(&folder.path().join("ledger.db"), &articles, 4);
    for (voice, named) in [
        ("Secretary of State Lee", &["second"][..]),
        ("secretary of state LEE", &["second"]),
        ("Ann Lee", &["third", "second"]),
        ("ANN LEE", &["third", "second"]),
        ("PER:lee", &["third", "second"]),
        ("Lee", &[]),
        ("she", &[]),
        ("China's Foreign Ministry", &["fourth"]),
        ("CHN", &["fourth"]),
        ("USA", &[]),
        ("", &[]),
    ] {
        let query = Query { voice: Some(voice.to_owned()), ..Query::default() };
        let claims = ledger.claims(&query).unwrap().rows;
        assert_eq!(claims.iter().map(|row| row.article.as_str()).collect::<Vec<_>>(), named, "{voice}");
        let events = |query: &Query| ledger.events(query).unwrap().rows.len();
        assert_eq!(events(&query), named.len().min(1), "{voice}");
        assert_eq!(events(&Query { limit: Some(5), ..query.clone() }), named.len().min(1), "{voice}");
        // She was heard on the third day for the first time, and China on the seventh.
        for (number, is_heard) in [(1, false), (3, voice != "CHN" && voice != "China's Foreign Ministry")] {
            let then = Query { as_of: Some(day(number)), ..query.clone() };
            let n = usize::from(is_heard && !named.is_empty());
            assert_eq!((ledger.claims(&then).unwrap().rows.len(), events(&then)), (n, n), "{voice} {number}");
        }
    }
    let party = Query { actors: vec!["Secretary of State Lee".to_owned()], ..Query::default() };
    assert!(ledger.claims(&party).unwrap().rows.is_empty(), "a voice is no party");
    let place = Query { place: Some("China's foreign ministry".to_owned()), ..Query::default() };
    assert!(ledger.claims(&place).unwrap().rows.is_empty(), "nor a place");
}
