//! Reads the people of a domain in batches. A batch is parsed and verified in a task of its own while
//! the next one is read, because that takes several times as long as reading it.

use std::collections::VecDeque;

use roster_model::Person;
use tokio::task::JoinHandle;

use super::columns::{DERIVED, DerivedColumns};
use crate::{
    Error, ErrorKind, Row, Tx,
    people::{COLUMNS, DOC, doc, head},
    row::parse_json,
};

/// People per batch.
const BATCH: u32 = 500;

/// The number of batches that wait or are verified, besides the one that is read. More would need
/// more memory, and would hardly be faster, because one task reads them all.
const AHEAD: usize = 2;

/// A person's row, whose document is not parsed yet.
pub(super) struct StoredPerson {
    head: doc::Head,
    doc: String,
    columns: DerivedColumns,
}

impl StoredPerson {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { head: head(row)?, doc: row.text(DOC)?, columns: DerivedColumns::read(row)? })
    }

    /// # Errors
    /// [`ErrorKind::Corrupt`] when the document is unreadable.
    pub(super) fn parse(self) -> Result<(Person, DerivedColumns), Error> {
        let doc: doc::Doc = parse_json(DOC, &self.doc)?;
        Ok((doc.into_person(self.head), self.columns))
    }
}

/// Passes the result of `verify` for each batch of people to `take`, in the order of their ids.
pub(super) async fn for_each_batch<T: Send + 'static>(
    tx: &mut Tx,
    domain: i64,
    verify: impl Fn(Vec<StoredPerson>) -> Result<T, Error> + Clone + Send + 'static,
    mut take: impl FnMut(T) + Send,
) -> Result<(), Error> {
    let sql = format!(
        "SELECT {COLUMNS}, {DERIVED} FROM people p WHERE p.domain = $1 AND p.id > $2 \
         ORDER BY p.id LIMIT $3"
    );
    let mut after = String::new();
    let mut batches: VecDeque<JoinHandle<Result<T, Error>>> = VecDeque::new();
    loop {
        let values = [domain.into(), after.as_str().into(), i64::from(BATCH + 1).into()];
        let (people, has_more) = tx.page(&sql, &values, BATCH, StoredPerson::read).await?;
        if let Some(last) = people.last() {
            last.head.id.as_str().clone_into(&mut after);
            let verify = verify.clone();
            batches.push_back(tokio::spawn(async move { verify(people) }));
        }
        let kept = if has_more { AHEAD } else { 0 };
        while batches.len() > kept
            && let Some(batch) = batches.pop_front()
        {
            let ended = |_| Error::new(ErrorKind::Other, "the check of people has ended early");
            take(batch.await.map_err(ended)??);
        }
        if !has_more {
            return Ok(());
        }
    }
}
