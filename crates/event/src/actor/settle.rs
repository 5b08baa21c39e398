//! Decides between what mentions can refer to, once the day is known, and what they say about the day.

use jiff::civil::Date;

use super::{Actor, ActorMention, Candidate, Candidates, Known, Lead, TermClue};
use crate::Interval;
use crate::knowledge::{Knowledge, Modifier, Owner, Target, Term, TermStatus, folded, skeleton};

/// For how many references one is followed to the next.
const MOST_STEPS: usize = 6;

/// What it adds to somebody's score to be listed by an encyclopedia.
const WELL_KNOWN: f32 = 0.3;

/// Decides who is meant by each mention.
pub(super) fn settle(candidates: &Candidates, knowledge: &Knowledge<'_>, day: Interval) -> Vec<ActorMention> {
    (0..candidates.mentions.len())
        .filter_map(|place| {
            let mention = candidates.mentions.get(place)?;
            let actors = actors_of(candidates, knowledge, place, day);
            (!actors.is_empty()).then(|| ActorMention {
                span: mention.span,
                tokens: mention.tokens.clone(),
                head: mention.head,
                actors,
                stands_for: stands_for(candidates, mention),
            })
        })
        .collect()
}

/// The heads of the words that a pronoun stands for, through other pronouns.
fn stands_for(candidates: &Candidates, pronoun: &Candidate) -> Vec<usize> {
    let same = |lead: &Lead| {
        let mut place = lead.same_as?;
        for _ in 0..MOST_STEPS {
            let mention = candidates.mentions.get(place)?;
            match mention.leads.first()?.same_as.filter(|_| mention.is_pronoun) {
                Some(next) => place = next,
                None => return Some(mention.head),
            }
        }
        None
    };
    if pronoun.is_pronoun { pronoun.leads.iter().filter_map(same).collect() } else { Vec::new() }
}

/// Decides who is meant by one mention.
pub(super) fn actors_of(
    candidates: &Candidates,
    knowledge: &Knowledge<'_>,
    place: usize,
    day: Interval,
) -> Vec<Actor> {
    follow(candidates, knowledge, place, day, 0)
}

/// As sure as what a mention says of itself needs to be.
const SURE: f32 = 0.8;

fn follow(
    candidates: &Candidates,
    knowledge: &Knowledge<'_>,
    place: usize,
    day: Interval,
    n_steps: usize,
) -> Vec<Actor> {
    let Some(mention) = candidates.mentions.get(place) else { return Vec::new() };
    let mut actors: Vec<Actor> = Vec::new();
    for lead in &mention.leads {
        let mut lead = lead.clone();
        if let Some(same) = lead.same_as {
            if n_steps >= MOST_STEPS {
                continue;
            }
            for mut actor in follow(candidates, knowledge, same, day, n_steps + 1) {
                // What is known of whom it stands for does not become a guess on the way.
                let least = actor.confidence.min(SURE);
                actor.confidence = (actor.confidence * 0.9).max(least);
                actor.reason = format!("{}: {}", lead.because, actor.reason);
                if lead.modifier == Modifier::Former {
                    actor.sector = Some("ELI".to_owned());
                }
                actors.push(actor);
            }
            continue;
        }
        if let Some(other) = lead.counterpart_of
            && n_steps < MOST_STEPS
        {
            lead.titles = title_of(candidates, knowledge, other, day);
        }
        if let Some(actor) = actor_of(knowledge, &lead, day) {
            actors.push(actor);
        }
    }
    actors
}

/// The titles of a mention, said or known.
fn title_of(candidates: &Candidates, knowledge: &Knowledge<'_>, place: usize, day: Interval) -> Vec<u32> {
    let mut place = place;
    for _ in 0..MOST_STEPS {
        let Some(lead) = candidates.mentions.get(place).and_then(|mention| mention.leads.first()) else {
            break;
        };
        if !lead.titles.is_empty() {
            return lead.titles.clone();
        }
        if let Some(same) = lead.same_as {
            place = same;
            continue;
        }
        let Some(choice) = choose(knowledge, lead, &[], day) else { break };
        let kind = choice
            .term
            .and_then(|term| knowledge.offices.get(term.office as usize))
            .map(|office| office.kind);
        return (0..knowledge.titles.len() as u32)
            .filter(|title| {
                knowledge
                    .titles
                    .get(*title as usize)
                    .is_some_and(|title| Some(title.kind) == kind && title.country.is_none())
            })
            .take(1)
            .collect();
    }
    Vec::new()
}

