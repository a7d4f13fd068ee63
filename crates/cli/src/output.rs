//! Data on stdout, status on stderr.

use std::{
    fmt::Display,
    io::{self, Write},
};

use serde_json::Value;

/// The output format of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// JSON instead of text.
    pub(crate) json: bool,
}

impl Output {
    /// Prints one value: as text, or as a JSON object.
    pub(crate) fn answer(self, plain: impl Display, object: &Value) -> io::Result<()> {
        if self.json { print(&format!("{object:#}")) } else { print(&plain.to_string()) }
    }

    /// Prints a list: a table under `head`, or a JSON array.
    pub(crate) fn list(self, head: &[&str], rows: &[Vec<String>], array: &Value) -> io::Result<()> {
        if self.json { print(&format!("{array:#}")) } else { print(&table(head, rows)) }
    }
}

/// Prints a line to stdout and flushes it.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}")?;
    stdout.flush()
}

/// Prints a status line to stderr.
pub(crate) fn status(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A table with aligned columns; the last column is not padded.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.iter().map(|title| title.to_uppercase()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.chain(head.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let lines: Vec<String> =
        std::iter::once(&head).chain(rows).map(|row| line(row, &widths)).collect();
    lines.join("\n")
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .map(|(cell, &width)| format!("{:width$}", cell.replace(char::is_control, " ")))
        .collect();
    padded.join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_line_up_and_control_characters_stay_off_the_terminal() {
        let rows =
            [vec!["north".to_owned(), "1".to_owned()], vec!["é\u{7}".to_owned(), String::new()]];
        assert_eq!(table(&["name", "limit"], &rows), "NAME   LIMIT\nnorth  1\né");
    }
}
