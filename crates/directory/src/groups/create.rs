//! Making groups.

use std::collections::{HashMap, HashSet};

use roster_model::{Error, FieldError, Group, Id, Kind, NewGroup, Problem};
use roster_store::groups;

use super::{Groups, load, membership::Moves, name_problem};
use crate::unit_of_work::WriteTx;

/// The most groups in one request.
const MAX_GROUPS: usize = 1_000;

impl Groups<'_> {
    /// Makes a group. Its members stay in their other groups (the live service takes them out).
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw.
    pub async fn create(&self, new: NewGroup) -> Result<Group, Error> {
        let mut tx = self.ctx.begin().await?;
        let known = Known::load(&mut tx, std::slice::from_ref(&new)).await?;
        let errors = errors(&new, &known, &mut HashSet::new());
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut moves = Moves::default();
        let id = self.insert(&mut tx, new, &mut moves).await?;
        moves.carry_out(&mut tx).await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id.as_str()).await?;
        tx.commit().await?;
        Ok(group)
    }

    /// Makes several groups, all of them or none, and tells their identities in the same order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw, each with the place of its group.
    pub async fn create_many(&self, all: Vec<NewGroup>) -> Result<Vec<Id>, Error> {
        if all.len() > MAX_GROUPS {
            return Err(Error::invalid_field("objects", Problem::TooMany(MAX_GROUPS)));
        }
        let mut tx = self.ctx.begin().await?;
        let known = Known::load(&mut tx, &all).await?;
        let mut names = HashSet::new();
        let errors: Vec<FieldError> = all
            .iter()
            .enumerate()
            .flat_map(|(index, new)| {
                errors(new, &known, &mut names).into_iter().map(move |error| error.at(index))
            })
            .collect();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut moves = Moves::default();
        let mut ids = Vec::with_capacity(all.len());
        for new in all {
            ids.push(self.insert(&mut tx, new, &mut moves).await?);
        }
        moves.carry_out(&mut tx).await?;
        tx.commit().await?;
        Ok(ids)
    }

    async fn insert(
        &self,
        tx: &mut WriteTx,
        new: NewGroup,
        moves: &mut Moves,
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
        groups::insert(&mut tx.store, domain, &group).await?;
        tx.log(Kind::GroupCreated, group.id.as_str(), None, Vec::new());
        for user in new.users.into_iter().flatten() {
            moves.join(&Id::new_unchecked(user), &group.id);
        }
        Ok(group.id)
    }
}

/// What the requests refer to, as far as it exists.
struct Known {
    /// Names that are taken, and the groups that have them.
    names: HashMap<String, Id>,
    /// Workers.
    users: HashSet<String>,
    /// Identities that are taken.
    ids: HashSet<String>,
}

impl Known {
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

/// Every flaw of one new group; `names` are those of the groups before it in the request.
fn errors(new: &NewGroup, known: &Known, names: &mut HashSet<String>) -> Vec<FieldError> {
    let mut errors = new.errors.clone();
    let told = |field: &str| new.errors.iter().any(|error| error.field == field);
    let problem = match &new.name {
        None => Some(Problem::Required).filter(|_| !told("name")),
        Some(name) => name_problem(name).or_else(|| {
            let taken = known.names.contains_key(name) || !names.insert(name.clone());
            taken.then(|| Problem::HqItem(name.clone()))
        }),
    };
    errors.extend(problem.map(|problem| FieldError::new("name", problem)));
    if let Some(id) = new.id.as_ref().filter(|id| known.ids.contains(id.as_str())) {
        errors.push(FieldError::new("id", Problem::HqItem(id.to_string())));
    }
    errors.extend(unknown_users(new.users.as_deref().unwrap_or_default(), &known.users));
    errors
}

/// The flaw of naming users who are no workers of the domain.
pub(super) fn unknown_users(users: &[String], known: &HashSet<String>) -> Option<FieldError> {
    let mut unknown: Vec<String> = Vec::new();
    for user in users {
        if !known.contains(user) && !unknown.contains(user) {
            unknown.push(user.clone());
        }
    }
    (!unknown.is_empty()).then(|| FieldError::new("users", Problem::UnknownUsers(unknown)))
}
