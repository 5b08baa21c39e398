//! The `dragoman` command as its users meet it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How a run ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    command.args(args).env_remove("CLICOLOR_FORCE").current_dir(env!("CARGO_TARGET_TMPDIR"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run_with(args: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = command(args).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // A command that stops early closes its input; what it says is then what is tested.
    let feeder = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(args: &[&str]) -> Ran {
    run_with(args, "")
}

/// A file of the test's own.
fn file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

const TALKS: &str = "The envoys met in Geneva.\n\nThey signed nothing. Nobody spoke.";

/// A gold file with all that CoNLL-U can hold.
const GOLD: &str = "# newdoc id = talks\n\
    # newpar\n\
    # sent_id = talks-1\n\
    # text = The envoys didn't meet.\n\
    1\tThe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t2\tdet\t2:det\t_\n\
    2\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t5:nsubj\tEntity=(1)\n\
    3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
    3\tdid\tdo\tAUX\tVBD\tMood=Ind\t5\taux\t5:aux\t_\n\
    4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t5:advmod\t_\n\
    4.1\tever\tever\tADV\tRB\t_\t_\t_\t5:advmod\t_\n\
    5\tmeet\tmeet\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\tSpaceAfter=No\n\
    6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t5:punct\t_\n\
    \n\
    # sent_id = talks-2\n\
    1\tWhy\twhy\tADV\tWRB\tPronType=Int\t0\troot\t0:root\tSpaceAfter=No\n\
    2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t1:punct\tSpaceAfter=No\n\
    \n";

#[test]
fn text_becomes_conllu_with_ten_columns_and_one_tree_a_sentence() {
    let ran = run_with(&["parse"], TALKS);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("# newpar\n# sent_id = 1\n# text = The envoys met in Geneva.\n1\tThe\t"));
    assert!(ran.out.contains("\n\n# newpar\n# sent_id = 2\n# text = They signed nothing.\n"));
    assert!(ran.out.contains("\n\n# sent_id = 3\n# text = Nobody spoke.\n"));
    for sentence in ran.out.split_terminator("\n\n") {
        let words: Vec<Vec<&str>> = sentence
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(words.iter().all(|columns| columns.len() == 10));
        assert_eq!(words.iter().filter(|columns| columns[6] == "0" && columns[7] == "root").count(), 1);
    }
    let geneva = ran.out.lines().find(|line| line.contains("\tGeneva\t")).unwrap();
    assert!(geneva.ends_with("SpaceAfter=No"), "{geneva}");
}

#[test]
fn a_glued_sentence_has_no_space_before_it() {
    let ran = run_with(&["parse"], "Thank you.\nThe envoys left.");
    assert!(ran.out.contains("# text = Thank you.\n"), "{}", ran.out);
    let spaced = ran.out.lines().find(|line| line.starts_with("3\t.\t")).unwrap();
    assert!(!spaced.contains("SpaceAfter=No"), "a line end is a space: {spaced}");
}

#[test]
fn a_dash_is_standard_input_and_several_files_are_told_apart() {
    let path = file("one.txt", "Talks began.");
    let ran = run_with(&["parse", path.to_str().unwrap(), "-"], "Talks ended.");
    assert_eq!(ran.code, Some(0));
    let id = path.display();
    assert!(
        ran.out.starts_with(&format!("# newdoc id = {id}\n# newpar\n# sent_id = {id}-1\n")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("# newdoc id = -\n# newpar\n# sent_id = --1\n# text = Talks ended.\n"));
}

#[test]
fn json_is_one_object_a_line_whose_spans_are_bytes_of_the_file() {
    let text = "\u{feff}Café talks began.\n\nThe envoy left.";
    let ran = run_with(&["parse", "--format", "json"], text);
    let objects: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 2);
    for object in &objects {
        let place = |value: &serde_json::Value| {
            let end = |nth: usize| usize::try_from(value["span"][nth].as_u64().unwrap()).unwrap();
            text[end(0)..end(1)].to_owned()
        };
        assert_eq!(place(object), object["text"].as_str().unwrap());
        for token in object["tokens"].as_array().unwrap() {
            assert_eq!(place(token), token["form"].as_str().unwrap());
        }
    }
    assert_eq!(objects[1]["sentence"], 2);
}

