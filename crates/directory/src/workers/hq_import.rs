//! Importing workers from CommCare HQ.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Domain, Error, FieldError, HqItem, HqOutcome, HqWorker, NewWorker, Patch, Person, Problem,
    Schema, Username, WorkerEdit, changed_fields, fold,
};
use roster_store::{groups, locations, people, roles};

use super::{WorkerView, Workers, apply, check_precondition, create, load, references::References};
use crate::{
    field_rules::FieldRules,
    hq_import::separate_rejection,
    people::write::{self, PasswordChange},
    schema,
    unit_of_work::WriteTx,
};

impl Workers<'_> {
    /// Creates and updates workers under their HQ ids. Leaves out unknown groups and locations. Does
    /// not change passwords: a new worker has none. Accepts any custom data, as HQ did.
    pub(crate) async fn import_hq(
        &self,
        tx: &mut WriteTx,
        workers: &[HqWorker],
    ) -> Result<Vec<HqItem>, Error> {
        let mut context = Context::load(tx, workers).await?;
        self.import_workers(tx, workers, &mut context).await
    }

    async fn import_workers(
        &self,
        tx: &mut WriteTx,
        workers: &[HqWorker],
        context: &mut Context,
    ) -> Result<Vec<HqItem>, Error> {
        let mut items = Vec::with_capacity(workers.len());
        for worker in workers {
            let (edit, missing) = context.without_missing(worker);
            let result = self.import_worker(tx, worker, &edit, context).await;
            let mut left_out = worker.left_out.clone();
            left_out.extend(missing);
            items.push(HqItem {
                id: worker.id.to_string(),
                here: worker.id.to_string(),
                name: worker.username.clone(),
                outcome: separate_rejection(result)?.unwrap_or_else(HqOutcome::Refused),
                left_out,
            });
        }
        Ok(items)
    }

    /// Creates or updates one worker under the HQ id, and leaves nothing out. The custom data keeps the
    /// rules of the API. See [`crate::Forwarded::worker`].
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub(crate) async fn import_forwarded(
        &self,
        tx: &mut WriteTx,
        mut worker: HqWorker,
        active: Option<bool>,
    ) -> Result<(WorkerView, HqOutcome), Error> {
        let domain = tx.number();
        let before = people::find(&mut tx.store, domain, worker.id.as_str()).await?;
        let before = before.filter(|person| person.worker.is_some());
        if let Some(before) = &before {
            check_precondition(tx, before).await?;
        }
        let present = before.and_then(|person| person.worker).map(|worker| worker.active);
        worker.active = active.or(present).unwrap_or(true);
        let workers = std::slice::from_ref(&worker);
        let mut context = Context::load(tx, workers).await?;
        context.rules = FieldRules::of_channel(tx.via(), &tx.domain.settings, &context.schema);
        let items = self.import_workers(tx, workers, &mut context).await?;
        let item = items.into_iter().next();
        let item = item.ok_or_else(|| Error::Internal("a worker was not imported".into()))?;
        match item.outcome {
            HqOutcome::Refused(errors) => Err(Error::Invalid(errors)),
            _ if !item.left_out.is_empty() => Err(Error::Invalid(item.left_out)),
            outcome => {
                let person = load(&mut tx.store, domain, worker.id.as_str()).await?;
                let schema = schema::load(&mut tx.store, domain).await?.into();
                Ok((WorkerView { person, schema, activity: None }, outcome))
            }
        }
    }

    async fn import_worker(
        &self,
        tx: &mut WriteTx,
        worker: &HqWorker,
        edit: &WorkerEdit,
        context: &mut Context,
    ) -> Result<HqOutcome, Error> {
        let before = context.people.get(worker.id.as_str()).cloned();
        let (mut after, errors) = match &before {
            Some(before) => (before.clone(), validate_username(before, worker, self.ctx.domain())),
            None => self.new_worker(tx, worker).await?,
        };
        let domain = self.ctx.domain();
        let references = context.lend_references(edit);
        let applied = apply::apply(&mut after, edit, domain, &references, errors);
        (context.schema, context.rules) = (references.schema, references.rules);
        applied?;
        if let Some(imported) = &mut after.worker {
            imported.active = worker.active;
            imported.unconfirmed &= !worker.active;
            if matches!(worker.edit.primary_location, Patch::Clear) {
                imported.primary_location = None;
            }
        }
        schema::register_used(tx, &mut context.schema, &after.custom).await?;
        let (person, outcome) = match before {
            None => {
                let person = write::insert(tx, after, PasswordChange::Keep).await?;
                (person, HqOutcome::Created)
            }
            Some(before) => {
                let fields = changed_fields(&before, &after);
                let person = write::update(tx, before, after).await?;
                (person, HqOutcome::from_changed(fields))
            }
        };
        context.people.insert(worker.id.to_string(), person);
        Ok(outcome)
    }

    /// A new worker with the identity of the HQ worker, and the errors of that identity.
    async fn new_worker(
        &self,
        tx: &mut WriteTx,
        worker: &HqWorker,
    ) -> Result<(Person, Vec<FieldError>), Error> {
        let new = NewWorker { id: Some(worker.id.clone()), ..NewWorker::default() };
        let username = Username::parse(&worker.username, self.ctx.domain());
        let mut errors = create::find_conflicts(tx, &new, username.as_ref().ok()).await?;
        let username = username.unwrap_or_else(|problem| {
            errors.push(FieldError::new("username", problem));
            Username::new_unchecked(String::new())
        });
        let mut person = self.blank(&new, username, tx);
        person.created_at = worker.created_at.unwrap_or(tx.now);
        Ok((person, errors))
    }
}

