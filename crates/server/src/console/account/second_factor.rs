//! Setting up a second factor, and taking it away.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use qrcode::{Color, QrCode};
use roster_directory::{Offer, Session};
use roster_model::{ExposeSecret as _, SecretString};

use super::shown;
use crate::{
    App,
    console::{
        form::Form,
        form_errors::FormErrors,
        frame::Frame,
        page::{Shown, go_to, page, page_with},
        session::SignedIn,
    },
};

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct OfferPage<'a> {
    frame: Frame,
    picture: Picture,
    secret: String,
    sealed: &'a str,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

/// A picture that apps read: squares of one unit, as the path of an SVG.
struct Picture {
    size: usize,
    path: String,
}

/// `GET /account/second-factor`.
pub(in crate::console) async fn offer(
    State(app): State<App>,
    SignedIn(session): SignedIn,
) -> Shown {
    let offer = app.directory.offer_second_factor(&session);
    page(&offer_page(&session, &offer, FormErrors::default()))
}

/// `POST /account/second-factor`.
pub(in crate::console) async fn set_up(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    form: Form,
) -> Shown {
    let (sealed, code) = (form.text("offer"), form.text("code"));
    match app.directory.set_up_second_factor(&session, sealed, code).await {
        Ok(codes) => page(&codes_page(&session, &codes)),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let same = app.directory.same_offer(&session, sealed);
            let offer = same.unwrap_or_else(|| app.directory.offer_second_factor(&session));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &offer_page(&session, &offer, errors))
        }
    }
}

/// `POST /account/second-factor/codes`.
pub(in crate::console) async fn renew_codes(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    form: Form,
) -> Shown {
    match app.directory.renew_recovery_codes(&session, form.text("code")).await {
        Ok(codes) => page(&codes_page(&session, &codes)),
        Err(error) => shown(&app, &session, None, FormErrors::of(error)?).await,
    }
}

/// `POST /account/second-factor/remove`.
pub(in crate::console) async fn remove(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    form: Form,
) -> Shown {
    match app.directory.remove_second_factor(&session, form.text("code")).await {
        Ok(()) => Ok(go_to("/account?done=removed")),
        Err(error) => shown(&app, &session, None, FormErrors::of(error)?).await,
    }
}

fn offer_page<'a>(session: &Session, offer: &'a Offer, errors: FormErrors) -> OfferPage<'a> {
    OfferPage {
        frame: Frame::signed_in("Set up a second factor", session),
        picture: Picture::of(offer.address.expose_secret()),
        secret: in_fours(offer.secret.expose_secret()),
        sealed: &offer.sealed,
        errors,
    }
}

fn codes_page(session: &Session, codes: &[SecretString]) -> CodesPage {
    let codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
    CodesPage { frame: Frame::signed_in("Your recovery codes", session), codes }
}

impl Picture {
    /// The picture of a text; an empty one for a text that is too long for any.
    fn of(text: &str) -> Self {
        let Ok(code) = QrCode::new(text) else { return Self { size: 0, path: String::new() } };
        let size = code.width();
        let squares = code.to_colors().into_iter().enumerate();
        let dark = squares.filter(|(_, color)| *color == Color::Dark);
        let squares: Vec<String> =
            dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % size, at / size)).collect();
        Self { size, path: squares.concat() }
    }
}

fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let fours: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}
