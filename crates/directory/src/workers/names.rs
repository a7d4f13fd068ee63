//! Workers with the names of their groups, locations and profile, as tables show them.

use std::collections::{BTreeSet, HashMap};

use roster_model::{Error, Id, NamedWorker, Person, Schema, Worker};
use roster_store::{Tx, groups, locations};

/// The names of groups and the site codes of locations, by id.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) groups: HashMap<Id, String>,
    pub(crate) site_codes: HashMap<Id, String>,
}

impl Names {
    /// Loads the names of the groups and locations of these people.
    pub(crate) async fn load<'p>(
        tx: &mut Tx,
        domain: i64,
        people: impl Iterator<Item = &'p Person> + Clone,
    ) -> Result<Self, Error> {
        let ids = |field: fn(&Worker) -> &[Id]| -> Vec<String> {
            let workers = people.clone().filter_map(|person| person.worker.as_ref());
            let ids: BTreeSet<&Id> = workers.flat_map(field).collect();
            ids.into_iter().map(Id::to_string).collect()
        };
        let (groups, locations) = (ids(|worker| &worker.groups), ids(|worker| &worker.locations));
        let mut names = Self::default();
        if !groups.is_empty() {
            names.groups = groups::names(tx, domain, groups).await?;
        }
        if !locations.is_empty() {
            names.site_codes = locations::site_codes_of(tx, domain, locations).await?;
        }
        Ok(names)
    }

    /// Adds the names to a worker.
    pub(crate) fn resolve(&self, person: Person, schema: &Schema) -> NamedWorker {
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
            primary.into_iter().chain(others).filter_map(|id| self.site_codes.get(id).cloned());
        let locations = locations.collect();
        let profile = worker.profile.and_then(|number| schema.profile(number));
        let profile = profile.map(|profile| profile.name.clone());
        NamedWorker { person, groups, locations, profile }
    }
}
