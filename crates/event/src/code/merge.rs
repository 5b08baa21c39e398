//! The same happening told twice is one claim, unless the second telling adds something.

use dragoman_text::{Relation, Span, Upos};

use super::party::countries_of;
use super::walk::Walk;
use super::{Draft, is_past};
use crate::claim::{Claim, Party, Status};

/// Merges drafts into claims, in the order of the text.
pub(super) fn merge(walk: &Walk<'_>, drafts: &[Draft]) -> Vec<Claim> {
    let mut stands_for: Vec<usize> = (0..drafts.len()).collect();
    for later in 0..drafts.len() {
        for earlier in 0..later {
            if stands_for[earlier] != earlier {
                continue;
            }
            if adds_nothing(walk, &drafts[earlier], &drafts[later]) {
                stands_for[later] = earlier;
                break;
            }
            if adds_nothing(walk, &drafts[later], &drafts[earlier]) {
                stands_for[earlier] = later;
            }
        }
    }
    let mut aims: Vec<Option<usize>> = vec![None; drafts.len()];
    for (idx, deed) in drafts.iter().enumerate() {
        let aim = (0..drafts.len()).find(|aim| *aim != idx && is_what_for(walk, deed, &drafts[*aim]));
        if let Some(aim) = aim.filter(|aim| stands_for[*aim] == *aim && stands_for[idx] == idx) {
            stands_for[aim] = idx;
            aims[idx] = Some(aim);
        }
    }
    let resolve = |mut idx: usize| {
        for _ in 0..stands_for.len() {
            if stands_for[idx] == idx {
                break;
            }
            idx = stands_for[idx];
        }
        idx
    };
    let kept: Vec<usize> = (0..drafts.len()).filter(|idx| stands_for[*idx] == *idx).collect();
    kept.iter()
        .map(|idx| {
            let mut claim = drafts[*idx].claim.clone();
            if let Some(aim) = aims[*idx].map(|aim| &drafts[aim].claim) {
                let says_more = aim.status == claim.status && aim.event_type != "ACCUSE";
                if !aim.recipients.is_empty() && (says_more || claim.recipients.is_empty()) {
                    claim.recipients.clone_from(&aim.recipients);
                }
                claim.place = claim.place.or_else(|| aim.place.clone());
            }
            claim.about = claim.about.and_then(|about| kept.iter().position(|kept| *kept == resolve(about)));
            claim
        })
        .collect()
}

/// "Fired tear gas to disperse the crowd", "an attack targeting tourists": whether one happening is what another of its
/// kind was done for, or says at whom, and is no second one.
fn is_what_for(walk: &Walk<'_>, deed: &Draft, aim: &Draft) -> bool {
    let (one, two) = (&deed.claim, &aim.claim);
    let over = walk.parsed.head(aim.trigger);
    // "Launched an offensive to take the town".
    let is_told_by =
        || !walk.is_verb(deed.trigger) && over.is_some() && walk.light_verb(deed.trigger) == over;
    let under = over == Some(deed.trigger) || is_told_by();
    if !under || one.event_type != two.event_type || !covers(&one.actors, &two.actors) {
        return false;
    }
    // "Visits Saudi Arabia to meet the crown prince": the journey and what it is for.
    let is_visit = |claim: &Claim| claim.modes.iter().any(|mode| mode == "visit");
    if is_visit(one) && !is_visit(two) && !two.recipients.is_empty() | (two.actors.len() > 1) {
        return false;
    }
    let relation = walk.parsed.relation(aim.trigger);
    let accuses = one.event_type == "ACCUSE";
    // "Met the king before flying to Oman" was not for the flight.
    let is_before = !walk.has_to(aim.trigger) && walk.parsed.xpos(aim.trigger) == "VBG";
    let purpose = (two.status == Status::Planned && !is_before || accuses && is_past(two.status))
        && is_past(one.status)
        && (matches!(relation, Relation::Advcl | Relation::Xcomp)
            || relation == Relation::Acl && walk.has_to(aim.trigger) && one.event_type == "ASSAULT")
        // "Summoned the envoy to protest against the arrest".
        && (one.recipients.is_empty()
            || accuses
            || covers(&one.recipients, &two.recipients));
    purpose
        || one.status == two.status
            && relation == Relation::Acl
            && walk.parsed.xpos(aim.trigger) == "VBG"
            && !walk.is_verb(deed.trigger)
}

