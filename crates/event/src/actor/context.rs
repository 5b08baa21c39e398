//! What a mention leaves to the rest of the article: whose police "the police" are, and who "he" is.

use dragoman_text::{NameKind, Relation, Upos};

use super::scan::{NameMatch, is_people};
use super::{Candidate, Candidates, Known, Lead};
use crate::Parsed;
use crate::knowledge::{Body, Knowledge, Modifier, Noun, NounClass, Owner, folded};
use crate::word::{self, Class};

/// Nouns that stand for a body named before, and of which kind it is.
const BODY_KINDS: [(Class, &str); 5] = [
    (Class::OfArmedGroup, "armed_group"),
    (Class::OfNgo, "ngo"),
    (Class::OfIgo, "igo"),
    (Class::OfCompany, "company"),
    (Class::OfParty, "party"),
];

/// Whether a token is a pronoun that can stand for an actor.
pub(super) fn is_pronoun(parsed: &Parsed<'_>, token_idx: usize) -> bool {
    parsed.upos(token_idx) == Upos::Pron
        && [Class::OnePerson, Class::Several, Class::OneThing, Class::Ours, Class::Mine]
            .into_iter()
            .any(|class| word::is_in_any_case(parsed.form(token_idx), class))
}

/// Fills in what mentions leave open.
pub(super) fn resolve(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, candidates: &mut Candidates) {
    for place in 0..candidates.mentions.len() {
        name_by_surname(knowledge, candidates, place);
    }
    super::said::titles(parsed, candidates);
    for place in 0..candidates.mentions.len() {
        resolve_one(parsed, knowledge, candidates, place);
    }
}

