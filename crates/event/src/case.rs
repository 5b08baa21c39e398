//! Cases: articles with the claims that are promised of them, as Markdown that people write and read.
//!
//! The form is described in `cases/README.md`.

use std::collections::BTreeSet;
use std::fmt;

use dragoman_text::{Article, DateReason, Metadata, Published, Span};
use jiff::civil::Date;

use crate::actor::Actor;
use crate::table::Fault;
use crate::{Claim, Evidence, Interval, Party, Source, SourceKind, Status, When, Where};

/// An article with the claims that are promised of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it shows.
    pub title: String,
    /// The article; without blocks, as plain text comes in.
    pub article: Article,
    /// Its claims.
    pub lines: Vec<Line>,
}

/// How a line of a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Right, and found.
    Promised,
    /// Careful readers could differ: it may be found or not.
    Optional,
    /// Right, and not found today.
    Missing,
    /// Found today, and not right.
    Wrong,
}

/// A line of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it stands in the file, counted from 1.
    pub number: usize,
    /// How it stands.
    pub standing: Standing,
    /// The claim.
    pub claim: Outline,
}

/// A claim as a case writes it down: what is asked of a reading, and no more.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// PLOVER type.
    pub event_type: String,
    /// Modes, sorted.
    pub modes: Vec<String>,
    /// What is asserted.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<PartyOutline>,
    /// To whom.
    pub recipients: Vec<PartyOutline>,
    /// When.
    pub days: Interval,
    /// Country of the place.
    pub place: Option<String>,
    /// On what kind of word.
    pub source: SourceKind,
    /// On whose word, in the article's words.
    pub who: Option<String>,
    /// The passage.
    pub words: String,
    /// The line that it speaks about, counted from 1.
    pub about: Option<usize>,
}

/// A party as a case writes it down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyOutline {
    /// PLOVER country or entity code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Name of the person.
    pub name: Option<String>,
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// If a part is missing or a line is malformed; says where and what.
    pub fn parse(file: &str, text: &str) -> Result<Self, Fault> {
        let fault = |line: usize, what: &str| Fault { file: file.to_owned(), line, what: what.to_owned() };
        let title = text.strip_prefix("# ").and_then(|rest| rest.lines().next());
        let title =
            title.ok_or_else(|| fault(1, "the first line is not a title (`# What the case shows`)"))?;
        let (head, article, _) =
            fenced(text, "article").ok_or_else(|| fault(1, "there is no ```article block"))?;
        let (before, claims, _) =
            fenced(text, "claims").ok_or_else(|| fault(1, "there is no ```claims block"))?;
        let article = parse_article(article).map_err(|what| fault(first_line_after(head), &what))?;
        let first_line = first_line_after(before);
        let lines = claims.lines().zip(first_line..).filter(|(line, _)| !line.trim().is_empty());
        let lines =
            lines.map(|(line, number)| Line::parse(line, number).map_err(|what| fault(number, &what)));
        let lines = lines.collect::<Result<Vec<Line>, Fault>>()?;
        Ok(Self { title: title.to_owned(), article, lines })
    }
}

/// What stands before a fenced block, in it, and after it.
fn fenced<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, rest) = text.split_once(&format!("\n```{name}\n"))?;
    let (inside, after) =
        rest.strip_prefix("```").map_or_else(|| rest.split_once("\n```"), |after| Some(("", after)))?;
    Some((before, inside, after))
}

/// The number of the first line inside a fence that follows `before`.
fn first_line_after(before: &str) -> usize {
    before.matches('\n').count() + 3
}

