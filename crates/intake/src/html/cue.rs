//! What the names that an outlet gives to the parts of its pages say of them.
//!
//! The cues are data: `data/html/cue.tsv`. Cues are compared in small letters; `␣` in the table stands for a blank.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::tag::Tag;

const TABLE: &str = include_str!("../../../../data/html/cue.tsv");

/// What a cue can mean, one bit each, in the words of the table.
const MEANINGS: &[(&str, Marks)] = &[
    ("frame1", Marks::FRAME_1),
    ("frame3", Marks::FRAME_3),
    ("frame4", Marks::FRAME_4),
    ("frame5", Marks::FRAME_5),
    ("comment", Marks::COMMENT),
    ("commentary", Marks::COMMENTARY),
    ("appended", Marks::APPENDED),
    ("scroll", Marks::SCROLL),
    ("share-widget", Marks::SHARE_WIDGET),
    ("share", Marks::SHARE),
    ("newsletter", Marks::NEWSLETTER),
    ("cookie", Marks::COOKIE),
    ("navigation", Marks::NAVIGATION),
    ("byline", Marks::BYLINE),
    ("footer", Marks::FOOTER),
    ("related", Marks::RELATED),
    ("appeal", Marks::APPEAL),
    ("advertisement", Marks::ADVERTISEMENT),
    ("chrome", Marks::CHROME),
    ("hidden", Marks::HIDDEN),
    ("teaser", Marks::TEASER),
    ("caption", Marks::CAPTION),
    ("weak", Marks::WEAK),
    ("consent", Marks::CONSENT),
    ("unlikely", Marks::UNLIKELY),
    ("lead", Marks::LEAD),
    ("not-lead", Marks::NOT_LEAD),
    ("dated", Marks::DATED),
    ("maybe", Marks::MAYBE),
    ("positive", Marks::POSITIVE),
    ("negative", Marks::NEGATIVE),
];

/// A set of meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    pub(super) const FRAME_1: Self = Self(1);
    pub(super) const FRAME_3: Self = Self(1 << 1);
    pub(super) const FRAME_4: Self = Self(1 << 2);
    pub(super) const FRAME_5: Self = Self(1 << 3);
    pub(super) const COMMENT: Self = Self(1 << 4);
    pub(super) const COMMENTARY: Self = Self(1 << 5);
    pub(super) const APPENDED: Self = Self(1 << 6);
    pub(super) const SCROLL: Self = Self(1 << 7);
    pub(super) const SHARE_WIDGET: Self = Self(1 << 8);
    pub(super) const SHARE: Self = Self(1 << 9);
    pub(super) const NEWSLETTER: Self = Self(1 << 10);
    pub(super) const COOKIE: Self = Self(1 << 11);
    pub(super) const NAVIGATION: Self = Self(1 << 12);
    pub(super) const BYLINE: Self = Self(1 << 13);
    pub(super) const FOOTER: Self = Self(1 << 14);
    pub(super) const RELATED: Self = Self(1 << 15);
    pub(super) const APPEAL: Self = Self(1 << 16);
    pub(super) const ADVERTISEMENT: Self = Self(1 << 17);
    pub(super) const CHROME: Self = Self(1 << 18);
    pub(super) const HIDDEN: Self = Self(1 << 19);
    pub(super) const TEASER: Self = Self(1 << 20);
    pub(super) const CAPTION: Self = Self(1 << 21);
    pub(super) const WEAK: Self = Self(1 << 22);
    pub(super) const CONSENT: Self = Self(1 << 23);
    pub(super) const UNLIKELY: Self = Self(1 << 24);
    pub(super) const MAYBE: Self = Self(1 << 25);
    pub(super) const POSITIVE: Self = Self(1 << 26);
    pub(super) const NEGATIVE: Self = Self(1 << 27);
    pub(super) const LEAD: Self = Self(1 << 28);
    pub(super) const NOT_LEAD: Self = Self(1 << 29);
    pub(super) const DATED: Self = Self(1 << 30);

    /// What speaks against a part of a page whatever surrounds it.
    pub(super) const DISCARD: Self = Self(
        Self::SHARE.0
            | Self::NEWSLETTER.0
            | Self::COOKIE.0
            | Self::NAVIGATION.0
            | Self::BYLINE.0
            | Self::FOOTER.0
            | Self::RELATED.0
            | Self::APPEAL.0
            | Self::ADVERTISEMENT.0
            | Self::CHROME.0,
    );

    /// Whether the two sets have a meaning in common.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// How a cue must stand in the value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Has,
    Is,
    Starts,
    Word,
    WordStarts,
    WordEnds,
}

