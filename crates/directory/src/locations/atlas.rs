//! Places to look at: the tree, and where each is on the earth, for those who need not be able to
//! change them. Whoever is confined to locations sees those and what is in them, and no others.

use std::collections::{HashMap, HashSet};

use roster_model::{Actor, Error, Id, Location, LocationType, Permission};
use roster_store::{Tx, locations, lookup};

use super::{LocationView, load, view};
use crate::{Directory, location_types::Levels, op_context::OpContext};

/// The most places that are told at once.
const MOST: u32 = 2_000;

/// The places of a domain, to look at.
pub struct Atlas<'a> {
    ctx: OpContext<'a>,
}

/// The places of a domain, in the order of their tree.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMap {
    /// The places, each after the one that it is in; the 2,000 first by name.
    pub places: Vec<MappedPlace>,
    /// How many there are.
    pub total: u64,
    /// The levels, by number.
    pub levels: Vec<LocationType>,
}

/// A place in its tree.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedPlace {
    /// The place.
    pub location: Location,
    /// How many places it is in.
    pub depth: usize,
    /// How many active workers are assigned to it.
    pub workers: u64,
}

/// One place, with what is around it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSheet {
    /// The place and its level.
    pub view: LocationView,
    /// What it is in, the outermost first.
    pub path: Vec<(Id, String)>,
}

impl Directory {
    /// The places of the actor's domain, to look at. Needs `view_locations`, or what
    /// [`Directory::locations`] needs.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn atlas(&self, actor: &Actor) -> Result<Atlas<'_>, Error> {
        let (view, edit) = (Permission::VIEW_LOCATIONS, Permission::EDIT_LOCATIONS);
        Ok(Atlas { ctx: self.scope_for(actor, view, edit)? })
    }
}

impl Atlas<'_> {
    /// All places, as a tree.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn map(&self) -> Result<PlaceMap, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let mut places = locations::by_name(&mut tx, domain, MOST).await?;
        let mut total = locations::count(&mut tx, domain).await?;
        if let Some(within) = &within {
            places.retain(|place| within.contains(place.id.as_str()));
            total = within.len() as u64;
        }
        let workers = locations::workers_by_place(&mut tx, domain).await?;
        let levels = Levels::load(&mut tx, domain).await?.into_all();
        Ok(PlaceMap { places: as_tree(places, &workers), total, levels })
    }

    /// The place of this identity or code, or else the first of this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn called(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::place_called(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// All levels, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn levels(&self) -> Result<Vec<LocationType>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(Levels::load(&mut tx, self.ctx.domain().number).await?.into_all())
    }

    /// The place with the identity `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor sees none.
    pub async fn find(&self, id: &str) -> Result<PlaceSheet, Error> {
        let domain = self.ctx.domain().number;
        let missing = || Error::not_found("location");
        let mut tx = self.ctx.read().await?;
        let within = self.within(&mut tx).await?;
        let seen = |id: &str| within.as_ref().is_none_or(|within| within.contains(id));
        let location = load(&mut tx, domain, id).await?.filter(|_| seen(id)).ok_or_else(missing)?;
        let around = lookup::places_of(&mut tx, domain, vec![id.to_owned()]).await;
        let around: HashMap<Id, lookup::PlaceName> =
            around?.into_iter().map(|place| (place.id.clone(), place)).collect();
        let mut path = Vec::new();
        let mut above = location.parent.clone();
        while let Some(place) = above.and_then(|id| around.get(&id)) {
            path.push((place.id.clone(), place.name.clone()));
            above = place.parent.clone().filter(|_| path.len() < around.len());
        }
        path.retain(|(id, _)| seen(id.as_str()));
        path.reverse();
        let levels = Levels::load(&mut tx, domain).await?;
        Ok(PlaceSheet { view: view(location, &levels)?, path })
    }

    /// The places that the actor sees, if not all.
    async fn within(&self, tx: &mut Tx) -> Result<Option<HashSet<String>>, Error> {
        let actor = self.ctx.actor();
        let Some(own) = &actor.confined_to else { return Ok(None) };
        let own = own.iter().map(|id| id.as_str().to_owned()).collect();
        let within = locations::with_descendants(tx, actor.domain.number, own).await;
        Ok(Some(within?.into_iter().collect()))
    }
}

/// Places in the order of a tree. One whose parent is not told is at the root.
fn as_tree(places: Vec<Location>, workers: &HashMap<Id, u64>) -> Vec<MappedPlace> {
    let known: HashSet<Id> = places.iter().map(|place| place.id.clone()).collect();
    let mut inside: HashMap<Option<Id>, Vec<Location>> = HashMap::new();
    for place in places {
        let parent = place.parent.clone().filter(|parent| known.contains(parent));
        inside.entry(parent).or_default().push(place);
    }
    let mut tree = Vec::with_capacity(known.len());
    // The next place is the last of the list, so each list goes onto it backwards.
    let mut open: Vec<(usize, Location)> = Vec::new();
    let mut enter = |open: &mut Vec<(usize, Location)>, depth, parent: Option<Id>| {
        let children = inside.remove(&parent).unwrap_or_default();
        open.extend(children.into_iter().rev().map(|child| (depth, child)));
    };
    enter(&mut open, 0, None);
    while let Some((depth, location)) = open.pop() {
        enter(&mut open, depth + 1, Some(location.id.clone()));
        let workers = workers.get(&location.id).copied().unwrap_or(0);
        tree.push(MappedPlace { location, depth, workers });
    }
    tree
}
