//! Which words of an article are names, titles and nouns that are listed.

use std::ops::Range;

use dragoman_text::{NameKind as Tagged, NameTag, Relation, Upos};

use crate::knowledge::{
    Hash, Knowledge, Modifier, NameKind, NounClass, Owner, Target, Vocabulary, Word, words,
};
use crate::word::{self, Class};
use crate::{Interval, Parsed};

/// The cue that stands where none of a name's other cues does.
const ANYWHERE_ELSE: &str = "*";

/// A run of tokens that is a listed name.
#[derive(Clone, Debug)]
pub(crate) struct NameMatch {
    pub(crate) tokens: Range<usize>,
    /// What it can name, the likeliest first.
    pub(crate) targets: Vec<(Target, NameKind)>,
    /// What it names and when, where that depends on the day; empty for most.
    pub(crate) dated: Vec<(Target, Interval)>,
}

impl NameMatch {
    /// Whether it names places and no country, body or person.
    pub(crate) fn is_only_a_place(&self) -> bool {
        self.targets.iter().all(|(target, _)| matches!(target, Target::Place(_)))
    }

    /// The state that it names, where it names no body and nobody else: "Guatemala", which is a town too.
    fn land(&self) -> Option<u32> {
        let is_free =
            |(target, _): &(Target, NameKind)| matches!(target, Target::Place(_) | Target::Country(_));
        match self.targets.first()? {
            (Target::Country(country), NameKind::Name) if self.targets.iter().all(is_free) => Some(*country),
            _ => None,
        }
    }

    /// Whether it names a place, be it one whose name stands for a state.
    fn is_a_town(&self) -> bool {
        self.targets
            .iter()
            .all(|(target, kind)| *kind == NameKind::Capital || matches!(target, Target::Place(_)))
    }
}

/// A run of tokens that is a listed title, noun or modifier.
#[derive(Clone, Debug)]
pub(crate) struct WordMatch {
    pub(crate) tokens: Range<usize>,
    pub(crate) title: Option<u32>,
    /// All titles of these words, of which one may be of a certain country only.
    pub(crate) titles: Vec<u32>,
    pub(crate) noun: Option<u32>,
    pub(crate) modifier: Option<Modifier>,
}

/// All matches in an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scan {
    pub(crate) names: Vec<NameMatch>,
    pub(crate) vocabulary: Vec<WordMatch>,
    /// Runs of tokens that are tagged as a person's name.
    pub(crate) people: Vec<Range<usize>>,
    /// Token to the match that covers it, counted from 1.
    name_at: Vec<u32>,
    word_at: Vec<u32>,
    person_at: Vec<u32>,
}

impl Scan {
    pub(crate) fn new(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) -> Self {
        let n_tokens = parsed.len();
        let mut scan = Self {
            name_at: vec![0; n_tokens],
            word_at: vec![0; n_tokens],
            person_at: vec![0; n_tokens],
            ..Self::default()
        };
        scan.find_people(parsed);
        scan.take_peoples_off(parsed, knowledge);
        scan.find_surnames(parsed);
        scan.find_names(parsed, knowledge);
        scan.find_listed_people(parsed);
        scan.find_leaders(parsed, knowledge);
        scan.find_vocabulary(parsed, knowledge);
        scan.find_counted(parsed, knowledge);
        scan.take_titles_off();
        scan
    }

    /// "Omani sultan Ahmed Example" may be tagged as one name: a people before a word in small letters is none of it.
    fn take_peoples_off(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        for place in 0..self.people.len() {
            let Some(person) = self.people.get(place).cloned().filter(|person| person.len() > 2) else {
                continue;
            };
            let is_small = |token_idx: usize| parsed.form(token_idx).chars().all(char::is_lowercase);
            let names_a_people = knowledge.names.get(parsed.form(person.start)).iter().any(|name| {
                matches!(name.target, Target::Country(_))
                    && matches!(name.kind, NameKind::Adjective | NameKind::Demonym)
            });
            if !names_a_people || !is_small(person.start + 1) {
                continue;
            }
            if let Some(mark) = self.person_at.get_mut(person.start) {
                *mark = 0;
            }
            if let Some(one) = self.people.get_mut(place) {
                one.start = person.start + 1;
            }
        }
    }

    /// "Pope Leo XIV" may be tagged as one name; the title is read apart from it.
    fn take_titles_off(&mut self) {
        for place in 0..self.people.len() {
            let Some(person) = self.people.get(place).cloned() else { continue };
            let Some(word) = self.word_at(person.start) else { continue };
            let is_title =
                word.title.is_some() && word.tokens.start == person.start && word.tokens.end < person.end;
            let listed = self.name_at(person.start).is_some_and(|name| name.tokens.len() >= person.len());
            if is_title && !listed {
                let title = word.tokens.clone();
                for mark in self.person_at.get_mut(title.clone()).unwrap_or(&mut []) {
                    *mark = 0;
                }
                if let Some(one) = self.people.get_mut(place) {
                    one.start = title.end;
                }
            }
        }
    }

    pub(crate) fn name_at(&self, token_idx: usize) -> Option<&NameMatch> {
        at(&self.name_at, token_idx).and_then(|place| self.names.get(place))
    }

