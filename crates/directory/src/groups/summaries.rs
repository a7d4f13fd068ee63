//! Read-only access to groups, for actors who may view but not edit them.

use roster_model::{Actor, Error, GroupSummary, Page, PeopleViewFilter, Permission, PersonState};
use roster_store::{
    Tx, groups,
    people_view::{self, PeopleViewSelection},
};

use super::load;
use crate::{Directory, locations::accessible_ids, op_context::OpContext};

/// Summaries of the groups of a domain. [`crate::PeopleView`] shows the members. For an actor who is
/// confined to locations, the members there count.
pub struct GroupSummaries<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// Summaries of the groups of the actor's domain. Requires `view_groups`, or what
    /// [`Directory::groups`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn group_summaries(&self, actor: &Actor) -> Result<GroupSummaries<'_>, Error> {
        let (view, edit) = (Permission::VIEW_GROUPS, Permission::EDIT_COMMCARE_USERS);
        Ok(GroupSummaries { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl GroupSummaries<'_> {
    /// At most `limit` groups whose names contain `text`, after the first `offset`, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        text: &str,
        offset: u64,
        limit: u32,
    ) -> Result<Page<GroupSummary>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let within = self.within(&mut tx).await?;
        Ok(groups::summaries(&mut tx, domain, text, within.as_deref(), (offset, limit)).await?)
    }

    /// Returns the group with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<GroupSummary, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let group = load(&mut tx, domain, id).await?;
        let members = match self.within(&mut tx).await? {
            None => group.users.len() as u64,
            Some(within) => {
                let filter = &PeopleViewFilter {
                    group: Some(group.id.to_string()),
                    state: Some(PersonState::Active),
                    ..PeopleViewFilter::default()
                };
                let selection = PeopleViewSelection { filter, within: Some(&within) };
                people_view::count_workers(&mut tx, domain, &selection).await?
            }
        };
        Ok(GroupSummary {
            id: group.id,
            name: group.name,
            case_sharing: group.case_sharing,
            reporting: group.reporting,
            members,
        })
    }

    /// The locations that the actor is confined to, with all their descendants.
    async fn within(&self, tx: &mut Tx) -> Result<Option<Vec<String>>, Error> {
        let ids = accessible_ids(tx, self.ctx.actor()).await?;
        Ok(ids.map(|ids| ids.into_iter().collect()))
    }
}
