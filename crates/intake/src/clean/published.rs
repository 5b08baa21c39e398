//! When was it published, by the lines around its headline?

use dragoman_text::{Article, BlockKind, Boilerplate, DateReason, Published, dateline};

use crate::html::day::{self, Form};

/// The day that the lines between headline and text name, or else the dateline; `None` where there is no whole day.
///
/// Figures that can be read in two ways ("03/04/2024") are no day. Where the lines name several, the first is meant,
/// since outlets put the day of an update after that of publication; the others are kept as conflicts.
pub(super) fn by_its_lines(article: &Article) -> Option<Published> {
    let is_body = |kind: &BlockKind| matches!(kind, BlockKind::Body);
    let head = article.blocks.iter().take_while(|block| !is_body(&block.kind));
    let lines = head
        .filter(|block| matches!(&block.kind, BlockKind::Boilerplate { reason: Boilerplate::Byline, .. }))
        .map(|block| (block.span.of(&article.text), DateReason::Byline));
    let body = article.blocks.iter().find(|block| is_body(&block.kind));
    let place = body.map(|block| block.span.of(&article.text)).map(|text| {
        let end = dateline(text);
        (text.get(..end).unwrap_or_default(), DateReason::Dateline)
    });
    let mut days = lines.chain(place).flat_map(|(words, reason)| {
        let found = day::days(words, false).into_iter();
        found
            .filter(|found| matches!(found.form, Form::Named | Form::Ymd))
            .map(move |found| (found.day, reason, words.get(found.range).unwrap_or(words)))
    });
    let (day, reason, words) = days.next()?;
    let conflicts =
        days.filter(|(other, ..)| *other != day).map(|(other, reason, _)| (other, reason)).collect();
    Some(Published { day, reason, words: words.trim().to_owned(), conflicts })
}