/// Attributes that cues are looked for in, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Where(u16);

impl Where {
    const CLASS: Self = Self(1);
    const ID: Self = Self(1 << 1);
    const ROLE: Self = Self(1 << 2);
    const ITEMPROP: Self = Self(1 << 3);
    const STYLE: Self = Self(1 << 4);
    const ARIA_HIDDEN: Self = Self(1 << 5);
    const DATA_COMPONENT: Self = Self(1 << 6);
    /// Class or id, whichever the element has first.
    const FIRST: Self = Self(1 << 7);

    fn of_attribute(name: &str) -> Option<Self> {
        Some(match name {
            "class" => Self::CLASS,
            "id" => Self::ID,
            "role" => Self::ROLE,
            "itemprop" => Self::ITEMPROP,
            "style" => Self::STYLE,
            "aria-hidden" => Self::ARIA_HIDDEN,
            "data-component" => Self::DATA_COMPONENT,
            _ => return None,
        })
    }

    fn of_table(word: &str) -> Option<Self> {
        match word {
            "either" => Some(Self(Self::CLASS.0 | Self::ID.0)),
            "first" => Some(Self::FIRST),
            _ => Self::of_attribute(word),
        }
    }
}

struct Cue {
    how: How,
    place: Where,
    means: Marks,
}

struct Cues {
    finder: Option<AhoCorasick>,
    cues: Vec<Cue>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut words = Vec::new();
    let mut cues = Vec::new();
    for line in TABLE.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(cue), Some(how), Some(place), Some(means)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let how = match how {
            "is" => How::Is,
            "starts" => How::Starts,
            "word" => How::Word,
            "word-starts" => How::WordStarts,
            "word-ends" => How::WordEnds,
            _ => How::Has,
        };
        let means = MEANINGS.iter().find(|(word, _)| *word == means).map(|(_, marks)| *marks);
        if let (Some(place), Some(means)) = (Where::of_table(place), means) {
            words.push(cue.replace('␣', " "));
            cues.push(Cue { how, place, means });
        }
    }
    let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).ok();
    Cues { finder, cues }
});

/// What the attributes of an element say of it.
pub(super) fn marks_of<'a>(tag: Tag, attributes: impl Iterator<Item = (&'a str, &'a str)>) -> Marks {
    let mut marks = Marks::default();
    if matches!(tag, Tag::Meta | Tag::Link | Tag::Script | Tag::Style | Tag::Img | Tag::Html | Tag::Body) {
        return marks;
    }
    let mut first = Where::FIRST;
    for (name, value) in attributes {
        if name == "hidden" {
            marks.add(Marks::HIDDEN);
        }
        let Some(mut place) = Where::of_attribute(name) else { continue };
        if place == Where::CLASS || place == Where::ID {
            place = Where(place.0 | first.0);
            first = Where(0);
        }
        marks.add(marks_in(place, value));
    }
    if marks.any(Marks::NOT_LEAD) {
        marks.0 &= !Marks::LEAD.0;
    }
    if marks.any(Marks::COMMENTARY) {
        marks.0 &= !Marks::COMMENT.0;
    }
    marks
}

fn marks_in(place: Where, value: &str) -> Marks {
    let mut marks = Marks::default();
    let cues = &*CUES;
    let Some(finder) = &cues.finder else { return marks };
    // Words are told apart by blanks, whatever white space the source has.
    let value = value.to_ascii_lowercase().replace(['\n', '\t', '\r'], " ");
    let value = value.as_bytes();
    for found in finder.find_overlapping_iter(value) {
        let Some(cue) = cues.cues.get(found.pattern().as_usize()) else { continue };
        if cue.place.0 & place.0 == 0 {
            continue;
        }
        let at_start = found.start() == 0;
        let at_end = found.end() == value.len();
        let starts_word = at_start || value[found.start() - 1] == b' ';
        let ends_word = at_end || value.get(found.end()) == Some(&b' ');
        let fits = match cue.how {
            How::Has => true,
            How::Is => at_start && at_end,
            How::Starts => at_start,
            How::Word => starts_word && ends_word,
            How::WordStarts => starts_word,
            How::WordEnds => ends_word,
        };
        if fits {
            marks.add(cue.means);
        }
    }
    marks
}
