//! The census: the people of a domain to look at, workers and contacts side by side, for whoever may
//! see workers. Whoever is confined to locations sees the people there, and no others.

mod choices;
mod look_up;
mod sheet;

use std::collections::HashMap;

use roster_model::{Actor, Error, Id, Page, PeopleViewFilter, PeopleViewOrder, Permission, Person};
use roster_store::{Tx, locations, lookup, people_view};

pub use choices::{Choices, More, Place};
pub use sheet::Sheet;

use crate::{Directory, Export, op_context::OpContext, workers::Chosen};

/// The people of a domain, to look at.
pub struct PeopleView<'a> {
    ctx: OpContext<'a>,
}

/// A page of people, and what the things are called that they refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleViewPage {
    /// The people.
    pub page: Page<Person>,
    /// The names of the groups and of the locations that they are in, by identity.
    pub names: HashMap<Id, String>,
}

impl Directory {
    /// The people of the actor's domain, to look at. Needs `view_commcare_users`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn people_view(&self, actor: &Actor) -> Result<PeopleView<'_>, Error> {
        Ok(PeopleView { ctx: self.ctx(actor, Permission::VIEW_COMMCARE_USERS)? })
    }
}

impl PeopleView<'_> {
    /// At most `limit` of the people that `filter` lets through, after `offset` others, with their
    /// exact number. Filters that name nothing let nobody through.
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
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let wanted = people_view::PeopleViewSelection { filter, within: within.as_deref() };
        let page = people_view::list(&mut tx, domain, &wanted, order, (offset, limit)).await;
        let page = page?;
        let names = names_in(&mut tx, domain, &page.items).await?;
        Ok(PeopleViewPage { page, names })
    }

    /// Begins an export of the workers that `filter` lets through, from one snapshot.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn export(&self, filter: &PeopleViewFilter) -> Result<Export, Error> {
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let chosen = Chosen { filter: filter.clone(), within };
        Export::begin(tx, self.ctx.domain().number, Some(chosen)).await
    }

    /// Whether the actor sees everybody of these identities.
    ///
    /// # Errors
    /// [`Error::NotFound`] when not.
    pub async fn check_all(&self, ids: &[String]) -> Result<(), Error> {
        let mut tx = self.ctx.read().await?;
        for id in ids {
            self.load(&mut tx, id).await?;
        }
        Ok(())
    }

    /// The person of this identity, or [`Error::NotFound`] when the actor sees none.
    async fn load(&self, tx: &mut Tx, id: &str) -> Result<Person, Error> {
        let domain = self.ctx.domain().number;
        let missing = || Error::not_found("person");
        let id = Id::parse(id).ok_or_else(missing)?;
        let within = self.within(tx).await?;
        let bulk_users = PeopleViewFilter::default();
        let wanted =
            people_view::PeopleViewSelection { filter: &bulk_users, within: within.as_deref() };
        if within.is_some() && !people_view::shows(tx, domain, &wanted, id.as_str()).await? {
            return Err(missing());
        }
        let person = roster_store::people::find(tx, domain, id.as_str()).await?;
        person.ok_or_else(missing)
    }

    /// The locations to which the actor is confined, with all below.
    async fn within(&self, tx: &mut Tx) -> Result<Option<Vec<String>>, Error> {
        let actor = self.ctx.actor();
        let Some(own) = &actor.confined_to else { return Ok(None) };
        let own = own.iter().map(|id| id.as_str().to_owned()).collect();
        let domain = actor.domain.number;
        locations::with_descendants(tx, domain, own).await.map_err(Error::from).map(Some)
    }
}

/// What the groups and locations are called that people are in.
async fn names_in(
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
    let mut places: Vec<String> = workers().flat_map(|it| it.locations.iter().map(texts)).collect();
    distinct(&mut groups);
    distinct(&mut places);
    let mut found: HashMap<Id, String> =
        lookup::groups_of(tx, domain, groups).await?.into_iter().collect();
    let places = lookup::places_of(tx, domain, places).await?;
    found.extend(places.into_iter().map(|place| (place.id, place.name)));
    Ok(found)
}