/// Whether one telling says nothing that the fuller one does not.
pub(super) fn adds_nothing(walk: &Walk<'_>, fuller: &Draft, other: &Draft) -> bool {
    let (one, two) = (&fuller.claim, &other.claim);
    let compatible = one.event_type == two.event_type
        && (one.status == two.status || is_past(one.status) && is_past(two.status))
        && covers(&one.actors, &two.actors)
        && covers(&one.recipients, &two.recipients);
    if !compatible || is_apart_in_time(walk, fuller, other) || are_two_deeds(walk, fuller, other) {
        return false;
    }
    let same_sentence = walk.parsed.sentence_of(fuller.trigger) == walk.parsed.sentence_of(other.trigger);
    if !same_sentence
        && is_told_anew(walk, one, fuller.trigger.min(other.trigger), fuller.trigger.max(other.trigger))
    {
        return false;
    }
    // "Killed ten in raids. Barns were burnt down during the raids": the dead are not told by the barns.
    let destroys = |claim: &Claim| claim.modes.iter().any(|mode| mode == "destroy");
    let harms = |draft: &Draft| !destroys(&draft.claim) && walk.is_a(draft.trigger, "harms");
    if !same_sentence && (destroys(one) && harms(other) || destroys(two) && harms(fuller)) {
        return false;
    }
    // "It also bans him from entering": whoever says so tells of something more.
    let later = fuller.trigger.max(other.trigger);
    let adds = walk.parsed.children_by(later, Relation::Advmod).any(|word| walk.parsed.lemma(word) == "also");
    // "The attack also hurt three", "twenty more were also hurt", and not "five were also hurt in a raid on the port".
    let again = match walk.deed_that_harms(later) {
        Some(deed) => walk.is_named_again(deed),
        None => walk.is_a(later, "harms") && walk.is_passive(later),
    };
    if adds
        && !again
        && !same_sentence
        && walk.parsed.lemma(fuller.trigger) != walk.parsed.lemma(other.trigger)
    {
        return false;
    }
    // One deed may be told by its manner and by its end; what is asked for or agreed is two things.
    let listed_apart = walk.conjuncts(fuller.trigger).contains(&other.trigger)
        || walk.conjuncts(other.trigger).contains(&fuller.trigger);
    let one_deed = same_sentence && is_past(one.status) && !(listed_apart && one.modes != two.modes);
    // "Ends the pact and expels its envoy": two deeds, unless one is told by way of the other.
    let apart = |one: &Draft, two: &Draft| {
        !one.claim.modes.is_empty()
            && !two.claim.modes.is_empty()
            && one.claim.modes.iter().all(|mode| !two.claim.modes.contains(mode))
            && (!walk.parsed.is_under(one.trigger, two.trigger)
                && !walk.parsed.is_under(two.trigger, one.trigger)
                || is_before_or_after(walk, one.trigger, two.trigger)
                || is_told_of_another(walk, one.trigger, two.trigger)
                || is_told_of_another(walk, two.trigger, one.trigger))
    };
    if same_sentence && one.event_type != "ASSAULT" && apart(fuller, other) {
        return false;
    }
    // "Suspends its aid and imposes sanctions": what is done to two things is two deeds.
    let object = |draft: &Draft| {
        let object = walk.parsed.child_by(draft.trigger, Relation::Obj);
        // "Convicts a man of murder and sentences him": the same man.
        object.filter(|one| !is_personal(walk, *one))
    };
    let of_two_things = matches!((object(fuller), object(other)), (Some(first), Some(second))
        if walk.parsed.lemma(first) != walk.parsed.lemma(second));
    let are_measures =
        matches!(one.event_type.as_str(), "SANCTION" | "COERCE" | "AID" | "CONCEDE" | "COOPERATE");
    if listed_apart && same_sentence && of_two_things && are_measures {
        return false;
    }
    let modes = two.modes.iter().all(|mode| one.modes.contains(mode)) || one.modes.is_empty() || one_deed;
    let dates =
        two.when.words.is_none() || one.when.words.is_some() && one.when.interval.meets(two.when.interval);
    let places = two
        .place
        .as_ref()
        .is_none_or(|place| one.place.as_ref().is_some_and(|other| other.country == place.country));
    let sources = one.source.kind == two.source.kind || two.source.who.is_none();
    // "Called for the release of the crew and the release of the pilots": two things that are asked for.
    let listed = same_sentence
        && fuller.trigger != other.trigger
        && (walk.parsed.lemma(fuller.trigger) == walk.parsed.lemma(other.trigger)
            || are_two_crowds(walk, fuller, other))
        && !one.recipients.is_empty()
        && !two.recipients.is_empty()
        && one.recipients.iter().all(|party| two.recipients.iter().all(|other| other.text != party.text));
    if listed {
        return false;
    }
    // "Agreed on a visit last year", "agreed to keep the line open": two acts that speak about two things.
    let about = |draft: &Draft| -> Vec<&str> {
        let said = walk.contents_as_written(draft.trigger).into_iter();
        said.map(|token| walk.parsed.lemma(token)).collect()
    };
    let other_words = !same_sentence
        && walk.is_act(other.trigger)
        && about(other).iter().any(|lemma| !about(fuller).contains(lemma));
    if other_words {
        return false;
    }
    let same_acts = !same_sentence || fuller.content == other.content || other.content.is_empty();
    modes && dates && places && sources && same_acts
}

