//! The census: the people of a domain to look at, workers and contacts side by side, for whoever may
//! see workers. Whoever is confined to locations sees the people there, and no others.

mod choices;
mod look_up;
mod sheet;

use std::collections::HashMap;

use roster_model::{Actor, CensusFilter, CensusOrder, Fault, Id, Page, Permission, Person};
use roster_store::{Tx, census, locations, names};

pub use choices::{Choices, More, Place};
pub use sheet::Sheet;

use crate::{Directory, Export, faults::fault, scope::Scope, workers::Chosen};

/// The people of a domain, to look at.
pub struct Census<'a> {
    scope: Scope<'a>,
}

/// A page of people, and what the things are called that they refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct CensusPage {
    /// The people.
    pub page: Page<Person>,
    /// The names of the groups and of the locations that they are in, by identity.
    pub names: HashMap<Id, String>,
}

impl Directory {
    /// The people of the actor's domain, to look at. Needs `view_commcare_users`.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn census(&self, actor: &Actor) -> Result<Census<'_>, Fault> {
        Ok(Census { scope: self.scope(actor, Permission::VIEW_COMMCARE_USERS)? })
    }
}

impl Census<'_> {
    /// At most `limit` of the people that `filter` lets through, after `offset` others, with their
    /// exact number. Filters that name nothing let nobody through.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(
        &self,
        filter: &CensusFilter,
        order: CensusOrder,
        offset: u64,
        limit: u32,
    ) -> Result<CensusPage, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let within = self.within(&mut tx).await?;
        let wanted = census::CensusSelection { filter, within: within.as_deref() };
        let page = census::list(&mut tx, domain, &wanted, order, (offset, limit)).await;
        let page = page.map_err(fault)?;
        let names = names_in(&mut tx, domain, &page.items).await?;
        Ok(CensusPage { page, names })
    }

    /// Begins an export of the workers that `filter` lets through, from one snapshot.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn export(&self, filter: &CensusFilter) -> Result<Export, Fault> {
        let mut tx = self.scope.read().await?;
        let within = self.within(&mut tx).await?;
        let chosen = Chosen { filter: filter.clone(), within };
        Export::begin(tx, self.scope.domain().number, Some(chosen)).await
    }

    /// Whether the actor sees everybody of these identities.
    ///
    /// # Errors
    /// [`Fault::Missing`] when not.
    pub async fn check_all(&self, ids: &[String]) -> Result<(), Fault> {
        let mut tx = self.scope.read().await?;
        for id in ids {
            self.load(&mut tx, id).await?;
        }
        Ok(())
    }

    /// The person of this identity, or [`Fault::Missing`] when the actor sees none.
    async fn load(&self, tx: &mut Tx, id: &str) -> Result<Person, Fault> {
        let domain = self.scope.domain().number;
        let missing = || Fault::missing("person");
        let id = Id::parse(id).ok_or_else(missing)?;
        let within = self.within(tx).await?;
        let everybody = CensusFilter::default();
        let wanted = census::CensusSelection { filter: &everybody, within: within.as_deref() };
        if within.is_some()
            && !census::shows(tx, domain, &wanted, id.as_str()).await.map_err(fault)?
        {
            return Err(missing());
        }
        let person = roster_store::people::find(tx, domain, id.as_str()).await.map_err(fault)?;
        person.ok_or_else(missing)
    }

    /// The locations to which the actor is confined, with all below.
    async fn within(&self, tx: &mut Tx) -> Result<Option<Vec<String>>, Fault> {
        let actor = self.scope.actor();
        let Some(own) = &actor.confined_to else { return Ok(None) };
        let own = own.iter().map(|id| id.as_str().to_owned()).collect();
        let domain = actor.domain.number;
        locations::with_descendants(tx, domain, own).await.map_err(fault).map(Some)
    }
}

/// What the groups and locations are called that people are in.
async fn names_in(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<Id, String>, Fault> {
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
        names::groups_of(tx, domain, groups).await.map_err(fault)?.into_iter().collect();
    let places = names::places_of(tx, domain, places).await.map_err(fault)?;
    found.extend(places.into_iter().map(|place| (place.id, place.name)));
    Ok(found)
}
