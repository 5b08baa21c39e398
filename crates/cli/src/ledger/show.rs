//! `show` and `thread`.

use dragoman::event::Stance;
use dragoman_store::{ClaimRow, Key, Kind, Ledger, StoreErrorKind};
use jiff::civil::Date;

use super::args::{ShowArgs, ThreadArgs};
use super::open;
use super::told::{Out, article, count, days, headline, kind, one_line, reports, source, whom};
use crate::Outcome;

/// Shows one thing.
pub(super) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let mut out = Out::new();
    match Key::parse(&args.id) {
        Some(key) if key.kind == Kind::Event => show_event(&ledger, key, args.as_of, args.why, &mut out)?,
        Some(key) if key.kind == Kind::Thread => show_thread(&ledger, key, args.as_of, &mut out)?,
        Some(key) => {
            let claim = ledger.claim(key)?;
            show_claim(&claim, true, args.why, &mut out)?;
            if let Some(event) = claim.event {
                out.line(&format!("    on {event}"))?;
            }
        }
        None => show_article(&ledger, &args.id, args.why, &mut out)?,
    }
    out.end()?;
    Ok(Outcome::Done)
}

/// Shows the events of one affair.
pub(super) fn thread(args: &ThreadArgs) -> anyhow::Result<Outcome> {
    let ledger = open(&args.file)?;
    let key = Key::parse(&args.id).filter(|key| key.kind != Kind::Claim);
    let key = key.ok_or_else(|| {
        let what = format!("thread {:?}: names of threads begin with t, and of events with e", args.id);
        anyhow::Error::from(StoreErrorKind::Unknown { what })
    })?;
    let mut out = Out::new();
    show_thread(&ledger, key, args.as_of, &mut out)?;
    out.end()?;
    Ok(Outcome::Done)
}

fn show_event(
    ledger: &Ledger,
    key: Key,
    as_of: Option<Date>,
    why: bool,
    out: &mut Out,
) -> anyhow::Result<()> {
    let sheet = ledger.event(key, as_of)?;
    if sheet.event.key != key {
        out.line(&format!("{key} is now {}", sheet.event.key))?;
    }
    out.event(&sheet.event)?;
    if let Some(thread) = sheet.event.thread {
        out.line(&format!("    in {thread}"))?;
    }
    out.line("")?;
    for turn in &sheet.life {
        let told =
            if turn.n_claims > 1 { format!("  ({})", count(turn.n_claims, "claim")) } else { String::new() };
        let status = out.status(turn.status);
        out.line(&format!("  {}  {status}{}{told}", turn.learned, days(turn.days).unwrap_or_default()))?;
    }
    for claim in &sheet.claims {
        out.line("")?;
        show_claim(claim, false, why, out)?;
    }
    if why {
        let reasons = ledger.why(sheet.event.key)?;
        if !reasons.is_empty() {
            out.line("")?;
            out.line("Taken for one happening because")?;
        }
        for (one, two, score) in reasons {
            out.line(&format!("  {one} and {two}: {:.2} ({})", score.value, score.because.join(", ")))?;
        }
    }
    if !sheet.ties.is_empty() {
        out.line("")?;
        for (other, because) in &sheet.ties {
            out.line(&format!("  tied to {other}: {because}"))?;
        }
    }
    Ok(())
}

fn show_claim(row: &ClaimRow, is_alone: bool, why: bool, out: &mut Out) -> anyhow::Result<()> {
    let claim = &row.claim;
    let parties = |side| dragoman_store::parties_in_words(side);
    let mut parts = vec![format!(
        "{}  {}",
        kind(&claim.event_type, &claim.modes.join("+")),
        whom(&parties(&claim.actors), &parties(&claim.recipients))
    )];
    parts.extend(days(claim.when.interval));
    let line =
        format!("{}  {}{}", out.name(&row.key.to_string()), out.status(claim.status), parts.join(" · "));
    out.line(&line)?;
    if let Some(quote) = &row.quote {
        out.line(&format!("    “{}”", one_line(quote)))?;
    }
    out.line(&format!("    {} · says {}", article(row), source(row)))?;
    for one in &claim.confirmations {
        let stance = match one.stance {
            Stance::Confirmed => "confirmed",
            Stance::NotConfirmed => "not confirmed",
            Stance::Denied => "denied",
        };
        out.line(&format!("    {stance} by {}", one_line(&one.who)))?;
    }
    if is_alone && let Some(url) = &row.url {
        out.line(&format!("    {url}"))?;
    }
    if why {
        let evidence = &claim.evidence;
        let mut reasons = vec![format!("confidence {:.2}", claim.confidence)];
        reasons.extend(
            Some(&evidence.predicate).filter(|one| !one.is_empty()).map(|one| format!("predicate {one}")),
        );
        reasons
            .extend(Some(&evidence.operators).filter(|all| !all.is_empty()).map(|all| all.join(", then ")));
        reasons.extend(Some(&claim.when.reason).filter(|one| !one.is_empty()).cloned());
        for party in
            claim.actors.iter().chain(&claim.recipients).filter(|party| !party.actor.reason.is_empty())
        {
            reasons.push(format!("{}: {}", one_line(&party.text), party.actor.reason));
        }
        out.line(&format!(
            "    bytes {}–{}; {}",
            evidence.span.start(),
            evidence.span.end(),
            reasons.join("; ")
        ))?;
    }
    Ok(())
}

fn show_thread(ledger: &Ledger, key: Key, as_of: Option<Date>, out: &mut Out) -> anyhow::Result<()> {
    let sheet = ledger.thread(key, as_of)?;
    out.line(&format!("{}  {}", out.name(&sheet.key.to_string()), count(sheet.events.len(), "event")))?;
    out.line(&format!("    around {}", headline(&sheet.central)))?;
    out.line(&format!("    {}", reports(&sheet.central)))?;
    out.line("")?;
    for event in &sheet.events {
        out.event(event)?;
    }
    Ok(())
}

fn show_article(ledger: &Ledger, id: &str, why: bool, out: &mut Out) -> anyhow::Result<()> {
    let (found, claims) = ledger.article(id)?;
    let metadata = &found.metadata;
    let day = metadata.published.as_ref().map_or_else(|| "undated".to_owned(), |one| one.day.to_string());
    let mut parts = vec![day];
    parts.extend(metadata.outlet.clone());
    parts.extend(metadata.url.clone());
    out.line(&format!(
        "{}  {}",
        out.name(&found.id),
        metadata.title.as_deref().map(one_line).unwrap_or_default()
    ))?;
    out.line(&format!("    {} · {}", parts.join(" · "), count(claims.len(), "claim")))?;
    for claim in &claims {
        out.line("")?;
        show_claim(claim, false, why, out)?;
    }
    Ok(())
}
