//! What notebooks show: the article with its claims marked, a table of them, and their days on a line.

use std::fmt::Write as _;

use dragoman::event::{Claim, Interval, Party};
use jiff::civil::Date;

use crate::analyst::Analysed;

/// How wide the line of days is, in pixels.
const WIDTH: i32 = 640;
/// Days that are not known are shown as so many.
const OPEN_DAYS: i32 = 30;
/// How many colours passages are marked with, one after the other.
const COLOURS: [&str; 6] = ["#fde68a", "#bfdbfe", "#bbf7d0", "#fbcfe8", "#ddd6fe", "#fed7aa"];

/// Parties in a few words: name or words, and country.
pub(crate) fn names(parties: &[Party]) -> String {
    let one = |party: &Party| {
        let name = party.actor.person.as_ref().or(party.actor.body.as_ref()).unwrap_or(&party.text);
        match &party.actor.country {
            Some(country) => format!("{name} [{country}]"),
            None => name.clone(),
        }
    };
    parties.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Days in a few words.
pub(crate) fn days(interval: Interval) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match (interval.from, interval.to) {
        (None, None) => "no day".to_owned(),
        (from, to) if from == to => day(from),
        (from, to) => format!("{}…{}", day(from), day(to)),
    }
}

/// Words as HTML shows them.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

fn colour(number: usize) -> &'static str {
    COLOURS.get(number % COLOURS.len()).copied().unwrap_or("#fde68a")
}

/// An article.
pub(crate) fn article(analysed: &Analysed) -> String {
    let Analysed { article, claims, skipped, .. } = analysed;
    let mut out = String::from("<div style=\"max-width:48em;line-height:1.5\">");
    let title = article.metadata.title.as_deref().unwrap_or(&article.id);
    let day =
        article.metadata.published.as_ref().map_or("day not stated".to_owned(), |one| one.day.to_string());
    let _ = write!(out, "<p><b>{}</b> <small>({})</small></p>", escaped(title), escaped(&day));
    if let Some(why) = skipped {
        let _ = write!(out, "<p>not read: {}</p></div>", escaped(why));
        return out;
    }
    write_text(&article.text, claims, &mut out);
    write_table(claims, &mut out);
    write_line(claims, &mut out);
    out.push_str("</div>");
    out
}

/// The words, those that say so marked; where passages overlap, the later one is marked from where the earlier ends.
fn write_text(text: &str, claims: &[Claim], out: &mut String) {
    out.push_str("<div style=\"white-space:pre-wrap;max-height:24em;overflow:auto\">");
    let mut order: Vec<(usize, &Claim)> = claims.iter().enumerate().collect();
    order.sort_by_key(|(_, claim)| claim.evidence.span);
    let mut at = 0;
    for (number, claim) in order {
        let (from, to) = (claim.evidence.span.start().max(at), claim.evidence.span.end());
        let (Some(before), Some(passage)) = (text.get(at..from), text.get(from..to)) else { continue };
        let _ = write!(
            out,
            "{}<mark style=\"background:{}\" title=\"{} {}\">{}<sup>{}</sup></mark>",
            escaped(before),
            colour(number),
            escaped(&claim.event_type),
            claim.status.as_str(),
            escaped(passage),
            number + 1
        );
        at = to;
    }
    let _ = write!(out, "{}</div>", escaped(text.get(at..).unwrap_or("")));
}

fn write_table(claims: &[Claim], out: &mut String) {
    if claims.is_empty() {
        out.push_str("<p>nothing to code</p>");
        return;
    }
    out.push_str("<table><tr>");
    for head in ["", "type", "status", "actor", "recipient", "days", "place", "source"] {
        let _ = write!(out, "<th style=\"text-align:left\">{head}</th>");
    }
    out.push_str("</tr>");
    for (number, claim) in claims.iter().enumerate() {
        let modes = claim.modes.iter().fold(String::new(), |all, mode| format!("{all}/{mode}"));
        let cells = [
            (number + 1).to_string(),
            format!("{}{modes}", claim.event_type),
            claim.status.as_str().to_owned(),
            names(&claim.actors),
            names(&claim.recipients),
            days(claim.when.interval),
            claim.place.as_ref().map(|place| place.text.clone()).unwrap_or_default(),
            claim.source.who.clone().unwrap_or_else(|| claim.source.kind.as_str().to_owned()),
        ];
        out.push_str("<tr>");
        for cell in cells {
            let _ = write!(out, "<td style=\"text-align:left\">{}</td>", escaped(&cell));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

/// The days of the claims on one line, a row each; what is open fades.
fn write_line(claims: &[Claim], out: &mut String) {
    let day_of = |day: Date| (day - Date::constant(1970, 1, 1)).get_days();
    let stretches: Vec<(usize, i32, i32, bool)> = claims
        .iter()
        .enumerate()
        .filter_map(|(number, claim)| {
            let Interval { from, to } = claim.when.interval;
            let (from, to) = (from.map(day_of), to.map(day_of));
            let first = from.or_else(|| to.map(|to| to - OPEN_DAYS))?;
            let last = to.or_else(|| from.map(|from| from + OPEN_DAYS))?;
            Some((number, first, last, from.is_none() || to.is_none()))
        })
        .collect();
    let (Some(first), Some(last)) =
        (stretches.iter().map(|one| one.1).min(), stretches.iter().map(|one| one.2).max())
    else {
        return;
    };
    let n_days = (last - first + 1).max(1);
    let height = 14 * stretches.len() + 18;
    let _ = write!(
        out,
        "<svg width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"days of the claims\">"
    );
    for (row, (number, from, to, is_open)) in stretches.iter().enumerate() {
        let (x, y) = ((from - first) * WIDTH / n_days, 14 * row);
        // A day must stay visible however long the line is.
        let width = ((to - from + 1) * WIDTH / n_days).max(4);
        let opacity = if *is_open { "0.5" } else { "1" };
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"11\" fill=\"{}\" opacity=\"{opacity}\"/>\
             <text x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            colour(*number),
            x + 2,
            y + 9,
            number + 1
        );
    }
    let day = |number: i32| {
        Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(number)).map(|day| day.to_string())
    };
    let y = height - 3;
    let (from, to) = (day(first).unwrap_or_default(), day(last).unwrap_or_default());
    let _ = write!(
        out,
        "<text x=\"0\" y=\"{y}\" font-size=\"10\">{from}</text>\
         <text x=\"{WIDTH}\" y=\"{y}\" font-size=\"10\" text-anchor=\"end\">{to}</text></svg>"
    );
}
