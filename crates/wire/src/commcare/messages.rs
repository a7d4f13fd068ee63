//! The error texts of the dialect. Where the live service has a text for a problem, it is the same.

use roster_model::{
    FieldError, Problem,
    limits::{join_listed, shorten},
};

use super::ErrorContext;

/// The text of a malformed JSON body, and of a body that is not an object.
pub(super) const BAD_JSON: &str = "Request is not valid JSON.";

/// The text of a malformed XML body.
pub(super) const BAD_XML: &str = "Request is not valid XML.";

/// Returns the text of an error. A long value in it is cut.
pub(super) fn text(error: &FieldError, context: ErrorContext<'_>) -> String {
    let field = shorten(&error.field);
    let text = text_in_context(error, context);
    let text = text.unwrap_or_else(|| text_of(&field, &error.problem));
    // Lists of values have a limit of their own.
    if text.len() <= MAX_BYTES { text } else { shorten(&text).into_owned() }
}

/// The size from which a text is cut, in bytes: above that of [`join_listed`] with usual values.
const MAX_BYTES: usize = 2_048;

/// Returns the text of an error that the live service words differently in this context.
fn text_in_context(error: &FieldError, context: ErrorContext<'_>) -> Option<String> {
    use ErrorContext as Context;
    let field = error.field.as_str();
    let text = match (context, &error.problem) {
        (Context::WorkerList(domain), Problem::UnknownGroups(ids)) => {
            format!("Project {domain} has no group with id={}", join_listed(ids, ", "))
        }
        (Context::WorkerCreate, Problem::Required) if field == "username" => {
            "Username is required.".to_owned()
        }
        (Context::WorkerCreate, Problem::ConfirmationNeedsEmail) => {
            "You must provide the user's email to send a confirmation email.".to_owned()
        }
        (Context::GroupCreate | Context::Group, Problem::Taken(name)) if field == "name" => {
            format!("A group with name {name} already exists")
        }
        (Context::GroupCreate | Context::Group, Problem::Required | Problem::Empty)
            if field == "name" =>
        {
            "Name is required".to_owned()
        }
        (Context::WebUser, Problem::Required | Problem::Empty) => {
            format!("'{field}' is required for each user")
        }
        (Context::WebUser, Problem::UnknownFields(names)) => {
            format!("Invalid parameter(s): {}", join_listed(names, ", "))
        }
        (Context::WebUser, Problem::Controlled(key)) => {
            format!("'{key}' is defined by the profile so cannot be set directly")
        }
        (Context::Location, Problem::TooMany(_)) => {
            "Object count exceeds limit for PATCH method.".to_owned()
        }
        (_, Problem::Required) if field == "objects" => {
            "Invalid data sent: missing 'objects'".to_owned()
        }
        _ => return None,
    };
    Some(text)
}

fn text_of(field: &str, problem: &Problem) -> String {
    match problem {
        Problem::Required => format!("'{field}' is required"),
        Problem::Empty => format!("'{field}' may not be empty"),
        Problem::NotEditable => {
            format!("Attempted to update unknown or non-editable field '{field}'")
        }
        Problem::Email(address) => format!("'{address}' is not a valid email address."),
        Problem::TooMany(limit) => format!("At most {limit} items can be sent in one request."),
        // The text of the model begins with the value.
        Problem::Phone(..)
        | Problem::Degrees { .. }
        | Problem::Taken(_)
        | Problem::Unknown(_)
        | Problem::UnknownChoice(_) => format!("'{field}': {problem}."),
        Problem::UsernameNotEmail(full) => {
            format!("Username '{full}' must be a valid email address.")
        }
        Problem::UsernameSpecial { local, full } => format!(
            "The username component '{local}' of '{full}' may not contain special characters."
        ),
        Problem::UsernameHost { got, expected } => {
            format!("The username email domain '@{got}' should be '@{expected}'.")
        }
        Problem::UsernameTaken(full) => format!("Username '{full}' is already taken or reserved."),
        Problem::PasswordOrConnectRequired => "Password or connect username required".to_owned(),
        Problem::PasswordWeak => "Password is not strong enough.".to_owned(),
        Problem::ConfirmationNeedsEmail => "This user has no email. You must provide the user's \
                                            email to send a confirmation email."
            .to_owned(),
        Problem::ConfirmationSetsPassword => {
            "Users will provide their own password on confirmation.".to_owned()
        }
        Problem::ConfirmationNotRequired => {
            "You must require account confirmation to send a confirmation email.".to_owned()
        }
        Problem::AlreadyConfirmed => "The confirmation email can not be sent because this user's \
                                      account is already confirmed."
            .to_owned(),
        Problem::UnknownGroups(ids) => format!(
            "['Unable to save groups. The following group_ids are not in the current domain: {}']",
            join_listed(ids, ", ")
        ),
        Problem::UnknownUsers(ids) => {
            format!("Could not find user ids: {}.", join_listed(ids, ", "))
        }
        Problem::UnknownRole(role) => format!("The role '{role}' does not exist"),
        Problem::UnknownProfile => "User data profile not found".to_owned(),
        Problem::ProfileConflict => "Profile conflicts with existing data".to_owned(),
        Problem::LocationsTogether => {
            "Both primary_location and locations must be provided together.".to_owned()
        }
        Problem::PrimaryNotAmong => {
            "Primary location must be included in the list of locations.".to_owned()
        }
        Problem::UnknownLocations(ids) => {
            format!("Could not find location ids: {}.", join_listed(ids, ", "))
        }
        // The text of the model is complete without the field.
        Problem::Controlled(_) | Problem::Rule(_) | Problem::Other(_) => problem.to_string(),
        _ => location_text(problem).unwrap_or_else(|| match field {
            "" => problem.to_string(),
            field => format!("'{field}' {problem}"),
        }),
    }
}

