//! Reads one noun phrase: whose it is, what office or group it names, and which person.
//!
//! The phrase is a row of elements: names, titles, nouns, modifiers and the small words between them. The tree says
//! which tokens belong to the phrase and which of them is its head; within it the order of the elements decides, for
//! it is more reliable than the relations between them.

use std::ops::Range;

use dragoman_text::{NameKind as Tagged, NameTag, Relation, Upos};

use super::scan::{Scan, is_people};
use crate::Parsed;
use crate::knowledge::{Knowledge, Modifier, NameKind, NounClass, Owner, Target};
use crate::word::{self, Class};

/// A part of a phrase.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tokens: Range<usize>,
    pub(crate) what: What,
}

/// What a part of a phrase is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A country, region, body or place.
    Named(Vec<(Target, NameKind)>),
    /// A person's name; who it may be, where it is listed.
    Person(Vec<u32>),
    /// A title, which may be a common noun too.
    Title { title: u32, titles: Vec<u32>, noun: Option<u32> },
    /// A common noun.
    Noun(u32),
    /// "former", "acting".
    Modifier(Modifier),
    /// "of", "to" and the like.
    Preposition,
    /// "'s" or a possessive pronoun.
    Possessive,
    /// A comma, or a bracket.
    Comma,
    /// "and", "or", a dash between two names.
    And,
    /// Anything else.
    Other,
}

/// What one phrase names.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers to independent questions")]
pub(crate) struct Reading {
    /// Whose office, forces, citizens; several where several are named ("Russian and Ukrainian officials").
    pub(crate) owners: Vec<Owner>,
    /// Places it is tied to, of which the country counts where there is no owner.
    pub(crate) place: Option<u32>,
    /// Whether the words join two countries that it is of: "the Chadian-Malian engineer Obi".
    pub(crate) both: bool,
    /// A person who owns it ("Biden's national security adviser"): the tokens of the name.
    pub(crate) possessor: Option<Range<usize>>,
    /// A possessive pronoun that owns it.
    pub(crate) possessive: Option<usize>,
    /// The body or country itself is meant.
    pub(crate) itself: bool,
    /// Whether it is named by its capital.
    pub(crate) by_capital: bool,
    pub(crate) title: Option<u32>,
    pub(crate) titles: Vec<u32>,
    pub(crate) noun: Option<u32>,
    pub(crate) modifier: Modifier,
    /// The words that name a person.
    pub(crate) person: Option<Range<usize>>,
    /// Who that may be.
    pub(crate) people: Vec<u32>,
    /// To whom an ambassador is sent, or for what region a diplomat speaks: the tokens.
    pub(crate) sent_to: Option<Range<usize>>,
    /// More than one person or body.
    pub(crate) plural: bool,
    /// Introduced by "a", "some", a number.
    pub(crate) indefinite: bool,
    /// Words with which the title makes another ("top U.S. diplomat").
    pub(crate) before_title: Option<usize>,
    /// Whose it is stands only after a preposition.
    pub(crate) owned_after: bool,
    /// Where it is, is all that is said of whose it is.
    pub(crate) owned_in: bool,
    /// All tokens that were read.
    pub(crate) tokens: Range<usize>,
}

/// Reads the phrase of a head.
pub(crate) fn read(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    scan: &Scan,
    head: usize,
) -> Option<Reading> {
    let run = run_of(parsed, scan, head);
    read_run(parsed, knowledge, scan, head, run)
}

/// Reads a phrase of which the tokens are given.
pub(crate) fn read_run(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    scan: &Scan,
    head: usize,
    run: Range<usize>,
) -> Option<Reading> {
    let elements = elements_of(parsed, scan, &run);
    let place = elements.iter().position(|element| element.tokens.contains(&head))?;
    let mut reading = compose(parsed, knowledge, &elements, place)?;
    let plural = parsed.feature(head, "Number") == Some("Plur") || parsed.upos(head) == Upos::Num;
    reading.plural = if reading.itself {
        reading.plural && (plural || parsed.relation(head) != Relation::Amod)
    } else {
        plural
    };
    reading.indefinite = is_indefinite(parsed, &run, head);
    reading.tokens = run;
    Some(reading)
}

/// Whether a phrase says by whom something is done.
fn is_by(parsed: &Parsed<'_>, token_idx: usize) -> bool {
    parsed.children_by(token_idx, Relation::Case).any(|case| parsed.form(case).eq_ignore_ascii_case("by"))
}

