//! Organization levels (location types).

use askama::Template;
use http::StatusCode;
use roster_model::{LocationType, LocationTypeEdit, NewLocationType, Patch, Permission};

use crate::{
    App,
    console::{
        components::{Flash, FormErrors},
        extract::{Auth, Form, PathId, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "locations/levels.html")]
struct List {
    layout: Layout,
    base: String,
    levels: Vec<LocationType>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "locations/level_edit.html")]
struct Page {
    layout: Layout,
    back: String,
    /// The levels to choose a parent from.
    levels: Vec<LocationType>,
    values: FormValues,
    /// The revision of the level; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// The input of the form.
#[derive(Default)]
struct FormValues {
    name: String,
    code: String,
    parent: String,
    shares_cases: bool,
    view_descendants: bool,
}

impl FormValues {
    /// The present values of a level. `levels` has its parent.
    fn from_level(level: &LocationType, levels: &[LocationType]) -> Self {
        let parent = levels.iter().find(|other| Some(other.number) == level.parent);
        Self {
            name: level.name.clone(),
            code: level.code.clone(),
            parent: parent.map(|other| other.code.clone()).unwrap_or_default(),
            shares_cases: level.shares_cases,
            view_descendants: level.view_descendants,
        }
    }

    /// The values of the form's inputs.
    fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("name", &self.name)
            .text("code", &self.code)
            .text("parent", &self.parent)
            .checkbox("shares_cases", self.shares_cases)
            .checkbox("view_descendants", self.view_descendants)
    }

    fn read(form: &Form) -> Self {
        Self {
            name: form.text("name").to_owned(),
            code: form.text("code").to_owned(),
            parent: form.text("parent").to_owned(),
            shares_cases: form.is_checked("shares_cases"),
            view_descendants: form.is_checked("view_descendants"),
        }
    }

    fn parent(&self) -> Option<String> {
        Some(self.parent.clone()).filter(|code| !code.is_empty())
    }
}

impl List {
    /// The name of the parent level; empty for the top level.
    fn parent_name(&self, level: &LocationType) -> &str {
        let found = self.levels.iter().find(|other| Some(other.number) == level.parent);
        found.map(|other| other.name.as_str()).unwrap_or_default()
    }
}

/// `GET /d/{domain}/location-types`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    render(&List {
        levels: app.directory.atlas(&auth.actor)?.levels().await?,
        layout: auth
            .layout(&i18n::text("locations-levels"), Section::Locations)
            .with_flash(Flash::from_query(&query)),
        base: auth.base(),
        may_edit: auth.may(Permission::EDIT_LOCATIONS)
            && auth.may(Permission::ACCESS_ALL_LOCATIONS),
    })
}

/// `GET /d/{domain}/location-types/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    let levels = app.directory.location_types(&auth.actor)?.all().await?;
    render(&build_page(
        &auth,
        "locations-level-add",
        levels,
        FormValues::default(),
        FormErrors::default(),
    ))
}

/// `POST /d/{domain}/location-types/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let values = FormValues::read(&form);
    let types = app.directory.location_types(&auth.actor)?;
    let new = NewLocationType {
        code: Some(values.code.clone()),
        name: Some(values.name.clone()).filter(|name| !name.is_empty()),
        parent: values.parent(),
        shares_cases: values.shares_cases,
        view_descendants: values.view_descendants,
        ..NewLocationType::default()
    };
    match types.create(new).await {
        Ok(_) => Ok(redirect(&format!("{}/location-types?done=created", auth.base()))),
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let levels = types.all().await?;
            let page = build_page(&auth, "locations-level-add", levels, values, errors);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/location-type/{number}`.
pub(crate) async fn edit_form(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    let number = id.number()?;
    let types = app.directory.location_types(&auth.actor)?;
    let level = types.find(number).await?;
    let mut levels = types.all().await?;
    let values = FormValues::from_level(&level, &levels);
    let version = optimistic_lock::version_with(&auth, &level, &values.inputs());
    levels.retain(|other| other.number != number);
    let page = build_page(&auth, "locations-level-edit", levels, values, FormErrors::default());
    render(&Page { version, ..page })
}

/// `POST /d/{domain}/location-type/{number}`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    id: PathId,
    form: Form,
) -> PageResult {
    let number = id.number()?;
    let types = app.directory.location_types(&auth.actor)?;
    let level = types.find(number).await?;
    let mut levels = types.all().await?;
    let present = FormValues::from_level(&level, &levels).inputs();
    let merge = Merge::new(form, &present, &[], |_, value| value.to_owned());
    let values = FormValues::read(&merge.form);
    let edit = LocationTypeEdit {
        code: Some(values.code.clone()),
        name: Some(values.name.clone()),
        parent: values.parent().map_or(Patch::Clear, Patch::Set),
        shares_cases: Some(values.shares_cases),
        view_descendants: Some(values.view_descendants),
        ..LocationTypeEdit::default()
    };
    let saved = merge
        .save(&app, &auth, &level, async |directory| {
            directory.location_types(&auth.actor)?.edit(number, edit).await
        })
        .await;
    match saved {
        Ok(_) => Ok(redirect(&format!("{}/location-types?done={}", auth.base(), merge.done()))),
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let version = optimistic_lock::version_with(&auth, &level, &present);
            levels.retain(|other| other.number != number);
            let page = build_page(&auth, "locations-level-edit", levels, values, errors);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &Page { version, ..page })
        }
    }
}

fn build_page(
    auth: &Auth,
    title: &'static str,
    levels: Vec<LocationType>,
    values: FormValues,
    errors: FormErrors,
) -> Page {
    let layout = auth.layout(&i18n::text(title), Section::Locations);
    let back = format!("{}/location-types", auth.base());
    Page { layout, back, levels, values, version: String::new(), errors }
}
