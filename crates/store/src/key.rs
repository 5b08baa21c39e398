//! Stable names of claims, events and threads.

use std::fmt;

use dragoman_event::Claim;
use dragoman_text::Article;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A claim.
    Claim,
    /// An event; its key is that of its earliest claim.
    Event,
    /// A thread; its key is that of its earliest event.
    Thread,
}

/// The stable name of a claim, an event or a thread: `c`, `e` or `t` and sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it names.
    pub kind: Kind,
    /// Which one.
    pub number: i64,
}

impl Key {
    /// Reads a name as it is printed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, digits) = text.split_at_checked(1)?;
        let kind = match kind {
            "c" => Kind::Claim,
            "e" => Kind::Event,
            "t" => Kind::Thread,
            _ => return None,
        };
        let is_ours = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = i64::from_str_radix(digits, 16).ok().filter(|_| is_ours)?;
        Some(Self { kind, number })
    }

    /// The name of a claim.
    #[must_use]
    pub fn claim(number: i64) -> Self {
        Self { kind: Kind::Claim, number }
    }

    /// The name of an event.
    #[must_use]
    pub fn event(number: i64) -> Self {
        Self { kind: Kind::Event, number }
    }

    /// The name of a thread.
    #[must_use]
    pub fn thread(number: i64) -> Self {
        Self { kind: Kind::Thread, number }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.kind {
            Kind::Claim => 'c',
            Kind::Event => 'e',
            Kind::Thread => 't',
        };
        write!(f, "{letter}{:016x}", self.number)
    }
}

/// A hash that SQLite can hold and that prints without a sign.
pub(crate) fn positive(hash: u64) -> i64 {
    (hash >> 1) as i64
}

/// A hash of words.
pub(crate) fn of_words(words: &str) -> i64 {
    positive(xxh3_64(words.as_bytes()))
}

/// A hash of what an article says and of what is known of it: the same article in other words has another.
pub(crate) fn of_content(article: &Article) -> i64 {
    let mut hash = Xxh3::new();
    let mut put = |part: &str| {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    };
    let metadata = &article.metadata;
    put(&article.text);
    for part in [&metadata.title, &metadata.deck, &metadata.outlet, &metadata.url] {
        put(part.as_deref().unwrap_or_default());
    }
    put(&metadata.published.as_ref().map(|one| one.day.to_string()).unwrap_or_default());
    positive(hash.digest())
}

/// The key of a claim: a hash of the article and of what is claimed in it where. `nth` tells apart what is claimed
/// twice in the same words.
pub(crate) fn of_claim(article: &str, content: i64, claim: &Claim, nth: usize) -> i64 {
    let mut hash = Xxh3::new();
    let mut put = |part: &str| {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    };
    put(article);
    put(&content.to_string());
    put(&assertion(claim));
    let span = claim.evidence.span;
    put(&format!("{} {} {nth}", span.start(), span.end()));
    positive(hash.digest())
}

/// What is claimed, in words by which copies of one passage are known: type, modes, status, parties, and the days
/// where words state them.
pub(crate) fn assertion(claim: &Claim) -> String {
    let mut words = format!("{}|{}|{}", claim.event_type, claim.modes.join("+"), claim.status.as_str());
    for side in [&claim.actors, &claim.recipients] {
        words.push('|');
        let mut names: Vec<&str> = side.iter().map(|party| name_of(&party.actor, &party.text)).collect();
        names.sort_unstable();
        words.push_str(&names.join("+"));
    }
    if claim.when.words.is_some() {
        for day in [claim.when.interval.from, claim.when.interval.to] {
            words.push('|');
            words.extend(day.map(|day| day.to_string()));
        }
    }
    words
}

fn name_of<'a>(actor: &'a dragoman_event::actor::Actor, text: &'a str) -> &'a str {
    let id = Some(actor.id.as_str()).filter(|id| !id.is_empty());
    id.or(actor.person.as_deref()).or(actor.body.as_deref()).or(actor.country.as_deref()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_alike() {
        for text in ["c0000000000000001", "e7fffffffffffffff", "t00c0ffee00c0ffee"] {
            assert_eq!(Key::parse(text).map(|key| key.to_string()), Some(text.to_owned()));
        }
        for text in
            ["", "c", "x0000000000000001", "c1", "c-000000000000001", "é000000000000001", "cffffffffffffffff"]
        {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
