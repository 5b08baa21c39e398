//! Who is meant: countries, bodies and people, at a date.
//!
//! [`find`] lists what the words of an article can refer to, whatever the day; [`terms`] says what days that leaves;
//! and [`settle`] decides once the article's day is known. Nothing here calls back.

mod context;
mod headline;
mod phrase;
mod said;
pub(crate) mod scan;
mod settle;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use dragoman_text::{Relation, Span, Upos};

use crate::knowledge::{Knowledge, Modifier, Owner, Target, Vocabulary};
use crate::word::{self, Class};
use crate::{Interval, Parsed};
pub use headline::TitleCountry;
use phrase::Reading;
use scan::Scan;

/// States whose houses, courts and offices English news names without the state's name.
const NAMED_BARE: [&str; 2] = ["USA", "GBR"];

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
    /// Of a pronoun, the heads of the words that it stands for.
    pub stands_for: Vec<usize>,
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

/// What the words of an article can refer to, before its day is known.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    pub(crate) mentions: Vec<Candidate>,
    scan: Scan,
    /// Whose the people of a name and title most likely are: asked anew by each mention that leaves its country open.
    likely: RefCell<HashMap<Asked, Option<Owner>>>,
    /// The countries that the article's title names.
    title: Vec<TitleCountry>,
}

impl Candidates {
    /// The countries, and bodies of states, that the article's title names, in its order.
    #[must_use]
    pub fn in_title(&self) -> &[TitleCountry] {
        &self.title
    }

    /// Those among them that are countries.
    fn countries_in_title(&self, knowledge: &Knowledge<'_>) -> Vec<u32> {
        self.title.iter().filter_map(|one| knowledge.country(&one.code)).collect()
    }
}

/// People who may be meant, and titles of theirs.
type Asked = (Vec<u32>, Vec<u32>);

/// What one mention can refer to.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) tokens: Range<usize>,
    pub(crate) head: usize,
    /// All of them are meant.
    pub(crate) leads: Vec<Lead>,
    pub(crate) is_pronoun: bool,
}

/// How it is known whose somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Known {
    /// The words say so.
    Said,
    /// From what the article is about, so surely (in percent).
    Context(u8),
    /// It is not.
    #[default]
    Not,
}

/// One actor that a mention can refer to.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers to independent questions")]
pub(crate) struct Lead {
    pub(crate) owner: Option<Owner>,
    pub(crate) known: Known,
    pub(crate) titles: Vec<u32>,
    pub(crate) noun: Option<u32>,
    pub(crate) modifier: Modifier,
    /// Who the person may be.
    pub(crate) people: Vec<u32>,
    /// The name in the article's words.
    pub(crate) name: Option<String>,
    /// Only a surname was given, and no full name elsewhere in the article.
    pub(crate) surname_only: bool,
    /// The title's words.
    pub(crate) title_words: String,
    /// The title stands elsewhere in the article, so that it says nothing of the day.
    pub(crate) given: bool,
    /// The country or body itself is meant.
    pub(crate) itself: bool,
    pub(crate) by_capital: bool,
    /// More than one.
    pub(crate) plural: bool,
    /// One of many ("a president"), and not the holder of the office.
    pub(crate) any: bool,
    /// It is the same as another mention.
    pub(crate) same_as: Option<usize>,
    /// It holds the same kind of office as another mention.
    pub(crate) counterpart_of: Option<usize>,
    /// In quotation marks, so that a title may be of another time.
    pub(crate) quoted: bool,
    pub(crate) sent_to: Option<Owner>,
    /// The words of the region or country that somebody is sent to or speaks for.
    pub(crate) region: String,
    /// The sector of those who do what it is said to do ("Israeli airstrikes").
    pub(crate) doing: String,
    /// Named as a place to be in, and not as one who acts.
    pub(crate) locative: bool,
    /// What its name names and when, where that depends on the day.
    pub(crate) dated: Vec<(Target, Interval)>,
    /// Why, besides what can be seen from the rest.
    pub(crate) because: &'static str,
}

impl Lead {
    /// A country or body itself, where other words of the article say that it is meant.
    fn standing_for(owner: Owner, because: &'static str) -> Self {
        Self { owner: Some(owner), known: Known::Said, itself: true, because, ..Self::default() }
    }
}

