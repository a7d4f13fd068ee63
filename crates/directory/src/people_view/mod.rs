//! Read-only access to the people of a domain, workers and contacts together, for actors who may view
//! workers. An actor who is confined to locations sees the people at these locations.

mod columns;
mod details;
mod filter_options;
mod related;
mod resolve;

use std::collections::HashMap;

use roster_model::{
    Actor, Error, Id, Page, PeopleViewFilter, PeopleViewOrder, Permission, Person, Username,
    limits::check_search,
};
use roster_store::{Tx, lookup, people, people_view};

pub use details::PersonDetails;
pub use filter_options::{FilterOptions, LocationOption, Truncated};
pub use related::{Related, RelatedData};

use crate::{
    Directory, Export, locations::accessible_ids, op_context::OpContext, workers::ExportSelection,
};

/// How many people are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// The people of a domain, for viewing.
pub struct PeopleView<'a> {
    ctx: OpContext<'a>,
}

/// A page of people, with the names of their groups and locations.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleViewPage {
    /// The people.
    pub page: Page<Person>,
    /// The names of their groups and locations, by id.
    pub names: HashMap<Id, String>,
    /// The data outside their records that was asked for.
    pub related: Related,
}

impl PeopleViewPage {
    /// A page of no one.
    pub fn empty() -> Self {
        let page = Page { items: Vec::new(), total: 0, next: None };
        Self { page, names: HashMap::new(), related: Related::default() }
    }
}

impl Directory {
    /// The people of the actor's domain, for viewing. Requires `view_commcare_users`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn people_view(&self, actor: &Actor) -> Result<PeopleView<'_>, Error> {
        Ok(PeopleView { ctx: self.ctx(actor, Permission::VIEW_COMMCARE_USERS)? })
    }
}

impl PeopleView<'_> {
    /// At most `limit` of the people who match `filter`, after the first `offset`, with their exact
    /// total. A filter by an unknown record matches no one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        filter: &PeopleViewFilter,
        order: PeopleViewOrder,
        offset: u64,
        limit: u32,
    ) -> Result<PeopleViewPage, Error> {
        self.list_with(filter, order, (offset, limit), RelatedData::default()).await
    }

    /// As [`PeopleView::list`], with data outside the records of the people. `range` is the offset and
    /// the limit.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list_with(
        &self,
        filter: &PeopleViewFilter,
        order: PeopleViewOrder,
        range: (u64, u32),
        wanted: RelatedData,
    ) -> Result<PeopleViewPage, Error> {
        check_filter(filter)?;
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let filter = &self.comparable(filter);
        let selection = people_view::PeopleViewSelection { filter, within: within.as_deref() };
        let page = people_view::list(&mut tx, domain, &selection, order, range).await?;
        let names = load_names(&mut tx, domain, &page.items).await?;
        let related = related::load(&mut tx, domain, &page.items, wanted).await?;
        Ok(PeopleViewPage { page, names, related })
    }

    /// Starts an export of the workers who match `filter`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn export(&self, filter: &PeopleViewFilter) -> Result<Export, Error> {
        check_filter(filter)?;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let selection = ExportSelection { filter: self.comparable(filter), within };
        Export::begin(tx, self.ctx.domain().number, Some(selection)).await
    }

    /// The number of workers who match `filter`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn count_workers(&self, filter: &PeopleViewFilter) -> Result<u64, Error> {
        check_filter(filter)?;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let filter = &self.comparable(filter);
        let selection = people_view::PeopleViewSelection { filter, within: within.as_deref() };
        let domain = self.ctx.domain().number;
        Ok(people_view::count_workers(&mut tx, domain, &selection).await?)
    }

    /// The ids of all workers who match `filter`, by username, as of one point in time.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn worker_ids(&self, filter: &PeopleViewFilter) -> Result<Vec<String>, Error> {
        check_filter(filter)?;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let filter = &self.comparable(filter);
        let selection = people_view::PeopleViewSelection { filter, within: within.as_deref() };
        let domain = self.ctx.domain().number;
        let (mut ids, mut after) = (Vec::new(), String::new());
        loop {
            let page =
                people_view::workers_after(&mut tx, domain, &selection, &after, BATCH_SIZE).await?;
            let Some((last, _)) = page.last() else { return Ok(ids) };
            after.clone_from(last);
            ids.extend(page.into_iter().map(|(_, person)| person.id.into_string()));
        }
    }

    /// Checks that the actor can see all people with these ids.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor cannot see one of them.
    pub async fn check_all(&self, ids: &[String]) -> Result<(), Error> {
        let mut tx = self.ctx.read().await?;
        for id in ids {
            self.load(&mut tx, id).await?;
        }
        Ok(())
    }

    /// Loads the person with this id; [`Error::NotFound`] when the actor can see none.
    async fn load(&self, tx: &mut Tx, id: &str) -> Result<Person, Error> {
        let domain = self.ctx.domain().number;
        let missing = || Error::not_found("person");
        let id = Id::parse(id).ok_or_else(missing)?;
        let within = self.within(tx).await?;
        let filter = &PeopleViewFilter::default();
        let selection = people_view::PeopleViewSelection { filter, within: within.as_deref() };
        if within.is_some() && !people_view::shows(tx, domain, &selection, id.as_str()).await? {
            return Err(missing());
        }
        let person = people::find(tx, domain, id.as_str()).await?;
        person.ok_or_else(missing)
    }

    /// The filter with a search text as the store compares it.
    fn comparable(&self, filter: &PeopleViewFilter) -> PeopleViewFilter {
        let domain = self.ctx.domain();
        let search = filter.search.as_ref().map(|text| Username::without_hosts(text, domain));
        PeopleViewFilter { search, ..filter.clone() }
    }

    /// The locations that the actor is confined to, with all their descendants.
    async fn within(&self, tx: &mut Tx) -> Result<Option<Vec<String>>, Error> {
        let ids = accessible_ids(tx, self.ctx.actor()).await?;
        Ok(ids.map(|ids| ids.into_iter().collect()))
    }
}

fn check_filter(filter: &PeopleViewFilter) -> Result<(), Error> {
    filter.search.as_deref().map_or(Ok(()), |text| check_search("search", text))
}

/// The names of the groups and locations of these people.
async fn load_names(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<Id, String>, Error> {
    let workers = || people.iter().filter_map(|person| person.worker.as_ref());
    let distinct = |ids: &mut Vec<String>| {
        ids.sort_unstable();
        ids.dedup();
    };
    let texts = |id: &Id| id.as_str().to_owned();
    let mut groups: Vec<String> = workers().flat_map(|it| it.groups.iter().map(texts)).collect();
    let mut locations: Vec<String> =
        workers().flat_map(|it| it.locations.iter().map(texts)).collect();
    distinct(&mut groups);
    distinct(&mut locations);
    let mut found: HashMap<Id, String> =
        lookup::groups_of(tx, domain, groups).await?.into_iter().collect();
    let locations = lookup::locations_with_ancestors(tx, domain, locations).await?;
    found.extend(locations.into_iter().map(|location| (location.id, location.name)));
    Ok(found)
}