/// A person who may be meant, and the term in which.
#[derive(Clone, Copy)]
struct Choice<'k> {
    person: u32,
    term: Option<&'k Term>,
    score: f32,
    /// Whether somebody else is as likely.
    tied: bool,
}

/// Kinds of office that a title's kind can stand for.
fn kinds_of(knowledge: &Knowledge<'_>, lead: &Lead) -> Vec<u8> {
    let owner = owner_country(lead.owner);
    let bound: Vec<u32> = lead
        .titles
        .iter()
        .copied()
        .filter(|title| {
            knowledge
                .titles
                .get(*title as usize)
                .is_some_and(|title| title.country.is_some() && title.country == owner)
        })
        .collect();
    let titles = if bound.is_empty() {
        let free: Vec<u32> = lead
            .titles
            .iter()
            .copied()
            .filter(|title| {
                knowledge.titles.get(*title as usize).is_some_and(|title| title.country.is_none())
            })
            .collect();
        if free.is_empty() { lead.titles.clone() } else { free }
    } else {
        bound
    };
    let mut kinds = Vec::new();
    for title in titles {
        let Some(title) = knowledge.titles.get(title as usize) else { continue };
        let more: &[&str] = match knowledge.kind_id(title.kind) {
            "LEADER" => &["LEADER", "HOS", "HOG", "GROUPHEAD", "PARTYLEAD", "IGOHEAD"],
            "HOS" => &["HOS", "LEADER", "IGOHEAD", "SUBNAT"],
            "HOG" => &["HOG", "SUBNAT"],
            "ENVOY" => &["ENVOY", "AMB", "UNREP"],
            "AMB" => &["AMB", "UNREP"],
            "PTYFA" => &["MFA"],
            _ => &[],
        };
        let mut push = |kind: u8| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        };
        push(title.kind);
        for id in more {
            if let Some(kind) = knowledge.kind(id) {
                push(kind);
            }
        }
    }
    kinds
}

fn owner_country(owner: Option<Owner>) -> Option<u32> {
    match owner {
        Some(Owner::Country(country)) => Some(country),
        _ => None,
    }
}

/// How much of the world's attention a kind of office gets.
fn weight_of(knowledge: &Knowledge<'_>, kind: u8) -> f32 {
    match knowledge.kind_id(kind) {
        "HOS" | "LEADER" | "HOG" | "IGOHEAD" => 1.0,
        "MFA" | "DEF" | "VP" | "NSA" | "GROUPHEAD" => 0.8,
        "ENVOY" | "SPOX" | "CDS" | "MFA_ASST" | "MFA_DEP" | "FIN" | "LEGHEAD" | "TRADE" | "PTYFA" => 0.6,
        _ => 0.3,
    }
}

/// Chooses the person who is meant.
fn choose<'k>(knowledge: &'k Knowledge<'_>, lead: &Lead, kinds: &[u8], day: Interval) -> Option<Choice<'k>> {
    let mut best: Option<Choice<'k>> = None;
    let mut second = f32::MIN;
    let owner_code = lead.owner.map(|owner| knowledge.code_of(owner));
    for person in &lead.people {
        let mut mine: Option<Choice<'k>> = None;
        for term in knowledge.terms_held_by(*person) {
            let Some(office) = knowledge.offices.get(term.office as usize) else { continue };
            let mut score = weight_of(knowledge, office.kind);
            if let Some(code) = owner_code {
                let same = knowledge.code_of(office.owner) == code;
                let certain = lead.known == Known::Said;
                score += match (same, certain) {
                    (true, true) => 4.0,
                    (true, false) => 1.0,
                    (false, true) => -4.0,
                    (false, false) => -0.5,
                };
            }
            if !kinds.is_empty() {
                score += if kinds.first() == Some(&office.kind) {
                    3.0
                } else if kinds.contains(&office.kind) {
                    2.5
                } else {
                    -0.5
                };
            }
            score += date_score(term, day);
            if mine.is_none_or(|before| score > before.score) {
                mine = Some(Choice { person: *person, term: Some(term), score, tied: false });
            }
        }
        let mut mine = mine.unwrap_or(Choice { person: *person, term: None, score: 0.0, tied: false });
        // Of several rows for one king of many realms, the one that an encyclopedia knows is of his own.
        if knowledge.people.get(*person as usize).is_some_and(|person| person.id.starts_with("PER:Q")) {
            mine.score += WELL_KNOWN;
        }
        match &best {
            Some(before) if mine.score <= before.score => second = second.max(mine.score),
            before => {
                second = second.max(before.as_ref().map_or(f32::MIN, |before| before.score));
                best = Some(mine);
            }
        }
    }
    best.map(|best| Choice { tied: best.score - second < 0.25, ..best })
}

