//! The commands of the ledger, run as a user runs them: on articles, and on articles with their claims, as `export`
//! writes them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn dragoman(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dragoman")).args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An article with one claim on a visit, as an export has it.
fn visit(id: &str, outlet: &str, published: &str, status: &str, days: (&str, &str), text: &str) -> Value {
    json!({
        "article": id, "published": published, "outlet": outlet, "title": format!("Visit {status}"), "text": text,
        "claims": [{
            "type": "CONSULT", "mode": ["visit"], "status": status,
            "actor": [{ "text": "Ada Moreno", "span": [0, 10], "country": "PER", "sector": "GOV", "name": "Ada Moreno" }],
            "recipient": [{ "text": "Chile", "span": [0, 0], "country": "CHL", "sector": "GOV" }],
            "when": { "from": days.0, "to": days.1, "span": [0, 1] },
            "place": { "text": "Santiago", "span": [0, 0], "country": "CHL", "coordinates": [-33.45, -70.67] },
            "source": { "kind": "official", "who": "the ministry" },
            "confidence": 0.875, "span": [0, text.len()], "trigger": [0, 1], "predicate": "consult.visit.travel-to",
        }],
    })
}

fn written(folder: &Path, name: &str, articles: &[Value]) -> PathBuf {
    let mut text = "{\"export\":\"articles\"}\n".to_owned();
    for article in articles {
        writeln!(text, "{article}").unwrap();
    }
    writeln!(text, "{{\"end\":{}}}", articles.len()).unwrap();
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// A visit that was planned, put off and made, told by three articles and a copy of one of them.
fn three_articles() -> Vec<Value> {
    let planned = "Ada Moreno will travel to Santiago on 4 March, said the ministry, which gave no agenda for the \
        two days of talks that both neighbours have wanted for a year and never found the time for.";
    vec![
        visit("one", "The Bay Herald", "2024-02-20", "planned", ("2024-03-04", "2024-03-05"), planned),
        visit("copy", "Hill Times", "2024-02-21", "planned", ("2024-03-04", "2024-03-05"), planned),
        visit(
            "two",
            "The Bay Herald",
            "2024-03-01",
            "postponed",
            ("2024-03-04", "2024-03-05"),
            "Ada Moreno put off her visit to Santiago on Friday.",
        ),
        visit(
            "three",
            "Hill Times",
            "2024-05-07",
            "held",
            ("2024-05-06", "2024-05-07"),
            "Ada Moreno ended a visit to Santiago on Tuesday.",
        ),
    ]
}

#[test]
fn articles_are_added_found_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    written(folder, "three.ndjson", &three_articles());
    let added = dragoman(folder, &["add", "three.ndjson"]);
    assert_eq!(
        stderr(&added),
        "dragoman: 4 articles added, 1 of them copies; the ledger has 4 articles, 3 claims, 1 event, 1 thread\n"
    );
    assert!(added.status.success());
    let again = dragoman(folder, &["add", "three.ndjson"]);
    assert!(
        stderr(&again).contains("0 articles added, 4 known before; the ledger has 4 articles, 3 claims"),
        "{}",
        stderr(&again)
    );

    let found = dragoman(folder, &["search", "--actor", "ada moreno", "--status", "held"]);
    let text = stdout(&found);
    let event = text.split(' ').next().unwrap().to_owned();
    assert_eq!(
        text,
        format!(
            "{event}  held        CONSULT/visit  PER GOV Ada Moreno → CHL GOV · 2024-05-06…2024-05-07 · Santiago\n    \
             3 claims · 4 articles · 2 outlets · first told 2024-02-20 · last changed 2024-05-07\n"
        )
    );
    let then = stdout(&dragoman(folder, &["search", "--as-of", "2024-03-10"]));
    assert!(
        then.contains("postponed   CONSULT/visit") && then.contains("2 claims · 3 articles · 2 outlets"),
        "{then}"
    );

    let shown = stdout(&dragoman(folder, &["show", &event, "--why"]));
    for line in [
        "  2024-02-20  planned     2024-03-04…2024-03-05",
        "  2024-03-01  postponed   2024-03-04…2024-03-05",
        "  2024-05-07  held        2024-05-06…2024-05-07",
        "    “Ada Moreno put off her visit to Santiago on Friday.”",
        "    2024-02-20 · The Bay Herald · one · 1 copy · says the ministry (official)",
        "Taken for one happening because",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    assert!(shown.contains("confidence 0.88; predicate consult.visit.travel-to"), "{shown}");

    let ahead = stdout(&dragoman(folder, &["ahead", "--from", "2024-03-02"]));
    assert!(
        ahead.contains("postponed") && ahead.contains("put off 1 time: 2024-03-04…2024-03-05"),
        "{ahead}"
    );
    let line = stdout(&dragoman(folder, &["timeline", "PER", "CHL"]));
    assert!(line.starts_with(&event));
    for (voice, n) in [("The Ministry", 1), ("ada moreno", 0), ("CHL", 0)] {
        let events = stdout(&dragoman(folder, &["search", "--voice", voice]));
        let between = stdout(&dragoman(folder, &["timeline", "PER", "--voice", voice]));
        assert_eq!((events.starts_with(&event), between.starts_with(&event)), (n == 1, n == 1), "{voice}");
        let claims = dragoman(folder, &["export", "--what", "claims", "--format", "csv", "--voice", voice]);
        assert_eq!(stdout(&claims).lines().count(), 1 + 3 * n, "{voice}");
    }
    let thread = stdout(&dragoman(folder, &["thread", &event]));
    assert!(thread.contains("1 event") && thread.contains("around CONSULT/visit"), "{thread}");
    let copy = stdout(&dragoman(folder, &["search", "--what", "articles", "agenda"]));
    assert!(copy.contains("copy of one"), "{copy}");
    assert!(stderr(&dragoman(folder, &["log"])).contains("nothing was changed"));
}

#[test]
fn nothing_found_and_nothing_there_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let absent = dragoman(folder, &["search", "visit"]);
    assert_eq!(stderr(&absent), "dragoman: dragoman.db: there is no ledger here; `dragoman add` makes one\n");
    assert_eq!(absent.status.code(), Some(1));
    written(folder, "three.ndjson", &three_articles());
    dragoman(folder, &["add", "three.ndjson"]);
    let nothing = dragoman(folder, &["search", "balloon"]);
    assert_eq!((stdout(&nothing).as_str(), stderr(&nothing).as_str()), ("", "dragoman: nothing was found\n"));
    assert_eq!(nothing.status.code(), Some(1));
    for (arguments, told) in [
        (vec!["search", "--status", "done"], "--status: \"done\" is not one of held, ongoing"),
        (vec!["search", "--date", "May"], "--date: \"May\" is not a day, a month or a year"),
        (vec!["search", "--", "-"], "the words \"-\" cannot be searched for"),
        (vec!["show", "e0000000000000000"], "there is no event e0000000000000000"),
        (vec!["show", "missing"], "there is no article \"missing\""),
        (vec!["thread", "c0000000000000000"], "names of threads begin with t"),
        (vec!["export", "--format", "pdf"], "--format: \"pdf\" is not one of ndjson, csv, tsv, parquet"),
        (
            vec!["export", "--what", "claims", "--format", "ics"],
            "claims cannot be written as ics; events can",
        ),
    ] {
        let output = dragoman(folder, &arguments);
        assert!(stderr(&output).contains(told), "{arguments:?}: {}", stderr(&output));
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    }
}

