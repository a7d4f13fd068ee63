//! Two-factor authentication: set up, renew recovery codes, turn off.

use askama::Template;
use http::StatusCode;
use roster_directory::{Offer, Session};
use roster_model::{ExposeSecret as _, SecretString};

use super::{confirm, render_account};
use crate::{
    App,
    console::{
        components::{FormErrors, QrImage},
        extract::{CurrentSession, Form, State},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct SetupPage<'a> {
    layout: Layout,
    qr_code: QrImage,
    secret: String,
    sealed: &'a str,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    layout: Layout,
    codes: Vec<String>,
}

/// `GET /account/second-factor`.
pub(crate) async fn setup_form(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
) -> PageResult {
    if !session.is_confirmed {
        return Ok(redirect(&confirm::url("/account/second-factor")));
    }
    let offer = app.directory.offer_second_factor(&session);
    render(&setup_page(&session, &offer, FormErrors::default()))
}

/// `POST /account/second-factor`.
pub(crate) async fn set_up(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    let (sealed, code) = (form.text("offer"), form.text("code"));
    match app.directory.set_up_second_factor(&session, sealed, code).await {
        Ok(codes) => render(&codes_page(&session, &codes)),
        Err(error) if confirm::is_required(&error) => {
            Ok(redirect(&confirm::url("/account/second-factor")))
        }
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let previous = app.directory.same_offer(&session, sealed);
            let offer = previous.unwrap_or_else(|| app.directory.offer_second_factor(&session));
            render_with_status(
                StatusCode::UNPROCESSABLE_ENTITY,
                &setup_page(&session, &offer, errors),
            )
        }
    }
}

/// `POST /account/second-factor/codes`.
pub(crate) async fn renew_codes(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    match app.directory.renew_recovery_codes(&session, form.text("code")).await {
        Ok(codes) => render(&codes_page(&session, &codes)),
        Err(error) if confirm::is_required(&error) => Ok(redirect(&confirm::url("/account"))),
        Err(error) => render_account(&app, &session, None, FormErrors::try_from(error)?).await,
    }
}

/// `POST /account/second-factor/remove`.
pub(crate) async fn remove(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    match app.directory.remove_second_factor(&session, form.text("code")).await {
        Ok(()) => Ok(redirect("/account?done=removed")),
        Err(error) if confirm::is_required(&error) => Ok(redirect(&confirm::url("/account"))),
        Err(error) => render_account(&app, &session, None, FormErrors::try_from(error)?).await,
    }
}

fn setup_page<'a>(session: &Session, offer: &'a Offer, errors: FormErrors) -> SetupPage<'a> {
    SetupPage {
        layout: Layout::signed_in(&i18n::text("account-factor-title"), session),
        qr_code: QrImage::new(offer.address.expose_secret()),
        secret: grouped_by_four(offer.secret.expose_secret()),
        sealed: &offer.sealed,
        errors,
    }
}

fn codes_page(session: &Session, codes: &[SecretString]) -> CodesPage {
    let codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
    CodesPage { layout: Layout::signed_in(&i18n::text("account-codes-title"), session), codes }
}

fn grouped_by_four(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}
