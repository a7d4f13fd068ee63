//! Locations: a tree whose levels are the location types.

mod apply;
mod coordinates;
mod delete;
mod edit;
mod hq_import;
mod list;
mod location_tree;
mod reach;
mod sheet_import;
mod site_code;

use std::collections::HashSet;

use roster_model::{Actor, Error, Id, Location, LocationType, Page};
use roster_store::{Tx, locations};

use crate::{location_types::LocationTypeTree, op_context::OpContext};

pub use delete::LocationRemoval;
pub(crate) use hq_import::claim;
pub(crate) use location_tree::in_tree_order;
pub use location_tree::{
    FoundLocation, LocationDetails, LocationNode, LocationTree, LocationTreePage,
};
pub(crate) use reach::LocationReach;

/// The locations of a domain.
pub struct Locations<'a> {
    ctx: OpContext<'a>,
}

/// A location together with its type.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct LocationView {
    /// The location.
    pub location: Location,
    /// Its location type.
    pub level: LocationType,
}

/// A page of locations together with the location types.
#[derive(Clone, Debug, PartialEq)]
pub struct LocationPage {
    /// The locations.
    pub page: Page<Location>,
    /// All location types of the domain, by number.
    pub types: Vec<LocationType>,
    /// Whether the list is in the order of the last update.
    by_update: bool,
}

impl<'a> Locations<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// Returns the location with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<LocationView, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let location = load(&mut tx, domain, id).await?.ok_or(Error::not_found("location"))?;
        let types = LocationTypeTree::load(&mut tx, domain).await?;
        view(location, &types)
    }

    /// The ids of the locations that the actor is confined to, and of those below them; `None` for an
    /// actor with access to all locations. The actor can add locations below each of them.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn accessible(&self) -> Result<Option<HashSet<String>>, Error> {
        accessible_ids(&mut self.ctx.read().await?, self.ctx.actor()).await
    }
}

/// The ids of the locations that the actor is confined to, with all their descendants; `None` for an
/// actor with access to all locations.
pub(crate) async fn accessible_ids(
    tx: &mut Tx,
    actor: &Actor,
) -> Result<Option<HashSet<String>>, Error> {
    let Some(own) = &actor.confined_to else { return Ok(None) };
    let own = own.iter().map(Id::to_string).collect();
    let ids = locations::with_descendants(tx, actor.domain.number, own).await?;
    Ok(Some(ids.into_iter().collect()))
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Location>, Error> {
    let Some(id) = Id::parse(id) else { return Ok(None) };
    Ok(locations::find(tx, domain, id.as_str()).await?)
}

fn view(location: Location, types: &LocationTypeTree) -> Result<LocationView, Error> {
    let level = types.with_number(location.kind).cloned();
    let level = level.ok_or_else(|| Error::Internal("a location has no location type".into()))?;
    Ok(LocationView { location, level })
}
