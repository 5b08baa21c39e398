//! Our own tables have no faults, and each kind of fault is caught.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use dragoman_event::Knowledge;
use dragoman_event::knowledge::{Chief, EMBEDDED, Line};
use jiff::civil::date;

fn ours() -> Vec<(String, &'static str)> {
    EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), *text)).collect()
}

/// What is wrong with a table that a user lays over ours.
fn faults(file: &str, text: &str) -> Vec<String> {
    let name = format!("mine/{file}");
    // What these tables refer to is enough, unless terms are at stake.
    let light = |file: &str| {
        !["person", "term", "alias", "gazetteer", "name", "office"]
            .iter()
            .any(|table| file.ends_with(&format!("/{table}.tsv")))
    };
    let mut files = ours();
    files.retain(|(one, _)| file == "term.tsv" || light(one));
    files.push((name.clone(), text));
    Knowledge::check(&files).iter().filter(|fault| fault.file == name).map(ToString::to_string).collect()
}

/// That the only fault of the rows says that.
fn check(file: &str, header: &str, rows: &str, says: &str) {
    let told = faults(file, &format!("{header}\n{rows}"));
    if says.is_empty() {
        assert!(told.is_empty(), "{told:?}");
    } else {
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(says), "{told:?} does not say {says:?}");
    }
}

