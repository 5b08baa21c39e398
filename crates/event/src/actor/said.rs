//! Which office the article says that a person holds, in other words than those of the name.
//!
//! Whoever claims or held several offices acts in the one that the text gives: "backed Guaidó as opposition leader".

use dragoman_text::Relation;

use super::{Candidate, Candidates, Known, Lead};
use crate::Parsed;
use crate::knowledge::{Modifier, folded};

/// Gives each name without a title the one that the article gives the person elsewhere.
pub(super) fn titles(parsed: &Parsed<'_>, candidates: &mut Candidates) {
    for place in 0..candidates.mentions.len() {
        if let Some(title) =
            said_of(parsed, candidates, place).and_then(|other| candidates.mentions.get(other))
        {
            let title = title.leads.first().cloned();
            give(candidates, place, title.as_ref());
        }
    }
    // What is said of a surname is said of the full name that it stands for.
    for place in 0..candidates.mentions.len() {
        let Some(lead) = named(candidates, place).filter(|lead| has_title(lead)).cloned() else { continue };
        let full = lead.same_as.unwrap_or(place);
        let Some(name) = named(candidates, full).and_then(|lead| lead.name.as_deref()).map(folded) else {
            continue;
        };
        for other in 0..candidates.mentions.len() {
            let same = named(candidates, other).is_some_and(|one| {
                one.same_as.is_none() && one.name.as_deref().map(folded).as_ref() == Some(&name)
            });
            if same && other != place {
                give(candidates, other, Some(&lead));
            }
        }
    }
}

/// The only lead of a mention that names a person.
fn named(candidates: &Candidates, place: usize) -> Option<&Lead> {
    match candidates.mentions.get(place)?.leads.as_slice() {
        [lead] if lead.name.is_some() => Some(lead),
        _ => None,
    }
}

/// Whether the words say an office that is held now.
fn has_title(lead: &Lead) -> bool {
    !lead.titles.is_empty() && !lead.quoted && !lead.plural && lead.modifier == Modifier::None
}

/// Copies the title and whose it is, where the name has none of its own.
fn give(candidates: &mut Candidates, place: usize, title: Option<&Lead>) {
    let lead = candidates.mentions.get_mut(place).and_then(|mention| mention.leads.first_mut());
    let (Some(lead), Some(title)) = (lead, title) else { return };
    if !lead.titles.is_empty()
        || lead.name.is_none()
        || lead.noun.is_some()
        || lead.modifier != Modifier::None
    {
        return;
    }
    lead.titles.clone_from(&title.titles);
    lead.title_words.clone_from(&title.title_words);
    lead.given = true;
    if lead.owner.is_none() && title.known == Known::Said {
        lead.owner = title.owner;
        lead.known = title.known;
        lead.because = title.because;
    }
}

/// The mention of the office that a sentence gives a person: "X as leader", "X is the leader".
fn said_of(parsed: &Parsed<'_>, candidates: &Candidates, place: usize) -> Option<usize> {
    let person = candidates.mentions.get(place)?;
    let lead = named(candidates, place)?;
    if !lead.titles.is_empty() {
        return None;
    }
    let sentence = parsed.sentence_of(person.head);
    candidates.mentions.iter().position(|other| {
        let is_office = matches!(other.leads.as_slice(), [lead] if lead.name.is_none() && has_title(lead));
        is_office
            && parsed.sentence_of(other.head) == sentence
            && (stands_as(parsed, person, other) || is(parsed, person, other))
    })
}

/// "X as leader" under one verb or one name.
fn stands_as(parsed: &Parsed<'_>, person: &Candidate, office: &Candidate) -> bool {
    let led = parsed.child_by(office.head, Relation::Case).is_some_and(|case| parsed.lemma(case) == "as");
    let Some(above) = parsed.head(office.head).filter(|_| led) else { return false };
    if above == person.head {
        return true;
    }
    let beside = parsed.head(person.head) == Some(above);
    beside
        && match parsed.relation(person.head) {
            Relation::Obj | Relation::NsubjPass => true,
            // "As leader, X urged …", but not "X backed her as leader".
            Relation::Nsubj => office.head < person.head || parsed.child_by(above, Relation::Obj).is_none(),
            _ => false,
        }
}

/// "X is the leader".
fn is(parsed: &Parsed<'_>, person: &Candidate, office: &Candidate) -> bool {
    parsed.head(person.head) == Some(office.head)
        && parsed.relation(person.head) == Relation::Nsubj
        && parsed
            .child_by(office.head, Relation::Cop)
            .is_some_and(|cop| parsed.feature(cop, "Tense") == Some("Pres"))
        && !parsed.children(office.head).any(|child| parsed.lemma(child) == "not")
}
