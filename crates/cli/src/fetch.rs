//! `dragoman fetch`: feeds in, pages in a WARC out.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context as _, bail};
use dragoman_fetch::{
    Fetcher, Limits, Listing, Manners, Options, Outcome as Fate, Reach, Report, Run, Summary,
};
use serde::Serialize;
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::args::FetchArgs;
use crate::{Outcome, ledger};

/// The status of a program that was ended by ctrl-C.
const ENDED: i32 = 130;

pub(crate) fn run(args: &FetchArgs) -> anyhow::Result<Outcome> {
    let mut feeds = Vec::new();
    for name in &args.feeds {
        if name.contains("://") {
            feeds.push(name.clone());
        } else {
            feeds.extend(listed(name).with_context(|| name.clone())?);
        }
    }
    let stop = stop_when_asked()?;
    let fetcher = Arc::new(Fetcher::stopped_by(options(args), stop));
    let mut teller = Teller::new(args);
    let summary = dragoman_fetch::follow(&fetcher, &feeds, &plan(args), &mut |report| teller.tell(report))?;
    teller.sum_up(&summary)?;
    // A run that was stopped leaves what it fetched to the next one.
    if let Some(ledger) = args.add.as_ref().filter(|_| !summary.stopped && args.out.exists()) {
        ledger::add(&args.out, ledger)?;
    }
    Ok(match summary {
        _ if args.strict && !summary.is_complete() => Outcome::Failed,
        Summary { fetched: 0, listed: 0, .. } => Outcome::Lacking,
        _ => Outcome::Done,
    })
}

/// The feeds that a file names: an OPML, or a list with one address a line.
fn listed(name: &str) -> anyhow::Result<Vec<String>> {
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        fs::read(name)?
    };
    let is_lines = !bytes.trim_ascii_start().starts_with(b"<") && !bytes.trim_ascii_start().starts_with(b"{");
    let listing = Listing::read(&bytes, None, None)?;
    if !is_lines && !listing.links.is_empty() {
        bail!("is a feed and not a list of feeds; name its address instead");
    }
    let mut feeds = listing.listings;
    feeds.extend(listing.links.into_iter().map(|link| link.url));
    if feeds.is_empty() {
        bail!("names no feed");
    }
    Ok(feeds)
}

/// Says stop at the first ctrl-C, and ends the program at the second.
fn stop_when_asked() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, ENDED, Arc::clone(&stop))?;
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

fn options(args: &FetchArgs) -> Options {
    let limits = Limits {
        connect: args.timeout.min(Limits::default().connect),
        answer: args.timeout,
        page_bytes: args.max_size.saturating_mul(1 << 20),
        ..Limits::default()
    };
    let manners = Manners {
        delay: args.delay,
        at_once: args.per_host.get(),
        // Who asks for long pauses means to wait for them.
        patience: args.patience.max(args.delay),
        ..Manners::default()
    };
    let mut reach = Reach { private: args.allow_private, ..Reach::default() };
    reach.machines.extend(&args.allow_address);
    reach.ports.extend(&args.allow_port);
    Options { limits, manners, reach, contact: args.contact.clone() }
}

fn plan(args: &FetchArgs) -> Run {
    Run {
        state: args.state.clone(),
        workers: args.workers.get(),
        tries: args.tries.get(),
        most_pages: args.max_pages,
        most_bytes: args.max_bytes.map(|most| most.saturating_mul(1 << 20)),
        most_time: args.max_time,
        per_listing: args.per_feed.unwrap_or(Run::new(args.out.clone()).per_listing),
        dry_run: args.dry_run,
        ..Run::new(args.out.clone())
    }
}

/// Tells what happens: to people on standard error, to programs on standard output.
struct Teller {
    json: bool,
    quiet: bool,
    dry_run: bool,
}

#[derive(Serialize)]
struct Last<'a> {
    summary: &'a Summary,
}

