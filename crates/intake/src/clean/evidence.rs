//! What speaks for and against each sentence being a part of the article.

use dragoman_text::Boilerplate;
use rustc_hash::FxHashSet;

use super::head::Head;
use super::hits::Hit;
use super::layout::Layout;
use super::lexicon::Lexicon;
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
        | Boilerplate::Correction => Spread::Prose,
        _ => Spread::Lines,
    }
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
    /// What it says for asking readers to give, beside its cues.
    pub(super) asks: i32,
    /// What speaks for it to go on with a run of prose that is not the article.
    pub(super) carry: i32,
    /// The kinds that the beginning or end of its line speaks for; one bit each.
    pub(super) said_by_line: u32,
    /// Whether it is a line like a headline in a list of links.
    pub(super) listed: bool,
    /// Whether it tells the deck or the lead again, with which an interrupted article goes on.
    pub(super) resumes: bool,
    /// In how many other articles of the outlet it stands.
    pub(super) repeated: u32,
}

/// Cues of this weight in one sentence are enough to say that a run is of their kind.
pub(super) const ANCHOR: i32 = 20;
/// Two sentences of a run with cues of this weight are enough as well.
pub(super) const HALF_ANCHOR: i32 = 10;
/// Cues of one kind in one sentence are worth no more than this together.
const MOST_CUES: i32 = 60;
/// Lines of more words are sentences, not labels.
pub(super) const SHORT: usize = 12;
/// Captions have no more words than this.
const LONGEST_CAPTION: usize = 70;
/// Headlines have no more words than this.
const LONGEST_HEADLINE: usize = 18;

/// Puts together what the cues say.
pub(super) fn of_cues(layout: &Layout, hits: &[Hit]) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::default(); layout.units.len()];
    for hit in hits {
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
    mark_lines(layout, &mut evidence);
    mark_lists(layout, hits, &mut evidence);
    evidence
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
    let appeal = index_of(Boilerplate::Appeal).unwrap_or(N_KINDS);
    let topic = topic(layout, head, lexicon, evidence);
    let background = background(layout, lexicon, evidence);
    for (unit, one) in layout.units.iter().zip(evidence.iter_mut()) {
        let words = layout.words_of(unit);
        one.carry = carry(words, &topic, background, outlet, lexicon);
        if layout.line_of(unit).is_some_and(|line| line.len() <= SHORT && !line.stopped) {
            one.carry += UNSTOPPED;
        }
        if let Some(sum) = one.cues.get_mut(appeal) {
            one.asks = asks(words, background, lexicon);
            *sum = (*sum + one.asks).min(MOST_CUES);
        }
        one.resumes = head.resumes(words);
        one.repeated = known.map_or(0, |known| known.count(words));
    }
    if known.is_some() {
        add_repeats(layout, evidence);
    }
}

/// A line says what it is at its beginning ("Read more:"), or at its end where a credit follows a caption.
fn mark_lines(layout: &Layout, evidence: &mut [Evidence]) {
    let caption = index_of(Boilerplate::Caption).map_or(0, |kind| 1 << kind);
    for line in layout.lines.iter().filter(|line| line.len() <= LONGEST_CAPTION) {
        let units = evidence.get_mut(line.units.clone()).unwrap_or(&mut []);
        let first = units.first().map_or(0, |one| one.anchors & one.opens);
        let last = units.last().map_or(0, |one| one.anchors & caption);
        for one in units {
            one.said_by_line = first | last;
        }
    }
}

/// Lines like headlines that follow a line that is nothing but "Related articles" are links.
fn mark_lists(layout: &Layout, hits: &[Hit], evidence: &mut [Evidence]) {
    let Some(related) = index_of(Boilerplate::Related) else { return };
    for hit in hits.iter().filter(|hit| hit.kind == related && hit.weight >= ANCHOR) {
        let line =
            layout.units.get(hit.unit).and_then(|unit| Some((unit.line, layout.lines.get(unit.line)?)));
        let Some((at, line)) = line.filter(|(_, line)| hit.span.end() + 1 >= line.end) else { continue };
        if hit.span.start() > line.start + 3 {
            continue;
        }
        for line in layout.lines.iter().skip(at + 1).take(LONGEST_LIST) {
            let is_link = line.len() <= LONGEST_HEADLINE && (!line.stopped || line.asks);
            if !is_link {
                break;
            }
            evidence
                .get_mut(line.units.clone())
                .unwrap_or(&mut [])
                .iter_mut()
                .for_each(|one| one.listed = true);
        }
    }
}

/// Lists of links are no longer than this.
const LONGEST_LIST: usize = 8;

