//! What a page says of itself in JSON-LD.

use serde_json::{Map, Value};

use super::page::Page;
use super::tag::Tag;

/// Descriptions nested deeper than this are not read.
const DEEPEST: usize = 16;

/// One thing that a page describes in JSON-LD.
pub(super) type Thing = Map<String, Value>;

/// The things that a page describes, in the order of the source, those around before those inside.
pub(super) fn things(page: &Page) -> Vec<Thing> {
    let mut found = Vec::new();
    for script in page.all(Tag::Script) {
        let is_ld = page
            .attribute(script, "type")
            .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"));
        if is_ld && let Some(value) = read(&page.inner_text(script)) {
            let mut open = vec![(value, 0)];
            while let Some((value, depth)) = open.pop() {
                match value {
                    Value::Array(values) if depth < DEEPEST => {
                        open.extend(values.into_iter().rev().map(|value| (value, depth + 1)));
                    }
                    Value::Object(thing) => {
                        if depth < DEEPEST {
                            for key in ["mainEntity", "mainEntityOfPage", "itemListElement", "@graph"] {
                                if let Some(inner) = thing.get(key)
                                    && !inner.is_string()
                                {
                                    open.push((inner.clone(), depth + 1));
                                }
                            }
                        }
                        found.push(thing);
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

/// Reads a script, with the faults that pages have: comments around it, line ends inside strings.
fn read(script: &str) -> Option<Value> {
    let mut text = script.trim();
    for opening in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        text = text.strip_prefix(opening).unwrap_or(text).trim();
    }
    for closing in ["-->", "//]]>", "/*]]>*/", "]]>", ";"] {
        text = text.strip_suffix(closing).unwrap_or(text).trim();
    }
    serde_json::from_str(text).ok().or_else(|| {
        let repaired: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
        serde_json::from_str(&repaired).ok()
    })
}

/// Whether a thing is an article, by what its type is called.
pub(super) fn is_article(thing: &Thing) -> bool {
    let named = |value: &Value| {
        value.as_str().is_some_and(|name| {
            name.ends_with("Article") || name.ends_with("Posting") || matches!(name, "Report" | "Review")
        })
    };
    match thing.get("@type") {
        Some(Value::Array(types)) => types.iter().any(named),
        Some(one) => named(one),
        None => false,
    }
}

/// A property that is text.
pub(super) fn text<'t>(thing: &'t Thing, key: &str) -> Option<&'t str> {
    match thing.get(key)? {
        Value::String(text) => Some(text),
        Value::Array(values) => values.iter().find_map(Value::as_str),
        _ => None,
    }
}

/// The names of the persons or bodies that a property gives: as text, as things with a name, or as lists of these.
pub(super) fn names(thing: &Thing, key: &str) -> Vec<String> {
    let mut names = Vec::new();
    let values = match thing.get(key) {
        Some(Value::Array(values)) => values.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    for value in values {
        let name = match value {
            Value::String(name) => Some(name.as_str()),
            Value::Object(inner) => text(inner, "name"),
            _ => None,
        };
        names.extend(name.map(str::to_owned));
    }
    names
}
