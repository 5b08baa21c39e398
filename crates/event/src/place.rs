//! Where: words that name a place, resolved to the gazetteer. A place is never derived from an actor.

use std::ops::Range;

use dragoman_text::{NameKind as Tagged, Relation, Span, Upos};

use crate::Parsed;
use crate::actor::scan::{NameMatch, Scan};
use crate::knowledge::{Knowledge, NameKind, Target, folded};
use crate::word::{self, Class};

/// Words that name a place as a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where they stand.
    pub span: Span,
    /// Their tokens.
    pub tokens: Range<usize>,
    /// The token among them that depends on one outside.
    pub head: usize,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166-1 alpha-3 code; `None` for places of no country.
    pub country: Option<String>,
    /// Degrees north and east, where the gazetteer has them.
    pub coordinates: Option<(f32, f32)>,
    /// Whether it is a whole state.
    pub is_state: bool,
    /// How sure this is, 0 to 1.
    pub confidence: f32,
    /// How it came about, in words that can be shown.
    pub reason: String,
}

/// Finds the words that name a place as a place.
#[must_use]
pub fn find(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>) -> Vec<PlaceMention> {
    let scan = Scan::new(parsed, knowledge);
    in_scan(parsed, knowledge, &scan)
}

/// Finds places among the names that were found already.
pub(crate) fn in_scan(parsed: &Parsed<'_>, knowledge: &Knowledge<'_>, scan: &Scan) -> Vec<PlaceMention> {
    let mut mentions = Vec::new();
    for name in &scan.names {
        if let Some(mention) = mention(parsed, knowledge, scan, name) {
            mentions.extend(unlisted(parsed, scan, &mention));
            mentions.push(mention);
        }
    }
    mentions
}

fn mention(
    parsed: &Parsed<'_>,
    knowledge: &Knowledge<'_>,
    scan: &Scan,
    name: &NameMatch,
) -> Option<PlaceMention> {
    let is_place = |target: &Target| matches!(target, Target::Place(_) | Target::Country(_));
    if !name.targets.iter().any(|(target, _)| is_place(target))
        || name.targets.iter().any(|(target, _)| matches!(target, Target::Body(_)))
    {
        return None;
    }
    let of_people =
        name.targets.iter().all(|(_, kind)| matches!(kind, NameKind::Adjective | NameKind::Demonym));
    if of_people {
        return None;
    }
    let head = head_of(parsed, &name.tokens);
    let (confidence, reason) = stands_as_place(parsed, scan, name, head)?;
    let words = parsed.span_of(name.tokens.clone()).of(parsed.text());
    let country = name.targets.iter().find_map(|(target, _)| match target {
        Target::Country(country) => Some(*country),
        _ => None,
    });
    let capital = name.targets.iter().any(|(_, kind)| *kind == NameKind::Capital);
    let capital_of =
        country.filter(|_| capital).and_then(|country| knowledge.countries.get(country as usize));
    // Of several places, the capital that is meant, then one of that very name: Islamabad was a name of Chattogram.
    let listed = name
        .targets
        .iter()
        .filter_map(|(target, _)| match target {
            Target::Place(place) => knowledge.places.get(*place as usize),
            _ => None,
        })
        .min_by_key(|place| {
            let is_elsewhere = capital_of.is_some_and(|country| country.code != place.country);
            (is_elsewhere, folded(place.name) != folded(words))
        });
    let (name_of_place, code, coordinates) = match (listed, country) {
        (Some(place), _) if country.is_none() || capital => {
            (place.name, Some(place.country).filter(|code| !code.is_empty()), place.coordinates)
        }
        (place, Some(country)) => {
            let country = knowledge.countries.get(country as usize)?;
            // A region's id begins with its state's code.
            (country.name, country.id.get(..3), place.and_then(|place| place.coordinates))
        }
        (_, None) => return None,
    };
    let mut reason = reason.to_owned();
    if folded(name_of_place) != folded(words) {
        reason = format!("{reason}; {words} is {name_of_place}");
    }
    Some(PlaceMention {
        span: parsed.span_of(name.tokens.clone()),
        tokens: name.tokens.clone(),
        head,
        name: name_of_place.to_owned(),
        country: code.map(|code| sovereign(knowledge, code).to_owned()),
        coordinates,
        is_state: country.is_some() && coordinates.is_none(),
        confidence,
        reason,
    })
}

/// "In Qwertal, Lebanon": the place of no gazetteer that lies in one that is named behind it.
fn unlisted(parsed: &Parsed<'_>, scan: &Scan, land: &PlaceMention) -> Option<PlaceMention> {
    let is_behind =
        matches!(parsed.relation(land.head), Relation::Appos | Relation::Nmod | Relation::NmodUnmarked)
            && parsed.child_by(land.head, Relation::Case).is_none();
    let above = parsed.head(land.head).filter(|above| is_behind && lies_there(parsed, *above, land.head))?;
    let is_name = |token: &usize| parsed.upos(*token) == Upos::Propn;
    let start = (0..above).rev().take_while(is_name).last().unwrap_or(above);
    let end = (above..land.head).take_while(is_name).last().unwrap_or(above) + 1;
    let tokens = start..end;
    if tokens.contains(&land.tokens.start) || tokens.clone().any(|token| scan.name_at(token).is_some()) {
        return None;
    }
    let span = parsed.span_of(tokens.clone());
    Some(PlaceMention {
        span,
        head: head_of(parsed, &tokens),
        tokens,
        name: span.of(parsed.text()).to_owned(),
        country: land.country.clone(),
        coordinates: None,
        is_state: false,
        confidence: 0.7,
        reason: format!("in no gazetteer; {} is named behind it", land.name),
    })
}

