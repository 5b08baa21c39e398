//! What one passage asserts of one happening. The fields are those of the codebook.

use dragoman_text::Span;

use crate::Interval;
use crate::actor::Actor;

/// Declares a closed set of words with their written forms, in one place.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every one, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As it is written in data and output.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The one of that written form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// What a passage asserts of a happening.
    Status {
        /// It happened.
        Held = "held",
        /// It is under way.
        Ongoing = "ongoing",
        /// It will or is meant to happen.
        Planned = "planned",
        /// It was agreed by those who must do it.
        Agreed = "agreed",
        /// It was asked for, offered, or may happen.
        Proposed = "proposed",
        /// It would be done to somebody's harm.
        Threatened = "threatened",
        /// It was put off.
        Postponed = "postponed",
        /// It was planned or running and will not happen or go on.
        Cancelled = "cancelled",
        /// It was asked for, and denied by the one whose consent it needs.
        Refused = "refused",
        /// It did not, does not or will not happen, on somebody's word.
        Denied = "denied",
        /// It is conditional, neither planned nor threatened.
        Hypothetical = "hypothetical",
    }
}

words! {
    /// On whose word something is said.
    SourceKind {
        /// The article itself.
        Narrator = "narrator",
        /// A government body or a spokesperson by office.
        Official = "official",
        /// A named person or organisation.
        Named = "named",
        /// Unnamed people.
        Anonymous = "anonymous",
        /// Another outlet.
        Media = "media",
        /// A document.
        Document = "document",
    }
}

words! {
    /// What somebody other than the source says of a happening.
    Stance {
        /// Says that it is so.
        Confirmed = "confirmed",
        /// Has not said that it is so.
        NotConfirmed = "not confirmed",
        /// Says that it is not so.
        Denied = "denied",
    }
}

/// PLOVER sectors, in the order of its manual.
pub(crate) const SECTORS: &[&str] = &[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

/// PLOVER type, by its name in the ontology (`CONSULT`); users may add their own.
pub type EventType = String;

/// An actor's part in a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words that name it.
    pub text: String,
    /// Where they stand; empty where the party is inferred.
    pub span: Span,
    /// Who is meant.
    pub actor: Actor,
    /// Whether it was taken from elsewhere in the article because the passage leaves it out.
    pub inferred: bool,
}

impl Party {
    /// The same party where the words of another passage do not name it.
    pub(crate) fn again(&self) -> Self {
        Self { span: Span::default(), inferred: true, ..self.clone() }
    }
}

/// When a happening is, was or was to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// The days.
    pub interval: Interval,
    /// The words it rests on.
    pub words: Option<Span>,
    /// How it was counted.
    pub reason: String,
}

/// Where it is, was or was to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Where {
    /// The words that name the place.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f32, f32)>,
}

/// On whose word.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// What kind of source.
    pub kind: SourceKind,
    /// Who, in the article's words; `None` for the narrator.
    pub who: Option<String>,
    /// Who that is, where it is known.
    pub actor: Option<Actor>,
    /// The sources that hand it on, from the outermost in ("officials said that Beijing had denied": officials).
    pub through: Vec<Source>,
}

impl Source {
    /// The article itself.
    #[must_use]
    pub fn narrator() -> Self {
        Self { kind: SourceKind::Narrator, who: None, actor: None, through: Vec::new() }
    }
}

/// Somebody other than the source, and what they say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirmation {
    /// Who, in the article's words.
    pub who: String,
    /// What they say.
    pub stance: Stance,
    /// Where that is said.
    pub span: Span,
}

/// The words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The shortest passage that says it.
    pub span: Span,
    /// The word in it that expresses the happening, or, where that stands elsewhere, the one that says what became of it.
    pub trigger: Span,
    /// Id of the predicate that read it.
    pub predicate: String,
    /// The operators that were applied, from the inside out, in words that can be shown.
    pub operators: Vec<String>,
}

/// One passage asserts something of one happening. There is none without evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// PLOVER type of the happening.
    pub event_type: EventType,
    /// Its modes.
    pub modes: Vec<String>,
    /// Its contexts.
    pub contexts: Vec<String>,
    /// What is asserted of it.
    pub status: Status,
    /// Who did it; all parties of what is done with each other.
    pub actors: Vec<Party>,
    /// To whom it was done.
    pub recipients: Vec<Party>,
    /// When.
    pub when: When,
    /// Where, if it is stated.
    pub place: Option<Where>,
    /// On whose word.
    pub source: Source,
    /// Who else has confirmed, not confirmed or denied it.
    pub confirmations: Vec<Confirmation>,
    /// The claim on what this verbal act speaks about, by its place in the article's list.
    pub about: Option<usize>,
    /// Calibrated probability that the claim is right.
    pub confidence: f32,
    /// The words that say so.
    pub evidence: Evidence,
}

impl Claim {
    /// Who called a meeting off, put it off or would not have it, and with whom it was to be; nothing where the passage
    /// does not tell the one from the others, or the claim is of something else.
    ///
    /// "The minister put off talks with Chad" tells: who does so stands before the meeting, and the others behind it.
    #[must_use]
    pub fn called_off_by(&self) -> Option<(Vec<&Party>, Vec<&Party>)> {
        let is_off = matches!(self.status, Status::Refused | Status::Cancelled | Status::Postponed);
        if !is_off || self.event_type != "CONSULT" || !self.recipients.is_empty() {
            return None;
        }
        let meeting = self.evidence.trigger.start();
        // "The minister's talks with Chad were called off" names nobody who did.
        let owns = |party: &Party| party.span.end() + 3 > meeting;
        let (before, behind): (Vec<&Party>, Vec<&Party>) =
            self.actors.iter().partition(|party| !party.span.is_empty() && party.span.start() < meeting);
        let tells = !before.is_empty() && !behind.is_empty() && !before.iter().any(|party| owns(party));
        tells.then_some((before, behind))
    }
}
