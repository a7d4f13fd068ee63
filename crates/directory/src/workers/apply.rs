//! Applying an edit to a worker: a pure function that finds every error before anything is stored.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Domain, Error, Expected, FieldError, Id, Person, Phone, PhoneEdit, Problem, Username, Worker,
    WorkerEdit, limits,
};

use super::{custom_data, ids, references::References};
use crate::{
    auth::password_policy,
    location_assignment::{Assignment, Half},
};

/// The location fields: their errors come last.
const LOCATION_FIELDS: [&str; 3] = ["primary_location", "locations", "location"];

/// Applies `edit` to `person`, or returns every error in the order of the request. `errors` are those
/// that the caller found.
pub(crate) fn apply(
    person: &mut Person,
    edit: &WorkerEdit,
    domain: &Domain,
    references: &References,
    mut errors: Vec<FieldError>,
) -> Result<(), Error> {
    let before = person.clone();
    errors.extend(edit.errors.iter().cloned());
    errors.extend(validate_expected(&edit.expected, person, domain));
    edit.apply_plain_fields(person);
    for change in &edit.phones {
        apply_phones(&mut person.phones, change);
    }
    if let Some(password) = &edit.password {
        let strong = domain.settings.strong_passwords;
        let problem = password_policy::check_worker_password(password, strong);
        errors.extend(problem.map(|problem| FieldError::new("password", problem)));
    }
    if let Some(worker) = &mut person.worker {
        errors.extend(apply_to_worker(worker, edit, references));
    }
    if let Some(change) = &edit.data {
        let restore = edit.restore_unshown;
        errors.extend(custom_data::apply(person, change, restore, domain, &references.schema));
    }
    if let Some(worker) = &mut person.worker {
        errors.extend(assign_locations(worker, edit, &references.locations).err());
    }
    errors.extend(references.rules.check(&before, person, &references.schema));
    let limit = domain.settings.custom_data_limit;
    errors.extend(limits::check_person(Some(&before), person, "user_data", limit));
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(sort_errors(errors, &edit.order))) }
}

fn apply_to_worker(
    worker: &mut Worker,
    edit: &WorkerEdit,
    references: &References,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(Some(name)) = &edit.role
        && !references.role_exists
    {
        errors.push(FieldError::new("role", Problem::UnknownRole(name.clone())));
    }
    if let Some(groups) = &edit.groups {
        let known: HashSet<&String> = references.groups.iter().collect();
        let mut unknown: Vec<String> =
            groups.iter().filter(|id| !known.contains(id)).cloned().collect();
        unknown.dedup();
        if !unknown.is_empty() {
            errors.push(FieldError::new("groups", Problem::UnknownGroups(unknown)));
        }
        let mut sorted = references.groups.clone();
        sorted.sort_unstable();
        sorted.dedup();
        worker.groups = ids(&sorted);
    }
    errors
}

fn apply_phones(phones: &mut Vec<Phone>, change: &PhoneEdit) {
    match change {
        PhoneEdit::Default(phone) => {
            phones.retain(|known| known != phone);
            phones.insert(0, phone.clone());
        }
        PhoneEdit::All(all) => {
            let mut seen = HashSet::new();
            *phones = all.iter().filter(|phone| seen.insert(*phone)).cloned().collect();
        }
    }
}

/// The errors of read-only fields whose sent value is not the stored one.
fn validate_expected(expected: &Expected, person: &Person, domain: &Domain) -> Vec<FieldError> {
    let worker = person.worker.as_ref();
    let username = expected.username.as_ref().map(|text| Username::complete(text, domain));
    let actual = worker.map(|worker| worker.username.as_str());
    let checks = [
        ("id", expected.id.as_ref().is_some_and(|id| id != person.id.as_str())),
        ("username", username.is_some_and(|name| Some(name.as_str()) != actual)),
        ("is_active", expected.active.is_some_and(|on| Some(on) != worker.map(|w| w.active))),
        ("created_on", expected.created_at.is_some_and(|at| at != person.created_at)),
        ("last_modified", expected.updated_at.is_some_and(|at| at != person.updated_at)),
    ];
    let differs = checks.into_iter().filter(|(_, differs)| *differs);
    differs.map(|(field, _)| FieldError::new(field, Problem::NotEditable)).collect()
}

/// Assigns locations, of which those in `known` exist. A sent location field without the other one is
/// combined with the stored value of the other.
fn assign_locations(
    worker: &mut Worker,
    edit: &WorkerEdit,
    known: &[String],
) -> Result<(), FieldError> {
    let present =
        Assignment { primary: worker.primary_location.clone(), all: worker.locations.clone() };
    // A stored location may always be sent back, even a deleted one.
    let mut known = known.to_vec();
    known.extend(present.all.iter().map(Id::to_string));
    let changed = present.change(&edit.primary_location, edit.locations.as_deref(), &known);
    let changed = changed.map_err(|(half, problem)| match half {
        Half::Primary => FieldError::new("primary_location", problem),
        Half::All => FieldError::new("locations", problem),
    })?;
    worker.primary_location = changed.primary;
    worker.locations = changed.all;
    Ok(())
}

/// Errors in the order of the request's fields, those of locations last, as in the live service.
fn sort_errors(mut errors: Vec<FieldError>, order: &[String]) -> Vec<FieldError> {
    let positions: HashMap<&str, usize> =
        order.iter().enumerate().map(|(index, field)| (field.as_str(), index)).collect();
    errors.sort_by_key(|error| {
        let field = error.field.as_str();
        (LOCATION_FIELDS.contains(&field), positions.get(field).copied().unwrap_or(order.len()))
    });
    errors
}

#[cfg(test)]
mod tests {
    use roster_model::{FieldError, Problem};

    use super::sort_errors;

    #[test]
    fn errors_follow_the_request_with_locations_last() {
        let order = ["locations", "shoe", "role", "location", "default_phone_number"];
        let found = ["role", "locations", "send_confirmation_email_now", "location", "shoe"];
        let errors = found.map(|field| FieldError::new(field, Problem::NotEditable)).to_vec();
        let sorted = sort_errors(errors, &order.map(str::to_owned));
        let fields: Vec<&str> = sorted.iter().map(|error| error.field.as_str()).collect();
        let expected = ["shoe", "role", "send_confirmation_email_now", "locations", "location"];
        assert_eq!(fields, expected);
    }
}
