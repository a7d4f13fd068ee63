//! Adding and deleting profiles.

use roster_model::{CustomData, NewProfile};
use serde_json::Value;

use super::list::{Forms, ProfileValues, render_fields};
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State},
        i18n::{message, text},
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `POST /d/{domain}/profiles`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let input = ProfileValues::read(&form);
    let filled = input.values.iter().filter(|(_, value)| !value.is_empty());
    let values: CustomData =
        filled.map(|(slug, value)| (slug.clone(), Value::from(value.as_str()))).collect();
    let new = NewProfile { name: input.name.clone(), values, adds_fields: false };
    match app.directory.fields(&auth.actor)?.create_profile(new).await {
        Ok(_) => Ok(redirect(&format!("{}/fields?done=created", auth.base()))),
        Err(error) => {
            let profile_errors = FormErrors::try_from(error)?;
            let forms = Forms { profile: input, profile_errors, ..Forms::default() };
            render_fields(&app, &auth, None, forms).await
        }
    }
}

/// `GET /d/{domain}/profile/{number}/delete`.
pub(crate) async fn confirm_delete(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    confirmation(&app, &auth, id.number()?).await?.show()
}

/// `POST /d/{domain}/profile/{number}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    id: PathId,
    form: Form,
) -> PageResult {
    let number = id.number()?;
    let confirmation = confirmation(&app, &auth, number).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    match app.directory.fields(&auth.actor)?.delete_profile(number).await {
        Ok(()) => Ok(redirect(&format!("{}/fields?done=deleted", auth.base()))),
        Err(error) => confirmation.show_errors(FormErrors::try_from(error)?),
    }
}

async fn confirmation(app: &App, auth: &Auth, number: i64) -> Result<Confirmation, ApiError> {
    let schema = app.directory.fields(&auth.actor)?.schema().await?;
    let profile = schema.profile(number).ok_or(ApiError::NoRoute)?;
    let title = message("fields-profile-delete-title").arg("name", &profile.name).to_string();
    Ok(Confirmation {
        layout: auth.layout(&title, Section::Fields),
        consequence: text("fields-profile-delete-hint"),
        expected: profile.name.clone(),
        button: "fields-profile-delete",
        back: format!("{}/fields", auth.base()),
        errors: FormErrors::default(),
    })
}
