//! What a caller needs to get a stored response again. Rights can be lost between a request and its
//! repetition, and a stored response contains personal data.

use std::collections::BTreeSet;

use roster_model::{Actor, Denial, Error, Permission};
use roster_store::{Tx, locations as stored_locations, people};
use serde_json::{Value, json};

use crate::locations::{LocationReach, accessible_ids};

/// The permissions that a request required, and the records that it reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Requirements {
    /// The required permissions.
    pub(crate) permissions: BTreeSet<Permission>,
    /// The ids of the workers that the response can show.
    pub(crate) people: BTreeSet<String>,
    /// The ids of the locations that were written.
    pub(crate) locations: BTreeSet<String>,
}

impl Requirements {
    pub(super) fn to_json(&self) -> String {
        let permissions = self.permissions.iter().map(|permission| permission.as_str());
        let document = json!({
            "permissions": permissions.collect::<Vec<_>>(),
            "people": self.people,
            "locations": self.locations,
        });
        document.to_string()
    }

    /// Responses that an earlier version stored have none.
    pub(super) fn from_json(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let texts = |name: &str| {
            let list = document[name].as_array().into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<_>>()
        };
        Self {
            permissions: texts("permissions")
                .iter()
                .filter_map(|it| Permission::parse(it))
                .collect(),
            people: texts("people"),
            locations: texts("locations"),
        }
    }

    /// Checks that the actor has the permissions, and reaches the records.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(super) async fn check(&self, tx: &mut Tx, actor: &Actor) -> Result<(), Error> {
        let missing = self.permissions.iter().find(|permission| !actor.rights.has(**permission));
        if let Some(missing) = missing {
            return Err(Error::Forbidden(Denial::PermissionMissing(missing.as_str())));
        }
        if self.reaches_all(tx, actor).await? {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::OutsideLocations))
    }

    async fn reaches_all(&self, tx: &mut Tx, actor: &Actor) -> Result<bool, Error> {
        let Some(accessible) = accessible_ids(tx, actor).await? else { return Ok(true) };
        let domain = actor.domain.number;
        let ids: Vec<String> = self.people.iter().cloned().collect();
        let found = people::find_many(tx, domain, ids).await?;
        let workers = found.iter().filter_map(|person| person.worker.as_ref());
        let at_own = workers.filter(|worker| {
            worker.locations.iter().any(|location| accessible.contains(location.as_str()))
        });
        if at_own.count() < self.people.len() {
            return Ok(false);
        }
        let reach = LocationReach::load(tx, actor).await?;
        for id in &self.locations {
            let location = stored_locations::find(tx, domain, id).await?;
            if !location.is_some_and(|location| reach.covers(&location)) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use roster_model::Permission;

    use super::Requirements;

    #[test]
    fn requirements_round_trip_through_json() {
        let requirements = Requirements {
            permissions: [Permission::ACCESS_API, Permission::EDIT_LOCATIONS].into(),
            people: ["a".to_owned(), "b".to_owned()].into(),
            locations: ["c".to_owned()].into(),
        };
        assert_eq!(Requirements::from_json(&requirements.to_json()), requirements);
        assert_eq!(Requirements::from_json(""), Requirements::default());
    }
}