/// The stored data that the HQ workers refer to.
struct Context {
    people: HashMap<String, Person>,
    groups: HashSet<String>,
    locations: HashSet<String>,
    roles: HashSet<String>,
    schema: Schema,
    /// The rules for custom values.
    rules: FieldRules,
}

impl Context {
    async fn load(tx: &mut WriteTx, workers: &[HqWorker]) -> Result<Self, Error> {
        let domain = tx.number();
        let tx = &mut tx.store;
        let distinct = |texts: HashSet<String>| texts.into_iter().collect::<Vec<_>>();
        let edits = || workers.iter().map(|worker| &worker.edit);
        let ids = workers.iter().map(|worker| worker.id.to_string()).collect();
        let group_ids = edits().flat_map(|edit| edit.groups.iter().flatten().cloned()).collect();
        let location_ids =
            edits().flat_map(|edit| edit.locations.iter().flatten().cloned()).collect();
        let role_names: HashSet<&String> =
            edits().filter_map(|edit| edit.role.as_ref()?.as_ref()).collect();
        let mut existing_roles = HashSet::new();
        for name in role_names {
            if roles::by_name(tx, domain, name).await?.is_some() {
                existing_roles.insert(name.clone());
            }
        }
        let people = people::find_many(tx, domain, distinct(ids)).await?;
        let groups = groups::existing(tx, domain, distinct(group_ids)).await?;
        let locations = locations::existing(tx, domain, distinct(location_ids)).await?;
        let workers = people.into_iter().filter(|person| person.worker.is_some());
        Ok(Self {
            people: workers.map(|person| (person.id.to_string(), person)).collect(),
            groups: groups.into_iter().collect(),
            locations: locations.into_iter().collect(),
            roles: existing_roles,
            schema: schema::load(tx, domain).await?,
            rules: FieldRules::default(),
        })
    }

    /// The edit without references to missing records, and these references.
    fn without_missing(&self, worker: &HqWorker) -> (WorkerEdit, Vec<FieldError>) {
        let mut edit = worker.edit.clone();
        let mut missing = Vec::new();
        let removed = remove_missing(&mut edit.groups, &self.groups);
        if !removed.is_empty() {
            missing.push(FieldError::new("groups", Problem::UnknownGroups(removed)));
        }
        let removed = remove_missing(&mut edit.locations, &self.locations);
        if !removed.is_empty() {
            missing.push(FieldError::new("locations", Problem::UnknownLocations(removed)));
        }
        let locations = edit.locations.as_deref().unwrap_or_default();
        edit.primary_location = match (edit.primary_location, locations.first()) {
            (Patch::Set(primary), _) if locations.contains(&primary) => Patch::Set(primary),
            // A worker with locations must have a primary one.
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

    /// The references of one edit. They take the schema and the rules; the caller must move them back.
    fn lend_references(&mut self, edit: &WorkerEdit) -> References {
        References {
            rules: std::mem::take(&mut self.rules),
            schema: std::mem::take(&mut self.schema),
            groups: edit.groups.clone().unwrap_or_default(),
            locations: edit.locations.clone().unwrap_or_default(),
            role_exists: true,
        }
    }
}

/// Removes the ids that are not in `existing`, and returns them.
fn remove_missing(ids: &mut Option<Vec<String>>, existing: &HashSet<String>) -> Vec<String> {
    let (kept, removed) =
        ids.take().unwrap_or_default().into_iter().partition(|id| existing.contains(id));
    *ids = Some(kept);
    removed
}

/// The stored worker with the HQ id must have the HQ username.
fn validate_username(before: &Person, worker: &HqWorker, domain: &Domain) -> Vec<FieldError> {
    let name = before.worker.as_ref().map(|worker| worker.username.as_str());
    // A new worker gets the username in this form too.
    if name.map(fold) == Some(fold(&Username::complete(&worker.username, domain))) {
        return Vec::new();
    }
    let text = format!("'{}' has this id in Roster", name.unwrap_or_default());
    vec![FieldError::new("username", Problem::Other(text))]
}
