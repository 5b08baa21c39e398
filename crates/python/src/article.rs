//! Articles and claims as Python sees them: values that cannot be changed.

use std::sync::Arc;

use dragoman::event::{self, Stance};
use dragoman::text::Span;
use pyo3::prelude::*;
use pyo3::types::PyDate;

use crate::analyst::Analysed;
use crate::table::Table;
use crate::{day, html};

/// A range of characters, as Python counts them.
type Range = (usize, usize);
/// First and last day; `None` where an end is open.
type Days<'py> = (Option<Bound<'py, PyDate>>, Option<Bound<'py, PyDate>>);

fn days(py: Python<'_>, interval: event::Interval) -> PyResult<Days<'_>> {
    let one = |end: Option<jiff::civil::Date>| end.map(|end| day::write(py, end)).transpose();
    Ok((one(interval.from)?, one(interval.to)?))
}

/// Counts characters where spans count bytes.
struct Places(Option<Vec<u32>>);

impl Places {
    fn new(text: &str) -> Self {
        Self((!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at as u32).collect()))
    }

    fn of(&self, span: Span) -> Range {
        let place = |byte: usize| match &self.0 {
            Some(starts) => starts.partition_point(|start| (*start as usize) < byte),
            None => byte,
        };
        (place(span.start()), place(span.end()))
    }
}

pub(crate) struct Shared {
    pub(crate) analysed: Analysed,
    places: Places,
}

/// One published text, with what it claims.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Article {
    pub(crate) shared: Arc<Shared>,
}

impl Article {
    pub(crate) fn new(analysed: Analysed) -> Self {
        let places = Places::new(&analysed.article.text);
        Self { shared: Arc::new(Shared { analysed, places }) }
    }

    fn analysed(&self) -> &Analysed {
        &self.shared.analysed
    }
}

#[pymethods]
impl Article {
    /// Its name: what its record calls it, or where it was read from.
    #[getter]
    fn id(&self) -> &str {
        &self.analysed().article.id
    }

    /// The text that spans point into. For a page it is the words that readers see.
    #[getter]
    fn text(&self) -> &str {
        &self.analysed().article.text
    }

    /// Headline.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.analysed().article.metadata.title.as_deref()
    }

    /// Who published it.
    #[getter]
    fn outlet(&self) -> Option<&str> {
        self.analysed().article.metadata.outlet.as_deref()
    }

    /// Its address.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.analysed().article.metadata.url.as_deref()
    }

    /// The day it was published, where that is stated.
    #[getter]
    fn published<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        let published = self.analysed().article.metadata.published.as_ref();
        published.map(|one| day::write(py, one.day)).transpose()
    }

    /// The first and the last day on which it can have been published.
    #[getter]
    fn published_between<'py>(&self, py: Python<'py>) -> PyResult<Days<'py>> {
        days(py, self.analysed().anchor.interval)
    }

    /// What it claims, in the order of the text.
    #[getter]
    fn claims(&self) -> Vec<Claim> {
        let numbers = 0..self.analysed().claims.len();
        numbers.map(|number| Claim { shared: Arc::clone(&self.shared), number }).collect()
    }

    /// What was noticed on the way, and what of the day of publication contradicts the text.
    #[getter]
    fn remarks(&self) -> Vec<&str> {
        let Analysed { article, anchor, .. } = self.analysed();
        article.remarks.iter().chain(&anchor.remarks).map(String::as_str).collect()
    }

    /// Why it was not read; `None` where it was.
    #[getter]
    fn skipped(&self) -> Option<&str> {
        self.analysed().skipped.as_deref()
    }

    /// The stretches of the text: range of characters, kind (`title`, `deck`, `heading`, `body` or `boilerplate`).
    #[getter]
    fn blocks(&self) -> Vec<(Range, &'static str)> {
        let blocks = self.analysed().article.blocks.iter();
        blocks.map(|block| (self.shared.places.of(block.span), block.kind.as_str())).collect()
    }

    /// Its claims as columns, in the form in which ledgers export them.
    fn to_arrow(&self) -> PyResult<Table> {
        Table::of_claims(std::iter::once(self.shared.as_ref()))
    }

    fn __repr__(&self) -> String {
        let Analysed { article, claims, skipped, .. } = self.analysed();
        match skipped {
            Some(why) => format!("<Article {:?} not read: {why}>", article.id),
            None => format!("<Article {:?} with {} claims>", article.id, claims.len()),
        }
    }

    fn _repr_html_(&self) -> String {
        html::article(self.analysed())
    }
}

