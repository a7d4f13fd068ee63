//! Creating groups.

use std::collections::{HashMap, HashSet};

use roster_model::{Diff, Error, FieldError, Group, Id, Kind, NewGroup, Problem};
use roster_store::groups;

use super::{Groups, load, membership::MembershipChanges, name_problem, validate_metadata};
use crate::unit_of_work::WriteTx;

/// The most groups in one request.
const MAX_GROUPS: usize = 1_000;

impl Groups<'_> {
    /// Creates a group. Its members stay in their other groups (the live service removes them).
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub async fn create(&self, new: NewGroup) -> Result<Group, Error> {
        let mut tx = self.ctx.begin().await?;
        let existing = Existing::load(&mut tx, std::slice::from_ref(&new)).await?;
        let errors = validate(&tx, &new, &existing, &mut HashSet::new());
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut changes = MembershipChanges::default();
        let id = self.insert(&mut tx, new, &mut changes).await?;
        changes.apply(&mut tx).await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id.as_str()).await?;
        tx.commit_or_defer().await?;
        Ok(group)
    }

    /// Creates several groups, all or none. Returns their ids in the same order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error, each with the index of its group.
    pub async fn create_many(&self, all: Vec<NewGroup>) -> Result<Vec<Id>, Error> {
        if all.len() > MAX_GROUPS {
            return Err(Error::invalid_field("objects", Problem::TooMany(MAX_GROUPS)));
        }
        let mut tx = self.ctx.begin().await?;
        let existing = Existing::load(&mut tx, &all).await?;
        let mut names = HashSet::new();
        let errors: Vec<FieldError> = all
            .iter()
            .enumerate()
            .flat_map(|(index, new)| {
                validate(&tx, new, &existing, &mut names)
                    .into_iter()
                    .map(move |error| error.at(index))
            })
            .collect();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut changes = MembershipChanges::default();
        let mut ids = Vec::with_capacity(all.len());
        for new in all {
            ids.push(self.insert(&mut tx, new, &mut changes).await?);
        }
        changes.apply(&mut tx).await?;
        tx.commit_or_defer().await?;
        Ok(ids)
    }

    async fn insert(
        &self,
        tx: &mut WriteTx,
        new: NewGroup,
        changes: &mut MembershipChanges,
    ) -> Result<Id, Error> {
        let group = Group {
            id: new.id.unwrap_or_else(|| self.ctx.environment().id()),
            name: new.name.unwrap_or_default(),
            case_sharing: new.case_sharing.unwrap_or(false),
            reporting: new.reporting.unwrap_or(true),
            metadata: new.metadata.unwrap_or_default(),
            users: Vec::new(),
        };
        let domain = tx.number();
        groups::insert(&mut tx.store, domain, &group, tx.now).await?;
        for user in new.users.into_iter().flatten() {
            changes.join(&Id::new_unchecked(user), &group.id);
        }
        let mut created = Diff::default();
        changes.log(&group, &mut created);
        created.after.extend(Diff::created(&group).after);
        tx.log(Kind::GroupCreated, group.id.as_str(), None, created.without_names());
        Ok(group.id)
    }
}

/// The existing records that a request refers to.
struct Existing {
    /// The groups with one of the names.
    names: HashMap<String, Id>,
    /// The named users who are workers.
    users: HashSet<String>,
    /// The ids that are taken.
    ids: HashSet<String>,
}

impl Existing {
    async fn load(tx: &mut WriteTx, all: &[NewGroup]) -> Result<Self, Error> {
        let domain = tx.number();
        let names = all.iter().filter_map(|new| new.name.clone()).collect();
        let names = groups::named(&mut tx.store, domain, names).await?;
        let users = all.iter().flat_map(|new| new.users.clone().unwrap_or_default()).collect();
        let users = groups::eligible(&mut tx.store, domain, users).await?;
        let ids = all.iter().filter_map(|new| Some(new.id.as_ref()?.as_str().to_owned())).collect();
        let ids = groups::existing(&mut tx.store, domain, ids).await?;
        Ok(Self { names, users: users.into_iter().collect(), ids: ids.into_iter().collect() })
    }
}

/// The errors of one new group. `names` are those of the groups before it in the request.
fn validate(
    tx: &WriteTx,
    new: &NewGroup,
    existing: &Existing,
    names: &mut HashSet<String>,
) -> Vec<FieldError> {
    let mut errors = new.errors.clone();
    let has_error = |field: &str| new.errors.iter().any(|error| error.field == field);
    let problem = match &new.name {
        None => Some(Problem::Required).filter(|_| !has_error("name")),
        Some(name) => name_problem(name).or_else(|| {
            let taken = existing.names.contains_key(name) || !names.insert(name.clone());
            taken.then(|| Problem::Taken(name.clone()))
        }),
    };
    errors.extend(problem.map(|problem| FieldError::new("name", problem)));
    if let Some(id) = new.id.as_ref().filter(|id| existing.ids.contains(id.as_str())) {
        errors.push(FieldError::new("id", Problem::Taken(id.to_string())));
    }
    errors.extend(new.metadata.as_ref().and_then(|data| validate_metadata(tx, None, data)));
    errors.extend(validate_users(new.users.as_deref().unwrap_or_default(), &existing.users));
    errors
}

/// The error of users who are no workers of the domain.
pub(crate) fn validate_users(users: &[String], workers: &HashSet<String>) -> Option<FieldError> {
    let mut seen = HashSet::new();
    let unknown = users.iter().filter(|user| !workers.contains(*user) && seen.insert(*user));
    let unknown: Vec<String> = unknown.cloned().collect();
    (!unknown.is_empty()).then(|| FieldError::new("users", Problem::UnknownUsers(unknown)))
}
