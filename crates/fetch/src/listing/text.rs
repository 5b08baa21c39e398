//! Words out of markup.

use quick_xml::escape::resolve_html5_entity;

/// Resolves what a reference stands for: `amp`, `rsquo`, `#8217`, `#x2019`.
pub(super) fn resolve(reference: &str) -> Option<String> {
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|&letter| letter != '\0').map(String::from);
    }
    resolve_html5_entity(reference).map(str::to_owned)
}

/// Replaces references by what they stand for; one that stands for nothing stays as it is.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // The longest name has 31 letters; looking no further keeps a text of ampersands from taking for ever.
        let end = after.bytes().take(32).position(|byte| byte == b';');
        let reference = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        let resolved = reference.and_then(|(name, after)| Some((resolve(name)?, after)));
        let (letters, after) = resolved.unwrap_or_else(|| ("&".to_owned(), after));
        out.push_str(&letters);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Takes tags out: `<b>` and `</b>`, but not the sign in "profits < costs".
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let opens = after.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
        rest = after;
        let Some((_, behind)) = after.split_once('>') else {
            out.push('<');
            break;
        };
        if opens {
            rest = behind;
        } else {
            out.push('<');
        }
    }
    out.push_str(rest);
    out
}

/// Makes one line of what a feed says: references resolved that were escaped twice, tags out, white space narrow.
pub(super) fn tidy(text: &str) -> String {
    let text = without_tags(&unescape(text));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