/// One passage of one article asserts something of one happening.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Claim {
    shared: Arc<Shared>,
    number: usize,
}

impl Claim {
    fn claim(&self) -> PyResult<&event::Claim> {
        let claim = self.shared.analysed.claims.get(self.number);
        claim.ok_or_else(|| crate::failure::value("this claim is of no article"))
    }

    fn parties(&self, parties: &[event::Party]) -> Vec<Party> {
        parties
            .iter()
            .map(|party| Party { party: party.clone(), range: self.shared.places.of(party.span) })
            .collect()
    }
}

#[pymethods]
impl Claim {
    /// PLOVER type of the happening: `CONSULT`, `ASSAULT` …
    #[getter]
    fn r#type(&self) -> PyResult<&str> {
        Ok(&self.claim()?.event_type)
    }

    /// Its modes: `visit`, `aerial` …
    #[getter]
    fn mode(&self) -> PyResult<Vec<String>> {
        Ok(self.claim()?.modes.clone())
    }

    /// Its contexts: `military`, `economic` …
    #[getter]
    fn context(&self) -> PyResult<Vec<String>> {
        Ok(self.claim()?.contexts.clone())
    }

    /// What is asserted of it: `held`, `planned`, `postponed`, `refused`, `denied` …
    #[getter]
    fn status(&self) -> PyResult<&'static str> {
        Ok(self.claim()?.status.as_str())
    }

    /// Who did it; all parties of what is done with each other.
    #[getter]
    fn actor(&self) -> PyResult<Vec<Party>> {
        Ok(self.parties(&self.claim()?.actors))
    }

    /// To whom it was done.
    #[getter]
    fn recipient(&self) -> PyResult<Vec<Party>> {
        Ok(self.parties(&self.claim()?.recipients))
    }

    /// The first and the last day that it can mean; `None` where an end is open.
    #[getter]
    fn dates<'py>(&self, py: Python<'py>) -> PyResult<Days<'py>> {
        days(py, self.claim()?.when.interval)
    }

    /// The words that the days rest on.
    #[getter]
    fn dates_words(&self) -> PyResult<Option<&str>> {
        let words = self.claim()?.when.words;
        Ok(words.map(|span| span.of(&self.shared.analysed.article.text)))
    }

    /// Where, if it is stated.
    #[getter]
    fn place(&self) -> PyResult<Option<Place>> {
        let place = self.claim()?.place.clone();
        Ok(place.map(|place| Place { range: self.shared.places.of(place.span), place }))
    }

    /// On whose word.
    #[getter]
    fn source(&self) -> PyResult<Source> {
        Ok(Source { source: self.claim()?.source.clone() })
    }

    /// Who else has confirmed it, not confirmed it, or denied it.
    #[getter]
    fn confirmation(&self) -> PyResult<Vec<Confirmation>> {
        let confirmations = self.claim()?.confirmations.iter();
        let one = |one: &event::Confirmation| Confirmation { who: one.who.clone(), stance: one.stance };
        Ok(confirmations.map(one).collect())
    }

    /// The claim that this verbal act speaks about.
    #[getter]
    fn about(&self) -> PyResult<Option<Self>> {
        let about = self.claim()?.about;
        Ok(about.map(|number| Self { shared: Arc::clone(&self.shared), number }))
    }

    /// The passage that says so.
    #[getter]
    fn quote(&self) -> PyResult<&str> {
        Ok(self.claim()?.evidence.span.of(&self.shared.analysed.article.text))
    }

    /// Where the passage stands: `article.text[start:end]`.
    #[getter]
    fn span(&self) -> PyResult<Range> {
        Ok(self.shared.places.of(self.claim()?.evidence.span))
    }

    /// Where the word stands that expresses the happening.
    #[getter]
    fn trigger(&self) -> PyResult<Range> {
        Ok(self.shared.places.of(self.claim()?.evidence.trigger))
    }

    /// How probable it is that the claim is right, 0 to 1.
    #[getter]
    fn confidence(&self) -> PyResult<f32> {
        Ok(self.claim()?.confidence)
    }

    /// Why it was read so: the predicate, the operators, the days, whom the parties are.
    #[getter]
    fn reasons(&self) -> PyResult<Vec<String>> {
        let claim = self.claim()?;
        let mut reasons = vec![format!("predicate {}", claim.evidence.predicate)];
        if !claim.evidence.operators.is_empty() {
            reasons.push(format!("status: {}", claim.evidence.operators.join(", then ")));
        }
        if !claim.when.reason.is_empty() {
            reasons.push(format!("when: {}", claim.when.reason));
        }
        let parties =
            claim.actors.iter().chain(&claim.recipients).filter(|party| !party.actor.reason.is_empty());
        reasons.extend(parties.map(|party| format!("{}: {}", party.text, party.actor.reason)));
        Ok(reasons)
    }

    fn __repr__(&self) -> PyResult<String> {
        let claim = self.claim()?;
        let modes = claim.modes.iter().fold(String::new(), |all, mode| format!("{all}/{mode}"));
        let (actor, recipient) = (html::names(&claim.actors), html::names(&claim.recipients));
        let recipient = if recipient.is_empty() { recipient } else { format!(" > {recipient}") };
        let dates = html::days(claim.when.interval);
        Ok(format!(
            "<Claim {}{modes} {} {actor}{recipient} {dates}>",
            claim.event_type,
            claim.status.as_str()
        ))
    }
}

