//! Addresses: the whole state of a page stands in its own, readable and always in one order.

use axum::http::Uri;
use dragoman_store::Query;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::problem::Problem;

/// Bytes of the part of an address that asks.
const MOST_BYTES: usize = 4096;
/// Letters of the words that are searched for.
const MOST_LETTERS: usize = 300;
/// Values that are asked for at once.
const MOST_VALUES: usize = 60;
/// Answers on one page, where nothing else is asked for.
pub(crate) const PAGE: usize = 25;
/// Answers on one page at most; exports have them all.
pub(crate) const MOST_ON_PAGE: usize = 200;
/// Answers that can be passed over.
const MOST_SKIPPED: usize = 100_000;

/// What needs no escape in a part of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');
/// The same for values that ask, where a full stop and a comma read better as they are.
const PLAIN_VALUE: &AsciiSet = &PLAIN.remove(b'.').remove(b',').remove(b':');

/// The parts of a query, by their names; those that name actors come last.
pub(crate) const QUERY: [&str; 16] = [
    "words",
    "type",
    "status",
    "role",
    "date",
    "published",
    "place",
    "source",
    "voice",
    "outlet",
    "confidence",
    "as-of",
    "sort",
    "limit",
    "skip",
    "actor",
];
/// The parts of a query whose actors are named by the path.
pub(crate) const WITHOUT_ACTORS: &[&str] = QUERY.split_at(15).0;

/// In which form something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    Html,
    Json,
    Csv,
    Tsv,
    Ndjson,
    Parquet,
    GeoJson,
    Calendar,
    Svg,
}

impl Form {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Ndjson, "ndjson"),
        (Self::Parquet, "parquet"),
        (Self::GeoJson, "geojson"),
        (Self::Calendar, "ics"),
        (Self::Svg, "svg"),
    ];

    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Tsv => "text/tab-separated-values; charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::GeoJson => "application/geo+json",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// The parts of a path, decoded, and the form that its last part ends in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) parts: Vec<String>,
    pub(crate) form: Form,
}

impl Place {
    /// Reads a path as it was sent. A full stop that belongs to a name is sent as `%2E`, so that an article called
    /// `a.json` can be told from the JSON of `a`.
    pub(crate) fn of(path: &str) -> Result<Self, Problem> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (path, form) = Form::ALL
            .iter()
            .find_map(|(form, ending)| Some((path.strip_suffix(ending)?.strip_suffix('.')?, *form)))
            .unwrap_or((path, Form::Html));
        let parts = path.split('/').filter(|part| !part.is_empty()).map(decoded).collect::<Result<_, _>>()?;
        Ok(Self { parts, form })
    }
}

fn decoded(part: &str) -> Result<String, Problem> {
    let part = percent_decode_str(part).decode_utf8().ok();
    let part = part.filter(|part| !part.contains('\0') && part.len() <= MOST_BYTES);
    part.map(std::borrow::Cow::into_owned).ok_or_else(|| {
        Problem::wrong(
            "The address is not written in UTF-8, or is too long.",
            "Follow a link to what you look for.",
        )
    })
}

/// What is asked for, apart from the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// What of the ledger.
    pub(crate) query: Query,
    /// What only some pages know, in its order.
    pub(crate) more: Vec<(String, String)>,
}

impl Asked {
    /// Reads what is asked for. `heeded` are the parts of a query that the page heeds, `more` are names that it knows
    /// besides. Of pages, empty values, which forms send, ask for nothing; programs are taken at their word.
    pub(crate) fn parse(uri: &Uri, form: Form, heeded: &[&str], more: &[&str]) -> Result<Self, Problem> {
        let text = uri.query().unwrap_or_default();
        if text.len() > MOST_BYTES || text.split('&').count() > MOST_VALUES {
            return Err(Problem::wrong("The address asks for too much at once.", "Ask for less."));
        }
        let mut asked = Self::default();
        for (name, value) in pairs(text)? {
            let is_page = form == Form::Html;
            let value = if is_page { value.trim().to_owned() } else { value };
            if is_page && value.is_empty() {
                continue;
            }
            if more.contains(&name.as_str()) {
                asked.more.push((name, value));
                continue;
            }
            let known = || {
                let known = heeded.iter().chain(more).copied().collect::<Vec<_>>().join(", ");
                if known.is_empty() { "Ask without it.".to_owned() } else { format!("Ask with {known}.") }
            };
            if !heeded.contains(&name.as_str()) {
                return Err(Problem::wrong(format!("{name}: this page cannot be asked for it."), known()));
            }
            let set = asked.query.set(&name, &value);
            set.map_err(|what| Problem::wrong(format!("{name}: {what}."), known()))?;
        }
        asked.more.sort();
        let query = &mut asked.query;
        // What is asked for in an address has no end of its own.
        let limit = query.limit.unwrap_or(PAGE);
        if !(1..=MOST_ON_PAGE).contains(&limit) {
            return Err(Problem::wrong(
                format!("limit: {limit} is not a number from 1 to {MOST_ON_PAGE}."),
                "Go on with skip, or export them all.",
            ));
        }
        query.limit = Some(limit);
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || !letter.is_ascii();
        if query.words.as_ref().is_some_and(|words| !words.contains(is_letter)) {
            return Err(Problem::wrong(
                "The words cannot be searched for: there is no letter and no digit in them.",
                "Search for words with letters or digits in them.",
            ));
        }
        if query.words.as_ref().is_some_and(|words| words.chars().count() > MOST_LETTERS) {
            return Err(Problem::wrong(
                format!("words: more than {MOST_LETTERS} letters cannot be searched for."),
                "Search for fewer words.",
            ));
        }
        if query.skip > MOST_SKIPPED {
            return Err(Problem::wrong(
                format!("At most {MOST_SKIPPED} answers can be passed over."),
                "Name days, or export them all.",
            ));
        }
        Ok(asked)
    }

