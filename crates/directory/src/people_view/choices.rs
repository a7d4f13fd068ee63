//! What people can be filtered by and assigned to.

use std::collections::HashMap;

use roster_model::{Error, Id, Page, Schema, Start, Tag, Window};
use roster_store::{
    lookup::{self, PlaceName},
    roles, tags,
};

use super::PeopleView;
use crate::schema;

/// The most of each kind that are told: more nobody wants to choose from a list, but finds by
/// [`PeopleView::groups_like`] and its siblings.
const MOST: usize = 500;

/// One more, which tells that there are more.
const ONE_MORE: u32 = 501;

/// What there is to choose from in a domain, at most 500 of each, and those that are chosen already.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Choices {
    /// Groups, by name.
    pub groups: Vec<(Id, String)>,
    /// Places, each below the one it is in.
    pub places: Vec<Place>,
    /// The names of roles.
    pub roles: Vec<String>,
    /// Tags, by name.
    pub tags: Vec<Tag>,
    /// Fields and profiles; all of them.
    pub schema: Schema,
    /// Of what there is more than is told.
    pub more: More,
}

/// Of what there is more than is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// Groups.
    pub groups: bool,
    /// Places.
    pub places: bool,
    /// Tags.
    pub tags: bool,
}

/// A place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub site_code: String,
    /// How many places it is in.
    pub depth: usize,
}

impl PeopleView<'_> {
    /// What there is to choose from.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn choices(&self) -> Result<Choices, Error> {
        self.choices_with(&[], &[]).await
    }

    /// What there is to choose from, with these groups and places among it in any case.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn choices_with(
        &self,
        groups: &[String],
        places: &[String],
    ) -> Result<Choices, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let mut known = lookup::groups(&mut tx, domain, ONE_MORE).await?;
        let mut tree = lookup::places(&mut tx, domain, ONE_MORE).await?;
        let roles = roles::list(&mut tx, domain).await?;
        let window = Window { limit: ONE_MORE, start: Start::Offset(0) };
        let Page { items: mut tags, .. } = tags::list(&mut tx, domain, &window).await?;
        let more =
            More { groups: known.len() > MOST, places: tree.len() > MOST, tags: tags.len() > MOST };
        known.truncate(MOST);
        tree.truncate(MOST);
        tags.truncate(MOST);
        let beside = |ids: &[String], known: &dyn Fn(&str) -> bool| -> Vec<String> {
            ids.iter().filter(|id| !known(id)).cloned().collect()
        };
        let groups = beside(groups, &|id| known.iter().any(|(known, _)| known.as_str() == id));
        let places = beside(places, &|id| tree.iter().any(|place| place.id.as_str() == id));
        if !groups.is_empty() {
            known.extend(lookup::groups_of(&mut tx, domain, groups).await?);
        }
        if !places.is_empty() {
            let above = lookup::places_of(&mut tx, domain, places.clone()).await?;
            tree.extend(
                above.into_iter().filter(|it| places.iter().any(|id| id == it.id.as_str())),
            );
        }
        tags.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Choices {
            groups: known,
            places: as_tree(tree),
            roles: roles.into_iter().map(|role| role.name).collect(),
            tags,
            schema: schema::load(&mut tx, domain).await?,
            more,
        })
    }
}

/// Places in the order of a tree. One whose parent is not told is at the root.
fn as_tree(places: Vec<PlaceName>) -> Vec<Place> {
    let known: Vec<Id> = places.iter().map(|place| place.id.clone()).collect();
    let mut inside: HashMap<Option<Id>, Vec<PlaceName>> = HashMap::new();
    for place in places {
        let parent = place.parent.clone().filter(|parent| known.contains(parent));
        inside.entry(parent).or_default().push(place);
    }
    let mut tree = Vec::with_capacity(known.len());
    // The next place is the last of the list, so each list goes onto it backwards.
    let mut open: Vec<(usize, PlaceName)> = Vec::new();
    let mut enter = |open: &mut Vec<(usize, PlaceName)>, depth, parent: Option<Id>| {
        let children = inside.remove(&parent).unwrap_or_default();
        open.extend(children.into_iter().rev().map(|child| (depth, child)));
    };
    enter(&mut open, 0, None);
    while let Some((depth, PlaceName { id, name, site_code, .. })) = open.pop() {
        enter(&mut open, depth + 1, Some(id.clone()));
        tree.push(Place { id, name, site_code, depth });
    }
    tree
}

#[cfg(test)]
mod tests {
    use roster_model::Id;
    use roster_store::lookup::PlaceName;

    use super::as_tree;

    #[test]
    fn each_place_stands_below_the_one_it_is_in() {
        let id = |text: &str| Id::new_unchecked(text.to_owned());
        let place = |name: &str, parent: Option<&str>| PlaceName {
            id: id(name),
            name: name.to_owned(),
            site_code: String::new(),
            parent: parent.map(id),
        };
        let places = vec![
            place("a", Some("z")),
            place("b", None),
            place("m", Some("a")),
            place("n", Some("elsewhere")),
            place("z", None),
        ];
        let tree: Vec<(String, usize)> =
            as_tree(places).into_iter().map(|place| (place.name, place.depth)).collect();
        let expected = [("b", 0), ("n", 0), ("z", 0), ("a", 1), ("m", 2)];
        assert_eq!(tree, expected.map(|(name, depth)| (name.to_owned(), depth)));
    }
}
