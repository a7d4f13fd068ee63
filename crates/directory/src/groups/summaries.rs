//! Read-only access to groups, for actors who may view but not edit them.

use roster_model::{Actor, Error, GroupSummary, Page, Permission};
use roster_store::groups;

use super::load;
use crate::{Directory, op_context::OpContext};

/// Summaries of the groups of a domain. [`crate::PeopleView`] shows the members.
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
        Ok(groups::summaries(&mut tx, domain, text, (offset, limit)).await?)
    }

    /// Returns the group with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<GroupSummary, Error> {
        let mut tx = self.ctx.read().await?;
        let group = load(&mut tx, self.ctx.domain().number, id).await?;
        Ok(GroupSummary {
            id: group.id,
            name: group.name,
            case_sharing: group.case_sharing,
            reporting: group.reporting,
            members: group.users.len() as u64,
        })
    }
}
