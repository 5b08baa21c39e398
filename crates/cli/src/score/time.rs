//! Words of time against a file of GUM's `<date>` and `<time>` elements: are they found, and do they mean those days?

use std::io::{BufRead, Write};

use dragoman::Reader;
use dragoman::event::time::{self, CountedFrom, Meaning, Part, TimeExpression, TimeKind, Unit, Vocabulary};
use dragoman::event::{Interval, Parsed, Precision};
use dragoman::text::{Article, Block, BlockKind, Span};
use jiff::civil::Date;
use serde::Deserialize;

use super::Table;
use super::count::Count;
use crate::malformed::Malformed;

/// An article of a gold file.
#[derive(Debug, Deserialize)]
struct GoldArticle {
    doc: String,
    dct: String,
    text: String,
    timex: Vec<GoldTime>,
}

/// Words of time as a person marked them; offsets in characters.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct GoldTime {
    start: usize,
    end: usize,
    when: Option<String>,
    from: Option<String>,
    to: Option<String>,
    not_before: Option<String>,
    not_after: Option<String>,
}

/// Words of time as they were read: where they stand, what they mean, and what they say of a day.
struct Found {
    span: Span,
    intervals: Vec<Interval>,
    value: String,
    /// Whether they name no year.
    open: bool,
}

/// Scores one file.
pub(super) fn score(
    reader: &Reader,
    input: impl BufRead,
    file: &str,
    show_wrong: bool,
) -> anyhow::Result<Table> {
    let (vocabulary, _) = Vocabulary::embedded();
    let mut scratch = reader.scratch();
    let [mut strict, mut relaxed, mut values, mut values_news] = [Count::default(); 4];
    let (mut n_sentences, mut n_tokens) = (0, 0);
    let mut out = std::io::stdout().lock();
    for (line, number) in input.lines().zip(1..) {
        let line = line?;
        let gold: GoldArticle = serde_json::from_str(&line).map_err(|error| Malformed {
            file: file.to_owned(),
            line: number,
            what: error.to_string(),
        })?;
        let article = plain(gold.text);
        let text = &article.text;
        let mut reading = reader.split(text);
        reader.read_tokens(text, &mut reading, &mut scratch);
        n_sentences += reading.sentences.len();
        n_tokens += reading.tokens.len();
        let parsed = Parsed::new(&article, &reading, reader.language());
        let mut times = time::find(&parsed, &vocabulary);
        let day: Option<Date> = gold.dct.parse().ok();
        time::resolve(&mut times, day.map_or(Interval::OPEN, Interval::day));
        let found = comparable(&times, day);
        let places = bytes_of_chars(text);
        let gold_spans: Vec<Span> = gold
            .timex
            .iter()
            .map(|gold| {
                let at = |place: usize| places.get(place).copied().unwrap_or(text.len()) as u32;
                Span::new(at(gold.start), at(gold.end))
            })
            .collect();
        for count in [&mut strict, &mut relaxed] {
            count.gold += gold_spans.len();
            count.system += found.len();
        }
        let mut taken = vec![false; found.len()];
        for (gold_time, span) in gold.timex.iter().zip(&gold_spans) {
            let exact = found.iter().zip(&taken).position(|(one, taken)| !taken && one.span == *span);
            let overlap = || {
                found.iter().zip(&taken).position(|(one, taken)| {
                    !taken && one.span.start() < span.end() && span.start() < one.span.end()
                })
            };
            strict.correct += usize::from(exact.is_some());
            let Some(place) = exact.or_else(overlap) else {
                if show_wrong {
                    writeln!(out, "{}: missed {:?}", gold.doc, around(text, *span))?;
                }
                continue;
            };
            taken[place] = true;
            relaxed.correct += 1;
            let right = means(&found[place], gold_time);
            let news =
                gold.doc.contains("news") || gold.doc.contains("interview") || gold.doc.contains("speech");
            for (count, counts) in [(&mut values, true), (&mut values_news, news)] {
                count.gold += usize::from(counts);
                count.system += usize::from(counts);
                count.correct += usize::from(counts && right);
            }
            if show_wrong && !right {
                let value = &found[place].value;
                writeln!(out, "{}: {:?} is {value}, gold {gold_time:?}", gold.doc, around(text, *span))?;
            }
        }
        for (one, _) in found.iter().zip(&taken).filter(|(_, taken)| show_wrong && !**taken) {
            writeln!(out, "{}: for nothing {:?}", gold.doc, around(text, one.span))?;
        }
    }
    Ok(Table {
        from: "raw text",
        n_sentences,
        n_tokens,
        with_precision: true,
        rows: vec![
            ("strict spans".to_owned(), strict),
            ("relaxed spans".to_owned(), relaxed),
            ("value of relaxed".to_owned(), values),
            ("of news, interviews, speeches".to_owned(), values_news),
        ],
    })
}

