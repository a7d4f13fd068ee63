//! Groups of workers. Their members are stored with the people: [`crate::people::update`] changes
//! them.

use std::collections::HashMap;

use jiff::Timestamp;
use roster_model::{Group, GroupSummary, Id, Page, Start, Window};

use crate::{Error, Row, Tx, Value, lookup::containing, people::Selection};

pub(crate) const COLUMNS: &str = "g.id, g.name, g.case_sharing, g.reporting, g.metadata";

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The worker.
    pub id: Id,
    /// Whether the worker is active. Deactivated members are not shown.
    pub active: bool,
}

/// The ids among `ids` that are groups of the domain.
pub async fn existing(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<String>, Error> {
    let sql = "SELECT id FROM groups WHERE domain = $1 AND id = ANY($2)";
    tx.all(sql, &[domain.into(), Value::storable(ids)], |row| row.text(0)).await
}

/// A page of groups by name (bytewise), with the exact total and their active members.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Page<Group>, Error> {
    let sql = "SELECT count(*) FROM groups WHERE domain = $1";
    let total = tx.one(sql, &[domain.into()], |row| row.int(0)).await?;
    let (after, offset) = match &window.start {
        Start::Offset(offset) => ("", i64::try_from(*offset).unwrap_or(i64::MAX)),
        // No name contains U+0000, so the text before it sorts in the same place.
        Start::After(name) => (name.split('\0').next().unwrap_or_default(), 0),
    };
    // One more row shows whether another page follows. No name is empty.
    let limit = i64::from(window.limit) + 1;
    let sql = format!(
        "SELECT {COLUMNS} FROM groups g WHERE g.domain = $1 AND g.name > $2 \
         ORDER BY g.name LIMIT $3 OFFSET $4"
    );
    let values = [domain.into(), after.into(), limit.into(), offset.into()];
    let (mut items, more) = tx.page(&sql, &values, window.limit, group).await?;
    add_users(tx, domain, &mut items).await?;
    let next = items.last().filter(|_| more).map(|group| group.name.clone());
    Ok(Page { items, total: u64::try_from(total).unwrap_or(0), next })
}

/// At most `limit` groups whose names contain `text`, ignoring case, after `offset` others, by
/// name, with the exact total. Of the members, those at the locations `within` count, if it is set.
pub async fn summaries(
    tx: &mut Tx,
    domain: i64,
    text: &str,
    within: Option<&[String]>,
    (offset, limit): (u64, u32),
) -> Result<Page<GroupSummary>, Error> {
    let mut selection = Selection::new(domain);
    if text.contains('\0') {
        return Ok(Page { items: Vec::new(), total: 0, next: None });
    }
    if !text.is_empty() {
        selection.and("lower(p.name) LIKE ? ESCAPE '!'", [containing(text).into()]);
    }
    let sql = format!("SELECT count(*) FROM groups p WHERE {}", selection.text());
    let total = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    let mut values = selection.values().to_vec();
    values.extend([i64::from(limit).into(), i64::try_from(offset).unwrap_or(i64::MAX).into()]);
    let (limit, offset) = (values.len() - 1, values.len());
    let mut here = String::new();
    if let Some(within) = within {
        values.push(Value::storable(within.to_vec()));
        here = format!(
            " AND m.person IN (SELECT person FROM person_locations \
             WHERE domain = $1 AND location = ANY(${}))",
            values.len()
        );
    }
    let sql = format!(
        "SELECT p.id, p.name, p.case_sharing, p.reporting, \
             (SELECT count(*) FROM group_members m \
              WHERE m.domain = $1 AND m.group_id = p.id AND m.state = 1{here}) \
         FROM groups p WHERE {} ORDER BY p.name LIMIT ${limit} OFFSET ${offset}",
        selection.text(),
    );
    let summary = |row: &Row<'_>| {
        Ok(GroupSummary {
            id: row.id(0)?,
            name: row.text(1)?,
            case_sharing: row.bool(2)?,
            reporting: row.bool(3)?,
            members: u64::try_from(row.int(4)?).unwrap_or(0),
        })
    };
    let items = tx.all(&sql, &values, summary).await?;
    Ok(Page { items, total: u64::try_from(total).unwrap_or(0), next: None })
}

/// The group with this id and its active members.
pub async fn find(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Group>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM groups g WHERE g.domain = $1 AND g.id = $2");
    let found = tx.maybe(&sql, &[domain.into(), id.into()], group).await?;
    let mut items: Vec<Group> = found.into_iter().collect();
    add_users(tx, domain, &mut items).await?;
    Ok(items.pop())
}

