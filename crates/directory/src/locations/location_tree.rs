//! Read-only access to the location tree, for actors who may view but not edit it. An actor who is
//! confined to locations sees these and their descendants.

use std::collections::{HashMap, HashSet};

use roster_model::{Actor, Error, Id, Location, LocationType, Permission};
use roster_store::{locations, lookup};

use super::{LocationView, accessible_ids, load, view};
use crate::{Directory, location_types::LocationTypeTree, op_context::OpContext};

/// The most locations of a tree.
const MAX_LOCATIONS: u32 = 2_000;

/// The most results of a search.
const MAX_FOUND: u32 = 100;

/// The location tree of a domain.
pub struct LocationTree<'a> {
    ctx: OpContext<'a>,
}

/// The locations of a domain in the order of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct LocationTreePage {
    /// The locations, each after its parent; the first 2,000 by name.
    pub places: Vec<LocationNode>,
    /// The total of the locations that the actor can see.
    pub total: u64,
    /// The location types, by number.
    pub levels: Vec<LocationType>,
}

/// A location in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct LocationNode {
    /// The location.
    pub location: Location,
    /// The number of its ancestors.
    pub depth: usize,
    /// The number of active workers assigned to it.
    pub workers: u64,
}

/// One location with its ancestors.
#[derive(Clone, Debug, PartialEq)]
pub struct LocationDetails {
    /// The location and its type.
    pub view: LocationView,
    /// The id and name of each ancestor, from the root down.
    pub path: Vec<(Id, String)>,
}

/// A location that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLocation {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The site code.
    pub site_code: String,
    /// The names of its ancestors, from the root down.
    pub ancestors: Vec<String>,
}

impl Directory {
    /// The location tree of the actor's domain. Requires `view_locations`, or what
    /// [`Directory::locations`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn atlas(&self, actor: &Actor) -> Result<LocationTree<'_>, Error> {
        let (view, edit) = (Permission::VIEW_LOCATIONS, Permission::EDIT_LOCATIONS);
        Ok(LocationTree { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl LocationTree<'_> {
    /// All locations in the order of the tree.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn map(&self) -> Result<LocationTreePage, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let accessible = accessible_ids(&mut tx, self.ctx.actor()).await?;
        let mut places = locations::by_name(&mut tx, domain, MAX_LOCATIONS).await?;
        let mut total = locations::count(&mut tx, domain).await?;
        if let Some(accessible) = &accessible {
            places.retain(|place| accessible.contains(place.id.as_str()));
            total = accessible.len() as u64;
        }
        let workers = locations::workers_by_place(&mut tx, domain).await?;
        let levels = LocationTypeTree::load(&mut tx, domain).await?.into_all();
        Ok(LocationTreePage { places: tree_order(places, &workers), total, levels })
    }

    /// The first locations whose names or site codes contain `text`, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn search(&self, text: &str) -> Result<Vec<FoundLocation>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let accessible = accessible_ids(&mut tx, self.ctx.actor()).await?;
        let mut found = lookup::search_locations(&mut tx, domain, text, true, MAX_FOUND).await?;
        if let Some(accessible) = &accessible {
            found.retain(|place| accessible.contains(place.id.as_str()));
        }
        let ids = found.iter().map(|place| place.id.to_string()).collect();
        let all = lookup::locations_with_ancestors(&mut tx, domain, ids).await?;
        let all: HashMap<Id, lookup::LocationName> =
            all.into_iter().map(|place| (place.id.clone(), place)).collect();
        let with_ancestors = |place: lookup::LocationName| {
            let mut ancestors = Vec::new();
            let mut parent = place.parent.as_ref();
            while let Some(above) = parent.and_then(|id| all.get(id)) {
                ancestors.push(above.name.clone());
                parent = above.parent.as_ref().filter(|_| ancestors.len() < all.len());
            }
            ancestors.reverse();
            let lookup::LocationName { id, name, site_code, .. } = place;
            FoundLocation { id, name, site_code, ancestors }
        };
        Ok(found.into_iter().map(with_ancestors).collect())
    }

    /// Returns the location with this id or site code, else the first with this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn called(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::resolve_location(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// All location types, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn levels(&self) -> Result<Vec<LocationType>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(LocationTypeTree::load(&mut tx, self.ctx.domain().number).await?.into_all())
    }

    /// Returns the location with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor can see none.
    pub async fn find(&self, id: &str) -> Result<LocationDetails, Error> {
        let domain = self.ctx.domain().number;
        let missing = || Error::not_found("location");
        let mut tx = self.ctx.read().await?;
        let accessible = accessible_ids(&mut tx, self.ctx.actor()).await?;
        let is_visible = |id: &str| accessible.as_ref().is_none_or(|ids| ids.contains(id));
        let location =
            load(&mut tx, domain, id).await?.filter(|_| is_visible(id)).ok_or_else(missing)?;
        let found = lookup::locations_with_ancestors(&mut tx, domain, vec![id.to_owned()]).await?;
        let ancestors: HashMap<Id, lookup::LocationName> =
            found.into_iter().map(|place| (place.id.clone(), place)).collect();
        let mut path = Vec::new();
        let mut parent = location.parent.clone();
        while let Some(place) = parent.and_then(|id| ancestors.get(&id)) {
            path.push((place.id.clone(), place.name.clone()));
            parent = place.parent.clone().filter(|_| path.len() < ancestors.len());
        }
        path.retain(|(id, _)| is_visible(id.as_str()));
        path.reverse();
        let levels = LocationTypeTree::load(&mut tx, domain).await?;
        Ok(LocationDetails { view: view(location, &levels)?, path })
    }
}

/// Locations in the order of the tree, with the number of their active workers.
fn tree_order(locations: Vec<Location>, workers: &HashMap<Id, u64>) -> Vec<LocationNode> {
    let key = |location: &Location| (location.id.clone(), location.parent.clone());
    let node = |(depth, location): (usize, Location)| {
        let workers = workers.get(&location.id).copied().unwrap_or(0);
        LocationNode { location, depth, workers }
    };
    in_tree_order(locations, key).into_iter().map(node).collect()
}

/// Sorts the nodes of a tree: each node, with its depth, comes after its parent, and siblings keep
/// their order. `key` gives the id and the parent of a node. A node whose parent is not given is at
/// the root.
pub(crate) fn in_tree_order<T>(
    nodes: Vec<T>,
    key: impl Fn(&T) -> (Id, Option<Id>),
) -> Vec<(usize, T)> {
    let ids: HashSet<Id> = nodes.iter().map(|node| key(node).0).collect();
    let mut children: HashMap<Option<Id>, Vec<T>> = HashMap::new();
    for node in nodes {
        let parent = key(&node).1.filter(|parent| ids.contains(parent));
        children.entry(parent).or_default().push(node);
    }
    let mut sorted = Vec::with_capacity(ids.len());
    // A stack: children are pushed in reverse, so the first one is popped first.
    let mut open: Vec<(usize, T)> = Vec::new();
    let mut push_children = |open: &mut Vec<(usize, T)>, depth, parent: Option<Id>| {
        let children = children.remove(&parent).unwrap_or_default();
        open.extend(children.into_iter().rev().map(|child| (depth, child)));
    };
    push_children(&mut open, 0, None);
    while let Some((depth, node)) = open.pop() {
        push_children(&mut open, depth + 1, Some(key(&node).0));
        sorted.push((depth, node));
    }
    sorted
}