/// Fills in what one mention leaves open.
pub(super) fn resolve_one(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &mut Candidates,
    place: usize,
) {
    let Some(mention) = candidates.mentions.get(place) else { return };
    let head = mention.head;
    if mention.leads.is_empty() {
        let leads = pronoun(parsed, knowledge, candidates, place);
        set_leads(candidates, place, leads);
        return;
    }
    if let Some(leads) = both_parties(parsed, knowledge, candidates, place) {
        set_leads(candidates, place, leads);
        return;
    }
    if mention.leads.iter().any(|lead| lead.same_as.is_some()) {
        return;
    }
    if parsed.lemma(head).eq_ignore_ascii_case("counterpart") {
        counterpart(parsed, candidates, place);
        return;
    }
    let Some(lead) = mention.leads.first().filter(|lead| lead.owner.is_none()) else { return };
    if let Some(owner) = club(parsed, knowledge, candidates, place) {
        let because = "the members of what was named before";
        let lead = Lead { owner: Some(owner), known: Known::Said, because, ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if let Some(lead) = shared(parsed, candidates, place, lead) {
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if let Some(same) = all_of_them(parsed, candidates, place) {
        let because = "the same as before";
        set_leads(candidates, place, vec![Lead { same_as: Some(same), because, ..Lead::default() }]);
        return;
    }
    if let Some(owner) = country_of_speaker(parsed, knowledge, candidates, place) {
        let because = "the country of whoever says so";
        let itself = lead.itself
            || candidates
                .mentions
                .get(place)
                .is_some_and(|mention| is_the_country(parsed, knowledge, mention));
        let lead = Lead { owner: Some(owner), known: Known::Said, because, itself, ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if let Some(leads) = those_together(parsed, knowledge, candidates, place) {
        set_leads(candidates, place, leads);
        return;
    }
    if let Some(same) = titled_before(parsed, candidates, place) {
        let because = "whoever was named with the title before";
        set_leads(candidates, place, vec![Lead { same_as: Some(same), because, ..Lead::default() }]);
        return;
    }
    if let Some(same) = definite(parsed, knowledge, candidates, place) {
        let lead = Lead { same_as: Some(same), because: "the same as before", ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if let Some(owner) = possessor(parsed, knowledge, candidates, place) {
        let lead = Lead { owner: Some(owner), known: Known::Said, because: "by whose it is", ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if let Some(owner) = commander(parsed, knowledge, candidates, place) {
        let because = "whoever commands it";
        let lead = Lead { owner: Some(owner), known: Known::Said, because, ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
        return;
    }
    if wants_owner(parsed, knowledge, candidates, place)
        && let Some((country, share)) = country_at(parsed, knowledge, candidates, place)
    {
        let itself =
            candidates.mentions.get(place).is_some_and(|mention| is_the_country(parsed, knowledge, mention));
        let owner = Some(Owner::Country(country));
        let lead =
            Lead { owner, known: Known::Context(share), itself: lead.itself || itself, ..lead.clone() };
        set_leads(candidates, place, vec![lead]);
    }
}

fn set_leads(candidates: &mut Candidates, place: usize, leads: Vec<Lead>) {
    if let Some(mention) = candidates.mentions.get_mut(place) {
        mention.leads = leads;
    }
}

/// A bare surname is the person of the full name that the article has elsewhere, or one who is known by it.
fn name_by_surname(knowledge: &Knowledge<'_>, candidates: &mut Candidates, place: usize) {
    let Some(name) = candidates.mentions.get(place).and_then(|mention| mention.leads.first()?.name.clone())
    else {
        return;
    };
    let words = folded(&name);
    let is_listed = candidates.mentions[place].leads.first().is_some_and(|lead| !lead.people.is_empty());
    if is_listed {
        return;
    }
    let n_words = words.split(' ').count();
    let ends_like = |longer: &str| {
        let longer = folded(longer);
        longer.len() > words.len()
            && (longer.ends_with(&format!(" {words}"))
                || longer.starts_with(&format!("{words} ")) && n_words < 3
                // "Rosa Deby Alvarez", who is then called Deby.
                || longer.contains(&format!(" {words} ")) && n_words == 1 && words.len() > 3)
    };
    // The nearest full name before, else the first one after.
    let is_full = |other: &usize| {
        candidates.mentions.get(*other).and_then(|mention| mention.leads.first()).is_some_and(|lead| {
            lead.same_as.is_none() && lead.name.as_ref().is_some_and(|longer| ends_like(longer))
        })
    };
    let found =
        (0..place).rev().find(is_full).or_else(|| (place + 1..candidates.mentions.len()).find(is_full));
    let mut people = Vec::new();
    if found.is_none() {
        people.extend(knowledge.people_by_surname(&name).filter(|one| {
            let is_spelled = knowledge.has_surname(*one, &name);
            is_spelled
                || knowledge.people.get(*one as usize).is_some_and(|person| {
                    let full = folded(person.name);
                    let surname = folded(person.surname);
                    surname == words || full.ends_with(&format!(" {words}"))
                })
        }));
    }
    if let Some(lead) = candidates.mentions.get_mut(place).and_then(|mention| mention.leads.first_mut()) {
        if let Some(full) = found {
            lead.same_as = Some(full);
            lead.because = "by the surname";
        } else {
            lead.surname_only = n_words == 1 || !people.is_empty();
            lead.people = people;
        }
    }
}

/// Whether a mention is the subject of its clause.
fn is_subject(parsed: &Parsed<'_>, mention: &Candidate) -> bool {
    matches!(parsed.relation(mention.head), Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter)
}

/// Whether a mention stands before a noun or a name and says of what kind it is.
fn modifies(parsed: &Parsed<'_>, mention: &Candidate) -> bool {
    matches!(
        parsed.relation(mention.head),
        Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::Flat
    )
}

/// Whether a pronoun means the speaker with others ("we"), or alone ("I"); `None` for any other.
fn first_person(form: &str) -> Option<bool> {
    if word::is(form, Class::Ours) { Some(true) } else { word::is(form, Class::Mine).then_some(false) }
}

/// Who speaks where a pronoun of the first person stands: the subject of the clause that its own depends on.
fn speaker(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
    ours: bool,
) -> Option<Lead> {
    let mention = candidates.mentions.get(place)?;
    let mut inner = mention.head;
    for outer in parsed.ancestors(mention.head).take(12) {
        let said = matches!(parsed.relation(inner), Relation::Ccomp | Relation::Parataxis);
        let subject = parsed.child_by(outer, Relation::Nsubj).filter(|_| said);
        // "…, the minister said": the tree may hang the saying on what is said.
        let tagged = || {
            let saying = parsed.children_by(outer, Relation::Parataxis).find(|child| *child != inner)?;
            parsed.child_by(saying, Relation::Nsubj)
        };
        let found = subject.or_else(tagged).and_then(|subject| {
            candidates.mentions.iter().position(|other| other.head == subject && !other.leads.is_empty())
        });
        if let Some(at) = found.filter(|at| *at != place) {
            let same = Lead { same_as: Some(at), because: "the speaker", ..Lead::default() };
            let lead = candidates.mentions.get(at)?.leads.first()?;
            let owner = owner_of(knowledge, candidates, lead).filter(|_| ours);
            return Some(owner.map_or(same, |owner| Lead::standing_for(owner, "the speaker's side")));
        }
        inner = outer;
    }
    None
}

/// A statement opens with so many sentences, its title among them.
const OPENING: usize = 4;

/// Whose "we" is where nobody is quoted: a statement speaks for the government that it is about first.
fn author(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Lead> {
    let mention = candidates.mentions.get(place).filter(|mention| !parsed.is_quoted(mention.head))?;
    let before = candidates.mentions.iter().take_while(|other| other.head < mention.head);
    // A statement says early whose it is; who is named later may be anybody.
    let early = before.filter(|other| parsed.sentence_of(other.head) < OPENING);
    let first = early.filter(|other| is_subject(parsed, other)).find_map(|other| {
        let [lead] = other.leads.as_slice() else { return None };
        let speaks = lead.itself || !lead.titles.is_empty();
        owner_of(knowledge, candidates, lead).filter(|owner| speaks && matches!(owner, Owner::Country(_)))
    })?;
    Some(Lead::standing_for(first, "whoever makes the statement"))
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// "he", "her"
    Person,
    /// "they", "their"
    Several,
    /// "it"
    Thing,
}

impl Stands {
    fn of(form: &str) -> Self {
        if word::is(form, Class::OnePerson) {
            Self::Person
        } else if word::is(form, Class::Several) {
            Self::Several
        } else {
            Self::Thing
        }
    }

    fn fits(
        self,
        parsed: &Parsed<'_>,
        knowledge: &Knowledge<'_>,
        candidates: &Candidates,
        other: &Candidate,
    ) -> bool {
        let Some(lead) = other.leads.first() else { return false };
        match self {
            Self::Person => {
                // "A British student", and no "student" of whom nothing is said.
                let is_somebody = || {
                    parsed.upos(other.head) == Upos::Noun
                        && lead.known == Known::Said
                        && lead.owner.is_some()
                        && lead.noun.is_some_and(|noun| is_people(knowledge, noun))
                };
                lead.name.is_some()
                    || !lead.plural && !lead.itself && (!lead.titles.is_empty() || is_somebody())
            }
            Self::Several => {
                let is_pronoun = parsed.upos(other.head) == Upos::Pron;
                lead.plural
                    || other.leads.len() > 1
                    || is_pronoun && Self::of(&parsed.form(other.head).to_ascii_lowercase()) == self
                    // "The Armed Forces"
                    || lead.itself
                        && matches!(lead.owner, Some(Owner::Body(_)))
                        && parsed.feature(other.head, "Number") == Some("Plur")
                    || !listed_with(parsed, candidates, other).is_empty()
            }
            Self::Thing => {
                lead.itself && !lead.plural
                    || lead.noun.is_some_and(|noun| !is_people(knowledge, noun)) && lead.name.is_none()
            }
        }
    }
}

/// The mentions that are joined to a token by "and", in the order of the tree.
fn joined_to(parsed: &Parsed<'_>, candidates: &Candidates, first: usize) -> Vec<usize> {
    let mut joined: Vec<usize> = Vec::new();
    let mut open = vec![first];
    while let Some(head) = open.pop() {
        for child in parsed.children_by(head, Relation::Conj) {
            open.push(child);
            let at = candidates.mentions.partition_point(|mention| mention.head < child);
            if candidates.mentions.get(at).is_some_and(|mention| mention.head == child) {
                joined.push(at);
            }
        }
    }
    joined
}

/// The mentions that are coordinated with one, in the order of the text.
fn listed_with(parsed: &Parsed<'_>, candidates: &Candidates, first: &Candidate) -> Vec<usize> {
    let mut listed = joined_to(parsed, candidates, first.head);
    // "The president met the premier. They agreed": who is met is one of them.
    let alone = |mention: &Candidate| {
        // "He spoke with the premier".
        let is_one = word::is_in_any_case(parsed.form(mention.head), Class::OnePerson);
        mention.leads.iter().all(|lead| !lead.plural && (lead.name.is_some() || lead.itself || is_one))
    };
    if listed.is_empty()
        && is_subject(parsed, first)
        && alone(first)
        && let Some(verb) = parsed.head(first.head)
    {
        // "Held a call with the premier" hangs him on the call.
        let of_object = parsed
            .children_by(verb, Relation::Obj)
            .filter(|_| first.leads.iter().all(|lead| lead.name.is_some()))
            .flat_map(|object| parsed.children_by(object, Relation::Nmod));
        // "Met the premier".
        let met =
            parsed.children_by(verb, Relation::Obj).filter(|_| word::is(parsed.lemma(verb), Class::Meets));
        listed.extend(met.chain(parsed.children_by(verb, Relation::Obl)).chain(of_object).find_map(
            |child| {
                let is_with = parsed.relation(child) == Relation::Obj
                    || parsed
                        .child_by(child, Relation::Case)
                        .is_some_and(|case| parsed.lemma(case) == "with");
                let at = candidates.mentions.partition_point(|mention| mention.head < child);
                let other = candidates.mentions.get(at)?;
                (is_with && other.head == child && alone(other)).then_some(at)
            },
        ));
        let met = listed.first().and_then(|at| candidates.mentions.get(*at));
        listed.extend(met.map_or(Vec::new(), |met| joined_to(parsed, candidates, met.head)));
    }
    listed.sort_unstable();
    listed
}

/// A clause and those that it has its subject from: "arm them" in "hopes to help and arm them" is said of who hopes.
fn with_its_subject(parsed: &Parsed<'_>, clause: usize) -> Vec<usize> {
    let mut clauses = vec![clause];
    let mut inner = clause;
    for outer in parsed.ancestors(clause).take(4) {
        let purpose = |one: usize| {
            let to = parsed.child_by(one, Relation::Mark).filter(|mark| parsed.lemma(*mark) == "to");
            parsed.relation(one) == Relation::Acl && to.is_some()
        };
        // "Gave her a medal to honor her": the purpose of whoever gave it.
        let of_object = parsed.relation(inner) == Relation::Obj && parsed.children(inner).any(purpose);
        let shares = matches!(
            parsed.relation(inner),
            Relation::Conj | Relation::Xcomp | Relation::Advcl | Relation::Obl
        ) && parsed.child_by(inner, Relation::Nsubj).is_none();
        if !shares && !purpose(inner) && !of_object {
            break;
        }
        clauses.push(outer);
        inner = outer;
    }
    clauses
}

/// Whether a pronoun means a woman; nothing for those that do not say.
fn gender(form: &str) -> Option<bool> {
    match form.to_ascii_lowercase().as_str() {
        "she" | "her" | "hers" | "herself" => Some(true),
        "he" | "him" | "his" | "himself" => Some(false),
        _ => None,
    }
}

/// The mentions that a pronoun stands for.
fn pronoun(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Vec<Lead> {
    let Some(mention) = candidates.mentions.get(place) else { return Vec::new() };
    if let Some(ours) = first_person(&parsed.form(mention.head).to_ascii_lowercase()) {
        let said = speaker(parsed, knowledge, candidates, place, ours);
        return said
            .or_else(|| author(parsed, knowledge, candidates, place).filter(|_| ours))
            .into_iter()
            .collect();
    }
    let stands = Stands::of(&parsed.form(mention.head).to_ascii_lowercase());
    let sentence = parsed.sentence_of(mention.head);
    // "Ending its relations with it": nobody has relations with themselves.
    let is_with =
        parsed.child_by(mention.head, Relation::Case).is_some_and(|case| parsed.lemma(case) == "with");
    let clause = match parsed.head(mention.head) {
        Some(noun) if is_with && parsed.relation(mention.head) == Relation::Nmod => verb_over(parsed, noun),
        head => head,
    };
    let is_possessive = parsed.relation(mention.head) == Relation::NmodPoss;
    // "They attacked them": whoever is spoken to by a pronoun is not the subject of the same clause.
    let clauses = clause.map_or(Vec::new(), |clause| with_its_subject(parsed, clause));
    let is_subject_here = |other: &Candidate| {
        !is_possessive
            && is_subject(parsed, other)
            && parsed.head(other.head).is_some_and(|verb| clauses.contains(&verb))
    };
    let before = candidates.mentions.get(..place).unwrap_or(&[]);
    // "She urged him": he is not the one whom she is, here or later.
    let gender = gender(parsed.form(mention.head));
    let others: Vec<usize> = before
        .iter()
        .filter(|other| {
            let differs = gender.is_some()
                && self::gender(parsed.form(other.head)).is_some_and(|one| Some(one) != gender);
            parsed.upos(other.head) == Upos::Pron && (differs || is_subject_here(other))
        })
        .flat_map(|other| other.leads.iter().filter_map(|lead| lead.same_as))
        .filter_map(|at| candidates.mentions.get(at))
        .map(|other| other.head)
        .collect();
    let is_own_subject = |other: &Candidate| is_subject_here(other) || others.contains(&other.head);
    let fits = |other: &Candidate| {
        parsed.sentence_of(other.head) + 3 >= sentence
            && !modifies(parsed, other)
            && !is_own_subject(other)
            && stands.fits(parsed, knowledge, candidates, other)
    };
    let nearest_sentence =
        before.iter().rev().filter(|other| fits(other)).map(|other| parsed.sentence_of(other.head)).next();
    // A country or a body is "they" too, where it is what a sentence is about.
    let collective = |sentence: usize| {
        before
            .iter()
            .enumerate()
            .rev()
            .find(|(_, other)| {
                parsed.sentence_of(other.head) == sentence
                    && is_subject(parsed, other)
                    && !is_own_subject(other)
                    && other.leads.first().is_some_and(|lead| lead.itself)
            })
            .filter(|_| stands == Stands::Several)
    };
    // "The bureau says they are investigating": whoever says so, where nobody else in the sentence may be meant.
    let teller = || {
        let inner = parsed.head(mention.head).filter(|_| is_subject(parsed, mention))?;
        let over = parsed.head(inner).filter(|_| parsed.relation(inner) == Relation::Ccomp)?;
        let subject = parsed.child_by(over, Relation::Nsubj)?;
        let told = before.iter().enumerate().rev().find(|(_, other)| other.head == subject)?;
        told.1.leads.first().is_some_and(|lead| lead.itself).then_some(told)
    };
    let is_told = stands == Stands::Several && nearest_sentence.is_none_or(|nearest| nearest < sentence);
    let told = is_told.then(teller).flatten();
    let found = match nearest_sentence {
        _ if told.is_some() => told,
        Some(sentence) => {
            let in_sentence = || {
                before
                    .iter()
                    .enumerate()
                    .rev()
                    .filter(move |(_, other)| parsed.sentence_of(other.head) == sentence && fits(other))
            };
            in_sentence()
                .find(|(_, other)| is_subject(parsed, other))
                .or_else(|| collective(sentence))
                .or_else(|| in_sentence().next())
        }
        None => collective(sentence),
    };
    // "A judge jailed the spy after a jury found him guilty": who is acted upon was rather acted upon before.
    let is_acted_on = matches!(stands, Stands::Person | Stands::Several)
        && matches!(parsed.relation(mention.head), Relation::Obj | Relation::Iobj);
    let here = || {
        before.iter().enumerate().rev().take_while(|(_, other)| parsed.sentence_of(other.head) == sentence)
    };
    let is_object = |other: &Candidate| {
        matches!(parsed.relation(other.head), Relation::Obj | Relation::Iobj | Relation::NsubjPass)
    };
    let acted_on = is_acted_on.then(|| here().find(|(_, other)| is_object(other) && fits(other))).flatten();
    let found = acted_on.or(found);
    // "A warrant for the premier for his role in the raid": whoever was named last.
    let for_it = is_possessive
        && stands == Stands::Person
        && parsed.head(mention.head).is_some_and(|noun| {
            parsed
                .child_by(noun, Relation::Case)
                .is_some_and(|case| matches!(parsed.lemma(case), "for" | "over"))
        });
    let is_named = |other: &Candidate| parsed.upos(other.head) != Upos::Pron;
    let last = for_it.then(|| here().find(|(_, other)| is_named(other) && fits(other))).flatten();
    // "Punished three officials for their part in it", "for the part they played": those to whom it is done.
    let for_them = stands == Stands::Several && is_what_for(parsed, mention.head, is_possessive);
    let punished = for_them
        .then(|| here().find(|(_, other)| is_named(other) && !is_subject(parsed, other) && fits(other)))
        .flatten();
    let found = last.or(punished).or(found).map(|(place, _)| place);
    let Some(found) = found else { return Vec::new() };
    let same =
        |place: usize| Lead { same_as: Some(place), because: "the pronoun stands for it", ..Lead::default() };
    let mut leads = vec![same(found)];
    if stands == Stands::Several
        && let Some(first) = candidates.mentions.get(found)
    {
        let listed = listed_with(parsed, candidates, first);
        leads.extend(listed.into_iter().filter(|one| *one < place).map(same));
    }
    leads
}

/// Whether a pronoun says whose deed is what something is done for: "for their role", "for the part they played".
fn is_what_for(parsed: &Parsed<'_>, pronoun: usize, is_possessive: bool) -> bool {
    let noun = parsed.head(pronoun).and_then(|above| {
        if is_possessive {
            return Some(above);
        }
        let plays =
            parsed.relation(pronoun) == Relation::Nsubj && parsed.relation(above) == Relation::AclRelcl;
        parsed.head(above).filter(|_| plays)
    });
    noun.is_some_and(|noun| {
        parsed.upos(noun) == Upos::Noun
            && parsed
                .child_by(noun, Relation::Case)
                .is_some_and(|case| matches!(parsed.lemma(case), "for" | "over"))
    })
}

/// For how many parties words like "the two sides" and "three leaders" stand, and the word that says so.
fn n_parties(parsed: &Parsed<'_>, mention: &Candidate) -> Option<(usize, usize)> {
    let one_by_one = word::is(parsed.lemma(mention.head), Class::SideAlone).then_some((Class::EachSide, 2));
    let counts = [(Class::Pair, 2), (Class::Trio, 3), (Class::Quartet, 4)];
    counts.into_iter().chain(one_by_one).find_map(|(class, n_parties)| {
        let mut tokens = mention.tokens.clone();
        let word = tokens.find(|token_idx| word::is_in_any_case(parsed.form(*token_idx), class))?;
        Some((n_parties, word))
    })
}

/// The parties of different countries that one mention, or several that are listed together, stand for.
fn listed_parties(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    first: usize,
) -> Vec<(usize, Owner)> {
    let Some(mention) = candidates.mentions.get(first) else { return Vec::new() };
    let mut listed: Vec<(usize, Owner)> = Vec::new();
    for at in std::iter::once(first).chain(listed_with(parsed, candidates, mention)) {
        for lead in candidates.mentions.get(at).map_or(&[][..], |mention| &mention.leads) {
            let Some(owner) = owner_of(knowledge, candidates, lead) else { continue };
            let code = knowledge.code_of(owner);
            if listed.iter().all(|(_, other)| knowledge.code_of(*other) != code) {
                listed.push((at, owner));
            }
        }
    }
    listed
}

/// Why something is taken to be of the country of a place.
pub(super) const TIED_TO_PLACE: &str = "by the place it is tied to";

/// Why words for two parties or more mean those that they mean.
const NAMED_BEFORE: &str = "the parties named before";

/// How many sentences back a list of parties is still what "both countries" means.
const MOST_BACK: usize = 2;

/// "the two sides", "both countries": the parties that were listed together just before, else the last two of
/// different countries.
fn both_parties(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Vec<Lead>> {
    let mention = candidates.mentions.get(place)?;
    let lead = mention.leads.first()?;
    // "The two countries in Istanbul" are not of the place.
    let is_owned = lead.owner.is_some() && lead.because != TIED_TO_PLACE;
    if lead.name.is_some() || mention.leads.len() > 1 || is_owned {
        return None;
    }
    let lemma = parsed.lemma(mention.head);
    // "Two men were killed", whoever they were; "the two men shook hands".
    let is_said = || {
        parsed.children(mention.head).any(|child| word::is_in_any_case(parsed.form(child), Class::Definite))
    };
    let is_side = word::is(lemma, Class::Side) || word::is(lemma, Class::SideSaid) && is_said();
    let (n_wanted, number) = n_parties(parsed, mention).filter(|_| is_side)?;
    // "The leaders of the two countries" counts countries.
    let counts_itself = number == mention.head || parsed.head(number) == Some(mention.head);
    let wants_person = word::is(lemma, Class::SidePerson) && counts_itself;
    if n_wanted == 2
        && !wants_person
        && let Some(leads) = pair_with_subject(parsed, knowledge, candidates, place)
    {
        return Some(leads);
    }
    // "He will visit both countries": his own is none of them.
    let own = candidates.mentions.iter().take(place).filter(|other| {
        // "The Chadian and Malian envoys met, with both sides hopeful": they are both sides.
        other.leads.len() == 1
            && !is_subject(parsed, mention)
            && is_subject_over(parsed, other.head, mention.head)
    });
    let own: Vec<Owner> =
        own.flat_map(|other| &other.leads).filter_map(|lead| owner_of(knowledge, candidates, lead)).collect();
    let is_own = |owner: Owner| own.iter().any(|one| knowledge.code_of(*one) == knowledge.code_of(owner));
    let sentence = parsed.sentence_of(mention.head);
    let lists = (0..place).rev().filter(|at| {
        candidates.mentions.get(*at).is_some_and(|other| {
            parsed.sentence_of(other.head) + MOST_BACK >= sentence
                && parsed.relation(other.head) != Relation::Conj
        })
    });
    // "Fighting between the army and the rebels": both may be of one country.
    let between = lists.clone().find_map(|at| {
        let first = candidates.mentions.get(at)?;
        // "The army and the rebels traded fire".
        let is_between = parsed
            .child_by(first.head, Relation::Case)
            .map_or(is_subject(parsed, first), |case| parsed.lemma(case) == "between");
        let both = joined_to(parsed, candidates, first.head);
        let is_list = is_between && both.len() + 1 == n_wanted && !wants_person;
        is_list.then(|| std::iter::once(at).chain(both).collect::<Vec<_>>())
    });
    if let Some(between) = between {
        let owner =
            |at: &usize| owner_of(knowledge, candidates, candidates.mentions.get(*at)?.leads.first()?);
        let codes: Vec<&str> =
            between.iter().filter_map(owner).map(|owner| knowledge.code_of(owner)).collect();
        if codes.len() == n_wanted && codes.windows(2).all(|two| two[0] == two[1]) {
            let same = |at| Lead { same_as: Some(at), because: NAMED_BEFORE, ..Lead::default() };
            return Some(between.into_iter().map(same).collect());
        }
    }
    let list = lists
        .map(|at| listed_parties(parsed, knowledge, candidates, at))
        .find(|listed| listed.len() == n_wanted && !listed.iter().any(|(_, owner)| is_own(*owner)))
        .filter(|_| !wants_person || n_wanted > 2);
    // "The two countries" are no union of states.
    let counts_countries = word::is(lemma, Class::OfCountry);
    let mut found: Vec<(usize, Owner)> = list.unwrap_or_default();
    for pass in 0..2 {
        if found.len() >= n_wanted {
            break;
        }
        for (at, other) in candidates.mentions.iter().enumerate().take(place).rev() {
            // "In Geneva, Switzerland".
            if parsed.relation(other.head) == Relation::NmodUnmarked {
                continue;
            }
            for one in other.leads.iter().filter(|one| !one.locative) {
                let owner = owner_of(knowledge, candidates, one);
                let Some(owner) = owner.filter(|owner| !is_own(*owner)) else { continue };
                if counts_countries && knowledge.country(knowledge.code_of(owner)).is_none() {
                    continue;
                }
                if pass == 0 && wants_person && one.name.is_none() && one.same_as.is_none() {
                    continue;
                }
                let code = knowledge.code_of(owner);
                if found.iter().all(|(_, before)| knowledge.code_of(*before) != code)
                    && found.len() < n_wanted
                {
                    // A pronoun that stands for several is read through to each.
                    let through = one.same_as.filter(|_| other.leads.len() > 1);
                    found.push((through.unwrap_or(at), owner));
                }
            }
        }
    }
    if found.len() < n_wanted {
        return both_in_title(knowledge, candidates, n_wanted);
    }
    found.sort_by_key(|(at, _)| *at);
    Some(
        found
            .into_iter()
            .map(|(at, owner)| Lead {
                same_as: Some(at).filter(|at| {
                    wants_person
                        && candidates.mentions.get(*at).is_some_and(|mention| mention.leads.len() == 1)
                }),
                ..Lead::standing_for(owner, NAMED_BEFORE)
            })
            .collect(),
    )
}

/// "Iran–Italy relations", above an article that speaks of the two sides.
fn both_in_title(knowledge: &Knowledge<'_>, candidates: &Candidates, n_wanted: usize) -> Option<Vec<Lead>> {
    let titled = candidates.countries_in_title(knowledge);
    let stands_for =
        |country| Lead::standing_for(Owner::Country(country), "the parties that the title names");
    (titled.len() == n_wanted).then(|| titled.into_iter().map(stands_for).collect())
}

/// "Chad accuses Niger and ends all agreements between the two countries": whoever does it is one of the two.
fn pair_with_subject(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Vec<Lead>> {
    let mention = candidates.mentions.get(place)?;
    parsed.child_by(mention.head, Relation::Case).filter(|case| parsed.lemma(*case) == "between")?;
    let owner_at = |at: usize| {
        let other = candidates.mentions.get(at)?;
        let [lead] = other.leads.as_slice() else { return None };
        owner_of(knowledge, candidates, lead)
    };
    let subject = (0..place).rev().find(|at| {
        candidates.mentions.get(*at).is_some_and(|other| is_subject_over(parsed, other.head, mention.head))
    })?;
    let own = owner_at(subject)?;
    let other = (subject + 1..place).find(|at| {
        let is_noun = |other: &Candidate| !modifies(parsed, other);
        candidates.mentions.get(*at).is_some_and(is_noun)
            && owner_at(*at).is_some_and(|owner| knowledge.code_of(owner) != knowledge.code_of(own))
    })?;
    let sides = [own, owner_at(other)?];
    Some(sides.into_iter().map(|owner| Lead::standing_for(owner, NAMED_BEFORE)).collect())
}

/// Whose a mention is, through what it is the same as.
fn owner_of(knowledge: &Knowledge<'_>, candidates: &Candidates, lead: &Lead) -> Option<Owner> {
    let mut lead = lead;
    for _ in 0..4 {
        if let Some(owner) = lead.owner {
            return Some(owner);
        }
        match lead.same_as {
            Some(place) => lead = candidates.mentions.get(place)?.leads.first()?,
            None => break,
        }
    }
    if lead.people.is_empty() {
        return None;
    }
    let asked = (lead.people.clone(), lead.titles.clone());
    let known = candidates.likely.borrow().get(&asked).copied();
    known.unwrap_or_else(|| {
        let owner = super::settle::likely_owner(knowledge, lead);
        candidates.likely.borrow_mut().insert(asked, owner);
        owner
    })
}

/// "ICC judges A and B", "U.S. officials and diplomats": what stands before the first is said of the second too.
fn shared(parsed: &Parsed<'_>, candidates: &Candidates, place: usize, lead: &Lead) -> Option<Lead> {
    let mention = candidates.mentions.get(place)?;
    if parsed.relation(mention.head) != Relation::Conj || !lead.people.is_empty() || lead.same_as.is_some() {
        return None;
    }
    let above = parsed.head(mention.head)?;
    let first = candidates
        .mentions
        .get(..place)?
        .iter()
        .rev()
        .find(|other| {
            other.head == above || parsed.is_under(above, other.head) && other.tokens.contains(&above)
        })?
        .leads
        .first()?;
    let owner = first.owner.filter(|_| first.known == Known::Said && !first.itself)?;
    let with_title = lead.name.is_some() && first.name.is_some() && lead.titles.is_empty();
    let of_one_kind = lead.name.is_some() == first.name.is_some()
        && (with_title || lead.name.is_none() || !lead.titles.is_empty());
    // "A Chadian couple Ana and Bob Example".
    let are_people = first.noun.is_some() && first.titles.is_empty() && with_title;
    if !of_one_kind || lead.name.is_some() && first.titles.is_empty() && !are_people {
        return None;
    }
    let mut lead =
        Lead { owner: Some(owner), known: Known::Said, because: "as of the one before", ..lead.clone() };
    if with_title {
        lead.titles.clone_from(&first.titles);
        lead.title_words.clone_from(&first.title_words);
    }
    Some(lead)
}

/// "his German counterpart": the same kind of office as the other party's.
fn counterpart(parsed: &Parsed<'_>, candidates: &mut Candidates, place: usize) {
    let Some(mention) = candidates.mentions.get(place) else { return };
    let sentence = parsed.sentence_of(mention.head);
    let subject =
        candidates.mentions.get(..place).unwrap_or(&[]).iter().enumerate().rev().find(|(_, other)| {
            parsed.sentence_of(other.head) + 1 >= sentence
                && !other.tokens.contains(&mention.head)
                && !mention.tokens.contains(&other.head)
                && other.leads.first().is_some_and(|lead| !lead.titles.is_empty() || lead.name.is_some())
        });
    if let Some((at, _)) = subject
        && let Some(mention) = candidates.mentions.get_mut(place)
    {
        for lead in &mut mention.leads {
            lead.counterpart_of = Some(at);
        }
    }
}

/// "The ministers" after "the foreign ministers of Chad, Niger and Mali".
fn all_of_them(parsed: &Parsed<'_>, candidates: &Candidates, place: usize) -> Option<usize> {
    let mention = candidates.mentions.get(place)?;
    let lead = mention.leads.first()?;
    let is_bare = lead.name.is_none()
        && mention.tokens.len() == 2
        && word::is_in_any_case(parsed.form(mention.tokens.start), Class::Definite);
    let sentence = parsed.sentence_of(mention.head);
    // "Ministers" with a capital may have kept its plural.
    let word = |head: usize| parsed.lemma(head).to_lowercase().trim_end_matches('s').to_owned();
    (0..place).rev().filter(|_| is_bare && lead.plural).find(|at| {
        candidates.mentions.get(*at).is_some_and(|other| {
            other.leads.len() > 1
                && word(other.head) == word(mention.head)
                && parsed.sentence_of(other.head) + 2 * MOST_BACK >= sentence
        })
    })
}

/// "The leaders" after "The president spoke with the chancellor": all who did so, where they are of different countries.
fn those_together(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Vec<Lead>> {
    let mention = candidates.mentions.get(place)?;
    let lead = mention.leads.first().filter(|lead| lead.name.is_none() && lead.plural && !lead.itself)?;
    let lemma = parsed.lemma(mention.head).to_lowercase();
    let is_side = word::is(&lemma, Class::SidePerson) || word::is(&lemma, Class::Side);
    let is_bare = mention.leads.len() == 1
        && mention.tokens.len() < 5
        && is_side
        && word::is_in_any_case(parsed.form(mention.tokens.start), Class::Definite)
        && parsed.child_by(mention.head, Relation::Nmod).is_none();
    if !is_bare || lead.owner.is_some() {
        return None;
    }
    let sentence = parsed.sentence_of(mention.head);
    // "The ministers of Chad, Niger and Mali" may come as those of Chad, and two countries.
    let is_person = |at: usize| {
        candidates.mentions.get(at).is_some_and(|other| {
            other.leads.iter().all(|one| one.name.is_some() || !one.titles.is_empty() || one.itself)
        })
    };
    let has_person = |listed: &[(usize, Owner)]| {
        listed.iter().any(|(at, _)| {
            candidates.mentions.get(*at).is_some_and(|other| other.leads.iter().any(|one| !one.itself))
        })
    };
    let lists = (0..place).rev().filter(|at| {
        candidates.mentions.get(*at).is_some_and(|other| {
            parsed.sentence_of(other.head) < sentence
                && parsed.sentence_of(other.head) + 3 * MOST_BACK >= sentence
                && is_subject(parsed, other)
        })
    });
    let listed = lists
        .map(|at| listed_parties(parsed, knowledge, candidates, at))
        .find(|listed| listed.len() > 1 && has_person(listed) && listed.iter().all(|(at, _)| is_person(*at)));
    let Some(listed) = listed.filter(|_| word::is(&lemma, Class::SidePerson)) else {
        return both_in_title(knowledge, candidates, 2);
    };
    let stands_for = |(at, owner): (usize, Owner)| Lead {
        same_as: Some(at).filter(|at| candidates.mentions.get(*at).is_some_and(|one| one.leads.len() == 1)),
        ..Lead::standing_for(owner, NAMED_BEFORE)
    };
    Some(listed.into_iter().map(stands_for).collect())
}

/// "The President" after "President Anna Example": whoever was named with the title, rather the one who acted.
fn titled_before(parsed: &Parsed<'_>, candidates: &Candidates, place: usize) -> Option<usize> {
    let mention = candidates.mentions.get(place)?;
    let [lead] = mention.leads.as_slice() else { return None };
    let is_bare = lead.name.is_none()
        && !lead.plural
        && !lead.any
        && !lead.titles.is_empty()
        && lead.modifier == Modifier::None
        && word::is_in_any_case(parsed.form(mention.tokens.start), Class::Definite)
        && parsed.child_by(mention.head, Relation::Nmod).is_none();
    let named = |other: &(usize, &Candidate)| {
        matches!(other.1.leads.as_slice(), [one] if one.name.is_some()
            && one.modifier == Modifier::None
            && one.titles.iter().any(|title| lead.titles.contains(title)))
    };
    let before =
        || candidates.mentions.iter().enumerate().take(place).rev().filter(|_| is_bare).filter(named);
    let found = before().find(|(_, other)| is_subject(parsed, other)).or_else(|| before().next())?;
    Some(found.0)
}

/// A mention that a noun of the tables heads, with what it can refer to first, and the noun.
fn with_noun<'a>(
    knowledge: &'a Knowledge<'_>,
    candidates: &'a Candidates,
    place: usize,
) -> Option<(&'a Candidate, &'a Lead, &'a Noun<'a>)> {
    let mention = candidates.mentions.get(place)?;
    let lead = mention.leads.first()?;
    Some((mention, lead, knowledge.nouns.get(lead.noun? as usize)?))
}

/// "the group", "the airline", "the embassy": what was named before.
fn definite(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<usize> {
    let (mention, lead, noun) = with_noun(knowledge, candidates, place)?;
    let definite = parsed
        .children_by(mention.head, Relation::Det)
        .any(|token_idx| word::is_in_any_case(parsed.form(token_idx), Class::Definite));
    let is_country = word::is(noun.words, Class::OfCountry);
    // "The oil-rich West African nation".
    let most = if is_country { 6 } else { 3 };
    if !definite || lead.name.is_some() || mention.tokens.len() > most {
        return None;
    }
    if lead.plural && noun.sector == "JUD" {
        // "The judges", where a court above states was named.
        let is_court =
            |other: &Candidate| body_itself(knowledge, other).is_some_and(|body| body.sector == "JUD");
        let court = candidates.mentions.iter().take(place).rposition(is_court);
        if court.is_some() {
            return court;
        }
    }
    if lead.plural {
        // "The officials spoke …": those who were named before, rather as speakers than as spoken to.
        let same = |other: &&(usize, &Candidate)| {
            other.1.leads.first().is_some_and(|one| {
                one.noun == lead.noun
                    && one.plural
                    && one.same_as.is_none()
                    && one.owner.is_some()
                    && one.known == Known::Said
            })
        };
        let before: Vec<(usize, &Candidate)> =
            candidates.mentions.iter().enumerate().take(place).rev().collect();
        let subject = |other: &&(usize, &Candidate)| {
            matches!(parsed.relation(other.1.head), Relation::Nsubj | Relation::NsubjPass)
        };
        return before
            .iter()
            .filter(same)
            .find(subject)
            .or_else(|| before.iter().find(same))
            .map(|(place, _)| *place);
    }
    let body_kinds: Vec<&str> =
        BODY_KINDS.iter().filter(|(class, _)| word::is(noun.words, *class)).map(|(_, kind)| *kind).collect();
    // "The Chadian cabinet shut the border. The cabinet also …".
    let governs = matches!(noun.sector, "GOV" | "LEG" | "JUD");
    let is_body = noun.class == NounClass::Body && governs && mention.tokens.len() == 2;
    let same_noun = noun.class == NounClass::Unit || is_body && is_subject(parsed, mention);
    let is_court = word::is(noun.words, Class::OfCourt);
    // "They recognized the new state": it is none of those that the pronoun stands for.
    let subjects: Vec<&str> = candidates
        .mentions
        .iter()
        .take(place)
        .filter(|other| {
            is_country
                && parsed.upos(other.head) == Upos::Pron
                && parsed.sentence_of(other.head) == parsed.sentence_of(mention.head)
                && is_subject_over(parsed, other.head, mention.head)
        })
        .flat_map(|other| &other.leads)
        .filter_map(|lead| owner_of(knowledge, candidates, lead))
        .map(|owner| knowledge.code_of(owner))
        .collect();
    if is_country && let Some(topic) = country_that_acted(parsed, candidates, place) {
        return Some(topic);
    }
    let mut nearest = None;
    for (at, other) in candidates.mentions.iter().enumerate().take(place).rev() {
        let Some(one) = other.leads.first().filter(|_| other.leads.len() == 1) else { continue };
        let matches = if is_country {
            one.itself
                && !one.plural
                && matches!(one.owner, Some(Owner::Country(_)))
                && one.owner.is_none_or(|owner| !subjects.contains(&knowledge.code_of(owner)))
                && parsed.relation(other.head) != Relation::Amod
                && !owners_above(parsed, mention.head).any(|owner| owner == other.head)
                && (is_subject(parsed, mention)
                    || owners_above(parsed, mention.head).any(|owner| {
                        // "Chad failed to arrest the president during his visit to the country": not his own.
                        parsed.upos(owner) != Upos::Pron
                            || one.owner.is_some_and(|owned| {
                                is_another(knowledge, candidates, owner, knowledge.code_of(owned))
                            })
                    })
                    || !is_subject_over(parsed, other.head, mention.head))
        } else if is_court {
            // "The Supreme Court of Chad".
            let court = one.noun.and_then(|noun| knowledge.nouns.get(noun as usize));
            body_itself(knowledge, other).is_some_and(|body| body.sector == noun.sector)
                || one.owner.is_some()
                    && one.known == Known::Said
                    && one.same_as.is_none()
                    && !one.plural
                    && court
                        .is_some_and(|court| court.sector == noun.sector && court.class != NounClass::People)
        } else if !body_kinds.is_empty() && one.itself {
            body_itself(knowledge, other).is_some_and(|body| body_kinds.contains(&body.kind))
        } else {
            is_named_for(knowledge, parsed, other, mention)
                || same_noun
                    && one.noun == lead.noun
                    && one.same_as.is_none()
                    && one.owner.is_some()
                    && one.known == Known::Said
        };
        if matches {
            nearest = Some(at);
            break;
        }
    }
    nearest
}

/// "Chad criticised Niger. The country expelled two envoys": a sentence goes on about whoever acted in the one before.
fn country_that_acted(parsed: &Parsed<'_>, candidates: &Candidates, place: usize) -> Option<usize> {
    let mention = candidates.mentions.get(place)?;
    let subject = match parsed.relation(mention.head) {
        Relation::NmodPoss => parsed.head(mention.head)?,
        _ => mention.head,
    };
    let sentence = parsed.sentence_of(mention.head);
    let is_first = matches!(parsed.relation(subject), Relation::Nsubj | Relation::NsubjPass)
        && parsed.head(subject) == Some(parsed.root_of(sentence));
    let before = sentence.checked_sub(1).filter(|_| is_first)?;
    let root = parsed.root_of(before);
    candidates.mentions.get(..place)?.iter().rposition(|other| {
        parsed.relation(other.head) == Relation::Nsubj
            && parsed.head(other.head) == Some(root)
            && matches!(other.leads.as_slice(), [one] if one.itself
                && !one.plural
                && matches!(one.owner, Some(Owner::Country(_))))
    })
}

/// "The Council", after the Security Council: whether a body was named with the noun that now stands for it.
fn is_named_for(
    knowledge: &Knowledge<'_>,
    parsed: &Parsed<'_>,
    named: &Candidate,
    mention: &Candidate,
) -> bool {
    let Some(body) = body_itself(knowledge, named) else { return false };
    let noun = parsed.form(mention.head);
    let ends_so = |token_idx: usize| parsed.form(token_idx).eq_ignore_ascii_case(noun);
    let is_bare = mention.tokens.len() <= 2;
    let by_name = || body.name.rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(noun));
    is_bare && (ends_so(named.head) || ends_so(named.tokens.end.saturating_sub(1)) || by_name())
}

/// The body that a mention names, and nothing of it or beside it.
fn body_itself<'k, 'd>(knowledge: &'k Knowledge<'d>, mention: &Candidate) -> Option<&'k Body<'d>> {
    let [Lead { owner: Some(Owner::Body(body)), itself: true, .. }] = mention.leads.as_slice() else {
        return None;
    };
    knowledge.bodies.get(*body as usize)
}

/// Whether a token stands for somebody who is known to be of another country than this.
fn is_another(knowledge: &Knowledge<'_>, candidates: &Candidates, token_idx: usize, country: &str) -> bool {
    let mention = candidates.mentions.iter().find(|mention| mention.head == token_idx);
    let [lead] = mention.map_or(&[][..], |mention| &mention.leads) else { return false };
    owner_of(knowledge, candidates, lead).is_some_and(|owner| knowledge.code_of(owner) != country)
}

/// Who owns what a token belongs to: "Iran's attacks on the country" are Iran's, and not on Iran.
fn owners_above<'a>(parsed: &'a Parsed<'_>, inner: usize) -> impl Iterator<Item = usize> + 'a {
    parsed
        .ancestors(inner)
        .take(3)
        .flat_map(|above| parsed.children_by(above, Relation::NmodPoss))
        .filter(move |owner| *owner != inner)
}

/// Whether a token is, or is listed with, the subject of the clause that another one stands in.
fn is_subject_over(parsed: &Parsed<'_>, token_idx: usize, inner: usize) -> bool {
    let mut first = token_idx;
    for _ in 0..6 {
        match parsed.head(first) {
            Some(above) if parsed.relation(first) == Relation::Conj => first = above,
            _ => break,
        }
    }
    let is_subject = matches!(parsed.relation(first), Relation::Nsubj | Relation::NsubjPass);
    let clauses = verb_over(parsed, inner).map_or(Vec::new(), |verb| with_its_subject(parsed, verb));
    is_subject && parsed.head(first).is_some_and(|verb| clauses.contains(&verb))
}

/// The verb of the clause that a token stands in.
fn verb_over(parsed: &Parsed<'_>, token_idx: usize) -> Option<usize> {
    parsed.ancestors(token_idx).find(|above| parsed.upos(*above) == Upos::Verb)
}

/// "The 27 member states": those of the union that was named before.
fn club(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Owner> {
    let (mention, lead, noun) = with_noun(knowledge, candidates, place)?;
    let is_member = noun.words == "member"
        || matches!(noun.words, "state" | "country" | "nation")
            && mention.tokens.clone().any(|token_idx| parsed.lemma(token_idx) == "member");
    if !is_member || !lead.plural || lead.name.is_some() {
        return None;
    }
    let before = candidates.mentions.get(..place)?;
    before.iter().rev().find_map(|other| {
        let one = other.leads.first().filter(|one| one.itself && other.leads.len() == 1)?;
        match one.owner? {
            Owner::Body(body)
                if knowledge.bodies.get(body as usize).is_some_and(|body| body.kind == "igo") =>
            {
                one.owner
            }
            _ => None,
        }
    })
}

/// "The premier authorised the military to board ships", "ordered the finance ministry to raise tariffs": forces and
/// offices are those of whoever commands them.
fn commander(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Owner> {
    let (mention, lead, noun) = with_noun(knowledge, candidates, place)?;
    let verb = parsed.head(mention.head).filter(|verb| {
        let is_office = || {
            matches!(noun.sector, "GOV" | "LEG")
                && noun.class != NounClass::People
                && !lead.plural
                && word::is(parsed.lemma(*verb), Class::Orders)
        };
        lead.name.is_none()
            && matches!(parsed.relation(mention.head), Relation::Obj | Relation::Iobj)
            && (matches!(noun.sector, "MIL" | "COP" | "SPY")
                && word::is(parsed.lemma(*verb), Class::Commands)
                || is_office())
    })?;
    let subject = parsed.child_by(verb, Relation::Nsubj)?;
    let before = candidates.mentions.get(..place)?.iter().rev();
    let other = before.into_iter().find(|other| other.head == subject || other.tokens.contains(&subject))?;
    match other.leads.as_slice() {
        [one] => owner_of(knowledge, candidates, one).map(|owner| {
            let country = knowledge.country(knowledge.code_of(owner));
            country.map_or(owner, Owner::Country)
        }),
        _ => None,
    }
}

/// "Biden's adviser", "his adviser": the country of the person who owns it.
fn possessor(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Owner> {
    let mention = candidates.mentions.get(place)?;
    // "Chile's visiting governor": a participle may keep the owner out of the words of the mention.
    let outside = mention.tokens.clone().flat_map(|token_idx| {
        let owners = parsed.children_by(token_idx, Relation::NmodPoss);
        owners
            .filter(|owner| *owner < mention.tokens.start && parsed.upos(*owner) != Upos::Pron)
            .collect::<Vec<_>>()
    });
    let inside = mention.tokens.clone().take_while(|token_idx| *token_idx != mention.head);
    let owner = inside.chain(outside).find_map(|token_idx| {
        let before = candidates.mentions.get(..place)?;
        let owns = match parsed.relation(token_idx) {
            Relation::NmodPoss => true,
            Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked => {
                mention.leads.first().is_some_and(|lead| lead.name.is_none())
            }
            _ => false,
        };
        let at = before.iter().rposition(|other| owns && other.head == token_idx)?;
        let other = before.get(at)?;
        owner_of(knowledge, candidates, other.leads.first()?)
    })?;
    Some(owner)
}

/// Whether somebody without a country is to be taken for somebody of the country that the article is about.
fn wants_owner(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> bool {
    let Some(mention) = candidates.mentions.get(place) else { return false };
    let Some(lead) = mention.leads.first() else { return false };
    if lead.same_as.is_some() || !lead.people.is_empty() {
        return false;
    }
    if lead.name.is_some() || !lead.titles.is_empty() {
        return true;
    }
    let Some(noun) = lead.noun.and_then(|noun| knowledge.nouns.get(noun as usize)) else { return false };
    if is_the_country(parsed, knowledge, mention) {
        return true;
    }
    if noun.sector.is_empty() {
        return false;
    }
    // "Foreign security forces", but not "foreign ministers".
    let comes_from_outside = |adjective: usize| {
        let lemma = parsed.lemma(adjective).to_lowercase();
        word::is(&lemma, Class::FromOutside) && !noun.words.contains(lemma.as_str())
    };
    if parsed.children_by(mention.head, Relation::Amod).any(comes_from_outside) {
        return false;
    }
    // "a person": nobody's in particular.
    if word::is(noun.words, Class::Outsider) || word::is(noun.words, Class::Displaced) {
        return false;
    }
    let alone = parsed
        .children_by(mention.head, Relation::Det)
        .any(|token_idx| word::is_in_any_case(parsed.form(token_idx), Class::Indefinite));
    !(alone && noun.class == NounClass::People && matches!(noun.sector, "CVL" | "CRM" | "UAF"))
        && lead.modifier != Modifier::Shadow
}

/// "The Indian minister announces that the country will reopen its embassy": the country of whoever says so.
fn country_of_speaker(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<Owner> {
    let mention = candidates.mentions.get(place)?;
    let is_meant = is_the_country(parsed, knowledge, mention) || are_the_forces(parsed, knowledge, mention);
    let subject = match parsed.relation(mention.head) {
        // "The country's military".
        Relation::NmodPoss => parsed.head(mention.head)?,
        _ => mention.head,
    };
    let is_subject = matches!(parsed.relation(subject), Relation::Nsubj | Relation::NsubjPass);
    let clause = parsed.head(subject).filter(|_| is_meant && is_subject)?;
    let over = parsed.head(clause).filter(|_| parsed.relation(clause) == Relation::Ccomp)?;
    let speaker = parsed.child_by(over, Relation::Nsubj)?;
    let at = candidates.mentions.iter().position(|other| other.head == speaker && !other.leads.is_empty())?;
    let [lead] = candidates.mentions.get(at)?.leads.as_slice() else { return None };
    let owner = owner_of(knowledge, candidates, lead)?;
    knowledge.country(knowledge.code_of(owner)).map(Owner::Country)
}

/// "the military", "the army": those of one country, with nothing that says of which.
fn are_the_forces(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, mention: &Candidate) -> bool {
    let noun =
        mention.leads.first().and_then(|lead| lead.noun).and_then(|noun| knowledge.nouns.get(noun as usize));
    // "The Harbour Brigade".
    let is_named = |mut before: std::ops::Range<usize>| {
        before.all(|token_idx| {
            parsed.form(token_idx).starts_with(char::is_uppercase)
                && matches!(parsed.upos(token_idx), Upos::Propn | Upos::Noun | Upos::Adj)
        })
    };
    noun.is_some_and(|noun| noun.sector == "MIL")
        && mention.tokens.len() >= 2
        && is_named(mention.tokens.start + 1..mention.head)
        && mention.tokens.end == mention.head + 1
        && parsed.form(mention.tokens.start).eq_ignore_ascii_case("the")
        && parsed.child_by(mention.head, Relation::Nmod).is_none()
}

/// "the country", "the nation": one of which the article speaks.
fn is_the_country(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, mention: &Candidate) -> bool {
    let noun =
        mention.leads.first().and_then(|lead| lead.noun).and_then(|noun| knowledge.nouns.get(noun as usize));
    // "The city-state".
    let is_one_word = |noun: &str| {
        let tokens = mention.tokens.clone().skip(1);
        noun.contains('-')
            && tokens.map(|token_idx| parsed.form(token_idx)).collect::<String>().eq_ignore_ascii_case(noun)
    };
    noun.is_some_and(|noun| word::is(noun.words, Class::TheCountry))
        && (mention.tokens.len() == 2
            || noun.is_some_and(|noun| is_one_word(noun.words))
            || mention.tokens.len() == 3 && parsed.relation(mention.head) == Relation::NmodPoss)
        && ["the", "this"].iter().any(|one| parsed.form(mention.tokens.start).eq_ignore_ascii_case(one))
}

/// What the countries of an article's title weigh together, where a subject of the same sentence weighs 4.
const TITLE: f32 = 1.0;

/// The country that the article speaks of at a mention, and how clearly so, in percent.
pub(super) fn country_at(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    candidates: &Candidates,
    place: usize,
) -> Option<(u32, u8)> {
    let mention = candidates.mentions.get(place)?;
    let sentence = parsed.sentence_of(mention.head);
    let mut weights: Vec<(u32, f32)> = Vec::new();
    let mut add = |country: u32, weight: f32| match weights.iter_mut().find(|(one, _)| *one == country) {
        Some((_, sum)) => *sum += weight,
        None => weights.push((country, weight)),
    };
    let near = |at: usize, head: usize| {
        let other = parsed.sentence_of(head);
        match sentence.checked_sub(other) {
            Some(0) if at <= place => 3.0,
            Some(0) => 2.0,
            Some(1) => 1.5,
            Some(_) if other <= 1 => 0.8,
            _ => 0.4,
        }
    };
    // Where a body has its seat says nothing of others: "the court at The Hague".
    let is_seat = |token_idx: usize, n_tokens: usize| {
        let after = candidates.mentions.partition_point(|mention| mention.head < token_idx);
        candidates.mentions.get(after.saturating_sub(3)..after).unwrap_or(&[]).iter().any(|body| {
            body.tokens.contains(&token_idx)
                && body.tokens.len() > n_tokens
                && body.leads.iter().any(|lead| lead.itself && matches!(lead.owner, Some(Owner::Body(_))))
        })
    };
    // "The Union", "the Independence of": many a word is a town somewhere.
    let is_place_here = |name: &NameMatch| {
        let is_word = || parsed.child_by(name.tokens.start, Relation::Det).is_some();
        match parsed.name_kind(name.tokens.start) {
            _ if name.tokens.len() > 1 => true,
            Some(kind) => kind == NameKind::Location && !is_word(),
            None => false,
        }
    };
    let noun = mention.leads.first().and_then(|lead| knowledge.nouns.get(lead.noun? as usize));
    let keeps_order = noun.is_some_and(|noun| noun.sector == "COP");
    let keeps_law = noun.is_some_and(|noun| matches!(noun.sector, "COP" | "JUD"));
    for (at, other) in candidates.mentions.iter().enumerate() {
        if is_seat(other.head, other.tokens.len()) {
            continue;
        }
        if at == place
            || other.tokens.contains(&mention.head) && other.head != mention.head && other.tokens.len() < 2
        {
            continue;
        }
        // Whoever fled a country says nothing of who is spoken of where they are.
        let has_fled = |head: usize| word::is(parsed.lemma(head), Class::Displaced);
        if has_fled(other.head) || modifies(parsed, other) && parsed.head(other.head).is_some_and(has_fled) {
            continue;
        }
        // "Two Chadian diplomats" speak of Chad once, where it is asked whose judges are.
        let is_within = |whole: &Candidate| {
            whole.head != other.head
                && whole.tokens.contains(&other.head)
                && whole.tokens.len() > other.tokens.len()
        };
        if keeps_law && modifies(parsed, other) && candidates.mentions.iter().skip(at).take(3).any(is_within)
        {
            continue;
        }
        for lead in &other.leads {
            if lead.known != Known::Said && lead.people.is_empty() {
                continue;
            }
            // "The Iran war": Iran is counted where it stands.
            let noun = lead.noun.and_then(|noun| knowledge.nouns.get(noun as usize));
            if noun.is_some_and(|noun| noun.class == NounClass::Thing) {
                continue;
            }
            let Some(owner) = owner_of(knowledge, candidates, lead) else { continue };
            let country = match owner {
                Owner::Country(country) => Some(country),
                Owner::Body(_) => knowledge.country(knowledge.code_of(owner)),
            };
            if let Some(country) = country {
                let role = match parsed.relation(other.head) {
                    Relation::Nsubj if lead.itself => 1.4,
                    Relation::Amod | Relation::Compound | Relation::NmodDesc => 0.5,
                    _ if lead.noun.is_some_and(|noun| is_people(knowledge, noun)) && !lead.plural => 0.5,
                    _ => 1.0,
                };
                let locative = parsed
                    .child_by(other.head, Relation::Case)
                    .is_some_and(|case| word::is(parsed.lemma(case), Class::There));
                let here = keeps_order && sentence == parsed.sentence_of(other.head);
                let within = match locative && lead.itself {
                    true if here => 4.0,
                    true => 1.5,
                    false => 1.0,
                };
                add(country, near(at, other.head) * role * within);
            }
        }
    }
    for name in &candidates.scan.names {
        if let Some((crate::knowledge::Target::Place(place_idx), _)) = name.targets.first()
            && let Some(country) = super::country_of_place(knowledge, *place_idx)
            && !is_seat(name.tokens.start, name.tokens.len())
            && is_place_here(name)
        {
            let at = candidates.mentions.partition_point(|mention| mention.head < name.tokens.start);
            // Police are those of the town, whoever else is spoken of.
            let from = parsed
                .child_by(name.tokens.start, Relation::Case)
                .is_some_and(|case| parsed.lemma(case) == "from");
            let here = keeps_order && !from && sentence == parsed.sentence_of(name.tokens.start);
            add(country, near(at.min(place), name.tokens.start) * if here { 2.4 } else { 1.2 });
        }
    }
    // What the title puts first is spoken of everywhere.
    let titled = candidates.countries_in_title(knowledge);
    for country in &titled {
        match weights.iter_mut().find(|(one, _)| one == country) {
            Some((_, sum)) => *sum += TITLE / titled.len() as f32,
            None => weights.push((*country, TITLE / titled.len() as f32)),
        }
    }
    let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
    let (country, weight) =
        weights.into_iter().reduce(|best, one| if one.1 > best.1 { one } else { best })?;
    Some((country, (100.0 * weight / sum) as u8))
}
