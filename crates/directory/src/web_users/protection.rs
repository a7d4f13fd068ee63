//! Protection of members: an actor changes only members whose rights they cover, and no change leaves a
//! domain without an active admin.

use roster_model::{Actor, Denial, DomainName, Error, Id, Membership, WebUser};
use roster_store::{Tx, domains, memberships};

/// # Errors
/// [`Denial::MemberHasMoreRights`].
pub(crate) fn check_covers(actor: &Actor, member: &Membership) -> Result<(), Error> {
    if actor.rights.covers(&member.rights()) {
        return Ok(());
    }
    Err(Error::Forbidden(Denial::MemberHasMoreRights))
}

/// Rejects a change that takes the last active admin from a domain. The caller holds its lock.
///
/// # Errors
/// [`Error::LastAdmin`].
pub(super) async fn check_admin_remains(
    tx: &mut Tx,
    domain: (i64, &DomainName),
    before: &Membership,
    after: &Membership,
) -> Result<(), Error> {
    if !is_active_admin(before) || is_active_admin(after) {
        return Ok(());
    }
    check_other_admin(tx, domain, &before.user.id).await
}

/// Rejects the deactivation of an account that is the last active admin of a domain. The caller holds
/// the locks of its domains.
///
/// # Errors
/// [`Error::LastAdmin`].
pub(super) async fn check_admins_remain(tx: &mut Tx, user: &WebUser) -> Result<(), Error> {
    for number in memberships::domain_numbers(tx, &user.id).await? {
        let Some(domain) = domains::numbered(tx, number).await? else { continue };
        let membership = memberships::find(tx, number, &user.id).await?;
        if membership.as_ref().is_some_and(is_active_admin) {
            check_other_admin(tx, (number, &domain.name), &user.id).await?;
        }
    }
    Ok(())
}

async fn check_other_admin(
    tx: &mut Tx,
    (number, name): (i64, &DomainName),
    user: &Id,
) -> Result<(), Error> {
    if memberships::other_admins(tx, number, user).await? > 0 {
        return Ok(());
    }
    Err(Error::LastAdmin(name.clone()))
}

fn is_active_admin(member: &Membership) -> bool {
    member.role.is_none() && member.active && member.user.active
}
