//! A sentence to look at: its words with the names marked, and below them the tree, heads before
//! their dependents.

use std::io::{self, Write};

use super::Shown;
use super::rows::one_line;
use crate::name;

/// The escape sequences of one look, all empty where the terminal shows no colour.
struct Paint {
    bold: &'static str,
    dim: &'static str,
    name: &'static str,
    plain: &'static str,
}

const COLOUR: Paint = Paint { bold: "\x1b[1m", dim: "\x1b[2m", name: "\x1b[36m", plain: "\x1b[0m" };
const NO_COLOUR: Paint = Paint { bold: "", dim: "", name: "", plain: "" };

pub(super) fn write(out: &mut Vec<u8>, shown: &Shown<'_>) -> io::Result<()> {
    let paint = if shown.colour { COLOUR } else { NO_COLOUR };
    write_words(out, shown, &paint)?;
    write_tree(out, shown, &paint)?;
    writeln!(out)
}

/// The sentence, each name in brackets with its kind.
fn write_words(out: &mut Vec<u8>, shown: &Shown<'_>, paint: &Paint) -> io::Result<()> {
    let mut line = String::new();
    let mut at = shown.tokens.first().map_or(0, |token| token.span.start());
    let end = shown.tokens.last().map_or(0, |token| token.span.end());
    for (run, kind) in name::of_tokens(shown.tokens) {
        let (from, to) = (shown.tokens[run.start].span.start(), shown.tokens[run.end - 1].span.end());
        line.push_str(shown.text.get(at..from).unwrap_or(""));
        let words = shown.text.get(from..to).unwrap_or("");
        line.extend([paint.name, "[", kind, " ", words, "]", paint.plain, paint.bold]);
        at = to;
    }
    line.push_str(shown.text.get(at..end).unwrap_or(""));
    writeln!(out, "{}{}. {}{}", paint.bold, shown.number, one_line(&line), paint.plain)
}

/// The tree. Whatever the heads are, each token is written once: what hangs on nothing that hangs on
/// the root is written as a root.
fn write_tree(out: &mut Vec<u8>, shown: &Shown<'_>, paint: &Paint) -> io::Result<()> {
    let n_tokens = shown.tokens.len();
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); n_tokens];
    let mut roots = Vec::new();
    for (place, token) in shown.tokens.iter().enumerate() {
        match (token.head as usize).checked_sub(1) {
            Some(head) if head < n_tokens => dependents[head].push(place),
            _ => roots.push(place),
        }
    }
    let mut written = vec![false; n_tokens];
    for root in roots.into_iter().chain(0..n_tokens) {
        let mut open = vec![(root, String::from("   "), String::from("   "))];
        while let Some((place, lead, below)) = open.pop() {
            if std::mem::replace(&mut written[place], true) {
                continue;
            }
            write_token(out, shown, paint, place, &lead)?;
            let below_here = &dependents[place];
            for (nth, &dependent) in below_here.iter().enumerate().rev() {
                let (branch, rest) =
                    if nth + 1 == below_here.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
                open.push((dependent, format!("{below}{branch}"), format!("{below}{rest}")));
            }
        }
    }
    Ok(())
}

fn write_token(
    out: &mut Vec<u8>,
    shown: &Shown<'_>,
    paint: &Paint,
    place: usize,
    lead: &str,
) -> io::Result<()> {
    let Some(word) = shown.rows.words.get(place) else { return Ok(()) };
    let Paint { bold, dim, name, plain } = paint;
    write!(out, "{dim}{lead}{plain}{bold}{}{plain} {dim}{} {}{plain}", word.form, word.upos, word.deprel)?;
    if let Some(tag) = name::written(shown.tokens[place].name) {
        write!(out, " {name}{tag}{plain}")?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use dragoman::text::{NameKind, NameTag, Relation, Span, Token, Upos};

    use super::*;
    use crate::conllu;

    /// "Ana Ruiz left." with the heads given.
    fn tree(heads: [u32; 4]) -> String {
        let text = "Ana Ruiz left.";
        let spans = [(0, 3), (4, 8), (9, 13), (13, 14)];
        let mut tokens = spans.map(|(from, to)| Token::new(Span::new(from, to), false));
        for (token, head) in tokens.iter_mut().zip(heads) {
            token.head = head;
            token.relation = Relation::Dep;
            token.upos = Upos::X;
        }
        tokens[0].name = NameTag::Begin(NameKind::Person);
        tokens[1].name = NameTag::Inside(NameKind::Person);
        let words = tokens.map(|token| conllu::Word {
            form: token.span.of(text).to_owned(),
            upos: token.upos.to_string(),
            deprel: token.relation.to_string(),
            ..conllu::Word::default()
        });
        let rows = conllu::Sentence { words: words.to_vec(), ..conllu::Sentence::default() };
        let shown =
            Shown { article: "-", number: 1, text, base: 0, tokens: &tokens, rows: &rows, colour: false };
        let mut out = Vec::new();
        write(&mut out, &shown).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn dependents_stand_below_their_head_and_names_are_marked() {
        assert_eq!(
            tree([3, 1, 0, 3]),
            "1. [PER Ana Ruiz] left.\n   left X dep\n   ├─ Ana X dep B-PER\n   │  └─ Ruiz X dep I-PER\n   └─ . X dep\n\n"
        );
    }

    #[test]
    fn heads_that_are_no_tree_still_show_each_token_once() {
        for heads in [[2, 1, 0, 3], [2, 1, 4, 3], [9, 9, 9, 9], [1, 1, 1, 1], [0, 0, 0, 0]] {
            let shown = tree(heads);
            for token in ["Ana X", "Ruiz X", "left X", ". X"] {
                assert_eq!(shown.matches(token).count(), 1, "{heads:?}\n{shown}");
            }
        }
    }
}
