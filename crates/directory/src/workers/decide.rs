//! What an edit makes of a worker: a pure function, which finds every flaw before anything is done.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Domain, Error, Expected, FieldError, Person, Phone, PhoneEdit, Problem, Username, Worker,
    WorkerEdit,
};

use super::{data, ids, places, references::References};
use crate::passwords;

/// The fields that say where a worker is: their flaws are told last.
const PLACES: [&str; 3] = ["primary_location", "locations", "location"];

/// Applies `edit` to `person`, or tells every flaw of it in the order of the request.
///
/// `flaws` are those that the caller found already.
pub(super) fn apply(
    person: &mut Person,
    edit: &WorkerEdit,
    domain: &Domain,
    references: &References,
    mut errors: Vec<FieldError>,
) -> Result<(), Error> {
    errors.extend(edit.errors.iter().cloned());
    errors.extend(unexpected(&edit.expected, person, domain));
    if let Some(name) = &edit.first_name {
        person.first_name.clone_from(name);
    }
    if let Some(name) = &edit.last_name {
        person.last_name.clone_from(name);
    }
    if let Some(email) = &edit.email {
        person.email.clone_from(email);
    }
    for change in &edit.phones {
        change_phones(&mut person.phones, change);
    }
    if let Some(password) = &edit.password {
        let strong = domain.settings.strong_passwords;
        let problem = passwords::judge_worker(password, strong);
        errors.extend(problem.map(|problem| FieldError::new("password", problem)));
    }
    if let Some(worker) = &mut person.worker {
        errors.extend(apply_to_worker(worker, edit, references));
    }
    if let Some(change) = &edit.data {
        errors.extend(data::apply(person, change, domain, &references.schema));
    }
    if let Some(worker) = &mut person.worker {
        errors
            .extend(places::assign(worker, edit, &references.locations).err().unwrap_or_default());
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(in_order(errors, &edit.order))) }
}

fn apply_to_worker(
    worker: &mut Worker,
    edit: &WorkerEdit,
    references: &References,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(language) = &edit.language {
        worker.language.clone_from(language);
    }
    if let Some(role) = &edit.role {
        worker.role.clone_from(role);
        if let Some(name) = role.as_ref().filter(|_| !references.role_exists) {
            errors.push(FieldError::new("role", Problem::UnknownRole(name.clone())));
        }
    }
    if let Some(groups) = &edit.groups {
        let mut unknown: Vec<String> =
            groups.iter().filter(|id| !references.groups.contains(id)).cloned().collect();
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

fn change_phones(phones: &mut Vec<Phone>, change: &PhoneEdit) {
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

/// What the client holds to be so and is not.
fn unexpected(expected: &Expected, person: &Person, domain: &Domain) -> Vec<FieldError> {
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

/// Flaws in the order of the request's fields, those of locations last: that of the live service.
fn in_order(mut errors: Vec<FieldError>, order: &[String]) -> Vec<FieldError> {
    let places: HashMap<&str, usize> =
        order.iter().enumerate().map(|(place, field)| (field.as_str(), place)).collect();
    errors.sort_by_key(|error| {
        let field = error.field.as_str();
        (PLACES.contains(&field), places.get(field).copied().unwrap_or(order.len()))
    });
    errors
}

#[cfg(test)]
mod tests {
    use roster_model::{FieldError, Problem};

    use super::in_order;

    #[test]
    fn flaws_come_in_the_order_of_the_request_and_locations_last() {
        let order = ["locations", "shoe", "role", "location", "default_phone_number"];
        let found = ["role", "locations", "send_confirmation_email_now", "location", "shoe"];
        let errors = found.map(|field| FieldError::new(field, Problem::NotEditable)).to_vec();
        let told = in_order(errors, &order.map(str::to_owned));
        let fields: Vec<&str> = told.iter().map(|error| error.field.as_str()).collect();
        let expected = ["shoe", "role", "send_confirmation_email_now", "locations", "location"];
        assert_eq!(fields, expected);
    }
}
