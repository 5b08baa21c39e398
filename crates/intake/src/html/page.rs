//! A page as a tree that knows where in the source everything stands.
//!
//! The tree is one list in the order of the source: the descendants of a node are the nodes from the one after it to
//! its `end`. Nothing is ever moved, as browsers do to repair wrong nesting, because the order of the source is what
//! spans need. No step is recursive, and elements nested deeper than [`DEEPEST`] become siblings, so that neither the
//! stack nor the time grows out of bounds.

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

use super::cue::{Marks, marks_of};
use super::tag::Tag;

/// Elements nested deeper than this become children of the one at this depth, as in browsers.
const DEEPEST: usize = 256;

/// Number of a node in its page.
pub(super) type NodeIdx = usize;

/// An element, or a run of characters.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) tag: Tag,
    /// What the names of its class, id and so on say of it.
    pub(super) marks: Marks,
    /// Its name, hashed, which tells elements apart that are all [`Tag::Other`].
    name: u32,
    /// The element around it; the root is its own.
    pub(super) parent: NodeIdx,
    /// One past its last descendant.
    pub(super) end: NodeIdx,
    /// Where it stands in the source: all of the characters, or the start tag.
    pub(super) source: Range<usize>,
    /// Its characters in [`Page::text`]; empty for elements.
    text: Range<usize>,
    /// Its attributes in [`Page::attributes`].
    attributes: Range<usize>,
}

/// Where name and value of an attribute stand in [`Page::values`].
#[derive(Clone, Debug)]
struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    /// All nodes in the order of the source. The first is the root.
    pub(super) nodes: Vec<Node>,
    text: String,
    values: String,
    attributes: Vec<Attribute>,
}

impl Page {
    /// Reads a page. Whatever the source is, there is one.
    pub(super) fn parse(source: &str) -> Self {
        let mut builder = Builder::new(source);
        {
            let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
                builder.take(&event, span.start..span.end)
            });
            let mut tokenizer = Tokenizer::new_with_emitter(source, emitter);
            while let Some(Ok(state)) = tokenizer.next() {
                tokenizer.set_state(state);
            }
        }
        builder.finish()
    }

    /// The node; the root where there is none of this number.
    pub(super) fn node(&self, node: NodeIdx) -> &Node {
        self.nodes.get(node).unwrap_or(&self.nodes[0])
    }

    /// What it is.
    pub(super) fn tag(&self, node: NodeIdx) -> Tag {
        self.node(node).tag
    }

    /// One past its last descendant.
    pub(super) fn end(&self, node: NodeIdx) -> NodeIdx {
        self.node(node).end
    }

    /// Its descendants and itself.
    pub(super) fn subtree(&self, node: NodeIdx) -> Range<NodeIdx> {
        node..self.end(node)
    }

    /// The elements around it, from the inside out, without the root.
    pub(super) fn ancestors(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> + '_ {
        let mut at = node;
        std::iter::from_fn(move || {
            at = self.node(at).parent;
            (at != 0).then_some(at)
        })
    }

    /// The elements and runs of characters directly in it.
    pub(super) fn children(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> + '_ {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.end(child).max(child + 1);
                child
            })
        })
    }

    /// Elements of this kind, in the order of the source.
    pub(super) fn all(&self, tag: Tag) -> impl Iterator<Item = NodeIdx> + '_ {
        (0..self.nodes.len()).filter(move |&node| self.tag(node) == tag)
    }

    /// The characters of a run of characters; nothing for an element.
    pub(super) fn characters(&self, node: NodeIdx) -> &str {
        self.text.get(self.node(node).text.clone()).unwrap_or("")
    }

    /// All characters in it, with white space as in the source.
    pub(super) fn inner_text(&self, node: NodeIdx) -> String {
        self.subtree(node).map(|one| self.characters(one)).collect()
    }

    /// The value of an attribute; `None` where it has none of this name.
    pub(super) fn attribute(&self, node: NodeIdx, name: &str) -> Option<&str> {
        self.attributes_of(node).find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Its attributes: name and value.
    pub(super) fn attributes_of(&self, node: NodeIdx) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.attributes.get(self.node(node).attributes.clone()).unwrap_or(&[]);
        attributes.iter().map(|attribute| {
            (
                self.values.get(attribute.name.clone()).unwrap_or(""),
                self.values.get(attribute.value.clone()).unwrap_or(""),
            )
        })
    }
}