/// Whether a further sentence tells of something new with a verb of its own: whoever blames somebody in other words does so
/// again, and what is done to things or people that were not spoken of is another deed. What a noun takes up, and what a
/// headline tells, is told once.
fn is_told_anew(walk: &Walk<'_>, claim: &Claim, earlier: usize, later: usize) -> bool {
    let parsed = walk.parsed;
    let sentence = |token: usize| parsed.sentence_of(token);
    if !walk.is_verb(later)
        || parsed.is_headline(sentence(earlier))
        || parsed.is_headline(sentence(later))
        || parsed.lemma(earlier) == parsed.lemma(later)
    {
        return false;
    }
    let before = 0..parsed.tokens_of(sentence(later)).start;
    let is_new = |one: usize| {
        parsed.upos(one) == Upos::Noun && !before.clone().any(|word| parsed.lemma(word) == parsed.lemma(one))
    };
    let relations = [Relation::Obj, Relation::NsubjPass];
    let mut hit = relations.into_iter().filter_map(|relation| parsed.child_by(later, relation));
    claim.event_type == "ACCUSE" || hit.any(is_new)
}

/// "Him", "them", "it".
fn is_personal(walk: &Walk<'_>, word: usize) -> bool {
    walk.parsed.xpos(word) == "PRP"
}

/// "Chadian police shot a farmer in Mao. They shot a teacher in Bol": whether two sentences tell of what was done to two,
/// or, as in "rebels killed four soldiers, and soldiers shot two rebels", by those to whom the other was done.
fn are_two_deeds(walk: &Walk<'_>, one: &Draft, other: &Draft) -> bool {
    if !matches!(one.claim.event_type.as_str(), "ASSAULT" | "COERCE") {
        return false;
    }
    if change_sides(&one.claim, &other.claim)
        || are_deeds_of_foes(walk, one, other)
        || take_some(walk, one, other)
        || is_held_for(walk, one, other)
        || is_held_for(walk, other, one)
    {
        return true;
    }
    // "A separate strike killed three".
    let at = |draft: &Draft| walk.parsed.sentence_of(draft.trigger);
    let later = one.trigger.max(other.trigger);
    let deed = if walk.is_verb(later) { walk.deed_that_harms(later) } else { Some(later) };
    let besides = if one.trigger < other.trigger { other } else { one };
    if at(one) != at(other)
        && (deed.is_some_and(|deed| walk.is_one_more(deed)) || walk.is_told_besides(besides))
    {
        return true;
    }
    // A headline tells in other words what the text tells.
    let in_text = |draft: &Draft| !walk.parsed.is_headline(at(draft)) && walk.is_verb(draft.trigger);
    if at(one) == at(other) || !in_text(one) || !in_text(other) {
        return false;
    }
    let (first, second) = if one.trigger < other.trigger { (one, other) } else { (other, one) };
    let heads = |draft: &Draft| -> Vec<usize> {
        let said = draft.claim.recipients.iter().filter(|party| !party.span.is_empty());
        said.filter_map(|party| walk.head_of(party.span)).collect()
    };
    let (before, now) = (heads(first), heads(second));
    let is_new = |head: &usize| {
        !walk.is_a(*head, "anybody")
            && walk.is_said_anew(*head)
            && before.iter().all(|one| walk.parsed.lemma(*one) != walk.parsed.lemma(*head))
    };
    let of_two_kinds = !before.is_empty()
        && !now.is_empty()
        && now.iter().all(is_new)
        && !before.iter().any(|head| walk.is_a(*head, "anybody") || walk.place(*head).is_some());
    let places = (first.claim.place.as_ref(), second.claim.place.as_ref());
    let in_two_places = matches!(places, (Some(one), Some(other))
        if one.text != other.text && !one.span.is_empty() && !other.span.is_empty());
    of_two_kinds && in_two_places
}

