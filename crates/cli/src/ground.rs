//! `dragoman ground`: articles with the words that mean days, actors and places, each with its reason.

use std::io::{self, BufWriter, Write};

use dragoman::event::actor::{Actor, ActorMention};
use dragoman::event::anchor::AnchorReason;
use dragoman::event::place::PlaceMention;
use dragoman::event::time::TimeExpression;
use dragoman::event::{Grounding, Interval};
use dragoman::intake::read::Found;
use dragoman::text::{Article, Span};
use serde_json::{Value, json};

use crate::Outcome;
use crate::args::{GroundArgs, GroundFormat};
use crate::gather::Gather;
use crate::read::data::analyst;
use crate::read::given;
use crate::tally::Tally;

/// Runs the command.
pub(crate) fn run(args: &GroundArgs) -> anyhow::Result<Outcome> {
    let analyst = analyst(args.data.as_deref())?;
    let mut scratch = analyst.reader().scratch();
    let gather = Gather::of(&args.input);
    let mut tally = Tally::new(&gather);
    let mut out = BufWriter::new(io::stdout());
    let mut failed = None;
    gather.each(&mut |found| {
        match found.and_then(Found::article) {
            Ok(mut article) => {
                if article.metadata.published.is_none() {
                    article.metadata.published = args.published.map(given);
                }
                let grounding = analyst.analyse(&mut article, &mut scratch).grounding;
                let written = match args.format {
                    GroundFormat::Text => write_text(&mut out, &article, &grounding),
                    GroundFormat::Json => write_json(&mut out, &article, &grounding),
                };
                tally.read(&article);
                failed = written.err();
            }
            Err(skip) => tally.skipped(&skip),
        }
        failed.is_none()
    });
    match failed {
        Some(error) => return Err(error.into()),
        None => out.flush()?,
    }
    tally.end();
    Ok(if tally.has_failed() {
        Outcome::Failed
    } else if tally.has_articles() {
        Outcome::Done
    } else {
        Outcome::Nothing
    })
}

fn write_json(out: &mut impl Write, article: &Article, grounding: &Grounding) -> io::Result<()> {
    let text = &article.text;
    let value = json!({
        "id": article.id,
        "anchor": {
            "days": days_json(grounding.anchor.interval),
            "stretches": grounding.anchor.stretches.iter().map(|days| days_json(*days)).collect::<Vec<_>>(),
            "reason": anchor_reason(grounding.anchor.reason),
            "because": grounding.anchor.because,
            "remarks": grounding.anchor.remarks,
        },
        "times": grounding.times.iter().map(|time| time_json(text, time)).collect::<Vec<_>>(),
        "actors": grounding.actors.iter().map(|mention| mention_json(text, mention)).collect::<Vec<_>>(),
        "places": grounding.places.iter().map(|place| place_json(text, place)).collect::<Vec<_>>(),
    });
    writeln!(out, "{value}")
}

fn anchor_reason(reason: AnchorReason) -> &'static str {
    match reason {
        AnchorReason::Given => "given",
        AnchorReason::Metadata => "metadata",
        AnchorReason::Inferred => "inferred",
        AnchorReason::Unknown => "unknown",
    }
}

fn told_days(days: Interval) -> String {
    let end = |end: Option<jiff::civil::Date>| end.map_or_else(String::new, |day| day.to_string());
    if days.from.is_some() && days.from == days.to {
        end(days.from)
    } else {
        format!("{}..{}", end(days.from), end(days.to))
    }
}

fn time_json(text: &str, time: &TimeExpression) -> Value {
    json!({
        "span": span_json(time.span),
        "text": time.span.of(text),
        "value": time.value,
        "days": time.interval.map(days_json),
        "reason": time.reason,
    })
}

/// Writes an article's day, then every mention in the order of the text.
fn write_text(out: &mut impl Write, article: &Article, grounding: &Grounding) -> io::Result<()> {
    let anchor = &grounding.anchor;
    writeln!(out, "{}: {} ({})", article.id, told_days(anchor.interval), anchor_reason(anchor.reason))?;
    if !anchor.stretches.is_empty() {
        let stretches: Vec<String> = anchor.stretches.iter().map(|days| told_days(*days)).collect();
        writeln!(out, "\tone of {}", stretches.join(" "))?;
    }
    for line in anchor.because.iter().chain(&anchor.remarks) {
        writeln!(out, "        {line}")?;
    }
    let mut lines: Vec<(usize, String)> = Vec::new();
    for time in &grounding.times {
        let days = time.interval.map_or_else(String::new, |days| format!(", {}", told_days(days)));
        let words = time.span.of(&article.text);
        lines.push((time.span.start(), format!("time   {words:?}: {}{days} ({})", time.value, time.reason)));
    }
    mentions(&article.text, &grounding.actors, &grounding.places, &mut lines);
    lines.sort_by_key(|(start, _)| *start);
    for (start, line) in lines {
        writeln!(out, "{start:>6}  {line}")?;
    }
    Ok(())
}

fn mentions(text: &str, actors: &[ActorMention], places: &[PlaceMention], lines: &mut Vec<(usize, String)>) {
    for mention in actors {
        let words = mention.span.of(text);
        for actor in &mention.actors {
            let line =
                format!("actor  {words:?}: {} ({:.2}; {})", told(actor), actor.confidence, actor.reason);
            lines.push((mention.span.start(), line));
        }
    }
    for place in places {
        let country = place.country.as_deref().unwrap_or("no country");
        let words = place.span.of(text);
        let line = format!(
            "place  {words:?}: {}, {country} ({:.2}; {})",
            place.name, place.confidence, place.reason
        );
        lines.push((place.span.start(), line));
    }
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
