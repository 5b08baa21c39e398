//! Which column of a table, or which key of an object, holds what.
//!
//! What the caller names is taken; for the rest there are usual names, in `data/intake/columns.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use dragoman_text::{DateReason, Metadata, Origin, Published};
use jiff::civil::Date;

use super::found::{Content, Found};
use super::skip::{Reason, Skip};
use super::{day, kind};

const TABLE: &str = include_str!("../../../../data/intake/columns.tsv");

/// The names of columns that a caller gives; `None` for the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The text of the article, or its page.
    pub text: Option<String>,
    /// The day of publication.
    pub date: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The stable name.
    pub id: Option<String>,
}

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Text,
    Markup,
    Title,
    Date,
    Url,
    Id,
    Outlet,
    Byline,
    Language,
    Deck,
}

impl Field {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Text, "text"),
        (Self::Markup, "markup"),
        (Self::Title, "title"),
        (Self::Date, "date"),
        (Self::Url, "url"),
        (Self::Id, "id"),
        (Self::Outlet, "outlet"),
        (Self::Byline, "byline"),
        (Self::Language, "language"),
        (Self::Deck, "deck"),
    ];
}

/// The usual names, without case and punctuation, each with what it holds and how usual it is (less is more).
static USUAL: LazyLock<HashMap<&'static str, (Field, u32)>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|row| {
        let mut cells = row.split('\t');
        let (field, rank, name) = (cells.next()?, cells.next()?, cells.next()?);
        let (field, _) = Field::ALL.iter().find(|(_, called)| *called == field)?;
        Some((name, (*field, rank.parse().ok()?)))
    });
    rows.collect()
});

/// A name without case and punctuation.
fn bare(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The place of each field among the columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chosen([Option<usize>; Field::ALL.len()]);

impl Chosen {
    /// Returns where a field stands.
    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.0.get(field as usize).copied().flatten()
    }

    /// Returns what the column at a place holds.
    pub(crate) fn field_at(&self, place: usize) -> Option<Field> {
        Field::ALL.iter().map(|(field, _)| *field).find(|field| self.place(*field) == Some(place))
    }
}

impl Columns {
    fn given(&self, field: Field) -> Option<&str> {
        match field {
            Field::Text => self.text.as_deref(),
            Field::Date => self.date.as_deref(),
            Field::Url => self.url.as_deref(),
            Field::Title => self.title.as_deref(),
            Field::Id => self.id.as_deref(),
            _ => None,
        }
    }

    /// Returns which of these columns holds what; an error where a column that was named, or one with text, is
    /// missing.
    pub(crate) fn choose<'a>(
        &self,
        names: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Result<Chosen, Reason> {
        let mut chosen = Chosen::default();
        let missing = |column: &str| Reason::MissingColumn {
            column: column.to_owned(),
            has: names.clone().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "),
        };
        let mut ranks = [u32::MAX; Field::ALL.len()];
        for (place, name) in names.clone().enumerate() {
            let Some((field, rank)) = USUAL.get(bare(name).as_str()) else { continue };
            // Whoever names the text wants that and no page beside it.
            let unwanted = *field == Field::Markup && self.text.is_some();
            if let (Some(best), Some(slot)) =
                (ranks.get_mut(*field as usize), chosen.0.get_mut(*field as usize))
                && self.given(*field).is_none()
                && !unwanted
                && *rank < *best
            {
                (*best, *slot) = (*rank, Some(place));
            }
        }
        for (field, _) in Field::ALL {
            let Some(wanted) = self.given(field) else { continue };
            let exact = names.clone().position(|name| name == wanted);
            let found = exact.or_else(|| names.clone().position(|name| name.eq_ignore_ascii_case(wanted)));
            let Some(found) = found else { return Err(missing(wanted)) };
            // One column may not be two things, and what the caller says it is counts.
            for slot in chosen.0.iter_mut().filter(|slot| **slot == Some(found)) {
                *slot = None;
            }
            if let Some(slot) = chosen.0.get_mut(field as usize) {
                *slot = Some(found);
            }
        }
        if chosen.place(Field::Text).is_none() && chosen.place(Field::Markup).is_none() {
            return Err(missing("text"));
        }
        Ok(chosen)
    }

    /// Whether these cells look like the names of columns of a table of articles.
    pub(crate) fn know_header<'a>(&self, cells: &(impl Iterator<Item = &'a str> + Clone)) -> Header {
        let is_given = |cell: &str| {
            Field::ALL
                .iter()
                .any(|(field, _)| self.given(*field).is_some_and(|name| name.eq_ignore_ascii_case(cell)))
        };
        let held = |cell: &str| USUAL.get(bare(cell).as_str()).map(|(field, _)| *field);
        let is_text = |cell: &str| matches!(held(cell), Some(Field::Text | Field::Markup));
        let n_cells = cells.clone().count();
        let n_usual = cells.clone().filter(|cell| held(cell).is_some()).count();
        if !cells.clone().all(|cell| cell.len() <= 64 && !cell.ends_with('.')) {
            Header::No
        } else if cells.clone().any(is_given) || n_cells >= 2 && n_usual >= 2 && cells.clone().any(is_text) {
            Header::Yes
        } else if n_cells >= 2 && n_usual >= if *self == Self::default() { 2 } else { 1 } {
            // Who names columns thinks that there is a table.
            Header::Perhaps
        } else {
            Header::No
        }
    }
}

