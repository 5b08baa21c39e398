//! What speaks for and against each sentence being a part of the article.

use dragoman_text::{Boilerplate, Span};
use rustc_hash::FxHashSet;

use super::head::Head;
use super::layout::{Layout, Line, Unit};
use super::lexicon::{Cue, Lexicon, Place};
use super::repeats::Known;
use super::word::{CAPITAL, NUMBER, Word};

/// The kinds that a run of sentences can be, in the order of the states of the chain.
pub(super) const KINDS: [Boilerplate; N_KINDS] = [
    Boilerplate::Appeal,
    Boilerplate::Cookie,
    Boilerplate::Newsletter,
    Boilerplate::Related,
    Boilerplate::Share,
    Boilerplate::Caption,
    Boilerplate::Bio,
    Boilerplate::Correction,
    Boilerplate::Credit,
    Boilerplate::Byline,
    Boilerplate::Navigation,
    Boilerplate::Repeated,
];
pub(super) const N_KINDS: usize = 12;

/// The place of a kind among [`KINDS`]; `None` for [`Boilerplate::Duplicate`], which is found in another way.
pub(super) fn index_of(kind: Boilerplate) -> Option<usize> {
    KINDS.iter().position(|one| *one == kind)
}

/// How a kind is spread out over a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// Sentences that follow each other, of which some say nothing of what they belong to.
    Prose,
    /// Whole lines, each of which says what it is.
    Lines,
}

pub(super) fn spread(kind: Boilerplate) -> Spread {
    match kind {
        Boilerplate::Appeal
        | Boilerplate::Cookie
        | Boilerplate::Newsletter
        | Boilerplate::Bio
        | Boilerplate::Correction
        | Boilerplate::Repeated => Spread::Prose,
        _ => Spread::Lines,
    }
}

/// A cue that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) unit: usize,
    pub(super) kind: usize,
    /// The words that it took.
    pub(super) span: Span,
    pub(super) weight: i32,
}

/// What is known of one sentence. All scores are tenths: 10 is about what one good reason is worth.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// What the cues say for each kind.
    pub(super) cues: [i32; N_KINDS],
    /// The kinds for which one cue alone is enough to say that there is such a run; one bit each.
    pub(super) anchors: u32,
    /// The kinds for which a cue stands at its beginning; one bit each.
    pub(super) opens: u32,
    /// What speaks for it to go on with a run of prose that is not the article.
    pub(super) carry: i32,
    /// Whether its line ends with a cue for a caption.
    pub(super) captioned: bool,
    /// Whether it is a line like a headline beside another such line.
    pub(super) listed: bool,
    /// Whether it tells the deck or the lead again, with which an interrupted article goes on.
    pub(super) resumes: bool,
    /// In how many other articles of the outlet it stands.
    pub(super) repeated: u32,
}

/// A cue of this weight is enough to say that a run is of its kind.
const ANCHOR: i32 = 20;
/// Cues of one kind in one sentence are worth no more than this together.
const MOST_CUES: i32 = 60;
/// Lines of more words are sentences, not labels.
const SHORT: usize = 12;
/// Captions have no more words than this.
const LONGEST_CAPTION: usize = 70;
/// Headlines have no more words than this.
const LONGEST_HEADLINE: usize = 18;

/// Finds all cues.
pub(super) fn cues(layout: &Layout, lexicon: &Lexicon) -> (Vec<Evidence>, Vec<Hit>) {
    let mut evidence = vec![Evidence::default(); layout.units.len()];
    let mut hits = Vec::new();
    for line in &layout.lines {
        find_cues(layout, line, lexicon, &mut hits);
    }
    let n_tail = TAIL.max(layout.lines.len() / 10);
    let is_tail = |unit: &Unit| layout.lines.len() - unit.line <= n_tail;
    hits.retain(|hit: &Hit| {
        KINDS.get(hit.kind) != Some(&Boilerplate::Bio) || layout.units.get(hit.unit).is_some_and(is_tail)
    });
    for hit in &hits {
        let (Some(one), Some(unit)) = (evidence.get_mut(hit.unit), layout.units.get(hit.unit)) else {
            continue;
        };
        if let Some(sum) = one.cues.get_mut(hit.kind) {
            *sum = (*sum + hit.weight).min(MOST_CUES);
        }
        one.anchors |= u32::from(hit.weight >= ANCHOR) << hit.kind;
        let first = layout.words_of(unit).iter().find(|word| !word.is_sign());
        if first.is_some_and(|first| first.start as usize == hit.span.start()) {
            one.opens |= 1 << hit.kind;
        }
    }
    mark_captions(layout, &mut evidence);
    mark_lists(layout, &mut evidence);
    (evidence, hits)
}

