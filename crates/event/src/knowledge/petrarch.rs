//! Reads researchers' PETRARCH and CAMEO dictionaries of actors and agents into our tables.
//!
//! An actors' file has a phrase a line (`HEAD [CODE]`), further names below it (`+SYNONYM`), and dated codes below those
//! (`<tab>[CODE >19990101]`). An agents' file has `PHRASE {PLURAL} [~CODE]`. What cannot be read is reported with its
//! line, and the rest is imported.

use std::collections::BTreeSet;

use crate::table::Fault;

/// Tables made of dictionaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// File name and text of each table that is not empty.
    pub tables: Vec<(String, String)>,
    /// Lines that could not be read.
    pub faults: Vec<Fault>,
    /// How many heads, names, dated codes and agents were read.
    pub counts: [usize; 4],
}

/// An actor of a dictionary.
#[derive(Default)]
struct Entry {
    names: Vec<String>,
    /// Code, and from when to when it holds.
    codes: Vec<(String, Option<String>, Option<String>)>,
    /// Its head could not be read, so that what belongs to it is nobody's.
    lost: bool,
}

/// What was read of all files.
#[derive(Default)]
struct Reader {
    entries: Vec<Entry>,
    agents: BTreeSet<(String, String)>,
    faults: Vec<Fault>,
    counts: [usize; 4],
}

/// Reads dictionaries, each a name and its text.
#[must_use]
pub fn import<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Imported {
    let mut reader = Reader::default();
    for (file, text) in files {
        reader.read(file, text);
    }
    reader.tables()
}

impl Reader {
    fn read(&mut self, file: &str, text: &str) {
        let mut open: Option<Entry> = None;
        let mut in_comment = false;
        for (raw, line) in text.lines().zip(1..) {
            let content = without_comments(raw, &mut in_comment);
            let content = content.trim_end();
            if content.trim().is_empty() {
                continue;
            }
            if let Err(what) = self.read_line(content, &mut open) {
                self.faults.push(Fault { file: file.to_owned(), line, what });
                if !content.trim_start().starts_with(['+', '[']) {
                    self.close(open.take());
                    open = Some(Entry { lost: true, ..Entry::default() });
                }
            }
        }
        self.close(open);
    }

    fn close(&mut self, open: Option<Entry>) {
        if let Some(entry) = open.filter(|entry| !entry.codes.is_empty() && !entry.lost) {
            self.entries.push(entry);
        }
    }

    fn read_line(&mut self, line: &str, open: &mut Option<Entry>) -> Result<(), String> {
        if line.starts_with('!') {
            // A set of words to be put into agents' phrases; the phrases stand without it.
            return Ok(());
        }
        let trimmed = line.trim_start();
        if let Some(name) = trimmed.strip_prefix('+') {
            let entry = open.as_mut().ok_or("a further name without a head before it")?;
            let (name, codes) = split(name)?;
            if name.is_empty() {
                return Err("a further name without letters".to_owned());
            }
            entry.names.push(readable(&name));
            self.counts[1] += 1;
            return self.add_codes(entry_of(open)?, &codes);
        }
        if trimmed.starts_with('[') {
            let (_, codes) = split(trimmed)?;
            return self.add_codes(entry_of(open)?, &codes);
        }
        let (name, codes) = split(trimmed)?;
        if name.is_empty() {
            return Err("neither a name nor a code".to_owned());
        }
        if let Some(agent) = codes.iter().find(|code| code.contains('~')) {
            let code = agent.replace('~', "");
            self.counts[3] += 1;
            self.agents.insert((readable(&name).to_lowercase(), code.trim().to_owned()));
            return Ok(());
        }
        self.close(open.take());
        self.counts[0] += 1;
        *open = Some(Entry { names: vec![readable(&name)], ..Entry::default() });
        self.add_codes(entry_of(open)?, &codes)
    }

    fn add_codes(&mut self, entry: &mut Entry, codes: &[String]) -> Result<(), String> {
        for code in codes {
            let (code, from, to) = dated(code)?;
            if code == "---" || code == "###" {
                continue;
            }
            self.counts[2] += usize::from(from.is_some() || to.is_some());
            entry.codes.push((code, from, to));
        }
        Ok(())
    }

