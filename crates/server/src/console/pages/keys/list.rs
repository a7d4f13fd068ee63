//! The list of keys, with the forms to create them.

use askama::Template;
use http::StatusCode;
use jiff::Timestamp;
use roster_directory::{ListedAppKey, ListedKey};
use roster_model::Permission;

use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, FormErrors},
        extract::{Auth, Form, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "keys/list.html")]
struct Page {
    layout: Layout,
    base: String,
    own: Vec<Row>,
    /// The keys of other web users of the domain; `None` without permission.
    others: Option<Vec<Row>>,
    /// The User.com keys; `None` without permission.
    app_keys: Option<Vec<Row>>,
    roles: Vec<String>,
    values: FormValues,
    errors: FormErrors,
}

/// A key in the list.
struct Row {
    id: String,
    prefix: String,
    /// The name of an API key.
    name: String,
    /// The owner of an API key, or the name of a User.com key.
    label: String,
    scope: String,
    ips: String,
    expires: Option<DisplayTime>,
    used: Option<DisplayTime>,
    created: DisplayTime,
    /// The label and the CSS class of the status badge.
    status: (&'static str, &'static str),
}

/// The input of the forms.
#[derive(Default)]
struct FormValues {
    name: String,
    scope: String,
    role: String,
    expires: String,
    ips: String,
    app_name: String,
    app_contacts: bool,
    app_expires: String,
    app_ips: String,
}

/// `GET /d/{domain}/keys`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    render_keys(&app, &auth, Flash::from_query(&query), None).await
}

/// Renders the page. `invalid` is a form with its errors.
pub(super) async fn render_keys(
    app: &App,
    auth: &Auth,
    flash: Option<Flash>,
    invalid: Option<(Form, FormErrors)>,
) -> PageResult {
    let keys = app.directory.keys(&auth.actor)?;
    let now = app.directory.now();
    let mut others = None;
    if auth.may(Permission::EDIT_DOMAIN) {
        let own = keys.own().await?;
        let mut all = keys.of_domain().await?;
        all.retain(|listed| own.iter().all(|mine| mine.key.id != listed.key.id));
        others = Some(all.iter().map(|listed| row(auth, listed, now)).collect());
    }
    let mut app_keys = None;
    if let Ok(handle) = app.directory.app_keys(&auth.actor) {
        app_keys =
            Some(handle.list().await?.iter().map(|listed| app_row(auth, listed, now)).collect());
    }
    let mut roles = Vec::new();
    if let Ok(handle) = app.directory.roles(&auth.actor) {
        roles = handle.list().await?.into_iter().map(|sheet| sheet.role.name).collect();
    }
    let status = if invalid.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (values, errors) = match invalid {
        Some((form, errors)) => (FormValues::read(&form), errors),
        None => (FormValues::default(), FormErrors::default()),
    };
    let page = Page {
        layout: auth.layout(&i18n::text("keys-title"), Section::Keys).with_flash(flash),
        base: auth.base(),
        own: keys.own().await?.iter().map(|listed| row(auth, listed, now)).collect(),
        others,
        app_keys,
        roles,
        values,
        errors,
    };
    render_with_status(status, &page)
}

impl FormValues {
    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            name: text("name"),
            scope: text("scope"),
            role: text("role"),
            expires: text("expires"),
            ips: text("ips"),
            app_name: text("app-name"),
            app_contacts: form.is_checked("app-contacts"),
            app_expires: text("app-expires"),
            app_ips: text("app-ips"),
        }
    }
}

fn row(auth: &Auth, listed: &ListedKey, now: Timestamp) -> Row {
    let key = &listed.key;
    let scope = match (&key.domain, &key.role) {
        (None, _) => i18n::text("keys-all-domains"),
        (Some(domain), None) => domain.to_string(),
        (Some(domain), Some(_)) => i18n::message("keys-limited").arg("domain", domain).to_string(),
    };
    Row {
        id: key.id.to_string(),
        prefix: key.prefix.clone(),
        name: key.name.clone(),
        label: listed.owner.clone(),
        scope,
        ips: format_ips(&key.allowed_ips),
        expires: key.expires_at.as_ref().map(|at| auth.time(at)),
        used: listed.last_used_at.as_ref().map(|at| auth.time(at)),
        created: auth.time(&key.created_at),
        status: status_badge(key.active, key.expires_at, now),
    }
}

fn app_row(auth: &Auth, listed: &ListedAppKey, now: Timestamp) -> Row {
    let key = &listed.key;
    Row {
        id: key.id.to_string(),
        prefix: key.prefix.clone(),
        name: String::new(),
        label: key.name.clone(),
        scope: i18n::text(if key.contacts_only { "keys-contacts-only" } else { "keys-all-people" }),
        ips: format_ips(&key.allowed_ips),
        expires: key.expires_at.as_ref().map(|at| auth.time(at)),
        used: listed.last_used_at.as_ref().map(|at| auth.time(at)),
        created: auth.time(&key.created_at),
        status: status_badge(key.active, key.expires_at, now),
    }
}

fn format_ips(ips: &[std::net::IpAddr]) -> String {
    let ips: Vec<String> = ips.iter().map(ToString::to_string).collect();
    if ips.is_empty() { i18n::text("keys-any-address") } else { ips.join(", ") }
}

/// The label and the CSS class of a key's status.
fn status_badge(
    active: bool,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> (&'static str, &'static str) {
    match (active, expires_at) {
        (false, _) => ("keys-revoked", "muted"),
        (true, Some(end)) if end <= now => ("keys-expired", "warn"),
        (true, _) => ("keys-active", "good"),
    }
}
