//! From an article to its claims.

use crate::event::{actor, anchor};
use crate::event::code::Coder;
use crate::event::knowledge::Knowledge;
use crate::event::place;
use crate::event::predicate::Predicates;
use crate::event::source::Sources;
use crate::event::table::Fault;
use crate::event::time::{self, Vocabulary};
use crate::event::{Claim, Grounding, Interval, Parsed};
use crate::text::{Article, Reading, Scratch};
use crate::{LoadError, Reader};

/// Everything that it takes to make claims of articles, shared by all workers.
pub struct Analyst {
    reader: Reader,
    vocabulary: Vocabulary,
    knowledge: Knowledge<'static>,
    coder: Coder,
}

/// An article read, grounded and coded.
pub struct Analysis {
    /// Its sentences and tokens.
    pub reading: Reading,
    /// What its words refer to.
    pub grounding: Grounding,
    /// What it claims, in the order of the text.
    pub claims: Vec<Claim>,
}

/// Why an analyst could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalystError {
    /// A model does not load.
    #[error(transparent)]
    Model(#[from] LoadError),
    /// Data do not load; each fault names its file and line.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Data(Vec<Fault>),
}

impl Analyst {
    /// An analyst with the models and data that are part of the program.
    pub fn embedded() -> Result<Self, AnalystError> {
        let predicates = Predicates::embedded().map_err(AnalystError::Data)?;
        let sources = Sources::embedded().map_err(AnalystError::Data)?;
        Self::with_data(predicates, sources)
    }

    /// An analyst with predicates and words of saying of the caller's.
    pub fn with_data(predicates: Predicates, sources: Sources) -> Result<Self, AnalystError> {
        let (vocabulary, _faults) = Vocabulary::embedded();
        Ok(Self {
            reader: Reader::embedded()?,
            vocabulary,
            knowledge: Knowledge::embedded(),
            coder: Coder::new(predicates, sources),
        })
    }

    /// The models that read its language.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What it reads happenings by.
    #[must_use]
    pub fn coder(&self) -> &Coder {
        &self.coder
    }

    /// Reads, grounds and codes an article.
    #[must_use]
    pub fn analyse(&self, article: &Article, scratch: &mut Scratch) -> Analysis {
        let mut reading = self.reader.split(&article.text);
        self.reader.read_tokens(&article.text, &mut reading, scratch);
        let parsed = Parsed::new(article, &reading, self.reader.language());
        let grounding = self.ground(&parsed);
        let claims = self.coder.code(&parsed, &grounding);
        Analysis { reading, grounding, claims }
    }

    /// Candidates first: the day follows from times and terms of office, and then settles both.
    fn ground(&self, parsed: &Parsed<'_>) -> Grounding {
        let mut times = time::find(parsed, &self.vocabulary);
        let candidates = actor::find(parsed, &self.knowledge);
        let terms: Vec<anchor::Clue> =
            actor::terms(&candidates, &self.knowledge).into_iter().filter_map(clue).collect();
        let anchor = anchor::find(parsed, &times, &terms);
        time::resolve(&mut times, anchor.interval);
        let actors = actor::settle(&candidates, &self.knowledge, anchor.interval);
        let places = place::find(parsed, &self.knowledge);
        Grounding { times, actors, places, anchor }
    }
}

/// What a term of office says of the article's day, on the scale of the anchor, where a date told as past counts 3.
fn clue(term: actor::TermClue) -> Option<anchor::Clue> {
    let days = term.intervals.iter().copied().reduce(Interval::hull)?;
    Some(anchor::Clue { span: term.span, days, weight: term.weight, reason: term.reason })
}