fn is_indefinite(parsed: &Parsed<'_>, run: &Range<usize>, head: usize) -> bool {
    run.clone().take_while(|token_idx| *token_idx < head).any(|token_idx| {
        word::is(parsed.form(token_idx), Class::OneOf) && parsed.head(token_idx) == Some(head)
    })
}

/// The tokens of a head's phrase: those under it that are part of a name or a description, in one piece.
pub(crate) fn run_of(parsed: &Parsed<'_>, scan: &Scan, head: usize) -> Range<usize> {
    let mut inside = vec![head];
    let mut range = head..head + 1;
    let mut members = Vec::new();
    while let Some(token_idx) = inside.pop() {
        members.push(token_idx);
        for child in parsed.children(token_idx) {
            let relation = parsed.relation(child);
            let kept = match relation {
                // "The senator today", "the senator on Monday": what follows is no part of the name.
                Relation::NmodUnmarked if child > token_idx => false,
                Relation::Nmod if is_on_a_day(parsed, scan, child) => false,
                // "The recognition of Somaliland by Israel" may hang who did it on the name.
                Relation::Nmod if is_by(parsed, child) => false,
                // "Chinese leader Xi and U.S. president Trump" may come with both names beside the first title.
                Relation::Appos if scan.person_at(child).is_some() => !parsed
                    .children_by(token_idx, Relation::Appos)
                    .any(|other| other < child && scan.person_at(other).is_some()),
                Relation::Compound
                | Relation::Flat
                | Relation::Amod
                | Relation::NmodDesc
                | Relation::NmodPoss
                | Relation::NmodUnmarked
                | Relation::Det
                | Relation::DetPredet
                | Relation::Nummod
                | Relation::Nmod
                | Relation::Appos
                | Relation::Fixed
                | Relation::Goeswith
                | Relation::Punct
                | Relation::Dep
                | Relation::CompoundPrt
                | Relation::Advmod
                | Relation::List => true,
                Relation::Case => token_idx != head || child > token_idx,
                // "Chinese leader Xi and U.S. president Trump" may hang the second name on the first one's title.
                Relation::Conj => token_idx != head && scan.person_at(child).is_none(),
                Relation::Cc | Relation::CcPreconj => token_idx != head,
                _ => false,
            };
            if kept {
                inside.push(child);
            }
        }
    }
    members.sort_unstable();
    if let Ok(at) = members.binary_search(&head) {
        for token_idx in members.iter().skip(at + 1) {
            if *token_idx != range.end {
                break;
            }
            range.end += 1;
        }
        for token_idx in members.iter().take(at).rev() {
            if *token_idx + 1 != range.start {
                break;
            }
            range.start -= 1;
        }
    }
    let sentence = parsed.tokens_of(parsed.sentence_of(head));
    // A title or nationality right before belongs to the name, wherever the tree put it.
    while range.start > sentence.start {
        let before = range.start - 1;
        let modifies =
            scan.word_at(before).is_some_and(|word| word.modifier.is_some() && word.title.is_none());
        if modifies && scan.word_at(range.start).is_some_and(|word| word.title.is_some()) {
            range.start = before;
            continue;
        }
        let is_of_name = scan.word_at(before).is_some_and(|word| word.title.is_some())
            || scan.name_at(before).is_some_and(|name| {
                name.targets.iter().any(|(_, kind)| {
                    matches!(kind, NameKind::Adjective | NameKind::Name | NameKind::Words | NameKind::Demonym)
                })
            });
        let nominal = matches!(parsed.upos(before), Upos::Noun | Upos::Propn | Upos::Adj);
        let bound = matches!(
            parsed.relation(before),
            Relation::Compound | Relation::Amod | Relation::Flat | Relation::NmodDesc | Relation::Nmod
        ) && parsed.head(before).is_some_and(|above| range.contains(&above));
        let first_is_name = scan.person_at(range.start).is_some()
            || scan.word_at(range.start).is_some_and(|word| word.title.is_some());
        if !(nominal && is_of_name && (bound || first_is_name && parsed.relation(before) != Relation::Nsubj))
        {
            break;
        }
        range.start = scan
            .word_at(before)
            .map(|word| word.tokens.start)
            .or_else(|| scan.name_at(before).map(|name| name.tokens.start))
            .unwrap_or(before)
            .min(before);
    }
    // Whole matches, without what only leads in or out.
    for token_idx in [range.start, range.end - 1, head] {
        for tokens in [
            scan.name_at(token_idx).map(|one| one.tokens.clone()),
            scan.word_at(token_idx).map(|one| one.tokens.clone()),
            scan.person_at(token_idx),
        ]
        .into_iter()
        .flatten()
        {
            range = range.start.min(tokens.start)..range.end.max(tokens.end);
        }
    }
    // A name right after a title belongs to it.
    let after = range.end + usize::from(sentence.contains(&range.end) && parsed.form(range.end) == ")");
    let ends_in_title = scan.word_at(range.end - 1).is_some_and(|word| word.title.is_some())
        || after > range.end
            && range
                .clone()
                .any(|token_idx| scan.word_at(token_idx).is_some_and(|word| word.title.is_some()));
    if ends_in_title
        && sentence.contains(&after)
        && let Some(person) = scan
            .person_at(after)
            .or_else(|| listed_person(scan, after))
            .filter(|person| person.start == after)
        && !sentence
            .contains(&person.end)
            .then(|| parsed.form(person.end))
            .is_some_and(|form| matches!(form, "'s" | "’s"))
    {
        range.end = person.end;
    }
    while range.end > head + 1
        && matches!(
            parsed.upos(range.end - 1),
            Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Adv
        )
        && parsed.form(range.end - 1) != ")"
        && parsed.form(range.end - 1) != "."
    {
        range.end -= 1;
    }
    // "At" leads into the whole phrase in "at ministers", and belongs to its number in "at least 52 ministers".
    let leads_in = |range: &Range<usize>| {
        matches!(parsed.upos(range.start), Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Adv)
            && parsed.head(range.start).is_none_or(|to| {
                // "Of former president Toledo", "and minister Sikorski" may hang the first word on the title.
                let titles = matches!(parsed.relation(range.start), Relation::Case | Relation::Cc)
                    && matches!(parsed.relation(to), Relation::NmodDesc | Relation::Compound);
                to == head || titles || !range.contains(&to)
            })
    };
    while range.start < head && leads_in(&range) {
        range.start += 1;
    }
    range.start = first_of_the_word(parsed, &sentence, range.start);
    range
}

