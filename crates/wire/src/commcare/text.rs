//! The dialect's words for what can be wrong: the live service's where it has some.

use roster_model::{FieldError, Problem};

use super::Occasion;

/// What is wrong with a field, in words.
pub(super) fn text(error: &FieldError, occasion: Occasion<'_>) -> String {
    of_occasion(error, occasion).unwrap_or_else(|| of_problem(&error.field, &error.problem))
}

/// Where the words depend on what is being done.
fn of_occasion(error: &FieldError, occasion: Occasion<'_>) -> Option<String> {
    let field = error.field.as_str();
    let told = match (occasion, &error.problem) {
        (Occasion::WorkerList(domain), Problem::UnknownGroups(ids)) => {
            format!("Project {domain} has no group with id={}", ids.join(", "))
        }
        (Occasion::WorkerCreate, Problem::Required) if field == "username" => {
            "Username is required.".to_owned()
        }
        (Occasion::WorkerCreate, Problem::ConfirmationNeedsEmail) => {
            "You must provide the user's email to send a confirmation email.".to_owned()
        }
        (Occasion::GroupCreate | Occasion::Group, Problem::Taken(name)) if field == "name" => {
            format!("A group with name {name} already exists")
        }
        (Occasion::GroupCreate | Occasion::Group, Problem::Required | Problem::Empty)
            if field == "name" =>
        {
            "Name is required".to_owned()
        }
        (Occasion::WebUser, Problem::Required | Problem::Empty) => {
            format!("'{field}' is required for each user")
        }
        (Occasion::WebUser, Problem::UnknownFields(names)) => {
            format!("Invalid parameter(s): {}", names.join(", "))
        }
        (Occasion::WebUser, Problem::Controlled(key)) => {
            format!("'{key}' is defined by the profile so cannot be set directly")
        }
        (Occasion::Location, Problem::TooMany(_)) => {
            "Object count exceeds limit for PATCH method.".to_owned()
        }
        (_, Problem::Required) if field == "objects" => {
            "Invalid data sent: missing 'objects'".to_owned()
        }
        _ => return None,
    };
    Some(told)
}

fn of_problem(field: &str, problem: &Problem) -> String {
    match problem {
        Problem::Required => format!("'{field}' is required"),
        Problem::Empty => format!("'{field}' may not be empty"),
        Problem::NotEditable => {
            format!("Attempted to update unknown or non-editable field '{field}'")
        }
        Problem::Email(address) => format!("'{address}' is not a valid email address."),
        Problem::TooMany(most) => format!("At most {most} items can be sent in one request."),
        // These begin with the value.
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
            ids.join(", ")
        ),
        Problem::UnknownUsers(ids) => format!("Could not find user ids: {}.", ids.join(", ")),
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
            format!("Could not find location ids: {}.", ids.join(", "))
        }
        // These are sentences that name what they speak of.
        Problem::Controlled(_) | Problem::Other(_) => problem.to_string(),
        _ => of_location(problem).unwrap_or_else(|| match field {
            "" => problem.to_string(),
            field => format!("'{field}' {problem}"),
        }),
    }
}

fn of_location(problem: &Problem) -> Option<String> {
    let told = match problem {
        Problem::LocationIncomplete => {
            "'name' and 'location_type_code' are required fields when \
                                        creating a new location."
        }
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
                quoted.join(", ")
            ));
        }
        Problem::LocationToUpdate(id) => {
            return Some(format!(
                "Could not update: could not find location with given ID {id} on the domain."
            ));
        }
        Problem::OfSite { site_code, problem } => {
            let told = of_problem("", problem);
            return Some(format!("{told} Location site code: {site_code}."));
        }
        _ => return None,
    };
    Some(told.to_owned())
}