fn parse_article(text: &str) -> Result<Article, String> {
    let (head, body) =
        text.split_once("\n\n").ok_or("no empty line between the article's head and its text")?;
    let mut article = Article { text: body.to_owned(), ..Article::default() };
    for line in head.lines() {
        let (key, value) = line.split_once(": ").ok_or_else(|| format!("{line:?} is not `key: value`"))?;
        match key {
            "id" => value.clone_into(&mut article.id),
            "title" => article.metadata.title = Some(value.to_owned()),
            "date" if value == "-" => {}
            "date" => {
                let day = value.parse().map_err(|_| format!("{value:?} is not a day (2023-06-18)"))?;
                let words = value.to_owned();
                let published = Published { day, reason: DateReason::Given, words, conflicts: Vec::new() };
                article.metadata = Metadata { published: Some(published), ..article.metadata };
            }
            _ => return Err(format!("{key:?} is not id, title or date")),
        }
    }
    Ok(article)
}

impl Line {
    fn parse(line: &str, number: usize) -> Result<Self, String> {
        let standings =
            [("? ", Standing::Optional), ("missing ", Standing::Missing), ("wrong ", Standing::Wrong)];
        let marked =
            standings.iter().find_map(|(mark, standing)| Some((line.strip_prefix(mark)?, *standing)));
        let (rest, standing) = marked.unwrap_or((line, Standing::Promised));
        Ok(Self { number, standing, claim: Outline::parse(rest)? })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.standing {
            Standing::Promised => "",
            Standing::Optional => "? ",
            Standing::Missing => "missing ",
            Standing::Wrong => "wrong ",
        };
        write!(f, "{mark}{}", self.claim)
    }
}

impl Outline {
    /// Reads a claim as a case writes it.
    ///
    /// # Errors
    /// Says which field is malformed.
    pub fn parse(line: &str) -> Result<Self, String> {
        let (fields, rest) = line.split_once(" | \"").ok_or("there are no words in quotation marks")?;
        let (words, rest) = rest.rsplit_once('"').ok_or("the words have no closing quotation mark")?;
        let fields: Vec<&str> = fields.split(" | ").map(str::trim).collect();
        let [kind, status, parties, days, place, source] = fields[..] else {
            return Err(format!("{} fields before the words, expected 6", fields.len()));
        };
        let mut kind = kind.split(' ');
        let event_type = kind.next().unwrap_or("").to_owned();
        let mut modes: Vec<String> = kind.flat_map(|modes| modes.split('+')).map(str::to_owned).collect();
        modes.sort();
        let (actors, recipients) = parties.split_once('>').unwrap_or((parties, "-"));
        let (kind, who) =
            source.split_once(' ').map_or((source, None), |(kind, who)| (kind, Some(who.to_owned())));
        let about = match rest.trim().strip_prefix("| about ") {
            Some(number) => Some(number.parse().map_err(|_| format!("about {number:?}: not a number"))?),
            None if rest.trim().is_empty() => None,
            None => return Err(format!("{:?} after the words is not `| about N`", rest.trim())),
        };
        Ok(Self {
            event_type,
            modes,
            status: Status::parse(status).ok_or_else(|| format!("status {status:?} is unknown"))?,
            actors: parse_side(actors),
            recipients: parse_side(recipients),
            days: parse_days(days)?,
            place: Some(place).filter(|place| *place != "-").map(str::to_owned),
            source: SourceKind::parse(kind).ok_or_else(|| format!("source {kind:?} is unknown"))?,
            who,
            words: words.replace("\\\"", "\""),
            about,
        })
    }

    /// Writes down a claim that was found in a text.
    #[must_use]
    pub fn of(claim: &Claim, text: &str) -> Self {
        let mut modes = claim.modes.clone();
        modes.sort();
        Self {
            event_type: claim.event_type.clone(),
            modes,
            status: claim.status,
            actors: claim.actors.iter().map(PartyOutline::of).collect(),
            recipients: claim.recipients.iter().map(PartyOutline::of).collect(),
            days: claim.when.interval,
            place: claim.place.as_ref().and_then(|place| place.country.clone()),
            source: claim.source.kind,
            who: claim.source.who.clone(),
            words: claim.evidence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
            about: claim.about.map(|claim| claim + 1),
        }
    }

