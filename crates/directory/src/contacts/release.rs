//! Taking something that is about to go off everybody who has it.

use roster_model::{Condition, Error, Start, UsercomFields, Window};
use roster_store::people::{self, Among};

use super::keep;
use crate::{unit_of_work::WriteTx, visibility::Visibility};

/// How many people are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Lets everybody of whom `condition` is true go; `let_go` makes it untrue of each.
///
/// # Errors
/// [`Error::Forbidden`] when it is true of people whom the actor does not see.
pub(crate) async fn bulk_users(
    tx: &mut WriteTx,
    visibility: &Visibility<'_>,
    condition: Condition,
    let_go: impl Fn(&mut UsercomFields),
) -> Result<(), Error> {
    let domain = tx.number();
    let conditions = [condition];
    // Whoever was let go is found no more: the next page begins anew.
    let window = Window { limit: AT_A_TIME, start: Start::Offset(0) };
    loop {
        let all = Among::BulkUsers;
        let page = people::list_by_number(&mut tx.store, domain, all, &conditions, &window).await;
        let people = page?.items;
        if people.is_empty() {
            return Ok(());
        }
        for before in people {
            visibility.check(&before)?;
            let mut after = before.clone();
            let_go(&mut after.usercom);
            keep::update(tx, &before, after).await?;
        }
    }
}
