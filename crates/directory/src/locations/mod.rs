//! Locations: the places of a domain, in a tree whose levels are the location types.

mod atlas;
mod decide;
mod degrees;
mod edit;
mod list;
mod site_code;
mod takeover;

use roster_model::{Fault, Id, Location, LocationType, Page};
use roster_store::{Tx, locations};

use crate::{faults::fault, location_types::Levels, scope::Scope};

pub use atlas::{Atlas, MappedPlace, PlaceMap, PlaceSheet};

/// The locations of a domain.
pub struct Locations<'a> {
    scope: Scope<'a>,
}

/// A place, and what one must know to show it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct LocationView {
    /// The place.
    pub location: Location,
    /// Its level.
    pub level: LocationType,
}

/// A page of places, and what one must know to show them.
#[derive(Clone, Debug, PartialEq)]
pub struct LocationPage {
    /// The places.
    pub page: Page<Location>,
    /// All levels of the domain, by number.
    pub types: Vec<LocationType>,
}

impl<'a> Locations<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// The place with the identity `id`.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<LocationView, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let location = load(&mut tx, domain, id).await?.ok_or(Fault::missing("location"))?;
        let levels = Levels::load(&mut tx, domain).await?;
        view(location, &levels)
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Location>, Fault> {
    let Some(id) = Id::parse(id) else { return Ok(None) };
    locations::find(tx, domain, id.as_str()).await.map_err(fault)
}

fn view(location: Location, levels: &Levels) -> Result<LocationView, Fault> {
    let level = levels.numbered(location.kind).cloned();
    let level = level.ok_or_else(|| Fault::Broken("a location is on no level".into()))?;
    Ok(LocationView { location, level })
}