/// Weighs each sentence by what surrounds it, beside its cues.
pub(super) fn weigh(
    layout: &Layout,
    head: &Head,
    outlet: &[u64],
    lexicon: &Lexicon,
    known: Option<&Known<'_>>,
    evidence: &mut [Evidence],
) {
    let topic = topic(layout, head, lexicon, evidence);
    let background = background(layout, lexicon, evidence);
    for (unit, one) in layout.units.iter().zip(evidence.iter_mut()) {
        let words = layout.words_of(unit);
        one.carry = carry(words, &topic, background, outlet, lexicon);
        one.resumes = head.resumes(words);
        one.repeated = known.map_or(0, |known| known.count(words));
    }
    if known.is_some() {
        add_repeats(evidence);
    }
}

/// A writer is introduced in that many lines at the end, or the last tenth of them.
const TAIL: usize = 5;

/// Finds the cues of a line.
fn find_cues(layout: &Layout, line: &Line, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    let mut push = |unit: usize, cue: &Cue, words: &[Word], n_words: usize| {
        let taken = words.get(..n_words).unwrap_or(words);
        let (Some(first), Some(last), Some(kind)) = (taken.first(), taken.last(), index_of(cue.kind)) else {
            return;
        };
        // What others say is reported, whatever it says.
        if first.quoted && last.quoted {
            return;
        }
        hits.push(Hit { unit, kind, span: Span::new(first.start, last.end), weight: cue.weight });
    };
    let is_short = line.len() <= SHORT && !line.stopped;
    let words = layout.words_of_line(line);
    let lead_in = words.iter().take_while(|word| word.is_sign() && lexicon.begins_none(word)).count();
    let words = words.get(lead_in..).unwrap_or(&[]);
    lexicon.find(
        words,
        |place| matches!(place, Place::Head | Place::Short | Place::Line),
        |cue, n_words| match cue.place {
            Place::Head => push(line.units.start, cue, words, n_words),
            Place::Short if !is_short => {}
            _ => line.units.clone().for_each(|unit| push(unit, cue, words, n_words)),
        },
    );
    for (unit, at) in layout.units.get(line.units.clone()).unwrap_or(&[]).iter().zip(line.units.clone()) {
        let words = layout.words_of(unit);
        let first = words.iter().position(|word| !word.is_sign()).unwrap_or(0);
        for from in 0..words.len() {
            let rest = words.get(from..).unwrap_or(&[]);
            let allowed = |place| match place {
                Place::Any | Place::End => true,
                Place::Start => from <= first,
                _ => false,
            };
            lexicon.find(rest, allowed, |cue, n_words| push(at, cue, rest, n_words));
        }
    }
}

/// What is said before a credit, in its line, is the caption.
fn mark_captions(layout: &Layout, evidence: &mut [Evidence]) {
    let Some(caption) = index_of(Boilerplate::Caption) else { return };
    for line in layout.lines.iter().filter(|line| line.len() <= LONGEST_CAPTION) {
        let units = evidence.get_mut(line.units.clone()).unwrap_or(&mut []);
        if units.last().is_some_and(|last| last.anchors >> caption & 1 == 1) {
            units.iter_mut().for_each(|one| one.captioned = true);
        }
    }
}

/// Lines like headlines, one after the other, are a list of links rather than paragraphs.
fn mark_lists(layout: &Layout, evidence: &mut [Evidence]) {
    let is_listed = |line: &Line| !line.stopped && line.len() <= LONGEST_HEADLINE;
    for (at, line) in layout.lines.iter().enumerate().filter(|(_, line)| is_listed(line)) {
        let beside = |at: Option<usize>| at.and_then(|at| layout.lines.get(at)).is_some_and(is_listed);
        if beside(at.checked_sub(1)) || beside(at.checked_add(1)) {
            evidence
                .get_mut(line.units.clone())
                .unwrap_or(&mut [])
                .iter_mut()
                .for_each(|one| one.listed = true);
        }
    }
}

/// Words that say what a text is about have that many letters, or a capital.
const TELLING: u8 = 5;

fn is_telling(word: &Word, lexicon: &Lexicon) -> bool {
    !word.is(lexicon.named.common | lexicon.named.journalism | lexicon.named.voice | lexicon.named.imperative)
        && !word.is(NUMBER)
        && (word.letters >= TELLING || word.is(CAPITAL) && word.letters >= 2)
}

/// Sentences at the head of an article that say what it is about.
const LEADS: usize = 4;