/// Grows the tree from the tokens.
struct Builder<'s> {
    source: &'s str,
    page: Page,
    /// Elements that are open, with the root at the bottom.
    open: Vec<NodeIdx>,
    /// How many of them are paragraphs, which spares most searches for one.
    n_open_paragraphs: usize,
    /// The start tag that is being read.
    tag: Tag,
    name: u32,
    start: usize,
    first_attribute: usize,
    has_body: bool,
    has_html: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let root = Node {
            tag: Tag::Root,
            marks: Marks::default(),
            name: 0,
            parent: 0,
            end: 1,
            source: 0..0,
            text: 0..0,
            attributes: 0..0,
        };
        let page =
            Page { nodes: vec![root], text: String::new(), values: String::new(), attributes: Vec::new() };
        Self {
            source,
            page,
            open: vec![0],
            n_open_paragraphs: 0,
            tag: Tag::Other,
            name: 0,
            start: 0,
            first_attribute: 0,
            has_body: false,
            has_html: false,
        }
    }

    /// Takes a token; returns how what follows is to be read where that is not as usual.
    fn take(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) -> Option<State> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::named(name);
                self.name = hashed(name);
                self.start = span.start;
                self.first_attribute = self.page.attributes.len();
            }
            CallbackEvent::AttributeName { name } => {
                let name = self.keep(name);
                self.page.attributes.push(Attribute { name, value: 0..0 });
            }
            CallbackEvent::AttributeValue { value } => {
                let value = self.keep(value);
                if let Some(last) = self.page.attributes.last_mut() {
                    last.value = value;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.open_element(*self_closing, span.end);
                return self.state_within();
            }
            CallbackEvent::EndTag { name } => {
                // Attributes of an end tag mean nothing.
                self.close_element(Tag::named(name), hashed(name));
            }
            CallbackEvent::String { value } => self.add_text(value, span),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }

    /// How the content of the element just opened is read. In a drawing, a title is an element like any other.
    fn state_within(&self) -> Option<State> {
        let state = match self.tag {
            Tag::Textarea | Tag::Title => State::RcData,
            Tag::Script => State::ScriptData,
            Tag::Style | Tag::Iframe => State::RawText,
            _ => return None,
        };
        let drawn = self.open.iter().any(|&open| matches!(self.page.tag(open), Tag::Svg | Tag::Math));
        (!drawn).then_some(state)
    }

    fn keep(&mut self, value: &[u8]) -> Range<usize> {
        let start = self.page.values.len();
        self.page.values.push_str(&String::from_utf8_lossy(value));
        start..self.page.values.len()
    }

    fn current(&self) -> NodeIdx {
        self.open.last().copied().unwrap_or(0)
    }

    fn current_tag(&self) -> Tag {
        self.page.tag(self.current())
    }

    fn push(&mut self, node: Node) -> NodeIdx {
        self.page.nodes.push(node);
        self.page.nodes.len() - 1
    }

    /// Closes the innermost element.
    fn pop(&mut self) {
        if self.open.len() > 1
            && let Some(node) = self.open.pop()
        {
            let end = self.page.nodes.len();
            self.page.nodes[node].end = end;
            if self.page.nodes[node].tag == Tag::P {
                self.n_open_paragraphs -= 1;
            }
        }
    }

    /// Closes the innermost element that `wanted` names, with all in it, unless one that `stop` names is nearer.
    fn pop_to(&mut self, wanted: impl Fn(Tag) -> bool, stop: impl Fn(Tag) -> bool) -> bool {
        let mut depth = self.open.len();
        while depth > 1 {
            let tag = self.page.tag(self.open[depth - 1]);
            if wanted(tag) {
                while self.open.len() >= depth {
                    self.pop();
                }
                return true;
            }
            if stop(tag) {
                return false;
            }
            depth -= 1;
        }
        false
    }

    /// Closes what a start tag of this kind ends without saying so.
    fn close_implied(&mut self, tag: Tag) {
        if self.current_tag() == Tag::Head
            && !matches!(
                tag,
                Tag::Base
                    | Tag::Link
                    | Tag::Meta
                    | Tag::Title
                    | Tag::Style
                    | Tag::Script
                    | Tag::Noscript
                    | Tag::Template
                    | Tag::Other
            )
        {
            self.pop();
        }
        if tag.is_block() && self.n_open_paragraphs > 0 {
            self.pop_to(|open| open == Tag::P, |open| open.is_scope() || open == Tag::Button);
        }
        match tag {
            Tag::Li => {
                self.pop_to(
                    |open| open == Tag::Li,
                    |open| open.is_list() || open == Tag::Menu || open.is_scope(),
                );
            }
            Tag::Dd | Tag::Dt => {
                self.pop_to(
                    |open| matches!(open, Tag::Dd | Tag::Dt),
                    |open| open.is_list() || open.is_scope(),
                );
            }
            Tag::OptionItem | Tag::Optgroup if self.current_tag() == Tag::OptionItem => self.pop(),
            Tag::Td | Tag::Th => {
                self.pop_to(
                    |open| matches!(open, Tag::Td | Tag::Th),
                    |open| matches!(open, Tag::Tr | Tag::Table | Tag::Template | Tag::Root),
                );
            }
            Tag::Tr => {
                self.pop_to(
                    |open| open == Tag::Tr,
                    |open| matches!(open, Tag::Table | Tag::Template | Tag::Root),
                );
            }
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.pop_to(
                    |open| matches!(open, Tag::Tbody | Tag::Thead | Tag::Tfoot),
                    |open| matches!(open, Tag::Table | Tag::Template | Tag::Root),
                );
            }
            Tag::A => {
                self.pop_to(|open| open == Tag::A, Tag::is_block);
            }
            _ if tag.is_heading() && self.current_tag().is_heading() => self.pop(),
            _ => {}
        }
    }

    fn open_element(&mut self, self_closing: bool, end: usize) {
        let tag = self.tag;
        let attributes = self.first_attribute..self.page.attributes.len();
        let again = match tag {
            Tag::Body => std::mem::replace(&mut self.has_body, true),
            Tag::Html => std::mem::replace(&mut self.has_html, true),
            Tag::Head => self.has_body,
            _ => false,
        };
        if again {
            return;
        }
        self.close_implied(tag);
        let parent = self.current();
        let at = self.page.nodes.len();
        let node = Node {
            tag,
            marks: Marks::default(),
            name: self.name,
            parent,
            end: at + 1,
            source: self.start..end.max(self.start),
            text: 0..0,
            attributes,
        };
        let node = self.push(node);
        let marks = marks_of(tag, self.page.attributes_of(node));
        self.page.nodes[node].marks = marks;
        // Foreign elements close themselves where they say so; others never do.
        let closed = tag.is_void() || (self_closing && matches!(tag, Tag::Other | Tag::Svg | Tag::Math));
        if !closed && self.open.len() < DEEPEST {
            self.open.push(node);
            if tag == Tag::P {
                self.n_open_paragraphs += 1;
            }
        }
    }

    fn close_element(&mut self, tag: Tag, name: u32) {
        match tag {
            // What follows the end of the body belongs to it all the same.
            Tag::Body | Tag::Html | Tag::Root | Tag::Text => {}
            Tag::P if self.n_open_paragraphs == 0 => {}
            Tag::Table | Tag::Template | Tag::Object => {
                self.pop_to(|open| open == tag, |open| open == Tag::Root);
            }
            Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Td | Tag::Th | Tag::Caption => {
                self.pop_to(|open| open == tag, |open| matches!(open, Tag::Table | Tag::Template));
            }
            Tag::Li => {
                self.pop_to(|open| open == tag, |open| open.is_list() || open.is_scope());
            }
            // Any heading's end tag ends any heading.
            _ if tag.is_heading() => {
                self.pop_to(Tag::is_heading, Tag::is_scope);
            }
            _ if tag.is_block() || tag.is_unseen() => {
                self.pop_to(|open| open == tag, Tag::is_scope);
            }
            // A link around blocks ends where it says; other inline elements do not reach out of a block.
            Tag::A => {
                self.pop_to(|open| open == tag, Tag::is_scope);
            }
            Tag::Other => self.close_other(name),
            _ => {
                self.pop_to(|open| open == tag, Tag::is_block);
            }
        }
    }

    /// Closes the innermost element of a name that nothing depends on.
    fn close_other(&mut self, name: u32) {
        for depth in (1..self.open.len()).rev() {
            let node = self.page.node(self.open[depth]);
            if node.tag == Tag::Other && node.name == name {
                while self.open.len() > depth {
                    self.pop();
                }
                return;
            }
            if node.tag.is_scope() {
                return;
            }
        }
    }

    fn add_text(&mut self, value: &[u8], span: Range<usize>) {
        let text = String::from_utf8_lossy(value);
        if self.current_tag() == Tag::Head && !text.trim().is_empty() {
            self.pop();
        }
        let start = self.page.text.len();
        self.page.text.push_str(&text);
        let text = start..self.page.text.len();
        let source = inside(self.source, span);
        let parent = self.current();
        let at = self.page.nodes.len();
        self.push(Node {
            tag: Tag::Text,
            marks: Marks::default(),
            name: self.name,
            parent,
            end: at + 1,
            source,
            text,
            attributes: 0..0,
        });
    }

    fn finish(mut self) -> Page {
        while self.open.len() > 1 {
            self.pop();
        }
        self.page.nodes[0].end = self.page.nodes.len();
        self.page
    }
}

/// The name of an element, hashed (FNV-1a).
fn hashed(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The span, widened to lie in the source on boundaries of characters.
fn inside(source: &str, span: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(span.start.min(source.len()));
    let end = source.ceil_char_boundary(span.end.clamp(start, source.len()));
    start..end
}
