//! How events, claims and their parts are told on a page.

use std::collections::HashMap;

use dragoman::event::{Source, SourceKind, Status};
use dragoman_store::{ClaimRow, EventRow, Key, Kind, Ledger};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::address;
use crate::dates;
use crate::names::{self, Named, Names};
use crate::problem::Problem;

/// What became of a happening, as far as colour and shape tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fate {
    /// It happened or is under way.
    Happened,
    /// It is meant to happen.
    Ahead,
    /// It would do harm, or hangs on something.
    Feared,
    /// It will not happen, or not as it was to.
    Off,
}

impl Fate {
    pub(crate) const ALL: [Self; 4] = [Self::Happened, Self::Ahead, Self::Feared, Self::Off];

    pub(crate) fn of(status: Status) -> Self {
        match status {
            Status::Held | Status::Ongoing => Self::Happened,
            Status::Planned | Status::Agreed | Status::Proposed => Self::Ahead,
            Status::Threatened | Status::Hypothetical => Self::Feared,
            Status::Postponed | Status::Cancelled | Status::Refused | Status::Denied => Self::Off,
        }
    }

    /// The class that its colour and shape hang on.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Ahead => "ahead",
            Self::Feared => "feared",
            Self::Off => "off",
        }
    }

    /// In words.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Ahead => "meant to happen",
            Self::Feared => "threatened or conditional",
            Self::Off => "put off, called off, refused or denied",
        }
    }

    /// The shape that says the same without colour.
    fn sign(self) -> &'static str {
        match self {
            Self::Happened => "●",
            Self::Ahead => "○",
            Self::Feared => "△",
            Self::Off => "⊘",
        }
    }
}

/// A status with its shape.
pub(crate) fn status(status: Status) -> Markup {
    let fate = Fate::of(status);
    html! { span class=(format!("status {}", fate.class())) { span.sign aria-hidden="true" { (fate.sign()) } " " (status.as_str()) } }
}

/// A count with its noun.
pub(crate) fn count(n: usize, noun: &str) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    let plural = match noun {
        "copy" => "copies",
        "change or plan" => "changes and plans",
        "country" => "countries",
        "more party" => "more parties",
        _ => "",
    };
    match (n, plural) {
        (1, _) => format!("{grouped} {noun}"),
        (_, "") => format!("{grouped} {noun}s"),
        (_, plural) => format!("{grouped} {plural}"),
    }
}

/// A score with two places.
pub(crate) fn hundredths(score: f64) -> String {
    format!("{score:.2}")
}

/// Type and modes: `CONSULT/visit`.
pub(crate) fn kind(event_type: &str, modes: &str) -> String {
    if modes.is_empty() { event_type.to_owned() } else { format!("{event_type}/{modes}") }
}

/// An event in a line, without days and status.
pub(crate) fn headline_in_words(event: &EventRow, names: &Names) -> String {
    sentence(
        &names.parties(&event.actors),
        &names.parties(&event.recipients),
        names.verb(&event.event_type, &event.modes, event.status),
        names,
    )
}

/// A claim in a line, without days and status.
pub(crate) fn claim_in_words(row: &ClaimRow, names: &Names) -> String {
    let claim = &row.claim;
    let parties = |side: &[dragoman::event::Party]| side.iter().map(Named::of).collect::<Vec<_>>();
    let verb = names.verb(&claim.event_type, &claim.modes.join("+"), claim.status);
    sentence(&parties(&claim.actors), &parties(&claim.recipients), verb, names)
}

/// Parties that are told by name in one line; the others are counted.
const MOST_NAMED: usize = 4;

fn sentence(actors: &[Named], recipients: &[Named], (verb, link): (String, &str), names: &Names) -> String {
    let listed = |side: &[Named]| {
        let mut shown: Vec<String> =
            side.iter().take(MOST_NAMED).map(|party| shorter(&names.shown(party))).collect();
        if side.len() > MOST_NAMED {
            let n_others = side.len() - MOST_NAMED;
            shown.push(if n_others == 1 { "1 other".to_owned() } else { format!("{n_others} others") });
        }
        names::list(&shown)
    };
    told(&listed(actors), &listed(recipients), (verb, link))
}

/// Who did what to whom, in a line.
pub(crate) fn told(actors: &str, recipients: &str, (verb, link): (String, &str)) -> String {
    let mut words = if actors.is_empty() { "Not stated who".to_owned() } else { capital(actors) };
    words.push(' ');
    words.push_str(&verb);
    if !recipients.is_empty() {
        if !link.is_empty() {
            words.push(' ');
            words.push_str(link);
        }
        words.push(' ');
        words.push_str(recipients);
    }
    words
}