    pub(crate) fn word_at(&self, token_idx: usize) -> Option<&WordMatch> {
        at(&self.word_at, token_idx).and_then(|place| self.vocabulary.get(place))
    }

    pub(crate) fn person_at(&self, token_idx: usize) -> Option<Range<usize>> {
        at(&self.person_at, token_idx).and_then(|place| self.people.get(place).cloned())
    }

    fn find_people(&mut self, parsed: &Parsed<'_>) {
        let mut open: Option<Range<usize>> = None;
        for token_idx in 0..parsed.len() {
            let tag = parsed.token(token_idx).name;
            let goes_on = matches!(tag, NameTag::Inside(Tagged::Person))
                && open.as_ref().is_some_and(|range| range.end == token_idx);
            if goes_on {
                if let Some(range) = &mut open {
                    range.end = token_idx + 1;
                }
                continue;
            }
            if let Some(range) = open.take() {
                self.add_person(parsed, range);
            }
            if matches!(tag, NameTag::Begin(Tagged::Person) | NameTag::Inside(Tagged::Person)) {
                open = Some(token_idx..token_idx + 1);
            }
        }
        if let Some(range) = open {
            self.add_person(parsed, range);
        }
    }

    fn add_person(&mut self, parsed: &Parsed<'_>, mut range: Range<usize>) {
        // "Joseph R. Biden, Jr.": what comes after the comma is nobody else.
        if range.len() == 1 && word::is(parsed.form(range.start), Class::Suffix) {
            return;
        }
        // "Mr" and the like are tagged with the name by some texts and not by others.
        while range.len() > 1 && word::is(parsed.form(range.start), Class::Honorific) {
            range.start += 1;
        }
        if range.len() == 1
            && !parsed.form(range.start).chars().next().is_some_and(char::is_uppercase)
            && !parsed.form(range.start).starts_with("al")
        {
            return;
        }
        self.enter_person(range);
    }

    fn enter_person(&mut self, range: Range<usize>) {
        mark(&mut self.person_at, &range, self.people.len() + 1);
        self.people.push(range);
    }

    /// A surname that the tagger missed, of a person whose full name it found.
    fn find_surnames(&mut self, parsed: &Parsed<'_>) {
        let surnames: std::collections::BTreeSet<&str> = self
            .people
            .iter()
            .filter(|person| person.len() > 1)
            .map(|person| parsed.form(person.end - 1))
            .filter(|form| form.chars().count() > 2)
            .collect();
        if surnames.is_empty() {
            return;
        }
        for token_idx in 0..parsed.len() {
            let missed = self.person_at(token_idx).is_none()
                && parsed.upos(token_idx) == Upos::Propn
                && parsed.name_kind(token_idx) != Some(Tagged::Organisation)
                && surnames.contains(parsed.form(token_idx));
            if missed {
                self.enter_person(token_idx..token_idx + 1);
            }
        }
    }

    /// A listed person whom the tagger took for a body, and the surname alone where it comes again.
    fn find_listed_people(&mut self, parsed: &Parsed<'_>) {
        let is_person = |name: &&NameMatch| {
            name.tokens.len() > 1
                && !name.targets.is_empty()
                && name.targets.iter().all(|(target, _)| matches!(target, Target::Person(_)))
        };
        let missed: Vec<Range<usize>> = self
            .names
            .iter()
            .filter(is_person)
            .map(|name| name.tokens.clone())
            .filter(|tokens| {
                !tokens.is_empty() && tokens.clone().all(|token| self.person_at(token).is_none())
            })
            .collect();
        for person in missed {
            let surname = parsed.form(person.end - 1);
            let first = person.end;
            self.enter_person(person);
            for token_idx in first..parsed.len() {
                let goes_on = token_idx + 1 < parsed.len()
                    && matches!(parsed.token(token_idx + 1).name, NameTag::Inside(_));
                let is_again = surname.chars().count() > 2
                    && parsed.form(token_idx) == surname
                    && parsed.upos(token_idx) == Upos::Propn
                    && !matches!(parsed.token(token_idx).name, NameTag::Inside(_))
                    && !goes_on
                    && self.person_at(token_idx).is_none()
                    && self.name_at(token_idx).is_none();
                if is_again {
                    self.enter_person(token_idx..token_idx + 1);
                }
            }
        }
    }