    /// What a page of its own asks for.
    pub(crate) fn more(&self, name: &str) -> Option<&str> {
        self.more.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same with a query changed, from its first answer on.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Query)) -> Self {
        let mut asked = self.clone();
        asked.query.skip = 0;
        change(&mut asked.query);
        asked
    }

    /// The same with something of the page's own changed.
    pub(crate) fn with_more(&self, name: &str, value: Option<&str>) -> Self {
        let mut asked = self.clone();
        asked.more.retain(|(known, _)| known != name);
        asked.more.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        asked.more.sort();
        asked
    }

    /// Names and values, as they are written in an address.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> =
            self.query.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        pairs.retain(|(name, value)| name != "limit" || *value != PAGE.to_string());
        pairs.extend(self.more.iter().cloned());
        pairs
    }

    /// What stands behind the path: nothing, or `?` and what is asked for.
    pub(crate) fn tail(&self) -> String {
        tail(self.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The address of this on a page.
    pub(crate) fn on(&self, path: &str) -> String {
        format!("{path}{}", self.tail())
    }
}

/// Pairs as they stand behind a path.
pub(crate) fn tail<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| {
            let value = utf8_percent_encode(value, PLAIN_VALUE).to_string().replace("%20", "+");
            format!("{name}={value}")
        })
        .collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// Reads `name=value&name=value`.
pub(crate) fn pairs(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let plain = |part: &str| {
        let part = part.replace('+', " ");
        let part = percent_decode_str(&part).decode_utf8().map(std::borrow::Cow::into_owned);
        // What cannot be written down anywhere is a space.
        part.map(|part| part.replace('\0', " ")).map_err(|_| {
            Problem::wrong("What is asked for is not written in UTF-8.", "Use the form on the page.")
        })
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((plain(name)?, plain(value)?))
        })
        .collect()
}

/// The address of something by its name.
pub(crate) fn of(kind: &str, name: &str) -> String {
    format!("/{kind}/{}", utf8_percent_encode(name, PLAIN))
}

/// The address of two by their names.
pub(crate) fn of_pair(one: &str, two: &str) -> String {
    format!("/pair/{}/{}", utf8_percent_encode(one, PLAIN), utf8_percent_encode(two, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_alike() {
        for tail in [
            "?words=visit+%22foreign+minister%22&type=CONSULT&status=planned&actor=CHN&date=2023-06-01..2023-06-30",
            "?actor=Antony+Blinken&role=actor&sort=date&skip=25",
            "?place=C%C3%B4te+d%27Ivoire&limit=50&what=claims",
            "?source=official&voice=China%27s+foreign+ministry&outlet=The+Lamp",
            "",
        ] {
            let uri: Uri = format!("/search{tail}").parse().unwrap();
            assert_eq!(Asked::parse(&uri, Form::Html, &QUERY, &["what"]).unwrap().tail(), tail);
        }
    }

    #[test]
    fn empty_fields_of_forms_ask_for_nothing() {
        let uri: Uri = "/search?words=&type=&status=planned&date=+".parse().unwrap();
        assert_eq!(Asked::parse(&uri, Form::Html, &QUERY, &[]).unwrap().tail(), "?status=planned");
        let problem = Asked::parse(&uri, Form::Json, &QUERY, &[]).unwrap_err();
        assert!(problem.detail.contains("date"), "{problem:?}");
    }

    #[test]
    fn names_keep_their_full_stops() {
        let place = |path: &str| Place::of(path).unwrap();
        assert_eq!(
            place("/article/a.json"),
            Place { parts: vec!["article".into(), "a".into()], form: Form::Json }
        );
        let named = of("article", "a.json");
        assert_eq!(place(&named), Place { parts: vec!["article".into(), "a.json".into()], form: Form::Html });
        let address = of("article", "https://example.org/a?b=c");
        assert_eq!(place(&format!("{address}.csv")).parts[1], "https://example.org/a?b=c");
    }

    #[test]
    fn what_is_not_known_is_said() {
        let uri: Uri = "/search?colour=red".parse().unwrap();
        let problem = Asked::parse(&uri, Form::Html, &QUERY, &["what"]).unwrap_err();
        assert!(problem.detail.contains("colour") && problem.way_out.contains("actor"), "{problem:?}");
        let problem =
            Asked::parse(&"/event/e1?actor=CHN".parse().unwrap(), Form::Html, &["as-of"], &[]).unwrap_err();
        assert!(problem.detail.contains("actor") && problem.way_out.contains("as-of"), "{problem:?}");
        assert!(Place::of("/article/%FF").is_err());
    }
}
