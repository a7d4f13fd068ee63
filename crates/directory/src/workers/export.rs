//! All workers of a domain, for tables.

use roster_model::{Fault, NamedWorker, Schema, TableShape};
use roster_store::{Tx, domain_state, people};

use super::{Workers, named::Names};
use crate::{faults::fault, schema};

/// How many workers are read at a time.
const AT_A_TIME: u32 = 1_000;

/// The workers of a domain as they were when the export began, read as they are asked for.
pub struct Export {
    tx: Tx,
    domain: i64,
    schema: Schema,
    shape: TableShape,
    /// The folded username of the last one that was read.
    after: String,
}

impl Workers<'_> {
    /// Begins an export of all workers, archived ones too, from one snapshot.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn export(&self) -> Result<Export, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let schema = schema::load(&mut tx, domain).await?;
        let widths = people::widths(&mut tx, domain).await.map_err(fault)?;
        let state = domain_state::read(&mut tx, domain).await.map_err(fault)?;
        let total = state.map_or(0, |state| state.active_workers + state.archived_workers);
        let shape = TableShape {
            total: u64::try_from(total).unwrap_or(0),
            phones: widths.phones,
            groups: widths.groups,
            locations: widths.locations,
            fields: schema.fields.iter().map(|field| field.slug.clone()).collect(),
        };
        Ok(Export { tx, domain, schema, shape, after: String::new() })
    }
}

impl Export {
    /// What all rows have in common, and how many there must be.
    pub fn shape(&self) -> &TableShape {
        &self.shape
    }

    /// The next workers, by username; none when there are no more.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn next(&mut self) -> Result<Vec<NamedWorker>, Fault> {
        let page = people::workers_after(&mut self.tx, self.domain, &self.after, AT_A_TIME);
        let page = page.await.map_err(fault)?;
        if let Some((last, _)) = page.last() {
            self.after.clone_from(last);
        }
        let found = page.iter().map(|(_, person)| person);
        let names = Names::load(&mut self.tx, self.domain, found).await?;
        Ok(page.into_iter().map(|(_, person)| names.of(person, &self.schema)).collect())
    }
}
