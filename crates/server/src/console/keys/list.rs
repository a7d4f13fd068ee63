//! The keys that concern the member, with the forms that make more.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_directory::{ListedAppKey, ListedKey};
use roster_model::Permission;

use crate::{
    App,
    console::{
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        moment::Moment,
        notice::Notice,
        page::{Shown, page_with},
    },
};

#[derive(Template)]
#[template(path = "keys/list.html")]
struct Page {
    frame: Frame,
    base: String,
    own: Vec<Row>,
    /// Those of everybody in the domain, for whoever may see them.
    others: Option<Vec<Row>>,
    /// Those of programs that speak the User.com API, for whoever may see them.
    app_keys: Option<Vec<Row>>,
    roles: Vec<String>,
    draft: Draft,
    errors: FormErrors,
}

/// A key, as the list has it.
struct Row {
    id: String,
    prefix: String,
    /// What tells it apart beside its beginning.
    about: String,
    scope: String,
    ips: String,
    expires: Option<Moment>,
    used: Option<Moment>,
    made: Moment,
    standing: (&'static str, &'static str),
}

/// What the forms say.
#[derive(Default)]
struct Draft {
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
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    shown(&app, &member, Notice::of(&asked), None).await
}

/// The page, with what a form of it got wrong.
pub(super) async fn shown(
    app: &App,
    member: &Member,
    notice: Option<Notice>,
    wrong: Option<(Form, FormErrors)>,
) -> Shown {
    let keys = app.directory.keys(&member.actor)?;
    let now = app.directory.now();
    let mut others = None;
    if member.may(Permission::EDIT_DOMAIN) {
        let own = keys.own().await?;
        let mut all = keys.of_domain().await?;
        all.retain(|listed| own.iter().all(|mine| mine.key.id != listed.key.id));
        others = Some(all.iter().map(|listed| row(listed, now)).collect());
    }
    let mut app_keys = None;
    if let Ok(handle) = app.directory.app_keys(&member.actor) {
        app_keys = Some(handle.list().await?.iter().map(|listed| app_row(listed, now)).collect());
    }
    let mut roles = Vec::new();
    if let Ok(handle) = app.directory.roles(&member.actor) {
        roles = handle.list().await?.into_iter().map(|sheet| sheet.role.name).collect();
    }
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (draft, errors) = match wrong {
        Some((form, errors)) => (Draft::read(&form), errors),
        None => (Draft::default(), FormErrors::default()),
    };
    let shown = Page {
        frame: member.frame("Keys", Section::Keys).telling(notice),
        base: member.base(),
        own: keys.own().await?.iter().map(|listed| row(listed, now)).collect(),
        others,
        app_keys,
        roles,
        draft,
        errors,
    };
    page_with(status, &shown)
}

impl Draft {
    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            scope: text("scope"),
            role: text("role"),
            expires: text("expires"),
            ips: text("ips"),
            app_name: text("app-name"),
            app_contacts: form.ticked("app-contacts"),
            app_expires: text("app-expires"),
            app_ips: text("app-ips"),
        }
    }
}

fn row(listed: &ListedKey, now: jiff::Timestamp) -> Row {
    let key = &listed.key;
    let scope = match (&key.domain, &key.role) {
        (None, _) => "All domains".to_owned(),
        (Some(domain), None) => domain.to_string(),
        (Some(domain), Some(_)) => format!("{domain}, cut down to a role"),
    };
    Row {
        id: key.id.to_string(),
        prefix: key.prefix.clone(),
        about: listed.owner.clone(),
        scope,
        ips: addresses(&key.allowed_ips),
        expires: key.expires_at.as_ref().map(Moment::of),
        used: listed.last_used_at.as_ref().map(Moment::of),
        made: Moment::of(&key.created_at),
        standing: standing(key.active, key.expires_at, now),
    }
}

fn app_row(listed: &ListedAppKey, now: jiff::Timestamp) -> Row {
    let key = &listed.key;
    Row {
        id: key.id.to_string(),
        prefix: key.prefix.clone(),
        about: key.name.clone(),
        scope: if key.contacts_only { "Contacts only" } else { "Everybody" }.to_owned(),
        ips: addresses(&key.allowed_ips),
        expires: key.expires_at.as_ref().map(Moment::of),
        used: listed.last_used_at.as_ref().map(Moment::of),
        made: Moment::of(&key.created_at),
        standing: standing(key.active, key.expires_at, now),
    }
}

fn addresses(ips: &[std::net::IpAddr]) -> String {
    let texts: Vec<String> = ips.iter().map(ToString::to_string).collect();
    if texts.is_empty() { "Anywhere".to_owned() } else { texts.join(", ") }
}

/// Whether a key opens anything, in a word and with the class of its badge.
fn standing(
    active: bool,
    end: Option<jiff::Timestamp>,
    now: jiff::Timestamp,
) -> (&'static str, &'static str) {
    match (active, end) {
        (false, _) => ("Revoked", "muted"),
        (true, Some(end)) if end <= now => ("Expired", "warn"),
        (true, _) => ("In force", "good"),
    }
}
