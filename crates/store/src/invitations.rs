//! Invitations to domains, found by the hash of their link's token.

use jiff::Timestamp;
use roster_model::{Id, Invitation, Membership, WebUser};

use crate::{Error, Row, Tx, Value, domains, memberships, roles};

const SELECT: &str = "\
    SELECT d.number, d.name, d.settings, i.id, i.email, i.inviter, i.expires_at, i.role, i.doc \
    FROM invitations i JOIN domains d ON d.number = i.domain";

/// Saves an invitation. It replaces an earlier one of the same address in the same domain, whose link
/// ends.
pub async fn save(
    tx: &mut Tx,
    invitation: &Invitation,
    hash: &str,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO invitations \
               (domain, email, id, hash, role, doc, inviter, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (domain, email) DO UPDATE \
               SET id = $3, hash = $4, role = $5, doc = $6, inviter = $7, created_at = $8, \
               expires_at = $9";
    let values = [
        invitation.domain.number.into(),
        Value::from(invitation.email()),
        invitation.id().into(),
        hash.into(),
        memberships::role_id(&invitation.membership).into(),
        memberships::document(&invitation.membership).into(),
        invitation.inviter.as_ref().map(Id::as_str).into(),
        at.into(),
        invitation.expires_at.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The invitation with this token hash that has not expired.
pub async fn find(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<Invitation>, Error> {
    let sql = format!("{SELECT} WHERE i.hash = $1 AND i.expires_at > $2");
    let found = tx.all(&sql, &[hash.into(), now.into()], stored).await?;
    Ok(with_roles(tx, found).await?.pop())
}

/// The invitations of an address that have not expired, by domain.
pub async fn of_email(tx: &mut Tx, email: &str, now: Timestamp) -> Result<Vec<Invitation>, Error> {
    let sql = format!("{SELECT} WHERE i.email = $1 AND i.expires_at > $2 ORDER BY d.name");
    let found = tx.all(&sql, &[Value::sought(email), now.into()], stored).await?;
    with_roles(tx, found).await
}

/// The invitations to a domain, expired or not, by address.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Invitation>, Error> {
    let sql = format!("{SELECT} WHERE i.domain = $1 ORDER BY i.email");
    let found = tx.all(&sql, &[domain.into()], stored).await?;
    with_roles(tx, found).await
}

/// The number of invitations to a role.
pub async fn with_role(tx: &mut Tx, domain: i64, role: &Id) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM invitations WHERE domain = $1 AND role = $2";
    tx.one(sql, &[domain.into(), role.into()], |row| row.int(0)).await
}

/// Deletes the invitation with this id. Returns whether it existed.
pub async fn delete(tx: &mut Tx, domain: i64, id: &Id) -> Result<bool, Error> {
    let sql = "DELETE FROM invitations WHERE domain = $1 AND id = $2";
    Ok(tx.run(sql, &[domain.into(), id.into()]).await? > 0)
}

/// Deletes the invitation of an address to a domain.
pub async fn delete_of_email(tx: &mut Tx, domain: i64, email: &str) -> Result<(), Error> {
    let sql = "DELETE FROM invitations WHERE domain = $1 AND email = $2";
    tx.run(sql, &[domain.into(), email.into()]).await.map(drop)
}

/// An invitation without its role, and the id of the role.
type Stored = (Invitation, Option<Id>);

fn stored(row: &Row<'_>) -> Result<Stored, Error> {
    let user = WebUser {
        id: row.id(3)?,
        username: row.text(4)?,
        first_name: String::new(),
        last_name: String::new(),
        active: true,
    };
    let membership = memberships::with_document(Membership::new(user, None), &row.json(8)?);
    let (domain, inviter, expires_at) = (domains::domain(row)?, row.maybe_id(5)?, row.instant(6)?);
    Ok((Invitation { domain, membership, inviter, expires_at }, row.maybe_id(7)?))
}

async fn with_roles(tx: &mut Tx, found: Vec<Stored>) -> Result<Vec<Invitation>, Error> {
    let mut invitations = Vec::with_capacity(found.len());
    for (mut invitation, role) in found {
        if let Some(role) = role {
            invitation.membership.role =
                Some(roles::held(tx, invitation.domain.number, &role).await?);
        }
        invitations.push(invitation);
    }
    Ok(invitations)
}
