//! From an article to its claims.

use crate::event::anchor::Clue;
use crate::event::code::Coder;
use crate::event::knowledge::Knowledge;
use crate::event::place;
use crate::event::predicate::Predicates;
use crate::event::source::Sources;
use crate::event::table::Fault;
use crate::event::time::{self, Vocabulary};
use crate::event::{Claim, Grounding, Parsed};
use crate::event::{actor, anchor, mend};
use crate::intake::clean::{self, Cleaner};
use crate::text::{Article, Reading, Scratch};
use crate::{LoadError, Reader};

/// Everything that it takes to make claims of articles, shared by all workers.
pub struct Analyst {
    cleaner: Cleaner,
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
    /// What tells the article from what is not does not load.
    #[error(transparent)]
    Cleaner(#[from] clean::LoadError),
    /// Data do not load; each fault names its file and line.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Data(Vec<Fault>),
}

impl Analyst {
    /// An analyst with the models and data that are part of the program.
    pub fn embedded() -> Result<Self, AnalystError> {
        let predicates = Predicates::embedded().map_err(AnalystError::Data)?;
        let sources = Sources::embedded().map_err(AnalystError::Data)?;
        Self::with_data(Knowledge::embedded(), predicates, sources)
    }

    /// An analyst with facts, predicates and words of saying of the caller's.
    pub fn with_data(
        knowledge: Knowledge<'static>,
        predicates: Predicates,
        sources: Sources,
    ) -> Result<Self, AnalystError> {
        let (vocabulary, faults) = Vocabulary::embedded();
        if !faults.is_empty() {
            return Err(AnalystError::Data(faults));
        }
        let coder = Coder::new(predicates, sources);
        Ok(Self { cleaner: Cleaner::embedded()?, reader: Reader::embedded()?, vocabulary, knowledge, coder })
    }

    /// The models that read its language.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What it knows of actors and places.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge<'static> {
        &self.knowledge
    }

    /// What it reads happenings by.
    #[must_use]
    pub fn coder(&self) -> &Coder {
        &self.coder
    }

    /// Labels an article, and reads, grounds and codes what of it is the article.
    #[must_use]
    pub fn analyse(&self, article: &mut Article, scratch: &mut Scratch) -> Analysis {
        self.cleaner.label(article, None);
        let article = &*article;
        let mut reading = self.reader.split_article(article);
        self.reader.read_tokens(&article.text, &mut reading, scratch);
        mend::mend(&article.text, &mut reading, self.reader.language(), self.coder.predicates());
        let parsed = Parsed::new(article, &reading, self.reader.language());
        let grounding = self.ground(&parsed);
        let claims = self.coder.code(&parsed, &grounding);
        Analysis { reading, grounding, claims }
    }

    /// Finds an article's days, actors and places, and the day that it hangs on.
    ///
    /// An undated article is dated by who held which office, and an office is resolved by the date: candidates come
    /// first, the anchor settles both.
    fn ground(&self, parsed: &Parsed<'_>) -> Grounding {
        let mut times = time::find(parsed, &self.vocabulary);
        let candidates = actor::find(parsed, &self.knowledge);
        let terms: Vec<Clue> =
            actor::terms(&candidates, &self.knowledge).into_iter().map(Clue::from).collect();
        let anchor = anchor::find(parsed, &times, &terms);
        time::resolve(&mut times, anchor.interval);
        let actors = actor::settle(&candidates, &self.knowledge, anchor.interval);
        let title = candidates.in_title().to_vec();
        Grounding { times, actors, places: place::find(parsed, &self.knowledge), anchor, title }
    }
}
