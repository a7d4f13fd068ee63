//! Groups to look at, for those who need not be able to change them.

use roster_model::{Actor, Fault, GroupSummary, Page, Permission};
use roster_store::groups;

use super::load;
use crate::{Directory, faults::fault, scope::Scope};

/// The groups of a domain, to look at. Who is in one is told by [`crate::Census`], to those who may
/// see people.
pub struct GroupList<'a> {
    scope: Scope<'a>,
}

impl Directory {
    /// The groups of the actor's domain, to look at. Needs `view_groups`, or what
    /// [`Directory::groups`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn group_list(&self, actor: &Actor) -> Result<GroupList<'_>, Fault> {
        let (view, edit) = (Permission::VIEW_GROUPS, Permission::EDIT_COMMCARE_USERS);
        Ok(GroupList { scope: self.scope_for(actor, view, edit)? })
    }
}

impl GroupList<'_> {
    /// At most `limit` groups whose names have `text` in them, after `offset` others, by name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(
        &self,
        text: &str,
        offset: u64,
        limit: u32,
    ) -> Result<Page<GroupSummary>, Fault> {
        let mut tx = self.scope.read().await?;
        let domain = self.scope.domain().number;
        groups::summaries(&mut tx, domain, text, (offset, limit)).await.map_err(fault)
    }

    /// The group with the identity `id`.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<GroupSummary, Fault> {
        let mut tx = self.scope.read().await?;
        let group = load(&mut tx, self.scope.domain().number, id).await?;
        Ok(GroupSummary {
            id: group.id,
            name: group.name,
            case_sharing: group.case_sharing,
            reporting: group.reporting,
            members: group.users.len() as u64,
        })
    }
}
