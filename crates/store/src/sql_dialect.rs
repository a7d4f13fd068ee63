//! Translates PostgreSQL's SQL for SQLite.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// Translated statements.
#[derive(Default)]
pub(crate) struct Texts(RwLock<HashMap<String, Arc<str>>>);

/// Limit for cached statements. There are few, unless a caller builds them from data.
const MOST_TEXTS: usize = 2_000;

impl Texts {
    /// `sql` for SQLite.
    pub(crate) fn query(&self, sql: &str) -> Arc<str> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(sql).cloned();
        if let Some(text) = known {
            return text;
        }
        let text: Arc<str> = query(sql).into();
        let mut texts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= MOST_TEXTS {
            texts.clear();
        }
        texts.insert(sql.to_owned(), Arc::clone(&text));
        text
    }
}

/// A query for SQLite.
///
/// SQLite has one writer, so no row needs a lock. `$2` is a *named* parameter there, numbered by
/// its first appearance, so it becomes `?2`. A list is a JSON array, because SQLite has no arrays.
fn query(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len() + 64);
    let mut rest = sql.strip_suffix(" FOR UPDATE").unwrap_or(sql);
    while let Some(at) = rest.find(['$', '=', '<', '\'']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (written, read) = literal(rest)
            .or_else(|| list(rest, "= ANY($", "IN"))
            .or_else(|| list(rest, "<> ALL($", "NOT IN"))
            .or_else(|| parameter(rest))
            .unwrap_or_else(|| (rest[..1].to_owned(), 1));
        text.push_str(&written);
        rest = &rest[read..];
    }
    text.push_str(rest);
    text
}

/// A quoted text at the start of `rest`, unchanged, and its length.
fn literal(rest: &str) -> Option<(String, usize)> {
    let inside = rest.strip_prefix('\'')?;
    let length = inside.find('\'')? + 2;
    Some((rest[..length].to_owned(), length))
}

/// `opening` n `)` at the start of `rest` as a membership test, and its length.
fn list(rest: &str, opening: &str, operator: &str) -> Option<(String, usize)> {
    let inside = rest.strip_prefix(opening)?;
    let digits = inside.find(|c: char| !c.is_ascii_digit())?;
    if digits == 0 || !inside[digits..].starts_with(')') {
        return None;
    }
    let number = &inside[..digits];
    let text = format!("{operator} (SELECT value FROM json_each(?{number}))");
    Some((text, opening.len() + digits + 1))
}

/// `$n` at the start of `rest` as `?n`, and its length.
fn parameter(rest: &str) -> Option<(String, usize)> {
    let inside = rest.strip_prefix('$')?;
    let digits = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
    (digits > 0).then(|| (format!("?{}", &inside[..digits]), digits + 1))
}

/// A statement of a migration for SQLite.
///
/// Tables are `STRICT`, so that columns are typed as in PostgreSQL; strict tables know only
/// SQLite's type names. SQLite compares text bytewise anyway.
pub(crate) fn definition(statement: &str) -> String {
    let text = statement
        .replace("BIGINT", "INTEGER")
        .replace("BOOLEAN", "INTEGER")
        .replace(" COLLATE \"C\"", "");
    match text.starts_with("CREATE TABLE") {
        true if text.ends_with(')') => text + " STRICT",
        true => text + ", STRICT",
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{definition, query};

    #[test]
    fn parameters_are_numbered() {
        assert_eq!(query("SELECT $2, $10 WHERE a = $1"), "SELECT ?2, ?10 WHERE a = ?1");
    }

    #[test]
    fn lists_are_memberships() {
        assert_eq!(
            query("a = ANY($2) AND b <> ALL($13) AND c <= $1"),
            "a IN (SELECT value FROM json_each(?2)) \
             AND b NOT IN (SELECT value FROM json_each(?13)) AND c <= ?1"
        );
    }

    #[test]
    fn quoted_text_is_left_alone() {
        assert_eq!(query("SELECT '$1', 'it''s $2', $1"), "SELECT '$1', 'it''s $2', ?1");
        assert_eq!(query("SELECT 'é' || $1 || '$"), "SELECT 'é' || ?1 || '$");
    }

    #[test]
    fn locks_are_left_out() {
        assert_eq!(
            query("SELECT a FROM t WHERE b = $1 FOR UPDATE"),
            "SELECT a FROM t WHERE b = ?1"
        );
    }

    #[test]
    fn tables_are_strict() {
        assert_eq!(
            definition("CREATE TABLE t (a BIGINT, b BOOLEAN, c TEXT COLLATE \"C\")"),
            "CREATE TABLE t (a INTEGER, b INTEGER, c TEXT) STRICT"
        );
        assert_eq!(
            definition("CREATE TABLE t (a BIGINT PRIMARY KEY) WITHOUT ROWID"),
            "CREATE TABLE t (a INTEGER PRIMARY KEY) WITHOUT ROWID, STRICT"
        );
        assert_eq!(definition("CREATE INDEX i ON t (a)"), "CREATE INDEX i ON t (a)");
    }
}
