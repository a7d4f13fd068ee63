//! What a shared transaction knows of the store: no other transaction changes it before the commit.

use std::collections::HashMap;

use tokio_postgres::Row;

use super::postponed::{names, written_table};
use crate::{domain_state::DomainState, key_table::KeyTable, value::Value};

/// The table of the row that the members lock.
const DOMAIN_STATE: &str = "domain_state";

/// Results of queries, and the row of the domain.
#[derive(Default)]
pub(super) struct Known {
    /// Results by statement and values.
    results: HashMap<String, Vec<Row>>,
    /// Whether keys exist, by domain and the insert of their table.
    keys: HashMap<(i64, &'static str), HashMap<String, bool>>,
    /// The row of a domain as the ended members left it, once one of them has locked it.
    state: Option<(i64, DomainState)>,
    /// As the running member read or saved it.
    own_state: Option<(i64, DomainState)>,
    /// Whether the running member has written anything.
    has_written: bool,
}

impl Known {
    /// The key of a query for [`Known::results`].
    pub(super) fn key(sql: &str, values: &[Value<'_>]) -> String {
        values.iter().fold(sql.to_owned(), |key, value| key + "\0" + &value.literal())
    }

    pub(super) fn results(&self, key: &str) -> Option<&[Row]> {
        self.results.get(key).map(Vec::as_slice)
    }

    pub(super) fn keep_results(&mut self, key: String, rows: Vec<Row>) {
        self.results.insert(key, rows);
    }

    /// The row of a domain, if it is locked.
    pub(super) fn state(&self, domain: i64) -> Option<&DomainState> {
        let state = self.own_state.as_ref().or(self.state.as_ref());
        state.filter(|(of, _)| *of == domain).map(|(_, state)| state)
    }

    /// The running member has locked or saved the row of a domain.
    pub(super) fn keep_state(&mut self, domain: i64, state: DomainState) {
        self.own_state = Some((domain, state));
    }

    /// Whether a key of a domain exists, if that is known.
    pub(super) fn has_key(&self, domain: i64, table: &KeyTable, key: &str) -> Option<bool> {
        self.keys.get(&(domain, table.add))?.get(key).copied()
    }

    pub(super) fn keep_key(&mut self, domain: i64, table: &KeyTable, key: String, exists: bool) {
        self.keys.entry((domain, table.add)).or_default().insert(key, exists);
    }

    /// Rows of a plain insert are postponed.
    pub(super) fn add_rows(&mut self, insert: &'static str, rows: &[Vec<Value<'static>>]) {
        self.has_written = true;
        let added = written_table(insert).unwrap_or("");
        self.results.retain(|result, _| !names(result, added));
        for row in rows {
            if let [Value::Int(domain), Value::Text(key), ..] = &row[..]
                && let Some(keys) = self.keys.get_mut(&(*domain, insert))
            {
                keys.insert(key.to_string(), true);
            }
        }
    }

    /// Forgets what a statement can change, except the row of the domain if the statement `saves` it.
    pub(super) fn forget(&mut self, statement: &str, saves: bool) {
        self.has_written = true;
        let Some(table) = written_table(statement) else {
            return *self = Self { has_written: true, ..Self::default() };
        };
        self.results.retain(|result, _| !names(result, table));
        self.keys.retain(|(_, insert), _| !names(insert, table));
        if table == DOMAIN_STATE && !saves {
            (self.state, self.own_state) = (None, None);
        }
    }

    /// The running member has ended.
    pub(super) fn end_member(&mut self) {
        self.has_written = false;
        if let Some(state) = self.own_state.take() {
            self.state = Some(state);
        }
    }

    /// The running member is withdrawn. What it has read can depend on what it had written.
    pub(super) fn withdraw_member(&mut self) {
        self.own_state = None;
        if std::mem::take(&mut self.has_written) {
            self.results.clear();
            self.keys.clear();
        }
    }
}