#[test]
fn exports_say_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    written(folder, "three.ndjson", &three_articles());
    dragoman(folder, &["add", "three.ndjson"]);
    for format in ["ndjson", "csv", "tsv", "parquet", "gdelt", "geojson", "ics"] {
        let name = format!("events.{format}");
        let output = dragoman(folder, &["export", "--format", format, "--actor", "PER", "--output", &name]);
        assert_eq!(stderr(&output), "dragoman: 1 rows, complete\n", "{format}");
        assert!(fs::metadata(folder.join(&name)).unwrap().len() > 0);
        let about: Value =
            serde_json::from_slice(&fs::read(folder.join(format!("{name}.about.json"))).unwrap()).unwrap();
        assert_eq!((&about["rows"], &about["query"][0]), (&json!(1), &json!("actor=PER")));
    }
    let output = dragoman(folder, &["export", "--what", "articles"]);
    fs::write(folder.join("again.ndjson"), &output.stdout).unwrap();
    dragoman(folder, &["add", "--ledger", "again.db", "again.ndjson"]);
    for what in ["events", "claims", "articles"] {
        let of = |ledger: &str| dragoman(folder, &["export", "--what", what, "--ledger", ledger]).stdout;
        assert_eq!(of("again.db"), of("dragoman.db"), "{what}");
    }
}

#[test]
fn what_was_cut_short_is_added_up_to_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = written(folder, "three.ndjson", &three_articles());
    let whole = fs::read_to_string(&path).unwrap();
    let cut = whole.len() - whole.len() / 3;
    fs::write(&path, &whole[..cut]).unwrap();
    let output = dragoman(folder, &["add", "three.ndjson"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("three.ndjson: only exports of articles are read"),
        "{}",
        stderr(&output)
    );
    assert!(stderr(&output).contains("1 inputs not read to their end"), "{}", stderr(&output));
}

