//! The levels of the tree of places.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{LocationType, LocationTypeEdit, NewLocationType, Patch, Permission};

use crate::{
    App,
    console::{
        as_shown,
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, go_to, page, page_with},
        thing::Thing,
    },
};

#[derive(Template)]
#[template(path = "locations/levels.html")]
struct List {
    frame: Frame,
    base: String,
    levels: Vec<LocationType>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "locations/level.html")]
struct Page {
    frame: Frame,
    back: String,
    /// What it can be below.
    levels: Vec<LocationType>,
    draft: Draft,
    /// Of the level as it is shown; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// What a form says of a level.
#[derive(Default)]
struct Draft {
    name: String,
    code: String,
    parent: String,
    shares_cases: bool,
    view_descendants: bool,
}

impl Draft {
    fn read(form: &Form) -> Self {
        Self {
            name: form.text("name").to_owned(),
            code: form.text("code").to_owned(),
            parent: form.text("parent").to_owned(),
            shares_cases: form.ticked("shares_cases"),
            view_descendants: form.ticked("view_descendants"),
        }
    }

    fn parent(&self) -> Option<String> {
        Some(self.parent.clone()).filter(|code| !code.is_empty())
    }
}

impl List {
    /// What the level is below.
    fn above(&self, level: &LocationType) -> &str {
        let found = self.levels.iter().find(|other| Some(other.number) == level.parent);
        found.map(|other| other.name.as_str()).unwrap_or_default()
    }
}

/// `GET /d/{domain}/location-types`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    page(&List {
        levels: app.directory.atlas(&member.actor)?.levels().await?,
        frame: member.frame("Levels", Section::Locations).telling(Notice::of(&asked)),
        base: member.base(),
        may_edit: member.may(Permission::EDIT_LOCATIONS),
    })
}

/// `GET /d/{domain}/location-types/new`.
pub(in crate::console) async fn blank(State(app): State<App>, member: Member) -> Shown {
    let levels = app.directory.location_types(&member.actor)?.all().await?;
    page(&shown(&member, "Add a level", levels, Draft::default(), FormErrors::default()))
}

/// `POST /d/{domain}/location-types/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let draft = Draft::read(&form);
    let types = app.directory.location_types(&member.actor)?;
    let new = NewLocationType {
        code: Some(draft.code.clone()),
        name: Some(draft.name.clone()).filter(|name| !name.is_empty()),
        parent: draft.parent(),
        shares_cases: draft.shares_cases,
        view_descendants: draft.view_descendants,
        errors: Vec::new(),
    };
    match types.create(new).await {
        Ok(_) => Ok(go_to(&format!("{}/location-types?done=created", member.base()))),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let levels = types.all().await?;
            let again = shown(&member, "Add a level", levels, draft, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// `GET /d/{domain}/location-type/{number}`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    thing: Thing,
) -> Shown {
    let number = thing.number()?;
    let types = app.directory.location_types(&member.actor)?;
    let level = types.find(number).await?;
    let version = as_shown::version(&member, &level);
    let mut levels = types.all().await?;
    let above = levels.iter().find(|other| Some(other.number) == level.parent);
    let draft = Draft {
        parent: above.map(|other| other.code.clone()).unwrap_or_default(),
        name: level.name,
        code: level.code,
        shares_cases: level.shares_cases,
        view_descendants: level.view_descendants,
    };
    levels.retain(|other| other.number != number);
    let shown = shown(&member, "Edit the level", levels, draft, FormErrors::default());
    page(&Page { version, ..shown })
}

/// `POST /d/{domain}/location-type/{number}`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    thing: Thing,
    form: Form,
) -> Shown {
    let number = thing.number()?;
    let draft = Draft::read(&form);
    let types = app.directory.location_types(&member.actor)?;
    let edit = LocationTypeEdit {
        code: Some(draft.code.clone()),
        name: Some(draft.name.clone()),
        parent: draft.parent().map_or(Patch::Clear, Patch::Set),
        shares_cases: Some(draft.shares_cases),
        view_descendants: Some(draft.view_descendants),
        errors: Vec::new(),
    };
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().location_types(&member.actor)?.edit(number, edit).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => Ok(go_to(&format!("{}/location-types?done=saved", member.base()))),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let version = as_shown::version(&member, &types.find(number).await?);
            let mut levels = types.all().await?;
            levels.retain(|other| other.number != number);
            let again = shown(&member, "Edit the level", levels, draft, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { version, ..again })
        }
    }
}

fn shown(
    member: &Member,
    title: &str,
    levels: Vec<LocationType>,
    draft: Draft,
    errors: FormErrors,
) -> Page {
    let frame = member.frame(title, Section::Locations);
    let back = format!("{}/location-types", member.base());
    Page { frame, back, levels, draft, version: String::new(), errors }
}