/// Whose a person most likely is, whatever the day.
pub(super) fn likely_owner(knowledge: &Knowledge<'_>, lead: &Lead) -> Option<Owner> {
    let kinds = kinds_of(knowledge, lead);
    let choice = choose(knowledge, lead, &kinds, Interval::OPEN)?;
    knowledge.offices.get(choice.term?.office as usize).map(|office| office.owner)
}

/// How well a term and a day go together.
fn date_score(term: &Term, day: Interval) -> f32 {
    if day == Interval::OPEN {
        // The latest is the likeliest.
        let from = term.held.from.map_or(0.0, |day| f32::from(day.first.year()));
        return (from - 2020.0).clamp(-30.0, 10.0) * 0.02;
    }
    let held = term.held.believed();
    if held.meets(day) {
        // Of two offices at once, the newer one is rather meant: sources learn late that the older one ended.
        let from = term.held.from.map_or(0.0, |day| f32::from(day.first.year()));
        let newer = (from - 2000.0).clamp(0.0, 40.0) * 0.01;
        return newer + if term.status == TermStatus::Disputed { 1.5 } else { 2.0 };
    }
    let years = |one: Date, two: Date| (one - two).get_days() as f32 / 365.0;
    match (held.to, day.from, held.from, day.to) {
        (Some(end), Some(start), _, _) if end < start => -(years(start, end) * 0.15).min(3.0),
        (_, _, Some(start), Some(end)) if end < start => -1.0 - (years(start, end) * 0.3).min(3.0),
        _ => 0.0,
    }
}

/// Who holds an office of one of these kinds on that day, if only one can.
fn holder<'k>(
    knowledge: &'k Knowledge<'_>,
    lead: &Lead,
    owner: Owner,
    kinds: &[u8],
    day: Interval,
) -> Option<(&'k Term, bool)> {
    if day == Interval::OPEN || day.from.is_none() || day.to.is_none() {
        return None;
    }
    kinds.iter().find_map(|kind| holder_of_kind(knowledge, lead, owner, *kind, day))
}

/// Who holds an office of one kind on that day, if only one can.
fn holder_of_kind<'k>(
    knowledge: &'k Knowledge<'_>,
    lead: &Lead,
    owner: Owner,
    kind: u8,
    day: Interval,
) -> Option<(&'k Term, bool)> {
    let exclusive = knowledge.kinds.get(kind as usize).is_some_and(|kind| kind.exclusive);
    let offices = knowledge.offices_of(owner, kind);
    let words = folded(&lead.title_words);
    let mut found: Vec<&Term> = Vec::new();
    for office in offices {
        let title = knowledge.offices.get(*office as usize).map_or("", |office| office.title);
        if !exclusive && offices.len() > 1 && !alike(&folded(title), &words, knowledge, lead) {
            continue;
        }
        for term in knowledge.terms_of(*office) {
            let wanted = match lead.modifier {
                Modifier::Acting => matches!(term.status, TermStatus::Acting | TermStatus::Holder),
                _ => term.status != TermStatus::Disputed && term.status != TermStatus::Designate,
            };
            if wanted && term.held.believed().meets(day) {
                found.push(term);
            }
        }
    }
    // The one who is in office through all of it; at a hand-over nobody is sure.
    let first = found.first()?.person;
    if found.iter().all(|term| term.person == first) {
        let term = *found.first()?;
        return Some((term, term.held.covers(day)));
    }
    let mut covering = found.iter().filter(|term| term.held.covers(day) && known_then(term, day));
    let one = covering.next()?;
    covering.all(|term| term.person == one.person).then_some((*one, false))
}

