//! Lists of users, by number: the order of creation, which never changes.

use roster_model::{
    Person, fold,
    scim::{Expr, UserTest},
};

use super::condition::{ACTIVE, Condition, DEACTIVATED};
use crate::{
    Error, Tx, Value,
    domain_state::{self, DomainState},
    people::{COLUMNS, Selection, person},
};

/// A filter with its condition.
pub struct UserSelection<'a> {
    condition: Condition<'a>,
}

impl<'a> UserSelection<'a> {
    /// Finds what indexes can evaluate of a filter.
    pub fn new(filter: &'a Expr<UserTest>) -> Self {
        Self { condition: Condition::from_user_filter(filter) }
    }

    /// Whether the functions of this module return the matches only. Otherwise the caller must test
    /// each user.
    pub fn is_exact(&self) -> bool {
        self.condition.is_exact()
    }

    fn rows(&self, domain: i64) -> Selection<'a> {
        let mut selection = Selection::new(domain);
        // Literal, like the predicate of the index.
        selection.and("p.state > 0", []);
        self.condition.add_to(&mut selection);
        selection
    }
}

/// The number of users that meet the condition.
pub async fn count_users(
    tx: &mut Tx,
    domain: i64,
    wanted: &UserSelection<'_>,
) -> Result<u64, Error> {
    let stored: Option<fn(&DomainState) -> i64> = match wanted.condition.text() {
        _ if wanted.condition.is_everything() => {
            Some(|state| state.active_workers + state.archived_workers)
        }
        ACTIVE => Some(|state| state.active_workers),
        DEACTIVATED => Some(|state| state.archived_workers),
        _ => None,
    };
    let count = if let Some(total) = stored {
        domain_state::read(tx, domain).await?.as_ref().map_or(0, total)
    } else {
        let rows = wanted.rows(domain);
        let sql = format!("SELECT count(*) FROM people p WHERE {}", rows.text());
        tx.one(&sql, rows.values(), |row| row.int(0)).await?
    };
    Ok(u64::try_from(count).unwrap_or(0))
}

/// A page of users that meet the condition, by number, after the number `after`, and whether more
/// follow. See [`Tx::page`].
pub async fn users_after(
    tx: &mut Tx,
    domain: i64,
    wanted: &UserSelection<'_>,
    after: i64,
    limit: u32,
) -> Result<(Vec<Person>, bool), Error> {
    let mut rows = wanted.rows(domain);
    rows.and("p.number > ?", [after.into()]);
    read(tx, &rows, limit, 0).await
}

/// As [`users_after`], after `offset` others.
pub async fn users_at(
    tx: &mut Tx,
    domain: i64,
    wanted: &UserSelection<'_>,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Person>, bool), Error> {
    let offset = i64::try_from(offset).unwrap_or(i64::MAX);
    if offset == 0 || !wanted.condition.is_everything() {
        return read(tx, &wanted.rows(domain), limit, offset).await;
    }
    // The index alone finds the first number.
    let sql = "SELECT p.number FROM people p WHERE p.domain = $1 AND p.state > 0 \
               ORDER BY p.number LIMIT 1 OFFSET $2";
    let first = tx.maybe(sql, &[domain.into(), offset.into()], |row| row.int(0)).await?;
    match first {
        Some(first) => users_after(tx, domain, wanted, first - 1, limit).await,
        None => Ok((Vec::new(), false)),
    }
}

async fn read(
    tx: &mut Tx,
    rows: &Selection<'_>,
    limit: u32,
    offset: i64,
) -> Result<(Vec<Person>, bool), Error> {
    let mut values = rows.values().to_vec();
    // One more row shows whether another page follows.
    values.extend([(i64::from(limit) + 1).into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE {} ORDER BY p.number LIMIT ${} OFFSET ${}",
        rows.text(),
        values.len() - 1,
        values.len(),
    );
    tx.page(&sql, &values, limit, person).await
}

/// The worker with this `userName`, or else with this full username, ignoring case.
pub async fn find_by_user_name(
    tx: &mut Tx,
    domain: i64,
    user_name: &str,
    full_username: &str,
) -> Result<Option<Person>, Error> {
    let (name, full_username) = (fold(user_name), fold(full_username));
    let sql = format!(
        "SELECT {COLUMNS} FROM scim_names n JOIN people p \
         ON p.domain = n.domain AND p.number = n.person \
         WHERE n.domain = $1 AND n.name = $2"
    );
    let values = [domain.into(), Value::sought(&name)];
    if let Some(found) = tx.maybe(&sql, &values, person).await? {
        return Ok(Some(found));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM usernames u JOIN people p ON p.domain = u.domain AND p.id = u.person \
         WHERE u.domain = $1 AND u.username = $2"
    );
    tx.maybe(&sql, &[domain.into(), Value::sought(&full_username)], person).await
}