/// "A general is arrested over the detention of nurses": whether somebody is held for the other deed.
fn is_held_for(walk: &Walk<'_>, holding: &Draft, deed: &Draft) -> bool {
    let holds = walk.is_verb(holding.trigger)
        && holding.claim.modes.iter().any(|mode| mode == "arrest")
        && walk.parsed.child_by(holding.trigger, Relation::Obj).is_none();
    // "Over his role in the detention" may hang the detention beside the role.
    let reasons = ["over", "for"].into_iter().flat_map(|word| walk.nominals(holding.trigger, word));
    let is_reason = |word: usize| {
        walk.parsed.head(word) == Some(holding.trigger)
            && matches!(walk.preposition(word).as_deref(), Some("over" | "for"))
    };
    let up: Vec<usize> =
        std::iter::once(deed.trigger).chain(walk.parsed.ancestors(deed.trigger).take(6)).collect();
    holds
        && up.contains(&holding.trigger)
        && (up.iter().any(|word| is_reason(*word))
            || reasons.into_iter().any(|one| one > holding.trigger && one < deed.trigger))
}

/// "Police arrest a mayor, prompting marches and the detention of ten students": whether two words tell of two kinds of
/// people who were held.
fn are_two_crowds(walk: &Walk<'_>, one: &Draft, other: &Draft) -> bool {
    let is_arrest = |draft: &Draft| draft.claim.modes.iter().any(|mode| mode == "arrest");
    let held = |draft: &Draft| -> Vec<usize> {
        let named = draft.claim.recipients.iter().filter(|party| !party.span.is_empty() && !party.inferred);
        named.filter_map(|party| walk.head_of(party.span)).collect()
    };
    let (first, second) = (held(one), held(other));
    let is_noun = |head: &usize| walk.parsed.upos(*head) == dragoman_text::Upos::Noun;
    is_arrest(one)
        && is_arrest(other)
        && !first.is_empty()
        && !second.is_empty()
        && first.iter().chain(&second).all(is_noun)
        && first
            .iter()
            .all(|head| second.iter().all(|one| walk.parsed.lemma(*one) != walk.parsed.lemma(*head)))
}

/// "Rebels killed four soldiers, and soldiers shot two rebels": whether those do it to whom the other was done, within
/// one country.
fn change_sides(one: &Claim, other: &Claim) -> bool {
    let sectors = |parties: &[Party]| -> Vec<String> {
        parties.iter().filter_map(|party| party.actor.sector.clone()).collect()
    };
    let turn = |doers: &[Party], victims: &[Party]| {
        let (doers, victims) = (sectors(doers), sectors(victims));
        !doers.is_empty() && doers.iter().all(|sector| victims.contains(sector))
    };
    let apart = |one: &[Party], other: &[Party]| {
        let others = sectors(other);
        !others.is_empty() && sectors(one).iter().all(|sector| !others.contains(sector))
    };
    countries_of(&one.actors) == countries_of(&other.recipients)
        && turn(&one.actors, &other.recipients)
        && turn(&other.actors, &one.recipients)
        && apart(&one.actors, &other.actors)
}

