//! Updating groups.

use roster_model::{Diff, Error, FieldError, Group, GroupEdit, Kind, Problem};
use roster_store::{groups, membership_parts};

use super::{
    Groups, load,
    membership::{self, MembershipChanges},
    name_problem,
    turns::{Candidates, change_members},
    validate_metadata,
};
use crate::{turns::TURN, unit_of_work::WriteTx};

impl Groups<'_> {
    /// Updates a group. Fields that the edit does not have stay. Many members change in several
    /// transactions: see [`super::turns`].
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error.
    pub async fn edit(&self, id: &str, edit: GroupEdit) -> Result<Group, Error> {
        let users = edit.users.as_deref().unwrap_or_default();
        let candidates = Candidates::load(&self.ctx, users).await?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&before)?;
        let mut errors = edit.errors.clone();
        if let Some(name) = &edit.name {
            let problem = validate_rename(&mut tx, &before, name).await?;
            errors.extend(problem.map(|problem| FieldError::new("name", problem)));
        }
        if let Some(data) = &edit.metadata {
            errors.extend(validate_metadata(&tx, Some(&before), data));
        }
        let changes = match &edit.users {
            Some(users) => {
                let candidates = candidates.as_ref();
                membership::replace(&mut tx, &before.id, users, candidates, &mut errors).await?
            }
            None => MembershipChanges::default(),
        };
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        // This edit sets the members that an earlier one has not reached yet.
        let replaces_parts = edit.users.is_some()
            && membership_parts::clear(&mut tx.store, domain, &before.id).await?;
        let after = apply(&before, edit);
        let mut diff = Diff::between(&before, &after);
        changes.log(&before, &mut diff);
        if diff.is_empty() {
            if !replaces_parts {
                return Ok(before);
            }
            diff = Diff::names(["users"]);
        }
        groups::update(&mut tx.store, domain, &after, tx.now).await?;
        tx.log(Kind::GroupUpdated, before.id.as_str(), None, diff);
        if changes.len() > TURN {
            let candidates = candidates.as_ref();
            return change_members(&self.ctx, tx, &before.id, &changes, candidates).await;
        }
        changes.apply(&mut tx).await?;
        let after = load(&mut tx.store, domain, before.id.as_str()).await?;
        tx.commit_or_defer().await?;
        Ok(after)
    }
}

/// The problem of a new name of a group.
pub(super) async fn validate_rename(
    tx: &mut WriteTx,
    group: &Group,
    name: &str,
) -> Result<Option<Problem>, Error> {
    if let Some(problem) = name_problem(name) {
        return Ok(Some(problem));
    }
    let domain = tx.number();
    let holders = groups::named(&mut tx.store, domain, vec![name.to_owned()]).await;
    let taken = holders?.get(name).is_some_and(|holder| *holder != group.id);
    Ok(taken.then(|| Problem::Taken(name.to_owned())))
}

fn apply(before: &Group, edit: GroupEdit) -> Group {
    Group {
        id: before.id.clone(),
        name: edit.name.unwrap_or_else(|| before.name.clone()),
        case_sharing: edit.case_sharing.unwrap_or(before.case_sharing),
        reporting: edit.reporting.unwrap_or(before.reporting),
        metadata: match (edit.metadata, edit.restore_unshown) {
            (Some(sent), Some(restore)) => restore(&before.metadata, sent),
            (Some(sent), None) => sent,
            (None, _) => before.metadata.clone(),
        },
        users: before.users.clone(),
    }
}
