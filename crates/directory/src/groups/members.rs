//! Adding and removing single members of a group.

use std::collections::HashSet;

use roster_model::{Diff, Error, Group, Id, Kind};
use roster_store::groups;

use super::{Groups, create::validate_users, load, membership::MembershipChanges};
use crate::unit_of_work::WriteTx;

impl Groups<'_> {
    /// Adds workers to a group. Returns how many were no members.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when some are no workers of the domain.
    pub async fn add_members(&self, id: &str, users: &[String]) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id).await?;
        let workers = groups::eligible(&mut tx.store, domain, users.to_vec()).await?;
        let workers: HashSet<String> = workers.into_iter().collect();
        if let Some(error) = validate_users(users, &workers) {
            return Err(Error::Invalid(vec![error]));
        }
        let members = groups::members(&mut tx.store, domain, &group.id).await?;
        let present: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
        let mut changes = MembershipChanges::default();
        for user in workers.iter().filter(|user| !present.contains(user.as_str())) {
            changes.join(&Id::new_unchecked(user.clone()), &group.id);
        }
        save(tx, &group, changes).await
    }

    /// Removes workers from a group. Returns how many were members.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn remove_members(&self, id: &str, users: &[String]) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id).await?;
        let members = groups::members(&mut tx.store, domain, &group.id).await?;
        let mut changes = MembershipChanges::default();
        for member in members {
            if users.iter().any(|id| id == member.id.as_str()) {
                changes.leave(&member.id, &group.id);
            }
        }
        save(tx, &group, changes).await
    }
}

/// Logs and stores the changes of a group's members. Returns how many workers changed.
async fn save(mut tx: WriteTx, group: &Group, changes: MembershipChanges) -> Result<u64, Error> {
    let count = changes.len() as u64;
    if count > 0 {
        let mut diff = Diff::default();
        changes.log(group, &mut diff);
        tx.log(Kind::GroupUpdated, group.id.as_str(), None, diff);
        changes.apply(&mut tx).await?;
        tx.commit_or_defer().await?;
    }
    Ok(count)
}
