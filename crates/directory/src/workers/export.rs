//! Exports of workers to tables: all workers or a selection.

use roster_model::{Error, NamedWorker, PeopleViewFilter, Person, Schema, TableShape};
use roster_store::{Tx, domain_state, people, people_view};

use super::{Workers, names::Names};
use crate::schema;

/// How many workers are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// An export in progress: reads workers from one snapshot, batch by batch.
pub struct Export {
    tx: Tx,
    domain: i64,
    schema: Schema,
    shape: TableShape,
    /// The exported workers; all when `None`.
    selection: Option<ExportSelection>,
    /// The folded username of the last worker read.
    after: String,
}

/// The workers of an export.
pub(crate) struct ExportSelection {
    pub(crate) filter: PeopleViewFilter,
    /// The locations that the actor is confined to, with all descendants.
    pub(crate) within: Option<Vec<String>>,
}

impl Workers<'_> {
    /// Starts an export of all workers, with the archived ones.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the caller is confined to locations.
    pub async fn export(&self) -> Result<Export, Error> {
        self.ctx.check_everywhere()?;
        Export::begin(self.ctx.read().await?, self.ctx.domain().number, None).await
    }
}

impl ExportSelection {
    fn as_store(&self) -> people_view::PeopleViewSelection<'_> {
        people_view::PeopleViewSelection { filter: &self.filter, within: self.within.as_deref() }
    }
}

impl Export {
    /// Starts an export of all workers or of a selection.
    pub(crate) async fn begin(
        mut tx: Tx,
        domain: i64,
        selection: Option<ExportSelection>,
    ) -> Result<Self, Error> {
        let schema = schema::load(&mut tx, domain).await?;
        let widths = people::widths(&mut tx, domain).await?;
        let total = match &selection {
            Some(selection) => {
                people_view::count_workers(&mut tx, domain, &selection.as_store()).await?
            }
            None => total_workers(&mut tx, domain).await?,
        };
        let shape = TableShape {
            total,
            phones: widths.phones,
            groups: widths.groups,
            locations: widths.locations,
            fields: schema.fields.iter().map(|field| field.slug.clone()).collect(),
        };
        Ok(Self { tx, domain, schema, shape, selection, after: String::new() })
    }

    /// The columns of the table and the total of its rows.
    pub fn shape(&self) -> &TableShape {
        &self.shape
    }

    /// Returns the next workers, by username; empty at the end.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn next(&mut self) -> Result<Vec<NamedWorker>, Error> {
        let page = self.page().await?;
        if let Some((last, _)) = page.last() {
            self.after.clone_from(last);
        }
        let people = page.iter().map(|(_, person)| person);
        let names = Names::load(&mut self.tx, self.domain, people).await?;
        Ok(page.into_iter().map(|(_, person)| names.resolve(person, &self.schema)).collect())
    }

    async fn page(&mut self) -> Result<Vec<(String, Person)>, Error> {
        let (tx, domain, after) = (&mut self.tx, self.domain, &self.after);
        Ok(match &self.selection {
            Some(selection) => {
                let selection = selection.as_store();
                people_view::workers_after(tx, domain, &selection, after, BATCH_SIZE).await?
            }
            None => people::workers_after(tx, domain, after, BATCH_SIZE).await?,
        })
    }
}

/// The total of the domain's workers.
async fn total_workers(tx: &mut Tx, domain: i64) -> Result<u64, Error> {
    let state = domain_state::read(tx, domain).await?;
    let total = state.map_or(0, |state| state.active_workers + state.archived_workers);
    Ok(u64::try_from(total).unwrap_or(0))
}
