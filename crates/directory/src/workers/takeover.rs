//! Taking workers over from another directory.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Fault, Flaw, NewWorker, Patch, Person, Problem, Schema, Taken, TakenOutcome, TakenWorker,
    Username, WorkerEdit,
};
use roster_store::{groups, locations, people, roles};

use super::{Workers, create, decide, edit::changed, references::References, save};
use crate::{faults::fault, schema, takeover::judged, work::Work};

impl Workers<'_> {
    /// Makes here what is there, under the same identities. A worker who is in a group or at a
    /// place that is not here comes without it. Passwords stay as they are: there is none at first.
    pub(crate) async fn take_over(
        &self,
        work: &mut Work,
        all: &[TakenWorker],
    ) -> Result<Vec<Taken>, Fault> {
        let mut known = Known::load(work, all).await?;
        let mut taken = Vec::with_capacity(all.len());
        for worker in all {
            let (edit, missing) = known.trimmed(worker);
            let done = judged(self.take(work, worker, &edit, &mut known).await)?;
            let mut left_out = worker.left_out.clone();
            left_out.extend(missing);
            taken.push(Taken {
                id: worker.id.to_string(),
                here: worker.id.to_string(),
                name: worker.username.clone(),
                outcome: done.unwrap_or_else(TakenOutcome::Refused),
                left_out,
            });
        }
        Ok(taken)
    }

    async fn take(
        &self,
        work: &mut Work,
        told: &TakenWorker,
        edit: &WorkerEdit,
        known: &mut Known,
    ) -> Result<TakenOutcome, Fault> {
        let before = known.people.get(told.id.as_str()).cloned();
        let (mut after, flaws) = match &before {
            Some(before) => (before.clone(), other_name(before, told)),
            None => self.fresh(work, told).await?,
        };
        let domain = self.scope.domain();
        let references = known.references(edit);
        let judged = decide::apply(&mut after, edit, domain, &references, flaws);
        known.schema = references.schema;
        judged?;
        if let Some(worker) = &mut after.worker {
            worker.active = told.active;
            worker.unconfirmed &= !told.active;
            if matches!(told.edit.primary_location, Patch::Clear) {
                worker.primary_location = None;
            }
        }
        schema::register_used(work, &mut known.schema, &after.custom).await?;
        let outcome = match before {
            None => {
                create::insert(work, &mut after, None).await?;
                TakenOutcome::Created
            }
            Some(before) => {
                let fields = differing(&before, &after);
                after = save(work, &before, after, fields.clone()).await?;
                TakenOutcome::of_change(fields)
            }
        };
        known.people.insert(told.id.to_string(), after);
        Ok(outcome)
    }

    /// A worker of whom nothing is said yet but who they are.
    async fn fresh(
        &self,
        work: &mut Work,
        told: &TakenWorker,
    ) -> Result<(Person, Vec<Flaw>), Fault> {
        let new = NewWorker { id: Some(told.id.clone()), ..NewWorker::default() };
        let username = Username::parse(&told.username, self.scope.domain());
        let mut flaws = create::taken(work, &new, username.as_ref().ok()).await?;
        let username = username.unwrap_or_else(|problem| {
            flaws.push(Flaw::new("username", problem));
            Username::trusted(String::new())
        });
        let mut person = self.blank(&new, username, work);
        person.created_at = told.created_at.unwrap_or(work.now);
        Ok((person, flaws))
    }
}

/// What the workers refer to, as far as it exists, and those of them that are here.
struct Known {
    people: HashMap<String, Person>,
    groups: HashSet<String>,
    locations: HashSet<String>,
    roles: HashSet<String>,
    schema: Schema,
}

