//! The filter of the domains of the caller.

use roster_model::{Error, Problem};

use crate::Params;

/// The feature flags that clients of the live service ask for. Roster has no flags, so every domain
/// has these.
const FEATURE_FLAGS: [&str; 1] = ["superset-analytics"];

/// Checks `feature_flag`. No other parameter restricts the list.
///
/// # Errors
/// [`Error::Invalid`] for an unknown flag, as in the live service.
pub fn check_filter(params: &Params) -> Result<(), Error> {
    match params.non_empty("feature_flag") {
        Some(flag) if !FEATURE_FLAGS.contains(&flag) => {
            let problem = Problem::Other(format!("'{flag}' is not a valid feature flag"));
            Err(Error::invalid_field("feature_flag", problem))
        }
        _ => Ok(()),
    }
}
