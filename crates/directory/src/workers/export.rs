//! Workers of a domain, for tables: all, or those that somebody chose.

use roster_model::{CensusFilter, Fault, NamedWorker, Person, Schema, TableShape};
use roster_store::{Tx, census, domain_state, people};

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
    /// Who is in it; everybody when it is `None`.
    chosen: Option<Chosen>,
    /// The folded username of the last one that was read.
    after: String,
}

/// Some of the workers.
pub(crate) struct Chosen {
    pub(crate) filter: CensusFilter,
    /// The locations that the reader is confined to, with all below.
    pub(crate) within: Option<Vec<String>>,
}

impl Workers<'_> {
    /// Begins an export of all workers, archived ones too, from one snapshot.
    ///
    /// # Errors
    /// [`Fault::Denied`] when the caller is confined to locations.
    pub async fn export(&self) -> Result<Export, Fault> {
        self.scope.check_everywhere()?;
        Export::begin(self.scope.read().await?, self.scope.domain().number, None).await
    }
}

impl Chosen {
    fn selection(&self) -> census::CensusSelection<'_> {
        census::CensusSelection { filter: &self.filter, within: self.within.as_deref() }
    }
}

impl Export {
    /// Begins one of everybody, or of those who were chosen.
    pub(crate) async fn begin(
        mut tx: Tx,
        domain: i64,
        chosen: Option<Chosen>,
    ) -> Result<Self, Fault> {
        let schema = schema::load(&mut tx, domain).await?;
        let widths = people::widths(&mut tx, domain).await.map_err(fault)?;
        let total = match &chosen {
            Some(chosen) => {
                census::count_workers(&mut tx, domain, &chosen.selection()).await.map_err(fault)?
            }
            None => everybody(&mut tx, domain).await?,
        };
        let shape = TableShape {
            total,
            phones: widths.phones,
            groups: widths.groups,
            locations: widths.locations,
            fields: schema.fields.iter().map(|field| field.slug.clone()).collect(),
        };
        Ok(Self { tx, domain, schema, shape, chosen, after: String::new() })
    }

    /// What all rows have in common, and how many there must be.
    pub fn shape(&self) -> &TableShape {
        &self.shape
    }

    /// The next workers, by username; none when there are no more.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn next(&mut self) -> Result<Vec<NamedWorker>, Fault> {
        let page = self.page().await?;
        if let Some((last, _)) = page.last() {
            self.after.clone_from(last);
        }
        let found = page.iter().map(|(_, person)| person);
        let names = Names::load(&mut self.tx, self.domain, found).await?;
        Ok(page.into_iter().map(|(_, person)| names.of(person, &self.schema)).collect())
    }

    async fn page(&mut self) -> Result<Vec<(String, Person)>, Fault> {
        let (tx, domain, after) = (&mut self.tx, self.domain, &self.after);
        let page = match &self.chosen {
            Some(chosen) => {
                census::workers_after(tx, domain, &chosen.selection(), after, AT_A_TIME).await
            }
            None => people::workers_after(tx, domain, after, AT_A_TIME).await,
        };
        page.map_err(fault)
    }
}

/// How many workers the directory says there are.
async fn everybody(tx: &mut Tx, domain: i64) -> Result<u64, Fault> {
    let state = domain_state::read(tx, domain).await.map_err(fault)?;
    let total = state.map_or(0, |state| state.active_workers + state.archived_workers);
    Ok(u64::try_from(total).unwrap_or(0))
}
