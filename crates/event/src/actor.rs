//! Who is meant: countries, bodies and people, at a date.

use std::ops::Range;

use dragoman_text::Span;

/// Words that name one or more actors ("China's defense minister", "the two sides").
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// Where they stand.
    pub span: Span,
    /// Their tokens.
    pub tokens: Range<usize>,
    /// The token among them that depends on one outside.
    pub head: usize,
    /// Who is meant: one, or several where the words stand for several parties.
    pub actors: Vec<Actor>,
}

/// Who is meant by a mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// Stable id of the most exact thing known (`PER:Q…`, `ORG:CHN.MFA`, `CHN`); empty for unnamed ones.
    pub id: String,
    /// PLOVER country or entity code.
    pub country: Option<String>,
    /// PLOVER sector, the first one where there are several.
    pub sector: Option<String>,
    /// The person's name as our tables write it, or as the article does.
    pub person: Option<String>,
    /// The office in which the person acts.
    pub office: Option<String>,
    /// The body's name.
    pub body: Option<String>,
    /// Wikidata id, where a source gives one.
    pub wikidata: Option<String>,
    /// How sure this is, 0 to 1.
    pub confidence: f32,
    /// How it came about, in words that can be shown.
    pub reason: String,
}
