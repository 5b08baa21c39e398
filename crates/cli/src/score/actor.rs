//! Who is meant by words that somebody marked in articles, against what they coded.

use std::io::{self, BufRead, Write};
use std::path::Path;

use anyhow::Context as _;
use dragoman::Reader;
use dragoman::event::actor::{self, Actor};
use dragoman::event::{Interval, Knowledge, Parsed};
use dragoman::text::{Article, Block, BlockKind, Span};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::open;
use crate::args::ScoreArgs;
use crate::malformed::Malformed;

/// An article with the claims that somebody coded.
#[derive(Deserialize)]
struct Gold {
    date: String,
    text: String,
    claims: Vec<GoldClaim>,
}

#[derive(Deserialize)]
struct GoldClaim {
    #[serde(default)]
    actor: Vec<GoldActor>,
    #[serde(default)]
    recipient: Vec<GoldActor>,
    #[serde(default)]
    quote: Option<String>,
}

#[derive(Deserialize)]
struct GoldActor {
    text: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    sector: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

/// How many were right, of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }
}

#[derive(Default)]
struct Score {
    country: Share,
    no_country: Share,
    sector: Share,
    person: Share,
    listed_person: Share,
    n_not_found: usize,
}

/// Scores a file.
pub(super) fn run(reader: &Reader, path: &Path, args: &ScoreArgs) -> anyhow::Result<()> {
    let file = path.display().to_string();
    let knowledge = Knowledge::embedded();
    let mut score = Score::default();
    let mut out = io::stdout().lock();
    for (line, number) in open(path).context(file.clone())?.lines().zip(1..) {
        let line = line.with_context(|| file.clone())?;
        if line.trim().is_empty() {
            continue;
        }
        let gold: Gold = serde_json::from_str(&line).map_err(|error| Malformed {
            file: file.clone(),
            line: number,
            what: error.to_string(),
        })?;
        let day: Date = gold.date.parse().map_err(|_| Malformed {
            file: file.clone(),
            line: number,
            what: format!("{:?} is no day", gold.date),
        })?;
        score_article(reader, &knowledge, &gold, day, &mut score, args.errors, &mut out)?;
    }
    let Score { country, no_country, sector, person, listed_person, n_not_found } = score;
    let rows = [
        ("country", country),
        ("no country", no_country),
        ("sector", sector),
        ("person", person),
        ("listed person", listed_person),
    ];
    if args.json {
        let scores: serde_json::Map<String, serde_json::Value> = rows
            .iter()
            .map(|(name, share)| {
                ((*name).to_owned(), json!({"share": share.share(), "right": share.right, "of": share.of}))
            })
            .collect();
        writeln!(out, "{}", json!({"file": file, "scores": scores, "not in the text": n_not_found}))?;
        return Ok(());
    }
    writeln!(out, "{file}: who is meant by the words that are given")?;
    for (name, share) in rows {
        writeln!(out, "  {name:14} {:>6.3}  {:>4} of {:>4}", share.share(), share.right, share.of)?;
    }
    writeln!(out, "  {n_not_found} of the words do not stand in their article")?;
    Ok(())
}

fn score_article(
    reader: &Reader,
    knowledge: &Knowledge<'_>,
    gold: &Gold,
    day: Date,
    score: &mut Score,
    with_errors: bool,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let whole = Span::new(0, u32::try_from(gold.text.len()).context("longer than 4 GiB")?);
    let article = Article {
        text: gold.text.clone(),
        blocks: vec![Block { span: whole, source: whole, kind: BlockKind::Body }],
        ..Article::default()
    };
    let reading = reader.read(&article.text);
    let parsed = Parsed::new(&article, &reading, reader.language());
    let candidates = actor::find(&parsed, knowledge);
    let on = Interval::day(day);
    for claim in &gold.claims {
        for party in claim.actor.iter().chain(&claim.recipient) {
            let Some(start) = place_of(&gold.text, claim.quote.as_deref(), &party.text) else {
                score.n_not_found += 1;
                continue;
            };
            let span = Span::new(start as u32, (start + party.text.len()) as u32);
            let found = actor::resolve_span(&parsed, knowledge, &candidates, span, on);
            let first = found.first().cloned().unwrap_or_default();
            let mut wrong = Vec::new();
            if let Some(country) = &party.country {
                let right = found.iter().any(|actor| actor.country.as_ref() == Some(country));
                score.country.add(right);
                if !right {
                    wrong.push("country");
                }
            } else {
                score.no_country.add(first.country.is_none());
            }
            if let Some(sector) = &party.sector {
                let right = found.iter().any(|actor| actor.sector.as_ref() == Some(sector));
                score.sector.add(right);
                if !right {
                    wrong.push("sector");
                }
            }
            if let Some(name) = &party.name {
                let right = found
                    .iter()
                    .any(|actor| actor.person.as_deref().is_some_and(|person| same(name, person)));
                score.person.add(right);
                if !right {
                    wrong.push("person");
                }
                if knowledge.has_person(name) {
                    let listed = found.iter().any(|actor| {
                        actor.id.starts_with("PER:")
                            && actor.person.as_deref().is_some_and(|person| {
                                same(name, person) || knowledge.is_called(&actor.id, name)
                            })
                    });
                    score.listed_person.add(listed);
                    if !listed {
                        wrong.push("listed person");
                    }
                }
            }
            if with_errors && !wrong.is_empty() {
                writeln!(out, "{}", told(party, &first, &wrong, day))?;
            }
        }
    }
    Ok(())
}

fn told(party: &GoldActor, found: &Actor, wrong: &[&str], day: Date) -> String {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{day} {:?}: {} {} {}; found {} {} {} ({}) wrong {}",
        party.text,
        or_none(&party.country),
        or_none(&party.sector),
        or_none(&party.name),
        or_none(&found.country),
        or_none(&found.sector),
        or_none(&found.person),
        found.reason,
        wrong.join(", ")
    )
}

/// Where the words stand: within the claim's quote where they do, else anywhere; as words of their own and not as a
/// part of longer names, where they do.
fn place_of(text: &str, quote: Option<&str>, words: &str) -> Option<usize> {
    let whole = |start: &usize| {
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let after = text.get(start + words.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    // "Azerbaijan Airlines" and "Donald Trump" hold the words of others.
    let alone = |start: &usize| {
        let before = text.get(..*start).unwrap_or("").trim_end();
        let after = text.get(start + words.len()..).unwrap_or("").trim_start();
        let is_name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        // The first word of a sentence has a capital for another reason.
        let mut words_before = before.rsplit(' ');
        let last = words_before.next().unwrap_or("");
        let goes_on = words_before.next().is_some() && !before.ends_with(['.', ',', '\n']);
        let follows = after.split(' ').next().unwrap_or("");
        !(is_name(last) && goes_on || is_name(follows))
    };
    let within = quote.and_then(|quote| {
        let start = text.find(quote)?;
        let all: Vec<usize> = quote.match_indices(words).map(|(at, _)| start + at).collect();
        all.iter().copied().filter(whole).find(alone).or_else(|| all.first().copied())
    });
    within.or_else(|| text.match_indices(words).map(|(at, _)| at).find(whole)).or_else(|| text.find(words))
}

/// Whether one name's words are all in the other.
fn same(one: &str, two: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        dragoman::event::knowledge::plain(name).split(' ').map(str::to_owned).collect()
    };
    let (one, two) = (words(one), words(two));
    one.iter().all(|word| two.contains(word)) || two.iter().all(|word| one.contains(word))
}