/// Where the word begins that a token is the last part of: "old" of "33-year-old".
fn first_of_the_word(parsed: &Parsed<'_>, sentence: &Range<usize>, token_idx: usize) -> usize {
    let mut first = token_idx;
    // "33-year old".
    if first >= sentence.start + 3 && parsed.form(first) == "old" && parsed.form(first - 2) == "-" {
        first -= 1;
    }
    while first >= sentence.start + 2 && parsed.form(first - 1) == "-" {
        if !is_glued(parsed, first - 2) || !is_glued(parsed, first - 1) {
            break;
        }
        first -= 2;
    }
    first
}

/// Whether a dash stands between two words without spaces: "the India–Pakistan border".
fn is_within_a_word(parsed: &Parsed<'_>, token_idx: usize) -> bool {
    token_idx > 0
        && token_idx + 1 < parsed.len()
        && is_glued(parsed, token_idx - 1)
        && is_glued(parsed, token_idx)
}

/// Whether a name that ends before a token only says who helps: "Iran" in "Iran-backed militias".
fn is_of_a_backer(parsed: &Parsed<'_>, dash: usize) -> bool {
    dash + 1 < parsed.len()
        && matches!(parsed.form(dash), "-" | "–")
        && is_within_a_word(parsed, dash)
        && word::is_in_any_case(parsed.form(dash + 1), Class::Backed)
        // "A U.N.-backed court" is above states.
        && !(dash + 2..parsed.len().min(dash + 4))
            .any(|token_idx| word::is(parsed.lemma(token_idx), Class::OfCourt))
}

/// Whether the adjective of a union begins the name of somebody else: "European" in "the European Centre for Law".
fn begins_a_name(parsed: &Parsed<'_>, name: &super::scan::NameMatch) -> bool {
    let is_tag = |token_idx: usize, wanted: fn(&NameTag) -> bool| {
        token_idx < parsed.len() && wanted(&parsed.token(token_idx).name)
    };
    let next = name.tokens.end;
    name.targets.iter().all(|(target, kind)| {
        matches!(target, Target::Body(_)) && matches!(kind, NameKind::Adjective | NameKind::Demonym)
    }) && is_tag(name.tokens.start, |tag| matches!(tag, NameTag::Begin(Tagged::Organisation)))
        && is_tag(next, |tag| matches!(tag, NameTag::Inside(Tagged::Organisation)))
        && parsed.form(next).starts_with(char::is_uppercase)
}