/// Words that say what a text is about have that many letters, or a capital.
const TELLING: u8 = 5;

fn is_telling(word: &Word, lexicon: &Lexicon) -> bool {
    !word.is(lexicon.named.common | lexicon.named.journalism | lexicon.named.voice | lexicon.named.imperative)
        && !word.is(NUMBER)
        && (word.letters >= TELLING || word.is(CAPITAL) && word.letters >= 2)
}

/// A line of few words without a stop is no paragraph of the article.
const UNSTOPPED: i32 = 4;

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
/// throughout, and that says nothing of a single sentence. Sentences that may be an outlet's own are not asked.
fn background(layout: &Layout, lexicon: &Lexicon, evidence: &[Evidence]) -> i32 {
    let named = &lexicon.named;
    let own = named.giving | named.backing | named.journalism | named.publishing;
    let (mut n_voiced, mut n_all) = (0, 0);
    for (unit, one) in layout.units.iter().zip(evidence) {
        let words = layout.words_of(unit);
        if one.cues.iter().all(|cue| *cue == 0) && !words.iter().any(|word| word.is(own) && !word.quoted) {
            n_all += 1;
            n_voiced += i32::from(is_voiced(words, lexicon));
        }
    }
    n_voiced * 10 / n_all.max(10)
}

fn is_voiced(words: &[Word], lexicon: &Lexicon) -> bool {
    words.iter().any(|word| word.is(lexicon.named.voice) && !word.quoted)
}

/// What a sentence says that has nothing to say for or against.
pub(super) const NEUTRAL: i32 = -9;

/// What a sentence says by itself for going on with a run that is not the article.
fn carry(words: &[Word], topic: &FxHashSet<u64>, background: i32, outlet: &[u64], lexicon: &Lexicon) -> i32 {
    let named = &lexicon.named;
    let mut score = NEUTRAL;
    if is_voiced(words, lexicon) {
        score += (9 - 2 * background).max(0);
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
    if words.iter().any(|word| word.is(named.journalism | named.publishing) && !word.quoted) {
        score += 5;
    }
    if words.first().is_some_and(|word| word.is(named.imperative)) {
        score += 5;
    }
    if words.iter().any(|word| word.is(named.reporting) && !word.quoted) {
        score -= 10;
    }
    if words.iter().filter(|word| word.quoted).count() * 4 > words.len() {
        score -= 8;
    }
    let n_shared = words.iter().filter(|word| topic.contains(&word.form)).count();
    score - 4 * i32::try_from(n_shared.min(4)).unwrap_or(4)
}

/// What a sentence that no cue knows says for asking readers to give: the outlet speaks of itself and of giving. An
/// article that speaks of "we" throughout has to say more of it.
fn asks(words: &[Word], background: i32, lexicon: &Lexicon) -> i32 {
    let named = &lexicon.named;
    let has = |class: u32| words.iter().any(|word| word.is(class) && !word.quoted);
    if !has(named.voice) || has(named.reporting) {
        return 0;
    }
    let (gives, backs, publishes) =
        (has(named.giving), has(named.backing), has(named.journalism | named.publishing));
    let worth = match (gives, backs, publishes) {
        (true, _, true) => 20,
        (true, true, false) => 14,
        (false, true, true) => 12,
        (true, false, false) => 10,
        _ => 0,
    };
    (worth - 3 * background).max(0)
}

/// Sentences that an outlet repeats speak for boilerplate, of whatever kind their words say; where a run of them says
/// nothing, for what is only known to be repeated.
fn add_repeats(layout: &Layout, evidence: &mut [Evidence]) {
    let Some(repeated) = index_of(Boilerplate::Repeated) else { return };
    let counts: Vec<u32> = evidence.iter().map(|one| one.repeated).collect();
    for (at, (unit, one)) in layout.units.iter().zip(evidence.iter_mut()).enumerate() {
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
        let is_own = one.repeated >= MANY_REPEATS && unit.words.len() >= SHORT;
        if (in_window || is_own)
            && let Some(sum) = one.cues.get_mut(repeated)
        {
            *sum += REPEATED_CUE;
            one.anchors |= 1 << repeated;
        }
    }
}

/// Sentences in that many other articles are repeated.
const LEAST_REPEATS: u32 = 3;
/// A sentence in that many other articles is repeated by itself, without its neighbours, where it has more words than
/// a label: thanks and greetings are said by many.
const MANY_REPEATS: u32 = 12;
/// So many sentences in a row that are repeated are enough to say that the outlet adds them.
const WINDOW: usize = 3;
const REPEATED_CUE: i32 = 12;
const REPEATED_CARRY: i32 = 12;
