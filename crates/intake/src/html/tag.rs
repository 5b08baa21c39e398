//! The elements that matter here, and how each behaves.

/// Name of an element. Names that nothing depends on are [`Tag::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tag {
    /// Not an element: a run of characters.
    Text,
    /// The page itself, around everything.
    Root,
    A,
    Abbr,
    Address,
    Area,
    Article,
    Aside,
    Audio,
    B,
    Base,
    Blockquote,
    Body,
    Br,
    Button,
    Canvas,
    Caption,
    Center,
    Code,
    Col,
    Dd,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Em,
    Embed,
    Fieldset,
    Figcaption,
    Figure,
    Font,
    Footer,
    Form,
    Frame,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hr,
    Html,
    I,
    Iframe,
    Img,
    Input,
    Label,
    Legend,
    Li,
    Link,
    Main,
    Map,
    Math,
    Menu,
    Meta,
    Nav,
    Noindex,
    Noscript,
    Object,
    Ol,
    Optgroup,
    OptionItem,
    P,
    Picture,
    Pre,
    Progress,
    Q,
    Rp,
    Rt,
    Script,
    Section,
    Select,
    Small,
    Source,
    Span,
    Strong,
    Style,
    Summary,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Time,
    Title,
    Tr,
    Track,
    Ul,
    Video,
    Wbr,
    Other,
}

impl Tag {
    /// The element of this name, in small letters.
    pub(super) fn named(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"abbr" | b"acronym" => Self::Abbr,
            b"address" => Self::Address,
            b"area" => Self::Area,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"audio" => Self::Audio,
            b"b" => Self::B,
            b"base" => Self::Base,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"canvas" => Self::Canvas,
            b"caption" => Self::Caption,
            b"center" => Self::Center,
            b"code" => Self::Code,
            b"col" => Self::Col,
            b"dd" => Self::Dd,
            b"details" => Self::Details,
            b"dialog" => Self::Dialog,
            b"div" => Self::Div,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"em" => Self::Em,
            b"embed" => Self::Embed,
            b"fieldset" => Self::Fieldset,
            b"figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"font" => Self::Font,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"frame" | b"frameset" => Self::Frame,
            b"h1" => Self::H1,
            b"h2" => Self::H2,
            b"h3" => Self::H3,
            b"h4" => Self::H4,
            b"h5" => Self::H5,
            b"h6" => Self::H6,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"i" => Self::I,
            b"iframe" => Self::Iframe,
            b"img" | b"image" => Self::Img,
            b"input" => Self::Input,
            b"label" => Self::Label,
            b"legend" => Self::Legend,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"map" => Self::Map,
            b"math" => Self::Math,
            b"menu" => Self::Menu,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"noindex" => Self::Noindex,
            b"noscript" => Self::Noscript,
            b"object" | b"applet" => Self::Object,
            b"ol" => Self::Ol,
            b"optgroup" => Self::Optgroup,
            b"option" | b"datalist" => Self::OptionItem,
            b"p" => Self::P,
            b"picture" => Self::Picture,
            b"pre" | b"listing" | b"xmp" => Self::Pre,
            b"progress" | b"meter" | b"output" => Self::Progress,
            b"q" => Self::Q,
            b"rp" => Self::Rp,
            b"rt" | b"rtc" => Self::Rt,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" => Self::Select,
            b"small" => Self::Small,
            b"source" | b"param" => Self::Source,
            b"span" => Self::Span,
            b"strong" => Self::Strong,
            b"style" => Self::Style,
            b"summary" => Self::Summary,
            b"svg" => Self::Svg,
            b"table" => Self::Table,
            b"tbody" => Self::Tbody,
            b"td" => Self::Td,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"tfoot" => Self::Tfoot,
            b"th" => Self::Th,
            b"thead" => Self::Thead,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"track" => Self::Track,
            b"ul" | b"dir" => Self::Ul,
            b"video" => Self::Video,
            b"wbr" => Self::Wbr,
            _ => Self::Other,
        }
    }

    /// Whether it never has content, so that no end tag closes it.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Area
                | Self::Base
                | Self::Br
                | Self::Col
                | Self::Embed
                | Self::Frame
                | Self::Hr
                | Self::Img
                | Self::Input
                | Self::Link
                | Self::Meta
                | Self::Source
                | Self::Track
                | Self::Wbr
        )
    }

    /// Whether it stands on lines of its own, so that text before and after it are apart.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Body
                | Self::Caption
                | Self::Center
                | Self::Dd
                | Self::Details
                | Self::Dialog
                | Self::Div
                | Self::Dl
                | Self::Dt
                | Self::Fieldset
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::Head
                | Self::Header
                | Self::Hr
                | Self::Html
                | Self::Legend
                | Self::Li
                | Self::Main
                | Self::Menu
                | Self::Nav
                | Self::Ol
                | Self::Optgroup
                | Self::OptionItem
                | Self::P
                | Self::Pre
                | Self::Section
                | Self::Select
                | Self::Summary
                | Self::Table
                | Self::Tbody
                | Self::Td
                | Self::Textarea
                | Self::Tfoot
                | Self::Th
                | Self::Thead
                | Self::Title
                | Self::Tr
                | Self::Ul
        ) || self.is_heading()
    }

    /// Whether it is one of the six levels of headings.
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Whether it is a list of any kind.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Ul | Self::Ol | Self::Dl)
    }

    /// Whether it is an item of a list.
    pub(super) fn is_item(self) -> bool {
        matches!(self, Self::Li | Self::Dd | Self::Dt)
    }

    /// Whether its characters are never shown as they stand.
    pub(super) fn is_unseen(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Script
                | Self::Style
                | Self::Template
                | Self::Noscript
                | Self::Title
                | Self::Iframe
                | Self::Object
                | Self::Svg
                | Self::Canvas
                | Self::Audio
                | Self::Video
                | Self::Math
                | Self::Map
                | Self::Textarea
                | Self::Progress
                | Self::Select
                | Self::Optgroup
                | Self::OptionItem
                | Self::Rp
                | Self::Rt
        )
    }

    /// Whether what stands in it is, by its name, not the text of the page.
    pub(super) fn is_apart(self) -> bool {
        self.is_unseen()
            || matches!(
                self,
                Self::Aside
                    | Self::Footer
                    | Self::Menu
                    | Self::Figure
                    | Self::Picture
                    | Self::Button
                    | Self::Dialog
                    | Self::Fieldset
                    | Self::Label
                    | Self::Legend
                    | Self::Nav
                    | Self::Noindex
                    | Self::Time
            )
    }

    /// Whether an end tag of something outside is not looked for beyond it.
    pub(super) fn is_scope(self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Html
                | Self::Table
                | Self::Td
                | Self::Th
                | Self::Caption
                | Self::Template
                | Self::Object
        )
    }
}
