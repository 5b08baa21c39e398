//! Whether a clause looks back or ahead, from its verb, and whether a noun does, from the words around it.

use dragoman_text::{Relation, Upos};

use super::meaning::Side;
use super::vocabulary::{Outlook, Vocabulary};
use super::{Bound, Tense};
use crate::Parsed;

/// Where words of time look, from the verb that governs their head.
pub(super) fn side(parsed: &Parsed<'_>, vocabulary: &Vocabulary, head: usize) -> Side {
    // "Ahead of Friday’s vote", said of something that happened: the vote is still to come.
    let mut one = head;
    for _ in 0..12 {
        if (parsed.upos(one) == Upos::Noun || parsed.upos(one) == Upos::Propn)
            && let Some(side) = of_noun(parsed, vocabulary, one)
        {
            return side;
        }
        if is_predicate(parsed, one) && one != head || parsed.upos(one) == Upos::Verb {
            let to = From { head, direct: parsed.head(head) == Some(one) };
            if let Some(side) = of_verb(parsed, vocabulary, one, to) {
                return side;
            }
        }
        match parsed.head(one) {
            Some(above) => one = above,
            None => break,
        }
    }
    Side::Past
}

/// Whether a token is a verb, or a word with a copula or an auxiliary.
fn is_predicate(parsed: &Parsed<'_>, token: usize) -> bool {
    parsed.upos(token) == Upos::Verb
        || parsed
            .children(token)
            .any(|child| matches!(parsed.relation(child), Relation::Cop | Relation::Aux | Relation::AuxPass))
}

/// "Ahead", or the "of" after it.
fn is_ahead(parsed: &Parsed<'_>, case: usize) -> bool {
    let is = |token: usize| parsed.lemma(token) == "ahead";
    is(case) || case.checked_sub(1).is_some_and(|before| parsed.lemma(case) == "of" && is(before))
}

/// The words of time that ask where a verb looks.
#[derive(Clone, Copy)]
struct From {
    head: usize,
    /// Whether they depend on the verb itself, and not on its subject or what it says.
    direct: bool,
}

/// "The planned visit", "the former minister", "ahead of the vote", "the deadline".
fn of_noun(parsed: &Parsed<'_>, vocabulary: &Vocabulary, noun: usize) -> Option<Side> {
    for child in parsed.children(noun) {
        match parsed.relation(child) {
            Relation::Case if is_ahead(parsed, child) => return Some(Side::Future),
            Relation::Amod => {
                if let Some(ahead) = vocabulary.looks_ahead(parsed.lemma(child)) {
                    return Some(if ahead { Side::Future } else { Side::Past });
                }
            }
            _ => {}
        }
    }
    // A plan, a deadline: what is said of its day lies ahead unless it is told of as over; an attack, a coup: behind.
    let ahead = vocabulary.looks_ahead(parsed.lemma(noun))?;
    Some(if ahead { Side::Future } else { Side::Past })
}

