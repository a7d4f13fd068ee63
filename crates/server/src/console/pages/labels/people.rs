//! Adding people to a company or list, giving them a tag, and the reverse.

use http::StatusCode;
use roster_model::{Error, PersonRef, Problem};

use super::{
    LabelPath,
    show::{Search, page},
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, Query, State},
        i18n::{Message, message},
        pages::people::display_name,
        response::{PageResult, redirect, render_with_status},
    },
};

/// `POST /d/{domain}/labels/{kind}/{number}/people`.
pub(crate) async fn add_people(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
    form: Form,
) -> PageResult {
    change(&app, &auth, path, &form, true).await
}

/// `POST /d/{domain}/labels/{kind}/{number}/people/remove`.
pub(crate) async fn remove_people(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
    form: Form,
) -> PageResult {
    change(&app, &auth, path, &form, false).await
}

async fn change(app: &App, auth: &Auth, path: LabelPath, form: &Form, add: bool) -> PageResult {
    let labels = app.directory.labels(&auth.actor)?;
    let people: Vec<i64> =
        form.all("person").iter().filter_map(|number| number.parse().ok()).collect();
    let result = if people.is_empty() {
        Err(error(message("labels-error-select")))
    } else if add {
        labels.add_people(path.kind, path.number, &people).await
    } else {
        labels.remove_people(path.kind, path.number, &people).await
    };
    match result {
        Ok(count) => {
            let done = if add { "added" } else { "taken-out" };
            Ok(redirect(&format!("{}?done={done}&n={count}", path.url(&auth.base()))))
        }
        Err(error) => {
            let errors = FormErrors::try_from(name_person(app, auth, &people, error).await?)?;
            let search = Search { text: form.text("find").to_owned(), selected: people };
            let page = page(app, auth, path, &Query::parse(""), search, errors).await?;
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// The error of a person at a limit with the name of the person; any other error as it is.
async fn name_person(
    app: &App,
    auth: &Auth,
    people: &[i64],
    refusal: Error,
) -> Result<Error, Error> {
    let limit = match &refusal {
        Error::Invalid(errors) => errors.iter().find_map(|error| match error.problem {
            Problem::TooManyItems(most) => Some((*people.get(error.index?)?, most)),
            _ => None,
        }),
        _ => None,
    };
    let Some((number, most)) = limit else { return Ok(refusal) };
    let view = app.directory.people(&auth.actor)?.find(&PersonRef::Number(number)).await?;
    let text = message("labels-error-limit").arg("name", display_name(&view.person));
    Ok(error(text.arg("most", most)))
}

/// An error of the form as a whole.
fn error(text: Message) -> Error {
    Error::invalid_field("", text.into())
}
