//! Writes that a shared transaction sends later, those of several members in one statement.

use std::borrow::Cow;

use crate::{
    engine::postgres::{
        lists::columns,
        multi_insert::{ROWS_PER_STATEMENT, multi_insert},
    },
    value::Value,
};

/// The values of a row.
pub(super) type Row = Vec<Value<'static>>;

/// Tables that come before the others, because many reference the second.
const FIRST: [&str; 2] = ["usernames", "people"];
/// Tables that come after the others. Versions of the first are derived from the number that the second
/// has before the transaction, so the second is last.
const LAST: [&str; 2] = ["people_blocks", "domain_state"];

/// Rows of postponed statements. A table that references another one comes after it.
#[derive(Default)]
pub(super) struct Postponed {
    waiting: Vec<Postponement>,
    /// What was sent since the running member began. If it is withdrawn, the rows of the members before
    /// it are undone with it, and must be sent again.
    sent: Vec<Postponement>,
}

/// How rows are sent.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// As a plain insert of several rows.
    Insert,
    /// As one statement with a list for each column. Its first value, the domain, is that of all rows.
    Lists,
    /// The last row only: it replaces the others.
    Last,
}

/// The rows of one statement.
struct Postponement {
    sql: &'static str,
    kind: Kind,
    /// Rows of members that have ended.
    ended: Vec<Row>,
    /// Rows of the running member.
    running: Vec<Row>,
}

/// A statement to be sent.
pub(super) struct Statement<'r> {
    pub(super) text: Cow<'static, str>,
    pub(super) values: Vec<Cow<'r, Value<'static>>>,
}

impl Postponed {
    /// Adds rows of the running member.
    pub(super) fn add(&mut self, kind: Kind, sql: &'static str, rows: Vec<Row>) {
        self.of(kind, sql).running.extend(rows);
    }

    /// The waiting rows of a statement.
    fn of(&mut self, kind: Kind, sql: &'static str) -> &mut Postponement {
        let known = self.waiting.iter().position(|waiting| waiting.sql == sql);
        let index = known.unwrap_or_else(|| {
            let index = self.waiting.partition_point(|waiting| rank(waiting.sql) <= rank(sql));
            let new = Postponement { sql, kind, ended: Vec::new(), running: Vec::new() };
            self.waiting.insert(index, new);
            index
        });
        &mut self.waiting[index]
    }

    /// The waiting rows of a statement, of all members.
    pub(super) fn waiting_rows(&self, sql: &str) -> impl Iterator<Item = &Row> {
        let of_statement = self.waiting.iter().filter(move |waiting| waiting.sql == sql);
        of_statement.flat_map(Postponement::rows)
    }

    /// Takes the rows that `statement` can depend on, up to the last table that it names. A statement
    /// that adds or deletes rows can depend on tables that it does not name. Returns the position of the
    /// rows for [`Postponed::statements`].
    pub(super) fn take_for(&mut self, statement: &str) -> usize {
        let from = self.sent.len();
        let named =
            |waiting: &Postponement| names(statement, written_table(waiting.sql).unwrap_or(""));
        let count = match written_table(statement) {
            Some(_) if !statement.starts_with("UPDATE ") => self.waiting.len(),
            _ => self.waiting.iter().rposition(named).map_or(0, |last| last + 1),
        };
        self.sent.extend(self.waiting.drain(..count));
        from
    }

    /// Takes no rows, as [`Postponed::take_for`].
    pub(super) fn take_none(&self) -> usize {
        self.sent.len()
    }

    /// Takes all rows, as [`Postponed::take_for`].
    pub(super) fn take_all(&mut self) -> usize {
        let from = self.sent.len();
        self.sent.append(&mut self.waiting);
        from
    }

    /// The statements for the rows from a position on.
    pub(super) fn statements(&self, from: usize) -> Vec<Statement<'_>> {
        self.sent.iter().skip(from).flat_map(Postponement::statements).collect()
    }

    /// Whether there are rows of ended members from a position on.
    pub(super) fn has_rows_of_others(&self, from: usize) -> bool {
        self.sent.iter().skip(from).any(|sent| !sent.ended.is_empty())
    }

    /// The running member has ended.
    pub(super) fn end_member(&mut self) {
        self.sent.clear();
        for waiting in &mut self.waiting {
            waiting.ended.append(&mut waiting.running);
        }
    }

    /// The running member is withdrawn, with what was sent since it began.
    pub(super) fn withdraw_member(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        for mut it in std::mem::take(&mut self.sent).into_iter().chain(waiting) {
            if !it.ended.is_empty() {
                self.of(it.kind, it.sql).ended.append(&mut it.ended);
            }
        }
    }
}