/// Whether nothing stands between a token and the next one.
fn is_glued(parsed: &Parsed<'_>, token_idx: usize) -> bool {
    parsed.token(token_idx).span.end() == parsed.token(token_idx + 1).span.start()
}

/// Whether a token with "on" before it is no name that we know: a day, or a matter.
fn is_on_a_day(parsed: &Parsed<'_>, scan: &Scan, token_idx: usize) -> bool {
    scan.name_at(token_idx).is_none()
        && scan.word_at(token_idx).is_none()
        && parsed.child_by(token_idx, Relation::Case).is_some_and(|case| parsed.lemma(case) == "on")
}

/// The tokens of a listed person's name, whether they are tagged as one or not.
fn listed_person(scan: &Scan, token_idx: usize) -> Option<Range<usize>> {
    let name = scan.name_at(token_idx)?;
    name.targets.iter().any(|(target, _)| matches!(target, Target::Person(_))).then(|| name.tokens.clone())
}

fn elements_of(parsed: &Parsed<'_>, scan: &Scan, run: &Range<usize>) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut token_idx = run.start;
    while token_idx < run.end {
        let (tokens, what) = element_at(parsed, scan, run, token_idx);
        token_idx = tokens.end.max(token_idx + 1);
        elements.push(Element { tokens, what });
    }
    elements
}

fn element_at(
    parsed: &Parsed<'_>,
    scan: &Scan,
    run: &Range<usize>,
    token_idx: usize,
) -> (Range<usize>, What) {
    let one = token_idx..token_idx + 1;
    let within = |tokens: &Range<usize>| tokens.start == token_idx && tokens.end <= run.end;
    let word = scan.word_at(token_idx).filter(|word| within(&word.tokens));
    let name = scan.name_at(token_idx).filter(|name| within(&name.tokens) && !name.targets.is_empty());
    let person =
        scan.person_at(token_idx).filter(|person| person.start == token_idx && person.end <= run.end);
    // A longer title that begins with a body's name is the title ("Security Council secretary").
    if let Some(word) = word
        && (word.title.is_some() || word.noun.is_some())
        && word.tokens.len() > name.map_or(0, |name| name.tokens.len())
        && person.as_ref().is_none_or(|person| person.len() <= word.tokens.len())
    {
        return (word.tokens.clone(), of_word(word));
    }
    if name.is_some_and(|name| is_of_a_backer(parsed, name.tokens.end) || begins_a_name(parsed, name)) {
        return (one, What::Other);
    }
    if let Some(name) = name {
        let people: Vec<u32> = name
            .targets
            .iter()
            .filter_map(|(target, _)| match target {
                Target::Person(person) => Some(*person),
                _ => None,
            })
            .collect();
        let is_person = people.len() == name.targets.len();
        let longer = person.as_ref().is_some_and(|person| person.len() > name.tokens.len());
        if is_person {
            let tokens =
                if longer { person.unwrap_or_else(|| name.tokens.clone()) } else { name.tokens.clone() };
            return (tokens, What::Person(people));
        }
        if !longer {
            let named =
                name.targets.iter().filter(|(target, _)| !matches!(target, Target::Person(_))).copied();
            return (name.tokens.clone(), What::Named(named.collect()));
        }
    }
    if let Some(person) = person {
        return (person, What::Person(Vec::new()));
    }
    if let Some(word) = word {
        return (word.tokens.clone(), of_word(word));
    }
    let what = match parsed.form(token_idx) {
        "'s" | "’s" | "'" | "’" => What::Possessive,
        "–" | "—" if is_within_a_word(parsed, token_idx) => What::And,
        "," | "(" | ")" | "—" | "–" | ":" | ";" => What::Comma,
        "and" | "or" | "&" | "/" | "-" => What::And,
        _ => match parsed.upos(token_idx) {
            Upos::Adp => What::Preposition,
            Upos::Pron if parsed.feature(token_idx, "Poss") == Some("Yes") => What::Possessive,
            _ => What::Other,
        },
    };
    (one, what)
}

