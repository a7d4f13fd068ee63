//! Locations: the places of a domain, in a tree whose levels are the location types.

mod atlas;
mod decide;
mod degrees;
mod edit;
mod hq_import;
mod list;
mod site_code;

use roster_model::{Error, Id, Location, LocationType, Page};
use roster_store::{Tx, locations};

use crate::{location_types::Levels, op_context::OpContext};

pub use atlas::{Atlas, MappedPlace, PlaceMap, PlaceSheet};

/// The locations of a domain.
pub struct Locations<'a> {
    ctx: OpContext<'a>,
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
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// The place with the identity `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<LocationView, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let location = load(&mut tx, domain, id).await?.ok_or(Error::not_found("location"))?;
        let levels = Levels::load(&mut tx, domain).await?;
        view(location, &levels)
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Location>, Error> {
    let Some(id) = Id::parse(id) else { return Ok(None) };
    Ok(locations::find(tx, domain, id.as_str()).await?)
}

fn view(location: Location, levels: &Levels) -> Result<LocationView, Error> {
    let level = levels.numbered(location.kind).cloned();
    let level = level.ok_or_else(|| Error::Internal("a location is on no level".into()))?;
    Ok(LocationView { location, level })
}