#[test]
fn iob2_has_two_columns_and_can_be_scored() {
    let ran = run_with(&["parse", "--format", "iob2"], TALKS);
    assert!(ran.out.starts_with("The\tO\nenvoys\tO\nmet\tO\n"));
    let path = file("talks.iob2", &ran.out);
    let scored = run(&["score", "name", path.to_str().unwrap()]);
    assert_eq!((scored.code, scored.err.as_str()), (Some(0), ""));
}

#[test]
fn trees_have_no_colour_where_nobody_looks() {
    let ran = run_with(&["parse", "--format", "tree"], TALKS);
    assert!(!ran.out.contains('\x1b'));
    assert_eq!(ran.out.lines().filter(|line| line.contains(" root")).count(), 3);
}

#[test]
fn the_output_is_the_same_for_any_number_of_workers() {
    let sentences = ["The envoys met in Geneva.", "They signed nothing.", "Nobody spoke, said Ana Ruiz."];
    let mut text = String::new();
    for place in 0..400 {
        text.push_str(sentences[place * place % 3]);
        text.push_str(if place % 7 == 0 { "\n\n" } else { " " });
    }
    let path = file("long.txt", &text);
    for format in ["conllu", "json"] {
        let with = |n| run(&["parse", path.to_str().unwrap(), "--format", format, "--workers", n]);
        let (one, two, five) = (with("1"), with("2"), with("5"));
        assert_eq!(one.code, Some(0));
        assert!(one.out.len() > text.len());
        assert!(one.out == two.out && two.out == five.out);
    }
}

#[test]
fn a_conllu_file_keeps_its_words_and_comments_and_loses_everything_else() {
    let ran = run_with(&["parse", "--from", "conllu"], GOLD);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let kept = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("4.1"));
        lines.map(|line| line.split('\t').take(2).collect::<Vec<_>>().join("\t")).collect()
    };
    assert_eq!(kept(&ran.out), kept(GOLD));
    assert!(!ran.out.contains("Entity") && !ran.out.contains("5:nsubj"));
    assert_eq!(ran.out.matches("SpaceAfter=No").count(), 3);
    let scored = run(&["score", "parse", file("kept.conllu", &ran.out).to_str().unwrap(), "--json"]);
    let scored: serde_json::Value = serde_json::from_str(&scored.out).unwrap();
    assert_eq!(scored["scores"]["LAS"]["f1"], 100.0, "what is read again is read the same way");
}

#[test]
fn bytes_that_are_no_utf_8_are_remarked_upon_and_fail_only_when_strict() {
    let text = b"The caf\xE9 closed. It was late.";
    let ran = run_with(&["parse"], text);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.err, "dragoman: -: byte 7: invalid UTF-8; 1 byte read as `*`\n");
    assert!(ran.out.contains("# text = The caf* closed."));
    assert_eq!(run_with(&["parse", "--strict"], text).code, Some(1));
    assert_eq!(run_with(&["parse", "--strict"], TALKS).code, Some(0));
}

