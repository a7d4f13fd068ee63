//! Making and changing places.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_directory::{LocationNode, LocationTreePage};
use roster_model::{Error, Id, LocationEdit, LocationType, NewLocation, Patch};

use super::address;
use crate::{
    App,
    console::{
        as_shown,
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
        thing::{self, Thing},
    },
};

#[derive(Template)]
#[template(path = "locations/edit.html")]
struct Page {
    frame: Frame,
    back: String,
    /// What it can be in.
    places: Vec<LocationNode>,
    /// Whether there are more, so that it is typed.
    many: bool,
    levels: Vec<LocationType>,
    draft: Draft,
    is_new: bool,
    /// Of the place as it is shown; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// What a form says of a place.
#[derive(Default)]
struct Draft {
    name: String,
    site_code: String,
    level: String,
    parent: String,
    latitude: String,
    longitude: String,
}

/// The fields that have flaws of their own.
const FIELDS: &[&str] =
    &["name", "site_code", "location_type_code", "parent_location_id", "latitude", "longitude"];

impl Draft {
    /// What was filled in. What the place is in is told by identity, code or name.
    async fn find(app: &App, member: &Member, form: &Form) -> Result<Self, Error> {
        let mut draft = Self::read(form);
        if let Some(id) = app.directory.atlas(&member.actor)?.called(&draft.parent).await? {
            draft.parent = id.into_string();
        }
        Ok(draft)
    }

    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            name: text("name"),
            site_code: text("site_code"),
            level: text("location_type_code"),
            parent: text("parent_location_id"),
            latitude: text("latitude"),
            longitude: text("longitude"),
        }
    }

    /// The edit that makes the place so.
    fn edit(&self) -> LocationEdit {
        let degrees = |text: &String| match text.as_str() {
            "" => Patch::Clear,
            text => Patch::Set(text.to_owned()),
        };
        LocationEdit {
            name: Some(self.name.clone()),
            site_code: Some(self.site_code.clone()).filter(|code| !code.is_empty()),
            kind: Some(self.level.clone()),
            parent: match self.parent.as_str() {
                "" => Patch::Keep,
                parent => Patch::Set(parent.to_owned()),
            },
            latitude: degrees(&self.latitude),
            longitude: degrees(&self.longitude),
            ..LocationEdit::default()
        }
    }
}

/// `GET /d/{domain}/locations/new`.
pub(in crate::console) async fn blank(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    app.directory.locations(&member.actor)?;
    let draft = Draft { parent: asked.text("parent").to_owned(), ..Draft::default() };
    let map = app.directory.atlas(&member.actor)?.map().await?;
    page(&new_page(&member, map, draft, FormErrors::default()))
}

/// `POST /d/{domain}/locations/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let draft = Draft::find(&app, &member, &form).await?;
    let new = NewLocation { edit: draft.edit(), id: None };
    match app.directory.locations(&member.actor)?.create(new).await {
        Ok(made) => {
            Ok(go_to(&format!("{}?done=created", address(&member.base(), &made.location.id))))
        }
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let map = app.directory.atlas(&member.actor)?.map().await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&member, map, draft, errors))
        }
    }
}

/// `GET /d/{domain}/location/{id}/edit`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    let view = app.directory.locations(&member.actor)?.find(&id).await?;
    let version = as_shown::version(&member, &view);
    let place = view.location;
    let draft = Draft {
        name: place.name,
        site_code: place.site_code,
        level: view.level.code,
        parent: place.parent.map(Id::into_string).unwrap_or_default(),
        latitude: place.latitude.unwrap_or_default(),
        longitude: place.longitude.unwrap_or_default(),
    };
    let map = app.directory.atlas(&member.actor)?.map().await?;
    page(&Page { version, ..edit_page(&member, &id, map, draft, FormErrors::default()) })
}

/// `POST /d/{domain}/location/{id}/edit`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let locations = app.directory.locations(&member.actor)?;
    locations.find(&id).await?;
    let draft = Draft::find(&app, &member, &form).await?;
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().locations(&member.actor)?.edit(&id, draft.edit()).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => {
            Ok(go_to(&format!("{}?done=saved", thing::address(&member.base(), "location", &id))))
        }
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let map = app.directory.atlas(&member.actor)?.map().await?;
            let version = as_shown::version(&member, &locations.find(&id).await?);
            let again = Page { version, ..edit_page(&member, &id, map, draft, errors) };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

fn new_page(member: &Member, map: LocationTreePage, draft: Draft, errors: FormErrors) -> Page {
    Page {
        frame: member.frame("Add a location", Section::Locations),
        back: format!("{}/locations", member.base()),
        many: map.total > map.places.len() as u64,
        places: map.places,
        levels: map.levels,
        draft,
        is_new: true,
        version: String::new(),
        errors,
    }
}

fn edit_page(
    member: &Member,
    id: &str,
    map: LocationTreePage,
    draft: Draft,
    errors: FormErrors,
) -> Page {
    let many = map.total > map.places.len() as u64;
    let mut places = map.places;
    places.retain(|place| place.location.id.as_str() != id);
    Page {
        frame: member.frame("Edit the location", Section::Locations),
        back: thing::address(&member.base(), "location", id),
        places,
        many,
        levels: map.levels,
        draft,
        is_new: false,
        version: String::new(),
        errors,
    }
}