/// The code of the state that a dependency belongs to, as actors have it, or the same code.
fn sovereign<'a>(knowledge: &Knowledge<'a>, code: &'a str) -> &'a str {
    knowledge.countries.iter().find(|country| country.id == code).map_or(code, |country| country.code)
}

/// The token of a run that depends on one outside it.
fn head_of(parsed: &Parsed<'_>, tokens: &Range<usize>) -> usize {
    tokens
        .clone()
        .find(|token_idx| parsed.head(*token_idx).is_none_or(|head| !tokens.contains(&head)))
        .unwrap_or(tokens.start)
}

/// Whether the name stands for the place here and not for those who govern it, and why.
fn stands_as_place(
    parsed: &Parsed<'_>,
    scan: &Scan,
    name: &NameMatch,
    head: usize,
) -> Option<(f32, &'static str)> {
    if is_dateline(parsed, name) {
        return Some((0.95, "the dateline"));
    }
    let only_a_place = name.is_only_a_place();
    let case = parsed.child_by(head, Relation::Case).map(|case| parsed.lemma(case).to_lowercase());
    let relation = parsed.relation(head);
    let led_by = |class: Class| case.as_deref().is_some_and(|case| word::is(case, class));
    match () {
        () if led_by(Class::PlaceWithin) => Some((0.9, "by the preposition")),
        () if led_by(Class::PlaceToward) => {
            let motion = matches!(relation, Relation::Obl | Relation::Nmod) && goes(parsed, head);
            if motion {
                Some((0.85, "one goes there or comes from there"))
            } else if only_a_place {
                Some((0.7, "named as a place"))
            } else {
                None
            }
        }
        () if only_a_place => {
            let part_of_name = matches!(parsed.name_kind(head), Some(Tagged::Person | Tagged::Organisation))
                && scan.person_at(head).is_some();
            // "the Kyiv court", "Shanghai police": tied to a place all the same.
            (!part_of_name && parsed.upos(head) == Upos::Propn).then_some((0.6, "named as a place"))
        }
        // "Islamabad, Pakistan": what lies in a place that is meant as one.
        () if matches!(
            relation,
            Relation::Appos | Relation::Nmod | Relation::NmodUnmarked | Relation::List | Relation::Conj
        ) =>
        {
            let above = parsed.head(head)?;
            let Some(other) = scan.name_at(above) else {
                return lies_there(parsed, above, head).then_some((0.8, "with a place"));
            };
            let above = head_of(parsed, &other.tokens);
            (above != head && stands_as_place_simply(parsed, above)).then_some((0.8, "with a place"))
        }
        () => None,
    }
}

/// "In Qwertal, Lebanon", "near the village of Qwertal, Tyre District, Lebanon": whether a name of which nothing is known
/// is a place by its preposition, so that the land behind it is where it lies.
fn lies_there(parsed: &Parsed<'_>, unknown: usize, land: usize) -> bool {
    let mut above = unknown;
    for _ in 0..4 {
        let is_name = above < land
            && parsed.upos(above) == Upos::Propn
            && !matches!(parsed.name_kind(above), Some(Tagged::Person | Tagged::Organisation));
        if !is_name {
            return false;
        }
        if stands_as_place_simply(parsed, above) {
            return true;
        }
        let Some(over) = parsed.head(above) else { return false };
        let is_of = parsed.child_by(above, Relation::Case).is_some_and(|case| parsed.lemma(case) == "of");
        if is_of && parsed.upos(over) == Upos::Noun {
            return stands_as_place_simply(parsed, over);
        }
        above = over;
    }
    false
}

fn stands_as_place_simply(parsed: &Parsed<'_>, head: usize) -> bool {
    parsed
        .child_by(head, Relation::Case)
        .is_some_and(|case| word::is(&parsed.lemma(case).to_lowercase(), Class::PlaceAround))
}

/// Whether what it depends on is a going, coming, sending or meeting.
fn goes(parsed: &Parsed<'_>, head: usize) -> bool {
    parsed.head(head).is_some_and(|above| word::is(&parsed.lemma(above).to_lowercase(), Class::Going))
}

/// "BEIJING (AP) —", "GENEVA —" at the beginning of a paragraph.
fn is_dateline(parsed: &Parsed<'_>, name: &NameMatch) -> bool {
    let sentence_idx = parsed.sentence_of(name.tokens.start);
    let start = parsed.tokens_of(sentence_idx).start;
    let begins = parsed
        .block_of(sentence_idx)
        .is_some_and(|block| block.span.start() == parsed.token(start).span.start());
    if !begins || name.tokens.start > start + 3 {
        return false;
    }
    let text = parsed.text();
    let rest = text.get(parsed.token(name.tokens.end - 1).span.end()..).unwrap_or("");
    let rest: String = rest.chars().take(40).collect();
    let dash = rest.find(['—', '–']).or_else(|| rest.find(" - ")).or_else(|| rest.find("-- "));
    let until = dash.and_then(|dash| rest.get(..dash));
    until.is_some_and(|between| {
        // A country, an agency, a day: no verb.
        between.split([' ', ',', '(', ')', '.']).filter(|word| !word.is_empty()).all(|word| {
            word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
        })
    })
}
