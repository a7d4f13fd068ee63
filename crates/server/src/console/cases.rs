//! Where a person's cases are.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Domain, Person};

/// The address of a worker's cases, made from the domain's `cases_url`.
pub(super) fn address(domain: &Domain, person: &Person) -> Option<String> {
    let template = domain.settings.cases_url.as_deref()?;
    let worker = person.worker.as_ref()?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let filled = template
        .replace("{domain}", &encode(domain.name.as_str()))
        .replace("{user_id}", &encode(person.id.as_str()))
        .replace("{username}", &encode(worker.username.as_str()));
    Some(filled)
}
