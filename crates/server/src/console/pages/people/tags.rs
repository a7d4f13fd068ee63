//! The tags of a person.

use roster_model::{Error, FieldError, PersonRef, Problem};

use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State, path},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/person/{id}/tags`: adds or removes a tag.
pub(crate) async fn change(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let sheet = app.directory.people_view(&auth.actor)?.find(&id).await?;
    let people = app.directory.people(&auth.actor)?;
    let person = PersonRef::Number(sheet.person.number);
    let result = match (form.non_empty("add"), form.non_empty("remove")) {
        (Some(name), _) => people.add_tag(&person, name).await.map(drop),
        (None, Some(name)) => people.remove_tag(&person, name).await,
        (None, None) => Ok(()),
    };
    let code = match result {
        Ok(()) => "saved",
        Err(Error::Invalid(errors)) => refusal(&errors),
        Err(error) => return Err(error.into()),
    };
    let url = path::person_url(&auth.base(), &sheet.person.id);
    Ok(redirect(&format!("{url}?done={code}#tags")))
}

/// The code of the message that says why a tag or company was not added.
pub(super) fn refusal(errors: &[FieldError]) -> &'static str {
    match errors.first().map(|error| &error.problem) {
        Some(Problem::TooManyItems(_)) => "too-many-tags",
        Some(Problem::TooLong(_)) => "unchanged",
        _ => "invalid-name",
    }
}