    fn find_names(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        let words = words_of(parsed, |token_idx| parsed.form(token_idx).into());
        let mut place = 0;
        while let Some(first) = words.get(place) {
            let start = first.token as usize;
            let mut best: Option<(usize, NameMatch)> = None;
            for (n_words, names) in knowledge.names.beginning(words.get(place..).unwrap_or(&[])) {
                let Some(last) = words.get(place + n_words - 1) else { break };
                let tokens = start..last.token as usize + 1;
                let text = parsed.span_of(tokens.clone());
                let text = text.of(parsed.text());
                let fitting = || {
                    names.iter().filter(|name| {
                        fits(text, name.words, name.case) && self.may_be(parsed, &tokens, name.target)
                    })
                };
                let mut targets: Vec<(Target, NameKind)> =
                    fitting().map(|name| (name.target, name.kind)).collect();
                let is_dated = fitting().any(|name| knowledge.days_of(name) != Interval::OPEN);
                let dated = fitting().filter(|_| is_dated);
                let dated = dated.map(|name| (name.target, knowledge.days_of(name))).collect();
                // Actors before places, and what is a name before what is only a spelling of one.
                targets.sort_by_key(|(target, kind)| {
                    (
                        matches!(target, Target::Place(_)),
                        matches!(target, Target::Person(_)),
                        *kind == NameKind::Former,
                    )
                });
                targets.dedup();
                if !targets.is_empty() {
                    best = Some((n_words, NameMatch { tokens, targets, dated }));
                }
            }
            match best {
                Some((n_words, found))
                    if names_a_text(parsed, &found)
                        || is_money(parsed, &found)
                        || names_a_ship(parsed, &found)
                        || names_a_street(parsed, &found)
                        || is_cut_short(parsed, &found)
                        || names_a_tongue(parsed, &found) =>
                {
                    place += n_words;
                }
                Some((n_words, found)) if self.is_of_a_state(parsed, knowledge, &found) => place += n_words,
                Some((n_words, found)) => {
                    place += n_words;
                    self.names.push(found);
                    if let Some(found) = self.names.last() {
                        mark(&mut self.name_at, &found.tokens, self.names.len());
                    }
                }
                None => place += 1,
            }
        }
        self.tell_homonyms_apart(parsed, knowledge);
        self.leave_bodies_to_their_states(parsed, knowledge);
        self.leave_to_lands(parsed, knowledge);
        self.leave_to_leaders(parsed, knowledge);
    }

    /// "The Supreme Electoral Court of Chad", "Chad's National Legislative Assembly": a body of the state that is named
    /// with it, and not the one of another state that goes by the same words; nor is a house or a court of a state that the
    /// article does not speak of, where it speaks of others.
    fn leave_bodies_to_their_states(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        let of_state = |target: &Target| match target {
            Target::Body(body) => knowledge.bodies.get(*body as usize).filter(|body| {
                matches!(body.kind, "parliament" | "court" | "office" | "agency" | "ministry" | "party")
                    && body.code.len() == 3
            }),
            _ => None,
        };
        let codes = |name: &NameMatch| -> Vec<&str> {
            let code = |target: &Target| match target {
                Target::Country(country) => Some(knowledge.code_of(Owner::Country(*country))),
                Target::Place(place) => super::country_of_place(knowledge, *place)
                    .map(|country| knowledge.code_of(Owner::Country(country))),
                Target::Body(body) => knowledge.bodies.get(*body as usize).map(|body| body.code),
                Target::Person(_) => None,
            };
            name.targets.iter().filter_map(|(target, _)| code(target)).collect()
        };
        let is_land = |name: &NameMatch| {
            !name.targets.is_empty()
                && name.targets.iter().all(|(target, _)| matches!(target, Target::Country(_)))
        };
        let land_at = |token_idx: usize| self.name_at(token_idx).filter(|name| is_land(name)).map(codes);
        let has_lands = self.names.iter().any(is_land);
        let names_state = |token_idx: usize, code: &str| {
            knowledge.names.get(parsed.form(token_idx)).iter().any(|name| match name.target {
                Target::Country(country) => knowledge.code_of(Owner::Country(country)) == code,
                _ => false,
            })
        };
        let mut told = Vec::new();
        for (place, name) in self.names.iter().enumerate() {
            if !name.targets.iter().any(|(target, _)| of_state(target).is_some()) {
                continue;
            }
            let sentence = parsed.tokens_of(parsed.sentence_of(name.tokens.start));
            let end = name.tokens.end;
            let behind = (end + 1 < sentence.end && parsed.form(end) == "of")
                .then(|| land_at(end + 1).or_else(|| land_at((end + 2).min(sentence.end - 1))))
                .flatten();
            let before = name.tokens.start.checked_sub(1).filter(|before| sentence.contains(before));
            let before = before.and_then(|before| {
                let owner = before.checked_sub(1).filter(|_| word::is(parsed.form(before), Class::Owning));
                land_at(owner.unwrap_or(before))
            });
            let states = behind.or(before);
            let is_elsewhere = |target: &Target| {
                of_state(target).is_some_and(|body| {
                    let is_said = || {
                        let by_another = self
                            .names
                            .iter()
                            .enumerate()
                            .any(|(other, name)| other != place && codes(name).contains(&body.code));
                        // "The Chadian Supreme Court" is listed as that.
                        by_another || name.tokens.clone().any(|token| names_state(token, body.code))
                    };
                    let is_common = || {
                        let mut words = name.tokens.clone();
                        words.all(|word| word::is_in_any_case(parsed.form(word), Class::OfHouse))
                    };
                    match &states {
                        Some(states) => !states.contains(&body.code),
                        None => !super::NAMED_BARE.contains(&body.code) && is_common() && !is_said(),
                    }
                })
            };
            let stays: Vec<bool> = name.targets.iter().map(|(target, _)| !is_elsewhere(target)).collect();
            if stays.contains(&false) && (states.is_some() || has_lands) {
                told.push((place, stays));
            }
        }
        for (place, stays) in told {
            let Some(name) = self.names.get_mut(place) else { continue };
            let mut stays = stays.into_iter();
            name.targets.retain(|_| stays.next().unwrap_or(true));
            let left: Vec<Target> = name.targets.iter().map(|(target, _)| *target).collect();
            name.dated.retain(|(target, _)| left.contains(target));
        }
    }

