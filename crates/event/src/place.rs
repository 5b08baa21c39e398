//! Where: words that name a place, resolved to the gazetteer. A place is never derived from an actor.

use std::ops::Range;

use dragoman_text::Span;

/// Words that name a place as a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where they stand.
    pub span: Span,
    /// Their tokens.
    pub tokens: Range<usize>,
    /// The token among them that depends on one outside.
    pub head: usize,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166-1 alpha-3 code; `None` for places of no country.
    pub country: Option<String>,
    /// Degrees north and east, where the gazetteer has them.
    pub coordinates: Option<(f32, f32)>,
    /// How sure this is, 0 to 1.
    pub confidence: f32,
    /// How it came about, in words that can be shown.
    pub reason: String,
}