#[test]
fn a_second_writer_is_told_to_wait_and_leaves_the_first_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = written(folder, "three.ndjson", &three_articles());
    let mut first = Command::new(env!("CARGO_BIN_EXE_dragoman"))
        .args(["add", "-"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever makes the file holds it; what is to be added is not there yet.
    let ledger = folder.join("dragoman.db");
    let start = Instant::now();
    while !ledger.exists() {
        assert!(start.elapsed() < Duration::from_mins(1), "the ledger is never made");
        sleep(Duration::from_millis(5));
    }
    let second = dragoman(folder, &["add", "three.ndjson"]);
    assert_eq!(
        stderr(&second),
        "dragoman: dragoman.db: another dragoman is adding to this ledger; wait until it has ended, and try again\n"
    );
    assert_eq!(second.status.code(), Some(1));
    first.stdin.take().unwrap().write_all(&fs::read(path).unwrap()).unwrap();
    let first = first.wait_with_output().unwrap();
    assert!(first.status.success(), "{}", stderr(&first));
    assert!(stderr(&first).contains("the ledger has 4 articles, 3 claims"), "{}", stderr(&first));
    let later = dragoman(folder, &["add", "three.ndjson"]);
    assert!(stderr(&later).contains("0 articles added, 4 known before"), "{}", stderr(&later));
}

#[test]
fn a_damaged_ledger_and_a_file_of_others_are_told_apart_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    written(folder, "three.ndjson", &three_articles());
    assert!(dragoman(folder, &["add", "three.ndjson"]).status.success());
    let mut damaged = fs::read(folder.join("dragoman.db")).unwrap();
    // The head stays as it is; the tables behind it do not.
    damaged.iter_mut().skip(200).for_each(|byte| *byte ^= 0x5A);
    fs::write(folder.join("damaged.db"), &damaged).unwrap();
    fs::write(folder.join("diary.db"), "Dear diary, nothing happened today. ".repeat(200)).unwrap();
    for (name, what) in [("damaged.db", "this ledger is damaged ("), ("diary.db", "this is not a ledger")] {
        let before = fs::read(folder.join(name)).unwrap();
        for arguments in [vec!["add", "--ledger", name, "three.ndjson"], vec!["search", "--ledger", name]] {
            let output = dragoman(folder, &arguments);
            let told = stderr(&output);
            assert!(told.starts_with(&format!("dragoman: {name}: {what}")), "{arguments:?}: {told}");
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        }
        assert!(fs::read(folder.join(name)).unwrap() == before, "{name} was written to");
    }
}

/// Articles as others hand them over, and a page that holds none.
fn written_to_be_read(folder: &Path) {
    let articles = [
        (
            "r1",
            "2023-06-16",
            "The foreign minister of Japan will visit Beijing on Sunday, the ministry said on Friday.",
        ),
        (
            "r2",
            "2023-06-19",
            "Japan's foreign minister visited Beijing on Sunday and met with Chinese officials.",
        ),
        (
            "r3",
            "2023-06-20",
            "Russian forces attacked the city of Kharkiv on Monday, Ukrainian officials said.",
        ),
    ];
    let mut lines = String::new();
    for (id, date, text) in articles {
        writeln!(lines, "{}", json!({ "id": id, "date": date, "title": "News", "text": text })).unwrap();
    }
    fs::create_dir(folder.join("news")).unwrap();
    fs::write(folder.join("news/a.jsonl"), lines).unwrap();
    fs::write(folder.join("news/b.txt"), "Protesters marched through the streets of Paris on Tuesday.\n")
        .unwrap();
    fs::write(folder.join("news/c.txt"), "").unwrap();
}

#[test]
fn articles_are_read_by_any_number_of_workers_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    written_to_be_read(folder);
    written(folder, "three.ndjson", &three_articles());
    let one = dragoman(folder, &["add", "--ledger", "one.db", "--workers", "1", "news", "three.ndjson"]);
    assert!(one.status.success(), "{}", stderr(&one));
    assert!(stderr(&one).contains("c.txt: is empty"), "{}", stderr(&one));
    assert!(stderr(&one).contains("8 articles added, 1 of them copies; the ledger has 8 articles"));
    let many = ["add", "--ledger", "many.db", "--workers", "3", "--batch", "1", "three.ndjson", "news"];
    assert!(dragoman(folder, &many).status.success());
    let claims = |ledger: &str| {
        let claims = stdout(&dragoman(folder, &["export", "--what", "claims", "--ledger", ledger]));
        let mut claims: Vec<String> = claims.lines().map(str::to_owned).collect();
        claims.sort();
        claims
    };
    let claims_of_one = claims("one.db");
    assert_eq!(claims_of_one, claims("many.db"));
    assert!(claims_of_one.iter().any(|claim| claim.contains("\"r3\"") && claim.contains("ASSAULT")));
    let again = dragoman(folder, &["add", "--ledger", "one.db", "news"]);
    assert!(stderr(&again).contains("0 articles added, 4 known before"), "{}", stderr(&again));
    let anew = dragoman(folder, &["add", "--ledger", "one.db", "--again", "--strict", "news"]);
    assert!(stderr(&anew).contains("0 articles added, 4 known before"), "{}", stderr(&anew));
    assert_eq!(anew.status.code(), Some(1), "a skip fails under --strict");
    assert_eq!(claims("one.db"), claims_of_one);
    let absent = dragoman(folder, &["add", "--ledger", "one.db", "nowhere.html"]);
    assert_eq!(absent.status.code(), Some(1));

    let plover = stdout(&dragoman(
        folder,
        &["export", "--ledger", "one.db", "--what", "claims", "--format", "plover"],
    ));
    let assault: Vec<Value> = plover
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|event: &Value| {
            event["quad"] == "material-conflict" && event["goldstein"].as_f64() < Some(-5.0)
        })
        .collect();
    assert!(!assault.is_empty(), "{plover}");
}