    /// "Marigot, Sud-Est, Haiti": a town lies in the land that is named behind its region, whatever capital elsewhere is
    /// called so.
    fn leave_to_lands(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        for place in 0..self.names.len() {
            let town = self.names.get(place).filter(|name| name.is_a_town());
            let land = town.and_then(|town| {
                self.land_behind(parsed, town)
                    .or_else(|| self.land_beside(parsed, knowledge, town))
                    .or_else(|| self.land_along(parsed, knowledge, town))
            });
            let Some(land) = land else { continue };
            let code = knowledge.code_of(Owner::Country(land));
            let lies_there = |target: &Target| match target {
                Target::Place(place) => super::country_of_place(knowledge, *place)
                    .is_some_and(|country| knowledge.code_of(Owner::Country(country)) == code),
                Target::Country(country) => knowledge.code_of(Owner::Country(*country)) == code,
                Target::Body(_) | Target::Person(_) => true,
            };
            let is_capital =
                town.is_some_and(|town| town.targets.iter().any(|(_, kind)| *kind == NameKind::Capital));
            let along = town.filter(|_| !is_capital);
            let along = along.and_then(|town| self.place_along(parsed, knowledge, town, code));
            if let Some(town) = self.names.get_mut(place) {
                town.targets.retain(|(target, _)| lies_there(target));
                if town.targets.is_empty() {
                    // A town that is not listed there is there all the same.
                    let there = along.map(|place| (place, NameKind::Place));
                    town.targets.push(there.unwrap_or((Target::Country(land), NameKind::Capital)));
                }
            }
        }
    }

    /// "Tripoli, Lebanon", "the Karal district of northern Chad": the country in which a town is said to lie right behind
    /// its name.
    fn land_beside(&self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, town: &NameMatch) -> Option<u32> {
        let sentence = parsed.tokens_of(parsed.sentence_of(town.tokens.start));
        let within = |token_idx: usize| sentence.contains(&token_idx);
        // "The Karal district of Mongo": where the larger town is.
        let land_at = |token_idx: usize| match self.name_at(token_idx)?.targets.as_slice() {
            [(Target::Country(country), NameKind::Name)] => Some((*country, self.name_at(token_idx)?)),
            [(Target::Place(place), _)] => {
                Some((super::country_of_place(knowledge, *place)?, self.name_at(token_idx)?))
            }
            _ => None,
        };
        let end = town.tokens.end;
        if within(end) && parsed.form(end) == "," {
            let (country, land) = land_at(end + 1).filter(|_| within(end + 1))?;
            let has_one_there = town.targets.iter().any(|(target, _)| match target {
                Target::Place(place) => super::country_of_place(knowledge, *place) == Some(country),
                _ => false,
            });
            let next = land.tokens.end;
            // "Athens, Georgia, United States": the land is the last.
            if within(next + 1) && parsed.form(next) == "," && land_at(next + 1).is_some() {
                return None;
            }
            let is_list = within(next) && parsed.upos(next) == Upos::Cconj
                || within(next + 1) && parsed.form(next) == "," && parsed.upos(next + 1) == Upos::Cconj;
            let hangs_on_it = land.tokens.clone().any(|token_idx| {
                matches!(parsed.relation(token_idx), Relation::NmodUnmarked | Relation::Appos)
                    && parsed.head(token_idx).is_some_and(|above| town.tokens.contains(&above))
            });
            // "In Mongo, Abéché and Moundou": a town behind a town may be one more.
            let is_larger = !land.is_only_a_place() || town.is_only_a_place() && hangs_on_it && !is_list;
            return (is_larger && (has_one_there || hangs_on_it && !is_list)).then_some(country);
        }
        let is_small =
            |token_idx: &usize| within(*token_idx) && parsed.form(*token_idx).starts_with(char::is_lowercase);
        let kinds = (end..end + 3)
            .take_while(|token_idx| is_small(token_idx) && parsed.upos(*token_idx) == Upos::Noun)
            .count();
        let case = Some(end + kinds).filter(|case| within(*case))?;
        let lies = match parsed.form(case) {
            "of" => kinds > 0,
            "in" => kinds > 0 || town.is_only_a_place(),
            _ => false,
        };
        let says_where = |token_idx: &usize| {
            is_small(token_idx) && matches!(parsed.upos(*token_idx), Upos::Det | Upos::Adj | Upos::Noun)
        };
        let first = case + 1 + (case + 1..case + 4).take_while(says_where).count();
        let found = land_at(first).filter(|_| lies && within(first));
        // "Al-Karal in the Guéra region": a town within another's region.
        let is_land_or_around = |found: &NameMatch| {
            let next = found.tokens.end;
            let names_region = within(next) && parsed.upos(next) == Upos::Noun && is_small(&next);
            !found.is_only_a_place() || kinds > 0 || names_region
        };
        found.filter(|(_, found)| is_land_or_around(found)).map(|(country, _)| country)
    }

