//! Making groups.

use std::collections::{HashMap, HashSet};

use roster_model::{Fault, Flaw, Group, Id, Kind, NewGroup, Problem};
use roster_store::groups;

use super::{Groups, load, membership::Moves, name_problem};
use crate::{faults::fault, work::Work};

/// The most groups in one request.
const MAX_GROUPS: usize = 1_000;

impl Groups<'_> {
    /// Makes a group. Its members stay in their other groups (the live service takes them out).
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn create(&self, new: NewGroup) -> Result<Group, Fault> {
        let mut work = self.scope.begin().await?;
        let known = Known::load(&mut work, std::slice::from_ref(&new)).await?;
        let flaws = flaws(&new, &known, &mut HashSet::new());
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let mut moves = Moves::default();
        let id = self.insert(&mut work, new, &mut moves).await?;
        moves.carry_out(&mut work).await?;
        let domain = work.number();
        let group = load(&mut work.tx, domain, id.as_str()).await?;
        work.commit().await?;
        Ok(group)
    }

    /// Makes several groups, all of them or none, and tells their identities in the same order.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw, each with the place of its group.
    pub async fn create_many(&self, all: Vec<NewGroup>) -> Result<Vec<Id>, Fault> {
        if all.len() > MAX_GROUPS {
            return Err(Fault::flaw("objects", Problem::TooMany(MAX_GROUPS)));
        }
        let mut work = self.scope.begin().await?;
        let known = Known::load(&mut work, &all).await?;
        let mut names = HashSet::new();
        let flaws: Vec<Flaw> = all
            .iter()
            .enumerate()
            .flat_map(|(index, new)| {
                flaws(new, &known, &mut names).into_iter().map(move |flaw| flaw.at(index))
            })
            .collect();
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let mut moves = Moves::default();
        let mut ids = Vec::with_capacity(all.len());
        for new in all {
            ids.push(self.insert(&mut work, new, &mut moves).await?);
        }
        moves.carry_out(&mut work).await?;
        work.commit().await?;
        Ok(ids)
    }

    async fn insert(&self, work: &mut Work, new: NewGroup, moves: &mut Moves) -> Result<Id, Fault> {
        let group = Group {
            id: new.id.unwrap_or_else(|| self.scope.environment().id()),
            name: new.name.unwrap_or_default(),
            case_sharing: new.case_sharing.unwrap_or(false),
            reporting: new.reporting.unwrap_or(true),
            metadata: new.metadata.unwrap_or_default(),
            users: Vec::new(),
        };
        let domain = work.number();
        groups::insert(&mut work.tx, domain, &group).await.map_err(fault)?;
        work.log(Kind::GroupCreated, group.id.as_str(), None, Vec::new());
        for user in new.users.into_iter().flatten() {
            moves.join(&Id::trusted(user), &group.id);
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
    async fn load(work: &mut Work, all: &[NewGroup]) -> Result<Self, Fault> {
        let domain = work.number();
        let names = all.iter().filter_map(|new| new.name.clone()).collect();
        let names = groups::named(&mut work.tx, domain, names).await.map_err(fault)?;
        let users = all.iter().flat_map(|new| new.users.clone().unwrap_or_default()).collect();
        let users = groups::eligible(&mut work.tx, domain, users).await.map_err(fault)?;
        let ids = all.iter().filter_map(|new| Some(new.id.as_ref()?.as_str().to_owned())).collect();
        let ids = groups::existing(&mut work.tx, domain, ids).await.map_err(fault)?;
        Ok(Self { names, users: users.into_iter().collect(), ids: ids.into_iter().collect() })
    }
}

/// Every flaw of one new group; `names` are those of the groups before it in the request.
fn flaws(new: &NewGroup, known: &Known, names: &mut HashSet<String>) -> Vec<Flaw> {
    let mut flaws = new.flaws.clone();
    let told = |field: &str| new.flaws.iter().any(|flaw| flaw.field == field);
    let problem = match &new.name {
        None => Some(Problem::Required).filter(|_| !told("name")),
        Some(name) => name_problem(name).or_else(|| {
            let taken = known.names.contains_key(name) || !names.insert(name.clone());
            taken.then(|| Problem::Taken(name.clone()))
        }),
    };
    flaws.extend(problem.map(|problem| Flaw::new("name", problem)));
    if let Some(id) = new.id.as_ref().filter(|id| known.ids.contains(id.as_str())) {
        flaws.push(Flaw::new("id", Problem::Taken(id.to_string())));
    }
    flaws.extend(unknown_users(new.users.as_deref().unwrap_or_default(), &known.users));
    flaws
}

/// The flaw of naming users who are no workers of the domain.
pub(super) fn unknown_users(users: &[String], known: &HashSet<String>) -> Option<Flaw> {
    let mut unknown: Vec<String> = Vec::new();
    for user in users {
        if !known.contains(user) && !unknown.contains(user) {
            unknown.push(user.clone());
        }
    }
    (!unknown.is_empty()).then(|| Flaw::new("users", Problem::UnknownUsers(unknown)))
}