/// Whether the term is known to have run on that day, and not only believed to.
fn known_then(term: &Term, day: Interval) -> bool {
    term.held.last().is_some() || day.from.is_none_or(|from| term.held.believed().contains(from))
}

/// Whether an office's title is meant by words: they are the same but for the body's or country's name.
fn alike(title: &str, words: &str, knowledge: &Knowledge<'_>, lead: &Lead) -> bool {
    if title == words {
        return true;
    }
    // "the top U.S. diplomat for the Asia-Pacific region" is the one "for East Asian and Pacific Affairs".
    if !lead.region.is_empty() && lead.sent_to.is_none() {
        return folded(&lead.region).split(' ').filter(|word| word.len() >= 4).any(|word| {
            let stem = word.get(..4).unwrap_or(word);
            title.split(' ').any(|other| other.starts_with(stem))
        });
    }
    let Some(to) = lead.sent_to else { return false };
    let to = folded(knowledge.name_of(to));
    title.ends_with(&to) && title.starts_with(words)
}

/// Decides who one lead is.
fn actor_of(knowledge: &Knowledge<'_>, lead: &Lead, day: Interval) -> Option<Actor> {
    let mut kinds = kinds_of(knowledge, lead);
    let mut lead = lead.clone();
    name_on(&mut lead, day);
    if lead.itself && lead.owner.is_none() {
        return None;
    }
    bind_title(knowledge, &mut lead);
    if !lead.region.is_empty() && lead.sent_to.is_none() && lead.title_words.ends_with("top diplomat") {
        kinds = knowledge.kind("MFA_ASST").into_iter().collect();
    }
    if kinds.is_empty() {
        kinds = kinds_of(knowledge, &lead);
    }
    let on = day.to.or(day.from);
    let mut actor = Actor { confidence: 0.9, ..Actor::default() };
    let mut reasons: Vec<String> = Vec::new();
    if let Some(owner) = lead.owner {
        let code = match owner {
            Owner::Body(body) => knowledge.standing(body, on).0,
            Owner::Country(_) => knowledge.code_of(owner),
        };
        actor.country = some(code);
        match lead.known {
            Known::Context(share) => {
                actor.confidence = 0.35 + 0.4 * f32::from(share) / 100.0;
                reasons.push(format!("{} is what the article is about here", knowledge.name_of(owner)));
            }
            _ if lead.because.is_empty() => {}
            _ => reasons.push(lead.because.to_owned()),
        }
    }
    if lead.name.is_some() {
        name_person(knowledge, &lead, &kinds, day, &mut actor, &mut reasons);
    } else if lead.itself {
        name_itself(knowledge, &lead, on, &mut actor, &mut reasons);
    } else {
        name_office(knowledge, &lead, &kinds, day, &mut actor, &mut reasons);
    }
    if actor.country.is_none() && actor.sector.is_none() && actor.person.is_none() {
        return None;
    }
    actor.reason = reasons.join("; ");
    Some(actor)
}

/// Takes a name for what it names on that day, where that is known to differ.
fn name_on(lead: &mut Lead, day: Interval) {
    if lead.dated.is_empty() || day == Interval::OPEN {
        return;
    }
    let dated = std::mem::take(&mut lead.dated);
    let is_named = |target: Target| dated.iter().any(|(one, _)| *one == target);
    let is_valid = |target: Target| dated.iter().any(|(one, days)| *one == target && days.meets(day));
    lead.people.retain(|person| !is_named(Target::Person(*person)) || is_valid(Target::Person(*person)));
    let Some(owner) = lead.owner else { return };
    let target = match owner {
        Owner::Country(country) => Target::Country(country),
        Owner::Body(body) => Target::Body(body),
    };
    if is_named(target) && !is_valid(target) {
        lead.owner = dated.iter().filter(|(_, days)| days.meets(day)).find_map(|(target, _)| match target {
            Target::Country(country) => Some(Owner::Country(*country)),
            Target::Body(body) => Some(Owner::Body(*body)),
            Target::Person(_) | Target::Place(_) => None,
        });
        if lead.owner.is_none() {
            lead.known = Known::Not;
        }
    }
}