#[test]
fn our_tables_have_no_faults() {
    let faults: Vec<String> = Knowledge::check(&ours()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

#[test]
fn faults_of_form_are_caught() {
    let header = "id\tname\tkind\tcode\tsector\tsource";
    let row = |id: &str, rest: &str| format!("{id}\t{rest}\n");
    let fine = "A\toffice\tFRA\tGOV\tmine";
    check("body.tsv", header, &row("ORG:X.a", fine), "");
    check("body.tsv", header, "ORG:X.a\tA\toffice\tFRA\tGOV\n", "mine/body.tsv:2: 5 cells, expected 6");
    check("body.tsv", header, "ORG:X.a\t\toffice\tFRA\tGOV\tmine\n", "2: cell 2 is empty or has white space");
    let unsorted = row("ORG:X.b", fine) + &row("ORG:X.a", fine);
    check("body.tsv", header, &unsorted, "3: not sorted: \"ORG:X.a\" stands after \"ORG:X.b\"");
    let twice = row("ORG:X.a", fine) + &row("ORG:X.a", "B\toffice\tFRA\tGOV\tmine");
    check("body.tsv", header, &twice, "3: id \"ORG:X.a\" is that of line 2 already");
    check(
        "body.tsv",
        header,
        "ORG:X.a\tA\toffice\tFRA\tGOVV\tmine\n",
        "sector \"GOVV\" unknown; did you mean \"GOV\"?",
    );
    check("body.tsv", header, "ORG:X.a\tA\toffice\tFRX\tGOV\tmine\n", "code \"FRX\" unknown; did you mean");
    check("body.tsv", "id\tname", "", "mine/body.tsv:1: the columns are");
    check("bodies.tsv", header, "", "1: table \"mine/bodies.tsv\" unknown");
}

#[test]
fn terms_that_contradict_are_caught() {
    let told = |row: &str, says: &str| {
        check("term.tsv", "person\toffice\tfrom\tto\tstatus\tsource", row, says);
    };
    told("PER:Q7216297\tLUX.MFA\t1990-01-01\t1990-02-01\tdisputed\tmine\n", "");
    told("PER:Q7216297\tCHN.MAF\t1990\t1991\tdisputed\tmine\n", "office \"CHN.MAF\" unknown; did you mean");
    told("PER:nobody-here\tCHN.MFA\t1990\t1991\tdisputed\tmine\n", "person \"PER:nobody-here\" unknown");
    told("PER:Q7216297\tCHN.MFA\t1990-13\t1991\tdisputed\tmine\n", "from \"1990-13\" is no day");
    told("PER:Q7216297\tCHN.MFA\t1990\tforever\tdisputed\tmine\n", "to \"forever\" is no end");
    told("PER:Q7216297\tCHN.MFA\t1990\t1991\tboss\tmine\n", "it is one of holder, acting");
    told("PER:Q7216297\tCHN.MFA\t1991-05-01\t1990-05-01\tdisputed\tmine\n", "before the term begins");
    told("PER:Q7216297\tGBR.MFA\t2012-01-01\t2013-01-01\tholder\tmine\n", "hold GBR.MFA together for");
}

#[test]
fn names_that_mean_two_are_caught() {
    let told = |rows: &str, says: &str| {
        check("alias.tsv", "alias\ttarget\tkind\tguard\tfrom\tto\tsource", rows, says);
    };
    told("Freedonia\tFRA\tname\t-\t-\t-\tmine\n", "");
    told(
        "Freedonia\tFRA\tname\t-\t-\t-\tmine\nFreedonia\tITA\tname\t-\t-\t-\tmine\n",
        "3: \"Freedonia\" means FRA in line 2 and ITA here",
    );
    told("Freedonia\tFRA\tname\t-\t-\t2010\tmine\nFreedonia\tITA\tname\t-\t2011\t-\tmine\n", "");
    told("Freedonia\tFRA\tname\t-\t2010-13\t-\tmine\n", "from \"2010-13\" is no day");
    told("FD\tFRA\tname\t-\t-\t-\tmine\n", "write case as its guard");
    told("Freedonia\tFRO9\tname\t-\t-\t-\tmine\n", "target \"FRO9\" unknown; did you mean");
    told("Freedonia\tFRA\tnam\t-\t-\t-\tmine\n", "did you mean \"name\"?");
    told("Freedonia\tFRA\tname\tcas\t-\t-\tmine\n", "did you mean \"case\"?");
}

#[test]
fn other_tables_are_checked_too() {
    let header = "body\tfrom\tto\tcode\tsector\tsource";
    check("standing.tsv", header, "ARM:HAMAS\t2020\t2019\tPSE\tREB\tmine\n", "it ends before it begins");
    let header = "id\tname\tcountry\tkind\tlatitude\tlongitude\tpopulation\tsource";
    check(
        "gazetteer.tsv",
        header,
        "my:a\tA\tFRA\tcity\t91.0\t2.0\t-\tmine\n",
        "latitude \"91.0\" is no number",
    );
    check(
        "gazetteer.tsv",
        header,
        "my:a\tA\tFRAX\tcity\t1.0\t2.0\t-\tmine\n",
        "country \"FRAX\" unknown; did you mean",
    );
    check(
        "title.tsv",
        "title\tkind\tcountry\tsector\tsource",
        "boss\tBOSS\t-\t-\tmine\n",
        "kind \"BOSS\" unknown",
    );
    check(
        "noun.tsv",
        "noun\tclass\tsector\tsource",
        "boss\tpersons\tGOV\tmine\n",
        "class \"persons\" unknown",
    );
}

#[test]
fn holders_are_known_of_no_fewer_states_than_the_line_asks() {
    let knowledge = Knowledge::embedded();
    let (lines, faults) = Line::all();
    assert!(faults.is_empty(), "{faults:?}");
    // Four offices in each year from 2000 on.
    assert_eq!(lines.len(), 4 * 26);
    for line in &lines {
        let (known, believed) = knowledge.coverage(line.office, date(line.year, 7, 1));
        let (year, office) = (line.year, line.office.as_str());
        assert!(known <= believed, "{year}, {office}");
        assert!(
            known + line.wrong.len() >= line.n_states,
            "{year}, {office}: {known}, asked {}",
            line.n_states
        );
        // A line is called wrong only where we fall short of it, and only of states of which we know nobody.
        assert_eq!(known < line.n_states, !line.wrong.is_empty(), "{year}, {office}: {known}");
        let gaps = knowledge.gaps(line.office, date(line.year, 7, 1));
        for state in &line.wrong {
            assert!(gaps.iter().any(|gap| gap.country == *state), "{year}, {office}: {state}");
        }
        assert_eq!(gaps.len() + known, 197, "{year}, {office}");
    }
    let wrong: Vec<&Line> = lines.iter().filter(|line| !line.wrong.is_empty()).collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(
        (wrong[0].year, wrong[0].office, wrong[0].wrong.as_slice()),
        (2019, Chief::HeadOfGovernment, ["SDN"].as_slice())
    );
    assert_eq!(knowledge.coverage(Chief::HeadOfGovernment, date(2019, 7, 1)).0, 196);
}

#[test]
fn foreign_ministers_are_known_of_most_states_until_the_sources_end() {
    let knowledge = Knowledge::embedded();
    let known = |year: i16| knowledge.coverage(Chief::ForeignMinister, date(year, 7, 1));
    for year in 2023..=2025 {
        assert!(known(year).0 >= 150, "{year}: {:?}", known(year));
    }
    // No source goes so far: what is known is who was last known.
    assert_eq!(known(2026).0, 0);
    assert!(known(2026).1 >= 150, "{:?}", known(2026));
    assert!(knowledge.last_seen(Chief::ForeignMinister).keys().all(|day| *day < date(2026, 7, 1)));
    let why = |country: &str, year: i16| -> String {
        let gaps = knowledge.gaps(Chief::ForeignMinister, date(year, 7, 1));
        gaps.into_iter().find(|gap| gap.country == country).map_or(String::new(), |gap| gap.why)
    };
    assert_eq!(why("NGA", 2023), "Geoffrey Onyeama left by 2023-05-29, then Yusuf Tuggar from 2023-08-21");
    assert_eq!(why("FRA", 2026), "Jean-Noël Barrot last known as of 2025-12-01");
    assert_eq!(why("FSM", 2025), "nobody known before");
    assert_eq!(why("FRA", 2025), "");
}
