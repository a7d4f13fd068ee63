//! The settings of the domain.

use askama::Template;
use http::StatusCode;
use roster_model::{Settings, TimeZoneName};

use crate::{
    App,
    console::{
        components::{Flash, FormErrors},
        extract::{Auth, Form, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    layout: Layout,
    values: FormValues,
    /// The names of time zones to choose from.
    time_zones: Vec<String>,
    /// The revision of the settings.
    version: String,
    errors: FormErrors,
}

/// The input of the form.
struct FormValues {
    wire: String,
    strong_passwords: bool,
    digest_passwords: bool,
    enforce_fields: bool,
    rate_limit: String,
    username_host: String,
    cases_url: String,
    history_days: String,
    time_zone: String,
}

/// The fields that show their own errors.
const FIELDS: &[&str] =
    &["time_zone", "wire", "rate_limit", "username_host", "cases_url", "history_days"];

/// `GET /d/{domain}/settings`.
pub(crate) async fn show(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    app.directory.settings(&auth.actor)?;
    let values = FormValues::from_settings(&auth.actor.domain.settings);
    render(&build_page(&auth, values, FormErrors::default(), Flash::from_query(&query)))
}

/// `POST /d/{domain}/settings`.
pub(crate) async fn update(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let current = &auth.actor.domain.settings;
    let inputs = FormValues::from_settings(current).inputs();
    let merge = Merge::new(form, &inputs, &[], |_, value| value.to_owned());
    let values = FormValues::read(&merge.form);
    let saved = merge
        .save(&app, &auth, current, async |directory| {
            directory.settings(&auth.actor)?.save(&values.to_pairs()).await
        })
        .await;
    match saved {
        Ok(_) => Ok(redirect(&format!("{}/settings?done={}", auth.base(), merge.done()))),
        Err(error) => {
            let page = build_page(&auth, values, FormErrors::try_from(error)?, None);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

impl FormValues {
    fn from_settings(settings: &Settings) -> Self {
        Self {
            wire: settings.wire.as_str().to_owned(),
            strong_passwords: settings.strong_passwords,
            digest_passwords: settings.digest_passwords,
            enforce_fields: settings.enforce_fields,
            rate_limit: settings.rate_limit.to_string(),
            username_host: settings.username_host.clone(),
            cases_url: settings.cases_url.clone().unwrap_or_default(),
            history_days: settings.history_days.to_string(),
            time_zone: settings.time_zone.as_str().to_owned(),
        }
    }

    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            wire: text("wire"),
            strong_passwords: form.is_checked("strong_passwords"),
            digest_passwords: form.is_checked("digest_passwords"),
            enforce_fields: form.is_checked("enforce_fields"),
            rate_limit: text("rate_limit"),
            username_host: text("username_host"),
            cases_url: text("cases_url"),
            history_days: text("history_days"),
            time_zone: text("time_zone"),
        }
    }

    fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("wire", &self.wire)
            .checkbox("strong_passwords", self.strong_passwords)
            .checkbox("digest_passwords", self.digest_passwords)
            .text("rate_limit", &self.rate_limit)
            .text("username_host", &self.username_host)
            .text("cases_url", &self.cases_url)
            .text("history_days", &self.history_days)
            .text("time_zone", &self.time_zone)
    }

    /// The settings by name, as on the command line.
    fn to_pairs(&self) -> Vec<(String, String)> {
        let pairs = [
            ("wire", self.wire.clone()),
            ("strong_passwords", self.strong_passwords.to_string()),
            ("digest_passwords", self.digest_passwords.to_string()),
            ("enforce_fields", self.enforce_fields.to_string()),
            ("rate_limit", self.rate_limit.clone()),
            ("username_host", self.username_host.clone()),
            ("cases_url", self.cases_url.clone()),
            ("history_days", self.history_days.clone()),
            ("time_zone", self.time_zone.clone()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn build_page(auth: &Auth, values: FormValues, errors: FormErrors, flash: Option<Flash>) -> Page {
    let layout = auth.layout(&i18n::text("settings-title"), Section::Settings).with_flash(flash);
    let settings = &auth.actor.domain.settings;
    let inputs = FormValues::from_settings(settings).inputs();
    let version = optimistic_lock::version_with(auth, settings, &inputs);
    Page { layout, values, time_zones: TimeZoneName::choices().collect(), version, errors }
}