fn of_word(word: &super::scan::WordMatch) -> What {
    match (word.title, word.noun, word.modifier) {
        (Some(title), noun, _) => What::Title { title, titles: word.titles.clone(), noun },
        (None, Some(noun), _) => What::Noun(noun),
        (None, None, Some(modifier)) => What::Modifier(modifier),
        (None, None, None) => What::Other,
    }
}

/// Puts the elements together.
fn compose(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    elements: &[Element],
    head: usize,
) -> Option<Reading> {
    let mut reading = Reading::default();
    let what = |place: usize| elements.get(place).map(|element| &element.what);
    let is = |place: usize, wanted: fn(&What) -> bool| what(place).is_some_and(wanted);
    let is_border = |what: &What| matches!(what, What::Comma | What::Preposition);
    // The stretch without comma or preposition in which the head stands.
    let start = (0..head).rev().find(|place| is(*place, is_border)).map_or(0, |place| place + 1);
    let end = (head + 1..elements.len()).find(|place| is(*place, is_border)).unwrap_or(elements.len());

    let is_owned = |place: usize| {
        place + 2 < elements.len() && place != head && is(place + 1, |what| matches!(what, What::Possessive))
    };
    let is_person = |place: usize| is(place, |what| matches!(what, What::Person(_))) && !is_owned(place);
    let is_title = |place: usize| is(place, |what| matches!(what, What::Title { .. }));

    // The person: the head, or what follows it in its stretch, or stands in apposition.
    let head_is_group = matches!(what(head)?, What::Noun(_) | What::Named(_));
    let head_is_people = match what(head)? {
        What::Noun(noun) => is_people(knowledge, *noun),
        _ => false,
    };
    let mut person = if is_person(head) {
        Some(head)
    } else if head_is_people {
        is_person(head + 1).then_some(head + 1)
    } else if head_is_group {
        None
    } else {
        (head + 1..end).find(|place| is_person(*place))
    };
    // The title: the head, or the last one before the person, or one in apposition.
    let mut title = if is_title(head) { Some(head) } else { None };
    if title.is_none()
        && let Some(person) = person
    {
        title = (start..person).rev().find(|place| is_title(*place));
        if title.is_none() && is(person + 1, |what| matches!(what, What::Comma)) {
            let until = (person + 2..elements.len())
                .find(|place| is(*place, |what| matches!(what, What::Comma)))
                .unwrap_or(elements.len());
            title = (person + 2..until).find(|place| is_title(*place));
        }
        // "President of Ukraine Volodymyr Zelenskyy" with the name as the head.
        if title.is_none() && start > 1 && is(start - 1, |what| matches!(what, What::Preposition)) {
            title = is_title(start - 2).then(|| start - 2);
        }
    }
    // "pilot influencer Ethan Guo": a noun right before a name says what the person is.
    let mut noun = match what(head)? {
        What::Noun(noun) => Some(*noun),
        What::Title { noun, .. } if title == Some(head) => *noun,
        What::Person(_) if title.is_none() => head.checked_sub(1).and_then(|before| match what(before) {
            Some(What::Noun(noun)) if before >= start && is_people(knowledge, *noun) => Some(*noun),
            _ => None,
        }),
        _ => None,
    };
    let anchor = title.unwrap_or(head);
    let (anchor_start, anchor_end) = if (start..end).contains(&anchor) {
        (start, end)
    } else {
        let start = (0..anchor).rev().find(|place| is(*place, is_border)).map_or(0, |place| place + 1);
        let end = (anchor + 1..elements.len()).find(|place| is(*place, is_border)).unwrap_or(elements.len());
        (start, end)
    };

    // Whose it is: names before it, or after "of", "for", "in".
    let first = first_of_list(elements, anchor_start..anchor);
    let before = names_in(parsed, knowledge, elements, first..anchor, &mut reading);
    let mut owners = before;
    let mut cursor = anchor_end;
    let mut from_of = Vec::new();
    let mut only_in = false;
    // "Those held in a Chadian's murder", "chiefs, for a part in riots in Chad": not theirs.
    let mut in_affair = false;
    while is(cursor, |what| matches!(what, What::Preposition)) {
        let word =
            elements.get(cursor).map_or("", |element| parsed.form(element.tokens.start)).to_lowercase();
        let next_border = |from: usize| {
            (from..elements.len()).find(|place| is(*place, is_border)).unwrap_or(elements.len())
        };
        let mut until = next_border(cursor + 1);
        // "The presidents of Serbia, Croatia and Bosnia": a list of names goes on behind its commas.
        let is_article = |place: usize| {
            elements.get(place).is_some_and(|element| {
                element.tokens.len() == 1 && parsed.relation(element.tokens.start) == Relation::Det
            })
        };
        let only_names = |stretch: Range<usize>| {
            stretch.clone().any(|place| is(place, |what| matches!(what, What::Named(_))))
                && stretch.into_iter().all(|place| {
                    // "Of Chad, the Netherlands and Mali".
                    is(place, |what| matches!(what, What::Named(_) | What::And)) || is_article(place)
                })
        };
        let is_several = elements
            .get(head)
            .is_some_and(|element| parsed.feature(element.tokens.end - 1, "Number") == Some("Plur"));
        // "The police in Chad, Kenya and Mali", but not "in Kabul, Chad".
        let is_joined = || (until..elements.len()).any(|place| is(place, |what| matches!(what, What::And)));
        let goes_on =
            matches!(word.as_str(), "of" | "from") || matches!(word.as_str(), "in" | "across") && is_joined();
        if is_several && goes_on && only_names(cursor + 1..until) {
            while is(until, |what| matches!(what, What::Comma))
                && only_names(until + 1..next_border(until + 1))
            {
                until = next_border(until + 1);
            }
        }
        let stretch = cursor + 1..until;
        in_affair |= matches!(word.as_str(), "in" | "for" | "on" | "over" | "with")
            && elements.get(stretch.clone()).into_iter().flatten().any(|element| {
                word::is(parsed.lemma(element.tokens.end - 1), Class::Affair)
                    && parsed.upos(element.tokens.end - 1) == Upos::Noun
            });
        match word.as_str() {
            "to" => {
                if let (Some(first), Some(last)) =
                    (elements.get(stretch.start), elements.get(until.saturating_sub(1)))
                    && first.tokens.start < last.tokens.end
                {
                    reading.sent_to = Some(first.tokens.start..last.tokens.end);
                }
            }
            "of" | "for" | "in" | "from" | "at" | "on" | "with" | "across" | "inside" => {
                let mut found = Reading::default();
                let names = names_in(parsed, knowledge, elements, stretch.clone(), &mut found);
                let holds_noun = stretch.clone().any(|place| {
                    is(place, |what| matches!(what, What::Noun(_) | What::Title { .. })) && !is_title(head)
                });
                let weak = matches!(word.as_str(), "on" | "with");
                if from_of.is_empty() && !weak && !in_affair && (word != "for" || !holds_noun) {
                    only_in = matches!(word.as_str(), "in" | "at" | "across" | "inside");
                    from_of = names;
                    reading.place = reading.place.or(found.place);
                }
                if word == "for"
                    && reading.sent_to.is_none()
                    && let (Some(first), Some(last)) =
                        (elements.get(stretch.start), elements.get(until.saturating_sub(1)))
                {
                    reading.sent_to = Some(first.tokens.start..last.tokens.end.max(first.tokens.start));
                }
            }
            _ => {}
        }
        // "Ambassador to Germany Richard Grenell": the name comes last.
        if person.is_none() && title.is_some() {
            person =
                stretch.clone().rev().find(|place| is_person(*place)).filter(|place| *place > stretch.start);
        }
        cursor = until;
    }
    // "China's top diplomat, Wang Yi"
    // But "the leaders of Chad and Mali, Ana and Bob" are several.
    let are_leaders = from_of.len() > 1
        && elements
            .get(head)
            .is_some_and(|element| parsed.feature(element.tokens.end - 1, "Number") == Some("Plur"));
    if person.is_none()
        && !are_leaders
        && (title == Some(head) || head_is_people)
        && is(cursor, |what| matches!(what, What::Comma))
    {
        person = is_person(cursor + 1).then_some(cursor + 1);
    }
    let of_is_body = from_of.iter().any(|owner| matches!(owner, Owner::Body(_)));
    if owners.is_empty() || of_is_body && title.is_some() && !only_in {
        reading.owned_after = owners.is_empty();
        reading.owned_in = only_in && owners.is_empty();
        owners.clone_from(&from_of);
    }
    // "Hadja Lahbib of Belgium", "Belgium's Hadja Lahbib"
    if owners.is_empty()
        && let Some(person) = person
        && title.is_none()
    {
        owners = names_in(parsed, knowledge, elements, start..person, &mut reading);
        // "Paul Whelan, a former U.S. Marine": what stands in apposition says whose he is.
        if owners.is_empty() && is(person + 1, |what| matches!(what, What::Comma)) {
            let until =
                (person + 2..elements.len()).find(|place| is(*place, is_border)).unwrap_or(elements.len());
            let people = (person + 2..until).find_map(|place| match what(place) {
                Some(What::Noun(noun)) if is_people(knowledge, *noun) => Some(*noun),
                _ => None,
            });
            let is_apposed = elements.get(person + 2..until).into_iter().flatten().any(|element| {
                element.tokens.clone().any(|token_idx| {
                    parsed.relation(token_idx) == Relation::Appos
                        && (parsed.upos(token_idx) == Upos::Noun
                            || parsed.child_by(token_idx, Relation::Det).is_some())
                })
            });
            if people.is_some() || is_apposed {
                noun = noun.or(people);
                owners = names_in(parsed, knowledge, elements, person + 2..until, &mut reading);
            }
        }
    }
    reading.modifier = (anchor_start..anchor.max(head))
        .filter_map(|place| match what(place) {
            Some(What::Modifier(modifier)) => Some(*modifier),
            _ => None,
        })
        .find(|modifier| *modifier != Modifier::None)
        // "the president-elect"
        .or_else(|| {
            let after = anchor + 1 + usize::from(is(anchor + 1, |what| matches!(what, What::And)));
            match what(after) {
                Some(What::Modifier(modifier)) => Some(*modifier),
                _ => None,
            }
        })
        .unwrap_or_default();

    if let What::Named(targets) = what(head)? {
        // "The Philippine House of Representatives" is none of the one that is best known by that name.
        let said = owners.first().copied().filter(|_| owners.len() == 1 && !reading.owned_after);
        // "Ethnic Albanians" need not be of Albania.
        let first = elements.get(head).map_or(0, |element| element.tokens.start);
        if first > 0 && word::is_in_any_case(parsed.form(first - 1), Class::Ethnic) {
            return None;
        }
        let mine = owner_of(targets).map(|mine| match (mine, said) {
            (Owner::Body(_), Some(said @ Owner::Country(_)))
                if is_of_another(knowledge, mine, said)
                    && (elements.get(head).is_some_and(|element| element.tokens.len() > 1)
                        || is_organ(knowledge, mine)) =>
            {
                said
            }
            _ => mine,
        });
        reading.itself = true;
        match mine {
            Some(owner) => {
                reading.owners = vec![owner];
                reading.by_capital = targets.iter().any(|(_, kind)| *kind == NameKind::Capital);
                // "the Greek Ministry", "the Russian Security Council" would be the body of that name otherwise.
                let has = |wanted: NameKind| targets.iter().any(|(_, kind)| *kind == wanted);
                reading.plural = has(NameKind::Demonym) && !has(NameKind::Name) && !has(NameKind::Adjective);
            }
            None => {
                reading.place = targets.iter().find_map(|(target, _)| match target {
                    Target::Place(place) => Some(*place),
                    _ => None,
                });
            }
        }
        if reading.owners.is_empty() && reading.place.is_none() {
            return None;
        }
        return Some(reading);
    }
    reading.owners = owners;
    reading.before_title = (anchor_start..anchor.max(head)).rev().find_map(|place| match what(place) {
        Some(What::Modifier(_)) => elements.get(place).map(|element| element.tokens.start),
        _ => None,
    });
    if let Some(place) = title
        && let Some(What::Title { title, titles, .. }) = what(place)
    {
        reading.title = Some(*title);
        reading.titles.clone_from(titles);
    }
    reading.noun = noun;
    if let Some(place) = person
        && let Some(element) = elements.get(place)
    {
        reading.person = Some(element.tokens.clone());
        if let What::Person(people) = &element.what {
            reading.people.clone_from(people);
        }
    }
    let names_something = reading.title.is_some()
        || reading.noun.is_some_and(|noun| {
            knowledge.nouns.get(noun as usize).is_some_and(|noun| noun.class != NounClass::Thing)
        })
        || reading.person.is_some()
        // "a Chinese aircraft" is China's; "a meeting in Bali" is nobody's.
        || !reading.owners.is_empty() && !reading.owned_after
        || reading.noun.is_some()
            && (!reading.owners.is_empty() && !reading.owned_in || is_country_noun(knowledge, reading.noun));
    names_something.then_some(reading)
}

