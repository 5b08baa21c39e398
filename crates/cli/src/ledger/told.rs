//! How answers look on a terminal and in a pipe.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use dragoman::event::{Interval, SourceKind, Status};
use dragoman_store::{ClaimRow, EventRow};
use jiff::civil::Date;

/// Says something beside the answers.
pub(super) fn note(what: &str) {
    let _ = writeln!(io::stderr().lock(), "dragoman: {what}");
}

/// Where answers go, and whether in colour.
pub(super) struct Out {
    out: BufWriter<Stdout>,
    is_coloured: bool,
}

impl Out {
    /// Standard output; in colour where somebody looks at it who has not asked for none.
    pub(super) fn new() -> Self {
        let is_coloured = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { out: BufWriter::new(io::stdout()), is_coloured }
    }

    fn painted(&self, colour: &str, text: &str) -> String {
        if self.is_coloured { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A status, padded; what happened, what is meant to, and what will not are also told apart by colour.
    pub(super) fn status(&self, status: Status) -> String {
        let colour = match status {
            Status::Held | Status::Ongoing => "32",
            Status::Planned | Status::Agreed | Status::Proposed => "36",
            Status::Threatened | Status::Hypothetical => "33",
            Status::Postponed | Status::Cancelled | Status::Refused | Status::Denied => "31",
        };
        self.painted(colour, &format!("{:<12}", status.as_str()))
    }

    /// A name of something.
    pub(super) fn name(&self, name: &str) -> String {
        self.painted("2", name)
    }

    /// Writes out what has gathered; an error that is not noticed here would be noticed nowhere.
    pub(super) fn end(mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }

    /// A line.
    pub(super) fn line(&mut self, line: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "{}", line.trim_end())?)
    }

    /// An event in two lines.
    pub(super) fn event(&mut self, event: &EventRow) -> anyhow::Result<()> {
        let line = format!(
            "{}  {}{}",
            self.name(&event.key.to_string()),
            self.status(event.status),
            headline(event)
        );
        self.line(&line)?;
        self.line(&format!("    {}", reports(event)))
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What an event is, in a line.
pub(super) fn headline(event: &EventRow) -> String {
    let kind = kind(&event.event_type, &event.modes);
    let mut parts = vec![format!("{kind}  {}", whom(&event.actors, &event.recipients))];
    parts.extend(days(event.days));
    parts.extend(event.place.clone().or(event.place_country.clone()));
    parts.join(" · ")
}

/// How much is said of an event; counts always say of what.
pub(super) fn reports(event: &EventRow) -> String {
    let mut parts = vec![count(event.n_claims, "claim"), count(event.n_articles, "article")];
    if event.n_outlets > 0 {
        parts.push(count(event.n_outlets, "outlet"));
    }
    format!("{} · first told {} · last changed {}", parts.join(" · "), event.first_learned, event.changed)
}

/// A count with its noun.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Type and modes.
pub(super) fn kind(event_type: &str, modes: &str) -> String {
    if modes.is_empty() { event_type.to_owned() } else { format!("{event_type}/{modes}") }
}

/// Who to whom.
pub(super) fn whom(actors: &str, recipients: &str) -> String {
    let actors = if actors.is_empty() { "?" } else { actors };
    if recipients.is_empty() { actors.to_owned() } else { format!("{actors} → {recipients}") }
}

/// Days, where any are known.
pub(super) fn days(days: Interval) -> Option<String> {
    let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match (days.from, days.to) {
        (None, None) => None,
        (from, to) if from == to => Some(end(from)),
        (from, to) => Some(format!("{}…{}", end(from), end(to))),
    }
}

/// On whose word a claim is made.
pub(super) fn source(claim: &ClaimRow) -> String {
    let source = &claim.claim.source;
    match (source.kind, &source.who) {
        (SourceKind::Narrator, _) => "the article itself".to_owned(),
        (kind, Some(who)) => format!("{who} ({})", kind.as_str()),
        (kind, None) => kind.as_str().to_owned(),
    }
}

/// Where a claim stands.
pub(super) fn article(claim: &ClaimRow) -> String {
    let mut parts = vec![claim.learned.to_string()];
    parts.extend(claim.outlet.clone());
    parts.push(claim.article.clone());
    if claim.n_witnesses > 0 {
        parts.push(count(claim.n_witnesses, "copy").replace("copys", "copies"));
    }
    parts.join(" · ")
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