    /// "Seized Qwertal in the Batha region of Chad", "in Samar, Batha Province": the country, or else the only country of a
    /// region, that is named behind a town with nothing between but where it lies.
    fn land_along(&self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, town: &NameMatch) -> Option<u32> {
        let is_capital = town.targets.iter().any(|(_, kind)| *kind == NameKind::Capital);
        let sentence = parsed.tokens_of(parsed.sentence_of(town.tokens.start));
        let mut region = None;
        let mut token_idx = town.tokens.end;
        while token_idx < sentence.end && token_idx < town.tokens.end + 12 {
            if let Some(name) = self.name_at(token_idx) {
                let next = name.tokens.end;
                if let Some(country) = name.land() {
                    let acts = name.tokens.clone().any(|token| {
                        matches!(parsed.relation(token), Relation::Nsubj | Relation::NsubjPass)
                            || parsed.upos(token) == Upos::Adj
                    });
                    let goes_on = next < sentence.end
                        && (parsed.upos(next) == Upos::Cconj || word::is(parsed.form(next), Class::Owning));
                    let follows_at_once = token_idx == town.tokens.end;
                    let is_open = !acts && !goes_on && !follows_at_once && !is_capital;
                    return is_open.then_some(country).or(region);
                }
                if !name.is_only_a_place() {
                    return region;
                }
                let is_kind = |token: usize| {
                    token < sentence.end
                        && parsed.form(token).starts_with(char::is_uppercase)
                        && word::is_in_any_case(parsed.form(token), Class::RegionKind)
                };
                let of = |target: &Target| match target {
                    Target::Place(place) => super::country_of_place(knowledge, *place),
                    _ => None,
                };
                let is_behind = parsed.form(token_idx - 1) == ",";
                let is_region =
                    is_kind(next) || is_kind(next - 1) || is_behind && Self::is_region(knowledge, name);
                if is_region && !is_capital && region.is_none() {
                    region = name.targets.first().and_then(|(target, _)| of(target));
                }
                token_idx = next;
                continue;
            }
            let form = parsed.form(token_idx);
            let is_part = form == ","
                || form == "-"
                || form.starts_with(char::is_uppercase)
                || word::is(form, Class::BetweenPlaces)
                || word::is_in_any_case(form, Class::RegionKind);
            if !is_part || self.person_at(token_idx).is_some() {
                return region;
            }
            token_idx += 1;
        }
        region
    }

    /// Whether a name is that of a part of a state: "Massachusetts".
    fn is_region(knowledge: &Knowledge<'_>, name: &NameMatch) -> bool {
        name.targets.iter().any(|(target, _)| match target {
            Target::Place(place) => {
                knowledge.places.get(*place as usize).is_some_and(|place| place.is_region)
            }
            _ => false,
        })
    }

    /// A place that is named right behind a town and lies in a country, to stand for the town.
    fn place_along(
        &self,
        parsed: &Parsed<'_>,
        knowledge: &Knowledge<'_>,
        town: &NameMatch,
        code: &str,
    ) -> Option<Target> {
        let end = (town.tokens.end + 12).min(parsed.tokens_of(parsed.sentence_of(town.tokens.start)).end);
        (town.tokens.end..end)
            .filter_map(|token| self.name_at(token))
            .flat_map(|name| &name.targets)
            .find_map(|(target, _)| match target {
                Target::Place(place) => super::country_of_place(knowledge, *place)
                    .filter(|country| knowledge.code_of(Owner::Country(*country)) == code)
                    .map(|_| *target),
                _ => None,
            })
    }

    /// The country that is named behind a town and a further name, each after a comma.
    fn land_behind(&self, parsed: &Parsed<'_>, town: &NameMatch) -> Option<u32> {
        let is_name = |token_idx: usize| {
            let form = parsed.form(token_idx);
            form == "-" || form.starts_with(char::is_uppercase) && parsed.upos(token_idx) == Upos::Propn
        };
        let sentence = parsed.tokens_of(parsed.sentence_of(town.tokens.start));
        let comma = town.tokens.end;
        let region = comma + 1..sentence.end;
        let is_comma = |token_idx: usize| sentence.contains(&token_idx) && parsed.form(token_idx) == ",";
        let second =
            region.clone().find(|token_idx| !is_name(*token_idx)).filter(|end| *end > region.start)?;
        if !is_comma(comma) || !is_comma(second) || !sentence.contains(&(second + 1)) {
            return None;
        }
        let is_land = |name: &NameMatch| match name.targets.as_slice() {
            [(Target::Country(country), NameKind::Name)] => Some(*country),
            _ => None,
        };
        // "Kabul, Iran, Peru and Chad" is a list.
        let is_of_a_state = (region.start..second)
            .any(|token_idx| self.name_at(token_idx).is_some_and(|name| !name.is_only_a_place()));
        let land = self.name_at(second + 1)?;
        let goes_on = sentence.contains(&land.tokens.end)
            && parsed.upos(land.tokens.end) == Upos::Cconj
            && parsed.relation(land.tokens.end) == Relation::Cc;
        is_land(land).filter(|_| !is_of_a_state && !goes_on)
    }

