//! Pages of the workers of one group or at one location: one range of an index.

use roster_model::{Page, Start, Window, WorkerFilter};

use super::{
    State,
    list::page,
    row::{SHOWN, WorkerRow},
};
use crate::{Error, Tx, Value};

/// All active or all deactivated workers of a group or at a location.
pub(super) struct Within<'a> {
    table: &'static str,
    column: &'static str,
    id: &'a str,
    state: State,
}

impl<'a> Within<'a> {
    /// The workers of `filter`, if it has no other condition.
    pub(super) fn from_filter(filter: &'a WorkerFilter) -> Option<Self> {
        let rest = WorkerFilter { group: None, location: None, archived: false, ..filter.clone() };
        if rest != WorkerFilter::default() {
            return None;
        }
        let state = if filter.archived { State::Archived } else { State::Active };
        match (&filter.group, &filter.location) {
            (Some(id), None) => {
                Some(Self { table: "group_members", column: "group_id", id, state })
            }
            (None, Some(id)) => {
                Some(Self { table: "person_locations", column: "location", id, state })
            }
            _ => None,
        }
    }

    /// A page of them, by username, with the exact total, which is counted unless it is known.
    pub(super) async fn list(
        self,
        tx: &mut Tx,
        domain: i64,
        total: Option<u64>,
        window: &Window,
    ) -> Result<Page<WorkerRow>, Error> {
        let Self { table, column, id, state } = self;
        let those = format!("{table} WHERE domain = $1 AND {column} = $2 AND state = $3");
        let mut values = vec![domain.into(), Value::from(id), (state as i64).into()];
        let total = if let Some(total) = total {
            total
        } else {
            let sql = format!("SELECT count(*) FROM {those}");
            let count = tx.one(&sql, &values, |row| row.int(0)).await?;
            u64::try_from(count).unwrap_or(0)
        };
        let (after, offset) = match &window.start {
            Start::Offset(offset) => ("", i64::try_from(*offset).unwrap_or(i64::MAX)),
            Start::After(username) => (username.as_str(), 0),
        };
        // One more row shows whether another page follows. No username is empty.
        values.extend([after.into(), (i64::from(window.limit) + 1).into(), offset.into()]);
        let sql = if offset == 0 {
            format!(
                "SELECT {SHOWN} FROM {table} m JOIN people p ON p.domain = $1 AND p.id = m.person \
                 WHERE m.domain = $1 AND m.{column} = $2 AND m.state = $3 AND m.username > $4 \
                 ORDER BY m.username LIMIT $5 OFFSET $6"
            )
        } else {
            // Skips in the index alone, without looking up the skipped people.
            format!(
                "SELECT {SHOWN} FROM (SELECT person, username FROM {those} AND username > $4 \
                     ORDER BY username LIMIT $5 OFFSET $6) m \
                 JOIN people p ON p.domain = $1 AND p.id = m.person ORDER BY m.username"
            )
        };
        Ok(page(tx.page(&sql, &values, window.limit, WorkerRow::read).await?, total))
    }
}
