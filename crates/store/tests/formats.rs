//! A ledger of every format that ever was is kept, and is brought up to date with everything in it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod cases;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use dragoman_store::{Export, Filed, Format, Import, Ledger, Query, Scale, What};
use jiff::civil::date;

use cases::{adding, contents, ledger};

/// The formats before this one; each is a ledger of the articles of `cases/affair` as the version that had it made it,
/// and as many claims as it read in them: `dragoman add demo/affair.jsonl`.
const FORMATS: [(&str, usize); 3] = [("0001.db", 70), ("0002.db", 70), ("0003.db", 66)];

/// On whose word claims of them are made, in the articles' words, by the names of those who are meant, and by their ids.
const VOICES: [&str; 6] =
    ["blinken", "Antony Blinken", "PER:Q7821917", "The State Department", "the white house", "CHN"];

/// A scale that knows nothing, which articles need not.
struct Nothing;

impl Scale for Nothing {
    fn quad(&self, _: &str) -> Option<&str> {
        None
    }

    fn cameo(&self, _: &str) -> Option<&str> {
        None
    }

    fn score(&self, _: &str, _: &[String]) -> Option<f32> {
        None
    }

    fn content_mode(&self, _: &str, _: &str, _: &[String]) -> Option<&str> {
        None
    }
}

fn copy_of(format: &str, folder: &Path) -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(format);
    let path = folder.join("ledger.db");
    fs::copy(kept, &path).unwrap();
    path
}

fn articles(ledger: &Ledger) -> Vec<u8> {
    let query = Query::default();
    let (what, format, made) = (What::Articles, Format::Ndjson, date(2024, 1, 2));
    let export = Export { what, format, query: &query, version: "test", made, scale: &Nothing };
    let mut out = Vec::new();
    ledger.export(&export, &mut out).unwrap();
    out
}

#[test]
fn readers_say_what_brings_an_older_ledger_up_to_date() {
    for (number, (format, _)) in FORMATS.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let path = copy_of(format, folder.path());
        let before = fs::read(&path).unwrap();
        let told = Ledger::open(&path).err().unwrap().to_string();
        let format = number + 1;
        let way_out = format!("has the older format {format}; `dragoman add` without articles brings it");
        assert!(told.contains(&way_out), "{told}");
        assert_eq!(fs::read(&path).unwrap(), before, "nothing was written");
    }
}

#[test]
fn older_ledgers_keep_everything() {
    for (format, n_claims) in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let path = copy_of(format, folder.path());
        let mut old = Ledger::open_to_add(&path, &adding()).unwrap();
        let are_kept = format != FORMATS[0].0;
        assert_eq!(old.is_settled().unwrap(), are_kept, "events of the first format are made anew");
        old.settle(&mut |_| {}).unwrap();
        old.check().unwrap();
        let counts = old.counts().unwrap();
        assert_eq!((counts.n_articles, counts.n_claims), (12, n_claims), "{format}");
        assert!(counts.n_events > 20);
        // What is read back from it makes the same ledger.
        let filed: Vec<Filed> = Import::new(Cursor::new(articles(&old))).map(Result::unwrap).collect();
        let new = ledger(&folder.path().join("new.db"), &filed, 12);
        assert_eq!(contents(&old), contents(&new), "{format}");
        for voice in VOICES {
            let query = Query { voice: Some(voice.to_owned()), ..Query::default() };
            let claims = old.claims(&query).unwrap();
            assert!(!claims.rows.is_empty(), "{format}: {voice}");
            assert_eq!(claims, new.claims(&query).unwrap(), "{format}: {voice}");
            let events = old.events(&query).unwrap();
            assert!(!events.rows.is_empty(), "{format}: {voice}");
            assert_eq!(events, new.events(&query).unwrap(), "{format}: {voice}");
        }
        // Names of events of before still lead on where they are not the same, and the log says so.
        for row in old.log(None, 1000).unwrap() {
            assert_eq!(row.what, "event moved");
            assert!(
                old.event(row.key, None).is_ok() && old.event(row.other.unwrap(), None).is_ok(),
                "{row:?}"
            );
        }
        drop(old);
        assert!(Ledger::open(&path).unwrap().is_settled().unwrap());
    }
}