    /// "The Bush administration" is of the man, whatever town is called so.
    fn leave_to_leaders(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        for found in &mut self.names {
            let next = found.tokens.end;
            let governs = next < parsed.len() && word::is(parsed.lemma(next), Class::OfPerson);
            if governs && found.is_only_a_place() {
                let words = parsed.span_of(found.tokens.clone()).of(parsed.text());
                if knowledge.people_by_surname(words).next().is_some() {
                    found.targets.clear();
                }
            }
        }
    }

    /// "Netanyahu accused Ireland", tagged as a place: a single name that names nothing else and is the surname of
    /// somebody who led a state is a person's.
    fn find_leaders(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        for token_idx in 0..parsed.len() {
            let form = parsed.form(token_idx);
            let is_single = |other: usize| {
                !matches!(parsed.relation(other), Relation::Flat | Relation::Compound)
                    && parsed.children(other).all(|child| {
                        !matches!(
                            parsed.relation(child),
                            Relation::Flat
                                | Relation::Compound
                                | Relation::Amod
                                | Relation::Det
                                | Relation::Case
                        )
                    })
            };
            let is_open = parsed.upos(token_idx) == Upos::Propn
                && form.chars().count() > 3
                && matches!(parsed.relation(token_idx), Relation::Nsubj | Relation::Obj | Relation::Conj)
                && parsed.name_kind(token_idx) != Some(Tagged::Organisation)
                && self.person_at(token_idx).is_none()
                && self.name_at(token_idx).is_none()
                && is_single(token_idx);
            if is_open && knowledge.is_leaders_name(form) {
                self.enter_person(token_idx..token_idx + 1);
            }
        }
    }

    /// Whether the name can stand here for what it names: not for a country inside a person's name, and a person's
    /// single name only where it is tagged as a person.
    fn may_be(&self, parsed: &Parsed<'_>, tokens: &Range<usize>, target: Target) -> bool {
        let person = self.person_at(tokens.start).or_else(|| self.person_at(tokens.end - 1));
        match target {
            Target::Person(_) => {
                tokens.len() > 1
                    || person.as_ref().is_some_and(|person| person == tokens)
                    // Whoever goes by one name is not meant by a given name ("Michael Kariuki").
                    || (tokens.len() == 1
                        && parsed.form(tokens.start).len() > 4
                        && person.is_some_and(|person| person.end == tokens.end))
            }
            Target::Country(_) | Target::Body(_) | Target::Place(_) => !person.is_some_and(|person| {
                person.start < tokens.start
                    || person.end > tokens.end
                    || self.is_surname_here(parsed, &person)
            }),
        }
    }

    /// "Amina Paris told the court": "Paris" is hers afterwards, where it is tagged as a person.
    fn is_surname_here(&self, parsed: &Parsed<'_>, person: &Range<usize>) -> bool {
        person.len() == 1
            && self.people.iter().any(|other| {
                other.len() > 1
                    && other.start < person.start
                    && parsed.form(other.end - 1) == parsed.form(person.start)
            })
    }

    /// "The Ohio General Assembly": a state's own house, and not the one of all states that has the same words.
    fn is_of_a_state(&self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, found: &NameMatch) -> bool {
        let is_igo = found.targets.iter().any(|(target, _)| match target {
            Target::Body(body) => knowledge.bodies.get(*body as usize).is_some_and(|body| body.kind == "igo"),
            _ => false,
        });
        let Some(before) = found.tokens.start.checked_sub(1) else { return false };
        let goes_on = matches!(parsed.token(found.tokens.start).name, NameTag::Inside(Tagged::Organisation));
        let lies_somewhere = self.name_at(before).is_some_and(|name| {
            name.targets.iter().all(|(target, _)| matches!(target, Target::Place(_) | Target::Country(_)))
        });
        is_igo && goes_on && lies_somewhere && parsed.xpos(before) == "NNP"
    }

    /// Names that mean something else where certain words stand in the article.
    fn tell_homonyms_apart(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        if knowledge.homonyms.is_empty() {
            return;
        }
        let text = parsed.text();
        let mut gone = Vec::new();
        for (place, found) in self.names.iter_mut().enumerate() {
            let alias = Hash::of(parsed.span_of(found.tokens.clone()).of(text)).0;
            let first = knowledge.homonyms.partition_point(|homonym| homonym.alias < alias);
            let cues = knowledge.homonyms.get(first..).unwrap_or(&[]);
            let cues = || cues.iter().take_while(|homonym| homonym.alias == alias);
            let cue = cues()
                .find(|homonym| homonym.cue != ANYWHERE_ELSE && has_words(text, homonym.cue))
                .or_else(|| cues().find(|homonym| homonym.cue == ANYWHERE_ELSE));
            match cue.map(|homonym| homonym.target) {
                Some(Some(target)) => {
                    found.targets = vec![(target, found.targets.first().map_or(NameKind::Name, |one| one.1))];
                    found.dated.clear();
                }
                Some(None) => gone.push(place),
                None => {}
            }
        }
        for place in gone {
            if let Some(found) = self.names.get_mut(place) {
                found.targets.clear();
            }
        }
    }

