//! All fields and profiles, with the forms that add to them.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{Field, Permission, Profile};
use serde_json::Value;

use crate::{
    App,
    console::{
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page_with},
    },
};

#[derive(Template)]
#[template(path = "fields/list.html")]
struct Page {
    frame: Frame,
    base: String,
    fields: Vec<Field>,
    profiles: Vec<Profile>,
    field: FieldDraft,
    profile: ProfileDraft,
    /// What the form of a new field got wrong.
    field_flaws: FormErrors,
    /// What that of a new profile got wrong.
    profile_flaws: FormErrors,
    may_edit: bool,
}

/// What the form of a new field says.
#[derive(Default)]
pub(super) struct FieldDraft {
    pub(super) slug: String,
    pub(super) label: String,
    pub(super) choices: String,
}

/// What the form of a new profile says.
#[derive(Default)]
pub(super) struct ProfileDraft {
    pub(super) name: String,
    /// By slug.
    pub(super) values: Vec<(String, String)>,
}

impl ProfileDraft {
    pub(super) fn read(form: &Form) -> Self {
        let pair = |(slug, value): (&str, &str)| (slug.to_owned(), value.trim().to_owned());
        Self {
            name: form.text("name").to_owned(),
            values: form.prefixed("value:").map(pair).collect(),
        }
    }

    /// What is filled in for a field.
    fn value(&self, slug: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| known == slug);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

impl Page {
    /// The values that a profile gives, told in a line each.
    fn given(profile: &Profile) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        profile.values.iter().map(|(slug, value)| (slug.clone(), text(value))).collect()
    }
}

/// `GET /d/{domain}/fields`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let drafts = Drafts::default();
    shown(&app, &member, Notice::of(&asked), drafts).await
}

/// What the forms say, and what they got wrong.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) field: FieldDraft,
    pub(super) field_flaws: FormErrors,
    pub(super) profile: ProfileDraft,
    pub(super) profile_flaws: FormErrors,
}

/// The page.
pub(super) async fn shown(
    app: &App,
    member: &Member,
    notice: Option<Notice>,
    drafts: Drafts,
) -> Shown {
    let schema = app.directory.people_view(&member.actor)?.choices().await?.schema;
    let fine = drafts.field_flaws.is_empty() && drafts.profile_flaws.is_empty();
    let status = if fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Page {
        frame: member.frame("Custom fields", Section::Fields).telling(notice),
        base: member.base(),
        fields: schema.fields,
        profiles: schema.profiles,
        field: drafts.field,
        profile: drafts.profile,
        field_flaws: drafts.field_flaws,
        profile_flaws: drafts.profile_flaws,
        may_edit: member.may(Permission::EDIT_COMMCARE_USERS),
    };
    page_with(status, &shown)
}