/// An actor's part in a claim.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Party {
    party: event::Party,
    range: Range,
}

#[pymethods]
impl Party {
    /// The words that name it.
    #[getter]
    fn text(&self) -> &str {
        &self.party.text
    }

    /// Where they stand.
    #[getter]
    fn span(&self) -> Range {
        self.range
    }

    /// ISO 3166-1 alpha-3 code, or PLOVER's code of an entity.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.party.actor.country.as_deref()
    }

    /// PLOVER sector: `GOV`, `MIL`, `CVL` …
    #[getter]
    fn sector(&self) -> Option<&str> {
        self.party.actor.sector.as_deref()
    }

    /// The person's name.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.party.actor.person.as_deref()
    }

    /// The office in which the person acts on that day.
    #[getter]
    fn office(&self) -> Option<&str> {
        self.party.actor.office.as_deref()
    }

    /// The body's name.
    #[getter]
    fn body(&self) -> Option<&str> {
        self.party.actor.body.as_deref()
    }

    /// Stable id; `None` for whoever has none.
    #[getter]
    fn id(&self) -> Option<&str> {
        Some(self.party.actor.id.as_str()).filter(|id| !id.is_empty())
    }

    /// Whether it was taken from elsewhere in the article because the passage leaves it out.
    #[getter]
    fn inferred(&self) -> bool {
        self.party.inferred
    }

    /// How it is known who is meant.
    #[getter]
    fn reason(&self) -> &str {
        &self.party.actor.reason
    }

    fn __repr__(&self) -> String {
        format!("<Party {}>", html::names(std::slice::from_ref(&self.party)))
    }
}

/// Where it is, was or was to be.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Place {
    place: event::Where,
    range: Range,
}

#[pymethods]
impl Place {
    /// The words that name the place.
    #[getter]
    fn text(&self) -> &str {
        &self.place.text
    }

    /// Where they stand.
    #[getter]
    fn span(&self) -> Range {
        self.range
    }

    /// ISO 3166-1 alpha-3 code.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.place.country.as_deref()
    }

    /// Degrees north.
    #[getter]
    fn latitude(&self) -> Option<f32> {
        self.place.coordinates.map(|(north, _)| north)
    }

    /// Degrees east.
    #[getter]
    fn longitude(&self) -> Option<f32> {
        self.place.coordinates.map(|(_, east)| east)
    }

    fn __repr__(&self) -> String {
        format!("<Place {} {}>", self.place.text, self.place.country.as_deref().unwrap_or("-"))
    }
}

/// On whose word.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Source {
    source: event::Source,
}

#[pymethods]
impl Source {
    /// `narrator`, `official`, `named`, `anonymous`, `media` or `document`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.source.kind.as_str()
    }

    /// Who, in the article's words.
    #[getter]
    fn who(&self) -> Option<&str> {
        self.source.who.as_deref()
    }

    /// The sources that hand it on, from the outermost in.
    #[getter]
    fn through(&self) -> Vec<Self> {
        self.source.through.iter().map(|source| Self { source: source.clone() }).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Source {} {}>", self.source.kind.as_str(), self.source.who.as_deref().unwrap_or("-"))
    }
}

/// Somebody other than the source, and what they say of it.
#[pyclass(frozen, module = "dragoman")]
pub(crate) struct Confirmation {
    who: String,
    stance: Stance,
}

#[pymethods]
impl Confirmation {
    /// Who, in the article's words.
    #[getter]
    fn who(&self) -> &str {
        &self.who
    }

    /// `confirmed`, `not confirmed` or `denied`.
    #[getter]
    fn stance(&self) -> &'static str {
        self.stance.as_str()
    }

    fn __repr__(&self) -> String {
        format!("<Confirmation {} by {}>", self.stance.as_str(), self.who)
    }
}
