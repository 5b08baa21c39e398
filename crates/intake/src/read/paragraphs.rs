//! The paragraphs of a plain text.
//!
//! A blank line parts two of them. A single line end does so too, unless the text is broken into lines of a fixed
//! width, where it means nothing.

use std::ops::RangeInclusive;

use dragoman_text::{Block, BlockKind};

use super::found::span;

/// Lines are broken at widths between these.
const WIDTHS: RangeInclusive<usize> = 30..=132;

/// Returns the paragraphs of a text, each a block of its body.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let is_wrapped = is_wrapped(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for (start, line) in lines {
        let blank = |char: char| char.is_whitespace() || char == '\0';
        let words = line.trim_matches(blank);
        if words.is_empty() {
            goes_on = false;
            continue;
        }
        let begin = start + (line.len() - line.trim_start_matches(blank).len());
        let end = begin + words.len();
        let here = match blocks.last_mut() {
            Some(block) if goes_on && is_wrapped => {
                *block = body(block.span.start(), end);
                continue;
            }
            _ => body(begin, end),
        };
        blocks.push(here);
        goes_on = true;
    }
    blocks
}

fn body(start: usize, end: usize) -> Block {
    let span = span(start, end);
    Block { span, source: span, kind: BlockKind::Body }
}

/// The lines with the byte where each begins. A lone carriage return ends one too.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        // The line feed of a pair would else be taken for a blank line.
        if line != "\n" || !text.get(..start).is_some_and(|before| before.ends_with('\r')) {
            lines.push((start, line));
        }
        start += line.len();
    }
    lines
}

/// Whether lines end where the next word would not have fitted.
fn is_wrapped(lines: &[(usize, &str)]) -> bool {
    let width = |line: &str| line.trim_end().chars().count();
    let widest = lines.iter().map(|(_, line)| width(line)).max().unwrap_or(0);
    if !WIDTHS.contains(&widest) {
        return false;
    }
    let (mut full, mut short) = (0, 0);
    for pair in lines.windows(2) {
        let [(_, line), (_, next)] = pair else { continue };
        let Some(word) = next.split_whitespace().next() else { continue };
        if line.trim().is_empty() {
            continue;
        }
        // A few characters less than the widest: not every program counts alike.
        if width(line) + 1 + word.chars().count() + 3 >= widest { full += 1 } else { short += 1 }
    }
    full >= 2 && full > short * 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = blocks(text).iter().map(|block| block.span.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn each_line_is_a_paragraph_where_lines_are_of_any_length() {
        check(
            "Talks begin\r\n\r\nThe envoys met in Geneva.\r\n They signed nothing. \r\n",
            &["Talks begin", "The envoys met in Geneva.", "They signed nothing."],
        );
        check("One.\rTwo.\u{2029}Three.", &["One.", "Two.", "Three."]);
        check(" \n\t\n", &[]);
    }

    #[test]
    fn lines_of_a_fixed_width_are_one_paragraph() {
        let text = "The envoys of both countries met in\nGeneva on Monday for the first talks\nsince the war, which had lasted for\ntwo years.\n\nThey signed nothing, and left on the\nsame evening.";
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        check(text, &paragraphs);
    }

    proptest! {
        #[test]
        fn blocks_are_in_order_and_only_white_space_is_between_them(text in "[a-zé\\. \n\r\0\u{2028}]{0,200}") {
            let mut end = 0;
            for block in blocks(&text) {
                let between = text.get(end..block.span.start());
                prop_assert!(between.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '\0')));
                prop_assert!(!block.span.of(&text).is_empty());
                end = block.span.end();
            }
            prop_assert!(text.get(end..).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '\0')));
        }
    }
}