/// The tense of a verb or of what stands in its place; `None` where it takes that of the one above.
fn of_verb(parsed: &Parsed<'_>, vocabulary: &Vocabulary, verb: usize, from: From) -> Option<Side> {
    let mut infinitive = false;
    let mut finite = None;
    for child in parsed.children(verb) {
        match parsed.relation(child) {
            Relation::Aux | Relation::AuxPass | Relation::Cop => match parsed.lemma(child) {
                "will" | "shall" | "would" | "wo" | "'ll" | "’ll" | "may" | "might" | "could" | "can"
                | "should" | "must" => return Some(Side::Future),
                "have" | "had" => {
                    // "Is to have met by Friday" is no past.
                    finite = finite.or(Some(Side::Past));
                }
                "do" | "be" => {
                    let past = parsed.feature(child, "Tense") == Some("Past")
                        && parsed.feature(child, "VerbForm") == Some("Fin");
                    let present = parsed.feature(child, "Tense") == Some("Pres");
                    if past {
                        finite = Some(Side::Past);
                    } else if present {
                        finite = finite.or(Some(Side::Near));
                    }
                }
                _ => {}
            },
            Relation::Mark if parsed.lemma(child) == "to" => infinitive = true,
            _ => {}
        }
    }
    let form = parsed.feature(verb, "VerbForm");
    let tense = parsed.feature(verb, "Tense");
    let lemma = parsed.lemma(verb);
    let ahead = from.direct
        && match vocabulary.outlook(lemma) {
            Some(Outlook::Ahead) => true,
            // "Postponed to Friday" looks ahead, "postponed on Friday" does not.
            Some(Outlook::Moved) => parsed
                .children_by(from.head, Relation::Case)
                .any(|case| matches!(parsed.lemma(case), "to" | "until" | "till" | "for")),
            _ => false,
        };
    // "They hit the port": English writes some pasts as it writes the present.
    let unmarked = vocabulary.outlook(lemma) == Some(Outlook::Unmarked)
        && tense == Some("Pres")
        && parsed.feature(verb, "Number") != Some("Sing");
    if unmarked && finite.is_none() && !infinitive {
        return Some(Side::Past);
    }
    if lemma == "go" && parsed.children_by(verb, Relation::Xcomp).next().is_some() {
        return Some(Side::Future);
    }
    if infinitive {
        // "Is due to meet Friday" looks ahead, "managed to meet Friday" back: as the verb above it does.
        return match parsed.head(verb) {
            Some(above) if parsed.relation(verb) == Relation::Xcomp => {
                let looks = vocabulary.looks_ahead(parsed.lemma(above));
                match looks {
                    Some(true) => Some(Side::Future),
                    _ if is_present(parsed, above) => Some(Side::Future),
                    _ => None,
                }
            }
            _ => Some(Side::Future),
        };
    }
    // "The talks scheduled for Friday", "is expected Friday", "was postponed to Friday".
    if ahead && tense == Some("Past") && form == Some("Part") {
        // "Had been planned for February" says nothing of where February lies.
        let before = parsed
            .children_by(verb, Relation::Aux)
            .any(|aux| parsed.lemma(aux) == "have" && parsed.feature(aux, "Tense") == Some("Past"));
        return Some(if before { Side::Near } else { Side::Future });
    }
    if let Some(side) = finite {
        return match side {
            Side::Near => Some(present(parsed, verb, tense, form)),
            side => Some(side),
        };
    }
    match (form, tense) {
        (Some("Fin"), Some("Past")) => Some(Side::Past),
        (Some("Fin"), Some("Pres")) => Some(present(parsed, verb, tense, form)),
        (Some("Part"), Some("Past")) => Some(Side::Past),
        // Infinitives, gerunds and the like follow what is above them.
        _ if parsed.relation(verb) == Relation::Root => Some(Side::Past),
        _ => None,
    }
}

fn is_present(parsed: &Parsed<'_>, token: usize) -> bool {
    let finite = |token: usize| parsed.feature(token, "Tense");
    let aux = parsed
        .children(token)
        .filter(|child| matches!(parsed.relation(*child), Relation::Aux | Relation::AuxPass | Relation::Cop))
        .find_map(finite);
    aux.or_else(|| finite(token)) == Some("Pres")
}

/// A present looks ahead ("meets the minister on Friday"), but in a headline and in "has been", "is killed".
fn present(parsed: &Parsed<'_>, verb: usize, tense: Option<&str>, form: Option<&str>) -> Side {
    let passive = parsed.children_by(verb, Relation::AuxPass).next().is_some();
    if parsed.is_headline(parsed.sentence_of(verb))
        || passive && tense == Some("Past") && form == Some("Part")
    {
        return Side::Past;
    }
    Side::Future
}