impl Postponement {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.ended.iter().chain(&self.running)
    }

    fn statements(&self) -> Vec<Statement<'_>> {
        match self.kind {
            Kind::Insert => inserts(self.sql, &self.rows().collect::<Vec<_>>()),
            Kind::Lists => {
                let values = columns(self.rows()).into_iter().map(Cow::Owned).collect();
                vec![Statement { text: self.sql.into(), values }]
            }
            Kind::Last => self.rows().last().map(|row| single(self.sql, row)).into_iter().collect(),
        }
    }
}

fn inserts<'r>(sql: &'static str, rows: &[&'r Row]) -> Vec<Statement<'r>> {
    let width = rows.first().map_or(0, |row| row.len());
    let mut statements = Vec::new();
    let mut rest = rows;
    for size in ROWS_PER_STATEMENT {
        let Some(text) = multi_insert(sql, size, width) else { continue };
        let (many, few) = rest.split_at(rest.len() / size * size);
        statements.extend(many.chunks(size).map(|rows| Statement {
            text: text.clone().into(),
            values: rows.iter().copied().flatten().map(Cow::Borrowed).collect(),
        }));
        rest = few;
    }
    statements.extend(rest.iter().map(|row| single(sql, row)));
    statements
}

fn single<'r>(sql: &'static str, row: &'r Row) -> Statement<'r> {
    Statement { text: sql.into(), values: row.iter().map(Cow::Borrowed).collect() }
}

/// The position of a table: those of [`FIRST`], the others, those of [`LAST`].
fn rank(statement: &str) -> usize {
    let table = written_table(statement).unwrap_or("");
    let among = |tables: &[&str]| tables.iter().position(|known| *known == table);
    let behind = |index| FIRST.len() + 1 + index;
    among(&FIRST).or_else(|| among(&LAST).map(behind)).unwrap_or(FIRST.len())
}

/// The table that a statement adds rows to, updates or deletes rows of.
pub(super) fn written_table(statement: &str) -> Option<&str> {
    let rest = ["INSERT INTO ", "UPDATE ", "DELETE FROM "]
        .into_iter()
        .find_map(|verb| statement.strip_prefix(verb))?;
    rest.split(|c: char| !is_of_name(c)).next()
}

/// Whether a statement contains the name of a table.
pub(super) fn names(statement: &str, table: &str) -> bool {
    let bounded = |(at, _): (usize, &str)| {
        let (before, after) = (&statement[..at], &statement[at + table.len()..]);
        !before.ends_with(is_of_name) && !after.starts_with(is_of_name)
    };
    !table.is_empty() && statement.match_indices(table).any(bounded)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::{Kind, Postponed, names, written_table};

    const PEOPLE: &str = "INSERT INTO people (domain, id) VALUES ($1, $2)";
    const WORDS: &str = "INSERT INTO person_words (domain, word) VALUES ($1, $2)";
    const CHANGES: &str = "INSERT INTO changes (domain, seq) VALUES ($1, $2)";

    const BLOCKS: &str = "UPDATE people_blocks b SET size = b.size + 1 WHERE domain = $1";
    const STATE: &str = "UPDATE domain_state SET seq = $2 WHERE domain = $1";

    fn add(postponed: &mut Postponed, sql: &'static str, rows: i64) {
        postponed.add(Kind::Insert, sql, (0..rows).map(|row| vec![1.into(), row.into()]).collect());
    }

    /// The sizes of the statements for what a statement depends on.
    fn sent(postponed: &mut Postponed, statement: &str) -> Vec<(String, usize)> {
        let from = postponed.take_for(statement);
        let statements = postponed.statements(from);
        let table = |text: &str| written_table(text).unwrap().to_owned();
        statements.iter().map(|it| (table(&it.text), it.values.len() / 2)).collect()
    }

    #[test]
    fn rows_are_sent_before_a_statement_that_names_their_table() {
        let mut postponed = Postponed::default();
        for sql in [PEOPLE, WORDS, CHANGES] {
            add(&mut postponed, sql, 1);
        }
        assert_eq!(sent(&mut postponed, "SELECT first FROM people_blocks WHERE domain = $1"), []);
        assert_eq!(sent(&mut postponed, "UPDATE people_blocks SET size = 1 WHERE domain = $1"), []);
        let found = sent(&mut postponed, "SELECT w.word FROM person_words w WHERE w.domain = $1");
        assert_eq!(found, [("people".to_owned(), 1), ("person_words".to_owned(), 1)]);
        let found = sent(&mut postponed, "DELETE FROM groups WHERE domain = $1");
        assert_eq!(found, [("changes".to_owned(), 1)]);
    }

    #[test]
    fn referenced_table_comes_first_even_if_it_is_named_later() {
        let mut postponed = Postponed::default();
        add(&mut postponed, WORDS, 1);
        add(&mut postponed, PEOPLE, 1);
        add(&mut postponed, WORDS, 1);
        let tables: Vec<String> = sent(&mut postponed, "DELETE FROM groups WHERE domain = $1")
            .into_iter()
            .map(|(table, _)| table)
            .collect();
        assert_eq!(tables, ["people", "person_words", "person_words"]);
    }

    #[test]
    fn rows_of_members_go_together() {
        let mut postponed = Postponed::default();
        for _ in 0..15 {
            add(&mut postponed, WORDS, 5);
            postponed.end_member();
        }
        let from = postponed.take_all();
        let sizes: Vec<usize> =
            postponed.statements(from).iter().map(|it| it.values.len() / 2).collect();
        assert_eq!(sizes, [64, 8, 1, 1, 1]);
        assert!(postponed.has_rows_of_others(from));
    }

    #[test]
    fn withdrawn_member_takes_only_its_own_rows() {
        let mut postponed = Postponed::default();
        add(&mut postponed, PEOPLE, 2);
        add(&mut postponed, CHANGES, 1);
        postponed.end_member();
        add(&mut postponed, PEOPLE, 3);
        let found = sent(&mut postponed, "SELECT id FROM people WHERE domain = $1");
        assert_eq!(found, vec![("people".to_owned(), 1); 5]);
        add(&mut postponed, PEOPLE, 4);
        add(&mut postponed, WORDS, 4);
        postponed.withdraw_member();
        let from = postponed.take_all();
        let rows =
            postponed.statements(from).iter().map(|it| it.text.to_string()).collect::<Vec<_>>();
        assert_eq!(rows, [PEOPLE, PEOPLE, CHANGES]);
    }

    #[test]
    fn numbers_are_sent_before_the_state_from_which_their_versions_are_derived() {
        let mut postponed = Postponed::default();
        postponed.add(Kind::Last, STATE, vec![vec![1.into(), 8.into()]]);
        for name in ["asha", "bela"] {
            postponed.add(Kind::Lists, BLOCKS, vec![vec![1.into(), name.into()]]);
            add(&mut postponed, WORDS, 1);
            postponed.end_member();
        }
        let found = sent(&mut postponed, "SELECT size FROM people_blocks WHERE domain = $1");
        let words = ("person_words".to_owned(), 1);
        assert_eq!(found, [words.clone(), words, ("people_blocks".to_owned(), 1)]);
        let blocks = postponed.statements(1).pop().unwrap();
        let values: Vec<String> = blocks.values.iter().map(|value| value.literal()).collect();
        assert_eq!(values, ["1", r#"{"asha","bela"}"#]);
        let found = sent(&mut postponed, "SELECT seq FROM domain_state WHERE domain = $1");
        assert_eq!(found, [("domain_state".to_owned(), 1)]);
    }

    #[test]
    fn last_row_replaces_the_others_unless_its_member_is_withdrawn() {
        let mut postponed = Postponed::default();
        let save = |postponed: &mut Postponed, seq: i64| {
            postponed.add(Kind::Last, STATE, vec![vec![1.into(), seq.into()]]);
        };
        save(&mut postponed, 1);
        postponed.end_member();
        save(&mut postponed, 2);
        postponed.end_member();
        save(&mut postponed, 3);
        let from = postponed.take_all();
        let last = |postponed: &Postponed, from| {
            let statements = postponed.statements(from);
            assert_eq!(statements.len(), 1);
            statements[0].values[1].literal()
        };
        assert_eq!(last(&postponed, from), "3");
        postponed.withdraw_member();
        let from = postponed.take_all();
        assert_eq!(last(&postponed, from), "2");
    }

    #[test]
    fn tables_are_named_by_whole_words() {
        assert!(names("SELECT id FROM people p WHERE p.domain = $1", "people"));
        assert!(names("DELETE FROM people WHERE domain = $1", "people"));
        assert!(!names("SELECT first FROM people_blocks WHERE domain = $1", "people"));
        assert!(!names("SELECT 1", ""));
        assert_eq!(
            written_table("UPDATE domain_state SET seq = $2 WHERE domain = $1"),
            Some("domain_state")
        );
        assert_eq!(written_table("SELECT 1 FROM people WHERE domain = $1 FOR UPDATE"), None);
    }
}