/// Where a list of adjectives begins that ends in a stretch: "Chadian, Malian, and Kenyan officials".
fn first_of_list(elements: &[Element], stretch: Range<usize>) -> usize {
    let what = |place: usize| elements.get(place).map(|element| &element.what);
    let says_whose = |place: usize| match what(place) {
        Some(What::Named(targets)) => targets.iter().any(|(target, kind)| {
            matches!(target, Target::Country(_)) && matches!(kind, NameKind::Adjective | NameKind::Demonym)
        }),
        _ => false,
    };
    let joins = |place: usize| matches!(what(place), Some(What::And));
    let mut first = stretch.start;
    let begins = says_whose(first) && joins(first + 1) || joins(first) && says_whose(first + 1);
    while begins && first >= 2 && matches!(what(first - 1), Some(What::Comma)) && says_whose(first - 2) {
        first -= 2;
    }
    first
}

/// "country", "side": things that can stand for an actor, though they are none by themselves.
fn is_country_noun(knowledge: &Knowledge<'_>, noun: Option<u32>) -> bool {
    noun.and_then(|noun| knowledge.nouns.get(noun as usize))
        .is_some_and(|noun| word::is(noun.words, Class::Counterpart))
}

/// Whether a body is a part of a state such as many states have by the same name: "Paraguay's Congress".
fn is_organ(knowledge: &Knowledge<'_>, body: Owner) -> bool {
    match body {
        Owner::Body(body) => {
            knowledge.bodies.get(body as usize).is_some_and(|body| body.kind == "parliament")
        }
        Owner::Country(_) => false,
    }
}

