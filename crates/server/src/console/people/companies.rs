//! The companies of a person.

use axum::extract::State;
use roster_model::{CompanyEdit, CompanyRef, Error, PersonRef};

use super::whom::{self, Whom};
use crate::{
    App,
    console::{
        form::Form,
        member::Member,
        page::{Shown, go_to},
    },
};

/// `POST /d/{domain}/person/{id}/companies`: takes them into one, by name, or out of one.
pub(in crate::console) async fn change(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let sheet = app.directory.people_view(&member.actor)?.find(&id).await?;
    let whom = PersonRef::Number(sheet.person.number);
    let word = match moved(&app, &member, &form, &whom).await {
        Ok(()) => "saved",
        // A name that cannot be a company's is too long for one.
        Err(Error::Invalid(_)) => "unchanged",
        Err(error) => return Err(error.into()),
    };
    let here = whom::address(&member.base(), &sheet.person.id);
    Ok(go_to(&format!("{here}?done={word}#companies")))
}

async fn moved(app: &App, member: &Member, form: &Form, whom: &PersonRef) -> Result<(), Error> {
    let companies = app.directory.companies(&member.actor)?;
    if let Some(name) = form.given("add") {
        let number = if let Some(number) = companies.named(name).await? {
            number
        } else {
            let new = CompanyEdit { name: Some(name.to_owned()), ..CompanyEdit::default() };
            companies.create(&new).await?.company.number
        };
        companies.add_member(&CompanyRef::Number(number), whom).await?;
    } else if let Ok(number) = form.text("remove").parse() {
        companies.remove_member(&CompanyRef::Number(number), whom).await?;
    }
    Ok(())
}