/// What a title with a name says about the article's day.
#[derive(Clone, Debug, PartialEq)]
pub struct TermClue {
    /// The words.
    pub span: Span,
    /// Stretches of days, of which the article's day lies in one: the person's terms in that office.
    pub intervals: Vec<Interval>,
    /// How much it weighs against others, 0 to 1.
    pub weight: f32,
    /// Why, in words that can be shown.
    pub reason: String,
}

/// Lists what the words of an article can refer to.
#[must_use]
pub fn find(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) -> Candidates {
    let scan = Scan::new(parsed, knowledge);
    let mut mentions = Vec::new();
    for head in 0..parsed.len() {
        if let Some(reading) = reading_at(parsed, knowledge, &scan, head) {
            mentions.push(candidate(parsed, knowledge, &scan, head, &reading));
        } else if context::is_pronoun(parsed, head) {
            mentions.push(Candidate {
                span: parsed.token(head).span,
                tokens: head..head + 1,
                head,
                leads: Vec::new(),
                is_pronoun: true,
            });
        }
    }
    let title = parsed.article.metadata.title.as_deref();
    let title = title.map_or(Vec::new(), |title| headline::countries(title, knowledge));
    let mut candidates = Candidates { mentions, scan, title, ..Candidates::default() };
    context::resolve(parsed, knowledge, &mut candidates);
    candidates
}

/// Decides who is meant, on a day that lies in the interval. Mentions of which nothing is known are left out.
#[must_use]
pub fn settle(candidates: &Candidates, knowledge: &Knowledge<'_>, day: Interval) -> Vec<ActorMention> {
    settle::settle(candidates, knowledge, day)
}

/// What the titles with names say about the article's day.
#[must_use]
pub fn terms(candidates: &Candidates, knowledge: &Knowledge<'_>) -> Vec<TermClue> {
    settle::terms(candidates, knowledge)
}

/// Who is meant by a stretch of an article that need not be a mention of its own, such as words that somebody marked.
///
/// The mention with the head of the stretch counts where there is one, else what the stretch itself says.
#[must_use]
pub fn resolve_span(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    span: Span,
    day: Interval,
) -> Vec<Actor> {
    let covered = |token_idx: &usize| {
        let token = parsed.token(*token_idx).span;
        token.start() < span.end() && token.end() > span.start()
    };
    let tokens: Vec<usize> = (0..parsed.len()).filter(covered).collect();
    let (Some(first), Some(last)) = (tokens.first().copied(), tokens.last().copied()) else {
        return Vec::new();
    };
    let mut run = first..last + 1;
    // Words inside a name are taken for the name.
    let name = candidates
        .scan
        .person_at(first)
        .or_else(|| candidates.scan.name_at(first).map(|name| name.tokens.clone()));
    if let Some(name) = name.filter(|name| name.start <= run.start && run.end <= name.end) {
        run = name;
    }
    let tokens: Vec<usize> = run.clone().collect();
    let outside = |token_idx: &usize| parsed.head(*token_idx).is_none_or(|head| !run.contains(&head));
    // Of several words that depend on something outside, a noun is the head.
    let named = tokens
        .iter()
        .copied()
        .filter(outside)
        .filter(|token_idx| matches!(parsed.upos(*token_idx), Upos::Noun | Upos::Propn | Upos::Pron));
    let border = tokens
        .iter()
        .copied()
        .find(|token_idx| {
            *token_idx > run.start && matches!(parsed.upos(*token_idx), Upos::Adp | Upos::Punct)
        })
        .unwrap_or(run.end);
    let head = named
        .clone()
        .rfind(|token_idx| *token_idx < border)
        .or_else(|| named.clone().next())
        .or_else(|| tokens.iter().copied().find(outside))
        .unwrap_or(first);
    // "Mexico's Claudia Sheinbaum" is she, wherever the tree has its head.
    let head = match candidates.scan.person_at(run.end - 1) {
        Some(person)
            if !person.contains(&head)
                && run.contains(&person.start)
                && candidates.scan.word_at(head).is_none() =>
        {
            person.start
        }
        _ => head,
    };
    let mut extended = candidates.clone();
    let place =
        extended.mentions.iter().position(|mention| mention.head == head && fits_in(&mention.tokens, &run));
    let place = place.or_else(|| {
        let reading = phrase::read_run(parsed, knowledge, &candidates.scan, head, run.clone())?;
        let mention = candidate(parsed, knowledge, &candidates.scan, head, &reading);
        let at = extended.mentions.partition_point(|mention| mention.head < head);
        // References count places in the list, so that a mention in the midst is put in place of the one there.
        if extended.mentions.get(at).is_some_and(|mention| mention.head == head) {
            extended.mentions[at] = mention;
            context::resolve_one(parsed, knowledge, &mut extended, at);
            Some(at)
        } else {
            extended.mentions.push(mention);
            let last = extended.mentions.len() - 1;
            context::resolve_one(parsed, knowledge, &mut extended, last);
            Some(last)
        }
    });
    let place = place.or_else(|| {
        // The longest mention inside.
        (0..extended.mentions.len())
            .filter(|place| extended.mentions.get(*place).is_some_and(|mention| run.contains(&mention.head)))
            .max_by_key(|place| {
                extended.mentions.get(*place).map(|mention| (mention.tokens.len(), usize::MAX - place))
            })
    });
    place.map_or(Vec::new(), |place| settle::actors_of(&extended, knowledge, place, day))
}

