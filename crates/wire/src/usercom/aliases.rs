//! Fields with two names, one for each version.

use roster_model::{Error, Subject};

use super::Body;

/// The name of a field in the directory, and its names in requests.
type Aliases = &'static [(&'static str, [&'static str; 2])];

const USER: Aliases =
    &[("custom_id", ["custom_id", "user_id"]), ("company_id", ["company_custom_id", "company_id"])];

const COMPANY: Aliases =
    &[("custom_id", ["custom_id", "company_id"]), ("size", ["size", "approx_employees"])];

/// Renames the fields of an error to the names in the request.
pub fn with_request_names(mut error: Error, body: &Body, subject: Subject) -> Error {
    let Error::Invalid(errors) = &mut error else { return error };
    let aliases = match subject {
        Subject::Person => USER,
        Subject::Company => COMPANY,
    };
    for error in errors {
        let names = aliases.iter().find(|(name, _)| *name == error.field).map(|(_, names)| names);
        let sent =
            names.and_then(|names| names.iter().find(|name| body.fields.contains_key(**name)));
        if let Some(sent) = sent {
            (*sent).clone_into(&mut error.field);
        }
    }
    error
}
