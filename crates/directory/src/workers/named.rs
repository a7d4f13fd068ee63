//! Workers with the names of what they belong to: how tables tell them.

use std::collections::{BTreeSet, HashMap};

use roster_model::{Error, Id, NamedWorker, Person, Schema, Worker};
use roster_store::{Tx, groups, locations};

/// The names of groups and the site codes of locations, as far as they are asked for.
#[derive(Default)]
pub(super) struct Names {
    pub(super) groups: HashMap<Id, String>,
    pub(super) sites: HashMap<Id, String>,
}

impl Names {
    /// The names of all that these people belong to.
    pub(super) async fn load<'p>(
        tx: &mut Tx,
        domain: i64,
        people: impl Iterator<Item = &'p Person> + Clone,
    ) -> Result<Self, Error> {
        let ids = |of: fn(&Worker) -> &[Id]| -> Vec<String> {
            let workers = people.clone().filter_map(|person| person.worker.as_ref());
            let ids: BTreeSet<&Id> = workers.flat_map(of).collect();
            ids.into_iter().map(Id::to_string).collect()
        };
        let (in_groups, at) = (ids(|worker| &worker.groups), ids(|worker| &worker.locations));
        let mut names = Self::default();
        if !in_groups.is_empty() {
            names.groups = groups::names(tx, domain, in_groups).await?;
        }
        if !at.is_empty() {
            names.sites = locations::site_codes_of(tx, domain, at).await?;
        }
        Ok(names)
    }

    /// The worker with their names.
    pub(super) fn of(&self, person: Person, schema: &Schema) -> NamedWorker {
        let Some(worker) = &person.worker else {
            return NamedWorker {
                person,
                groups: Vec::new(),
                locations: Vec::new(),
                profile: None,
            };
        };
        let mut groups: Vec<String> =
            worker.groups.iter().filter_map(|id| self.groups.get(id).cloned()).collect();
        groups.sort_unstable();
        let primary = worker.primary_location.as_ref();
        let others = worker.locations.iter().filter(|id| Some(*id) != primary);
        let locations =
            primary.into_iter().chain(others).filter_map(|id| self.sites.get(id).cloned());
        let locations = locations.collect();
        let profile = worker.profile.and_then(|number| schema.profile(number));
        let profile = profile.map(|profile| profile.name.clone());
        NamedWorker { person, groups, locations, profile }
    }
}
