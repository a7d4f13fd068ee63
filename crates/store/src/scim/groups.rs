//! Groups by id, with what only SCIM shows of them.

use std::collections::HashMap;

use roster_model::{
    Id,
    scim::{Expr, GroupTest, GroupView},
};

use super::Condition;
use crate::{Error, Row, Tx, Value, people::Selection};

const COLUMNS: &str = "p.id, p.name, p.external_id, p.created_at, p.updated_at";

/// A filter with its condition.
pub struct GroupSelection<'a> {
    condition: Condition<'a>,
}

impl<'a> GroupSelection<'a> {
    /// Finds what indexes can evaluate of a filter.
    pub fn new(filter: &'a Expr<GroupTest>) -> Self {
        Self { condition: Condition::from_group_filter(filter) }
    }
}

/// A page of groups that meet the condition, by id, after the id `after`, and whether more follow. Each
/// must still be tested. The members are not read.
pub async fn groups_after(
    tx: &mut Tx,
    domain: i64,
    wanted: &GroupSelection<'_>,
    after: &str,
    limit: u32,
) -> Result<(Vec<GroupView>, bool), Error> {
    let mut rows = Selection::new(domain);
    wanted.condition.add_to(&mut rows);
    rows.and("p.id > ?", [Value::sought(after)]);
    let mut values = rows.values().to_vec();
    values.push((i64::from(limit) + 1).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM groups p WHERE {} ORDER BY p.id LIMIT ${}",
        rows.text(),
        values.len(),
    );
    tx.page(&sql, &values, limit, group).await
}

/// The groups with these ids, in no order, without their members.
pub async fn groups_by_id(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<GroupView>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM groups p WHERE p.domain = $1 AND p.id = ANY($2)");
    tx.all(&sql, &[domain.into(), Value::storable(ids)], group).await
}

/// The group with this id, without its members.
pub async fn find_group(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<GroupView>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM groups p WHERE p.domain = $1 AND p.id = $2");
    tx.maybe(&sql, &[domain.into(), Value::sought(id)], group).await
}

/// The members of these groups, active and deactivated: pairs of group and person, by username.
pub async fn group_members(
    tx: &mut Tx,
    domain: i64,
    groups: Vec<String>,
) -> Result<Vec<(Id, Id)>, Error> {
    let sql = "SELECT group_id, person FROM group_members \
               WHERE domain = $1 AND group_id = ANY($2) ORDER BY username, person";
    let values = [domain.into(), Value::List(groups)];
    tx.all(sql, &values, |row| Ok((row.id(0)?, row.id(1)?))).await
}

/// The numbers of members of these groups. Groups without members are left out.
pub async fn member_counts(
    tx: &mut Tx,
    domain: i64,
    groups: Vec<String>,
) -> Result<HashMap<Id, usize>, Error> {
    let sql = "SELECT group_id, count(*) FROM group_members \
               WHERE domain = $1 AND group_id = ANY($2) GROUP BY group_id";
    let values = [domain.into(), Value::List(groups)];
    let counts = tx.all(sql, &values, |row| {
        Ok((row.id(0)?, usize::try_from(row.int(1)?).unwrap_or(usize::MAX)))
    });
    Ok(counts.await?.into_iter().collect())
}

/// Sets the identity that a SCIM client gave to a group.
pub async fn set_external_id(
    tx: &mut Tx,
    domain: i64,
    id: &Id,
    external_id: Option<&str>,
) -> Result<(), Error> {
    let sql = "UPDATE groups SET external_id = $3 WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), id.into(), external_id.into()]).await.map(drop)
}

fn group(row: &Row<'_>) -> Result<GroupView, Error> {
    Ok(GroupView {
        id: row.id(0)?,
        name: row.text(1)?,
        external_id: row.maybe_text(2)?,
        created_at: row.instant(3)?,
        updated_at: row.instant(4)?,
        members: Vec::new(),
    })
}
