//! The word lists of `data/text`, compiled in and parsed once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::class::{Class, fold};
use super::hash::{EMPTY, mix};

const ABBREVIATIONS: &str = include_str!("../../../../data/text/abbreviation.tsv");
const CONTRACTIONS: &str = include_str!("../../../../data/text/contraction.tsv");
const ENDINGS: &str = include_str!("../../../../data/text/ending.tsv");

/// The kinds of abbreviations, in the order of their bits.
const KINDS: [&str; 8] = [
    "title",
    "month",
    "place",
    "company",
    "latin",
    "unit",
    "initials",
    "reference",
];

/// What the lists say about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// One bit for each kind of abbreviation, then one for endings of addresses and files.
    pub(super) bits: u16,
    /// One bit for each character before which a contraction may be split.
    pub(super) cuts: u32,
}

impl Facts {
    const ENDING: u16 = 1 << KINDS.len();

    /// The kinds of abbreviation that it may be.
    pub(super) fn abbreviation(self) -> u64 {
        u64::from(self.bits & (Self::ENDING - 1))
    }

    /// Whether addresses or file names end so.
    pub(super) fn is_ending(self) -> bool {
        self.bits & Self::ENDING != 0
    }
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = mix(self.0, u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Facts by the hash of the folded word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    facts: HashMap<u64, Facts, BuildHasherDefault<AsIs>>,
    /// A bit for each value of a hash's low bits: most words are in no list, and this tells them
    /// apart without a look into the map.
    seen: Vec<u64>,
}

/// Low bits of a hash that [`Lexicon::seen`] looks at.
const SEEN_BITS: u64 = (1 << 14) - 1;

impl Lexicon {
    /// The lists of the project; an error names the list and the line.
    pub(super) fn embedded() -> Result<Self, String> {
        let mut lexicon = Self {
            facts: HashMap::default(),
            seen: vec![0; (1 << 14) / 64],
        };
        for (line, form, kind) in rows("abbreviation.tsv", ABBREVIATIONS)? {
            let Some(bit) = KINDS.iter().position(|known| *known == kind) else {
                return Err(format!("abbreviation.tsv:{line}: unknown kind {kind:?}"));
            };
            lexicon.entry(form.strip_suffix('.').unwrap_or(form)).bits |= 1 << bit;
        }
        for (_, form, _) in rows("ending.tsv", ENDINGS)? {
            lexicon.entry(form).bits |= Facts::ENDING;
        }
        for (line, form, parts) in rows("contraction.tsv", CONTRACTIONS)? {
            let mut cuts = 0;
            let mut at = 0;
            for part in parts.split(' ') {
                cuts |= 1_u32.checked_shl(at).unwrap_or(0);
                at += u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
            }
            if parts.replace(' ', "") != form || at > 31 {
                return Err(format!(
                    "contraction.tsv:{line}: {parts:?} does not make {form:?}"
                ));
            }
            lexicon.entry(form).cuts |= cuts & !1;
        }
        Ok(lexicon)
    }

    #[inline]
    pub(super) fn get(&self, hash: u64) -> Facts {
        let low = hash & SEEN_BITS;
        let word = usize::try_from(low / 64)
            .ok()
            .and_then(|at| self.seen.get(at));
        if word.is_none_or(|word| word >> (low % 64) & 1 == 0) {
            return Facts::default();
        }
        self.facts.get(&hash).copied().unwrap_or_default()
    }

    fn entry(&mut self, form: &str) -> &mut Facts {
        let hash = form
            .chars()
            .fold(EMPTY, |hash, c| mix(hash, fold(c, Class::of(c)).into()));
        let low = hash & SEEN_BITS;
        if let Some(word) = usize::try_from(low / 64)
            .ok()
            .and_then(|at| self.seen.get_mut(at))
        {
            *word |= 1 << (low % 64);
        }
        self.facts.entry(hash).or_default()
    }
}

/// The abbreviations as they are written, each with its kind.
#[cfg(feature = "train")]
pub(super) fn abbreviations() -> Result<Vec<(&'static str, &'static str)>, String> {
    let rows = rows("abbreviation.tsv", ABBREVIATIONS)?;
    Ok(rows
        .into_iter()
        .map(|(_, form, kind)| (form, kind))
        .collect())
}

type Row<'a> = (usize, &'a str, &'a str);

/// Line number and first two cells of each row below the header; every row has three.
fn rows<'a>(name: &str, table: &'a str) -> Result<Vec<Row<'a>>, String> {
    let mut rows = Vec::new();
    for (index, line) in table.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[form, value, source] = cells.as_slice() else {
            return Err(format!("{name}:{}: expected three cells", index + 1));
        };
        if form.is_empty() || value.is_empty() || source.is_empty() {
            return Err(format!("{name}:{}: empty cell", index + 1));
        }
        rows.push((index + 1, form, value));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_parse_and_are_sorted() {
        Lexicon::embedded().expect("the lists of the project are well formed");
        for (name, table) in [
            ("abbreviation.tsv", ABBREVIATIONS),
            ("contraction.tsv", CONTRACTIONS),
            ("ending.tsv", ENDINGS),
        ] {
            let lines: Vec<&str> = table.lines().skip(1).collect();
            let keys: Vec<_> = lines
                .iter()
                .map(|line| line.split('\t').take(2).collect::<Vec<_>>())
                .collect();
            for pair in keys.windows(2) {
                assert!(
                    pair[0] < pair[1],
                    "{name}: {:?} is out of order or twice",
                    pair[1]
                );
            }
        }
    }
}
