//! Detaching a tag or list that is about to be deleted from the people who have it.

use roster_model::{Condition, Error, Start, UsercomFields, Window};
use roster_store::people::{self, Among};

use super::write::{Batch, PasswordChange};
use crate::{turns::TURN, unit_of_work::WriteTx, visibility::Visibility};

/// Applies `detach`, which must end `condition`, to at most [`TURN`] people who meet it. Returns whether
/// no others do.
///
/// # Errors
/// [`Error::Forbidden`] when a person who meets the condition is not visible to the actor.
pub(crate) async fn detach_some(
    tx: &mut WriteTx,
    visibility: &Visibility<'_>,
    condition: Condition,
    detach: impl Fn(&mut UsercomFields),
) -> Result<bool, Error> {
    let (domain, conditions) = (tx.number(), [condition]);
    let limit = u32::try_from(TURN).unwrap_or(u32::MAX);
    // A detached person no longer meets the condition, so each page starts at the first match.
    let window = Window { limit, start: Start::Offset(0) };
    let page =
        people::list_by_number(&mut tx.store, domain, Among::All, &conditions, &window).await?;
    let mut batch = Batch::default();
    for before in page.items {
        visibility.check(&before)?;
        let mut after = before.clone();
        detach(&mut after.usercom);
        batch.update(tx, before, after, &[], PasswordChange::Keep)?;
    }
    batch.flush(tx).await?;
    Ok(page.next.is_none())
}
