//! Days in words and figures.
//!
//! Names of months are data: `data/html/month.tsv`. Only whole days count: a month or a year alone is no day.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

const TABLE: &str = include_str!("../../../../data/html/month.tsv");

/// Years from here on are not dates of publication but prices, numbers and mistakes.
const YEARS: Range<i16> = 1995..2040;

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Year, month, day in figures.
    Ymd,
    /// Day, month, year in figures, or month before day where nothing else is possible.
    Dmy,
    /// The same with two figures for the year.
    Short,
    /// Eight figures in a row.
    Compact,
    /// With the name of the month.
    Named,
}

/// A day, how it is written and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) day: Date,
    pub(crate) form: Form,
    pub(crate) range: Range<usize>,
}

static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for line in TABLE.lines().skip(1) {
        let mut cells = line.split('\t');
        if let (Some(name), Some(Ok(month))) = (cells.next(), cells.next().map(str::parse)) {
            // A name that means different months in different languages means the later row's only by chance: the
            // first row, sorted by month, is kept.
            months.entry(name).or_insert(month);
        }
    }
    months
});

/// The month of this name, in any language of the table.
fn month(word: &str) -> Option<i8> {
    if word.len() < 3 || word.len() > 40 {
        return None;
    }
    let folded = word.to_lowercase().replace('\u{307}', "");
    let folded = folded.trim_matches('.');
    MONTHS.get(folded).copied()
}

/// A word, a number, or one other character.
#[derive(Clone, Debug)]
enum Piece {
    Word,
    Number(u32, usize),
    Other(char),
}

/// Cuts a text into words, numbers and other characters; runs of white space count as one blank.
fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut pieces: Vec<(Piece, Range<usize>)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        let piece = if character.is_ascii_digit() {
            let mut value = character.to_digit(10).unwrap_or(0);
            let mut length = 1;
            while let Some(&(at, next)) = characters.peek() {
                let Some(digit) = next.to_digit(10) else { break };
                value = value.saturating_mul(10).saturating_add(digit);
                length += 1;
                end = at + 1;
                characters.next();
            }
            Piece::Number(value, length)
        } else if character.is_alphabetic() {
            while let Some(&(at, next)) = characters.peek() {
                // Marks on letters belong to the word: Indic vowels, the dot of a Turkish i.
                if !next.is_alphabetic()
                    && !('\u{300}'..'\u{370}').contains(&next)
                    && !('\u{900}'..'\u{e00}').contains(&next)
                {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            Piece::Word
        } else if character.is_whitespace() {
            while let Some(&(at, next)) = characters.peek() {
                if !next.is_whitespace() {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            Piece::Other(' ')
        } else {
            Piece::Other(character)
        };
        pieces.push((piece, start..end));
    }
    pieces
}

/// The days in a text, in order, without overlap.
pub(crate) fn days(text: &str, month_first: bool) -> Vec<Found> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let reader = Reader { text, pieces: &pieces, at };
        if let Some((day, form, n)) = reader.read(month_first) {
            let start = pieces[at].1.start;
            let end = pieces.get(at + n - 1).map_or(start, |(_, range)| range.end);
            found.push(Found { day, form, range: start..end });
            at += n;
        } else {
            at += 1;
        }
    }
    found
}

struct Reader<'t> {
    text: &'t str,
    pieces: &'t [(Piece, Range<usize>)],
    at: usize,
}