impl Teller {
    fn new(args: &FetchArgs) -> Self {
        Self { json: args.json, quiet: args.quiet, dry_run: args.dry_run }
    }

    fn tell(&mut self, report: &Report) -> io::Result<()> {
        if self.json {
            // Each line is written at once: whoever reads along knows what is in the WARC.
            write_line(report)?;
        } else if self.dry_run && report.outcome == Fate::Listed {
            writeln!(io::stdout().lock(), "{}", report.url)?;
        }
        if !self.quiet {
            // Nobody has to listen.
            let _ = writeln!(io::stderr().lock(), "{}", line(report));
        }
        Ok(())
    }

    fn sum_up(&mut self, summary: &Summary) -> io::Result<()> {
        if self.json {
            write_line(&Last { summary })?;
        }
        let _ = io::stderr().lock().write_all(in_words(summary, self.dry_run).as_bytes());
        Ok(())
    }
}

fn write_line(value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    io::stdout().lock().write_all(&line)
}

/// What became of one thing, in one line.
fn line(report: &Report) -> String {
    let what = match report.outcome {
        Fate::Fetched => "fetched",
        Fate::Listed => "would fetch",
        Fate::Known => "known",
        Fate::Read => "read",
        Fate::Unchanged => "unchanged",
        Fate::Refused => "refused",
        Fate::Skipped => "skipped",
        Fate::Failed => "failed",
        Fate::Left => "left",
        Fate::Delayed => "later",
    };
    let mut line = format!("{what:<11} {}", report.url);
    if let (Some(links), Some(new)) = (report.links, report.new) {
        let _ = write!(line, " ({links} links, {new} new)");
    }
    if let Some(at) = &report.at {
        let _ = write!(line, " at {at}");
    }
    if let Some(why) = &report.why {
        let _ = write!(line, ": {why}");
    }
    for remark in &report.remarks {
        let _ = write!(line, "; {remark}");
    }
    // What servers say must not steer the terminal.
    line.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// The whole run in a few lines.
fn in_words(summary: &Summary, dry_run: bool) -> String {
    let mut out = if dry_run {
        format!("would fetch {} pages; {} are known\n", summary.listed, summary.known)
    } else {
        format!("fetched {} pages ({} bytes); {} were known\n", summary.fetched, summary.bytes, summary.known)
    };
    let Summary { feeds_read, feeds_unchanged, feeds_failed, .. } = summary;
    let _ = writeln!(out, "feeds: {feeds_read} read, {feeds_unchanged} unchanged, {feeds_failed} failed");
    if summary.refused > 0 {
        let _ = writeln!(out, "refused by robots.txt: {}", summary.refused);
    }
    for (what, reasons) in [
        ("skipped", &summary.skipped),
        ("failed for now", &summary.failed),
        ("left for the next run", &summary.left),
    ] {
        if !reasons.is_empty() {
            let parts: Vec<String> = reasons.iter().map(|(why, n)| format!("{n} {why}")).collect();
            let _ = writeln!(out, "{what}: {}", parts.join(", "));
        }
    }
    if summary.cut > 0 {
        let _ = writeln!(out, "cut {} bytes of an unfinished record off the WARC", summary.cut);
    }
    if summary.stopped {
        out.push_str("stopped before the end\n");
    }
    out
}

/// Reads where pages go; what is named like a file of another kind is no folder.
pub(crate) fn output(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let has = |path: &Path, kind: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(kind));
    let is_other = has(&path, "warc") || (has(&path, "gz") && !has(&path.with_extension(""), "warc"));
    if is_other || text.is_empty() {
        return Err("expected a file whose name ends in .warc.gz, or a folder".to_owned());
    }
    Ok(path)
}

/// Reads a time in seconds, with a fraction where one is given.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let most = Duration::from_hours(366 * 24);
    let seconds: f64 = text.parse().map_err(|_| "expected seconds, as in 1.5".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if time <= most => Ok(time),
        _ => Err("expected seconds, from 0 to a year's".to_owned()),
    }
}