/// The groups with these names.
pub async fn named(
    tx: &mut Tx,
    domain: i64,
    names: Vec<String>,
) -> Result<HashMap<String, Id>, Error> {
    let sql = "SELECT name, id FROM groups WHERE domain = $1 AND name = ANY($2)";
    let values = [domain.into(), Value::storable(names)];
    let holders = tx.all(sql, &values, |row| Ok((row.text(0)?, row.id(1)?))).await?;
    Ok(holders.into_iter().collect())
}

/// The names of the groups with these ids.
pub async fn names(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<HashMap<Id, String>, Error> {
    let sql = "SELECT id, name FROM groups WHERE domain = $1 AND id = ANY($2)";
    let values = [domain.into(), Value::List(ids)];
    let names = tx.all(sql, &values, |row| Ok((row.id(0)?, row.text(1)?))).await?;
    Ok(names.into_iter().collect())
}

/// All members of a group, active or not.
pub async fn members(tx: &mut Tx, domain: i64, id: &Id) -> Result<Vec<Member>, Error> {
    let sql = "SELECT m.person, m.state = 1 FROM group_members m \
               WHERE m.domain = $1 AND m.group_id = $2";
    let member = |row: &Row<'_>| Ok(Member { id: row.id(0)?, active: row.bool(1)? });
    tx.all(sql, &[domain.into(), id.into()], member).await
}

/// The ids of at most `limit` members of a group, active or not.
pub async fn some_members(
    tx: &mut Tx,
    domain: i64,
    id: &str,
    limit: usize,
) -> Result<Vec<Id>, Error> {
    let sql = "SELECT person FROM group_members WHERE domain = $1 AND group_id = $2 \
               ORDER BY state, username, person LIMIT $3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, &[domain.into(), id.into(), limit.into()], |row| row.id(0)).await
}

/// The ids among `ids` that are workers of the domain, and so can be members.
pub async fn eligible(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<String>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT id FROM people WHERE domain = $1 AND id = ANY($2) AND state > 0";
    tx.all(sql, &[domain.into(), Value::storable(ids)], |row| row.text(0)).await
}

/// The ids among `ids` that are members of at least `count` groups.
pub async fn members_of_many(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
    count: usize,
) -> Result<Vec<String>, Error> {
    let sql = "SELECT person FROM group_members WHERE domain = $1 AND person = ANY($2) \
               GROUP BY person HAVING count(*) >= $3";
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    tx.all(sql, &[domain.into(), Value::storable(ids), count.into()], |row| row.text(0)).await
}

/// Adds a group without members at `now`.
pub async fn insert(tx: &mut Tx, domain: i64, group: &Group, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO groups \
                   (domain, id, name, case_sharing, reporting, metadata, updated_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    tx.run(sql, &values(domain, group, now)).await.map(drop)
}

/// Updates a group at `now`; its members stay.
pub async fn update(tx: &mut Tx, domain: i64, group: &Group, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE groups SET name = $3, case_sharing = $4, reporting = $5, metadata = $6, \
               updated_at = $7 WHERE domain = $1 AND id = $2";
    tx.run(sql, &values(domain, group, now)).await.map(drop)
}

/// Deletes a group, which must have no members.
pub async fn delete(tx: &mut Tx, domain: i64, id: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM groups WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), id.into()]).await.map(drop)
}

async fn add_users(tx: &mut Tx, domain: i64, groups: &mut [Group]) -> Result<(), Error> {
    if groups.is_empty() {
        return Ok(());
    }
    let sql = "SELECT m.group_id, m.person FROM group_members m \
               WHERE m.domain = $1 AND m.group_id = ANY($2) AND m.state = 1 ORDER BY m.username";
    let ids: Vec<Id> = groups.iter().map(|group| group.id.clone()).collect();
    let values = [domain.into(), ids.as_slice().into()];
    let members = tx.all(sql, &values, |row| Ok((row.id(0)?, row.id(1)?))).await?;
    let mut users: HashMap<Id, Vec<Id>> = HashMap::new();
    for (group, person) in members {
        users.entry(group).or_default().push(person);
    }
    for group in groups {
        group.users = users.remove(&group.id).unwrap_or_default();
    }
    Ok(())
}

pub(crate) fn group(row: &Row<'_>) -> Result<Group, Error> {
    Ok(Group {
        id: row.id(0)?,
        name: row.text(1)?,
        case_sharing: row.bool(2)?,
        reporting: row.bool(3)?,
        metadata: row.json(4)?,
        users: Vec::new(),
    })
}

fn values(domain: i64, group: &Group, now: Timestamp) -> [Value<'_>; 7] {
    [
        domain.into(),
        (&group.id).into(),
        Value::from(group.name.as_str()),
        group.case_sharing.into(),
        group.reporting.into(),
        Value::json(&group.metadata),
        now.into(),
    ]
}
