//! Kinds of characters, as fine as splitting needs them.

/// What a character is to a splitter. `Edge` stands for "no character here".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    #[default]
    Edge,
    Upper,
    Lower,
    /// A letter without case.
    Letter,
    Digit,
    Period,
    Comma,
    Semicolon,
    Colon,
    /// `!`, `?` and their kin.
    Terminal,
    Ellipsis,
    Apostrophe,
    /// A curly single quote that opens.
    SingleOpen,
    /// A curly single quote that closes, or an apostrophe.
    SingleClose,
    Quote,
    QuoteOpen,
    QuoteClose,
    BracketOpen,
    BracketClose,
    Hyphen,
    Dash,
    Slash,
    Currency,
    Percent,
    At,
    Hash,
    Underscore,
    Ampersand,
    Bullet,
    /// `+`, `=`, `~` and the like.
    Operator,
    /// Belongs to the character before it: combining marks, joiners, variation selectors.
    Extend,
    Other,
}

impl Class {
    pub(super) fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Lower,
            'A'..='Z' => Self::Upper,
            '0'..='9' => Self::Digit,
            '.' => Self::Period,
            ',' => Self::Comma,
            ';' => Self::Semicolon,
            ':' => Self::Colon,
            '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' => Self::Terminal,
            '…' => Self::Ellipsis,
            '\'' | '`' | '´' | 'ʼ' => Self::Apostrophe,
            '‘' | '‚' | '‹' => Self::SingleOpen,
            '’' | '›' => Self::SingleClose,
            '"' | '″' => Self::Quote,
            '“' | '„' | '«' | '「' => Self::QuoteOpen,
            '”' | '»' | '」' => Self::QuoteClose,
            '(' | '[' | '{' | '<' => Self::BracketOpen,
            ')' | ']' | '}' | '>' => Self::BracketClose,
            '-' | '\u{ad}' | '‐' | '‑' => Self::Hyphen,
            '–' | '—' | '―' | '−' | '‒' => Self::Dash,
            '/' | '\\' | '⁄' => Self::Slash,
            '$' | '€' | '£' | '¥' | '¢' | '₹' | '₽' | '₩' => Self::Currency,
            '%' | '‰' | '°' => Self::Percent,
            '@' => Self::At,
            '#' => Self::Hash,
            '_' => Self::Underscore,
            '&' => Self::Ampersand,
            '•' | '*' | '·' | '●' | '▪' | '■' | '◦' | '►' | '‣' => Self::Bullet,
            '+' | '=' | '~' | '^' | '|' | '×' | '±' => Self::Operator,
            '\u{0300}'..='\u{036f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0020}'..='\u{e01ef}' => Self::Extend,
            _ if c.is_ascii() => Self::Other,
            _ if c.is_uppercase() => Self::Upper,
            _ if c.is_lowercase() => Self::Lower,
            _ if c.is_alphabetic() => Self::Letter,
            _ if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }

    pub(super) fn is_letter(self) -> bool {
        matches!(self, Self::Upper | Self::Lower | Self::Letter)
    }

    /// Whether words and numbers are made of it.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Upper | Self::Lower | Self::Letter | Self::Digit)
    }

    /// Whether an apostrophe may be written so.
    pub(super) fn is_apostrophe(self) -> bool {
        matches!(
            self,
            Self::Apostrophe | Self::SingleClose | Self::SingleOpen
        )
    }

    /// As a value to hash.
    pub(super) fn code(self) -> u64 {
        u64::from(self as u8)
    }
}

/// The character under which words are counted alike: lower case, one digit, one apostrophe.
pub(super) fn fold(c: char, class: Class) -> u32 {
    let folded = match class {
        Class::Digit => '0',
        Class::Apostrophe | Class::SingleOpen | Class::SingleClose => '\'',
        Class::Upper if c.is_ascii() => c.to_ascii_lowercase(),
        Class::Upper => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    };
    u32::from(folded)
}