    fn tables(self) -> Imported {
        let mut bodies = BTreeSet::new();
        let mut aliases = BTreeSet::new();
        let mut standings = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for entry in &self.entries {
            let Some(name) = entry.names.first() else { continue };
            let default = entry.codes.iter().rev().find(|(_, from, to)| from.is_none() && to.is_none());
            let Some((code, _, _)) = default.or_else(|| entry.codes.last()) else { continue };
            let (country, sector) = meaning(code);
            let mut id = format!("PET:{}", super::folded(name).replace(' ', "-"));
            while !ids.insert(id.clone()) {
                id.push('+');
            }
            bodies.insert(format!("{id}\t{name}\tdictionary\t{country}\t{sector}\tPETRARCH"));
            for name in &entry.names {
                let letters = name.chars().filter(|letter| letter.is_alphanumeric()).count();
                let guard = if letters <= 3 { "case" } else { "-" };
                aliases.insert(format!("{name}\t{id}\tname\t{guard}\t-\t-\tPETRARCH"));
            }
            for (code, from, to) in entry.codes.iter().filter(|(_, from, to)| from.is_some() || to.is_some())
            {
                let (country, sector) = meaning(code);
                let from = from.as_deref().unwrap_or("-");
                let to = to.as_deref().unwrap_or("-");
                standings.insert(format!("{id}\t{from}\t{to}\t{country}\t{sector}\tPETRARCH"));
            }
        }
        let nouns: BTreeSet<String> = self
            .agents
            .iter()
            .map(|(words, code)| format!("{words}\tpeople\t{}\tPETRARCH", sector_of(code)))
            .collect();
        let mut tables = Vec::new();
        for (file, header, rows) in [
            ("alias.tsv", "alias\ttarget\tkind\tguard\tfrom\tto\tsource", aliases),
            ("body.tsv", "id\tname\tkind\tcode\tsector\tsource", bodies),
            ("noun.tsv", "noun\tclass\tsector\tsource", one_by_id(nouns)),
            ("standing.tsv", "body\tfrom\tto\tcode\tsector\tsource", standings),
        ] {
            if !rows.is_empty() {
                let mut text = format!("{header}\n");
                for row in rows {
                    text.push_str(&row);
                    text.push('\n');
                }
                tables.push((file.to_owned(), text));
            }
        }
        Imported { tables, faults: self.faults, counts: self.counts }
    }
}

/// Of several rows with the same id the first.
fn one_by_id(rows: BTreeSet<String>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    rows.into_iter().filter(|row| ids.insert(row.split('\t').next().unwrap_or("").to_owned())).collect()
}

fn entry_of(open: &mut Option<Entry>) -> Result<&mut Entry, String> {
    open.as_mut().ok_or_else(|| "a code without a name before it".to_owned())
}

/// A line without its comments, of which one kind runs over several lines.
fn without_comments(line: &str, in_comment: &mut bool) -> String {
    let mut rest = line;
    let mut kept = String::new();
    loop {
        if *in_comment {
            match rest.split_once("-->") {
                Some((_, after)) => {
                    *in_comment = false;
                    rest = after;
                }
                None => return kept,
            }
        }
        if let Some((before, after)) = rest.split_once("<!--") {
            kept.push_str(before);
            *in_comment = true;
            rest = after;
        } else {
            kept.push_str(rest);
            break;
        }
    }
    let end = kept.find(['#', ';']).filter(|at| !kept.get(*at..).is_some_and(|rest| rest.starts_with("###")));
    match end {
        Some(end) => kept.get(..end).unwrap_or("").to_owned(),
        None => kept,
    }
}

/// The name and the codes of a line.
fn split(line: &str) -> Result<(String, Vec<String>), String> {
    let mut codes = Vec::new();
    let (name, mut rest) = match line.find('[') {
        Some(at) => line.split_at(at),
        None => (line, ""),
    };
    while let Some(after) = rest.trim_start().strip_prefix('[') {
        let (code, following) = after.split_once(']').ok_or("a bracket [ without its ]")?;
        if code.trim().is_empty() {
            return Err("an empty code".to_owned());
        }
        codes.push(code.trim().to_owned());
        rest = following;
    }
    if rest.contains(']') || name.contains(']') {
        return Err("a bracket ] without its [".to_owned());
    }
    // "{IRREGULAR_PLURAL}" says nothing that we do not know.
    let name = name.split('{').next().unwrap_or("").trim().to_owned();
    Ok((name, codes))
}

