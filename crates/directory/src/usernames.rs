//! The usernames of a domain, for pickers in other programs.

use roster_model::{Fault, Id, Page, Username, Window, WorkerFilter};
use roster_store::people;

use crate::{faults::fault, scope::Scope};

/// The usernames of a domain's active workers.
pub struct Usernames<'a> {
    scope: Scope<'a>,
}

impl<'a> Usernames<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// A page of identities with their usernames, by username.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<(Id, Username)>, Fault> {
        let mut tx = self.scope.read().await?;
        let filter = WorkerFilter::default();
        let wanted = people::WorkerSelection { filter: &filter, username: None, phone: None };
        let domain = self.scope.domain().number;
        let page =
            people::list_workers(&mut tx, domain, &wanted, people::Known::default(), window).await;
        let page = page.map_err(fault)?;
        let named = |row: people::WorkerRow| {
            (Id::trusted(row.id().to_owned()), Username::trusted(row.username().to_owned()))
        };
        Ok(page.map(named))
    }
}
