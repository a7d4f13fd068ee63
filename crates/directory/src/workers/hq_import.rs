//! Taking workers over from another directory.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Error, FieldError, HqItem, HqOutcome, HqWorker, NewWorker, Patch, Person, Problem, Schema,
    Username, WorkerEdit,
};
use roster_store::{groups, locations, people, roles};

use super::{Workers, create, decide, edit::changed, references::References, save};
use crate::{hq_import::judged, schema, unit_of_work::WriteTx};

impl Workers<'_> {
    /// Makes here what is there, under the same identities. A worker who is in a group or at a
    /// place that is not here comes without it. Passwords stay as they are: there is none at first.
    pub(crate) async fn take_over(
        &self,
        tx: &mut WriteTx,
        all: &[HqWorker],
    ) -> Result<Vec<HqItem>, Error> {
        let mut known = Known::load(tx, all).await?;
        let mut taken = Vec::with_capacity(all.len());
        for worker in all {
            let (edit, missing) = known.trimmed(worker);
            let done = judged(self.take(tx, worker, &edit, &mut known).await)?;
            let mut left_out = worker.left_out.clone();
            left_out.extend(missing);
            taken.push(HqItem {
                id: worker.id.to_string(),
                here: worker.id.to_string(),
                name: worker.username.clone(),
                outcome: done.unwrap_or_else(HqOutcome::Refused),
                left_out,
            });
        }
        Ok(taken)
    }

    async fn take(
        &self,
        tx: &mut WriteTx,
        told: &HqWorker,
        edit: &WorkerEdit,
        known: &mut Known,
    ) -> Result<HqOutcome, Error> {
        let before = known.people.get(told.id.as_str()).cloned();
        let (mut after, errors) = match &before {
            Some(before) => (before.clone(), other_name(before, told)),
            None => self.fresh(tx, told).await?,
        };
        let domain = self.ctx.domain();
        let references = known.references(edit);
        let judged = decide::apply(&mut after, edit, domain, &references, errors);
        known.schema = references.schema;
        judged?;
        if let Some(worker) = &mut after.worker {
            worker.active = told.active;
            worker.unconfirmed &= !told.active;
            if matches!(told.edit.primary_location, Patch::Clear) {
                worker.primary_location = None;
            }
        }
        schema::register_used(tx, &mut known.schema, &after.custom).await?;
        let outcome = match before {
            None => {
                create::insert(tx, &mut after, None).await?;
                HqOutcome::Created
            }
            Some(before) => {
                let fields = differing(&before, &after);
                after = save(tx, &before, after, fields.clone()).await?;
                HqOutcome::of_change(fields)
            }
        };
        known.people.insert(told.id.to_string(), after);
        Ok(outcome)
    }

    /// A worker of whom nothing is said yet but who they are.
    async fn fresh(
        &self,
        tx: &mut WriteTx,
        told: &HqWorker,
    ) -> Result<(Person, Vec<FieldError>), Error> {
        let new = NewWorker { id: Some(told.id.clone()), ..NewWorker::default() };
        let username = Username::parse(&told.username, self.ctx.domain());
        let mut errors = create::taken(tx, &new, username.as_ref().ok()).await?;
        let username = username.unwrap_or_else(|problem| {
            errors.push(FieldError::new("username", problem));
            Username::new_unchecked(String::new())
        });
        let mut person = self.blank(&new, username, tx);
        person.created_at = told.created_at.unwrap_or(tx.now);
        Ok((person, errors))
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
    async fn load(tx: &mut WriteTx, all: &[HqWorker]) -> Result<Self, Error> {
        let domain = tx.number();
        let tx = &mut tx.store;
        let distinct = |texts: HashSet<String>| texts.into_iter().collect::<Vec<_>>();
        let edits = || all.iter().map(|worker| &worker.edit);
        let ids = all.iter().map(|worker| worker.id.to_string()).collect();
        let in_groups = edits().flat_map(|edit| edit.groups.iter().flatten().cloned()).collect();
        let at_places = edits().flat_map(|edit| edit.locations.iter().flatten().cloned()).collect();
        let mut known_roles = HashSet::new();
        let named: HashSet<&String> =
            edits().filter_map(|edit| edit.role.as_ref()?.as_ref()).collect();
        for name in named {
            if roles::by_name(tx, domain, name).await?.is_some() {
                known_roles.insert(name.clone());
            }
        }
        let people = people::find_many(tx, domain, distinct(ids)).await?;
        let groups = groups::existing(tx, domain, distinct(in_groups)).await?;
        let places = locations::existing(tx, domain, distinct(at_places)).await?;
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
    fn trimmed(&self, worker: &HqWorker) -> (WorkerEdit, Vec<FieldError>) {
        let mut edit = worker.edit.clone();
        let mut missing = Vec::new();
        let gone = trim(&mut edit.groups, &self.groups);
        if !gone.is_empty() {
            missing.push(FieldError::new("groups", Problem::UnknownGroups(gone)));
        }
        let gone = trim(&mut edit.locations, &self.locations);
        if !gone.is_empty() {
            missing.push(FieldError::new("locations", Problem::UnknownLocations(gone)));
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
            missing.push(FieldError::new("role", Problem::UnknownRole(role.clone())));
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
fn other_name(before: &Person, told: &HqWorker) -> Vec<FieldError> {
    let name = before.worker.as_ref().map(|worker| worker.username.as_str());
    if name == Some(told.username.as_str()) {
        return Vec::new();
    }
    let text = format!("the identity is that of '{}' here", name.unwrap_or_default());
    vec![FieldError::new("username", Problem::Other(text))]
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
