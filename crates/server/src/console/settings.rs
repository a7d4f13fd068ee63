//! The settings of the domain.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::Settings;

use super::{
    as_shown,
    asked::RequestContext,
    form::Form,
    form_errors::FormErrors,
    frame::{Frame, Section},
    member::Member,
    notice::Notice,
    page::{Shown, go_to, page, page_with},
};
use crate::App;

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    frame: Frame,
    draft: Draft,
    /// Of the settings as they are.
    version: String,
    errors: FormErrors,
}

/// What the form says.
struct Draft {
    wire: String,
    strong_passwords: bool,
    digest_passwords: bool,
    rate_limit: String,
    username_host: String,
    cases_url: String,
}

/// The fields that have flaws of their own.
const FIELDS: &[&str] = &["wire", "rate_limit", "username_host", "cases_url"];

/// `GET /d/{domain}/settings`.
pub(super) async fn show(State(app): State<App>, member: Member, asked: RequestContext) -> Shown {
    app.directory.settings(&member.actor)?;
    let draft = Draft::of(&member.actor.domain.settings);
    page(&shown(&member, draft, FormErrors::default(), Notice::of(&asked)))
}

/// `POST /d/{domain}/settings`.
pub(super) async fn save(State(app): State<App>, member: Member, form: Form) -> Shown {
    let draft = Draft::read(&form);
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().settings(&member.actor)?.save(&draft.values()).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => Ok(go_to(&format!("{}/settings?done=saved", member.base()))),
        Err(error) => {
            let again = shown(&member, draft, FormErrors::of(error)?, None);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

impl Draft {
    fn of(settings: &Settings) -> Self {
        Self {
            wire: settings.wire.as_str().to_owned(),
            strong_passwords: settings.strong_passwords,
            digest_passwords: settings.digest_passwords,
            rate_limit: settings.rate_limit.to_string(),
            username_host: settings.username_host.clone(),
            cases_url: settings.cases_url.clone().unwrap_or_default(),
        }
    }

    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            wire: text("wire"),
            strong_passwords: form.ticked("strong_passwords"),
            digest_passwords: form.ticked("digest_passwords"),
            rate_limit: text("rate_limit"),
            username_host: text("username_host"),
            cases_url: text("cases_url"),
        }
    }

    /// The settings, spelled as on the command line.
    fn values(&self) -> Vec<(String, String)> {
        let named = [
            ("wire", self.wire.clone()),
            ("strong_passwords", self.strong_passwords.to_string()),
            ("digest_passwords", self.digest_passwords.to_string()),
            ("rate_limit", self.rate_limit.clone()),
            ("username_host", self.username_host.clone()),
            ("cases_url", self.cases_url.clone()),
        ];
        named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn shown(member: &Member, draft: Draft, errors: FormErrors, notice: Option<Notice>) -> Page {
    let frame = member.frame("Settings", Section::Settings).telling(notice);
    let version = as_shown::version(member, &member.actor.domain.settings);
    Page { frame, draft, version, errors }
}
