//! `dragoman ground`: an article with the words that name actors and places, each with its reason.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::Path;

use anyhow::Context as _;
use dragoman::Reader;
use dragoman::event::actor::{self, Actor, ActorMention};
use dragoman::event::place::{self, PlaceMention};
use dragoman::event::{Interval, Parsed};
use dragoman::text::{Article, Block, BlockKind, Span};
use serde_json::{Value, json};

use crate::Outcome;
use crate::args::{GroundArgs, GroundFormat};
use crate::data;

/// Runs the command.
pub(crate) fn run(args: &GroundArgs) -> anyhow::Result<Outcome> {
    let knowledge = data::knowledge(args.data.as_deref())?;
    let reader = Reader::embedded().context("the program's own models are damaged")?;
    let text = read(&args.file)?;
    let article = article(text).context("longer than 4 GiB")?;
    let reading = reader.read(&article.text);
    let parsed = Parsed::new(&article, &reading, reader.language());
    let candidates = actor::find(&parsed, &knowledge);
    let day = args.date.map_or(Interval::OPEN, Interval::day);
    let actors = actor::settle(&candidates, &knowledge, day);
    let places = place::find(&parsed, &knowledge);
    let mut out = io::stdout().lock();
    match args.format {
        GroundFormat::Text => write_text(&mut out, &article.text, &actors, &places)?,
        GroundFormat::Json => {
            let clues: Vec<Value> = actor::terms(&candidates, &knowledge)
                .into_iter()
                .map(|clue| {
                    let intervals: Vec<Value> = clue.intervals.iter().map(|days| days_json(*days)).collect();
                    json!({"span": span_json(clue.span), "intervals": intervals, "weight": clue.weight, "reason": clue.reason})
                })
                .collect();
            let value = json!({
                "actors": actors.iter().map(|mention| mention_json(&article.text, mention)).collect::<Vec<_>>(),
                "places": places.iter().map(|place| place_json(&article.text, place)).collect::<Vec<_>>(),
                "terms": clues,
            });
            writeln!(out, "{value}")?;
        }
    }
    Ok(Outcome::Done)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
        bytes
    } else {
        fs::read(path).with_context(|| name.clone())?
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A plain text as an article: every line is a paragraph.
fn article(text: String) -> Option<Article> {
    u32::try_from(text.len()).ok()?;
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.trim().is_empty() {
            let span = Span::new(start as u32, (start + words.len()) as u32);
            blocks.push(Block { span, source: span, kind: BlockKind::Body });
        }
        start += line.len();
    }
    Some(Article { text, blocks, ..Article::default() })
}

fn write_text(
    out: &mut impl Write,
    text: &str,
    actors: &[ActorMention],
    places: &[PlaceMention],
) -> io::Result<()> {
    for mention in actors {
        let words = mention.span.of(text);
        for actor in &mention.actors {
            writeln!(
                out,
                "{:>6}  actor  {words:?}: {} ({:.2}; {})",
                mention.span.start(),
                told(actor),
                actor.confidence,
                actor.reason
            )?;
        }
    }
    for place in places {
        let country = place.country.as_deref().unwrap_or("no country");
        writeln!(
            out,
            "{:>6}  place  {:?}: {}, {country} ({:.2}; {})",
            place.span.start(),
            place.span.of(text),
            place.name,
            place.confidence,
            place.reason
        )?;
    }
    Ok(())
}

fn told(actor: &Actor) -> String {
    let parts = [
        actor.country.as_deref(),
        actor.sector.as_deref(),
        actor.body.as_deref(),
        actor.person.as_deref(),
        actor.office.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn span_json(span: Span) -> Value {
    json!([span.start(), span.end()])
}

fn days_json(days: Interval) -> Value {
    json!([days.from.map(|day| day.to_string()), days.to.map(|day| day.to_string())])
}

fn mention_json(text: &str, mention: &ActorMention) -> Value {
    let actors: Vec<Value> = mention
        .actors
        .iter()
        .map(|actor| {
            json!({
                "id": actor.id,
                "country": actor.country,
                "sector": actor.sector,
                "person": actor.person,
                "office": actor.office,
                "body": actor.body,
                "wikidata": actor.wikidata,
                "confidence": actor.confidence,
                "reason": actor.reason,
            })
        })
        .collect();
    json!({"span": span_json(mention.span), "text": mention.span.of(text), "actors": actors})
}

fn place_json(text: &str, place: &PlaceMention) -> Value {
    json!({
        "span": span_json(place.span),
        "text": place.span.of(text),
        "name": place.name,
        "country": place.country,
        "coordinates": place.coordinates.map(|(north, east)| [north, east]),
        "confidence": place.confidence,
        "reason": place.reason,
    })
}
