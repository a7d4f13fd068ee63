//! Memberships of web users in domains.

use roster_model::{Domain, Id, Membership, Start, Window};
use serde_json::{Value as Json, json};

use crate::{Error, Row, Tx, Value, domains, roles, web_users};

const SELECT: &str = "\
    SELECT u.id, u.username, u.first_name, u.last_name, u.active, \
           r.id, r.name, r.permissions, m.role, m.active, m.doc \
    FROM memberships m \
    JOIN web_users u ON u.id = m.web_user \
    LEFT JOIN roles r ON r.domain = m.domain AND r.id = m.role \
    WHERE m.domain = $1";

/// Adds a membership.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the web user is a member already.
pub async fn insert(tx: &mut Tx, domain: i64, membership: &Membership) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "INSERT INTO memberships (domain, web_user, role, active, doc) \
               VALUES ($1, $2, $3, $4, $5)";
    tx.run(sql, &values(domain, membership)).await.map(drop)
}

/// Saves a changed membership.
pub async fn save(tx: &mut Tx, domain: i64, membership: &Membership) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE memberships SET role = $3, active = $4, doc = $5 \
               WHERE domain = $1 AND web_user = $2";
    tx.run(sql, &values(domain, membership)).await.map(drop)
}

/// The columns of the console's list of people that a member has chosen; `None` for the default ones.
pub async fn people_columns(
    tx: &mut Tx,
    domain: i64,
    user: &Id,
) -> Result<Option<Vec<String>>, Error> {
    let sql = "SELECT COALESCE(people_columns, 'null') FROM memberships \
               WHERE domain = $1 AND web_user = $2";
    Ok(tx.maybe(sql, &[domain.into(), user.into()], |row| row.json(0)).await?.flatten())
}

/// Saves the columns of the console's list of people; `None` for the default ones.
pub async fn set_people_columns(
    tx: &mut Tx,
    domain: i64,
    user: &Id,
    columns: Option<&[String]>,
) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE memberships SET people_columns = $3 WHERE domain = $1 AND web_user = $2";
    let columns = columns.map(|columns| json!(columns).to_string());
    tx.run(sql, &[domain.into(), user.into(), columns.as_deref().into()]).await.map(drop)
}

/// The membership of the web user with this id.
pub async fn find(tx: &mut Tx, domain: i64, user: &Id) -> Result<Option<Membership>, Error> {
    let sql = format!("{SELECT} AND m.web_user = $2");
    tx.maybe(&sql, &[domain.into(), user.into()], membership).await
}

/// The membership of the web user with exactly this sign-in name.
pub async fn by_username(
    tx: &mut Tx,
    domain: i64,
    username: &str,
) -> Result<Option<Membership>, Error> {
    let sql = format!("{SELECT} AND u.username = $2");
    tx.maybe(&sql, &[domain.into(), Value::sought(username)], membership).await
}

/// A page of the memberships, active or not, of web users who can sign in; by sign-in name.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Vec<Membership>, Error> {
    let limit = i64::from(window.limit);
    let (range, start) = match &window.start {
        Start::Offset(offset) => {
            let offset = i64::try_from(*offset).unwrap_or(i64::MAX);
            ("ORDER BY u.username LIMIT $2 OFFSET $3", Value::from(offset))
        }
        Start::After(username) => {
            ("AND u.username > $3 ORDER BY u.username LIMIT $2", Value::sought(username))
        }
    };
    let sql = format!("{SELECT} AND u.active {range}");
    tx.all(&sql, &[domain.into(), limit.into(), start], membership).await
}

/// The total of [`list`].
pub async fn count(tx: &mut Tx, domain: i64) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND u.active";
    tx.one(sql, &[domain.into()], |row| row.int(0)).await
}

/// The domains in which the web user is an active member, by name.
pub async fn domains_of(tx: &mut Tx, user: &Id) -> Result<Vec<Domain>, Error> {
    let sql = "SELECT d.number, d.name, d.settings \
               FROM memberships m JOIN domains d ON d.number = m.domain \
               WHERE m.web_user = $1 AND m.active ORDER BY d.name";
    tx.all(sql, &[user.into()], domains::domain).await
}

/// The domains in which the web user is a member, active or not, by name.
pub async fn all_domains_of(tx: &mut Tx, user: &Id) -> Result<Vec<Domain>, Error> {
    let sql = "SELECT d.number, d.name, d.settings \
               FROM memberships m JOIN domains d ON d.number = m.domain \
               WHERE m.web_user = $1 ORDER BY d.name";
    tx.all(sql, &[user.into()], domains::domain).await
}

/// The number of admins of the domain, other than `user`, who are active and can enter it: a first
/// password opens the domain of the account only.
pub async fn other_admins(tx: &mut Tx, domain: i64, user: &Id) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND m.web_user <> $2 AND m.role IS NULL AND m.active AND u.active \
               AND (u.state <> 'created' OR u.home = m.domain)";
    tx.one(sql, &[domain.into(), user.into()], |row| row.int(0)).await
}

/// The numbers of the domains in which the web user is a member, active or not, in ascending order.
pub async fn domain_numbers(tx: &mut Tx, user: &Id) -> Result<Vec<i64>, Error> {
    let sql = "SELECT domain FROM memberships WHERE web_user = $1 ORDER BY domain";
    tx.all(sql, &[user.into()], |row| row.int(0)).await
}

fn values(domain: i64, membership: &Membership) -> [Value<'_>; 5] {
    [
        domain.into(),
        (&membership.user.id).into(),
        role_id(membership).into(),
        membership.active.into(),
        document(membership).into(),
    ]
}

/// The id of the role; `None` for an admin.
pub(crate) fn role_id(membership: &Membership) -> Option<&str> {
    membership.role.as_ref().map(|role| role.id.as_str())
}

/// The fields without a column, as JSON.
pub(crate) fn document(membership: &Membership) -> String {
    let Membership {
        user: _,
        active: _,
        role: _,
        phones,
        locations,
        primary_location,
        profile,
        custom,
    } = membership;
    let locations: Vec<&str> = locations.iter().map(Id::as_str).collect();
    let doc = json!({
        "phones": phones,
        "locations": locations,
        "primary_location": primary_location.as_ref().map(Id::as_str),
        "profile": profile,
        "custom": custom,
    });
    doc.to_string()
}

/// The membership with the fields of [`document`].
pub(crate) fn with_document(membership: Membership, doc: &Json) -> Membership {
    let id = |text: &str| Id::new_unchecked(text.to_owned());
    Membership {
        phones: texts(&doc["phones"]).map(str::to_owned).collect(),
        locations: texts(&doc["locations"]).map(id).collect(),
        primary_location: doc["primary_location"].as_str().map(id),
        profile: doc["profile"].as_i64(),
        custom: doc["custom"].as_object().cloned().unwrap_or_default(),
        ..membership
    }
}

fn membership(row: &Row<'_>) -> Result<Membership, Error> {
    let blank = Membership::new(web_users::web_user(row, 0)?, roles::of_holder(row, 5, 8)?);
    let active = row.bool(9)?;
    Ok(Membership { active, ..with_document(blank, &row.json(10)?) })
}

fn texts(list: &Json) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str)
}
