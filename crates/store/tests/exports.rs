//! Exports: complete, of exactly the query, and read back as they were written.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod cases;

use std::io::Cursor;

use arrow_array::{Array as _, ListArray, StringArray};
use dragoman_event::Status;
use dragoman_store::{Export, Filed, Format, Import, Ledger, Query, Scale, Summary, What};
use jiff::civil::date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use cases::{contents, filed, hostile, ledger};

/// What PLOVER says of some types.
struct SomeTypes;

impl Scale for SomeTypes {
    fn quad(&self, event_type: &str) -> Option<&str> {
        Some(match event_type {
            "AGREE" | "CONSULT" => "verbal-cooperation",
            "REJECT" | "ACCUSE" | "THREATEN" => "verbal-conflict",
            "ASSAULT" => "material-conflict",
            _ => return None,
        })
    }

    fn cameo(&self, event_type: &str) -> Option<&str> {
        (event_type == "CONSULT").then_some("04")
    }

    fn score(&self, event_type: &str, _modes: &[String]) -> Option<f32> {
        (event_type == "CONSULT").then_some(2.5)
    }

    fn content_mode(&self, _act: &str, event_type: &str, _modes: &[String]) -> Option<&str> {
        (event_type == "CONSULT").then_some("meet")
    }
}

fn export(ledger: &Ledger, what: What, format: Format, query: &Query) -> (Vec<u8>, Summary) {
    let export = Export { what, format, query, version: "0.1.0", made: date(2024, 1, 2), scale: &SomeTypes };
    let mut out = Vec::new();
    let summary = ledger.export(&export, &mut out).unwrap();
    (out, summary)
}

fn text(ledger: &Ledger, what: What, format: Format, query: &Query) -> (String, Summary) {
    let (out, summary) = export(ledger, what, format, query);
    (String::from_utf8(out).unwrap(), summary)
}

#[test]
fn the_ledger_can_be_made_again_from_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let first = ledger(&folder.path().join("first.db"), &hostile(), 4);
    let (out, summary) = export(&first, What::Articles, Format::Ndjson, &Query::default());
    let articles: Vec<Filed> = Import::new(Cursor::new(&out)).map(Result::unwrap).collect();
    assert_eq!(articles.len(), summary.n_rows);
    let second = ledger(&folder.path().join("second.db"), &articles, 7);
    assert_eq!(contents(&second), contents(&first));
    assert_eq!(export(&second, What::Articles, Format::Ndjson, &Query::default()).0, out);
}

#[test]
fn an_export_that_was_cut_short_is_not_taken_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &filed("affair"), 12);
    let (out, _) = text(&ledger, What::Articles, Format::Ndjson, &Query::default());
    let lines: Vec<&str> = out.lines().collect();
    for (kept, told) in [
        (lines[..6].join("\n"), "line 7: the export ends before its last line; it is not complete"),
        (
            [&lines[..6], &lines[lines.len() - 1..]].concat().join("\n"),
            "line 7: the last line does not count the 5 articles before it",
        ),
    ] {
        let mut import = Import::new(Cursor::new(kept));
        assert_eq!(import.by_ref().take(5).flatten().count(), 5);
        assert_eq!(import.next().unwrap().err().unwrap().to_string(), told);
        assert!(import.next().is_none());
    }
}

#[test]
fn json_lines_say_what_they_are_and_how_many() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    let query = Query { statuses: vec![Status::Held], actors: vec!["CHN".to_owned()], ..Query::default() };
    for what in [What::Events, What::Claims] {
        let (out, summary) = text(&ledger, what, Format::Ndjson, &query);
        let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["query"], serde_json::json!(["status=held", "actor=CHN"]));
        assert_eq!(lines[0]["export"], what.as_str());
        assert_eq!(lines.last().unwrap()["end"], summary.n_rows);
        assert_eq!(lines.len(), summary.n_rows + 2);
        assert!(summary.n_rows > 5);
        assert!(lines[1..lines.len() - 1].iter().all(|line| line["status"] == "held"));
    }
}

#[test]
fn rows_have_as_many_cells_as_the_header() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    for what in [What::Events, What::Claims] {
        let (tabs, summary) = text(&ledger, what, Format::Tsv, &Query::default());
        let n_cells: Vec<usize> = tabs.lines().map(|line| line.split('\t').count()).collect();
        assert_eq!(n_cells.len(), summary.n_rows + 1);
        assert!(n_cells.iter().all(|n| *n == n_cells[0]), "{n_cells:?}");
        let (commas, _) = text(&ledger, what, Format::Csv, &Query::default());
        let rows = read_csv(&commas);
        assert_eq!(rows.len(), summary.n_rows + 1);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        for (tab, row) in tabs.lines().zip(&rows) {
            let plain = |cell: &str| cell.replace(['\t', '\n'], " ");
            assert_eq!(
                tab.split('\t').map(str::to_owned).collect::<Vec<_>>(),
                row.iter().map(|cell| plain(cell)).collect::<Vec<_>>()
            );
        }
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+'])), "{what:?}");
    }
}

/// Reads CSV as RFC 4180 has it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted);
    rows
}

