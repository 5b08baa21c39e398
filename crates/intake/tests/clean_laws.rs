//! What holds of the labels whatever the text and its blocks.

use std::sync::LazyLock;

use dragoman_intake::clean::{Cleaner, Repeats};
use dragoman_text::{Article, Block, BlockKind, Boilerplate, Metadata, Span};
use proptest::prelude::*;

static CLEANER: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::embedded().expect("the tables of the project are sound"));

/// Labels, checks every promise of [`Cleaner::label`], and labels again.
fn check(article: &Article, repeats: Option<&Repeats>) -> Article {
    let mut labelled = article.clone();
    CLEANER.label(&mut labelled, repeats);
    assert_eq!(labelled.text, article.text, "the text was rewritten");
    let mut end = 0;
    for block in &labelled.blocks {
        let span = block.span;
        assert!(span.start() >= end, "{span:?} overlaps the block before");
        let words = article.text.get(span.range()).expect("on character boundaries");
        assert!(
            !words.is_empty() && words.trim() == words,
            "{words:?} is empty or has white space around it"
        );
        let between = &article.text[end..span.start()];
        assert!(between.trim().is_empty(), "{between:?} is in no block");
        if let BlockKind::Boilerplate { score, why, .. } = &block.kind {
            assert!((0.0..=1.0).contains(score), "{score}");
            assert!(!why.is_empty(), "no reason is given");
        }
        end = span.end();
    }
    assert!(article.text[end..].trim().is_empty(), "the end is in no block");
    let mut again = labelled.clone();
    CLEANER.label(&mut again, repeats);
    assert_eq!(again, labelled, "labelled twice is not labelled once");
    labelled
}

/// Pieces of articles, and of what is found around them.
const PIECES: [&str; 40] = [
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    " ",
    "\u{2028}",
    "\u{a0}",
    "Ministers agree on fish quotas after long night",
    "Ministers from six countries agreed on fish quotas on Monday, after a night of talks.",
    "The quotas fall by a tenth, the Norwegian minister said.",
    "“We need your support,” she told reporters. “Your donation helps us.”",
    "\"We rely on you,\" he said.",
    "Your support helps us to tell the truth.",
    "Please consider a donation.",
    "Our journalism is free because readers like you pay for it.",
    "It takes a minute, and it makes a difference.",
    "We use cookies to improve your experience.",
    "Accept all",
    "Sign up for our newsletter",
    "Related articles",
    "Who owns the sea?",
    "A port without ships",
    "Read more: The last herring",
    "Share on Facebook",
    "Photo: Ana Pires/AFP",
    "A trawler leaves the port. (AP Photo/Jon Vale)",
    "By Ana Pires",
    "3 May 2021",
    "Advertisement",
    "Home > World > Europe",
    "Correction: the quota was misstated.",
    "© 2021 The Coast Tribune. All rights reserved.",
    "Ana Pires is a reporter based in Bergen.",
    "Quotas",
    "I",
    "«Да»",
    "👩‍👩‍👧",
    "…",
    "'s",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "(?s).{0,200}",
    ]
}

fn kind() -> impl Strategy<Value = BlockKind> {
    let boilerplate = |reason| BlockKind::Boilerplate { reason, score: 0.5, why: "given".to_owned() };
    prop::sample::select(vec![
        BlockKind::Title,
        BlockKind::Deck,
        BlockKind::Heading,
        BlockKind::Body,
        BlockKind::Body,
        BlockKind::Body,
        boilerplate(Boilerplate::Navigation),
        boilerplate(Boilerplate::Appeal),
        boilerplate(Boilerplate::Duplicate),
        boilerplate(Boilerplate::Repeated),
    ])
}

/// Blocks anywhere, even where no block can be.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = (0_u32..600, 0_u32..200, 0_u32..600, kind()).prop_map(|(start, len, source, kind)| Block {
        span: Span::new(start, start + len),
        source: Span::new(source, source + len / 2),
        kind,
    });
    prop::collection::vec(block, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn blocks_are_in_order_and_cover_the_text(text in text(), title in prop::option::of(text()), deck in prop::option::of(text())) {
        let metadata = Metadata { title, deck, outlet: Some("Coast Tribune".to_owned()), ..Metadata::default() };
        check(&Article { text, metadata, ..Article::default() }, None);
    }

    #[test]
    fn given_blocks_are_put_in_order(text in text(), blocks in blocks()) {
        check(&Article { text, blocks, ..Article::default() }, None);
    }

    #[test]
    fn what_is_repeated_breaks_no_promise(texts in prop::collection::vec(text(), 1..8)) {
        let articles: Vec<Article> = texts.into_iter().map(|text| Article { text, ..Article::default() }).collect();
        let mut repeats = Repeats::new();
        for article in &articles {
            repeats.add(&CLEANER.sketch(article));
        }
        for article in &articles {
            check(article, Some(&repeats));
        }
    }
}