/// Letters of a name in a line.
const MOST_LETTERS: usize = 80;

/// A name that is too long for a line, cut.
pub(crate) fn shorter(name: &str) -> String {
    cut(name, MOST_LETTERS)
}

/// Words that fit into so many letters, cut where they do not.
pub(crate) fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where something of that name is shown.
pub(crate) fn of_key(key: Key) -> String {
    let kind = match key.kind {
        Kind::Claim => "claim",
        Kind::Event => "event",
        Kind::Thread => "thread",
    };
    address::of(kind, &key.to_string())
}

/// A party that leads to its page.
pub(crate) fn party(party: &Named, names: &Names) -> Markup {
    let shown = names.shown(party);
    html! {
        @if let Some(id) = party.id() { a href=(address::of("actor", id)) dir="auto" { (shown) } }
        @else { bdi { (shown) } }
        @if let (Some(code), Some(_)) = (&party.country, &party.name) {
            " " a.code href=(address::of("actor", code)) title=(names.country(code).unwrap_or(code)) { (code) }
        }
    }
}

/// The parties of a side, each leading to its page.
pub(crate) fn parties(side: &[Named], names: &Names) -> Markup {
    html! {
        @if side.is_empty() { span.faint { "not stated" } }
        @for (place, one) in side.iter().enumerate() { @if place > 0 { ", " } (party(one, names)) }
    }
}

/// How much is said of an event; counts always say of what.
pub(crate) fn reports(event: &EventRow) -> String {
    let mut parts =
        vec!["1 event".to_owned(), count(event.n_claims, "claim"), count(event.n_articles, "article")];
    if event.n_outlets > 0 {
        parts.push(count(event.n_outlets, "outlet"));
    }
    parts.join(" · ")
}

/// Where it is, in words.
pub(crate) fn place(event: &EventRow, names: &Names) -> Option<String> {
    let country = event.place_country.as_deref().map(|code| names.country(code).unwrap_or(code));
    match (event.place.as_deref(), country) {
        (Some(place), Some(country)) if place != country => Some(format!("{place}, {country}")),
        (Some(place), _) => Some(place.to_owned()),
        (None, country) => country.map(str::to_owned),
    }
}

/// On whose word events are told, in words, where it is not the articles' own.
pub(crate) type Says = HashMap<Key, String>;

/// Events in a list of which it is told on whose word they are.
const MOST_SAID: usize = 100;

/// On whose word events are told, by the claims by which they are shown.
pub(crate) fn says(ledger: &Ledger, events: &[EventRow], as_of: Option<Date>) -> Result<Says, Problem> {
    let mut says = Says::new();
    for event in events.iter().take(MOST_SAID) {
        let shown = ledger.shown_by(event, as_of)?;
        if let Some(row) = shown.filter(|row| row.claim.source.kind != SourceKind::Narrator) {
            says.insert(event.key, source(&row));
        }
    }
    Ok(says)
}

/// An event among others.
pub(crate) fn event(event: &EventRow, says: &Says, names: &Names) -> Markup {
    event_also(event, says, names, &[])
}

/// An event under one of its parties, which stands under others as well.
pub(crate) fn event_also(event: &EventRow, says: &Says, names: &Names, also: &[String]) -> Markup {
    let key = of_key(event.key);
    let headline = headline_in_words(event, names);
    html! {
        li.item {
            p.line {
                a.headline href=(key) dir="auto" { (headline) }
                " " span.days { (dates::days(event.days)) }
                " " (status(event.status))
                @if let Some(who) = says.get(&event.key) { " " span.says { "says " bdi { (who) } } }
            }
            p.small {
                span.kind { (kind(&event.event_type, &event.modes)) }
                @if let Some(place) = place(event, names) { " · " bdi { (place) } }
                " · " (reports(event))
                " · " a.evidence href=(format!("{key}#evidence")) { "evidence" span.hidden { " for: " (headline) } }
                @if let Some(thread) = event.thread { " · " a href=(of_key(thread)) { "thread" span.hidden { " of: " (headline) } } }
                @if !also.is_empty() { " · also under " bdi { (names::list(also)) } }
            }
        }
    }
}

/// On whose word, in words.
pub(crate) fn source(row: &ClaimRow) -> String {
    voice(&row.claim.source)
}

/// A source in words: those of the article, or who is meant where these alone do not say it.
pub(crate) fn voice(source: &Source) -> String {
    let who = dragoman_store::called(source).or(source.who.as_deref());
    match (source.kind, who) {
        (SourceKind::Narrator, _) => "the article itself".to_owned(),
        (SourceKind::Anonymous, Some(who)) => format!("{who} (unnamed)"),
        (SourceKind::Named, Some(who)) => who.to_owned(),
        (kind, Some(who)) => format!("{who} ({})", kind.as_str()),
        (kind, None) => kind.as_str().to_owned(),
    }
}