/// The words that say what the article is about: those of its headline, and of the first sentences that share one
/// with it. Without a headline, those of the first sentences that nothing speaks against.
fn topic(layout: &Layout, head: &Head, lexicon: &Lexicon, evidence: &[Evidence]) -> FxHashSet<u64> {
    let title: FxHashSet<u64> =
        head.title_words().iter().filter(|word| is_telling(word, lexicon)).map(|word| word.form).collect();
    let against = lexicon.named.voice | lexicon.named.journalism;
    let leads = layout
        .units
        .iter()
        .zip(evidence)
        .filter(|(unit, one)| {
            let words = layout.words_of(unit);
            words.len() >= SHORT
                && one.anchors == 0
                && if title.is_empty() {
                    !words.iter().any(|word| word.is(against))
                } else {
                    words.iter().any(|word| title.contains(&word.form))
                }
        })
        .take(LEADS)
        .flat_map(|(unit, _)| layout.words_of(unit));
    let told = leads.filter(|word| is_telling(word, lexicon)).map(|word| word.form);
    title.iter().copied().chain(told).collect()
}

/// How much the article itself speaks of "we" and "you", in tenths of its sentences: an opinion or a speech does so
/// throughout, and that says nothing of a single sentence.
fn background(layout: &Layout, lexicon: &Lexicon, evidence: &[Evidence]) -> i32 {
    let (mut n_voiced, mut n_all) = (0, 0);
    for (unit, one) in layout.units.iter().zip(evidence) {
        if one.cues.iter().all(|cue| *cue == 0) {
            n_all += 1;
            n_voiced += i32::from(is_voiced(layout.words_of(unit), lexicon));
        }
    }
    n_voiced * 10 / n_all.max(10)
}

fn is_voiced(words: &[Word], lexicon: &Lexicon) -> bool {
    words.iter().any(|word| word.is(lexicon.named.voice) && !word.quoted)
}

/// What a sentence says by itself for going on with a run that is not the article.
fn carry(words: &[Word], topic: &FxHashSet<u64>, background: i32, outlet: &[u64], lexicon: &Lexicon) -> i32 {
    let named = &lexicon.named;
    let mut score = -9;
    if is_voiced(words, lexicon) {
        score += (9 - 3 * background).max(0);
    }
    let is_outlet = words.windows(2).any(|pair| match pair {
        [before, word] => {
            !word.quoted && before.form == lexicon.the && word.is(named.outlet) && word.is(CAPITAL)
        }
        _ => false,
    });
    let is_given_outlet = !outlet.is_empty()
        && words.windows(outlet.len()).any(|run| run.iter().map(|w| w.form).eq(outlet.iter().copied()));
    if is_outlet || is_given_outlet {
        score += 7;
    }
    if words.iter().any(|word| word.is(named.journalism) && !word.quoted) {
        score += 5;
    }
    if words.first().is_some_and(|word| word.is(named.imperative)) {
        score += 5;
    }
    if words.iter().any(|word| word.is(named.reporting) && !word.quoted) {
        score -= 10;
    }
    if words.iter().any(|word| word.quoted) {
        score -= 8;
    }
    let n_shared = words.iter().filter(|word| topic.contains(&word.form)).count();
    score - 4 * i32::try_from(n_shared.min(4)).unwrap_or(4)
}

/// Sentences that an outlet repeats speak for boilerplate, of whatever kind their words say; where a run of them says
/// nothing, for what is only known to be repeated.
fn add_repeats(evidence: &mut [Evidence]) {
    let Some(repeated) = index_of(Boilerplate::Repeated) else { return };
    let counts: Vec<u32> = evidence.iter().map(|one| one.repeated).collect();
    for (at, one) in evidence.iter_mut().enumerate() {
        if one.repeated < LEAST_REPEATS {
            continue;
        }
        for (kind, cue) in one.cues.iter_mut().enumerate() {
            if *cue >= ANCHOR / 2 {
                one.anchors |= 1 << kind;
                *cue += REPEATED_CUE;
            }
        }
        one.carry += REPEATED_CARRY;
        let in_window = (at.saturating_sub(WINDOW - 1)..=at)
            .filter_map(|from| counts.get(from..from + WINDOW))
            .any(|window| window.iter().all(|count| *count >= LEAST_REPEATS));
        if (in_window || one.repeated >= MANY_REPEATS)
            && let Some(sum) = one.cues.get_mut(repeated)
        {
            *sum += REPEATED_CUE;
            one.anchors |= 1 << repeated;
        }
    }
}

/// Sentences in that many other articles are repeated.
const LEAST_REPEATS: u32 = 3;
/// A sentence in that many other articles is repeated by itself, without its neighbours.
const MANY_REPEATS: u32 = 12;
/// So many sentences in a row that are repeated are enough to say that the outlet adds them.
const WINDOW: usize = 3;
const REPEATED_CUE: i32 = 12;
const REPEATED_CARRY: i32 = 12;
