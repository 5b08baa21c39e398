//! Trains, applies and times the sentence splitter.
//!
//! ```text
//! train_split train OUT.bin TRAIN.conllu…
//! train_split predict MODEL.bin GOLD.conllu [blank|line|plain|wrap] > SYSTEM.conllu
//! train_split show MODEL.bin TEXT.txt
//! train_split speed MODEL.bin GOLD.conllu…
//! ```
//!
//! `training/split/README.md` says how it was used and what it gave.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;

use dragoman_text::Splitter;
use dragoman_text::split::train::{Inside, Lists, Teacher, pack, place};

const INSIDE_BITS: u8 = 18;
const GAP_BITS: u8 = 19;
const EPOCHS: u32 = 14;
/// The weights of that many last epochs are averaged.
const AVERAGED: u32 = 6;
const RATE: f32 = 0.12;
const DECAY: f32 = 2e-6;
/// The part of features left out at each decision, so that none is relied upon alone.
const DROPOUT: f64 = 0.15;
const SEED: u64 = 20_041_117;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["train", out, paths @ ..] if !paths.is_empty() => train(out, paths),
        ["predict", model, gold] => predict(model, gold, Layout::Blank),
        ["predict", model, gold, layout] => predict(model, gold, Layout::parse(layout)?),
        ["show", model, text] => show(model, text),
        ["speed", model, paths @ ..] if !paths.is_empty() => speed(model, paths),
        _ => Err("usage: train_split train|predict|show|speed …".into()),
    }
}

/// A token as it is written, and the words it is made of.
#[derive(Clone)]
struct Form {
    words: Vec<String>,
    space_after: bool,
    /// Universal tag, if it is a single word.
    tag: String,
}

struct GoldSentence {
    forms: Vec<Form>,
    new_paragraph: bool,
    /// Of a list: on a line of its own, with no empty line before it.
    item: bool,
}

type GoldArticle = Vec<GoldSentence>;

fn read(path: &str) -> Result<Vec<GoldArticle>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut articles: Vec<GoldArticle> = Vec::new();
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let mut sentence = GoldSentence {
            forms: Vec::new(),
            new_paragraph: false,
            item: false,
        };
        let mut parts_left = 0;
        for line in block.lines() {
            if line.starts_with("# newdoc") {
                articles.push(Vec::new());
                sentence.new_paragraph = true;
            } else if line.starts_with("# newpar") {
                sentence.new_paragraph = true;
            } else if !line.starts_with('#') {
                let cells: Vec<&str> = line.split('\t').collect();
                let &[id, form, _, tag, .., misc] = cells.as_slice() else {
                    return Err(format!("{path}: malformed line {line:?}").into());
                };
                if id.contains('.') {
                    continue;
                }
                let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
                if let Some((first, last)) = id.split_once('-') {
                    parts_left = last.parse::<usize>()? + 1 - first.parse::<usize>()?;
                    sentence.forms.push(Form {
                        words: Vec::new(),
                        space_after,
                        tag: String::new(),
                    });
                } else if let (1.., Some(last)) = (parts_left, sentence.forms.last_mut()) {
                    last.words.push(form.to_owned());
                    parts_left -= 1;
                } else {
                    sentence.forms.push(Form {
                        words: vec![form.to_owned()],
                        space_after,
                        tag: tag.to_owned(),
                    });
                }
            }
        }
        if articles.is_empty() {
            articles.push(Vec::new());
        }
        if let Some(article) = articles.last_mut() {
            article.push(sentence);
        }
    }
    Ok(articles)
}

/// How paragraphs are set.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// An empty line between paragraphs.
    Blank,
    /// A line end between paragraphs.
    Line,
    /// All in one line.
    Plain,
    /// Lines wrapped, an empty line between paragraphs.
    Wrap(usize),
    /// Lines wrapped, paragraphs indented.
    WrapIndent(usize),
}

