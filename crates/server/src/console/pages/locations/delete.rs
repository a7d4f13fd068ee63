//! Deleting a location.

use roster_directory::LocationRemoval;

use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors, counted},
        extract::{Auth, Form, PathId, State, path},
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `GET /d/{domain}/location/{id}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/location/{id}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let confirmation = confirmation(&app, &auth, &id).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    match app.directory.locations(&auth.actor)?.delete(&id).await {
        Ok(_) => Ok(redirect(&format!("{}/locations?done=deleted", auth.base()))),
        Err(error) => confirmation.show_errors(FormErrors::try_from(error)?),
    }
}

async fn confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, ApiError> {
    let locations = app.directory.locations(&auth.actor)?;
    let location = locations.find(id).await?.location;
    let removal = locations.removal(id).await?;
    Ok(Confirmation {
        layout: auth.layout("Delete this location?", Section::Locations),
        consequence: consequence(&removal),
        expected: location.name,
        button: "Delete location",
        back: path::record_url(&auth.base(), "location", id),
        errors: FormErrors::default(),
    })
}

/// What the deletion does to other records.
fn consequence(removal: &LocationRemoval) -> String {
    let mut text = String::new();
    if removal.locations > 1 {
        let below = counted(removal.locations - 1, "sub-location");
        text.push_str(&format!("Its {below} will be deleted too. "));
    }
    match removal.workers {
        0 => text.push_str("No workers are assigned. "),
        count => {
            let workers = counted(count, "worker");
            text.push_str(&format!("{workers} will lose the assignment and keep the account"));
            match removal.without_location {
                0 => text.push_str(". "),
                count => text.push_str(&format!("; {count} will have no location. ")),
            }
        }
    }
    if removal.web_users > 0 {
        let users = counted(removal.web_users, "web user");
        text.push_str(&format!("{users} will lose the assignment. "));
    }
    text + "This cannot be undone."
}

#[cfg(test)]
mod tests {
    use roster_directory::LocationRemoval;

    use super::consequence;

    #[test]
    fn consequence_names_what_is_lost() {
        let removal =
            LocationRemoval { locations: 3, workers: 2, without_location: 1, web_users: 1 };
        assert_eq!(
            consequence(&removal),
            "Its 2 sub-locations will be deleted too. 2 workers will lose the assignment and keep the \
             account; 1 will have no location. 1 web user will lose the assignment. This cannot be \
             undone."
        );
    }
}
