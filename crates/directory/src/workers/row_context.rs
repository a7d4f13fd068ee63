//! The stored data that the rows of a request refer to, loaded once for all of them: a request of a
//! thousand rows asks the store as often as one of a single row.

use std::collections::{HashMap, HashSet};

use roster_model::{
    ActivityCounts, Domain, Error, NewWorker, Patch, Person, Role, Schema, Username, WorkerEdit,
    WorkerItem,
};
use roster_store::{Expected, groups, locations, people, roles};

use super::{activity, references::References};
use crate::{
    field_rules::FieldRules, locations::accessible_ids, op_context::OpContext, schema,
    unit_of_work::WriteTx,
};

/// What the rows of a request refer to.
#[derive(Default)]
pub(super) struct Sought<'r> {
    edits: Vec<&'r WorkerEdit>,
    /// Folded usernames of new workers.
    usernames: Vec<String>,
    /// Ids of people.
    people: Vec<String>,
    /// Ids of workers whose submission counts were sent.
    counted: Vec<String>,
}

impl<'r> Sought<'r> {
    /// Of several rows.
    pub(super) fn of_items(items: &'r [WorkerItem], domain: &Domain) -> Self {
        let mut sought = Self::default();
        for item in items {
            match item {
                WorkerItem::Create(new) => sought.add_new(new, domain),
                WorkerItem::Edit { id, edit } => {
                    sought.people.push(id.clone());
                    sought.add_edit(id, edit);
                }
            }
        }
        sought
    }

    /// Of a new worker.
    pub(super) fn of_new(new: &'r NewWorker, domain: &Domain) -> Self {
        let mut sought = Self::default();
        sought.add_new(new, domain);
        sought
    }

    /// Of an edit of the loaded worker with this id.
    pub(super) fn of_edit(id: &str, edit: &'r WorkerEdit) -> Self {
        let mut sought = Self::default();
        sought.add_edit(id, edit);
        sought
    }

    fn add_new(&mut self, new: &'r NewWorker, domain: &Domain) {
        self.edits.push(&new.edit);
        self.people.extend(new.id.as_ref().map(ToString::to_string));
        let username = new.username.as_deref().map(|text| Username::parse(text, domain));
        self.usernames.extend(username.and_then(Result::ok).map(|username| username.folded()));
    }

    fn add_edit(&mut self, id: &str, edit: &'r WorkerEdit) {
        self.edits.push(edit);
        if edit.expected.extras.is_some() {
            self.counted.push(id.to_owned());
        }
    }

    /// The keys that the store is going to search.
    pub(super) fn expected(&self) -> Expected {
        people::expect_usernames(self.usernames.clone())
    }

    fn groups(&self) -> Vec<String> {
        distinct(self.edits.iter().filter_map(|edit| edit.groups.as_ref()).flatten())
    }

    fn locations(&self) -> Vec<String> {
        let all = self.edits.iter().filter_map(|edit| edit.locations.as_ref()).flatten();
        let primary = self.edits.iter().filter_map(|edit| match &edit.primary_location {
            Patch::Set(id) => Some(id),
            _ => None,
        });
        distinct(all.chain(primary))
    }

    fn names_a_role(&self) -> bool {
        self.edits.iter().any(|edit| matches!(edit.role, Some(Some(_))))
    }
}

fn distinct<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let texts: HashSet<&String> = texts.collect();
    texts.into_iter().cloned().collect()
}

/// The stored data that rows refer to. It follows the rows that were written.
pub(super) struct RowContext {
    pub(super) schema: Schema,
    rules: FieldRules,
    groups: HashSet<String>,
    locations: HashSet<String>,
    roles: HashMap<String, Role>,
    /// Folded usernames that are in use or stay taken.
    taken: HashSet<String>,
    /// By id.
    people: HashMap<String, Person>,
    /// The submission counts of workers, by id.
    counts: HashMap<String, ActivityCounts>,
    /// The locations that a confined caller has access to.
    accessible: Option<HashSet<String>>,
}

