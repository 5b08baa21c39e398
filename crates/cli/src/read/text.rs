//! Claims for people: a line for what is claimed, and under it the words that say so.

use std::io::Write;

use dragoman::Analysis;
use dragoman::event::code::confidence;
use dragoman::event::{Claim, Party, SourceKind, Stance};
use dragoman::text::Article;

/// Writes an article's claims, or that there is none.
pub(super) fn write(
    article: &Article,
    analysis: &Analysis,
    why: bool,
    out: &mut Vec<u8>,
) -> anyhow::Result<()> {
    let day =
        article.metadata.published.as_ref().map_or("day not known".to_owned(), |one| one.day.to_string());
    writeln!(out, "{} ({day})", article.id)?;
    if analysis.claims.is_empty() {
        writeln!(out, "  nothing to code")?;
    }
    for (number, claim) in analysis.claims.iter().enumerate() {
        writeln!(out)?;
        writeln!(out, "{:>3}  {}", number + 1, headline(claim))?;
        write_quote(article, claim, out)?;
        let mut notes = Vec::new();
        if let Some(about) = claim.about {
            notes.push(format!("about {}", about + 1));
        }
        for one in &claim.confirmations {
            let what = match one.stance {
                Stance::Confirmed => "confirmed by",
                Stance::NotConfirmed => "not confirmed by",
                Stance::Denied => "denied by",
            };
            notes.push(format!("{what} {}", one.who));
        }
        if !notes.is_empty() {
            writeln!(out, "     {}", notes.join(", "))?;
        }
        if why {
            write_why(claim, out)?;
        }
    }
    writeln!(out)?;
    Ok(())
}

fn headline(claim: &Claim) -> String {
    let mut what = claim.event_type.clone();
    for mode in &claim.modes {
        what.push('/');
        what.push_str(mode);
    }
    let mut parts = vec![format!("{:<11} {what}", claim.status.as_str()), parties(&claim.actors)];
    if !claim.recipients.is_empty() {
        parts.push(format!("→ {}", parties(&claim.recipients)));
    }
    let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
    let interval = claim.when.interval;
    let mut rest = match (interval.from, interval.to) {
        (None, None) => Vec::new(),
        (from, to) if from == to => vec![day(from)],
        (from, to) => vec![format!("{}…{}", day(from), day(to))],
    };
    if let Some(place) = &claim.place {
        rest.push(place.text.clone());
    }
    match (&claim.source.kind, &claim.source.who) {
        (SourceKind::Narrator, _) => {}
        (kind, Some(who)) => rest.push(format!("says {who} ({})", kind.as_str())),
        (kind, None) => rest.push(kind.as_str().to_owned()),
    }
    if !rest.is_empty() {
        parts.push(format!("· {}", rest.join(" · ")));
    }
    parts.join("  ")
}

fn parties(parties: &[Party]) -> String {
    if parties.is_empty() {
        return "?".to_owned();
    }
    // One phrase may name several ("the two sides"), and a party may be named by none.
    let mut named: Vec<(String, Vec<&str>)> = Vec::new();
    for party in parties {
        let words = party.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = if words.is_empty() { format!("({})", party.actor.reason) } else { words };
        let country = party.actor.country.as_deref();
        match named.last_mut() {
            Some((last, countries)) if *last == words => countries.extend(country),
            _ => named.push((words, country.into_iter().collect())),
        }
    }
    let one = |(words, countries): &(String, Vec<&str>)| {
        if countries.is_empty() { words.clone() } else { format!("{words} [{}]", countries.join(", ")) }
    };
    named.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The passage on one line, the word that expresses the happening marked below it.
fn write_quote(article: &Article, claim: &Claim, out: &mut Vec<u8>) -> anyhow::Result<()> {
    let quote = claim.evidence.span.of(&article.text);
    let one_line: String =
        quote.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let before = claim.evidence.trigger.start().saturating_sub(claim.evidence.span.start());
    let n_before = quote.get(..before).map_or(0, |words| words.chars().count());
    let n_marks = claim.evidence.trigger.of(&article.text).chars().count().max(1);
    writeln!(out, "     │ {one_line}")?;
    writeln!(out, "     │ {}{}", " ".repeat(n_before), "^".repeat(n_marks))?;
    Ok(())
}

fn write_why(claim: &Claim, out: &mut Vec<u8>) -> anyhow::Result<()> {
    writeln!(out, "     predicate {}", claim.evidence.predicate)?;
    let signs = confidence::signs(claim).join(", ");
    writeln!(out, "     confidence {:.2}, by: {signs}", claim.confidence)?;
    if !claim.evidence.operators.is_empty() {
        writeln!(out, "     status: {}", claim.evidence.operators.join(", then "))?;
    }
    writeln!(out, "     when: {}", claim.when.reason)?;
    for party in claim.actors.iter().chain(&claim.recipients) {
        if !party.actor.reason.is_empty() {
            writeln!(out, "     {}: {}", party.text, party.actor.reason)?;
        }
    }
    for through in &claim.source.through {
        if let Some(who) = &through.who {
            writeln!(out, "     handed on by {who}")?;
        }
    }
    Ok(())
}