/// The address of the words that say so, in their article.
pub(crate) fn evidence(row: &ClaimRow) -> String {
    let span = row.claim.evidence.span;
    format!("{}?claim={}#c={}-{}", address::of("article", &row.article), row.number, span.start(), span.end())
}

/// An address outside that may be followed: nothing but pages of the web.
pub(crate) fn outside(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    (scheme == "http" || scheme == "https").then_some(url)
}

/// The words that say so, the trigger in bold.
pub(crate) fn quote(row: &ClaimRow) -> Markup {
    let Some(quote) = &row.quote else {
        return html! { p.faint { "The words of this article are not kept." } };
    };
    let evidence = &row.claim.evidence;
    let from = evidence.trigger.start().checked_sub(evidence.span.start());
    let to = evidence.trigger.end().checked_sub(evidence.span.start());
    let parts = from
        .zip(to)
        .and_then(|(from, to)| Some((quote.get(..from)?, quote.get(from..to)?, quote.get(to..)?)));
    html! {
        blockquote dir="auto" {
            @if let Some((before, trigger, after)) = parts { (before) b { (trigger) } (after) } @else { (quote) }
        }
    }
}

/// A claim among others, with its words and where they stand.
pub(crate) fn claim(row: &ClaimRow, names: &Names) -> Markup {
    let words = claim_in_words(row, names);
    html! {
        li.item id=(row.key) {
            p.line {
                a.headline href=(evidence(row)) dir="auto" { (words) }
                " " span.days { (dates::days(row.claim.when.interval)) }
                " " (status(row.claim.status))
            }
            (quote(row))
            (told_by(row))
        }
    }
}

/// Where a claim stands, and on whose word.
pub(crate) fn told_by(row: &ClaimRow) -> Markup {
    html! {
        p.small {
            bdi { "says " (source(row)) }
            @if let Some(outlet) = &row.outlet { " · " bdi { (outlet) } }
            " · " (dates::day(row.learned))
            " · " a.evidence href=(evidence(row)) { "in the article" span.hidden { ": " (row.title.as_deref().unwrap_or(&row.article)) } }
            @if let Some(url) = row.url.as_deref().and_then(outside) {
                " · " a href=(url) rel="noopener noreferrer external" { "original" span.hidden { " of " (row.title.as_deref().unwrap_or(&row.article)) } }
            }
            @if row.n_witnesses > 0 { " · repeated by " (count(row.n_witnesses, "copy")) }
            @for one in &row.claim.confirmations { " · " b { (one.stance.as_str()) } " by " bdi { (one.who) } }
        }
    }
}

/// Why a claim was read so: rule, operators, how days and parties came about.
pub(crate) fn why(row: &ClaimRow) -> Markup {
    let claim = &row.claim;
    let parties = claim.actors.iter().chain(&claim.recipients).filter(|party| !party.actor.reason.is_empty());
    html! {
        details.why {
            summary { "why" span.hidden { " this was read so" } }
            dl {
                dt { "sure" } dd { (format!("{:.2}", claim.confidence)) " of 1" }
                @if !claim.evidence.predicate.is_empty() { dt { "rule" } dd { code { (claim.evidence.predicate) } } }
                @if !claim.evidence.operators.is_empty() { dt { "status by" } dd { (claim.evidence.operators.join(", then ")) } }
                @if !claim.when.reason.is_empty() { dt { "days by" } dd { (claim.when.reason) } }
                @for party in parties { dt { bdi { (party.text) } } dd { (party.actor.reason) @if party.inferred { " (left out of the passage)" } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_name_their_unit() {
        assert_eq!(count(1, "claim"), "1 claim");
        assert_eq!(count(0, "copy"), "0 copies");
        assert_eq!(count(1_234_567, "event"), "1\u{202f}234\u{202f}567 events");
    }

    #[test]
    fn only_pages_of_the_web_are_followed() {
        for (url, is_followed) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.org", false),
            (" javascript://x", false),
        ] {
            assert_eq!(outside(url).is_some(), is_followed, "{url}");
        }
    }

    #[test]
    fn long_sides_are_counted() {
        let names = Names::embedded();
        let all = names.parties("USA; CHN; RUS; GBR; FRA; DEU");
        let told = sentence(&all, &[], ("held talks".to_owned(), "with"), &names);
        assert_eq!(told, "United States, China, Russia, United Kingdom and 2 others held talks");
        let told = sentence(&[], &all[..1], ("attacked".to_owned(), ""), &names);
        assert_eq!(told, "Not stated who attacked United States");
    }
}
