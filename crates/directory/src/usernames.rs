//! The usernames of a domain, for pickers in client programs.

use roster_model::{Error, Id, Page, Username, Window, WorkerFilter};
use roster_store::people;

use crate::op_context::OpContext;

/// The usernames of a domain's active workers.
pub struct Usernames<'a> {
    ctx: OpContext<'a>,
}

impl<'a> Usernames<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of ids with their usernames, by username.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<(Id, Username)>, Error> {
        let mut tx = self.ctx.read().await?;
        let filter = WorkerFilter::default();
        let selection = people::WorkerSelection { filter: &filter, username: None, phone: None };
        let domain = self.ctx.domain().number;
        let known = people::Known::default();
        let page = people::list_workers(&mut tx, domain, &selection, known, window).await?;
        let pair = |row: people::WorkerRow| {
            (
                Id::new_unchecked(row.id().to_owned()),
                Username::new_unchecked(row.username().to_owned()),
            )
        };
        Ok(page.map(pair))
    }
}
