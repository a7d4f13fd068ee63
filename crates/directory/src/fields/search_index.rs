//! Updating the search index after a change of fields.

use roster_model::{Diff, Error, Field, Kind};
use roster_store::people;

use super::Fields;

impl Fields<'_> {
    /// Updates the search index to the fields of the domain, in batches of people, so that other writes
    /// do not wait. Until then searches and filters find some people by the earlier fields. `field` is
    /// the changed field. If the process dies in between, the next start continues.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn update_search_index(&self, field: &Field) -> Result<(), Error> {
        let domain = self.ctx.domain().number;
        let mut store = self.ctx.read().await?;
        if people::words_are_complete(&mut store, domain).await? {
            return Ok(());
        }
        drop(store);
        loop {
            let mut tx = self.ctx.begin().await?;
            let is_complete = people::rebuild_next(&mut tx.store, domain).await?;
            if is_complete {
                // A new number in the log, so that no cached result of a search stays valid.
                let changed = Diff { fields: vec!["search_index".to_owned()], ..Diff::default() };
                tx.log(Kind::FieldUpdated, &field.slug, Some(field.number), changed);
            }
            tx.commit_or_defer().await?;
            if is_complete {
                return Ok(());
            }
        }
    }
}
