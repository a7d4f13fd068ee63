//! Applying a change of custom data to a worker.
//!
//! Clients send back what they read. So the keys that the directory provides (`commcare_project`, the
//! location keys, a profile's values) are accepted with their present value, and are not stored.

use roster_model::{
    CustomData, DataEdit, Domain, FieldError, Id, Patch, Person, Problem, Profile, RestoreUnshown,
    Schema,
};
use serde_json::Value;

const FIELD: &str = "user_data";

/// Applies `change` to `person`. Returns its errors.
pub(super) fn apply(
    person: &mut Person,
    change: &DataEdit,
    restore_unshown: Option<RestoreUnshown>,
    domain: &Domain,
    schema: &Schema,
) -> Vec<FieldError> {
    let (sent, replace) = match change {
        DataEdit::Replace(data) => (data, true),
        DataEdit::Merge(data) => (data, false),
    };
    let restored = restore_unshown.map(|restore| restore(&person.custom, sent.clone()));
    let sent = restored.as_ref().unwrap_or(sent);
    let before = person.worker.as_ref().and_then(|worker| worker.profile);
    let (after, mut errors) = match requested_profile(sent, schema) {
        Ok(Patch::Set(number)) => (Some(number), Vec::new()),
        Ok(Patch::Clear) => (None, Vec::new()),
        // Replacing all data removes the profile.
        Ok(Patch::Keep) => (before.filter(|_| !replace), Vec::new()),
        Err(problem) => (before, vec![FieldError::new(FIELD, problem)]),
    };
    let provided = Provided {
        system: system_values(person, domain),
        old: before.and_then(|number| schema.profile(number)),
        new: after.and_then(|number| schema.profile(number)),
    };
    let mut data = if replace { CustomData::new() } else { person.custom.clone() };
    for (key, value) in sent {
        match provided.check(key, value) {
            Action::Store => {
                data.insert(key.clone(), value.clone());
            }
            Action::Skip => {}
            Action::Reject => errors.push(FieldError::new(FIELD, Problem::Controlled(key.clone()))),
        }
    }
    if after != before && provided.overwrites(&data) {
        errors.push(FieldError::new(FIELD, Problem::ProfileConflict));
    }
    person.custom = data;
    if let Some(worker) = &mut person.worker {
        worker.profile = after;
    }
    errors
}

/// The profile that the data requests.
fn requested_profile(sent: &CustomData, schema: &Schema) -> Result<Patch<i64>, Problem> {
    let Some(value) = sent.get(Schema::PROFILE_KEY) else { return Ok(Patch::Keep) };
    let number = match value {
        Value::Null => return Ok(Patch::Clear),
        Value::String(text) if text.trim().is_empty() => return Ok(Patch::Clear),
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_i64(),
    };
    let number = number.filter(|number| schema.profile(*number).is_some());
    number.map(Patch::Set).ok_or(Problem::UnknownProfile)
}

/// The present values of the keys that the directory provides.
fn system_values(person: &Person, domain: &Domain) -> Vec<(&'static str, String)> {
    let mut values = vec![(Schema::PROJECT_KEY, domain.name.as_str().to_owned())];
    if let Some(worker) = &person.worker {
        let primary = worker.primary_location.as_ref().map(Id::as_str);
        let locations = Schema::location_keys(primary, &worker.locations);
        values.extend(locations.map(|(key, value)| (key, value.into_owned())));
    }
    values
}

/// Values that the directory or a profile provides.
struct Provided<'a> {
    system: Vec<(&'static str, String)>,
    old: Option<&'a Profile>,
    new: Option<&'a Profile>,
}

/// The treatment of a sent key.
enum Action {
    Store,
    Skip,
    Reject,
}

impl Provided<'_> {
    fn check(&self, key: &str, value: &Value) -> Action {
        let skip_if =
            |unchanged| if unchanged || is_blank(value) { Action::Skip } else { Action::Reject };
        match key {
            Schema::PROFILE_KEY => Action::Skip,
            Schema::PROJECT_KEY
            | Schema::LOCATION_KEY
            | Schema::LOCATIONS_KEY
            | Schema::CASE_SHARING_KEY => {
                let known = self.system.iter().find(|(name, _)| *name == key);
                skip_if(known.is_some_and(|(_, known)| value == known))
            }
            _ => match (profile_value(self.new, key), profile_value(self.old, key)) {
                (Some(known), _) => skip_if(value == known),
                // A value of the old profile, sent back together with a new profile.
                (None, Some(known)) if value == known => Action::Skip,
                _ => Action::Store,
            },
        }
    }

    /// Whether the new profile has a key for which the worker has a stored value.
    fn overwrites(&self, data: &CustomData) -> bool {
        let Some(profile) = self.new else { return false };
        profile.values.keys().filter_map(|key| data.get(key)).any(|value| !is_blank(value))
    }
}

fn profile_value<'a>(profile: Option<&'a Profile>, key: &str) -> Option<&'a Value> {
    profile.and_then(|profile| profile.values.get(key))
}

/// Whether a value is null, false, zero or empty.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(on) => !on,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}