    /// The claim that it stands for, as if it had been found in the text.
    #[must_use]
    pub fn claim(&self, text: &str) -> Claim {
        let find = |words: &str| {
            let start = text.find(words).unwrap_or(0);
            Span::new(start as u32, (start + words.len()) as u32)
        };
        let span = find(&self.words);
        Claim {
            event_type: self.event_type.clone(),
            modes: self.modes.clone(),
            contexts: Vec::new(),
            status: self.status,
            actors: self
                .actors
                .iter()
                .filter(|party| **party != PartyOutline::default())
                .map(PartyOutline::party)
                .collect(),
            recipients: self.recipients.iter().map(PartyOutline::party).collect(),
            when: When {
                interval: self.days,
                words: Some(span).filter(|_| self.days.n_days().is_some()),
                reason: String::new(),
            },
            place: self.place.clone().map(|country| Where {
                text: String::new(),
                span: Span::default(),
                country: Some(country),
                coordinates: None,
            }),
            source: Source { kind: self.source, who: self.who.clone(), actor: None, through: Vec::new() },
            confirmations: Vec::new(),
            about: self.about.and_then(|line| line.checked_sub(1)),
            confidence: 1.0,
            evidence: Evidence { span, trigger: span, predicate: String::new(), operators: Vec::new() },
        }
    }

    /// What a reading of the same passage gets wrong, in words; empty where it says what is asked for. A sector, a
    /// name or a place that the outline does not give is not asked for.
    #[must_use]
    pub fn differences(&self, found: &Self) -> Vec<&'static str> {
        let checks = [
            ("type", self.event_type == found.event_type),
            ("mode", self.modes == found.modes),
            ("status", self.status == found.status),
            ("actors", is_same_side(&self.actors, &found.actors)),
            ("recipients", is_same_side(&self.recipients, &found.recipients)),
            ("days", self.days == found.days),
            ("place", self.place.is_none() || self.place == found.place),
            ("source", self.source == found.source),
        ];
        checks.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }
}

/// Whether every party that is asked for is found, and nobody else of another country.
fn is_same_side(asked: &[PartyOutline], found: &[PartyOutline]) -> bool {
    let countries = |side: &[PartyOutline]| {
        side.iter().filter_map(|party| party.country.clone()).collect::<BTreeSet<String>>()
    };
    let is_found = |party: &PartyOutline| {
        *party == PartyOutline::default() || found.iter().any(|one| party.is_met_by(one))
    };
    countries(asked) == countries(found) && asked.iter().all(is_found)
}

impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |side: &[PartyOutline]| match side {
            [] => "-".to_owned(),
            side => side.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "),
        };
        write!(f, "{}", self.event_type)?;
        if !self.modes.is_empty() {
            write!(f, " {}", self.modes.join("+"))?;
        }
        write!(f, " | {} | {} > {} | ", self.status.as_str(), side(&self.actors), side(&self.recipients))?;
        match (self.days.from, self.days.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}")?,
            (from, to) => {
                let end = |end: Option<Date>| end.map_or_else(String::new, |day| day.to_string());
                write!(f, "{}..{}", end(from), end(to))?;
            }
        }
        write!(f, " | {} | {}", self.place.as_deref().unwrap_or("-"), self.source.as_str())?;
        if let Some(who) = &self.who {
            write!(f, " {who}")?;
        }
        write!(f, " | \"{}\"", self.words.replace('"', "\\\""))?;
        self.about.map_or(Ok(()), |line| write!(f, " | about {line}"))
    }
}

impl PartyOutline {
    /// Whether a party that was found is what is asked for, as far as it is asked.
    fn is_met_by(&self, found: &Self) -> bool {
        let words = |name: &str| name.split(' ').map(str::to_lowercase).collect::<BTreeSet<String>>();
        let is_name = self.name.as_ref().is_none_or(|name| {
            found.name.as_ref().is_some_and(|found| {
                words(name).is_subset(&words(found)) || words(found).is_subset(&words(name))
            })
        });
        self.country == found.country && (self.sector.is_none() || self.sector == found.sector) && is_name
    }