/// Whether a mention's tokens are about those of a stretch: not much more than it.
fn fits_in(tokens: &Range<usize>, run: &Range<usize>) -> bool {
    tokens.start + 3 >= run.start && tokens.end <= run.end + 6
}

/// Reads the phrase of a token, if the token is the head of one that can name an actor.
fn reading_at(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, scan: &Scan, head: usize) -> Option<Reading> {
    let upos = parsed.upos(head);
    let relation = parsed.relation(head);
    let name = scan.name_at(head).filter(|name| !name.targets.is_empty());
    let person = scan.person_at(head);
    // Inside a name or a title, only its head speaks for it.
    let within = [
        name.map(|name| name.tokens.clone()),
        person.clone(),
        scan.word_at(head).filter(|word| word.title.is_some()).map(|word| word.tokens.clone()),
    ];
    let inside = |tokens: &Range<usize>| {
        tokens.contains(&head) && parsed.head(head).is_some_and(|above| tokens.contains(&above))
    };
    if within.iter().flatten().any(inside) {
        return None;
    }
    let is_part = matches!(
        relation,
        Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::Compound
            | Relation::Amod
            | Relation::NmodDesc
            | Relation::Punct
            | Relation::Case
            | Relation::Det
            | Relation::Advmod
            | Relation::CompoundPrt
    );
    if is_part {
        // A name that modifies something else is a mention of its own, as short as it is.
        let tokens = person
            .filter(|person| name.is_none_or(|name| name.tokens.len() <= person.len()))
            .or_else(|| name.map(|name| name.tokens.clone()))?;
        let above = parsed.head(head)?;
        if tokens.contains(&above) || name.is_some_and(scan::NameMatch::is_only_a_place) {
            return None;
        }
        // The title of a name is read with the name.
        return phrase::read_run(parsed, knowledge, scan, head, tokens);
    }
    let counts = relation == Relation::Nummod && name.is_none() && person.is_none();
    let nominal = !counts && matches!(upos, Upos::Noun | Upos::Propn)
        || !counts
            && matches!(upos, Upos::Adj | Upos::Num | Upos::X | Upos::Det | Upos::Verb)
            && (name.is_some() || person.is_some() || scan.word_at(head).is_some() && upos != Upos::Verb);
    if !nominal {
        return None;
    }
    let reading = phrase::read(parsed, knowledge, scan, head)?;
    let says_nothing = reading.itself && reading.owners.is_empty();
    (!says_nothing).then_some(reading)
}