impl Known {
    async fn load(work: &mut Work, all: &[TakenWorker]) -> Result<Self, Fault> {
        let domain = work.number();
        let tx = &mut work.tx;
        let distinct = |texts: HashSet<String>| texts.into_iter().collect::<Vec<_>>();
        let edits = || all.iter().map(|worker| &worker.edit);
        let ids = all.iter().map(|worker| worker.id.to_string()).collect();
        let in_groups = edits().flat_map(|edit| edit.groups.iter().flatten().cloned()).collect();
        let at_places = edits().flat_map(|edit| edit.locations.iter().flatten().cloned()).collect();
        let mut known_roles = HashSet::new();
        let named: HashSet<&String> =
            edits().filter_map(|edit| edit.role.as_ref()?.as_ref()).collect();
        for name in named {
            if roles::by_name(tx, domain, name).await.map_err(fault)?.is_some() {
                known_roles.insert(name.clone());
            }
        }
        let people = people::find_many(tx, domain, distinct(ids)).await.map_err(fault)?;
        let groups = groups::existing(tx, domain, distinct(in_groups)).await.map_err(fault)?;
        let places = locations::existing(tx, domain, distinct(at_places)).await.map_err(fault)?;
        let workers = people.into_iter().filter(|person| person.worker.is_some());
        Ok(Self {
            people: workers.map(|person| (person.id.to_string(), person)).collect(),
            groups: groups.into_iter().collect(),
            locations: places.into_iter().collect(),
            roles: known_roles,
            schema: schema::load(tx, domain).await?,
        })
    }

    /// The edit without what it refers to and is not here, and what that is.
    fn trimmed(&self, worker: &TakenWorker) -> (WorkerEdit, Vec<Flaw>) {
        let mut edit = worker.edit.clone();
        let mut missing = Vec::new();
        let gone = trim(&mut edit.groups, &self.groups);
        if !gone.is_empty() {
            missing.push(Flaw::new("groups", Problem::UnknownGroups(gone)));
        }
        let gone = trim(&mut edit.locations, &self.locations);
        if !gone.is_empty() {
            missing.push(Flaw::new("locations", Problem::UnknownLocations(gone)));
        }
        let places = edit.locations.as_deref().unwrap_or_default();
        edit.primary_location = match (edit.primary_location, places.first()) {
            (Patch::Set(primary), _) if places.contains(&primary) => Patch::Set(primary),
            // Some place must be the primary one of several.
            (_, Some(first)) => Patch::Set(first.clone()),
            (_, None) => Patch::Clear,
        };
        if let Some(Some(role)) = &edit.role
            && !self.roles.contains(role)
        {
            missing.push(Flaw::new("role", Problem::UnknownRole(role.clone())));
            edit.role = None;
        }
        (edit, missing)
    }

    /// What one edit refers to; the schema is lent, and must be given back.
    fn references(&mut self, edit: &WorkerEdit) -> References {
        References {
            schema: std::mem::take(&mut self.schema),
            groups: edit.groups.clone().unwrap_or_default(),
            locations: edit.locations.clone().unwrap_or_default(),
            role_exists: true,
        }
    }
}

/// Takes out of `texts` what is not `known`, and tells it.
fn trim(texts: &mut Option<Vec<String>>, known: &HashSet<String>) -> Vec<String> {
    let (kept, gone) =
        texts.take().unwrap_or_default().into_iter().partition(|text| known.contains(text));
    *texts = Some(kept);
    gone
}

/// Who has the identity here must be who has it there.
fn other_name(before: &Person, told: &TakenWorker) -> Vec<Flaw> {
    let name = before.worker.as_ref().map(|worker| worker.username.as_str());
    if name == Some(told.username.as_str()) {
        return Vec::new();
    }
    let text = format!("the identity is that of '{}' here", name.unwrap_or_default());
    vec![Flaw::new("username", Problem::Other(text))]
}

/// The names of the fields that differ.
fn differing(before: &Person, after: &Person) -> Vec<String> {
    let mut fields = changed(before, after);
    let active = |person: &Person| person.worker.as_ref().is_some_and(|worker| worker.active);
    if active(before) != active(after) {
        fields.push("is_active".to_owned());
    }
    fields
}