impl Reader<'_> {
    fn piece(&self, offset: usize) -> Option<&Piece> {
        self.pieces.get(self.at + offset).map(|(piece, _)| piece)
    }

    fn number(&self, offset: usize) -> Option<(u32, usize)> {
        match self.piece(offset) {
            Some(Piece::Number(value, length)) => Some((*value, *length)),
            _ => None,
        }
    }

    fn word(&self, offset: usize) -> Option<&str> {
        match self.pieces.get(self.at + offset) {
            Some((Piece::Word, range)) => self.text.get(range.clone()),
            _ => None,
        }
    }

    fn other(&self, offset: usize) -> Option<char> {
        match self.piece(offset) {
            Some(Piece::Other(character)) => Some(*character),
            _ => None,
        }
    }

    /// Whether a number touches the place before: then what starts here is the rest of something longer.
    fn continues(&self) -> bool {
        self.at > 0
            && matches!(self.pieces.get(self.at - 1), Some((Piece::Other('.' | '/' | '-'), _)))
            && self.at > 1
            && matches!(self.pieces.get(self.at - 2), Some((Piece::Number(_, 1 | 2), _)))
    }

    /// Reads a day that starts here: the day, how it is written, and of how many pieces.
    fn read(&self, month_first: bool) -> Option<(Date, Form, usize)> {
        match self.piece(0)? {
            Piece::Number(..) => self.starting_with_number(month_first),
            Piece::Word => self.starting_with_month(),
            Piece::Other(_) => None,
        }
    }

    fn starting_with_number(&self, month_first: bool) -> Option<(Date, Form, usize)> {
        let (first, length) = self.number(0)?;
        if length == 8 {
            let day = day_of(first / 10_000, first / 100 % 100, first % 100)?;
            return Some((day, Form::Compact, 1));
        }
        if length == 4 {
            return self.starting_with_year(first);
        }
        if length > 2 || first > 31 || self.continues() {
            return None;
        }
        // In figures: 3.4.2020, 03/04/20, also with blanks after the dots.
        if let Some(separator) = self.other(1)
            && matches!(separator, '.' | '/' | '-')
        {
            let gap = usize::from(self.other(2) == Some(' ') && separator == '.');
            if let Some((second, 1..=2)) = self.number(2 + gap)
                && self.other(3 + gap) == Some(separator)
            {
                let more = usize::from(self.other(4 + gap) == Some(' ') && separator == '.');
                if let Some((year, length @ (2 | 4))) = self.number(4 + gap + more) {
                    let form = if length == 4 { Form::Dmy } else { Form::Short };
                    let swapped = second > 12 || month_first && separator == '/' && first <= 12;
                    let (day, month) = if swapped { (second, first) } else { (first, second) };
                    let year =
                        if length == 2 { if year >= 90 { 1900 + year } else { 2000 + year } } else { year };
                    return Some((day_of(year, month, day)?, form, 5 + gap + more));
                }
            }
        }
        // With the name of the month: 3 April 2020, 3rd of April, 2020, 3. April 2020, 3 de abril de 2020.
        let mut offset = 1;
        if let Some(ending) = self.word(offset)
            && matches!(ending.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "er" | "º" | "ª")
        {
            offset += 1;
        }
        offset += self.skip(offset, &['.', ',', '-', '/', ' ', 'º', '°', 'ª']);
        if self.word(offset).is_some_and(is_of) {
            offset += 1;
            offset += self.skip(offset, &[' ', '\'', '’']);
        }
        let month = month(self.word(offset)?)?;
        offset += 1;
        offset += self.skip(offset, &['.', ',', '-', '/', ' ']);
        if self.word(offset).is_some_and(is_of) {
            offset += 1;
            offset += self.skip(offset, &[' ']);
        }
        let (year, 4) = self.number(offset)? else { return None };
        Some((day_of(year, month as u32, first)?, Form::Named, offset + 1))
    }

    fn starting_with_year(&self, year: u32) -> Option<(Date, Form, usize)> {
        if let Some(separator @ ('-' | '/' | '.' | '_')) = self.other(1)
            && let Some((month, 1..=2)) = self.number(2)
            && self.other(3) == Some(separator)
            && let Some((day, 1..=2)) = self.number(4)
        {
            return Some((day_of(year, month, day)?, Form::Ymd, 5));
        }
        // 2020年4月3日, 2020년 4월 3일
        let mut offset = 1 + self.skip(1, &[' ']);
        if matches!(self.word(offset)?.chars().next()?, '年' | '년') {
            offset += 1;
            offset += self.skip(offset, &[' ']);
            let (month, _) = self.number(offset)?;
            offset += 1 + self.skip(offset + 1, &[' ']);
            if !matches!(self.word(offset)?.chars().next()?, '月' | '월') {
                return None;
            }
            offset += 1;
            offset += self.skip(offset, &[' ']);
            let (day, _) = self.number(offset)?;
            return Some((day_of(year, month, day)?, Form::Named, offset + 1));
        }
        // 2020 April 3
        let month = month(self.word(offset)?)?;
        offset += 1;
        offset += self.skip(offset, &['.', ',', '-', ' ']);
        let (day, 1..=2) = self.number(offset)? else { return None };
        Some((day_of(year, month as u32, day)?, Form::Named, offset + 1))
    }

    /// April 3, 2020; April 3rd 2020; Apr. 3 2020.
    fn starting_with_month(&self) -> Option<(Date, Form, usize)> {
        let month = month(self.word(0)?)?;
        let mut offset = 1 + self.skip(1, &['.', ' ', '-', '/']);
        let (day, 1..=2) = self.number(offset)? else { return None };
        offset += 1;
        if let Some(ending) = self.word(offset)
            && matches!(ending.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
        {
            offset += 1;
        }
        offset += self.skip(offset, &[',', '.', ' ', '-', '/']);
        let (year, 4) = self.number(offset)? else { return None };
        Some((day_of(year, month as u32, day)?, Form::Named, offset + 1))
    }

    /// How many of these characters follow, at most three.
    fn skip(&self, offset: usize, characters: &[char]) -> usize {
        (0..3).take_while(|n| self.other(offset + n).is_some_and(|one| characters.contains(&one))).count()
    }
}

/// "of" in the languages that put it between day, month and year.
fn is_of(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "of" | "de" | "del" | "d" | "di")
}

/// The day, where there is such a one and it can be one of publication.
fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day in a machine's notation or, failing that, the first that is written in a short text.
pub(super) fn day_in(text: &str, month_first: bool) -> Option<Date> {
    let text = text.trim();
    let start: String = text.chars().take(52).collect();
    let n_digits = start.bytes().filter(u8::is_ascii_digit).count();
    if !(4..=18).contains(&n_digits) {
        return None;
    }
    // Fourteen figures in a row: day and time.
    let lead = start.bytes().take_while(u8::is_ascii_digit).count();
    if (lead == 12 || lead == 14)
        && let Some(found) = days(start.get(..8)?, month_first).first()
    {
        return Some(found.day);
    }
    let found = days(&start, month_first);
    // Figures in the order of machines are meant before others.
    found
        .iter()
        .find(|one| matches!(one.form, Form::Ymd | Form::Compact))
        .or_else(|| found.first())
        .map(|one| one.day)
}