#[test]
fn remarks_without_end_are_counted() {
    let ran = run_with(&["parse", "--format", "iob2"], "a".repeat(25_000));
    assert_eq!(ran.code, Some(0));
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(told.len(), 11, "{told:?}");
    assert_eq!(told[0], "dragoman: -: byte 1000: a token longer than the limit was cut");
    assert_eq!(told[10], "dragoman: -: 14 more remarks like these");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let path = file("other.txt", "Talks began.");
    let ran = run(&["parse", "no-such-file.txt", path.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("dragoman: no-such-file.txt: "), "{}", ran.err);
    assert!(ran.out.contains("# text = Talks began."));
}

#[test]
fn malformed_files_are_named_with_line_and_fault() {
    let conllu =
        file("bad.conllu", "1\tPeace\t_\t_\t_\t_\t0\troot\t_\t_\n3\tnow\t_\t_\t_\t_\t1\tdep\t_\t_\n");
    let conllu = conllu.to_str().unwrap();
    let expected = format!("dragoman: {conllu}:2: the id is \"3\", where word 2 is expected\n");
    for args in [["score", "parse", conllu], ["score", "split", conllu]] {
        let ran = run(&args);
        assert_eq!((ran.code, ran.err), (Some(1), expected.clone()));
    }
    let parsed = run(&["parse", "--from", "conllu", conllu]);
    assert_eq!((parsed.code, parsed.err), (Some(1), expected));

    let iob2 = file("bad.iob2", "Ana\tB-PER\nRuiz\n");
    let ran = run(&["score", "name", iob2.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("bad.iob2:2: 1 columns"), "{}", ran.err);

    let headless = file("headless.conllu", "1\tPeace\t_\t_\t_\t_\t_\t_\t_\t_\n");
    let ran = run(&["score", "parse", headless.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("headless.conllu:1: word 1 of the sentence"), "{}", ran.err);

    let model = file("bad.bin", "no model");
    let ran = run(&["parse", "--model", model.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("bad.bin"), "{}", ran.err);
}

#[test]
fn a_wrong_command_line_is_code_2() {
    for args in [
        &["parse", "--format", "xml"][..],
        &["parse", "--workers", "0"],
        &["score", "parse"],
        &["score", "name", "a.iob2", "--rename", "politician"],
        &["translate"],
        &[],
    ] {
        assert_eq!(run(args).code, Some(2), "{args:?}");
    }
}

#[test]
fn an_input_is_never_written_over() {
    let path = file("precious.txt", "Talks began.");
    let path = path.to_str().unwrap();
    let ran = run(&["parse", path, "--output", path]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(fs::read_to_string(path).unwrap(), "Talks began.");
}

#[test]
fn output_can_go_to_a_file() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("out.conllu");
    let ran = run_with(&["parse", "--output", path.to_str().unwrap()], TALKS);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(path).unwrap(), run_with(&["parse"], TALKS).out);
}

#[test]
fn nothing_to_read_is_nothing_to_print() {
    for input in ["", " \n\n\t\n"] {
        let ran = run_with(&["parse"], input);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let path = file("endless.txt", TALKS.repeat(500));
    let mut child = command(&["parse", path.to_str().unwrap()]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn scores_come_as_a_table_or_as_json() {
    let path = file("gold.conllu", GOLD);
    let path = path.to_str().unwrap();
    let table = run(&["score", "parse", path]);
    assert!(
        table.out.starts_with(&format!("{path}: 2 sentences, 8 words, from gold tokens\n")),
        "{}",
        table.out
    );
    let raw = run(&["score", "parse", "--raw", "--json", path]);
    let raw: serde_json::Value = serde_json::from_str(&raw.out).unwrap();
    assert_eq!(raw["from"], "raw text");
    assert_eq!(raw["scores"]["Words"]["gold"], 8);
    assert_eq!(raw["scores"]["Tokens"]["gold"], 7);
    assert_eq!(raw["scores"]["CLAS"]["gold"], 4);
    let split = run(&["score", "split", "--json", path]);
    let split: serde_json::Value = serde_json::from_str(&split.out).unwrap();
    assert_eq!(split["scores"]["Sentences"], raw["scores"]["Sentences"]);
    assert_eq!(split["scores"]["Words"], raw["scores"]["Words"]);
}

#[test]
fn the_bench_measures_every_stage() {
    let ran = run(&["bench", "--json", "--tokens", "300", "--articles", "8"]);
    assert_eq!(ran.code, Some(0));
    let measured: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for stage in ["split", "encode", "tag", "parse", "name"] {
        assert!(measured["stages"][stage]["seconds"].is_number(), "{stage}");
    }
    assert!(measured["all"]["tokens_per_second"].as_f64().unwrap() > 0.0);
    assert!(measured["tokens"].as_u64().unwrap() > 250);
    assert_eq!(measured["intake"]["articles"], 8);
    assert!(measured["intake"]["memory"][1]["articles"] == 8, "{}", measured["intake"]);
    let ground = &measured["ground"];
    for stage in ["time", "actor", "place", "anchor"] {
        assert!(ground["stages"][stage]["percent_of_reading"].is_number(), "{stage}");
    }
    assert!(ground["mentions"].as_u64().unwrap() > 10 && ground["look_up_nanoseconds"].is_number());
    // All that is known has a place to fit into.
    assert!(ground["knowledge_bytes"].as_u64().unwrap() < 60 << 20, "{ground}");
}

#[test]
fn completions_exist_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = run(&["completions", shell]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("dragoman"));
    }
}

#[test]
fn the_readme_shows_what_the_demo_prints() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let shown = readme.split("<!-- demo: begin").nth(1).unwrap();
    let shown = shown.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let demo = root.join("demo/affair.jsonl");
    let printed = run(&["read", demo.to_str().unwrap()]).out;
    assert!(shown.lines().count() > 10);
    assert!(printed.contains(shown.trim()), "no longer printed:\n{shown}");
}

/// The fenced block after a mark in a page of the docs.
fn block_after<'a>(page: &'a str, mark: &str) -> &'a str {
    let block = page.split(mark).nth(1).unwrap().split("```").nth(1).unwrap();
    block.split_once('\n').unwrap().1
}

#[test]
fn an_ontology_of_ones_own_is_checked_and_coded_as_the_docs_show() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/predicates.md")).unwrap();
    let file_of_the_example = root.join("examples/companies/event/predicate/merger.toml");
    let text = fs::read_to_string(file_of_the_example).unwrap();
    assert_eq!(block_after(&page, "<!-- file: examples/companies/event/predicate/merger.toml -->"), text);
    let run_at_root = |args: &[&str]| {
        let output = command(args).current_dir(&root).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, told) = run_at_root(&["data", "check", "examples/companies"]);
    assert_eq!(code, Some(0), "{told}");
    let args = "read --data examples/companies --type MERGER examples/companies/news.txt";
    let (_, printed) = run_at_root(&args.split(' ').collect::<Vec<_>>());
    let shown = block_after(&page, &format!("<!-- printed: dragoman {args} -->"));
    assert_eq!(printed.trim_end(), shown.trim_end());
    // What is wrong is told with its file and line.
    let theirs = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("companies");
    fs::create_dir_all(theirs.join("event/predicate")).unwrap();
    for (wrong, right, complaint) in [
        ("transitive", "transitve", "did you mean \"transitive\""),
        ("held JPN>ITA", "held JPN>FRA", "is coded as MERGER held JPN>ITA"),
        ("[define]", "[defined]", "unknown field"),
        ("MERGER", "AGREE", "\"AGREE\" is defined already"),
    ] {
        fs::write(theirs.join("event/predicate/merger.toml"), text.replacen(wrong, right, 1)).unwrap();
        let ran = run(&["data", "check", theirs.to_str().unwrap()]);
        assert_eq!(ran.code, Some(1), "{}", ran.out);
        assert!(ran.out.contains(complaint) && ran.out.contains("merger.toml:"), "{}", ran.out);
    }
    let ran = run(&["read", "--type", "MERGR", "-"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no such type"), "{}", ran.err);
}

#[test]
fn claims_are_printed_and_their_absence_is_told() {
    let line = r#"{"id":"a","date":"2024-05-15","text":"Poland summoned the ambassador of Russia."}"#;
    let found = run(&["read", "--format", "articles", file("read.jsonl", line).to_str().unwrap()]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    assert!(
        found.out.contains(r#""type":"ACCUSE""#) && found.out.contains(r#""status":"held""#),
        "{}",
        found.out
    );
    let nothing = run(&["read", file("nothing.txt", "It rained all day.").to_str().unwrap()]);
    assert_eq!(nothing.code, Some(1));
    assert!(nothing.out.contains("nothing to code"));
    let failed = run(&["read", "there-is-no-such-file.txt"]);
    assert_eq!(failed.code, Some(2));
    assert!(failed.err.contains("there-is-no-such-file.txt"));
}

#[test]
fn the_help_texts_are_as_they_were() {
    insta::assert_snapshot!("help", run(&["--help"]).out);
    for command in
        ["read", "code", "parse", "clean", "ground", "score", "bench", "fetch", "data", "completions"]
    {
        insta::assert_snapshot!(format!("help-{command}"), run(&[command, "--help"]).out);
    }
}

#[test]
fn an_article_is_grounded_on_its_day() {
    let text = "Secretary of State Antony Blinken met China's foreign minister in Geneva on Friday.";
    let ran = run_with(&["ground", "-", "--published", "2023-06-09"], text);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("USA, GOV, Antony Blinken, Secretary of State"), "{}", ran.out);
    assert!(ran.out.contains("CHN, GOV, Qin Gang, Minister of Foreign Affairs"), "{}", ran.out);
    assert!(ran.out.contains("place  \"Geneva\": Geneva, CHE"), "{}", ran.out);
    let json = run_with(&["ground", "-", "--format", "json"], text);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["anchor"]["reason"], "inferred");
    assert_eq!(value["anchor"]["days"][0], "2021-01-26");
    assert!(ran.out.contains("time   \"Friday\": 2023-06-09"), "{}", ran.out);
}

#[test]
fn tables_of_users_are_imported_checked_and_laid_over_ours() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mine");
    let _ = std::fs::remove_dir_all(&folder);
    let dictionary = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mine.actors.txt");
    std::fs::write(&dictionary, "SYLVANIAN_FRONT_ [ITAREB]\n+FRONT_OF_SYLVANIA\nBROKEN [ITA\n").unwrap();
    let (folder, dictionary) = (folder.to_str().unwrap(), dictionary.to_str().unwrap());
    let ran = run(&["data", "import", "petrarch", dictionary, "--out", folder]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("mine.actors.txt:3: a bracket [ without its ]"), "{}", ran.out);
    let ran = run(&["data", "check", folder]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "2 tables, 0 files of words, 0 faults\n"));
    let text = "Fighters of the Sylvanian Front took the town.";
    let ran = run_with(&["ground", "-", "--data", folder], text);
    assert!(ran.out.contains("ITA, REB, Sylvanian Front"), "{}", ran.out);
    let wrong = "alias\ttarget\tkind\tguard\tfrom\tto\tsource\nFreedonia\tFRAA\tname\t-\t-\t-\tmine\n";
    std::fs::write(std::path::Path::new(folder).join("alias.tsv"), wrong).unwrap();
    let ran = run(&["data", "check", folder]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("alias.tsv:2: target \"FRAA\" unknown; did you mean \"FRA\"?"), "{}", ran.out);
}

#[test]
fn a_folder_without_data_is_told_of() {
    let none = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("none");
    let _ = fs::remove_dir_all(&none);
    let folder = none.to_str().unwrap();
    let missing = run_with(&["read", "-", "--data", folder], TALKS);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""), "{}", missing.err);
    assert!(missing.err.contains("No such file or directory"), "{}", missing.err);
    fs::create_dir(&none).unwrap();
    let empty = run_with(&["read", "-", "--data", folder], TALKS);
    assert_eq!((empty.code, empty.out.as_str()), (Some(2), ""), "{}", empty.err);
    assert!(empty.err.contains("no data in it, such as"), "{}", empty.err);
}
