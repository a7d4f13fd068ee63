//! What an edit makes of a worker: a pure function, which finds every flaw before anything is done.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Domain, Expected, Fault, Flaw, Person, Phone, PhoneEdit, Problem, Username, Worker, WorkerEdit,
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
    mut flaws: Vec<Flaw>,
) -> Result<(), Fault> {
    flaws.extend(edit.flaws.iter().cloned());
    flaws.extend(unexpected(&edit.expected, person, domain));
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
        flaws.extend(problem.map(|problem| Flaw::new("password", problem)));
    }
    if let Some(worker) = &mut person.worker {
        flaws.extend(apply_to_worker(worker, edit, references));
    }
    if let Some(change) = &edit.data {
        flaws.extend(data::apply(person, change, domain, &references.schema));
    }
    if let Some(worker) = &mut person.worker {
        flaws.extend(places::assign(worker, edit, &references.locations).err().unwrap_or_default());
    }
    if flaws.is_empty() { Ok(()) } else { Err(Fault::Invalid(in_order(flaws, &edit.order))) }
}

fn apply_to_worker(worker: &mut Worker, edit: &WorkerEdit, references: &References) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if let Some(language) = &edit.language {
        worker.language.clone_from(language);
    }
    if let Some(role) = &edit.role {
        worker.role.clone_from(role);
        if let Some(name) = role.as_ref().filter(|_| !references.role_exists) {
            flaws.push(Flaw::new("role", Problem::UnknownRole(name.clone())));
        }
    }
    if let Some(groups) = &edit.groups {
        let mut unknown: Vec<String> =
            groups.iter().filter(|id| !references.groups.contains(id)).cloned().collect();
        unknown.dedup();
        if !unknown.is_empty() {
            flaws.push(Flaw::new("groups", Problem::UnknownGroups(unknown)));
        }
        let mut sorted = references.groups.clone();
        sorted.sort_unstable();
        sorted.dedup();
        worker.groups = ids(&sorted);
    }
    flaws
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
fn unexpected(expected: &Expected, person: &Person, domain: &Domain) -> Vec<Flaw> {
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
    differs.map(|(field, _)| Flaw::new(field, Problem::NotEditable)).collect()
}

/// Flaws in the order of the request's fields, those of locations last: that of the live service.
fn in_order(mut flaws: Vec<Flaw>, order: &[String]) -> Vec<Flaw> {
    let places: HashMap<&str, usize> =
        order.iter().enumerate().map(|(place, field)| (field.as_str(), place)).collect();
    flaws.sort_by_key(|flaw| {
        let field = flaw.field.as_str();
        (PLACES.contains(&field), places.get(field).copied().unwrap_or(order.len()))
    });
    flaws
}

#[cfg(test)]
mod tests {
    use roster_model::{Flaw, Problem};

    use super::in_order;

    #[test]
    fn flaws_come_in_the_order_of_the_request_and_locations_last() {
        let order = ["locations", "shoe", "role", "location", "default_phone_number"];
        let found = ["role", "locations", "send_confirmation_email_now", "location", "shoe"];
        let flaws = found.map(|field| Flaw::new(field, Problem::NotEditable)).to_vec();
        let told = in_order(flaws, &order.map(str::to_owned));
        let fields: Vec<&str> = told.iter().map(|flaw| flaw.field.as_str()).collect();
        let expected = ["shoe", "role", "send_confirmation_email_now", "locations", "location"];
        assert_eq!(fields, expected);
    }
}
