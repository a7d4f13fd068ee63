//! Writing groups.

use std::collections::HashSet;

use roster_model::{
    Diff, Error, FieldError, Group, Id, Kind, Problem,
    scim::{GroupData, GroupView},
};
use roster_store::{groups, membership_parts, scim::set_external_id};

use super::ScimWrite;
use crate::{
    groups::{GroupDeletion, MembershipChanges, change_members, name_problem, validate_users},
    turns::TURN,
};

const DISPLAY_NAME: &str = "displayName";

/// The most characters of an `externalId`.
const MAX_EXTERNAL_ID: usize = 255;

impl ScimWrite<'_> {
    /// Creates a group.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error; [`Error::Forbidden`] when the caller is confined to
    /// locations.
    pub async fn create_group(&mut self, data: &GroupData) -> Result<GroupView, Error> {
        self.ctx.check_everywhere()?;
        self.validate_group(data, None, &data.members).await?;
        let group = Group {
            id: self.ctx.environment().id(),
            name: data.name.clone(),
            case_sharing: false,
            reporting: true,
            metadata: serde_json::Map::new(),
            users: Vec::new(),
        };
        let (domain, now) = (self.tx.number(), self.tx.now);
        groups::insert(&mut self.tx.store, domain, &group, now).await?;
        if let Some(external_id) = &data.external_id {
            set_external_id(&mut self.tx.store, domain, &group.id, Some(external_id)).await?;
        }
        let mut changes = MembershipChanges::default();
        for member in &data.members {
            changes.join(&Id::new_unchecked(member.clone()), &group.id);
        }
        let mut created = Diff::default();
        changes.log(&group, &mut created);
        created.after.extend(Diff::created(&group).after);
        self.tx.log(Kind::GroupCreated, group.id.as_str(), None, created.without_names());
        changes.apply(&mut self.tx).await?;
        self.group(group.id.as_str()).await
    }

    /// Replaces the writable attributes of a group.
    ///
    /// # Errors
    /// As [`ScimWrite::create_group`].
    pub async fn replace_group(
        &mut self,
        current: GroupView,
        data: &GroupData,
    ) -> Result<GroupView, Error> {
        let Some(changes) = self.change_group(&current, data).await? else { return Ok(current) };
        changes.apply(&mut self.tx).await?;
        self.group(current.id.as_str()).await
    }

    /// As [`ScimWrite::replace_group`] and [`ScimWrite::commit`]. Many members change in several
    /// transactions.
    ///
    /// # Errors
    /// As [`ScimWrite::create_group`].
    pub async fn save_group(
        mut self,
        current: GroupView,
        data: &GroupData,
    ) -> Result<GroupView, Error> {
        let saved = match self.change_group(&current, data).await? {
            None => current,
            Some(changes) if changes.len() > TURN => {
                let Self { ctx, tx } = self;
                return change_members(&ctx, tx, &current.id, &changes, None).await;
            }
            Some(changes) => {
                changes.apply(&mut self.tx).await?;
                self.group(current.id.as_str()).await?
            }
        };
        self.commit().await?;
        Ok(saved)
    }

    /// Stores and logs the new attributes. Returns the changes of members, which are yet to be stored;
    /// `None` if nothing changes.
    async fn change_group(
        &mut self,
        current: &GroupView,
        data: &GroupData,
    ) -> Result<Option<MembershipChanges>, Error> {
        let wanted: HashSet<&str> = data.members.iter().map(String::as_str).collect();
        let present: HashSet<&str> = current.members.iter().map(Id::as_str).collect();
        let added: Vec<String> = wanted.difference(&present).map(|id| (*id).to_owned()).collect();
        self.validate_group(data, Some(current), &added).await?;
        let mut changes = MembershipChanges::default();
        for id in added {
            changes.join(&Id::new_unchecked(id), &current.id);
        }
        for id in current.members.iter().filter(|id| !wanted.contains(id.as_str())) {
            changes.leave(id, &current.id);
        }
        let (domain, now) = (self.tx.number(), self.tx.now);
        let id = current.id.as_str();
        let stored = groups::find(&mut self.tx.store, domain, id).await?;
        let stored = stored.ok_or(Error::not_found("group"))?;
        let group = Group { name: data.name.clone(), ..stored.clone() };
        let mut diff = Diff::between(&stored, &group);
        let external_ids = [&current.external_id, &data.external_id];
        let [before, after] = external_ids.map(|id| id.clone().into());
        diff.add("external_id", before, after);
        changes.log(&stored, &mut diff);
        // These members replace those that an earlier change has not reached yet.
        let replaces_parts = membership_parts::clear(&mut self.tx.store, domain, &group.id).await?;
        if diff.is_empty() {
            if !replaces_parts {
                return Ok(None);
            }
            diff = Diff::names(["users"]);
        }
        groups::update(&mut self.tx.store, domain, &group, now).await?;
        let external_id = data.external_id.as_deref();
        set_external_id(&mut self.tx.store, domain, &group.id, external_id).await?;
        self.tx.log(Kind::GroupUpdated, id, None, diff);
        Ok(Some(changes))
    }

    /// Deletes a group and removes its members.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn delete_group(&mut self, current: GroupView) -> Result<(), Error> {
        let domain = self.tx.number();
        let stored = groups::find(&mut self.tx.store, domain, current.id.as_str()).await?;
        let deleted = stored.as_ref().map(Diff::deleted).unwrap_or_default();
        self.tx.log(Kind::GroupDeleted, current.id.as_str(), None, deleted);
        let mut changes = MembershipChanges::default();
        for member in &current.members {
            changes.leave(member, &current.id);
        }
        changes.apply(&mut self.tx).await?;
        groups::delete(&mut self.tx.store, domain, &current.id).await?;
        GroupDeletion::end(&mut self.tx, &current.id).await
    }

    /// # Errors
    /// [`Error::Invalid`] with every error.
    async fn validate_group(
        &mut self,
        data: &GroupData,
        current: Option<&GroupView>,
        added: &[String],
    ) -> Result<(), Error> {
        let domain = self.tx.number();
        let store = &mut self.tx.store;
        let mut errors = data.errors.clone();
        if !errors.iter().any(|error| error.field == DISPLAY_NAME) {
            let problem = match name_problem(&data.name) {
                None => {
                    let holders = groups::named(store, domain, vec![data.name.clone()]).await?;
                    let holder = holders.get(&data.name);
                    let is_taken =
                        holder.is_some_and(|id| current.is_none_or(|current| current.id != *id));
                    is_taken.then(|| Problem::Taken(data.name.clone()))
                }
                problem => problem,
            };
            errors.extend(problem.map(|problem| FieldError::new(DISPLAY_NAME, problem)));
        }
        if data.external_id.as_ref().is_some_and(|id| id.chars().count() > MAX_EXTERNAL_ID) {
            errors.push(FieldError::new("externalId", Problem::TooLong(MAX_EXTERNAL_ID)));
        }
        let workers = groups::eligible(store, domain, added.to_vec()).await?;
        let workers: HashSet<String> = workers.into_iter().collect();
        if let Some(unknown) = validate_users(added, &workers) {
            errors.push(FieldError::new("members", unknown.problem));
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
    }
}
