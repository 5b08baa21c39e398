//! Tables: what every picture is also shown as, and what is given out as comma-separated values.

use maud::{Markup, html};

/// A cell: text, and where it leads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    text: String,
    href: Option<String>,
    is_number: bool,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn number(number: usize) -> Self {
        Self { text: number.to_string(), href: None, is_number: true }
    }

    /// A cell that leads somewhere.
    pub(crate) fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A table with its caption.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) head: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(caption: impl Into<String>, head: &[&'static str]) -> Self {
        Self { caption: caption.into(), head: head.to_vec(), rows: Vec::new() }
    }

    /// Whether a column has numbers.
    fn is_number(&self, column: usize) -> bool {
        self.rows.first().and_then(|row| row.get(column)).is_some_and(|cell| cell.is_number)
    }

    pub(crate) fn html(&self) -> Markup {
        html! {
            div.table tabindex="0" role="region" aria-label=(self.caption) {
                table {
                    caption { (self.caption) }
                    thead { tr { @for (place, name) in self.head.iter().enumerate() { th class=[self.is_number(place).then_some("number")] scope="col" { (name) } } } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for cell in row {
                                    td class=[cell.is_number.then_some("number")] {
                                        @if let Some(href) = &cell.href { a href=(href) dir="auto" { (cell.text) } }
                                        @else { bdi { (cell.text) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The rows as RFC 4180 has them. A cell that a spreadsheet would take for a formula has an apostrophe before it,
    /// as in exports.
    pub(crate) fn csv(&self) -> String {
        let mut out = String::new();
        let head: Vec<String> =
            self.head.iter().map(|name| (*name).to_lowercase().replace(' ', "_")).collect();
        write_row(&mut out, head.iter().map(String::as_str));
        for row in &self.rows {
            write_row(&mut out, row.iter().map(|cell| cell.text.as_str()));
        }
        out
    }
}

fn write_row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let guard = if is_formula { "'" } else { "" };
        if is_formula || cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = Table::new("Parties", &["Who", "Claims"]);
        table.rows.push(vec![Cell::text("\"A\", B"), Cell::number(3)]);
        table.rows.push(vec![Cell::text("=HYPERLINK(1)"), Cell::text("-2")]);
        assert_eq!(table.csv(), "who,claims\r\n\"\"\"A\"\", B\",3\r\n\"'=HYPERLINK(1)\",-2\r\n");
    }
}
