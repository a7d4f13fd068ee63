//! Password links: a worker sets their own password with a one-time link, without signing in. Used
//! for workers whose password could not be imported.

use askama::Template;
use axum::extract::Path;
use http::StatusCode;
use roster_directory::PasswordLinkHolder;
use roster_model::{Error, ExposeSecret as _, SecretString};

use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{PublicForm, State},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, render, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "set_password.html")]
struct FormPage {
    layout: Layout,
    holder: PasswordLinkHolder,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "set_password_done.html")]
struct DonePage {
    layout: Layout,
    holder: PasswordLinkHolder,
}

#[derive(Template)]
#[template(path = "set_password_expired.html")]
struct ExpiredPage {
    layout: Layout,
}

/// `GET /set-password/{token}`: the form. Opening it does not use up the link.
pub(crate) async fn show(State(app): State<App>, Path(token): Path<String>) -> PageResult {
    match app.directory.password_link_holder(&token.into()).await {
        Ok(holder) => render(&form_page(holder, FormErrors::default())),
        Err(error) => expired(error),
    }
}

/// `POST /set-password/{token}`.
pub(crate) async fn update(
    State(app): State<App>,
    Path(token): Path<String>,
    PublicForm(form): PublicForm,
) -> PageResult {
    let token = SecretString::from(token);
    let holder = match app.directory.password_link_holder(&token).await {
        Ok(holder) => holder,
        Err(error) => return expired(error),
    };
    let (password, again) = (form.secret("password"), form.secret("again"));
    let result = if password.expose_secret() == again.expose_secret() {
        app.directory.set_password_by_link(&token, password).await
    } else {
        let text = i18n::message("account-passwords-differ");
        Err(Error::invalid_field("again", text.into()))
    };
    match result {
        Ok(holder) => render(&DonePage {
            layout: Layout::public(&i18n::text("account-set-done-title")),
            holder,
        }),
        Err(error @ Error::Invalid(_)) => {
            let page = form_page(holder, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => expired(error),
    }
}

fn form_page(holder: PasswordLinkHolder, errors: FormErrors) -> FormPage {
    FormPage { layout: Layout::public(&i18n::text("account-set-title")), holder, errors }
}

/// Renders the page for an invalid, used or expired link.
fn expired(error: Error) -> PageResult {
    let Error::NotFound { .. } = error else { return Err(ApiError::from(error)) };
    let layout = Layout::public(&i18n::text("account-link-expired"));
    render_with_status(StatusCode::NOT_FOUND, &ExpiredPage { layout })
}
