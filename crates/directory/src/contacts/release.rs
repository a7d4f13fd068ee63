//! Taking something that is about to go off everybody who has it.

use roster_model::{Condition, Fault, Start, Traits, Window};
use roster_store::people::{self, Among};

use super::keep;
use crate::{faults::fault, reach::Reach, work::Work};

/// How many people are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Lets everybody of whom `condition` is true go; `let_go` makes it untrue of each.
///
/// # Errors
/// [`Fault::Denied`] when it is true of people whom the actor does not see.
pub(crate) async fn everybody(
    work: &mut Work,
    reach: &Reach<'_>,
    condition: Condition,
    let_go: impl Fn(&mut Traits),
) -> Result<(), Fault> {
    let domain = work.number();
    let conditions = [condition];
    // Whoever was let go is found no more: the next page begins anew.
    let window = Window { limit: AT_A_TIME, start: Start::Offset(0) };
    loop {
        let all = Among::Everybody;
        let page = people::list_by_number(&mut work.tx, domain, all, &conditions, &window).await;
        let people = page.map_err(fault)?.items;
        if people.is_empty() {
            return Ok(());
        }
        for before in people {
            reach.check(&before)?;
            let mut after = before.clone();
            let_go(&mut after.traits);
            keep::update(work, &before, after).await?;
        }
    }
}
