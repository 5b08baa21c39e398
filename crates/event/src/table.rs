//! Reads tables of facts: tab-separated, a header first, one fact a row.
//!
//! An error names file, line and what was wrong, and proposes the nearest right word where there is one.

use std::fmt;

/// What is wrong with a file of facts, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and, where it is known, how to mend it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

impl std::error::Error for Fault {}

/// A row of a table: its line, and its cells in the order of the columns asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a, const N: usize> {
    /// Counted from 1.
    pub line: usize,
    /// An absent value is written `-` and read as the empty string.
    pub cells: [&'a str; N],
}

/// Reads a table with exactly these columns, in this order.
///
/// Rows with a wrong number of cells, an empty cell or white space around one are left out and reported; the others
/// are read.
pub fn rows<'a, const N: usize>(
    file: &str,
    text: &'a str,
    columns: [&str; N],
    faults: &mut Vec<Fault>,
) -> Vec<Row<'a, N>> {
    let mut fault = |line: usize, what: String| faults.push(Fault { file: file.to_owned(), line, what });
    let mut lines = text.lines().zip(1..);
    let header: Vec<&str> = lines.next().map_or(Vec::new(), |(line, _)| line.split('\t').collect());
    if header != columns {
        fault(1, format!("the columns are {:?}, expected {:?}", header.join(" "), columns.join(" ")));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (text, line) in lines {
        let mut cells = [""; N];
        let mut n_cells = 0;
        for cell in text.split('\t') {
            if let Some(place) = cells.get_mut(n_cells) {
                *place = if cell == "-" { "" } else { cell };
            }
            if cell.is_empty() || cell.trim() != cell {
                fault(
                    line,
                    format!("cell {} is empty or has white space around it; write - for none", n_cells + 1),
                );
            }
            n_cells += 1;
        }
        if n_cells == N {
            rows.push(Row { line, cells });
        } else {
            fault(line, format!("{n_cells} cells, expected {N}"));
        }
    }
    rows
}

/// The known word that is nearest to a wrong one, if it is near enough to propose.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|word| (edits(wrong, word), word))
        .filter(|(n_edits, _)| *n_edits <= limit)
        .min()
        .map(|(_, word)| word)
}

/// How many letters must be put in, taken out or changed to make one word of the other.
fn edits(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (one_idx, one_char) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = one_idx + 1;
        for (two_idx, two_char) in two.iter().enumerate() {
            let change = diagonal + usize::from(one_char != *two_char);
            diagonal = row[two_idx + 1];
            row[two_idx + 1] = change.min(diagonal + 1).min(row[two_idx] + 1);
        }
    }
    row[two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_file_line_and_way_out() {
        let mut faults = Vec::new();
        let read = rows(
            "a.tsv",
            "id\tname\tsource\nUSA\tAmerica\tISO\nCHN\t\tISO\nRUS\tISO\n",
            ["id", "name", "source"],
            &mut faults,
        );
        assert_eq!(read.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "a.tsv:3: cell 2 is empty or has white space around it; write - for none",
                "a.tsv:4: 2 cells, expected 3"
            ]
        );
        assert!(rows("a.tsv", "id\n", ["name"], &mut faults).is_empty());
        assert_eq!(nearest("usa.state.sec", ["usa.state.secretary", "usa.state.sac"]), Some("usa.state.sac"));
        assert_eq!(nearest("x", ["something"]), None);
    }
}