    fn find_vocabulary(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        let lemmas = words_of(parsed, |token_idx| parsed.lemma(token_idx).into());
        let singular = words_of(parsed, |token_idx| {
            let form = parsed.form(token_idx);
            let ends = form.len() > 4 && form.ends_with('s') && !form.ends_with("ss");
            if ends { form.get(..form.len() - 1).unwrap_or(form).into() } else { form.into() }
        });
        let forms = words_of(parsed, |token_idx| parsed.form(token_idx).into());
        for words in [&lemmas, &singular, &forms] {
            let mut place = 0;
            while let Some(first) = words.get(place) {
                let start = first.token as usize;
                let mut used = 1;
                let mut best = None;
                for (n_words, entries) in knowledge.vocabulary.beginning(words.get(place..).unwrap_or(&[])) {
                    let Some(last) = words.get(place + n_words - 1) else { break };
                    best = Some((start..last.token as usize + 1, entries));
                    used = n_words;
                }
                if let Some((tokens, entries)) = best {
                    self.add_word(parsed, knowledge, tokens, entries);
                }
                place += used;
            }
        }
    }

    /// "Dozens were killed", "police arrested at least 12": a number that nothing follows, of whom something is told
    /// that befalls people, is a number of people.
    fn find_counted(&mut self, parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) {
        let people = knowledge.vocabulary.get("people").iter().find_map(|entry| match entry {
            Vocabulary::Noun(noun) => Some(*noun),
            _ => None,
        });
        for count in 0..parsed.len() {
            let is_number = parsed.upos(count) == Upos::Num || word::is(parsed.lemma(count), Class::Counted);
            // "Three were hurt and ten others injured" speaks of one deed, "two others arrested" of another.
            let befalls = if word::is(parsed.lemma(count), Class::Others) {
                Some(Class::DealsWithPeople)
            } else {
                is_number.then_some(Class::BefallsPeople)
            };
            let undergoes =
                matches!(parsed.relation(count), Relation::Nsubj | Relation::NsubjPass | Relation::Obj)
                    && parsed.head(count).is_some_and(|verb| {
                        // "Thousands continue to protest".
                        let mut deeds = vec![verb];
                        deeds.extend(parsed.children_by(verb, Relation::Xcomp));
                        let is_done = |class| deeds.iter().any(|deed| word::is(parsed.lemma(*deed), class));
                        parsed.upos(verb) == Upos::Verb && befalls.is_some_and(is_done)
                    });
            let is_bare = undergoes
                && self.word_at(count).is_none()
                && self.name_at(count).is_none()
                && !parsed.children(count).any(|child| {
                    child > count && parsed.relation(child) == Relation::Nmod
                        || matches!(parsed.relation(child), Relation::Compound | Relation::Appos)
                        || parsed.upos(child) == Upos::Sym
                });
            if is_bare {
                let tokens = count..count + 1;
                let found = WordMatch {
                    tokens: tokens.clone(),
                    title: None,
                    titles: Vec::new(),
                    noun: people,
                    modifier: None,
                };
                self.vocabulary.push(found);
                mark(&mut self.word_at, &tokens, self.vocabulary.len());
            }
        }
    }

    fn add_word(
        &mut self,
        parsed: &Parsed<'_>,
        knowledge: &Knowledge<'_>,
        tokens: Range<usize>,
        entries: &[Vocabulary],
    ) {
        let modifies = entries.iter().any(|entry| matches!(entry, Vocabulary::Modifier(_)));
        let nominal = |token_idx: usize| {
            let upos = parsed.token(token_idx).upos;
            // "Both agreed": a determiner with nothing to determine.
            let alone = upos == Upos::Det && parsed.relation(token_idx) == Relation::Nsubj;
            is_nominal(upos) || alone || modifies && upos == Upos::Adv
        };
        if !tokens.clone().any(nominal) {
            return;
        }
        let taken =
            tokens.clone().filter_map(|token_idx| self.word_at(token_idx)).map(|one| one.tokens.len()).max();
        if taken.is_some_and(|longest| longest >= tokens.len()) {
            return;
        }
        let mut found = WordMatch { tokens, title: None, titles: Vec::new(), noun: None, modifier: None };
        for entry in entries {
            match entry {
                Vocabulary::Title(title) => found.titles.push(*title),
                Vocabulary::Noun(noun) => {
                    let words = knowledge.nouns.get(*noun as usize).map_or("", |noun| noun.words);
                    // "The House" and a house.
                    if fits(parsed.form(found.tokens.start), words, false) {
                        found.noun = Some(*noun);
                    }
                }
                Vocabulary::Modifier(kind) => found.modifier = Some(*kind),
            }
        }
        let unbound = |title: &&u32| {
            knowledge.titles.get(**title as usize).is_some_and(|title| title.country.is_none())
        };
        if found.titles.is_empty() && found.noun.is_none() && found.modifier.is_none() {
            return;
        }
        found.title = found.titles.iter().find(unbound).or_else(|| found.titles.first()).copied();
        self.vocabulary.push(found);
        if let Some(found) = self.vocabulary.last() {
            mark(&mut self.word_at, &found.tokens, self.vocabulary.len());
        }
    }
}