/// The code, and from when to when it holds.
fn dated(code: &str) -> Result<(String, Option<String>, Option<String>), String> {
    let Some((code, when)) = code.split_once(char::is_whitespace) else {
        return Ok((code.to_owned(), None, None));
    };
    let when: String = when.chars().filter(|letter| !letter.is_whitespace()).collect();
    let days = if let Some(day) = when.strip_prefix('>') {
        (Some(day_of(day)?), None)
    } else if let Some(day) = when.strip_prefix('<') {
        (None, Some(day_of(day)?))
    } else if let Some((from, to)) = when.split_once('-') {
        (Some(day_of(from)?), Some(day_of(to)?))
    } else {
        return Err(format!("{when:?} is no date restriction; expected <day, >day or day-day"));
    };
    Ok((code.to_owned(), days.0, days.1))
}

/// `YYMMDD` or `YYYYMMDD` as an ISO day. Two digits of a year from 13 on are of the twentieth century; a day that a
/// month has not is its last one.
fn day_of(text: &str) -> Result<String, String> {
    let wrong = || format!("{text:?} is no day; expected YYMMDD or YYYYMMDD");
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: i16 = text.get(..2).and_then(|year| year.parse().ok()).ok_or_else(wrong)?;
            (if year >= 13 { 1900 + year } else { 2000 + year }, text.get(2..))
        }
        8 => (text.get(..4).and_then(|year| year.parse().ok()).ok_or_else(wrong)?, text.get(4..)),
        _ => return Err(wrong()),
    };
    let rest = rest.ok_or_else(wrong)?;
    let month: i8 = rest.get(..2).and_then(|month| month.parse().ok()).ok_or_else(wrong)?;
    let day: i8 = rest.get(2..).and_then(|day| day.parse().ok()).ok_or_else(wrong)?;
    let first = jiff::civil::Date::new(year, month, 1).map_err(|_| wrong())?;
    if day < 1 {
        return Err(wrong());
    }
    let last = first.days_in_month();
    let date = jiff::civil::Date::new(year, month, day.min(last)).map_err(|_| wrong())?;
    Ok(date.to_string())
}

