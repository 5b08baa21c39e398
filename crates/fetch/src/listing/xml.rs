//! RSS of all versions, Atom, sitemaps and their indexes, OPML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::text::{resolve, tidy, unescape};
use super::{Link, Listing, NotAListing, absolute};

/// The most elements inside one another; no listing has a tenth of them.
const DEEPEST: usize = 256;

/// What the outermost element says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Feed,
    Sitemap,
    Index,
    Outline,
}

impl Kind {
    fn of(root: &str) -> Option<Self> {
        match root {
            "rss" | "rdf:RDF" | "RDF" | "feed" => Some(Self::Feed),
            "urlset" => Some(Self::Sitemap),
            "sitemapindex" => Some(Self::Index),
            "opml" => Some(Self::Outline),
            _ => None,
        }
    }

    /// Whether an element is about one page or one sitemap.
    fn is_item(self, name: &str) -> bool {
        match self {
            Self::Feed => matches!(name, "item" | "entry"),
            Self::Sitemap => name == "url",
            Self::Index => name == "sitemap",
            Self::Outline => false,
        }
    }
}

/// What is gathered about one page.
#[derive(Debug, Default)]
struct Item {
    /// How many elements are open around it and with it.
    depth: usize,
    base: Option<Url>,
    link: Option<String>,
    /// A link that says of what type the page is, in case no other is better.
    typed_link: Option<String>,
    permalink: Option<String>,
    title: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    outlet: Option<String>,
}

/// Words being gathered inside an element.
#[derive(Debug)]
struct Field {
    name: String,
    depth: usize,
    words: String,
    /// Whether a guid is an address.
    permalink: bool,
}

struct State<'a> {
    kind: Kind,
    base: Option<Url>,
    /// What stands before the names of the outermost element's own kind, as in `atom:feed`.
    prefix: Option<String>,
    open: Vec<String>,
    item: Option<Item>,
    field: Option<Field>,
    listing: Listing,
    given_base: Option<&'a Url>,
}

/// Reads as far as it goes.
pub(super) fn read(text: &str, base: Option<&Url>) -> Result<Listing, NotAListing> {
    let mut reader =
        Reader::from_str(text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state: Option<State> = None;
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let what = format!("malformed at byte {}: {error}", reader.error_position());
                match &mut state {
                    None => return Err(NotAListing::Malformed(what)),
                    Some(state) => state.listing.remarks.push(what),
                }
                break;
            }
        };
        if state.as_ref().is_some_and(|state| state.open.len() > DEEPEST) {
            if let Some(state) = &mut state {
                state.listing.remarks.push(format!("elements more than {DEEPEST} deep"));
            }
            break;
        }
        match (&mut state, event) {
            (None, Event::Start(element)) => state = Some(State::new(&element, base)?),
            (None, Event::DocType(name)) if name.trim_start().to_ascii_lowercase().starts_with("html") => {
                return Err(NotAListing::Other("an HTML page".to_owned()));
            }
            (None, _) => {}
            (Some(state), event) => state.take(&event),
        }
    }
    match state {
        None => Err(NotAListing::Other("markup without an element".to_owned())),
        Some(mut state) => {
            if !state.open.is_empty() {
                if state.listing.remarks.is_empty() {
                    state.listing.remarks.push("breaks off before its end".to_owned());
                }
                // What was being said is not known whole: half an address is none. What was said before it is.
                state.field = None;
                state.close_to(0);
            }
            Ok(state.listing)
        }
    }
}

impl<'a> State<'a> {
    fn new(root: &BytesStart, base: Option<&'a Url>) -> Result<Self, NotAListing> {
        let full = root.name().as_ref().to_owned();
        let (prefix, name) = match full.split_once(':') {
            Some((prefix, name)) if Kind::of(&full).is_none() => {
                (Some(format!("{prefix}:")), name.to_owned())
            }
            _ => (None, full.clone()),
        };
        let Some(kind) = Kind::of(&name) else {
            let what = if name.eq_ignore_ascii_case("html") {
                "an HTML page".to_owned()
            } else {
                format!("XML of another kind (<{full}>)")
            };
            return Err(NotAListing::Other(what));
        };
        let own_base = attribute(root, "xml:base").and_then(|own| join(base, &own));
        Ok(Self {
            kind,
            base: own_base.or_else(|| base.cloned()),
            prefix,
            open: vec![name],
            item: None,
            field: None,
            listing: Listing::default(),
            given_base: base,
        })
    }