/// What a phrase can refer to, as far as the phrase itself says it.
fn candidate(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    scan: &Scan,
    head: usize,
    reading: &Reading,
) -> Candidate {
    let tokens = reading.tokens.clone();
    let span = parsed.span_of(tokens.clone());
    let words = |tokens: &Range<usize>| parsed.span_of(tokens.clone()).of(parsed.text()).to_owned();
    let name = reading.person.as_ref().map(words);
    let title_words = title_words(parsed, knowledge, scan, reading);
    let mut lead = Lead {
        titles: reading.titles.clone(),
        noun: reading.noun,
        modifier: reading.modifier,
        people: reading.people.clone(),
        name,
        title_words,
        itself: reading.itself,
        by_capital: reading.by_capital,
        plural: reading.plural && reading.person.is_none(),
        any: reading.indefinite,
        quoted: parsed.is_quoted(head),
        locative: reading.itself && is_locative(parsed, head),
        doing: if reading.itself { doing(parsed, knowledge, head) } else { String::new() },
        dated: dated(scan, &tokens),
        ..Lead::default()
    };
    // "the top U.S. diplomat": the title is "top diplomat".
    if let Some(before) = reading.before_title
        && !lead.title_words.is_empty()
    {
        let words = format!("{} {}", parsed.lemma(before), lead.title_words);
        let titles: Vec<u32> = titles_of(knowledge, &words);
        if !titles.is_empty() {
            lead.titles = titles;
            lead.title_words = words;
        }
    }
    if let Some(sent_to) = &reading.sent_to {
        lead.region = words(sent_to);
    }
    if let Some(sent_to) = &reading.sent_to {
        lead.sent_to = sent_to.clone().find_map(|token_idx| {
            scan.name_at(token_idx)?.targets.iter().find_map(|(target, _)| match target {
                Target::Country(country) => Some(Owner::Country(*country)),
                Target::Body(body) => Some(Owner::Body(*body)),
                _ => None,
            })
        });
    }
    let leads = if reading.owners.is_empty() {
        if let Some(country) = reading.place.and_then(|place| country_of_place(knowledge, place)) {
            lead.owner = Some(Owner::Country(country));
            lead.known = Known::Said;
            lead.because = context::TIED_TO_PLACE;
        }
        vec![lead]
    } else {
        let is_of_one =
            lead.name.is_some() && !(reading.both && lead.titles.is_empty() && lead.people.is_empty());
        let n_owners = if is_of_one { 1 } else { reading.owners.len() };
        reading
            .owners
            .iter()
            .take(n_owners)
            .map(|owner| Lead { owner: Some(*owner), known: Known::Said, ..lead.clone() })
            .collect()
    };
    Candidate { span, tokens, head, leads, is_pronoun: false }
}

/// What names in a run name and when, where that depends on the day.
fn dated(scan: &Scan, tokens: &Range<usize>) -> Vec<(Target, Interval)> {
    let names = tokens
        .clone()
        .filter_map(|token_idx| scan.name_at(token_idx).filter(|name| name.tokens.start == token_idx));
    names.flat_map(|name| name.dated.iter().copied()).collect()
}

/// The titles of these words.
fn titles_of(knowledge: &Knowledge<'_>, words: &str) -> Vec<u32> {
    knowledge
        .vocabulary
        .get(words)
        .iter()
        .filter_map(|entry| match entry {
            Vocabulary::Title(title) => Some(*title),
            _ => None,
        })
        .collect()
}

/// The sector of those of a state who do what the state is said to do, where that is told by the deed: armies bomb.
fn doing(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, head: usize) -> String {
    let Some(above) = parsed.head(head) else { return String::new() };
    let lemma = parsed.lemma(above).to_ascii_lowercase();
    let deed = |is_verb: bool| {
        knowledge.deeds.get(&(lemma.as_str(), is_verb)).map_or(String::new(), |sector| (*sector).to_owned())
    };
    match parsed.relation(head) {
        Relation::Nsubj | Relation::OblAgent => {
            let of_verb = deed(true);
            if !of_verb.is_empty() {
                return of_verb;
            }
            // "carried out airstrikes", "launched an offensive"
            let object = parsed.child_by(above, Relation::Obj).filter(|_| word::is(&lemma, Class::CarryOut));
            object.map_or(String::new(), |object| {
                let lemma = parsed.lemma(object).to_ascii_lowercase();
                knowledge
                    .deeds
                    .get(&(lemma.as_str(), false))
                    .map_or(String::new(), |sector| (*sector).to_owned())
            })
        }
        Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::NmodDesc => deed(false),
        _ => String::new(),
    }
}

/// Whether a name stands where one is and not where one acts ("in Vienna").
fn is_locative(parsed: &Parsed<'_>, head: usize) -> bool {
    parsed
        .child_by(head, Relation::Case)
        .is_some_and(|case| word::is_in_any_case(parsed.lemma(case), Class::Locative))
}

fn title_words(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, scan: &Scan, reading: &Reading) -> String {
    let Some(title) = reading.title else { return String::new() };
    let found = reading
        .tokens
        .clone()
        .filter_map(|token_idx| scan.word_at(token_idx))
        .find(|word| word.title == Some(title));
    match found {
        Some(found) => parsed.span_of(found.tokens.clone()).of(parsed.text()).to_owned(),
        None => knowledge.titles.get(title as usize).map_or(String::new(), |title| title.words.to_owned()),
    }
}

fn country_of_place(knowledge: &Knowledge<'_>, place: u32) -> Option<u32> {
    knowledge.country(knowledge.places.get(place as usize)?.country)
}
