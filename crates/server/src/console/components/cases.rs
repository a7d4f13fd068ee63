//! Links to the cases of a worker.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Domain, Person};

/// The URL of the worker's cases, built from the domain's setting `cases_url`. `None` if the setting is
/// empty or the person is a contact.
pub(crate) fn url(domain: &Domain, person: &Person) -> Option<String> {
    let template = domain.settings.cases_url.as_deref()?;
    let worker = person.worker.as_ref()?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let url = template
        .replace("{domain}", &encode(domain.name.as_str()))
        .replace("{user_id}", &encode(person.id.as_str()))
        .replace("{username}", &encode(worker.username.as_str()));
    Some(url)
}