/// A title that only one country has is that country's, where no other is named.
fn bind_title(knowledge: &Knowledge<'_>, lead: &mut Lead) {
    if lead.owner.is_some() && lead.known == Known::Said {
        return;
    }
    let countries: Vec<u32> =
        lead.titles.iter().filter_map(|title| knowledge.titles.get(*title as usize)?.country).collect();
    let all_bound = !lead.titles.is_empty() && countries.len() == lead.titles.len();
    if !all_bound {
        return;
    }
    let context = owner_country(lead.owner);
    // Those who hold the offices that one country alone calls so are in the tables: a name that is not
    // there ("Maria Reyes, the Defence Secretary", in news of Kenya) belongs to the land of the article.
    let is_stranger = lead.name.is_some() && lead.people.is_empty();
    if is_stranger && context.is_some_and(|country| !countries.contains(&country)) {
        return;
    }
    let by_person = lead.people.iter().find_map(|person| {
        knowledge.terms_held_by(*person).find_map(|term| {
            let owner = knowledge.offices.get(term.office as usize)?.owner;
            owner_country(Some(owner)).filter(|country| countries.contains(country))
        })
    });
    let usual = || {
        super::NAMED_BARE
            .iter()
            .filter_map(|id| knowledge.country(id))
            .find(|country| countries.contains(country))
    };
    let country = by_person
        .or_else(|| context.filter(|country| countries.contains(country)))
        .or_else(usual)
        .or_else(|| countries.first().copied());
    if let Some(country) = country {
        lead.owner = Some(Owner::Country(country));
        lead.known = Known::Said;
        lead.because = "by the title";
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The sector that goes with a title's kind.
fn sector_of_titles(knowledge: &Knowledge<'_>, lead: &Lead, kinds: &[u8]) -> Option<String> {
    let first = *kinds.first()?;
    let title = lead
        .titles
        .iter()
        .filter_map(|title| knowledge.titles.get(*title as usize))
        .find(|title| title.kind == first);
    let sector = title.map_or("", |title| title.sector);
    let sector = if sector.is_empty() { knowledge.kinds.get(first as usize)?.sector } else { sector };
    some(sector)
}

/// What a body makes of the sector of those who act for it.
fn sector_for_body(
    knowledge: &Knowledge<'_>,
    owner: Option<Owner>,
    on: Option<Date>,
    sector: Option<String>,
) -> Option<String> {
    let Some(Owner::Body(body)) = owner else { return sector };
    let (_, of_body) = knowledge.standing(body, on);
    let kind = knowledge.bodies.get(body as usize).map_or("", |body| body.kind);
    match sector.as_deref() {
        // An official of an army speaks for the army, one of an international body for no sector.
        None | Some("GOV" | "CVL" | "ELI") if kind == "igo" => some(of_body),
        None | Some("GOV") => some(of_body),
        Some("MIL" | "PTY" | "REB") if matches!(kind, "armed_group" | "party") => some(of_body),
        _ => sector,
    }
}

/// The sector of what a person is said to be by a noun ("reporter", "student protester").
fn sector_of_noun(knowledge: &Knowledge<'_>, lead: &Lead) -> Option<String> {
    some(knowledge.nouns.get(lead.noun? as usize)?.sector)
}

fn name_person(
    knowledge: &Knowledge<'_>,
    lead: &Lead,
    kinds: &[u8],
    day: Interval,
    actor: &mut Actor,
    reasons: &mut Vec<String>,
) {
    let name = lead.name.clone().unwrap_or_default();
    let on = day.to.or(day.from);
    let mut choice = choose(knowledge, lead, kinds, day);
    if let Some(found) = choice
        && (unlikely(knowledge, lead, kinds, found, day))
    {
        choice = None;
    }
    let mut by_sound = false;
    if choice.is_none() {
        choice = by_spelling(knowledge, lead, kinds, day, &name);
        by_sound = choice.is_some();
    }
    let said_sector = sector_of_titles(knowledge, lead, kinds).or_else(|| sector_of_noun(knowledge, lead));
    if let Some(choice) = choice {
        let Some(person) = knowledge.people.get(choice.person as usize) else { return };
        person.id.clone_into(&mut actor.id);
        actor.person = Some(person.name.to_owned());
        actor.wikidata = some(person.wikidata);
        let office = choice
            .term
            .and_then(|term| knowledge.offices.get(term.office as usize).map(|office| (term, office)));
        if choice.tied {
            actor.confidence *= 0.7;
            reasons.push("others of that name are as likely".to_owned());
        }
        if by_sound {
            actor.confidence *= 0.9;
            reasons.push(format!("{} is another way of writing {}", name, person.name));
        }
        if let Some((term, office)) = office {
            if actor.country.is_none() || !matches!(lead.known, Known::Said) {
                actor.country = some(code_then(knowledge, office.owner, on));
                actor.confidence = actor.confidence.max(0.8);
            }
            let running = day == Interval::OPEN || term.held.believed().meets(day);
            let fits = kinds.is_empty() || kinds.contains(&office.kind);
            if running && fits {
                actor.office = Some(office.title.to_owned());
                actor.sector = some(office.sector).or_else(|| said_sector.clone());
                reasons.push(format!("{} held {} then", person.name, office.id));
            } else if fits || kinds.is_empty() {
                reasons.push(format!("{} held {} at another time", person.name, office.id));
                actor.sector = said_sector.clone().or_else(|| Some("ELI".to_owned()));
                if kinds.is_empty() {
                    actor.confidence *= 0.8;
                }
            } else {
                actor.sector.clone_from(&said_sector);
                reasons.push(format!("{} by the words {:?}", person.name, lead.title_words));
            }
            // "Pope": what the title says of the sector, whatever the office is elsewhere.
            let of_title = lead
                .titles
                .iter()
                .filter_map(|title| knowledge.titles.get(*title as usize))
                .find(|title| title.kind == office.kind && !title.sector.is_empty());
            if let Some(title) = of_title {
                actor.sector = some(title.sector);
            }
            actor.sector = sector_for_body(knowledge, Some(office.owner), on, actor.sector.take());
        } else {
            actor.sector.clone_from(&said_sector);
        }
    } else {
        actor.person = Some(name);
        actor.sector = sector_for_body(knowledge, lead.owner, on, said_sector.clone());
        actor.confidence *= 0.8;
        reasons.push("the name is not in the tables".to_owned());
        if lead.titles.is_empty()
            && lead.owner.is_some()
            && lead.known == Known::Said
            && actor.sector.is_none()
            && let Some(Owner::Body(body)) = lead.owner
        {
            actor.sector = some(knowledge.standing(body, on).1);
        }
    }
    if actor.office.is_none() && !lead.title_words.is_empty() {
        actor.office = Some(lead.title_words.clone());
    }
    match lead.modifier {
        Modifier::Former => actor.sector = Some("ELI".to_owned()),
        Modifier::Elect | Modifier::Shadow => actor.sector = Some("OPP".to_owned()),
        _ => {}
    }
}

fn code_then<'k>(knowledge: &Knowledge<'k>, owner: Owner, on: Option<Date>) -> &'k str {
    match owner {
        Owner::Body(body) => knowledge.standing(body, on).0,
        Owner::Country(_) => knowledge.code_of(owner),
    }
}

