//! Where web users are, as forms have it.

use roster_directory::LocationNode;
use roster_model::{Patch, Permission, WebUserEdit};

use crate::{
    App,
    console::{form::Form, member::Member},
    error::ApiError,
};

/// The places to choose from: none for those who may not see them.
pub(super) async fn choices(app: &App, member: &Member) -> Result<Vec<LocationNode>, ApiError> {
    if !member.may(Permission::VIEW_LOCATIONS) {
        return Ok(Vec::new());
    }
    Ok(app.directory.atlas(&member.actor)?.map().await?.places)
}

/// The edit that a form asks for. Places are changed only by those who see them.
pub(super) fn edit(member: &Member, form: &Form) -> WebUserEdit {
    let role = Some(form.text("role").to_owned());
    if !member.may(Permission::VIEW_LOCATIONS) {
        return WebUserEdit { role, ..WebUserEdit::default() };
    }
    let locations = form.all("location");
    let primary = match (form.given("primary_location_id"), locations.first()) {
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