fn location_text(problem: &Problem) -> Option<String> {
    let text = match problem {
        Problem::LocationIncomplete => {
            "'name' and 'location_type_code' are required fields when \
                                        creating a new location."
        }
        Problem::LocationTypeRequired => "You must select a location type",
        Problem::UnknownParent => "Could not find parent location with the given ID.",
        Problem::ParentChildless => "The selected parent location cannot have child locations!",
        Problem::ParentOfOtherType => "Parent cannot have children of this location's type.",
        Problem::SiblingName => "Location with same name and parent already exists.",
        Problem::SiteCode => "The site code cannot contain spaces or special characters.",
        Problem::SiteCodeTaken => "another location already uses this site code",
        Problem::TypeNotForParent => "Location type not valid for the selected parent.",
        Problem::TypeWithChildren => {
            "You cannot change the location type of a location with children"
        }
        Problem::UnknownLocationType(code) => {
            return Some(format!("LocationType '{code}' not found"));
        }
        Problem::UnknownFields(names) => {
            let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
            return Some(format!(
                "Invalid fields were included in request: [{}].",
                join_listed(&quoted, ", ")
            ));
        }
        Problem::LocationToUpdate(id) => {
            return Some(format!(
                "Could not update: could not find location with given ID {id} on the domain."
            ));
        }
        Problem::OfSite { site_code, problem } => {
            let text = text_of("", problem);
            return Some(format!("{text} Location site code: {site_code}."));
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// A body that must be an object is not.
pub(super) fn body_not_an_object() -> Problem {
    Problem::Other(BAD_JSON.to_owned())
}

/// An item of a list must be an object and is not.
pub(super) fn item_not_an_object() -> Problem {
    Problem::Other("Each of the objects must be an object.".to_owned())
}

/// The time of a submission is invalid.
pub(super) fn invalid_instant(field: &str, text: &str) -> Problem {
    Problem::Other(format!("'{field}': '{text}' is not an ISO 8601 date or datetime."))
}

/// The bulk search does not have this field.
pub(super) fn unknown_bulk_field(name: &str) -> Problem {
    Problem::Other(format!("{name} is not a valid field"))
}

/// A filter by an instant has an invalid value.
pub(super) fn invalid_filter_instant(text: &str) -> Problem {
    Problem::Other(format!("'{text}' is not an ISO 8601 date or datetime."))
}

/// A filter by a number has an invalid value.
pub(super) fn filter_type_mismatch() -> Problem {
    Problem::Other("Invalid resource lookup data provided (mismatched type).".to_owned())
}

/// The field has no filters.
pub(super) fn not_filterable(field: &str) -> Problem {
    Problem::Other(format!("The '{field}' field does not allow filtering."))
}

/// The field does not have this filter operator.
pub(super) fn unknown_operator(operator: &str, field: &str) -> Problem {
    Problem::Other(format!("'{operator}' is not an allowed filter on the '{field}' field."))
}

/// Lists cannot be ordered by this field.
pub(super) fn not_sortable(field: &str) -> Problem {
    Problem::Other(format!("The '{field}' field does not allow ordering."))
}

/// `order_by` has an unknown field.
pub(super) fn unknown_sort_field(field: &str) -> Problem {
    Problem::Other(format!("No matching '{field}' field for ordering on."))
}

/// A parameter is invalid. `hint` completes "Please ...".
pub(super) fn invalid_parameter(name: &str, text: &str, hint: &str) -> Problem {
    Problem::Other(format!("Invalid {name} '{text}' provided. Please {hint}."))
}

/// Roster has no Tableau settings, so no caller can change them.
pub(super) fn tableau_not_editable() -> Problem {
    Problem::Other("You do not have permission to edit Tableau Configuration.".to_owned())
}
