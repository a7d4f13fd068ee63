//! Workers of a domain, for tables: all, or those that somebody chose.

use roster_model::{Error, NamedWorker, PeopleViewFilter, Person, Schema, TableShape};
use roster_store::{Tx, domain_state, people, people_view};

use super::{Workers, named::Names};
use crate::schema;

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
    pub(crate) filter: PeopleViewFilter,
    /// The locations that the reader is confined to, with all below.
    pub(crate) within: Option<Vec<String>>,
}

impl Workers<'_> {
    /// Begins an export of all workers, archived ones too, from one snapshot.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the caller is confined to locations.
    pub async fn export(&self) -> Result<Export, Error> {
        self.ctx.check_everywhere()?;
        Export::begin(self.ctx.read().await?, self.ctx.domain().number, None).await
    }
}

impl Chosen {
    fn selection(&self) -> people_view::PeopleViewSelection<'_> {
        people_view::PeopleViewSelection { filter: &self.filter, within: self.within.as_deref() }
    }
}

impl Export {
    /// Begins one of everybody, or of those who were chosen.
    pub(crate) async fn begin(
        mut tx: Tx,
        domain: i64,
        chosen: Option<Chosen>,
    ) -> Result<Self, Error> {
        let schema = schema::load(&mut tx, domain).await?;
        let widths = people::widths(&mut tx, domain).await?;
        let total = match &chosen {
            Some(chosen) => {
                people_view::count_workers(&mut tx, domain, &chosen.selection()).await?
            }
            None => bulk_users(&mut tx, domain).await?,
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
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn next(&mut self) -> Result<Vec<NamedWorker>, Error> {
        let page = self.page().await?;
        if let Some((last, _)) = page.last() {
            self.after.clone_from(last);
        }
        let found = page.iter().map(|(_, person)| person);
        let names = Names::load(&mut self.tx, self.domain, found).await?;
        Ok(page.into_iter().map(|(_, person)| names.of(person, &self.schema)).collect())
    }

    async fn page(&mut self) -> Result<Vec<(String, Person)>, Error> {
        let (tx, domain, after) = (&mut self.tx, self.domain, &self.after);
        let page = match &self.chosen {
            Some(chosen) => {
                people_view::workers_after(tx, domain, &chosen.selection(), after, AT_A_TIME).await
            }
            None => people::workers_after(tx, domain, after, AT_A_TIME).await,
        };
        Ok(page?)
    }
}

/// How many workers the directory says there are.
async fn bulk_users(tx: &mut Tx, domain: i64) -> Result<u64, Error> {
    let state = domain_state::read(tx, domain).await?;
    let total = state.map_or(0, |state| state.active_workers + state.archived_workers);
    Ok(u64::try_from(total).unwrap_or(0))
}
