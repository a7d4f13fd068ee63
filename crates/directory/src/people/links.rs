//! Conditions on the tags, lists and companies of people, by name or number.

use roster_model::{Comparison, Condition, Error, Link, Page, Start, Window};
use roster_store::{Tx, companies, lists, tags};

/// How many records are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// Finds the tags, lists or companies that match: by name or, where no name matches, by number. They
/// are few compared with people.
pub(super) async fn resolve(
    tx: &mut Tx,
    domain: i64,
    of: Link,
    comparison: Comparison,
    value: &str,
) -> Result<Condition, Error> {
    let (mut by_name, mut by_number) = (Vec::new(), Vec::new());
    let number: Option<i64> = value.trim().parse().ok().filter(|_| comparison.is_ordering());
    let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let page = page(tx, domain, of, &window).await?;
        for (found, name) in page.items {
            if !name.is_empty() && comparison.matches_text(&name, value) {
                by_name.push(found);
            } else if number.is_some_and(|number| comparison.allows(found.cmp(&number))) {
                by_number.push(found);
            }
        }
        let Some(next) = page.next else { break };
        window.start = Start::After(next);
    }
    let numbers = if by_name.is_empty() { by_number } else { by_name };
    Ok(Condition::LinkedTo { of, numbers })
}

/// A page of the records, with the text to compare.
async fn page(
    tx: &mut Tx,
    domain: i64,
    of: Link,
    window: &Window,
) -> Result<Page<(i64, String)>, Error> {
    Ok(match of {
        Link::Tags => tags::list(tx, domain, window).await?.map(|tag| (tag.number, tag.name)),
        Link::Lists => lists::list(tx, domain, window).await?.map(|list| (list.number, list.name)),
        Link::Companies => {
            let page = companies::list(tx, domain, None, window).await?;
            page.map(|company| (company.number, company.name))
        }
        Link::CompanyIds => {
            let page = companies::list(tx, domain, None, window).await?;
            page.map(|company| (company.number, company.custom_id.unwrap_or_default()))
        }
    })
}