    /// The name of an element without the prefix that all of its kind have.
    fn name<'n>(&self, full: &'n str) -> &'n str {
        self.prefix.as_deref().and_then(|prefix| full.strip_prefix(prefix)).unwrap_or(full)
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Start(element) => self.start(element),
            Event::End(element) => {
                let name = self.name(element.name().as_ref()).to_owned();
                // An end without a beginning is passed over; one that skips elements ends them too.
                if let Some(at) = self.open.iter().rposition(|open| *open == name) {
                    self.close_to(at);
                }
            }
            Event::Text(text) => self.words(text),
            Event::CData(text) => self.words(text),
            Event::GeneralRef(reference) => {
                let letters = resolve(reference).unwrap_or_else(|| format!("&{};", &**reference));
                self.words(&letters);
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(field) = &mut self.field {
            field.words.push_str(words);
        }
    }

    fn start(&mut self, element: &BytesStart) {
        let full = element.name();
        let name = self.name(full.as_ref()).to_owned();
        self.open.push(name.clone());
        let depth = self.open.len();
        if self.kind == Kind::Outline {
            let address = attribute(element, "xmlUrl").or_else(|| attribute(element, "xmlurl"));
            if let (true, Some(address)) = (name == "outline", address) {
                self.listing.listings.push(absolute(&address, self.base.as_ref()));
            }
            return;
        }
        if self.item.is_none() && self.kind.is_item(&name) {
            let base = attribute(element, "xml:base").and_then(|own| join(self.base.as_ref(), &own));
            self.item = Some(Item { depth, base: base.or_else(|| self.base.clone()), ..Item::default() });
            return;
        }
        if self.field.is_some() {
            return;
        }
        if let Some(item) = &mut self.item {
            if matches!(name.as_str(), "link" | "atom:link") {
                item.refer(element);
            }
            // News sitemaps put what they say two elements deeper.
            if depth == item.depth + 1 || name.starts_with("news:") {
                let permalink = attribute(element, "isPermaLink").is_none_or(|value| value != "false");
                self.field = is_field(&name).then(|| Field { name, depth, words: String::new(), permalink });
            }
            return;
        }
        let within = self.open.get(depth.wrapping_sub(2)).map(String::as_str);
        if name == "title" && matches!(within, Some("channel" | "feed")) && self.listing.title.is_none() {
            self.field = Some(Field { name, depth, words: String::new(), permalink: false });
        }
    }

    /// Ends all elements from this one inwards.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let depth = self.open.len();
            if let Some(field) = self.field.take_if(|field| field.depth == depth) {
                match &mut self.item {
                    Some(item) => item.learn(&field),
                    None => self.listing.title = Some(tidy(&field.words)).filter(|title| !title.is_empty()),
                }
            }
            if let Some(item) = self.item.take_if(|item| item.depth == depth) {
                self.finish(item);
            }
            self.open.pop();
        }
    }

    fn finish(&mut self, item: Item) {
        let Some(address) = item.link.or(item.typed_link).or(item.permalink) else {
            self.listing.remarks.push(match item.title {
                Some(title) => format!("no address for {title:?}"),
                None => "an item without an address".to_owned(),
            });
            return;
        };
        let url = absolute(&address, item.base.as_ref().or(self.given_base));
        if self.kind == Kind::Index {
            self.listing.listings.push(url);
        } else {
            self.listing.links.push(Link {
                url,
                title: item.title,
                published: item.published,
                updated: item.updated,
                outlet: item.outlet,
            });
        }
    }
}

impl Item {
    /// Takes a link that stands in an attribute, as Atom has it.
    fn refer(&mut self, element: &BytesStart) {
        let Some(address) = attribute(element, "href").filter(|address| !address.trim().is_empty()) else {
            return;
        };
        if attribute(element, "rel").is_some_and(|rel| rel != "alternate") {
            return;
        }
        match attribute(element, "type").as_deref() {
            None | Some("text/html" | "application/xhtml+xml") => self.link.get_or_insert(address),
            Some(_) => self.typed_link.get_or_insert(address),
        };
    }

    /// Takes what an element says.
    fn learn(&mut self, field: &Field) {
        let words = tidy(&field.words);
        if words.is_empty() {
            return;
        }
        let place = match field.name.as_str() {
            // In an address `&amp;` has been resolved once, and must not be twice.
            "link" | "loc" => {
                self.link.get_or_insert_with(|| field.words.trim().to_owned());
                return;
            }
            "guid" if field.permalink && words.contains("://") => &mut self.permalink,
            "id" if words.starts_with("http://") || words.starts_with("https://") => &mut self.permalink,
            "title" | "news:title" => &mut self.title,
            "pubDate" | "dc:date" | "published" | "issued" | "news:publication_date" => &mut self.published,
            "updated" | "modified" | "lastmod" | "dcterms:modified" => &mut self.updated,
            "news:name" => &mut self.outlet,
            _ => return,
        };
        place.get_or_insert(words);
    }
}

/// Elements whose words are worth gathering.
fn is_field(name: &str) -> bool {
    matches!(
        name,
        "link"
            | "loc"
            | "guid"
            | "id"
            | "title"
            | "pubDate"
            | "published"
            | "issued"
            | "updated"
            | "modified"
            | "lastmod"
    ) || matches!(name, "dc:date" | "dcterms:modified" | "news:title" | "news:publication_date" | "news:name")
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found =
        element.html_attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == name);
    found.map(|found| unescape(&found.value))
}

fn join(base: Option<&Url>, address: &str) -> Option<Url> {
    match base {
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    }
}
