//! The tags of a person.

use axum::extract::State;
use roster_model::{Error, PersonRef};

use super::whom::{self, Whom};
use crate::{
    App,
    console::{
        form::Form,
        member::Member,
        page::{Shown, go_to},
    },
};

/// `POST /d/{domain}/person/{id}/tags`: adds one, or removes one.
pub(in crate::console) async fn change(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let sheet = app.directory.people_view(&member.actor)?.find(&id).await?;
    let people = app.directory.people(&member.actor)?;
    let whom = PersonRef::Number(sheet.person.number);
    let done = match (form.given("add"), form.given("remove")) {
        (Some(name), _) => people.add_tag(&whom, name).await.map(drop),
        (None, Some(name)) => people.remove_tag(&whom, name).await,
        (None, None) => Ok(()),
    };
    let word = match done {
        Ok(()) => "saved",
        // A name that cannot be a tag's is too long for one.
        Err(Error::Invalid(_)) => "unchanged",
        Err(error) => return Err(error.into()),
    };
    let here = whom::address(&member.base(), &sheet.person.id);
    Ok(go_to(&format!("{here}?done={word}#tags")))
}