#[test]
fn a_text_of_one_long_line_is_labelled() {
    let text = "Ministers agreed on quotas on Monday. ".repeat(20_000);
    let labelled = check(&Article { text, ..Article::default() }, None);
    assert_eq!(labelled.blocks.len(), 1);
}

#[test]
fn given_labels_stay() {
    let text = "Fish\n\nMinisters met.\n\nYour donation helps us to report.".to_owned();
    let navigation =
        BlockKind::Boilerplate { reason: Boilerplate::Navigation, score: 0.9, why: "in a menu".to_owned() };
    let block = |start, end, kind: &BlockKind| {
        let (span, source) = (Span::new(start, end), Span::new(start + 100, end + 130));
        Block { span, source, kind: kind.clone() }
    };
    let blocks =
        vec![block(0, 4, &navigation), block(6, 20, &BlockKind::Title), block(22, 55, &BlockKind::Body)];
    let labelled = check(&Article { text, blocks: blocks.clone(), ..Article::default() }, None);
    assert_eq!(labelled.blocks[..2], blocks[..2]);
    assert!(matches!(labelled.blocks[2].kind, BlockKind::Boilerplate { reason: Boilerplate::Appeal, .. }));
    assert_eq!(labelled.blocks[2].source, blocks[2].source);
}

#[test]
fn a_deck_that_the_lead_repeats_is_remarked_upon() {
    let text = "Ministers agree on fish quotas after long night\n\
        Ministers from six countries agreed on quotas for herring on Monday after a night of talks\n\
        Ministers from six countries agreed on quotas for herring on Monday after a night of talks, officials said.\n\
        The quotas fall by a tenth.";
    let labelled = check(&Article { text: text.to_owned(), ..Article::default() }, None);
    let kinds: Vec<&BlockKind> = labelled.blocks.iter().map(|block| &block.kind).collect();
    assert_eq!(kinds, [&BlockKind::Title, &BlockKind::Deck, &BlockKind::Body, &BlockKind::Body]);
    assert_eq!(labelled.remarks, ["the deck is told again at bytes 139 to 246"]);
    assert_eq!(labelled.metadata.title.as_deref(), text.lines().next());
    assert_eq!(labelled.metadata.deck.as_deref(), text.lines().nth(1));
}

/// Three articles on different topics, each with the same paragraph that no cue knows.
fn with_paragraph(paragraph: &str) -> Vec<Article> {
    [
        (
            "Fish quotas agreed in Bergen",
            "Ministers agreed on quotas for herring on Monday, after a night of talks.",
        ),
        (
            "Bridge at Moss reopens",
            "Cars and trains crossed the bridge at Moss on Sunday for the first time in a year.",
        ),
        (
            "Court frees two poets",
            "A court in Kamar freed two poets whom it had sentenced for a song about the army.",
        ),
        (
            "Storm cuts power to islands",
            "A storm left the outer islands without power, and ferries stayed in the harbour.",
        ),
    ]
    .into_iter()
    .map(|(title, body)| {
        let end = format!("Nobody in the town had expected to hear that {}.", title.to_lowercase());
        let metadata = Metadata {
            title: Some(title.to_owned()),
            outlet: Some("Coast Tribune".to_owned()),
            ..Metadata::default()
        };
        Article { text: format!("{body}\n{paragraph}\n{end}"), metadata, ..Article::default() }
    })
    .collect()
}

fn repeated(articles: &[Article], read: usize) -> Vec<String> {
    let mut repeats = Repeats::new();
    for article in &articles[..read] {
        repeats.add(&CLEANER.sketch(article));
    }
    let labelled = check(articles.last().expect("there are articles"), Some(&repeats));
    let blocks = labelled.blocks.iter().filter(|block| !block.kind.is_article());
    blocks.map(|block| block.span.of(&labelled.text).to_owned()).collect()
}

#[test]
fn what_an_outlet_adds_to_its_articles_is_found_without_cues() {
    let paragraph = "The Coast has been told from this street for ninety years. Its presses ran through two floods. \
                     The lamps in the hall stay on all night.";
    let articles = with_paragraph(paragraph);
    assert_eq!(repeated(&articles, 4), [paragraph]);
    assert_eq!(repeated(&articles, 2), [""; 0], "twice is not often");
}

#[test]
fn an_article_collected_often_is_not_repeated() {
    let articles: Vec<Article> =
        with_paragraph("The talks go on in spring, and the ships will wait until then.")
            .into_iter()
            .take(1)
            .flat_map(|article| vec![article; 5])
            .collect();
    assert_eq!(repeated(&articles, 5), [""; 0]);
}