/// "The army retakes the town, which rebels had captured": whether an army does the one and rebels the other, where
/// neither is a fight of both.
fn are_deeds_of_foes(walk: &Walk<'_>, one: &Draft, other: &Draft) -> bool {
    let is_fight =
        |draft: &Draft| walk.reading(draft.trigger).is_none_or(|reading| walk.predicate(reading).is_mutual());
    let sides = |draft: &Draft| -> Vec<bool> {
        let known = draft.claim.actors.iter().map(|party| match party.actor.sector.as_deref() {
            Some("MIL" | "COP" | "GOV" | "SPY") => Some(true),
            Some("REB" | "UAF" | "CRM") => Some(false),
            _ => None,
        });
        known.collect::<Option<Vec<bool>>>().unwrap_or_default()
    };
    let (first, second) = (sides(one), sides(other));
    let are_two = matches!((first.first(), second.first()), (Some(one), Some(other))
        if one != other && first.iter().all(|side| side == one) && second.iter().all(|side| side == other));
    are_two && !is_fight(one) && !is_fight(other)
}

/// "Killed four farmers and kidnapped ten women": whether the one tells who was taken and the other who was hurt.
fn take_some(walk: &Walk<'_>, one: &Draft, other: &Draft) -> bool {
    let takes = |draft: &Draft| draft.claim.modes.iter().any(|mode| mode == "abduct");
    let named = |draft: &Draft| -> Vec<Span> {
        let people = draft.claim.recipients.iter().filter(|party| !party.inferred && !party.span.is_empty());
        people.map(|party| party.span).collect()
    };
    let (first, second) = (named(one), named(other));
    takes(one) != takes(other)
        && walk.is_verb(one.trigger)
        && walk.is_verb(other.trigger)
        && !first.is_empty()
        && !second.is_empty()
        && first.iter().all(|span| !second.contains(span))
}

/// "Opened a consulate, a year after they signed the treaty": what two sides do for each other before or after it.
/// Deeds of war are told by their beginning and their end so, and a meeting by the journey.
fn is_apart_in_time(walk: &Walk<'_>, one: &Draft, other: &Draft) -> bool {
    let facts = walk.predicates.ontology.types.get(&one.claim.event_type);
    let are_kind =
        facts.is_some_and(|facts| facts.quad.ends_with("cooperation")) && one.claim.event_type != "CONSULT";
    are_kind && is_before_or_after(walk, one.trigger, other.trigger)
}

/// "Arrested at a march against the ban": the ban is what the march was about, and no way in which they were arrested.
fn is_told_of_another(walk: &Walk<'_>, lower: usize, upper: usize) -> bool {
    let own = walk.type_of(lower);
    matches!(own, Some("COERCE" | "SANCTION" | "RETREAT" | "CONCEDE"))
        && walk.parsed.is_under(lower, upper)
        && !walk.is_verb(lower)
        && walk
            .parsed
            .ancestors(lower)
            .take_while(|between| *between != upper)
            .any(|between| walk.type_of(between).is_some_and(|other| Some(other) != own))
}

/// Whether one of two words stands in a clause that says before or after what, and the other outside it.
fn is_before_or_after(walk: &Walk<'_>, one: usize, other: usize) -> bool {
    let parsed = walk.parsed;
    let is_then = |clause: &usize| {
        matches!(parsed.relation(*clause), Relation::Advcl | Relation::Acl)
            && parsed
                .children_by(*clause, Relation::Mark)
                .any(|mark| matches!(parsed.lemma(mark), "after" | "before" | "since"))
    };
    let is_alone_then = |lower: usize, upper: usize| {
        std::iter::once(lower)
            .chain(parsed.ancestors(lower))
            .find(is_then)
            .is_some_and(|clause| clause != upper && !parsed.is_under(upper, clause))
    };
    is_alone_then(one, other) || is_alone_then(other, one)
}

/// Whether every party of `few` is among `many`, by country and by who exactly, where that is known.
fn covers(many: &[Party], few: &[Party]) -> bool {
    if few.is_empty() {
        return true;
    }
    few.iter().all(|party| {
        many.iter().any(|other| {
            other.actor.country == party.actor.country
                && (party.actor.country.is_some() || other.text == party.text)
                && (party.actor.person.is_none()
                    || other.actor.person.is_none()
                    || other.actor.person == party.actor.person)
        })
    })
}