    fn of(party: &Party) -> Self {
        Self {
            country: party.actor.country.clone(),
            sector: party.actor.sector.clone(),
            name: party.actor.person.clone(),
        }
    }

    fn parse(text: &str) -> Self {
        let mut words = text.split(' ').peekable();
        let code = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let sectors = crate::claim::SECTORS;
        let country = words.next_if(|word| code(word) && !sectors.contains(word));
        let sector = words.next_if(|word| sectors.contains(word));
        let name = words.collect::<Vec<_>>().join(" ");
        Self {
            country: country.map(str::to_owned),
            sector: sector.map(str::to_owned),
            name: Some(name).filter(|name| !name.is_empty()),
        }
    }

    fn party(&self) -> Party {
        let actor = Actor {
            country: self.country.clone(),
            sector: self.sector.clone(),
            person: self.name.clone(),
            confidence: 1.0,
            ..Actor::default()
        };
        Party { text: self.name.clone().unwrap_or_default(), span: Span::default(), actor, inferred: false }
    }
}

impl fmt::Display for PartyOutline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> =
            [&self.country, &self.sector, &self.name].into_iter().flatten().map(String::as_str).collect();
        f.write_str(if parts.is_empty() { "-" } else { "" })?;
        f.write_str(&parts.join(" "))
    }
}

fn parse_side(text: &str) -> Vec<PartyOutline> {
    let parties = text.split(" + ").map(str::trim).filter(|party| !party.is_empty());
    let parties: Vec<PartyOutline> =
        parties.map(|party| PartyOutline::parse(if party == "-" { "" } else { party })).collect();
    if parties.iter().all(|party| *party == PartyOutline::default()) { Vec::new() } else { parties }
}

fn parse_days(text: &str) -> Result<Interval, String> {
    let day = |text: &str| text.parse::<Date>().map_err(|_| format!("{text:?} is not a day (2023-06-18)"));
    let end = |text: &str| if text.is_empty() { Ok(None) } else { day(text).map(Some) };
    match text.split_once("..") {
        Some((from, to)) => Ok(Interval { from: end(from)?, to: end(to)? }),
        None => day(text).map(Interval::day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_written_alike() {
        for line in [
            "CONSULT visit | planned | USA GOV Antony Blinken > CHN GOV | 2023-06-18 | CHN | anonymous U.S. officials | \"Blinken expects to be in Beijing\"",
            "? AGREE | held | USA GOV + CHN GOV > - | 2023-05-01..2023-05-10 | - | official The White House | \"The two sides agreed\" | about 3",
            "missing ASSAULT drone+targeted | held | - > UKR CVL | ..2024-02-01 | - | narrator | \"a strike on \\\"civilians\\\"\"",
            "wrong REJECT | refused | REB > - | .. | - | media a daily | \"refused\"",
        ] {
            assert_eq!(Line::parse(line, 1).map(|line| line.to_string()), Ok(line.to_owned()));
        }
    }

    #[test]
    fn what_is_wrong_with_a_case_is_said() {
        let told = |text: &str| Case::parse("a.md", text).map(|_| ()).unwrap_err().to_string();
        assert_eq!(told("x"), "a.md:1: the first line is not a title (`# What the case shows`)");
        assert_eq!(told("# x\n"), "a.md:1: there is no ```article block");
        let case = |line: &str| {
            format!("# x\n\n```article\nid: a\ndate: -\n\nText.\n```\n\n```claims\n{line}\n```\n")
        };
        assert_eq!(told(&case("AID | held")), "a.md:11: there are no words in quotation marks");
        assert_eq!(
            told(&case("AID | hold | - > - | .. | - | narrator | \"x\"")),
            "a.md:11: status \"hold\" is unknown"
        );
        assert_eq!(
            told(&case("AID | held | - > - | May | - | narrator | \"x\"")),
            "a.md:11: \"May\" is not a day (2023-06-18)"
        );
        assert!(Case::parse("a.md", &case("")).is_ok_and(|case| case.lines.is_empty()));
    }
}