impl Layout {
    fn parse(name: &str) -> Result<Self> {
        Ok(match name {
            "blank" => Self::Blank,
            "line" => Self::Line,
            "plain" => Self::Plain,
            "wrap" => Self::Wrap(72),
            _ => return Err(format!("unknown layout {name:?}").into()),
        })
    }

    fn width(self) -> usize {
        match self {
            Self::Wrap(width) | Self::WrapIndent(width) => width,
            _ => usize::MAX,
        }
    }
}

/// How a text is made from a treebank, beyond its layout.
struct Style {
    layout: Layout,
    curly: bool,
    dashes: bool,
    /// How often the space between two sentences is left out.
    glue: f64,
    /// How often a name or noun is made an abbreviation.
    abbreviate: f64,
    /// How often a paragraph begins with a dateline.
    dateline: f64,
    /// How often a short paragraph is made an item of a list.
    bullet: f64,
}

const AS_IT_IS: Style = Style {
    layout: Layout::Blank,
    curly: false,
    dashes: false,
    glue: 0.0,
    abbreviate: 0.0,
    dateline: 0.0,
    bullet: 0.0,
};

impl Style {
    fn random(random: &mut Random) -> Self {
        let width = 60 + random.below(22);
        let layout = match random.below(100) {
            0..45 => Layout::Blank,
            45..60 => Layout::Line,
            60..80 => Layout::Plain,
            80..95 => Layout::Wrap(width),
            _ => Layout::WrapIndent(width),
        };
        Self {
            layout,
            curly: random.chance(0.35),
            dashes: random.chance(0.3),
            glue: if random.chance(0.4) { 0.08 } else { 0.0 },
            dateline: if random.chance(0.5) { 0.1 } else { 0.0 },
            bullet: if random.chance(0.2) { 0.5 } else { 0.0 },
            abbreviate: if random.chance(0.5) { 0.04 } else { 0.0 },
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Nothing,
    Token,
    Joined,
    Sentence,
}

/// A text, and what begins at each of its bytes.
#[derive(Default)]
struct Marked {
    text: String,
    marks: Vec<Mark>,
}

impl Marked {
    fn put(&mut self, text: &str, mark: Mark) {
        self.marks.push(mark);
        self.text.push_str(text);
        self.marks.resize(self.text.len(), Mark::Nothing);
    }

    fn space(&mut self, text: &str) {
        self.text.push_str(text);
        self.marks.resize(self.text.len(), Mark::Nothing);
    }
}

fn render(out: &mut Marked, article: &GoldArticle, style: &Style, random: &mut Random) {
    let mut line_start = out.text.len();
    let mut quote_open = false;
    let mut last_of_sentence = String::new();
    for sentence in article {
        if !out.text.is_empty() {
            let first = sentence.forms.first().and_then(|form| form.words.first());
            let begins_high = first
                .and_then(|word| word.chars().next())
                .is_some_and(char::is_uppercase);
            let ended = last_of_sentence.ends_with(['.', '?', '!', '"', '”', '’', ')']);
            if begins_high && ended && random.chance(style.glue) {
                // Nothing between the two.
            } else if sentence.new_paragraph && style.layout != Layout::Plain {
                out.space(match style.layout {
                    Layout::Line => "\n",
                    _ if sentence.item => "\n",
                    Layout::WrapIndent(_) => "\n    ",
                    _ => "\n\n",
                });
                line_start = out.text.len();
            } else if out.text.len() - line_start + 5 > style.layout.width() {
                out.space("\n");
                line_start = out.text.len();
            } else {
                out.space(" ");
            }
        }
        let mut forms = sentence.forms.iter().enumerate().peekable();
        while let Some((index, form)) = forms.next() {
            for (part, word) in form.words.iter().enumerate() {
                let mark = match (index, part) {
                    (0, 0) => Mark::Sentence,
                    (_, 0) => Mark::Token,
                    _ => Mark::Joined,
                };
                let word = restyle(word, style, &mut quote_open);
                out.put(&word, mark);
                last_of_sentence = word;
            }
            let Some((_, next)) = forms.peek() else { break };
            if form.space_after {
                let length: usize = next.words.iter().map(String::len).sum();
                if out.text.len() - line_start + 1 + length > style.layout.width() {
                    out.space("\n");
                    line_start = out.text.len();
                } else {
                    out.space(" ");
                }
            }
        }
    }
}

fn restyle(word: &str, style: &Style, quote_open: &mut bool) -> String {
    if style.dashes && matches!(word, "-" | "--") && style.layout != Layout::Plain {
        // Hyphens of compounds look the same; only long ones become dashes for certain.
        return if word == "--" {
            "—".to_owned()
        } else {
            word.to_owned()
        };
    }
    if !style.curly {
        return word.to_owned();
    }
    if word == "\"" {
        *quote_open = !*quote_open;
        return if *quote_open { "“" } else { "”" }.to_owned();
    }
    word.replace('\'', "’")
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % bound
    }

    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn chance(&mut self, of: f64) -> bool {
        ((self.next() >> 11) as f64) < of * (1_u64 << 53) as f64
    }

    fn capital(&mut self) -> char {
        char::from(b'A' + u8::try_from(self.below(26)).unwrap_or(0))
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Weights with `N` labels a feature, learnt by AdaGrad.
struct Table<const N: usize> {
    bits: u8,
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    sum: Vec<[f32; N]>,
    asked: u64,
    wrong: u64,
}

impl<const N: usize> Table<N> {
    fn new(bits: u8) -> Self {
        let zeros = vec![[0.0; N]; 1 << bits];
        Self {
            bits,
            weights: zeros.clone(),
            squares: vec![[1e-3; N]; 1 << bits],
            sum: zeros,
            asked: 0,
            wrong: 0,
        }
    }

    fn scores(&self, features: &[u64]) -> [f32; N] {
        let mut scores = [0.0; N];
        for &feature in features {
            for (score, weight) in scores
                .iter_mut()
                .zip(&self.weights[place(feature, self.bits)])
            {
                *score += weight;
            }
        }
        scores
    }

    fn step(&mut self, features: &[u64], gradient: [f32; N]) {
        for &feature in features {
            let at = place(feature, self.bits);
            for (label, slope) in gradient.iter().enumerate() {
                let slope = slope + DECAY * self.weights[at][label];
                self.squares[at][label] += slope * slope;
                self.weights[at][label] -= RATE * slope / self.squares[at][label].sqrt();
            }
        }
    }

    fn add_up(&mut self) {
        for (sum, weights) in self.sum.iter_mut().zip(&self.weights) {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "clamped before")]
    fn quantised(&self) -> Vec<[i8; N]> {
        let mut sizes: Vec<f32> = self
            .sum
            .iter()
            .flatten()
            .map(|weight| weight.abs())
            .filter(|size| *size > 0.0)
            .collect();
        sizes.sort_by(f32::total_cmp);
        let largest = sizes
            .get(sizes.len() * 9995 / 10000)
            .copied()
            .unwrap_or(1.0);
        self.sum
            .iter()
            .map(|weights| {
                weights.map(|weight| (weight / largest * 127.0).round().clamp(-127.0, 127.0) as i8)
            })
            .collect()
    }
}

/// Which features occur in two articles at least: what one article alone has is not worth learning.
struct Spread {
    article: u32,
    last: Vec<u32>,
    common: Vec<u64>,
}

impl Spread {
    const BITS: u8 = 22;

    fn new() -> Self {
        Self {
            article: 0,
            last: vec![0; 1 << Self::BITS],
            common: vec![0; (1 << Self::BITS) / 64],
        }
    }

    fn count(&mut self, feature: u64) {
        let at = place(feature, Self::BITS);
        if self.last[at] == 0 {
            self.last[at] = self.article;
        } else if self.last[at] != self.article {
            self.common[at / 64] |= 1 << (at % 64);
        }
    }

    fn is_common(&self, feature: u64) -> bool {
        let at = place(feature, Self::BITS);
        self.common[at / 64] >> (at % 64) & 1 == 1
    }
}

struct Trainer {
    marked: Marked,
    random: Random,
    spread: Spread,
    learning: bool,
    inside: Table<4>,
    gap: Table<1>,
    kept: Vec<u64>,
}

impl Trainer {
    fn keep(&mut self, features: &[u64]) {
        self.kept.clear();
        for &feature in features {
            if self.spread.is_common(feature) && !self.random.chance(DROPOUT) {
                self.kept.push(feature);
            }
        }
    }
}

impl Teacher for Trainer {
    fn inside(&mut self, at: usize, features: &[u64]) -> Inside {
        let answer = match self.marked.marks[at] {
            Mark::Nothing => 0,
            Mark::Token => 1,
            Mark::Joined => 2,
            Mark::Sentence => 3,
        };
        if self.learning {
            self.keep(features);
            let scores = self.inside.scores(&self.kept);
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let powers = scores.map(|score| (score - highest).exp());
            let total: f32 = powers.iter().sum();
            let mut gradient = powers.map(|power| power / total);
            gradient[answer] -= 1.0;
            self.inside.asked += 1;
            self.inside.wrong += u64::from(scores[answer] < highest);
            self.inside.step(&self.kept, gradient);
        } else {
            features
                .iter()
                .for_each(|feature| self.spread.count(*feature));
        }
        Inside::ALL[answer]
    }

    fn gap(&mut self, at: usize, features: &[u64]) -> bool {
        let answer = self.marked.marks[at] == Mark::Sentence;
        if self.learning {
            self.keep(features);
            let [score] = self.gap.scores(&self.kept);
            let chance = 1.0 / (1.0 + (-score).exp());
            self.gap.asked += 1;
            self.gap.wrong += u64::from((score > 0.0) != answer);
            self.gap
                .step(&self.kept, [chance - if answer { 1.0 } else { 0.0 }]);
        } else {
            features
                .iter()
                .for_each(|feature| self.spread.count(*feature));
        }
        answer
    }
}

fn train(out: &str, paths: &[&str]) -> Result<()> {
    let mut articles = Vec::new();
    for path in paths {
        articles.extend(read(path)?);
    }
    let lists = Lists::new()?;
    let mut trainer = Trainer {
        marked: Marked::default(),
        random: Random(SEED),
        spread: Spread::new(),
        learning: false,
        inside: Table::new(INSIDE_BITS),
        gap: Table::new(GAP_BITS),
        kept: Vec::new(),
    };
    for round in 0..4 {
        for (index, article) in articles.iter().enumerate() {
            trainer.spread.article = u32::try_from(index + 1)?;
            let style = if round == 0 {
                AS_IT_IS
            } else {
                Style::random(&mut trainer.random)
            };
            show_article(&mut trainer, &lists, article, &style);
        }
    }
    trainer.learning = true;
    let mut order: Vec<usize> = (0..articles.len()).collect();
    for epoch in 0..EPOCHS {
        trainer.random.shuffle(&mut order);
        for &index in &order {
            let style = if trainer.random.chance(0.3) {
                AS_IT_IS
            } else {
                Style::random(&mut trainer.random)
            };
            show_article(&mut trainer, &lists, &articles[index], &style);
        }
        if epoch + AVERAGED >= EPOCHS {
            trainer.inside.add_up();
            trainer.gap.add_up();
        }
        eprintln!(
            "epoch {epoch}: inside {} of {} wrong, gap {} of {} wrong",
            trainer.inside.wrong, trainer.inside.asked, trainer.gap.wrong, trainer.gap.asked
        );
        (
            trainer.inside.wrong,
            trainer.inside.asked,
            trainer.gap.wrong,
            trainer.gap.asked,
        ) = (0, 0, 0, 0);
    }
    let gap = trainer
        .gap
        .quantised()
        .into_iter()
        .map(|[weight]| weight)
        .collect();
    let bytes = pack(INSIDE_BITS, trainer.inside.quantised(), GAP_BITS, gap)?;
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Puts abbreviations of the lists where the treebank has names and nouns, since it has few itself:
/// titles and initials before names, months before numbers, the others anywhere, at the end of a
/// sentence too, where the stop is theirs.
fn abbreviate(article: &GoldArticle, style: &Style, random: &mut Random) -> GoldArticle {
    let abbreviations = Lists::abbreviations();
    let mut copy = Vec::new();
    for sentence in article {
        let mut forms = sentence.forms.clone();
        let mut index = 0;
        while index + 1 < forms.len() {
            let (here, next) = (&forms[index], &forms[index + 1]);
            let noun = matches!(here.tag.as_str(), "NOUN" | "PROPN");
            let last = index + 2 == forms.len() && next.words[0] == ".";
            // The ends of sentences are few among the places, and matter as much.
            let often = if last { 4.0 } else { 1.0 };
            if noun && random.chance(style.abbreviate * often) {
                let names = here.tag == "PROPN" && next.tag == "PROPN" && here.space_after;
                let (form, kind) = abbreviations[random.below(abbreviations.len())];
                let fits = match kind {
                    "title" | "reference" => names,
                    "month" => here.space_after && next.tag == "NUM",
                    "latin" => !last && index > 0,
                    _ => here.space_after || last || next.tag == "PUNCT" && next.words[0] != ".",
                };
                if names && random.chance(0.3) {
                    let mut initials = format!("{}.", random.capital());
                    if random.chance(0.3) {
                        write!(initials, "{}.", random.capital()).unwrap_or_default();
                    }
                    forms[index].words = vec![initials];
                } else if fits {
                    forms[index].words = vec![form.to_owned()];
                    if last {
                        forms.pop();
                    }
                }
            }
            index += 1;
        }
        copy.push(GoldSentence {
            forms,
            new_paragraph: sentence.new_paragraph,
            item: false,
        });
    }
    copy
}

/// Puts datelines before paragraphs, as newspapers write them: "GENEVA, Feb. 3 (ABC) — ". The web
/// treebank makes them sentences of their own; to us they are the beginning of the first.
fn add_datelines(article: &mut GoldArticle, style: &Style, random: &mut Random) {
    let names: Vec<String> = article
        .iter()
        .flat_map(|sentence| &sentence.forms)
        .filter(|form| form.tag == "PROPN")
        .map(|form| form.words[0].clone())
        .collect();
    let word = |text: &str, space_after| Form {
        words: vec![text.to_owned()],
        space_after,
        tag: String::new(),
    };
    for sentence in article {
        if names.is_empty() || !sentence.new_paragraph || !random.chance(style.dateline) {
            continue;
        }
        let name = |random: &mut Random| names[random.below(names.len())].clone();
        let mut line = vec![word(&name(random).to_uppercase(), true)];
        if random.chance(0.3) {
            line.push(word(&name(random).to_uppercase(), true));
        }
        if random.chance(0.3) {
            line.last_mut()
                .into_iter()
                .for_each(|form| form.space_after = false);
            line.push(word(",", true));
            line.push(word(&name(random), true));
        }
        if random.chance(0.3) {
            line.last_mut()
                .into_iter()
                .for_each(|form| form.space_after = false);
            line.push(word(",", true));
            let months = Lists::abbreviations()
                .into_iter()
                .filter(|(_, kind)| *kind == "month");
            let months: Vec<&str> = months.map(|(form, _)| form).collect();
            line.push(word(months[random.below(months.len())], true));
            line.push(word(&(1 + random.below(31)).to_string(), true));
        }
        if random.chance(0.75) {
            let agency = if random.chance(0.5) {
                (0..2 + random.below(3)).map(|_| random.capital()).collect()
            } else {
                name(random)
            };
            line.push(word("(", false));
            line.push(word(&agency, false));
            line.push(word(")", true));
        }
        let dash = ["-", "--", "–", "—", "—", "-"][random.below(6)];
        line.push(word(dash, true));
        line.append(&mut sentence.forms);
        sentence.forms = line;
    }
}

/// Makes short paragraphs items of a list.
fn add_bullets(article: &mut GoldArticle, style: &Style, random: &mut Random) {
    let bullet = ["•", "-", "*", "–", "—", "·"][random.below(6)];
    for sentence in article {
        if sentence.new_paragraph && sentence.forms.len() < 25 && random.chance(style.bullet) {
            let form = Form {
                words: vec![bullet.to_owned()],
                space_after: true,
                tag: String::new(),
            };
            sentence.forms.insert(0, form);
            let last = sentence.forms.last().map(|form| form.words[0].as_str());
            if last == Some(".") && random.chance(0.5) {
                sentence.forms.pop();
            }
            sentence.item = true;
        }
    }
}

fn show_article(trainer: &mut Trainer, lists: &Lists, article: &GoldArticle, style: &Style) {
    let mut marked = Marked::default();
    let mut article = abbreviate(article, style, &mut trainer.random);
    add_datelines(&mut article, style, &mut trainer.random);
    add_bullets(&mut article, style, &mut trainer.random);
    render(&mut marked, &article, style, &mut trainer.random);
    trainer.marked = marked;
    let text = std::mem::take(&mut trainer.marked.text);
    lists.walk(&text, trainer);
}

fn load(path: &str) -> Result<Splitter> {
    Ok(Splitter::load(&std::fs::read(path)?)?)
}

fn predict(model: &str, gold: &str, layout: Layout) -> Result<()> {
    let splitter = load(model)?;
    let mut out = String::new();
    let mut marked = Marked::default();
    let style = Style { layout, ..AS_IT_IS };
    for article in &read(gold)? {
        render(&mut marked, article, &style, &mut Random(0));
    }
    let reading = splitter.split(&marked.text);
    for sentence in &reading.sentences {
        let tokens = reading.tokens_of(sentence);
        let mut first = 0;
        while let Some(token) = tokens.get(first) {
            let parts = 1 + tokens[first + 1..]
                .iter()
                .take_while(|part| part.joined)
                .count();
            let end = tokens[first + parts - 1].span.end();
            if parts > 1 {
                let form = &marked.text[token.span.start()..end];
                writeln!(
                    out,
                    "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_",
                    first + 1,
                    first + parts
                )?;
            }
            for part in first..first + parts {
                let form = tokens[part].span.of(&marked.text);
                writeln!(out, "{}\t{form}\t_\tX\tX\t_\t{part}\tdep\t_\t_", part + 1)?;
            }
            first += parts;
        }
        out.push('\n');
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn show(model: &str, path: &str) -> Result<()> {
    let splitter = load(model)?;
    let text = std::fs::read_to_string(path)?;
    let reading = splitter.split(&text);
    let mut out = String::new();
    for sentence in &reading.sentences {
        for token in reading.tokens_of(sentence) {
            write!(
                out,
                "{}{}",
                if token.joined { "+" } else { " " },
                token.span.of(&text)
            )?;
        }
        out.push('\n');
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn speed(model: &str, paths: &[&str]) -> Result<()> {
    let splitter = load(model)?;
    let mut marked = Marked::default();
    for path in paths {
        for article in &read(path)? {
            render(&mut marked, article, &AS_IT_IS, &mut Random(0));
        }
    }
    let mut best = f64::MAX;
    let mut tokens = 0;
    for _ in 0..7 {
        let start = std::time::Instant::now();
        tokens = splitter.split(&marked.text).tokens.len();
        best = best.min(start.elapsed().as_secs_f64());
    }
    #[allow(clippy::cast_precision_loss, reason = "a figure to read")]
    let rate = tokens as f64 / best / 1e6;
    println!(
        "{tokens} tokens, {} bytes, best of 7: {best:.4} s, {rate:.2} million tokens a second",
        marked.text.len()
    );
    Ok(())
}