/// "`UNITED_NATIONS`_" as it is written in texts.
fn readable(name: &str) -> String {
    let words = name.trim().trim_matches('_').replace('_', " ");
    words
        .split_whitespace()
        .map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().collect();
            if word.contains('.') && word.len() <= 6 {
                word.to_owned()
            } else {
                first + &letters.as_str().to_lowercase()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// PLOVER's country and sector of a CAMEO code; `-` where there is none.
fn meaning(code: &str) -> (String, &'static str) {
    let head = code.get(..3).unwrap_or(code);
    let country = match head {
        "ROM" => "ROU",
        "ZAR" => "COD",
        "TMP" => "TLS",
        "KSV" | "XKX" => "KOS",
        "EUR" | "EEC" => "EUR",
        "IGO" if code.get(3..6) == Some("UNO") => "UNO",
        "IGO" if code.get(3..6) == Some("EUR") => "EUR",
        "UAF" | "REB" | "GOV" | "MIL" | "COP" | "OPP" | "CVL" | "BUS" | "MED" | "CRM" | "JUD" | "LEG"
        | "SPY" | "INT" | "MEA" | "AFR" | "ASA" | "WST" | "SAS" | "SEA" | "LAM" | "WAF" | "EAF" | "CAS"
        | "WEU" | "EEU" | "NAF" | "SAF" | "CFR" | "CAU" | "BLK" | "SAM" | "CEU" | "SCN" | "NMR" => "-",
        other => other,
    };
    let sector =
        sector_of(if country == head && country.len() == 3 { code.get(3..).unwrap_or("") } else { code });
    (country.to_owned(), sector)
}

/// The first of PLOVER's sectors in a code; CAMEO's `MED` is the press, and `HLH` health.
fn sector_of(code: &str) -> &'static str {
    let letters: Vec<char> = code.chars().collect();
    for group in letters.chunks(3) {
        let group: String = group.iter().collect();
        let sector = match group.as_str() {
            "COP" => "COP",
            "GOV" => "GOV",
            "JUD" => "JUD",
            "LEG" => "LEG",
            "MIL" => "MIL",
            "PRM" => "PRM",
            "PTY" => "PTY",
            "REB" | "INS" | "SEP" | "RAD" => "REB",
            "SPY" => "SPY",
            "UAF" => "UAF",
            "AGR" => "AGR",
            "BUS" => "BUS",
            "CRM" => "CRM",
            "CVL" => "CVL",
            "EDU" => "EDU",
            "ELI" => "ELI",
            "MED" | "JRN" => "JRN",
            "LAB" => "LAB",
            "HLH" => "MED",
            "REF" => "REF",
            "OPP" => "OPP",
            "REL" | "CHR" | "MOS" | "JEW" | "HIN" | "BUD" => "REL",
            "SOC" | "NGO" | "HRI" => "SOC",
            "UNK" => "UNK",
            _ => continue,
        };
        return sector;
    }
    "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTORS: &str = "\
# A dictionary of our own, in their form
<!-- a comment
over two lines -->
FREDONIA_ [FRA]
+FREDONIAN_REPUBLIC_
+LAND_OF_FREEDONIA
\t[FRAGOV >990101]
RUFUS_FIREFLY_ ; legacy comment
\t[FRAGOV 331117-20010231]
\t[FRAELI >20010301]
SYLVANIAN_FRONT [ITAREB]
BROKEN_NAME [ITAREB
+U.N. [IGOUNO]
BAD_DATE
\t[ITAGOV 1999]
\t[ITAGOV]
DISCARDED [###]
";

    const AGENTS: &str = "\
!PERSON! = MAN, WOMAN
FOREIGN_MINISTER [~GOV]
GENDARME {GENDARMES} [~COP]
NGO_ [NGO~]
";

    fn imported() -> Imported {
        import([("actors.txt", ACTORS), ("agents.txt", AGENTS)])
    }

    #[test]
    fn lines_that_cannot_be_read_are_named_and_the_rest_is_imported() {
        let faults: Vec<String> = imported().faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "actors.txt:12: a bracket [ without its ]",
                "actors.txt:15: \"1999\" is no date restriction; expected <day, >day or day-day"
            ]
        );
        assert_eq!(imported().counts, [5, 3, 3, 3]);
    }

    #[test]
    fn tables_hold_names_codes_and_days() {
        let tables = imported().tables;
        let table = |name: &str| tables.iter().find(|(file, _)| file == name).map_or("", |(_, text)| text);
        assert!(
            table("body.tsv")
                .contains("PET:sylvanian-front\tSylvanian Front\tdictionary\tITA\tREB\tPETRARCH\n")
        );
        assert!(table("alias.tsv").contains("Land Of Freedonia\tPET:fredonia\tname\t-\t-\t-\tPETRARCH\n"));
        let standing = table("standing.tsv");
        assert!(standing.contains("PET:fredonia\t1999-01-01\t-\tFRA\tGOV\tPETRARCH\n"), "{standing}");
        assert!(
            standing.contains("PET:rufus-firefly\t1933-11-17\t2001-02-28\tFRA\tGOV\tPETRARCH\n"),
            "{standing}"
        );
        assert!(standing.contains("PET:rufus-firefly\t2001-03-01\t-\tFRA\tELI\tPETRARCH\n"), "{standing}");
        assert!(table("noun.tsv").contains("gendarme\tpeople\tCOP\tPETRARCH\n"));
        assert!(!tables.iter().any(|(_, text)| text.contains("Discarded")));
    }

    #[test]
    fn what_is_imported_passes_the_check_and_is_found() {
        let tables = imported().tables;
        let files = super::super::EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), *text));
        let theirs = tables.iter().map(|(file, text)| (format!("theirs/{file}"), text.as_str()));
        let all: Vec<(String, &str)> = files.chain(theirs).collect();
        let faults: Vec<String> = super::super::Knowledge::check(&all)
            .iter()
            .filter(|fault| fault.file.starts_with("theirs"))
            .map(ToString::to_string)
            .collect();
        assert_eq!(faults, Vec::<String>::new());
        let (knowledge, _) = super::super::Knowledge::load(all);
        assert!(!knowledge.names.get("Sylvanian Front").is_empty());
    }
}