#[test]
fn parquet_is_typed_and_nested() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    for (what, nested) in [(What::Events, "life"), (What::Claims, "actor")] {
        let (out, summary) = export(&ledger, what, Format::Parquet, &Query::default());
        let path = folder.path().join("export.parquet");
        std::fs::write(&path, out).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&path).unwrap()).unwrap();
        let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
        let find = |key: &str| metadata.iter().find(|pair| pair.key == key).unwrap().value.clone().unwrap();
        assert_eq!(find("rows"), summary.n_rows.to_string());
        assert!(find("dragoman").contains("CC0-1.0"));
        let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
        assert_eq!(batches.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(), summary.n_rows);
        let lists = batches[0].column_by_name(nested).unwrap().as_any().downcast_ref::<ListArray>().unwrap();
        assert!((0..lists.len()).any(|row| lists.value_length(row) > 1));
        let types =
            batches[0].column_by_name("type").unwrap().as_any().downcast_ref::<StringArray>().unwrap();
        assert!(types.iter().flatten().any(|one| one == "CONSULT"));
        assert_eq!(batches[0].schema().field_with_name("from").unwrap().data_type().to_string(), "Date32");
    }
}

#[test]
fn plover_has_the_codebooks_rules() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &filed("affair"), 12);
    let (out, summary) = text(&ledger, What::Claims, Format::Plover, &Query::default());
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), summary.n_rows);
    assert!(summary.n_left_out > 0, "what is hypothetical, denied, or told by its act is left out");
    let of = |quote: &str| rows.iter().find(|row| row["event_text"].as_str().unwrap().contains(quote));
    let planned = of("expects to be in Beijing").unwrap();
    assert_eq!(
        (planned["event"].as_str(), planned["auxiliary"][0].as_str()),
        (Some("AGREE"), Some("future"))
    );
    let postponed = of("postponed a visit").unwrap();
    assert_eq!((postponed["event"].as_str(), postponed["mode"][0].as_str()), (Some("REJECT"), Some("meet")));
    assert!(of("weapons for its war in Ukraine").is_none(), "hypothetical");
    assert!(of("a meeting between Defense Secretary").is_none(), "told by the rejection");
    assert!(of("China has rejected a request").is_some());
}

#[test]
fn gdelts_tables_have_gdelts_columns() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    for (what, n_columns) in [(What::Events, 61), (What::Claims, 16)] {
        let (out, summary) = text(&ledger, what, Format::Gdelt, &Query::default());
        assert_eq!(out.lines().count(), summary.n_rows);
        for line in out.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), n_columns, "{line}");
            assert!(cells[0].parse::<i64>().is_ok_and(|id| id > 0), "{line}");
            if what == What::Events {
                assert_eq!((cells[1].len(), cells[59].len()), (8, 14), "{line}");
                assert!(
                    cells[1].parse::<u32>().is_ok() && (cells[35..51].iter().all(|cell| cell.is_empty())),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn geojson_shows_what_has_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    let (out, summary) = text(&ledger, What::Events, Format::GeoJson, &Query::default());
    let map: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(
        (map["count"].as_u64(), map["without_place"].as_u64()),
        (Some(summary.n_rows as u64), Some(summary.n_left_out as u64))
    );
    let features = map["features"].as_array().unwrap();
    assert!(features.len() == summary.n_rows && summary.n_rows > 3 && summary.n_left_out > 3);
    for feature in features {
        assert_eq!(
            feature["geometry"],
            serde_json::json!({ "type": "Point", "coordinates": [130.25, -12.5] })
        );
    }
}

#[test]
fn calendars_have_whole_days_and_short_lines() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &hostile(), 30);
    let (out, summary) = text(&ledger, What::Events, Format::Calendar, &Query::default());
    assert!(out.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && out.ends_with("END:VCALENDAR\r\n"));
    assert!(out.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    assert_eq!(out.matches("BEGIN:VEVENT").count(), summary.n_rows);
    let unfolded = out.replace("\r\n ", "");
    let visit = unfolded
        .split("BEGIN:VEVENT")
        .find(|event| event.contains("CONSULT/visit: USA GOV Antony Blinken > CHN"))
        .unwrap();
    assert!(visit.contains("DTSTART;VALUE=DATE:20230618\r\nDTEND;VALUE=DATE:20230619\r\n"), "{visit}");
    assert!(visit.contains("LOCATION:Île\\, \"Ω\"\\; \\\\ Ünder\r\n"), "{visit}");
    assert!(visit.contains("STATUS:CONFIRMED\r\n"), "{visit}");
}

#[test]
fn what_has_no_such_form_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder.path().join("ledger.db"), &filed("affair"), 12);
    let query = Query::default();
    let export = Export {
        what: What::Claims,
        format: Format::Calendar,
        query: &query,
        version: "0.1.0",
        made: date(2024, 1, 2),
        scale: &SomeTypes,
    };
    let told = ledger.export(&export, &mut Vec::new()).unwrap_err().to_string();
    assert!(told.ends_with("claims cannot be written as ics; events can"), "{told}");
}
