//! Turns a word form into the numbers that the encoder reads.
//!
//! Training computes the same numbers in Python; the model file carries some forms with their
//! features, and loading compares the two. They part ways, by design, on the final sigma of Greek
//! capitals and on letters outside Unicode's category L, such as combining vowel signs.

/// What a form is looked up by: rows of the tables, found by hashing its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    /// Key of the word table.
    pub(crate) word: u64,
    /// Rows of the affix table: shape, length, prefixes of 1–3 and suffixes of 1–4 characters.
    pub(crate) affixes: Vec<u32>,
    /// Rows of the n-gram table: all 3- and 4-grams of `^form$`, at least one.
    pub(crate) ngrams: Vec<u32>,
}

/// Sizes of the hashed tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables {
    pub(crate) affix_rows: u32,
    pub(crate) ngram_rows: u32,
    /// Characters of a form that n-grams are taken from; what follows is seen by the suffixes alone.
    pub(crate) ngram_chars: usize,
}

/// A typographic quotation mark made plain; any other character as it is.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        c => c,
    }
}

/// The form with plain quotes, in lower case, every ASCII digit `0`.
pub(crate) fn normal(form: &str) -> String {
    form.chars()
        .flat_map(|c| plain(c).to_lowercase())
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect()
}

/// Upper case X, lower case x, digit d, other letters o, else the character; runs are cut at three.
pub(crate) fn shape(form: &str) -> String {
    let mut shape = String::with_capacity(form.len());
    let (mut last, mut run) = (None, 0);
    for c in form.chars().map(plain) {
        let s = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_ascii_digit() {
            'd'
        } else if c.is_alphabetic() {
            'o'
        } else {
            c
        };
        run = if last == Some(s) { run + 1 } else { 1 };
        last = Some(s);
        if run <= 3 {
            shape.push(s);
        }
    }
    shape
}

/// 64-bit FNV-1a (Fowler, Noll, Vo) of a field letter and a text.
pub(crate) fn fnv(field: u8, text: &str) -> u64 {
    fnv_of(std::iter::once(field).chain(text.bytes()))
}

/// The hash of bytes that do not stand together.
pub(crate) fn fnv_of(bytes: impl Iterator<Item = u8>) -> u64 {
    fnv_on(FNV_EMPTY, bytes)
}

/// The hash of no bytes.
pub(crate) const FNV_EMPTY: u64 = 0xCBF2_9CE4_8422_2325;

/// A hash carried on over further bytes.
pub(crate) fn fnv_on(hash: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(hash, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// The hash folded to 32 bits, as a row of a table.
#[allow(clippy::cast_possible_truncation, reason = "folding the halves together is the point")]
fn row(field: u8, text: &str, rows: u32) -> u32 {
    let h = fnv(field, text);
    ((h >> 32) as u32 ^ h as u32) % rows.max(1)
}

/// The features of a form.
pub(crate) fn features(form: &str, tables: Tables) -> Features {
    let normal = normal(form);
    // Where each character begins, and the end.
    let starts: Vec<usize> = normal.char_indices().map(|(i, _)| i).chain([normal.len()]).collect();
    let n = starts.len() - 1;
    let affix = |field, text: &str| row(field, text, tables.affix_rows);

    let mut affixes = Vec::with_capacity(9);
    affixes.push(affix(b'S', &shape(form)));
    affixes.push(affix(b'L', &n.min(20).to_string()));
    affixes.extend((1..=3).map(|k| affix(b'P', &normal[..starts[k.min(n)]])));
    affixes.extend((1..=4).map(|k| affix(b'E', &normal[starts[n.saturating_sub(k)]..])));

    let framed = format!("^{}$", &normal[..starts[tables.ngram_chars.min(n)]]);
    let starts: Vec<usize> = framed.char_indices().map(|(i, _)| i).chain([framed.len()]).collect();
    let mut ngrams: Vec<u32> = [3, 4]
        .into_iter()
        .flat_map(|k| starts.iter().zip(starts.iter().skip(k)))
        .map(|(&from, &to)| row(b'N', &framed[from..to], tables.ngram_rows))
        .collect();
    if ngrams.is_empty() {
        ngrams.push(row(b'N', &framed, tables.ngram_rows));
    }
    Features { word: fnv(b'W', &normal), affixes, ngrams }
}
