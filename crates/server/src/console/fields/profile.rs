//! Making and deleting profiles.

use axum::extract::State;
use roster_model::{CustomData, NewProfile};
use serde_json::Value;

use super::list::{Drafts, ProfileDraft, shown};
use crate::{
    App,
    console::{
        confirm::Confirmation,
        form::Form,
        form_errors::FormErrors,
        frame::Section,
        member::Member,
        page::{Shown, go_to},
        thing::Thing,
    },
    error::ApiError,
};

/// `POST /d/{domain}/profiles`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let draft = ProfileDraft::read(&form);
    let given = draft.values.iter().filter(|(_, value)| !value.is_empty());
    let values: CustomData =
        given.map(|(slug, value)| (slug.clone(), Value::from(value.as_str()))).collect();
    let new = NewProfile { name: draft.name.clone(), values };
    match app.directory.fields(&member.actor)?.create_profile(new).await {
        Ok(_) => Ok(go_to(&format!("{}/fields?done=created", member.base()))),
        Err(error) => {
            let profile_flaws = FormErrors::of(error)?;
            let drafts = Drafts { profile: draft, profile_flaws, ..Drafts::default() };
            shown(&app, &member, None, drafts).await
        }
    }
}

/// `GET /d/{domain}/profile/{number}/delete`.
pub(in crate::console) async fn ask(State(app): State<App>, member: Member, thing: Thing) -> Shown {
    confirmation(&app, &member, thing.number()?).await?.ask()
}

/// `POST /d/{domain}/profile/{number}/delete`.
pub(in crate::console) async fn delete(
    State(app): State<App>,
    member: Member,
    thing: Thing,
    form: Form,
) -> Shown {
    let number = thing.number()?;
    let confirmation = confirmation(&app, &member, number).await?;
    if !confirmation.is_given(&form) {
        return confirmation.again(None);
    }
    match app.directory.fields(&member.actor)?.delete_profile(number).await {
        Ok(()) => Ok(go_to(&format!("{}/fields?done=deleted", member.base()))),
        Err(error) => confirmation.again(Some(FormErrors::of(error)?)),
    }
}

async fn confirmation(app: &App, member: &Member, number: i64) -> Result<Confirmation, ApiError> {
    let schema = app.directory.fields(&member.actor)?.schema().await?;
    let profile = schema.profile(number).ok_or(ApiError::NoRoute)?;
    Ok(Confirmation {
        frame: member.frame(&format!("Delete {}", profile.name), Section::Fields),
        consequence: "Only a profile that nobody has can be deleted.".to_owned(),
        word: profile.name.clone(),
        verb: "Delete the profile",
        back: format!("{}/fields", member.base()),
        errors: FormErrors::default(),
    })
}
