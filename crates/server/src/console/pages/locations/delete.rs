//! Deleting a location.

use roster_directory::LocationRemoval;

use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State, path},
        i18n,
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
        layout: auth.layout(&i18n::text("start-delete-location-title"), Section::Locations),
        consequence: consequence(&removal),
        expected: location.name,
        button: "start-delete-location",
        back: path::record_url(&auth.base(), "location", id),
        errors: FormErrors::default(),
    })
}

/// What the deletion does to other records.
fn consequence(removal: &LocationRemoval) -> String {
    let LocationRemoval { locations, workers, without_location, web_users } = *removal;
    let mut sentences = Vec::new();
    if locations > 1 {
        sentences.push(i18n::message("start-delete-below").arg("count", locations - 1).to_string());
    }
    sentences.push(match workers {
        0 => i18n::text("start-delete-no-workers"),
        count => {
            let message = i18n::message("start-delete-workers").arg("count", count);
            message.arg("without", without_location).to_string()
        }
    });
    if web_users > 0 {
        let message = i18n::message("start-delete-web-users").arg("count", web_users);
        sentences.push(message.to_string());
    }
    sentences.push(i18n::text("start-cannot-undo"));
    sentences.join(" ")
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