/// Whether a person is too unlikely to be the one meant: another's namesake.
fn unlikely(knowledge: &Knowledge<'_>, lead: &Lead, kinds: &[u8], choice: Choice<'_>, day: Interval) -> bool {
    let Some(term) = choice.term else { return lead.surname_only };
    let Some(office) = knowledge.offices.get(term.office as usize) else { return true };
    let same_country =
        lead.owner.is_none_or(|owner| knowledge.code_of(owner) == knowledge.code_of(office.owner));
    // "President" is said of a region's president, and not of a mayor.
    let is_local = knowledge.kind_id(office.kind) == "SUBNAT" && kinds.first() != Some(&office.kind);
    let title = lead.title_words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let fits = kinds.contains(&office.kind) && (!is_local || office.title.to_lowercase().contains(&title));
    if lead.known == Known::Said && !same_country {
        return true;
    }
    let near = day == Interval::OPEN || date_score(term, day) > -1.5;
    if lead.surname_only {
        // A title, or an office that the world knows by the surname alone.
        return !(near
            && (fits && same_country || kinds.is_empty() && weight_of(knowledge, office.kind) >= 0.8));
    }
    // A full name of somebody who left office long ago, under a title that they never held.
    !near && !kinds.is_empty() && !fits && weight_of(knowledge, office.kind) < 0.8
}