/// A text as one paragraph.
pub(super) fn plain(text: String) -> Article {
    let span = Span::new(0, text.len() as u32);
    Article { blocks: vec![Block { span, source: span, kind: BlockKind::Body }], text, ..Article::default() }
}

/// The byte at which each character begins.
fn bytes_of_chars(text: &str) -> Vec<usize> {
    text.char_indices().map(|(place, _)| place).collect()
}

fn around(text: &str, span: Span) -> String {
    let from = text.char_indices().map(|(place, _)| place).filter(|place| *place <= span.start());
    let from = from.rev().nth(30).unwrap_or(0);
    let to = text.char_indices().map(|(place, _)| place).find(|place| *place >= span.end() + 20);
    format!(
        "{}[{}]{}",
        text.get(from..span.start()).unwrap_or(""),
        span.of(text),
        text.get(span.end()..to.unwrap_or(text.len())).unwrap_or("")
    )
}

/// What GUM's guidelines would mark: days and times, each end of a range by itself.
fn comparable(times: &[TimeExpression], day: Option<Date>) -> Vec<Found> {
    let mut found = Vec::new();
    for (place, time) in times.iter().enumerate() {
        let marked = match (&time.meaning, time.kind) {
            (Meaning::Shift { unit, .. } | Meaning::Window { unit, .. }, _) if *unit < Unit::Day => {
                time.counted_from == CountedFrom::Anchor && time.kind == TimeKind::Date
            }
            (_, TimeKind::Date | TimeKind::Time) => time.precision != Precision::Vague,
            (_, TimeKind::Duration) => time.interval.is_some(),
            (_, TimeKind::Set) => false,
        };
        if !marked {
            continue;
        }
        if let Meaning::Range(ends) = &time.meaning
            && ends[0].span != ends[1].span
        {
            for end in &**ends {
                let interval = day.and_then(|day| time::end_on(times, place, end, day));
                found.push(Found {
                    span: end.span,
                    intervals: interval.into_iter().collect(),
                    value: time::value_on(times, place, end, day),
                    open: is_open(&end.meaning),
                });
            }
            continue;
        }
        let whole = day.and_then(|day| time::whole_on(times, place, day));
        // "By the end of the year": its last day.
        let at_end = matches!(time.meaning, Meaning::Part { part: Part::End, .. });
        let last_day = whole.and_then(|whole| whole.to).filter(|_| at_end).map(Interval::day);
        found.push(Found {
            span: time.span,
            // TimeML has the value of "early 1990" as 1990, and what part is meant apart.
            intervals: time.interval.into_iter().chain(time.bounded()).chain(whole).chain(last_day).collect(),
            value: time.value.clone(),
            open: is_open(&time.meaning),
        });
    }
    found
}

fn is_open(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar { year, .. } => *year == time::YearOf::Open,
        Meaning::Part { of, .. } => is_open(of),
        _ => false,
    }
}

