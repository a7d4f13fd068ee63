//! Detaching a tag or list that is about to be deleted from all people who have it.

use roster_model::{Condition, Error, Start, UsercomFields, Window};
use roster_store::people::{self, Among};

use super::write::{Batch, PasswordChange};
use crate::{unit_of_work::WriteTx, visibility::Visibility};

/// How many people are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// Applies `detach` to every person who meets `condition`. `detach` must end the condition.
///
/// # Errors
/// [`Error::Forbidden`] when a person who meets the condition is not visible to the actor.
pub(crate) async fn detach_all(
    tx: &mut WriteTx,
    visibility: &Visibility<'_>,
    condition: Condition,
    detach: impl Fn(&mut UsercomFields),
) -> Result<(), Error> {
    let domain = tx.number();
    let conditions = [condition];
    // A detached person no longer meets the condition, so each page starts at the first match.
    let window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let among = Among::All;
        let page = people::list_by_number(&mut tx.store, domain, among, &conditions, &window).await;
        let people = page?.items;
        if people.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::default();
        for before in people {
            visibility.check(&before)?;
            let mut after = before.clone();
            detach(&mut after.usercom);
            batch.update(tx, before, after, &[], PasswordChange::Keep)?;
        }
        batch.flush(tx).await?;
    }
}