/// Whether a line is the header of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    Yes,
    /// It is where the line after it has as many cells.
    Perhaps,
    No,
}

/// What a cell of a table, or a value of an object, can be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Words(String),
    Count(i64),
    Day(Date),
    List(Vec<String>),
}

impl Value {
    fn into_words(self) -> Option<String> {
        match self {
            Self::Words(words) => Some(words),
            Self::Count(count) => Some(count.to_string()),
            Self::Day(day) => Some(day.to_string()),
            Self::List(words) if words.is_empty() => None,
            Self::List(words) => Some(words.join(", ")),
        }
    }
}

/// One article's row of a table, as it is gathered.
#[derive(Debug, Default)]
pub(crate) struct Row {
    text: Option<String>,
    markup: Option<String>,
    id: Option<String>,
    metadata: Metadata,
    remarks: Vec<String>,
}

impl Row {
    /// Takes in a cell. Empty ones are as if they were not there.
    pub(crate) fn set(&mut self, field: Field, value: Value) {
        if matches!(&value, Value::Words(words) if words.trim().is_empty()) {
            return;
        }
        let metadata = &mut self.metadata;
        match field {
            Field::Text => self.text = value.into_words(),
            Field::Markup => self.markup = value.into_words(),
            Field::Id => self.id = value.into_words(),
            Field::Title => metadata.title = value.into_words(),
            Field::Deck => metadata.deck = value.into_words(),
            Field::Url => metadata.url = value.into_words(),
            Field::Outlet => metadata.outlet = value.into_words(),
            Field::Language => metadata.language = value.into_words().map(|code| code.to_lowercase()),
            Field::Byline => {
                metadata.byline = match value {
                    Value::List(names) => names,
                    other => other.into_words().into_iter().collect(),
                }
            }
            Field::Date => self.set_day(value),
        }
    }

    /// Notes what was noticed in the row.
    pub(crate) fn remark(&mut self, remarks: Vec<String>) {
        self.remarks.extend(remarks);
    }

    fn set_day(&mut self, value: Value) {
        let day = match &value {
            Value::Day(day) => Some(*day),
            Value::Count(count) => day::parse(&count.to_string())
                .or_else(|| day::of_epoch(*count).filter(|_| *count > 1_000_000)),
            Value::Words(words) => day::parse(words),
            Value::List(_) => None,
        };
        let words = value.into_words().unwrap_or_default();
        match day {
            Some(day) => {
                let reason = DateReason::Given;
                self.metadata.published = Some(Published { day, reason, words, conflicts: Vec::new() });
            }
            None => self.remarks.push(format!("the date {words:?} can be read in no way, or in several")),
        }
    }

    /// Returns what was found in the row.
    pub(crate) fn into_found(self, origin: Origin) -> Result<Found, Skip> {
        let Self { text, markup, id, metadata, remarks } = self;
        let content = match (text, markup) {
            (Some(text), _) if !kind::is_markup(&text) => Content::Text(text),
            (_, Some(markup)) | (Some(markup), None) => Content::Markup(markup),
            (None, None) => return Err(Skip { origin, reason: Reason::NoText }),
        };
        Ok(Found { origin, id, metadata, hints: Metadata::default(), remarks, content })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(columns: &Columns, names: &[&str]) -> Result<Vec<(Field, usize)>, Reason> {
        let chosen = columns.choose(&names.iter().copied())?;
        Ok(Field::ALL.iter().filter_map(|(field, _)| Some((*field, chosen.place(*field)?))).collect())
    }

    #[test]
    fn every_row_of_the_table_is_understood() {
        assert_eq!(USUAL.len(), TABLE.lines().count() - 1);
    }

    #[test]
    fn usual_names_are_known_in_any_spelling_and_the_most_usual_is_taken() {
        assert_eq!(
            chosen(&Columns::default(), &["Published_At", "Headline", "content", "Text", "colour"]),
            Ok(vec![(Field::Text, 3), (Field::Title, 1), (Field::Date, 0)])
        );
    }

    #[test]
    fn a_named_column_is_taken_and_must_be_there() {
        let columns = Columns { text: Some("colour".to_owned()), ..Columns::default() };
        assert_eq!(chosen(&columns, &["text", "colour"]), Ok(vec![(Field::Text, 1)]));
        let missing = chosen(&columns, &["text", "date"]).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "has no column \"colour\"; it has \"text\", \"date\"; name the one to take"
        );
        assert!(chosen(&Columns::default(), &["colour", "date"]).is_err());
    }

    #[test]
    fn a_header_is_told_from_a_sentence() {
        let knows = |line: &str| Columns::default().know_header(&line.split(','));
        assert_eq!(knows("id,date,title,text"), Header::Yes);
        assert_eq!(knows("Title, date"), Header::Perhaps);
        assert_eq!(knows("In the text, the date was moved."), Header::No);
        assert_eq!(knows("Paris, June 4"), Header::No);
    }
}