impl RowContext {
    pub(super) async fn load(
        tx: &mut WriteTx,
        ctx: &OpContext<'_>,
        sought: Sought<'_>,
    ) -> Result<Self, Error> {
        let domain = tx.number();
        let schema = schema::load(&mut tx.store, domain).await?;
        let (via, settings) = (tx.via(), &tx.domain.settings);
        let of_fields = match sought.edits[..] {
            // A form of the console is one edit.
            [edit] => FieldRules::of_edit(via, settings, &schema, edit),
            _ => FieldRules::of_channel(via, settings, &schema),
        };
        let tx = &mut tx.store;
        let groups = match sought.groups() {
            ids if ids.is_empty() => Vec::new(),
            ids => groups::existing(tx, domain, ids).await?,
        };
        let locations = match sought.locations() {
            ids if ids.is_empty() => Vec::new(),
            ids => locations::active(tx, domain, ids).await?,
        };
        let is_confined = ctx.actor().confined_to.is_some();
        let roles = if is_confined || sought.names_a_role() {
            roles::list(tx, domain).await?
        } else {
            Vec::new()
        };
        let taken = match sought.usernames {
            names if names.is_empty() => HashSet::new(),
            names => people::usernames_taken(tx, domain, names).await?,
        };
        let people = match sought.people {
            ids if ids.is_empty() => Vec::new(),
            ids => people::find_many(tx, domain, ids).await?,
        };
        let counts = if sought.counted.is_empty() {
            Vec::new()
        } else {
            activity::counts(tx, ctx, sought.counted.clone()).await?
        };
        Ok(Self {
            schema,
            rules: of_fields,
            groups: groups.into_iter().collect(),
            locations: locations.into_iter().collect(),
            roles: roles.into_iter().map(|role| (role.name.clone(), role)).collect(),
            taken,
            people: people.into_iter().map(|person| (person.id.to_string(), person)).collect(),
            counts: sought.counted.into_iter().zip(counts).collect(),
            accessible: accessible_ids(tx, ctx.actor()).await?,
        })
    }

    /// The records that an edit refers to, to be given back with [`RowContext::take_back`].
    pub(super) fn lend_references(&mut self, edit: &WorkerEdit) -> References {
        let existing = |ids: &[String], known: &HashSet<String>| -> Vec<String> {
            ids.iter().filter(|id| known.contains(*id)).cloned().collect()
        };
        let groups = edit.groups.as_deref().unwrap_or_default();
        let mut locations = edit.locations.clone().unwrap_or_default();
        if let Patch::Set(primary) = &edit.primary_location {
            locations.push(primary.clone());
        }
        References {
            schema: std::mem::take(&mut self.schema),
            rules: std::mem::take(&mut self.rules),
            groups: existing(groups, &self.groups),
            locations: existing(&locations, &self.locations),
            role_exists: match &edit.role {
                Some(Some(role)) => self.roles.contains_key(role),
                _ => true,
            },
        }
    }

    pub(super) fn take_back(&mut self, references: References) {
        (self.schema, self.rules) = (references.schema, references.rules);
    }

    /// Whether the folded username is or was in use.
    pub(super) fn is_taken(&self, folded: &str) -> bool {
        self.taken.contains(folded)
    }

    /// The person with this id, before the request.
    pub(super) fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    /// The submission counts of a worker.
    pub(super) fn counts(&self, id: &str) -> ActivityCounts {
        self.counts.get(id).copied().unwrap_or_default()
    }

    pub(super) fn roles(&self) -> &HashMap<String, Role> {
        &self.roles
    }

    pub(super) fn accessible(&self) -> Option<&HashSet<String>> {
        self.accessible.as_ref()
    }

    /// Records a worker that the request has created.
    pub(super) fn add(&mut self, person: Person) {
        self.taken.extend(person.worker.as_ref().map(|worker| worker.username.folded()));
        self.people.insert(person.id.to_string(), person);
    }
}
