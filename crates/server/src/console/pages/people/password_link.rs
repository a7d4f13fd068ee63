//! A one-time link with which a worker sets the password, as a slip to print.

use askama::Template;
use http::StatusCode;
use jiff::SignedDuration;
use roster_directory::IssuedLink;
use roster_model::{Error, FieldError, Person};
use roster_wire::password_slips::PasswordSlip;

use super::{password::load_worker, status_badge::display_name};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, Origin, PathId, State, path},
        i18n::{self, filters, message},
        layout::{Layout, Section},
        password_slips::slip_html,
        response::{PageResult, render, render_with_status},
    },
    origin::password_url,
};

/// How many days a link may be valid.
pub(super) const DAYS: [i64; 4] = [1, 7, 14, 30];

/// The days that are chosen first.
pub(super) const DEFAULT_DAYS: i64 = 7;

#[derive(Template)]
#[template(path = "people/password_link.html")]
struct FormPage {
    layout: Layout,
    here: String,
    days: i64,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "people/password_link_shown.html")]
struct LinkPage {
    layout: Layout,
    here: String,
    url: String,
    /// The slip as HTML.
    slip: String,
}

/// `GET /d/{domain}/person/{id}/password-link`.
pub(crate) async fn password_link_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let person = load_worker(&app, &auth, &id).await?;
    render(&form_page(&auth, &person, DEFAULT_DAYS, FormErrors::default()))
}

/// `POST /d/{domain}/person/{id}/password-link`: creates a link, which is shown once.
pub(crate) async fn create_password_link(
    State(app): State<App>,
    auth: Auth,
    Origin(origin): Origin,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let person = load_worker(&app, &auth, &id).await?;
    let days = form.text("days");
    let created = match validity(days) {
        Ok(valid_for) => {
            app.directory.workers(&auth.actor)?.create_password_link(&id, valid_for).await
        }
        Err(error) => Err(error),
    };
    let link = match created {
        Ok(link) => link,
        Err(error) => {
            let days = days.parse().unwrap_or(DEFAULT_DAYS);
            let page = form_page(&auth, &person, days, FormErrors::try_from(error)?);
            return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let slip = slip(&origin, link);
    let html = slip_html(auth.actor.domain.name.as_str(), &auth.zone, i18n::language(), &slip);
    let title = message("people-link-title").arg("name", display_name(&person)).to_string();
    render(&LinkPage {
        layout: auth.layout(&title, Section::People),
        here: path::person_url(&auth.base(), &person.id),
        slip: html.map_err(|error| Error::Internal(Box::new(error)))?,
        url: slip.url,
    })
}

/// How long a link is valid, from the input `days`.
///
/// # Errors
/// [`Error::Invalid`] of `days`.
pub(super) fn validity(days: &str) -> Result<SignedDuration, Error> {
    let days = days.parse().ok().filter(|days| DAYS.contains(days));
    let error = || FieldError::new("days", message("people-error-days").into());
    let days = days.ok_or_else(|| Error::Invalid(vec![error()]))?;
    Ok(SignedDuration::from_hours(days * 24))
}

/// The slip of a new link.
pub(crate) fn slip(origin: &str, link: IssuedLink) -> PasswordSlip {
    PasswordSlip {
        url: password_url(origin, &link.token),
        username: link.username,
        name: link.name,
        expires_at: link.expires_at,
        language: link.language,
    }
}

fn form_page(auth: &Auth, person: &Person, days: i64, errors: FormErrors) -> FormPage {
    let title = message("people-link-title").arg("name", display_name(person)).to_string();
    FormPage {
        layout: auth.layout(&title, Section::People),
        here: path::person_url(&auth.base(), &person.id),
        days,
        errors,
    }
}
