//! The companies of a person.

use roster_model::{CompanyEdit, CompanyRef, Error, PersonRef};

use super::tags::refusal;
use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State, path},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/person/{id}/companies`: adds the person to a company by name, or removes it.
pub(crate) async fn change(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let sheet = app.directory.people_view(&auth.actor)?.find(&id).await?;
    let person = PersonRef::Number(sheet.person.number);
    let code = match apply(&app, &auth, &form, &person).await {
        Ok(()) => "saved",
        Err(Error::Invalid(errors)) => refusal(&errors),
        Err(error) => return Err(error.into()),
    };
    let url = path::person_url(&auth.base(), &sheet.person.id);
    Ok(redirect(&format!("{url}?done={code}#companies")))
}

/// Applies the form. A company that does not exist is created.
async fn apply(app: &App, auth: &Auth, form: &Form, person: &PersonRef) -> Result<(), Error> {
    let companies = app.directory.companies(&auth.actor)?;
    if let Some(name) = form.non_empty("add") {
        let number = if let Some(number) = companies.named(name).await? {
            number
        } else {
            let new = CompanyEdit { name: Some(name.to_owned()), ..CompanyEdit::default() };
            companies.create(&new).await?.company.number
        };
        companies.add_member(&CompanyRef::Number(number), person).await?;
    } else if let Ok(number) = form.text("remove").parse() {
        companies.remove_member(&CompanyRef::Number(number), person).await?;
    }
    Ok(())
}
