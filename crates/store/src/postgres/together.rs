//! Rows added several at a time: PostgreSQL takes longer over a statement than over a row.

use std::fmt::Write as _;

/// How many rows are added by one statement.
pub(super) const TOGETHER: usize = 64;

/// `sql` for [`TOGETHER`] rows of so many values, if it is `INSERT INTO ... VALUES ($1, ..., $n)` and
/// nothing more: what becomes of a row that is there already could differ within one statement.
pub(super) fn together(sql: &str, values: usize) -> Option<String> {
    const VALUES: &str = " VALUES ";
    let (head, row) = sql.split_once(VALUES)?;
    if !head.starts_with("INSERT INTO ") || row != places(0, values) {
        return None;
    }
    let rows: Vec<String> = (0..TOGETHER).map(|row| places(row * values, values)).collect();
    Some(format!("{head}{VALUES}{}", rows.join(", ")))
}

/// `($1, $2)`, counted from after `before`.
fn places(before: usize, values: usize) -> String {
    let mut text = String::from("(");
    for place in 1..=values {
        let comma = if place == 1 { "" } else { ", " };
        // Writing to a text has nothing to fail on.
        let _ = write!(text, "{comma}${}", before + place);
    }
    text + ")"
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn only_plain_rows_go_together() {
        let many = together("INSERT INTO t (a, b) VALUES ($1, $2)", 2).unwrap();
        assert!(many.starts_with("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), "), "{many}");
        assert!(many.ends_with("($127, $128)"), "{many}");
        for (sql, values) in [
            ("INSERT INTO t (a, b) VALUES ($1, 0)", 1),
            ("INSERT INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING", 1),
            ("UPDATE t SET a = $2 WHERE b = $1", 2),
        ] {
            assert_eq!(together(sql, values), None);
        }
    }
}