/// Somebody who held the office under a name that sounds the same.
fn by_spelling<'k>(
    knowledge: &'k Knowledge<'_>,
    lead: &Lead,
    kinds: &[u8],
    day: Interval,
    name: &str,
) -> Option<Choice<'k>> {
    let owner = lead.owner?;
    let plain = folded(name);
    let words: Vec<String> = plain.split(' ').map(skeleton).collect();
    let whole = skeleton(name);
    let mut best: Option<Choice<'k>> = None;
    for kind in kinds {
        for office in knowledge.offices_of(owner, *kind) {
            for term in knowledge.terms_of(*office) {
                let Some(person) = knowledge.people.get(term.person as usize) else { continue };
                let surname = skeleton(person.surname);
                let full = skeleton(person.name);
                let same_surname = words.last() == Some(&surname)
                    || whole.ends_with(&surname) && surname.len() > 2
                    || words.len() > 1 && words.first() == Some(&surname);
                // Short skeletons agree by chance.
                let sure = surname.len() > 2 || plain.split(' ').any(|word| word == folded(person.surname));
                // A given name that is given must not be somebody else's.
                let given = |words: &[String]| words.first().and_then(|word| word.chars().next());
                let names: Vec<String> = folded(person.name).split(' ').map(skeleton).collect();
                let other_given = words.len() > 1
                    && names.len() > 1
                    && given(&words) != given(&names)
                    && !names
                        .iter()
                        .any(|name| words.first().is_some_and(|word| !word.is_empty() && word == name));
                if !(full == whole && full.len() > 2 || same_surname && sure && !other_given) {
                    continue;
                }
                let score = date_score(term, day);
                if best.is_none_or(|before| score > before.score) {
                    best = Some(Choice { person: term.person, term: Some(term), score, tied: false });
                }
            }
        }
    }
    best.filter(|best| best.score > -1.0 || day == Interval::OPEN)
}

fn name_itself(
    knowledge: &Knowledge<'_>,
    lead: &Lead,
    on: Option<Date>,
    actor: &mut Actor,
    reasons: &mut Vec<String>,
) {
    match lead.owner {
        Some(Owner::Country(country)) => {
            let Some(country) = knowledge.countries.get(country as usize) else { return };
            country.id.clone_into(&mut actor.id);
            let sector = match country.kind {
                _ if lead.plural => "CVL",
                _ if !lead.doing.is_empty() => lead.doing.as_str(),
                "partly recognised" => "PRE",
                _ => "GOV",
            };
            actor.sector = Some(sector.to_owned());
            if reasons.is_empty() {
                reasons.push(if lead.by_capital {
                    format!("the capital stands for the government of {}", country.name)
                } else {
                    format!("a name of {}", country.name)
                });
            }
            if lead.by_capital {
                actor.confidence *= 0.9;
            }
        }
        Some(Owner::Body(body)) => {
            let (_, sector) = knowledge.standing(body, on);
            let Some(body) = knowledge.bodies.get(body as usize) else { return };
            body.id.clone_into(&mut actor.id);
            actor.body = Some(body.name.to_owned());
            actor.sector = some(sector);
            reasons.push(format!("a name of {}", body.name));
        }
        None => {}
    }
}

