//! Signing in, and out.

use askama::Template;
use axum::{extract::State, response::Response};
use http::{HeaderMap, StatusCode, header, request::Parts};
use roster_directory::{Opened, SignedIn as Outcome, Visitor};
use roster_model::{AuthFailure, Error, ExposeSecret as _};

use super::{
    asked::RequestContext,
    form::{Form, OpenForm},
    frame::Frame,
    page::{Shown, go_to, page, page_with},
    session::{self, SignedIn},
    transport,
};
use crate::{App, error::ApiError, extract::peer};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct PasswordPage<'a> {
    frame: Frame,
    username: &'a str,
    to: &'a str,
    trouble: String,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    frame: Frame,
    ticket: &'a str,
    to: &'a str,
    trouble: String,
}

/// `GET /`: the sign-in page, or for whoever is signed in the domain they go to.
pub(super) async fn show(
    State(app): State<App>,
    signed_in: Result<SignedIn, ApiError>,
    asked: RequestContext,
) -> Shown {
    let Ok(SignedIn(session)) = signed_in else {
        let to = own_address(asked.text("to"));
        return page(&password_page("", to, String::new()));
    };
    let domains = app.directory.domains_of_session(&session).await?;
    Ok(match domains.as_slice() {
        [only] => go_to(&format!("/d/{}", only.name)),
        _ => go_to("/domains"),
    })
}

/// `POST /`: with a password.
pub(super) async fn with_password(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    OpenForm(form): OpenForm,
) -> Shown {
    let (username, to) = (form.text("username"), own_address(form.text("to")));
    match app.directory.sign_in(username, &form.secret("password"), &visitor).await {
        Ok(Outcome::Opened(opened)) => Ok(let_in(&opened, &visitor, to)),
        Ok(Outcome::NeedsCode(ticket)) => {
            page(&code_page(ticket.expose_secret(), to, String::new()))
        }
        Err(error) => {
            let (status, trouble) = trouble(error, "That is not the password of this address.")?;
            page_with(status, &password_page(username, to, trouble))
        }
    }
}

/// `POST /sign-in/code`: with a code, after the password.
pub(super) async fn with_code(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    OpenForm(form): OpenForm,
) -> Shown {
    let (ticket, to) = (form.secret("ticket"), own_address(form.text("to")));
    match app.directory.sign_in_with_code(&ticket, form.text("code"), &visitor).await {
        Ok(opened) => Ok(let_in(&opened, &visitor, to)),
        Err(Error::Unauthenticated(AuthFailure::TokenEmpty)) => {
            let trouble = "That took too long: please begin again.".to_owned();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &password_page("", to, trouble))
        }
        Err(error) => {
            let (status, trouble) = trouble(
                error,
                "That is not a good code now. Each is good once, and not for long.",
            )?;
            page_with(status, &code_page(ticket.expose_secret(), to, trouble))
        }
    }
}

/// `POST /sign-out`.
pub(super) async fn out(State(app): State<App>, SignedIn(session): SignedIn, _form: Form) -> Shown {
    app.directory.sign_out(&session).await?;
    Ok(with_cookies(go_to("/"), session::end()))
}

/// From where, and with what, somebody signs in.
pub(super) struct Visiting(Visitor);

impl axum::extract::FromRequestParts<App> for Visiting {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let headers = &parts.headers;
        Ok(Self(Visitor {
            from: peer(parts)?,
            secure: transport::is_secure(parts),
            agent: text(headers, header::USER_AGENT),
            device: session::device(headers),
        }))
    }
}

fn password_page<'a>(username: &'a str, to: &'a str, trouble: String) -> PasswordPage<'a> {
    PasswordPage { frame: Frame::plain("Sign in"), username, to, trouble }
}

fn code_page<'a>(ticket: &'a str, to: &'a str, trouble: String) -> CodePage<'a> {
    CodePage { frame: Frame::plain("One more step"), ticket, to, trouble }
}

fn let_in(opened: &Opened, visitor: &Visitor, to: &str) -> Response {
    with_cookies(go_to(to), session::begin(opened, visitor.secure))
}

fn with_cookies(mut response: Response, cookies: [http::HeaderValue; 2]) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Why somebody was not let in, on the page itself.
fn trouble(error: Error, wrong: &str) -> Result<(StatusCode, String), ApiError> {
    match error {
        Error::Unauthenticated(_) => Ok((StatusCode::UNPROCESSABLE_ENTITY, wrong.to_owned())),
        Error::Throttled(seconds) => {
            let wait = match seconds {
                0..=90 => format!("{seconds} seconds"),
                _ => format!("{} minutes", seconds.div_ceil(60)),
            };
            let text = format!("Too many attempts have failed. Try again in {wait}.");
            Ok((StatusCode::TOO_MANY_REQUESTS, text))
        }
        other => Err(other.into()),
    }
}

/// Where to go after signing in: a page of ours, or the first one.
fn own_address(to: &str) -> &str {
    let ours = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains(['\\', '\n', '\r', '\t'])
        && !to.starts_with("/assets");
    if ours { to } else { "/" }
}

fn text(headers: &HeaderMap, name: http::HeaderName) -> String {
    let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    value.unwrap_or_default().replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert_eq!(own_address("/d/demo/people?q=a"), "/d/demo/people?q=a");
        for elsewhere in ["//evil", "https://evil", "/\\evil", "", "evil", "/\t/evil"] {
            assert_eq!(own_address(elsewhere), "/", "{elsewhere}");
        }
    }
}