/// Whether what was read means what GUM says.
fn means(found: &Found, gold: &GoldTime) -> bool {
    if let Some(when) = &gold.when {
        if let Some((date, clock)) = when.split_once('T') {
            return found.value.starts_with(date)
                && found.value.contains(&format!("T{}", &clock[..5.min(clock.len())]));
        }
        if when.contains(':') {
            let clock = when.get(..5).unwrap_or(when);
            return found.value.ends_with(&format!("T{clock}"));
        }
        if let Some(partial) = when.strip_prefix("--") {
            return found.open && found.value.get(4..).is_some_and(|rest| rest == format!("-{partial}"));
        }
        let Some(interval) = parse(when) else { return false };
        return found.intervals.contains(&interval);
    }
    if let (Some(from), Some(to)) =
        (gold.from.as_ref().or(gold.not_before.as_ref()), gold.to.as_ref().or(gold.not_after.as_ref()))
        && let Some((year, season)) = season(from, to)
    {
        let (value, open) = (found.value.as_str(), found.open);
        let same = value.ends_with(season) && year.map_or(open, |year| value.starts_with(year));
        if same {
            return true;
        }
    }
    let end = |end: &Option<String>, other: &Option<String>| end.as_deref().or(other.as_deref()).map(parse);
    let (from, to) = (end(&gold.from, &gold.not_before), end(&gold.to, &gold.not_after));
    let (Some(from), Some(to)) =
        (from.map_or(Some(None), |one| one.map(Some)), to.map_or(Some(None), |one| one.map(Some)))
    else {
        return false;
    };
    let interval =
        Interval { from: from.and_then(|interval| interval.from), to: to.and_then(|interval| interval.to) };
    found.intervals.contains(&interval)
}

/// TimeML's name of a season that GUM writes as its months (`--06` to `--09`, `2010-06` to `2010-09`), and its year.
fn season<'a>(from: &'a str, to: &str) -> Option<(Option<&'a str>, &'static str)> {
    let month = |date: &'a str| -> Option<(Option<&'a str>, &'a str)> {
        match date.strip_prefix("--") {
            Some(month) => Some((None, month)),
            None => date.split_once('-').map(|(year, month)| (Some(year), month)),
        }
    };
    let (year, first) = month(from)?;
    let last = to.rsplit('-').next()?;
    let season = match (first, last) {
        ("03", "05" | "06") => "-SP",
        ("06", "08" | "09") => "-SU",
        ("09", "11" | "12") => "-FA",
        ("12", "02" | "03") => "-WI",
        _ => return None,
    };
    Some((year, season))
}

/// The days of an ISO date that may lack its day or its month.
fn parse(date: &str) -> Option<Interval> {
    let (sign, rest) = match date.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, date),
    };
    let mut fields = rest.split('-').map(str::parse::<i16>);
    // The year before the first is 0 on our calendar, and minus one on GUM's.
    let year: i16 = fields.next()?.ok()?;
    let year = if sign < 0 { 1 - year } else { year };
    let month = fields.next().transpose().ok()?;
    let day = fields.next().transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some(Interval::new(first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_values_are_counted_apart() {
        let line = r#"{"doc":"news_a","dct":"2023-06-07","text":"Élodie met him on June 5, twice a week. She left in 2021 at 6 p.m. and two weeks passed.","timex":[
            {"start":18,"end":24,"when":"2023-06-05"},{"start":52,"end":56,"when":"2020"},{"start":60,"end":66,"when":"18:00:00"},{"start":2,"end":3,"when":"1999"}]}"#
            .replace('\n', "");
        let reader = Reader::embedded().unwrap();
        let table = score(&reader, line.as_bytes(), "a", false).unwrap();
        let rows: Vec<(usize, usize, usize)> =
            table.rows.iter().map(|(_, count)| (count.correct, count.gold, count.system)).collect();
        assert_eq!(rows, [(3, 4, 3), (3, 4, 3), (2, 3, 3), (2, 3, 3)]);
    }

    #[test]
    fn dates_may_lack_their_ends() {
        let show = |date: &str| {
            parse(date).map(|interval| (interval.from.unwrap().to_string(), interval.to.unwrap().to_string()))
        };
        let days = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(show("2023"), days("2023-01-01", "2023-12-31"));
        assert_eq!(show("2024-02"), days("2024-02-01", "2024-02-29"));
        assert_eq!(show("0842-02-03"), days("0842-02-03", "0842-02-03"));
        assert_eq!(show("w"), None);
    }
}
