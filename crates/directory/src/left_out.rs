//! References of an earlier record to records that were deleted meanwhile. Undoing, restoring and putting
//! back leave them out, and say so.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt,
};

use roster_model::{Error, FieldError, Id, Person, Rule, Worker, limits::join_listed};
use roster_store::{Tx, fields, groups, lists, locations, profiles, roles, tags};

use crate::record_names::{last_name, referenced_kind};

/// The most references whose names are looked up in the change log.
const MAX_NAMED: usize = 100;

/// A person as before, as far as it could be.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The stored record.
    pub person: Person,
    /// What did not come back.
    pub left_out: LeftOut,
}

/// The references that were left out, by field of the person: the names where the change log has them,
/// else ids or numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<&'static str, BTreeSet<String>>);

impl LeftOut {
    /// Whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields of which something was left out, with the names.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &BTreeSet<String>)> {
        self.0.iter().map(|(field, names)| (*field, names))
    }

    /// Whether something of this field was left out.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    fn add(&mut self, field: &'static str, text: impl Into<String>) {
        self.0.entry(field).or_default().insert(text.into());
    }

    /// The names in place of the ids, where the change log has them.
    pub(crate) async fn with_names(self, tx: &mut Tx, domain: i64) -> Result<Self, Error> {
        let mut named = Self::default();
        for (count, (field, id)) in self
            .0
            .into_iter()
            .flat_map(|(field, ids)| ids.into_iter().map(move |id| (field, id)))
            .enumerate()
        {
            let name = match referenced_kind(field) {
                Some(kind) if count < MAX_NAMED => last_name(tx, domain, kind, &id).await?,
                _ => None,
            };
            named.add(field, name.unwrap_or(id));
        }
        Ok(named)
    }

    /// An error for each field.
    pub(crate) fn errors(&self) -> Vec<FieldError> {
        let error = |(field, names): (&&str, &BTreeSet<String>)| {
            FieldError::new(field, Rule::Gone(names.iter().cloned().collect()).into())
        };
        self.0.iter().map(error).collect()
    }
}

impl fmt::Display for LeftOut {
    /// The fields and names, such as `groups North, South; role Nurse`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (field, names)) in self.0.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(f, "{separator}{field} {}", joined(names))?;
        }
        Ok(())
    }
}

fn joined(names: &BTreeSet<String>) -> String {
    let names: Vec<&String> = names.iter().collect();
    join_listed(&names, ", ")
}

/// The records that exist of those that people refer to.
pub(crate) struct ExistingReferences {
    groups: HashSet<String>,
    locations: HashSet<String>,
    tags: HashSet<i64>,
    lists: HashSet<i64>,
    roles: HashSet<String>,
    profiles: HashSet<i64>,
    /// The keys of custom fields.
    fields: HashSet<String>,
}

impl ExistingReferences {
    /// Loads them for these people together.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn load(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<Self, Error> {
        let workers = || people.iter().filter_map(|person| person.worker.as_ref());
        let ids = |of: fn(&Worker) -> &[Id]| -> Vec<String> {
            let distinct: BTreeSet<&Id> = workers().flat_map(of).collect();
            distinct.into_iter().map(Id::to_string).collect()
        };
        let numbers = |of: fn(&Person) -> &[i64]| -> Vec<i64> {
            let distinct: BTreeSet<i64> = people.iter().flat_map(|it| of(it)).copied().collect();
            distinct.into_iter().collect()
        };
        let group_ids = ids(|worker| &worker.groups);
        let location_ids = ids(|worker| &worker.locations);
        let tag_numbers = numbers(|person| &person.usercom.tags);
        let list_numbers = numbers(|person| &person.usercom.lists);
        let has_role = workers().any(|worker| worker.role.is_some());
        let has_profile = workers().any(|worker| worker.profile.is_some());
        let has_custom = people.iter().any(|person| !person.custom.is_empty());

        let mut found = Self {
            groups: HashSet::new(),
            locations: HashSet::new(),
            tags: HashSet::new(),
            lists: HashSet::new(),
            roles: HashSet::new(),
            profiles: HashSet::new(),
            fields: HashSet::new(),
        };
        if !group_ids.is_empty() {
            found.groups.extend(groups::existing(tx, domain, group_ids).await?);
        }
        if !location_ids.is_empty() {
            found.locations.extend(locations::existing(tx, domain, location_ids).await?);
        }
        if !tag_numbers.is_empty() {
            let known = tags::find_many(tx, domain, tag_numbers).await?;
            found.tags.extend(known.into_iter().map(|tag| tag.number));
        }
        if !list_numbers.is_empty() {
            let known = lists::find_many(tx, domain, list_numbers).await?;
            found.lists.extend(known.into_iter().map(|list| list.number));
        }
        if has_role {
            found.roles.extend(roles::list(tx, domain).await?.into_iter().map(|role| role.name));
        }
        if has_profile {
            let known = profiles::list(tx, domain).await?;
            found.profiles.extend(known.into_iter().map(|profile| profile.number));
        }
        if has_custom {
            let known = fields::list(tx, domain).await?;
            found.fields.extend(known.into_iter().map(|field| field.slug));
        }
        Ok(found)
    }

    /// Removes the references of `person` to records that do not exist, and adds them to `left_out`.
    /// If the primary location is gone, the first of the others replaces it.
    pub(crate) fn retain(&self, person: &mut Person, left_out: &mut LeftOut) {
        let Self { groups, locations, tags, lists, roles, profiles, fields } = self;
        retain(&mut person.usercom.tags, |it| tags.contains(it), "tags", left_out);
        retain(&mut person.usercom.lists, |it| lists.contains(it), "lists", left_out);
        person.custom.retain(|slug, _| {
            let exists = fields.contains(slug);
            if !exists {
                left_out.add("user_data", slug);
            }
            exists
        });
        let Some(worker) = &mut person.worker else { return };
        retain(&mut worker.groups, |it| groups.contains(it.as_str()), "groups", left_out);
        retain(&mut worker.locations, |it| locations.contains(it.as_str()), "locations", left_out);
        if let Some(primary) = &worker.primary_location
            && !worker.locations.contains(primary)
        {
            worker.primary_location = worker.locations.first().cloned();
        }
        if let Some(role) = worker.role.take_if(|role| !roles.contains(role)) {
            left_out.add("role", role);
        }
        if let Some(profile) = worker.profile.take_if(|number| !profiles.contains(number)) {
            left_out.add("profile", profile.to_string());
        }
    }
}

fn retain<T: ToString>(
    items: &mut Vec<T>,
    exists: impl Fn(&T) -> bool,
    field: &'static str,
    left_out: &mut LeftOut,
) {
    items.retain(|item| {
        let exists = exists(item);
        if !exists {
            left_out.add(field, item.to_string());
        }
        exists
    });
}

/// Removes the references of one person to records that do not exist. Returns them.
///
/// # Errors
/// [`Error::Unavailable`] or [`Error::Internal`] of the store.
pub(crate) async fn remove_missing(
    tx: &mut Tx,
    domain: i64,
    person: &mut Person,
) -> Result<LeftOut, Error> {
    let existing = ExistingReferences::load(tx, domain, &[&*person]).await?;
    let mut left_out = LeftOut::default();
    existing.retain(person, &mut left_out);
    Ok(left_out)
}