fn name_office(
    knowledge: &Knowledge<'_>,
    lead: &Lead,
    kinds: &[u8],
    day: Interval,
    actor: &mut Actor,
    reasons: &mut Vec<String>,
) {
    let on = day.to.or(day.from);
    let noun = lead.noun.and_then(|noun| knowledge.nouns.get(noun as usize));
    let mut sector =
        sector_of_titles(knowledge, lead, kinds).or_else(|| noun.and_then(|noun| some(noun.sector)));
    sector = sector_for_body(knowledge, lead.owner, on, sector);
    if let Some(noun) = noun {
        reasons.push(format!("{:?} in its own right", noun.words));
    } else if !lead.title_words.is_empty() {
        reasons.push(format!("the title {:?}", lead.title_words));
    } else if let Some(owner) = lead.owner {
        reasons.push(format!("something of {}", knowledge.name_of(owner)));
    }
    let singular = !lead.plural;
    let is_the_holder = singular && !lead.any;
    let searched =
        is_the_holder && !kinds.is_empty() && matches!(lead.modifier, Modifier::None | Modifier::Acting);
    if searched
        && let Some(owner) = lead.owner
        && let Some((term, sure)) = holder(knowledge, lead, owner, kinds, day)
        && let (Some(person), Some(office)) =
            (knowledge.people.get(term.person as usize), knowledge.offices.get(term.office as usize))
    {
        person.id.clone_into(&mut actor.id);
        actor.person = Some(person.name.to_owned());
        actor.wikidata = some(person.wikidata);
        actor.office = Some(office.title.to_owned());
        reasons.push(format!("{} held {} then", person.name, office.id));
        if !sure {
            actor.confidence *= 0.8;
        }
    } else if searched
        && let Some(owner) = lead.owner
        && let Some(office) = kinds.iter().find_map(|kind| match knowledge.offices_of(owner, *kind) {
            [office] => knowledge.offices.get(*office as usize),
            _ => None,
        })
    {
        office.id.clone_into(&mut actor.id);
    }
    if actor.office.is_none() && !lead.title_words.is_empty() && singular {
        actor.office = Some(lead.title_words.clone());
    }
    match lead.modifier {
        Modifier::Former => sector = Some("ELI".to_owned()),
        Modifier::Elect | Modifier::Shadow if !kinds.is_empty() => sector = Some("OPP".to_owned()),
        _ => {}
    }
    actor.sector = sector;
}

/// What the titles with names say about the article's day.
pub(super) fn terms(candidates: &Candidates, knowledge: &Knowledge<'_>) -> Vec<TermClue> {
    let mut clues: Vec<TermClue> = Vec::new();
    for mention in &candidates.mentions {
        for lead in &mention.leads {
            let plain = matches!(lead.modifier, Modifier::None | Modifier::Acting);
            if lead.name.is_none() || lead.titles.is_empty() || lead.given || lead.quoted || !plain {
                continue;
            }
            let mut lead = lead.clone();
            if lead.same_as.is_some() {
                // The title stands here, the full name elsewhere.
                let full = lead.same_as.and_then(|place| candidates.mentions.get(place)?.leads.first());
                let Some(full) = full else { continue };
                lead.people.clone_from(&full.people);
                lead.owner = lead.owner.or(full.owner);
            }
            bind_title(knowledge, &mut lead);
            let kinds = kinds_of(knowledge, &lead);
            if let Some(clue) = clue(knowledge, &lead, &kinds, mention.span) {
                clues.push(clue);
            }
        }
    }
    clues
}

fn clue(knowledge: &Knowledge<'_>, lead: &Lead, kinds: &[u8], span: dragoman_text::Span) -> Option<TermClue> {
    let said = lead.owner.filter(|_| lead.known == Known::Said);
    let mut intervals = Vec::new();
    let mut who: Option<(u32, &str)> = None;
    let mut weight: f32 = 0.0;
    for person in &lead.people {
        for term in knowledge.terms_held_by(*person) {
            let Some(office) = knowledge.offices.get(term.office as usize) else { continue };
            let fits = kinds.contains(&office.kind)
                && said.is_none_or(|owner| knowledge.code_of(owner) == knowledge.code_of(office.owner))
                && term.status != TermStatus::Disputed;
            if !fits {
                continue;
            }
            if who.is_some_and(|(one, _)| one != *person) {
                // Two of that name held it, so that their terms say nothing.
                return None;
            }
            who = Some((*person, office.id));
            intervals.push(term.held.longest());
            // What only ends "as of" a day says less.
            let open = term.held.last().is_none();
            weight = weight.max(if open { 0.7 } else { 0.95 });
        }
    }
    let (person, office) = who?;
    let person = knowledge.people.get(person as usize)?;
    if lead.surname_only {
        weight *= 0.8;
    }
    if said.is_none() {
        weight *= 0.9;
    }
    let days: Vec<String> = intervals.iter().map(|days| shown(*days)).collect();
    Some(TermClue {
        span,
        intervals,
        weight,
        reason: format!("{} held {office} {}", person.name, days.join(" and ")),
    })
}

fn shown(days: Interval) -> String {
    match (days.from, days.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "at a time that is not known".to_owned(),
    }
}
