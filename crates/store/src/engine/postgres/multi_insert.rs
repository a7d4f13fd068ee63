//! Multi-row inserts: PostgreSQL spends more time per statement than per row.

use std::fmt::Write as _;

/// Number of rows per statement.
pub(super) const ROWS_PER_STATEMENT: usize = 64;

/// `sql` for [`ROWS_PER_STATEMENT`] rows of this number of values, if it is a plain `INSERT INTO ... VALUES
/// ($1, ..., $n)`: with conflict handling, rows of one statement could affect each other.
pub(super) fn multi_insert(sql: &str, values: usize) -> Option<String> {
    const VALUES: &str = " VALUES ";
    let (head, row) = sql.split_once(VALUES)?;
    if !head.starts_with("INSERT INTO ") || row != places(0, values) {
        return None;
    }
    let rows: Vec<String> =
        (0..ROWS_PER_STATEMENT).map(|row| places(row * values, values)).collect();
    Some(format!("{head}{VALUES}{}", rows.join(", ")))
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
    use super::multi_insert;

    #[test]
    fn only_plain_rows_go_together() {
        let many = multi_insert("INSERT INTO t (a, b) VALUES ($1, $2)", 2).unwrap();
        assert!(many.starts_with("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), "), "{many}");
        assert!(many.ends_with("($127, $128)"), "{many}");
        for (sql, values) in [
            ("INSERT INTO t (a, b) VALUES ($1, 0)", 1),
            ("INSERT INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING", 1),
            ("UPDATE t SET a = $2 WHERE b = $1", 2),
        ] {
            assert_eq!(multi_insert(sql, values), None);
        }
    }
}