/// "The Istanbul Convention", "the Minsk Agreements": what was signed in a place is called by it, and is nobody.
fn names_a_text(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let after = name.tokens.end;
    name.is_a_town()
        && after < parsed.len()
        && parsed.form(after).starts_with(char::is_uppercase)
        && word::is_in_any_case(parsed.form(after), Class::Treaty)
}

/// "Lome Street", "the Oslo Hotel": what is called by a place is not there for that.
fn names_a_street(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let after = name.tokens.end;
    name.targets.iter().all(|(target, _)| !matches!(target, Target::Body(_)))
        && after < parsed.len()
        && parsed.form(after).starts_with(char::is_uppercase)
        && word::is_in_any_case(parsed.form(after), Class::OfAStreet)
}

/// "The USS Tripoli", "the tanker Rodos": a ship is called after a place, and is not there.
fn names_a_ship(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let Some(before) = name.tokens.start.checked_sub(1) else { return false };
    let form = parsed.form(before);
    let is_prefix = |token: usize| word::is(parsed.form(token), Class::ShipPrefix);
    let is_craft = is_prefix(before)
        || !is_prefix(name.tokens.start)
            && form.starts_with(char::is_lowercase)
            && word::is(parsed.lemma(before), Class::Ship);
    is_craft && name.targets.iter().all(|(target, _)| !matches!(target, Target::Body(_)))
}

/// "A French-speaking region", "Latin American leaders": what names a language or a part of the world names no state.
fn names_a_tongue(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let next = name.tokens.end;
    let is_people =
        name.targets.iter().any(|(_, kind)| matches!(kind, NameKind::Adjective | NameKind::Demonym));
    let speaks = next + 1 < parsed.len()
        && matches!(parsed.form(next), "-" | "–" | "‑")
        && word::is(parsed.form(next + 1), Class::Tongue);
    let before = name.tokens.start.checked_sub(1);
    let is_wider = before.is_some_and(|before| word::is(parsed.form(before), Class::WiderThanState));
    is_people && (speaks || is_wider)
}

/// "Santa Rosa del Mar": a town whose name goes on is another one.
fn is_cut_short(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let next = name.tokens.end;
    name.is_only_a_place()
        && next < parsed.len()
        && matches!(parsed.token(next).name, NameTag::Inside(Tagged::Location))
        && word::is(parsed.form(next), Class::NameParticle)
}

/// Whether a name says whose money is meant: "US$5 billion" speaks of no country.
fn is_money(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let span = parsed.span_of(name.tokens.clone());
    let text = parsed.text();
    span.of(text).ends_with('$') || text.get(span.end()..).is_some_and(|rest| rest.starts_with('$'))
}

/// Whether a noun stands for people.
pub(crate) fn is_people(knowledge: &Knowledge<'_>, noun: u32) -> bool {
    knowledge.nouns.get(noun as usize).is_some_and(|noun| noun.class == NounClass::People)
}

fn is_nominal(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron | Upos::Verb | Upos::X | Upos::Sym
    )
}

fn at(marks: &[u32], token_idx: usize) -> Option<usize> {
    (*marks.get(token_idx)? as usize).checked_sub(1)
}

fn mark(marks: &mut [u32], tokens: &Range<usize>, place: usize) {
    for mark in marks.get_mut(tokens.clone()).unwrap_or(&mut []) {
        *mark = place as u32;
    }
}

/// The words of an article in the form that `form` gives for each token.
fn words_of<'a>(parsed: &Parsed<'a>, form: impl Fn(usize) -> std::borrow::Cow<'a, str>) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::with_capacity(parsed.len() + parsed.len() / 8);
    for sentence_idx in 0..parsed.n_sentences() {
        for token_idx in parsed.tokens_of(sentence_idx) {
            let first = all.len();
            let text = form(token_idx);
            words(&text, |hash, _, _| {
                all.push(Word { hash, token: token_idx as u32, begins: false, ends: false, goes_on: true });
            });
            let n_words = all.len() - first;
            if n_words == 0 {
                let joins = matches!(&*text, "-" | "–" | "‑" | "'" | "’");
                if let Some(before) = all.last_mut()
                    && !joins
                {
                    before.goes_on = false;
                }
                continue;
            }
            if let Some(word) = all.get_mut(first) {
                word.begins = true;
            }
            if let Some(word) = all.last_mut() {
                word.ends = true;
            }
        }
        if let Some(last) = all.last_mut() {
            last.goes_on = false;
        }
    }
    all
}

/// Whether words of the text can be that name: with capitals where the name has them.
pub(super) fn fits(text: &str, name: &str, case: bool) -> bool {
    let first_is_upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    if case {
        let letters =
            |text: &'_ str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        return letters(text) == letters(name);
    }
    !first_is_upper(name) || first_is_upper(text)
}

/// Whether the words stand in the text, not as a part of a longer word.
pub(crate) fn has_words(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + cue.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
