//! What can be asked: one object behind the command line, exports and the web page.

use dragoman_event::{Interval, SourceKind, Status};
use jiff::civil::Date;

/// Which articles, claims or events are asked for. What is empty asks for everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words of the passage, its parties or the headline; all of them, phrases in quotation marks, `word*` for what
    /// begins so.
    pub words: Option<String>,
    /// Types, one of which it has.
    pub types: Vec<String>,
    /// Statuses, one of which it has: of an event the current one.
    pub statuses: Vec<Status>,
    /// Actors that all have a part in it: a country's or entity's code, an id, or a name.
    pub actors: Vec<String>,
    /// The part that they have; any where it is not given.
    pub role: Option<Role>,
    /// Days, one of which it has.
    pub dates: Interval,
    /// Days, on one of which it was published.
    pub published: Interval,
    /// Country or name of its place.
    pub place: Option<String>,
    /// Kinds of source, one of which says so.
    pub sources: Vec<SourceKind>,
    /// On whose word it is claimed: what the article calls them, or the name or id of who is meant; of a country, the
    /// word of its officials.
    pub voice: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// How sure it is at least, 0 to 1.
    pub confidence: Option<f32>,
    /// The day whose knowledge is asked for: what was published later is left out.
    pub as_of: Option<Date>,
    /// In which order.
    pub sort: Sort,
    /// How many are given; all where it is not given.
    pub limit: Option<usize>,
    /// How many are passed over first.
    pub skip: usize,
}

/// The part that an actor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Did it.
    Actor,
    /// It was done to them.
    Recipient,
}

/// In which order answers come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What changed last comes first.
    #[default]
    Changed,
    /// By the days of the happening. What began before the days that are asked for and has no end comes last.
    Date,
    /// What most articles tell of comes first.
    Reports,
}

impl Query {
    /// Sets one part, as it is written in an address (`actor=CHN`). Says what is wrong with it.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let day = |text: &str| parse_day(text).ok_or_else(|| format!("{text:?} is not a day (2023-06-18)"));
        match name {
            "words" => self.words = Some(value.to_owned()),
            "type" => self.types.push(value.to_uppercase()),
            "status" => {
                let status = Status::parse(value)
                    .ok_or_else(|| unknown(value, Status::ALL.iter().map(|one| one.as_str())))?;
                self.statuses.push(status);
            }
            "actor" => self.actors.push(value.to_owned()),
            "role" => {
                self.role = Some(match value {
                    "actor" => Role::Actor,
                    "recipient" => Role::Recipient,
                    _ => return Err(unknown(value, ["actor", "recipient"].into_iter())),
                });
            }
            "date" => self.dates = parse_days(value)?,
            "published" => self.published = parse_days(value)?,
            "place" => self.place = Some(value.to_owned()),
            "source" => {
                let kind = SourceKind::parse(value)
                    .ok_or_else(|| unknown(value, SourceKind::ALL.iter().map(|one| one.as_str())))?;
                self.sources.push(kind);
            }
            "voice" => self.voice = Some(value.to_owned()),
            "outlet" => self.outlet = Some(value.to_owned()),
            "confidence" => {
                let least = value.parse().ok().filter(|least| (0.0_f64..=1.0).contains(least));
                let least = least.ok_or_else(|| format!("{value:?} is not a number from 0 to 1"))?;
                self.confidence = Some(least as f32);
            }
            "as-of" => self.as_of = Some(day(value)?),
            "sort" => {
                self.sort = match value {
                    "changed" => Sort::Changed,
                    "date" => Sort::Date,
                    "reports" => Sort::Reports,
                    _ => return Err(unknown(value, ["changed", "date", "reports"].into_iter())),
                }
            }
            "limit" => self.limit = Some(value.parse().map_err(|_| format!("{value:?} is not a number"))?),
            "skip" => self.skip = value.parse().map_err(|_| format!("{value:?} is not a number"))?,
            _ => return Err(format!("{name:?} is nothing that can be asked for")),
        }
        Ok(())
    }

    /// The same of what lies ahead on a day, as it was known that day, by its days.
    #[must_use]
    pub fn ahead(&self, day: Date) -> Self {
        let mut query = self.clone();
        query.as_of = Some(query.as_of.map_or(day, |as_of| as_of.min(day)));
        query.dates.from = Some(query.dates.from.map_or(day, |from| from.max(day)));
        query.sort = Sort::Date;
        if query.statuses.is_empty() {
            query.statuses = vec![
                Status::Planned,
                Status::Agreed,
                Status::Proposed,
                Status::Threatened,
                Status::Postponed,
            ];
        }
        query
    }

    /// Its parts as they are written in an address, always in the same order; [`Query::set`] reads them back.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        pairs.extend(self.words.iter().map(|words| ("words", words.clone())));
        pairs.extend(self.types.iter().map(|one| ("type", one.clone())));
        pairs.extend(self.statuses.iter().map(|one| ("status", one.as_str().to_owned())));
        pairs.extend(self.actors.iter().map(|one| ("actor", one.clone())));
        pairs.extend(self.role.iter().map(|role| match role {
            Role::Actor => ("role", "actor".to_owned()),
            Role::Recipient => ("role", "recipient".to_owned()),
        }));
        for (name, days) in [("date", self.dates), ("published", self.published)] {
            if days != Interval::OPEN {
                let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                pairs.push((name, format!("{}..{}", end(days.from), end(days.to))));
            }
        }
        pairs.extend(self.place.iter().map(|place| ("place", place.clone())));
        pairs.extend(self.sources.iter().map(|one| ("source", one.as_str().to_owned())));
        pairs.extend(self.voice.iter().map(|one| ("voice", one.clone())));
        pairs.extend(self.outlet.iter().map(|one| ("outlet", one.clone())));
        pairs.extend(self.confidence.iter().map(|one| ("confidence", one.to_string())));
        pairs.extend(self.as_of.iter().map(|day| ("as-of", day.to_string())));
        match self.sort {
            Sort::Changed => {}
            Sort::Date => pairs.push(("sort", "date".to_owned())),
            Sort::Reports => pairs.push(("sort", "reports".to_owned())),
        }
        pairs.extend(self.limit.iter().map(|limit| ("limit", limit.to_string())));
        pairs.extend(Some(self.skip).filter(|skip| *skip > 0).map(|skip| ("skip", skip.to_string())));
        pairs
    }
}

