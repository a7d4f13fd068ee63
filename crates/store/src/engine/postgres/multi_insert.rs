//! Multi-row inserts: PostgreSQL spends more time per statement than per row.

use std::fmt::Write as _;

use crate::value::Value;

/// Numbers of rows per statement, the most first.
pub(super) const ROWS_PER_STATEMENT: [usize; 2] = [64, 8];

/// `sql` for this number of rows of this number of values, if it is a plain `INSERT INTO ... VALUES
/// ($1, ..., $n)`: with conflict handling, rows of one statement could affect each other.
pub(super) fn multi_insert(sql: &str, rows: usize, values: usize) -> Option<String> {
    let head = plain_head(sql, values)?;
    let rows: Vec<String> = (0..rows).map(|row| places(row * values, values)).collect();
    Some(format!("{head}{VALUES}{}", rows.join(", ")))
}

/// The number of statements that these rows take.
pub(crate) fn statements_for(sql: &str, rows: &[Vec<Value<'_>>]) -> u64 {
    let (mut statements, mut rest) = (0, rows.len());
    if plain_head(sql, rows.first().map_or(0, Vec::len)).is_some() {
        for size in ROWS_PER_STATEMENT {
            statements += rest / size;
            rest %= size;
        }
    }
    (statements + rest) as u64
}

const VALUES: &str = " VALUES ";

/// The text before the values of a plain insert.
fn plain_head(sql: &str, values: usize) -> Option<&str> {
    let (head, row) = sql.split_once(VALUES)?;
    (head.starts_with("INSERT INTO ") && row == places(0, values)).then_some(head)
}

/// `($1, $2)`, counted after `before`.
fn places(before: usize, values: usize) -> String {
    let mut text = String::from("(");
    for place in 1..=values {
        let comma = if place == 1 { "" } else { ", " };
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{comma}${}", before + place);
    }
    text + ")"
}

#[cfg(test)]
mod tests {
    use super::{multi_insert, statements_for};
    use crate::value::Value;

    #[test]
    fn only_plain_rows_go_together() {
        let many = multi_insert("INSERT INTO t (a, b) VALUES ($1, $2)", 64, 2).unwrap();
        assert!(many.starts_with("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), "), "{many}");
        assert!(many.ends_with("($127, $128)"), "{many}");
        for (sql, values) in [
            ("INSERT INTO t (a, b) VALUES ($1, 0)", 1),
            ("INSERT INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING", 1),
            ("UPDATE t SET a = $2 WHERE b = $1", 2),
        ] {
            assert_eq!(multi_insert(sql, 64, values), None);
        }
    }

    #[test]
    fn statements_are_counted() {
        let rows: Vec<Vec<Value<'_>>> = (0..1_000).map(|n| vec![n.into()]).collect();
        assert_eq!(statements_for("INSERT INTO t (a) VALUES ($1)", &rows), 15 + 5);
        assert_eq!(statements_for("INSERT INTO t (a) VALUES ($1)", &rows[..7]), 7);
        assert_eq!(statements_for("DELETE FROM t WHERE a = $1", &rows), 1_000);
    }
}
