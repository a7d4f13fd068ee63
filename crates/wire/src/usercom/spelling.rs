//! Names of fields in refusals: as the client spelled them, where there are two spellings.

use roster_model::{Error, Subject};

use super::Body;

/// What the directory calls a field, and what a request may.
type Spellings = &'static [(&'static str, [&'static str; 2])];

const OF_PEOPLE: Spellings =
    &[("custom_id", ["custom_id", "user_id"]), ("company_id", ["company_custom_id", "company_id"])];

const OF_COMPANIES: Spellings =
    &[("custom_id", ["custom_id", "company_id"]), ("size", ["size", "approx_employees"])];

/// The same fault, of fields as `body` names them.
pub fn spell(mut error: Error, body: &Body, subject: Subject) -> Error {
    let Error::Invalid(errors) = &mut error else { return error };
    let known = match subject {
        Subject::Person => OF_PEOPLE,
        Subject::Company => OF_COMPANIES,
    };
    for error in errors {
        let spellings = known.iter().find(|(name, _)| *name == error.field);
        let sent = spellings.and_then(|(_, spellings)| {
            spellings.iter().find(|name| body.fields.contains_key(**name))
        });
        if let Some(sent) = sent {
            (*sent).clone_into(&mut error.field);
        }
    }
    error
}
