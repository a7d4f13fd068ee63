//! The list of custom fields and profiles, with the forms to add them.

use askama::Template;
use http::StatusCode;
use roster_model::{Field, Permission, Profile};
use serde_json::Value;

use super::field_form::{FIELDS, FieldForm, type_label};
use crate::{
    App,
    console::{
        components::{Flash, FormErrors},
        extract::{Auth, Form, Query, State},
        i18n::{filters, text},
        layout::{Layout, Section},
        response::{PageResult, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "fields/list.html")]
struct Page {
    layout: Layout,
    base: String,
    fields: Vec<Field>,
    profiles: Vec<Profile>,
    field: FieldForm,
    profile: ProfileValues,
    /// The errors of the form for a new field.
    errors: FormErrors,
    profile_errors: FormErrors,
    may_edit: bool,
}

/// The input of the form for a new profile.
#[derive(Default)]
pub(super) struct ProfileValues {
    pub(super) name: String,
    /// The values by key.
    pub(super) values: Vec<(String, String)>,
}

impl ProfileValues {
    pub(super) fn read(form: &Form) -> Self {
        let pair = |(slug, value): (&str, &str)| (slug.to_owned(), value.trim().to_owned());
        Self {
            name: form.text("name").to_owned(),
            values: form.with_prefix("value:").map(pair).collect(),
        }
    }

    /// The input for a field.
    fn value(&self, slug: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| known == slug);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

impl Page {
    /// The keys and values that a profile sets.
    fn values_of(profile: &Profile) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        profile.values.iter().map(|(slug, value)| (slug.clone(), text(value))).collect()
    }
}

/// `GET /d/{domain}/fields`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    render_fields(&app, &auth, Flash::from_query(&query), Forms::default()).await
}

/// The input and the errors of both forms.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) field: FieldForm,
    pub(super) field_errors: FormErrors,
    pub(super) profile: ProfileValues,
    pub(super) profile_errors: FormErrors,
}

/// Renders the page with the input and errors of its forms.
pub(super) async fn render_fields(
    app: &App,
    auth: &Auth,
    flash: Option<Flash>,
    forms: Forms,
) -> PageResult {
    let schema = app.directory.people_view(&auth.actor)?.choices().await?.schema;
    let is_valid = forms.field_errors.is_empty() && forms.profile_errors.is_empty();
    let status = if is_valid { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        layout: auth.layout(&text("fields-title"), Section::Fields).with_flash(flash),
        base: auth.base(),
        fields: schema.fields,
        profiles: schema.profiles,
        field: forms.field,
        profile: forms.profile,
        errors: forms.field_errors,
        profile_errors: forms.profile_errors,
        may_edit: auth.may(Permission::EDIT_COMMCARE_USERS)
            && auth.may(Permission::ACCESS_ALL_LOCATIONS),
    };
    render_with_status(status, &page)
}
