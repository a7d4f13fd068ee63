//! The location fields of web user forms.

use roster_directory::LocationNode;
use roster_model::{Patch, Permission, WebUserEdit};

use crate::{
    App,
    console::extract::{Auth, Form},
    error::ApiError,
};

/// The locations to choose from; empty without the permission to view locations.
pub(super) async fn choices(app: &App, auth: &Auth) -> Result<Vec<LocationNode>, ApiError> {
    if !auth.may(Permission::VIEW_LOCATIONS) {
        return Ok(Vec::new());
    }
    Ok(app.directory.atlas(&auth.actor)?.map().await?.places)
}

/// The edit that a form asks for. Locations are edited only with the permission to view them.
pub(super) fn to_edit(auth: &Auth, form: &Form) -> WebUserEdit {
    let role = Some(form.text("role").to_owned());
    if !auth.may(Permission::VIEW_LOCATIONS) {
        return WebUserEdit { role, ..WebUserEdit::default() };
    }
    let locations = form.all("location");
    let primary = match (form.non_empty("primary_location_id"), locations.first()) {
        (Some(primary), _) if locations.iter().any(|id| id == primary) => {
            Patch::Set(primary.to_owned())
        }
        (_, Some(first)) => Patch::Set(first.clone()),
        (_, None) => Patch::Clear,
    };
    WebUserEdit {
        role,
        primary_location: primary,
        locations: Some(locations),
        ..WebUserEdit::default()
    }
}