/// Whether a body is some state's own, and not that state's.
fn is_of_another(knowledge: &Knowledge<'_>, body: Owner, state: Owner) -> bool {
    let of = knowledge.code_of(body);
    knowledge.country(of).is_some() && of != knowledge.code_of(state)
}

/// The actors named in a stretch of a phrase, and the places and persons that own it.
fn names_in(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    elements: &[Element],
    stretch: Range<usize>,
    reading: &mut Reading,
) -> Vec<Owner> {
    let mut owners = Vec::new();
    let joined = stretch
        .clone()
        .any(|place| elements.get(place).is_some_and(|element| matches!(element.what, What::And)));
    for place in stretch {
        let Some(element) = elements.get(place) else { break };
        match &element.what {
            What::Named(targets) => match owner_of(targets) {
                Some(owner) => {
                    if !owners.contains(&owner) {
                        owners.push(owner);
                    }
                }
                None => {
                    reading.place = reading.place.or_else(|| {
                        targets.iter().find_map(|(target, _)| match target {
                            Target::Place(place) => Some(*place),
                            _ => None,
                        })
                    });
                }
            },
            What::Person(_) if reading.possessor.is_none() => {
                reading.possessor = Some(element.tokens.clone());
            }
            What::Possessive if parsed.upos(element.tokens.start) == Upos::Pron => {
                reading.possessive = Some(element.tokens.start);
            }
            _ => {}
        }
    }
    reading.both =
        joined && owners.len() > 1 && owners.iter().all(|owner| matches!(owner, Owner::Country(_)));
    // "European NATO members": the last of two bodies says which.
    if let [Owner::Body(_), Owner::Body(_)] = owners.as_slice()
        && !joined
    {
        owners.remove(0);
    }
    // "the U.S. State Department": the body, which says more; "Russia's Wagner Group" likewise.
    if owners.len() == 2
        && let [Owner::Country(country), Owner::Body(body)] = owners.as_slice()
        && knowledge.code_of(Owner::Country(*country)) == knowledge.code_of(Owner::Body(*body))
    {
        owners.remove(0);
    }
    // "Kenya Secret Service agents": the country that is named right before says whose a body of a common name is.
    if owners.len() == 2
        && !joined
        && let [state @ Owner::Country(_), body @ Owner::Body(at)] = owners.as_slice()
        && is_of_another(knowledge, *body, *state)
        && knowledge
            .bodies
            .get(*at as usize)
            .is_some_and(|body| !matches!(body.kind, "armed_group" | "party"))
    {
        owners.remove(1);
    }
    owners
}

fn owner_of(targets: &[(Target, NameKind)]) -> Option<Owner> {
    targets.iter().find_map(|(target, _)| match target {
        Target::Country(country) => Some(Owner::Country(*country)),
        Target::Body(body) => Some(Owner::Body(*body)),
        Target::Person(_) | Target::Place(_) => None,
    })
}
