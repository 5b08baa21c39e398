//! Claims as rows, comma- or tab-separated.

use std::io::Write;

use dragoman::Analysis;
use dragoman::event::Party;
use dragoman::text::Article;

use super::Format;

const COLUMNS: [&str; 17] = [
    "article",
    "published",
    "type",
    "mode",
    "status",
    "actor",
    "actor_country",
    "recipient",
    "recipient_country",
    "from",
    "to",
    "place",
    "place_country",
    "source",
    "who",
    "confidence",
    "quote",
];

pub(super) fn write_header(format: Format, out: &mut impl Write) -> anyhow::Result<()> {
    match format {
        Format::Csv => writeln!(out, "{}", COLUMNS.join(","))?,
        Format::Tsv => writeln!(out, "{}", COLUMNS.join("\t"))?,
        _ => {}
    }
    Ok(())
}

pub(super) fn write(
    article: &Article,
    analysis: &Analysis,
    divider: char,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let day = |day: Option<_>| day.map_or(String::new(), |day: jiff::civil::Date| day.to_string());
    for claim in &analysis.claims {
        let place = claim.place.as_ref();
        let cells = [
            article.id.clone(),
            day(article.metadata.published.as_ref().map(|published| published.day)),
            claim.event_type.clone(),
            claim.modes.join("|"),
            claim.status.as_str().to_owned(),
            joined(&claim.actors, |party| party.text.clone()),
            joined(&claim.actors, |party| party.actor.country.clone().unwrap_or_default()),
            joined(&claim.recipients, |party| party.text.clone()),
            joined(&claim.recipients, |party| party.actor.country.clone().unwrap_or_default()),
            day(claim.when.interval.from),
            day(claim.when.interval.to),
            place.map(|place| place.text.clone()).unwrap_or_default(),
            place.and_then(|place| place.country.clone()).unwrap_or_default(),
            claim.source.kind.as_str().to_owned(),
            claim.source.who.clone().unwrap_or_default(),
            format!("{:.3}", claim.confidence),
            claim.evidence.span.of(&article.text).to_owned(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| written(cell, divider)).collect();
        writeln!(out, "{}", cells.join(&divider.to_string()))?;
    }
    Ok(())
}

fn joined(parties: &[Party], cell: impl Fn(&Party) -> String) -> String {
    parties.iter().map(cell).collect::<Vec<_>>().join("|")
}

/// A cell that no reader of the format takes for two.
fn written(cell: &str, divider: char) -> String {
    if divider == '\t' {
        return cell.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