/// Whether a verb of the words themselves puts them firmly before or after the moment of writing.
///
/// Says nothing where a noun, a clause that depends on another one, or an auxiliary other than "will" stands between.
pub(super) fn firm(parsed: &Parsed<'_>, vocabulary: &Vocabulary, head: usize, bound: Bound) -> Tense {
    if parsed.is_headline(parsed.sentence_of(head)) {
        return Tense::Unknown;
    }
    let Some(verb) = parsed.head(head) else { return Tense::Unknown };
    let asked = parsed.children_by(head, Relation::Case).all(|case| {
        matches!(parsed.lemma(case), "in" | "on" | "at" | "during" | "since" | "from" | "by" | "until")
    });
    let adverbial = matches!(
        parsed.relation(head),
        Relation::Obl | Relation::OblUnmarked | Relation::Advmod | Relation::NmodUnmarked
    );
    if !is_predicate(parsed, verb) || !asked || !adverbial {
        return Tense::Unknown;
    }
    // "The October 2021 summit" misread, and "discussed his plans to visit in 2023": the plans may be what is dated.
    let article = parsed.children_by(head, Relation::Det).next().is_some();
    let plan = (verb + 1..head).any(|token| vocabulary.looks_ahead(parsed.lemma(token)) == Some(true));
    if article || plan {
        return Tense::Unknown;
    }
    let finite = |name: &str, token: usize| parsed.feature(token, "Tense") == Some(name);
    let (mut has, mut was, mut will, mut other, mut to) = (false, false, false, false, false);
    for child in parsed.children(verb) {
        match parsed.relation(child) {
            Relation::Aux | Relation::AuxPass | Relation::Cop => match parsed.lemma(child) {
                "will" | "shall" | "'ll" | "’ll" | "wo" => will |= parsed.form(child) != "would",
                "have" => has |= finite("Pres", child) || finite("Past", child),
                "be" | "do" => {
                    was |= finite("Past", child) && parsed.feature(child, "VerbForm") == Some("Fin");
                }
                _ => other = true,
            },
            Relation::Mark => {
                to |= parsed.lemma(child) == "to";
                other |= matches!(parsed.lemma(child), "if" | "unless" | "whether");
            }
            _ => {}
        }
    }
    let looks = vocabulary.outlook(parsed.lemma(verb));
    if other {
        return Tense::Unknown;
    }
    if will {
        return if matches!(bound, Bound::Since) { Tense::Unknown } else { Tense::Future };
    }
    if to {
        let planned = parsed.relation(verb) == Relation::Xcomp
            && parsed.head(verb).is_some_and(|above| {
                is_present(parsed, above) && vocabulary.looks_ahead(parsed.lemma(above)) == Some(true)
            });
        return if planned { Tense::Future } else { Tense::Unknown };
    }
    let past = has
        || was
        || finite("Past", verb)
            && parsed.feature(verb, "VerbForm") == Some("Fin")
            && looks != Some(Outlook::Ahead);
    let ahead =
        matches!(looks, Some(Outlook::Ahead | Outlook::Moved)) || matches!(bound, Bound::Until | Bound::By);
    if past && !ahead { Tense::Past } else { Tense::Unknown }
}

/// Whether words of time say of a present state when it lasts, and not of something done when it is done.
pub(super) fn is_state(parsed: &Parsed<'_>, vocabulary: &Vocabulary, head: usize) -> bool {
    let Some(verb) = std::iter::once(head)
        .chain(parsed.ancestors(head))
        .find(|one| *one != head && (is_predicate(parsed, *one) || parsed.upos(*one) == Upos::Verb))
    else {
        return false;
    };
    let child = |relation: Relation| parsed.child_by(verb, relation);
    let subject = child(Relation::Nsubj).or_else(|| child(Relation::NsubjPass));
    if subject
        .is_some_and(|subject| subject == head || parsed.feature(subject, "Person").is_some_and(|p| p != "3"))
    {
        return false;
    }
    if child(Relation::Aux).is_some()
        || child(Relation::Mark).is_some()
        || !(is_present(parsed, verb) || parsed.relation(verb) == Relation::Acl)
    {
        return false;
    }
    child(Relation::Cop).is_some()
        || child(Relation::AuxPass).is_some()
        || vocabulary.outlook(parsed.lemma(verb)) == Some(Outlook::State)
}
