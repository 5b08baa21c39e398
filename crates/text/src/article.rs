//! One published text: what intake makes of bytes, and what everything after it reads.

use jiff::civil::Date;

use crate::Span;

/// One published text with what is known of it.
///
/// Every span of blocks and of all that is found later points into `text`.
/// For plain text, `text` is the whole decoded input. For a page it is the visible words of its blocks, a blank line
/// between two of them, and each block says where in the decoded page it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Stable name of the article: given by its record, or made from what it was read from.
    pub id: String,
    /// Where it was read from.
    pub origin: Origin,
    /// The text as published.
    pub text: String,
    /// The stretches of `text`, in order, without overlap; what lies between them is white space.
    pub blocks: Vec<Block>,
    /// What is known of the article besides its words.
    pub metadata: Metadata,
    /// What was noticed on the way that did not stop the reading.
    pub remarks: Vec<String>,
}

/// Where an article was read from, in words for error messages and for finding it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file, as it was named; members of archives follow after `!`. `-` is standard input.
    pub file: String,
    /// Which record of the file, counted from 1; `None` where the file is the article.
    pub record: Option<u64>,
}

/// What is known of an article besides its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Line under the headline.
    pub deck: Option<String>,
    /// Writers.
    pub byline: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address (the canonical one where it names one).
    pub url: Option<String>,
    /// ISO 639-1 code of the language it is written in, where that was found out.
    pub language: Option<String>,
    /// The day it was published.
    pub published: Option<Published>,
}

/// The day of publication, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, as the outlet states it.
    pub day: Date,
    /// How it is known.
    pub reason: DateReason,
    /// The words or the value that it was read from.
    pub words: String,
    /// What other places say where they say something else.
    pub conflicts: Vec<(Date, DateReason)>,
}

/// Where a day of publication was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateReason {
    /// Given by whoever handed us the article (a column, an option).
    Given,
    /// `datePublished` and the like of JSON-LD.
    JsonLd,
    /// OpenGraph (`article:published_time`).
    OpenGraph,
    /// Another `<meta>`.
    Meta,
    /// A `<time>` element or an attribute beside the headline or byline.
    TimeElement,
    /// The address of the page.
    Url,
    /// The feed or sitemap that pointed at it.
    Feed,
    /// Words beside the byline or at the head of the text.
    Byline,
    /// The dateline.
    Dateline,
}

/// A stretch of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Where it stands in the decoded source; the same as `span` for plain text.
    pub source: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is. Only [`BlockKind::Title`], [`BlockKind::Deck`], [`BlockKind::Heading`] and
/// [`BlockKind::Body`] are the article; boilerplate is kept and never coded.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Headline.
    Title,
    /// Line under the headline.
    Deck,
    /// Heading between paragraphs.
    Heading,
    /// A paragraph of the article.
    Body,
    /// Not the article.
    Boilerplate {
        /// What it is instead.
        reason: Boilerplate,
        /// How sure that is, 0 to 1.
        score: f32,
        /// What speaks for it, in words that can be shown: cues that fired, how often an outlet repeats it.
        why: String,
    },
}

impl BlockKind {
    /// Whether it is a part of the article, to be read and coded.
    #[must_use]
    pub fn is_article(&self) -> bool {
        !matches!(self, Self::Boilerplate { .. })
    }

    /// Returns its name in output.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Deck => "deck",
            Self::Heading => "heading",
            Self::Body => "body",
            Self::Boilerplate { .. } => "boilerplate",
        }
    }
}

/// Kinds of what is not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boilerplate {
    /// Asks for donations, support or a subscription.
    Appeal,
    /// Cookies, consent, privacy.
    Cookie,
    /// Sign up for a newsletter, alerts, an app.
    Newsletter,
    /// "Read more", related links.
    Related,
    /// Share and follow.
    Share,
    /// Caption or credit of a picture.
    Caption,
    /// Who the writer is.
    Bio,
    /// Correction, clarification, editor's note.
    Correction,
    /// The deck or lead, told twice.
    Duplicate,
    /// Copyright, agency and contributor lines.
    Credit,
    /// Byline, date and place lines apart from the text.
    Byline,
    /// Menus, breadcrumbs, tags, comments, advertisements.
    Navigation,
    /// Repeated by the outlet in other articles.
    Repeated,
}

impl Boilerplate {
    /// Returns its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Appeal => "appeal",
            Self::Cookie => "cookie",
            Self::Newsletter => "newsletter",
            Self::Related => "related",
            Self::Share => "share",
            Self::Caption => "caption",
            Self::Bio => "bio",
            Self::Correction => "correction",
            Self::Duplicate => "duplicate",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Navigation => "navigation",
            Self::Repeated => "repeated",
        }
    }
}

impl DateReason {
    /// Returns its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::JsonLd => "json-ld",
            Self::OpenGraph => "opengraph",
            Self::Meta => "meta",
            Self::TimeElement => "time-element",
            Self::Url => "url",
            Self::Feed => "feed",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }
}