/// Articles that share happenings and copy each other, so that what comes later changes what is there.
fn many_articles(n_articles: usize) -> Vec<Value> {
    let statuses = ["planned", "planned", "postponed", "held"];
    let article = |number: usize| {
        let day = format!("2024-{:02}-{:02}", 1 + (number / 28) % 12, 1 + number % 28);
        let person = format!("Person {}", (number * 7) % 23);
        let status = statuses[(number * 5) % 4];
        let original = if number % 6 == 5 { number - 1 } else { number };
        let words: Vec<String> =
            (0..60).map(|place| format!("w{}", (original * 31 + place * 7) % 997)).collect();
        let mut value = visit(
            &format!("a{number}"),
            &format!("Outlet {}", number % 9),
            &day,
            status,
            (&day, &day),
            &words.join(" "),
        );
        value["claims"][0]["actor"][0]["name"] = json!(person);
        value
    };
    (0..n_articles).map(article).collect()
}

fn number_in_the_environment(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// `KILLS=200 ARTICLES=2000 cargo test --release -p dragoman-cli --test ledger kill -- --nocapture` does it at length.
#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_reported() {
    let (n_kills, n_articles) =
        (number_in_the_environment("KILLS", 8), number_in_the_environment("ARTICLES", 160));
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    written(folder, "many.ndjson", &many_articles(n_articles));
    let start = Instant::now();
    let undisturbed =
        dragoman(folder, &["add", "--batch", "10", "--ledger", "undisturbed.db", "many.ndjson"]);
    let whole = start.elapsed();
    assert!(undisturbed.status.success(), "{}", stderr(&undisturbed));
    let mut dice = 42_u64;
    let (mut n_killed, mut n_reported, mut n_in_the_middle) = (0, 0, 0);
    let mut round = 0;
    let mut ledger = String::new();
    while n_killed < n_kills {
        if ledger.is_empty() {
            round += 1;
            ledger = format!("killed-{round}.db");
            n_reported = 0;
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_dragoman"))
            .args(["add", "--batch", "10", "--ledger", &ledger, "many.ndjson"])
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        dice = dice.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        sleep(whole.mul_f64(((dice >> 33) % 1000) as f64 / 1000.0));
        // SIGKILL: nobody is asked.
        child.kill().unwrap();
        let status = child.wait().unwrap();
        n_killed += 1;
        n_in_the_middle += usize::from(!status.success());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        let reported = told.lines().filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).max();
        n_reported = n_reported.max(reported.unwrap_or(0));
        if folder.join(&ledger).exists() && n_reported > 0 {
            let found = dragoman(
                folder,
                &["search", "--what", "articles", "-n", "100000", "--format", "ndjson", "--ledger", &ledger],
            );
            let n_there = stdout(&found).lines().count().saturating_sub(2);
            assert!(n_there >= n_reported, "{n_there} articles are there of {n_reported} reported");
        }
        if status.success() || n_killed % 25 == 0 || n_killed == n_kills {
            let resumed = dragoman(folder, &["add", "--batch", "10", "--ledger", &ledger, "many.ndjson"]);
            assert!(resumed.status.success(), "{}", stderr(&resumed));
            for what in ["events", "claims", "articles"] {
                let of = |ledger: &str| {
                    let lines = stdout(&dragoman(folder, &["export", "--what", what, "--ledger", ledger]));
                    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
                    lines.sort();
                    lines
                };
                assert_eq!(of(&ledger), of("undisturbed.db"), "{what} after {n_killed} kills");
            }
            ledger.clear();
        }
    }
    assert!(n_in_the_middle * 2 >= n_kills, "most kills must strike while articles are being added");
    let mut told = std::io::stderr().lock();
    let _ = std::io::Write::write_all(
        &mut told,
        format!("{n_killed} kills, {n_in_the_middle} of them while adding, {round} ledgers\n").as_bytes(),
    );
}
