//! The options for filtering and assigning people.

use roster_model::{Error, Id, Page, Rights, Schema, Start, Tag, Window};
use roster_store::{
    lookup::{self, LocationName},
    roles, tags,
};

use super::PeopleView;
use crate::{
    locations::{accessible_ids, in_tree_order},
    schema,
};

/// The most options of each kind. A longer list is of no use; [`PeopleView::search_groups`] and similar
/// methods search it.
const MAX_OPTIONS: usize = 500;

/// One extra row shows that there are more.
const ROWS: u32 = 501;

/// The options of a domain: at most 500 of each kind, and the selected ones.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FilterOptions {
    /// Groups, by name.
    pub groups: Vec<(Id, String)>,
    /// Locations in the order of the tree. A confined actor gets their own and those below them.
    pub places: Vec<LocationOption>,
    /// The names of roles.
    pub roles: Vec<String>,
    /// The roles that the actor may give to a worker.
    pub assignable_roles: Vec<String>,
    /// Whether the actor is confined to locations: they cannot change the groups of a worker.
    pub is_confined: bool,
    /// The locations that the actor is confined to.
    pub own_places: Vec<Id>,
    /// Tags, by name.
    pub tags: Vec<Tag>,
    /// All fields and profiles.
    pub schema: Schema,
    /// The kinds with more options.
    pub more: Truncated,
}

/// The kinds with more options than listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truncated {
    /// Groups.
    pub groups: bool,
    /// Locations.
    pub places: bool,
    /// Tags.
    pub tags: bool,
}

/// A location in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationOption {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The site code.
    pub site_code: String,
    /// The number of its ancestors.
    pub depth: usize,
    /// Whether the actor may assign it.
    pub is_assignable: bool,
}

impl PeopleView<'_> {
    /// Returns the options.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn choices(&self) -> Result<FilterOptions, Error> {
        self.filter_options_with(&[], &[]).await
    }

    /// Returns the options, always with these groups and locations.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn filter_options_with(
        &self,
        groups: &[String],
        places: &[String],
    ) -> Result<FilterOptions, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let mut listed = lookup::groups(&mut tx, domain, ROWS).await?;
        let actor = self.ctx.actor();
        let accessible = accessible_ids(&mut tx, actor).await?;
        let mut tree = match &accessible {
            None => lookup::places(&mut tx, domain, ROWS).await?,
            Some(own) => {
                let ids = own.iter().cloned().collect();
                let mut found = lookup::locations_with_ancestors(&mut tx, domain, ids).await?;
                found.retain(|place| own.contains(place.id.as_str()));
                found.sort_by(|a, b| a.name.cmp(&b.name));
                found
            }
        };
        let roles = roles::list(&mut tx, domain).await?;
        let window = Window { limit: ROWS, start: Start::Offset(0) };
        let Page { items: mut tags, .. } = tags::list(&mut tx, domain, &window).await?;
        let more = Truncated {
            groups: listed.len() > MAX_OPTIONS,
            places: tree.len() > MAX_OPTIONS,
            tags: tags.len() > MAX_OPTIONS,
        };
        listed.truncate(MAX_OPTIONS);
        tree.truncate(MAX_OPTIONS);
        tags.truncate(MAX_OPTIONS);
        let missing = |ids: &[String], is_listed: &dyn Fn(&str) -> bool| -> Vec<String> {
            ids.iter().filter(|id| !is_listed(id)).cloned().collect()
        };
        let groups = missing(groups, &|id| listed.iter().any(|(listed, _)| listed.as_str() == id));
        let places = missing(places, &|id| tree.iter().any(|place| place.id.as_str() == id));
        if !groups.is_empty() {
            listed.extend(lookup::groups_of(&mut tx, domain, groups).await?);
        }
        if !places.is_empty() {
            let found = lookup::locations_with_ancestors(&mut tx, domain, places.clone()).await?;
            tree.extend(
                found.into_iter().filter(|it| places.iter().any(|id| id == it.id.as_str())),
            );
        }
        tags.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(FilterOptions {
            groups: listed,
            places: tree_order(tree, |id| {
                accessible.as_ref().is_none_or(|own| own.contains(id.as_str()))
            }),
            assignable_roles: roles
                .iter()
                .filter(|role| {
                    accessible.is_none() || actor.rights.covers(&Rights::of_role(&role.permissions))
                })
                .map(|role| role.name.clone())
                .collect(),
            roles: roles.into_iter().map(|role| role.name).collect(),
            is_confined: actor.confined_to.is_some(),
            own_places: actor.confined_to.iter().flatten().cloned().collect(),
            tags,
            schema: schema::load(&mut tx, domain).await?,
            more,
        })
    }
}

/// Locations in the order of the tree. A location whose parent is not given is at the root.
fn tree_order(
    locations: Vec<LocationName>,
    is_assignable: impl Fn(&Id) -> bool,
) -> Vec<LocationOption> {
    let key = |location: &LocationName| (location.id.clone(), location.parent.clone());
    let option = |(depth, LocationName { id, name, site_code, .. })| LocationOption {
        is_assignable: is_assignable(&id),
        id,
        name,
        site_code,
        depth,
    };
    in_tree_order(locations, key).into_iter().map(option).collect()
}

#[cfg(test)]
mod tests {
    use roster_model::Id;
    use roster_store::lookup::LocationName;

    use super::tree_order;

    #[test]
    fn each_location_follows_its_parent() {
        let id = |text: &str| Id::new_unchecked(text.to_owned());
        let place = |name: &str, parent: Option<&str>| LocationName {
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
        let tree: Vec<(String, usize)> = tree_order(places, |_| true)
            .into_iter()
            .map(|place| (place.name, place.depth))
            .collect();
        let expected = [("b", 0), ("n", 0), ("z", 0), ("a", 1), ("m", 2)];
        assert_eq!(tree, expected.map(|(name, depth)| (name.to_owned(), depth)));
    }
}