fn unknown(value: &str, known: impl Iterator<Item = &'static str>) -> String {
    format!("{value:?} is not one of {}", known.collect::<Vec<_>>().join(", "))
}

/// Reads `2023-06-18`, and nothing that only looks like it: no times of the day, no weeks, no signs.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    Date::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).ok()
}

/// The number of so many digits.
fn digits<N: std::str::FromStr>(text: &str, n: usize) -> Option<N> {
    let is_written_so = text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    is_written_so.then(|| text.parse().ok()).flatten()
}

/// Reads `2023`, `2023-06`, `2023-06-18`, or two of them with `..` between, either of which may be left out.
fn parse_days(text: &str) -> Result<Interval, String> {
    let first_of = |year: &str, month: i8| Date::new(digits(year, 4)?, month, 1).ok();
    let stretch = |text: &str| -> Result<Interval, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let days = match parts[..] {
            [""] => Some(Interval::OPEN),
            [year] => first_of(year, 1).map(|first| Interval::new(first, first.last_of_year())),
            [year, month] => digits(month, 2)
                .and_then(|month| first_of(year, month))
                .map(|first| Interval::new(first, first.last_of_month())),
            _ => parse_day(text).map(Interval::day),
        };
        days.ok_or_else(|| format!("{text:?} is not a day, a month or a year (2023-06-18, 2023-06, 2023)"))
    };
    match text.split_once("..") {
        None => stretch(text),
        Some((from, to)) => Ok(Interval { from: stretch(from)?.from, to: stretch(to)?.to }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_and_written_alike() {
        let pairs = [
            ("words", "visit \"foreign minister\""),
            ("type", "CONSULT"),
            ("status", "planned"),
            ("actor", "CHN"),
            ("actor", "Antony Blinken"),
            ("role", "actor"),
            ("date", "2023-06-01..2023-06-30"),
            ("published", "..2023-06-14"),
            ("place", "CHN"),
            ("source", "anonymous"),
            ("voice", "the State Department"),
            ("outlet", "The Harbour Times"),
            ("confidence", "0.5"),
            ("as-of", "2023-06-10"),
            ("sort", "date"),
            ("limit", "20"),
            ("skip", "40"),
        ];
        let mut query = Query::default();
        for (name, value) in pairs {
            query.set(name, value).unwrap();
        }
        assert_eq!(query.pairs(), pairs.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn months_and_years_are_stretches_of_days() {
        for (text, from, to) in [
            ("2023-06", Some("2023-06-01"), Some("2023-06-30")),
            ("2024", Some("2024-01-01"), Some("2024-12-31")),
            ("2023-06..", Some("2023-06-01"), None),
            ("..2023", None, Some("2023-12-31")),
            ("2023-06-18", Some("2023-06-18"), Some("2023-06-18")),
        ] {
            let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
            assert_eq!(parse_days(text), Ok(Interval { from: day(from), to: day(to) }), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "June",
            "2023-13",
            "2023-00",
            "2023-269",
            "2023-6",
            "23",
            "+2023",
            "-2023",
            "20230618",
            "2023-02-30",
            "2023-06-274",
            "2023-06-18T10:00",
            "2023-W25-7",
            "2023-06-18-01",
            "..2023-257",
            "٢٠٢٣",
            "99999",
        ] {
            assert!(parse_days(text).is_err(), "{text}");
        }
        assert!(Query::default().set("confidence", "1.0000000000000002").is_err());
        for text in ["", "2023", "2023-06", "2023-02-30", "2023-06-274", "2023-06-18 10:00", "+2023-06-18"] {
            assert!(Query::default().set("as-of", text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_asked_for_is_said() {
        let told = |name: &str, value: &str| Query::default().set(name, value).unwrap_err();
        assert_eq!(told("colour", "red"), "\"colour\" is nothing that can be asked for");
        assert_eq!(told("role", "host"), "\"host\" is not one of actor, recipient");
        assert_eq!(told("confidence", "2"), "\"2\" is not a number from 0 to 1");
        assert_eq!(told("as-of", "May"), "\"May\" is not a day (2023-06-18)");
    }
}
