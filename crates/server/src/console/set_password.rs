//! Setting one's own password by a one-time link: for workers whose password could not be taken
//! over. Nobody is signed in: whoever has the link is who it was sent to.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;
use roster_directory::PasswordLinkHolder;
use roster_model::{Error, ExposeSecret as _, FieldError, Problem, SecretString};

use super::{
    form::OpenForm,
    form_errors::FormErrors,
    frame::Frame,
    page::{Shown, page, page_with},
};
use crate::{App, error::ApiError};

#[derive(Template)]
#[template(path = "set_password.html")]
struct FormPage {
    frame: Frame,
    holder: PasswordLinkHolder,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "set_password_done.html")]
struct DonePage {
    frame: Frame,
    holder: PasswordLinkHolder,
}

#[derive(Template)]
#[template(path = "set_password_gone.html")]
struct GonePage {
    frame: Frame,
}

/// `GET /set-password/{token}`: the form. Looking at it does not use the link up.
pub(super) async fn show(State(app): State<App>, Path(token): Path<String>) -> Shown {
    match app.directory.password_link_holder(&token.into()).await {
        Ok(holder) => page(&form_page(holder, FormErrors::default())),
        Err(error) => gone(error),
    }
}

/// `POST /set-password/{token}`.
pub(super) async fn set(
    State(app): State<App>,
    Path(token): Path<String>,
    OpenForm(form): OpenForm,
) -> Shown {
    let token = SecretString::from(token);
    let holder = match app.directory.password_link_holder(&token).await {
        Ok(holder) => holder,
        Err(error) => return gone(error),
    };
    let (password, again) = (form.secret("password"), form.secret("again"));
    let done = if password.expose_secret() == again.expose_secret() {
        app.directory.set_password_by_link(&token, password).await
    } else {
        let text = "is not the same as above".to_owned();
        Err(Error::Invalid(vec![FieldError::new("again", Problem::Other(text))]))
    };
    match done {
        Ok(holder) => page(&DonePage { frame: Frame::plain("Your password is set"), holder }),
        Err(error @ Error::Invalid(_)) => {
            let shown = form_page(holder, FormErrors::of(error)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(error) => gone(error),
    }
}

fn form_page(holder: PasswordLinkHolder, errors: FormErrors) -> FormPage {
    FormPage { frame: Frame::plain("Set your password"), holder, errors }
}

/// What to do without a link that is in force.
fn gone(error: Error) -> Shown {
    let Error::NotFound { .. } = error else { return Err(ApiError::from(error)) };
    let frame = Frame::plain("This link is no longer good");
    page_with(StatusCode::NOT_FOUND, &GonePage { frame })
}
