//! Groups to look at, for those who need not be able to change them.

use roster_model::{Actor, Error, GroupSummary, Page, Permission};
use roster_store::groups;

use super::load;
use crate::{Directory, op_context::OpContext};

/// The groups of a domain, to look at. Who is in one is told by [`crate::PeopleView`], to those who may
/// see people.
pub struct GroupList<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The groups of the actor's domain, to look at. Needs `view_groups`, or what
    /// [`Directory::groups`] needs.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn group_list(&self, actor: &Actor) -> Result<GroupList<'_>, Error> {
        let (view, edit) = (Permission::VIEW_GROUPS, Permission::EDIT_COMMCARE_USERS);
        Ok(GroupList { ctx: self.scope_for(actor, view, edit)? })
    }
}

impl GroupList<'_> {
    /// At most `limit` groups whose names have `text` in them, after `offset` others, by name.
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

    /// The group with the identity `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain.
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
