//! Adding and editing locations.

use askama::Template;
use http::StatusCode;
use roster_directory::{LocationNode, LocationTreePage, LocationView};
use roster_model::{
    Error, FieldError, Id, LocationEdit, LocationType, NewLocation, Patch, cell_text,
};
use serde_json::{Map, Value};

use super::location_url;
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, Query, State, path},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "locations/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    /// The locations to choose a parent from.
    locations: Vec<LocationNode>,
    /// Whether there are more locations, so that the parent is a text field.
    has_more_locations: bool,
    levels: Vec<LocationType>,
    values: FormValues,
    is_new: bool,
    /// The revision of the location; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// The input of the form.
#[derive(Default)]
struct FormValues {
    name: String,
    site_code: String,
    level: String,
    parent: String,
    latitude: String,
    longitude: String,
    external_id: String,
    /// Custom data: a key and a value per line, with `=` between them.
    data: String,
}

/// The fields that show their own errors.
const FIELDS: &[&str] = &[
    "name",
    "site_code",
    "location_type_code",
    "parent_location_id",
    "latitude",
    "longitude",
    "external_id",
    "location_data",
];

impl FormValues {
    /// Reads the form and resolves the parent, which is an id, a site code or a name.
    async fn resolve(app: &App, auth: &Auth, form: &Form) -> Result<Self, Error> {
        let mut values = Self::read(form);
        if let Some(id) = app.directory.atlas(&auth.actor)?.called(&values.parent).await? {
            values.parent = id.into_string();
        }
        Ok(values)
    }

    /// The present values of a location.
    fn from_location(view: &LocationView) -> Self {
        let location = &view.location;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            name: location.name.clone(),
            site_code: location.site_code.clone(),
            level: view.level.code.clone(),
            parent: location.parent.as_ref().map(Id::to_string).unwrap_or_default(),
            latitude: text(&location.latitude),
            longitude: text(&location.longitude),
            external_id: text(&location.external_id),
            data: format_data(&location.data),
        }
    }

    /// The values of the form's inputs.
    fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("name", &self.name)
            .text("site_code", &self.site_code)
            .text("location_type_code", &self.level)
            .text("parent_location_id", &self.parent)
            .text("latitude", &self.latitude)
            .text("longitude", &self.longitude)
            .text("external_id", &self.external_id)
            .text("location_data", &self.data)
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
            external_id: text("external_id"),
            data: text("location_data"),
        }
    }

    /// The edit that the input asks for.
    fn to_edit(&self, present: &Map<String, Value>) -> LocationEdit {
        let (data, errors) = parse_data(&self.data, present);
        let coordinate = |text: &String| match text.as_str() {
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
            latitude: coordinate(&self.latitude),
            longitude: coordinate(&self.longitude),
            external_id: coordinate(&self.external_id),
            data: Some(data),
            errors,
            ..LocationEdit::default()
        }
    }
}

/// Custom data as lines.
fn format_data(data: &Map<String, Value>) -> String {
    let line = |(key, value): (&String, &Value)| format!("{key}={}", cell_text(value));
    data.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Parses lines of custom data. A value that does not change keeps its type.
fn parse_data(text: &str, present: &Map<String, Value>) -> (Map<String, Value>, Vec<FieldError>) {
    let (mut data, mut errors) = (Map::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((key, value)) = line.split_once('=') else {
            let text = i18n::message("locations-data-line").arg("line", line);
            errors.push(FieldError::new("location_data", text.into()));
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        let same = present.get(key).filter(|known| cell_text(known) == value);
        data.insert(key.to_owned(), same.cloned().unwrap_or_else(|| Value::from(value)));
    }
    (data, errors)
}

/// `GET /d/{domain}/locations/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    app.directory.locations(&auth.actor)?;
    let values = FormValues { parent: query.text("parent").to_owned(), ..FormValues::default() };
    let map = app.directory.atlas(&auth.actor)?.map().await?;
    render(&new_page(&auth, map, values, FormErrors::default()))
}

/// `POST /d/{domain}/locations/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let values = FormValues::resolve(&app, &auth, &form).await?;
    let new = NewLocation { edit: values.to_edit(&Map::new()), id: None };
    match app.directory.locations(&auth.actor)?.create(new).await {
        Ok(created) => {
            let url = location_url(&auth.base(), &created.location.id);
            Ok(redirect(&format!("{url}?done=created")))
        }
        Err(error) => {
            let errors = FormErrors::try_from(error)?.renamed("locations", "parent_location_id");
            let map = app.directory.atlas(&auth.actor)?.map().await?;
            render_with_status(
                StatusCode::UNPROCESSABLE_ENTITY,
                &new_page(&auth, map, values, errors),
            )
        }
    }
}

/// `GET /d/{domain}/location/{id}/edit`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let view = load(&app, &auth, &id).await?;
    let values = FormValues::from_location(&view);
    let version = optimistic_lock::version_with(&auth, &view, &values.inputs());
    let map = app.directory.atlas(&auth.actor)?.map().await?;
    render(&Page { version, ..edit_page(&auth, &id, map, values, FormErrors::default()) })
}

/// `POST /d/{domain}/location/{id}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let view = load(&app, &auth, &id).await?;
    let present = FormValues::from_location(&view).inputs();
    let names = app.directory.atlas(&auth.actor)?.map().await?.places;
    let merge = Merge::new(form, &present, &[], |input, value| shown(&names, input, value));
    let values = FormValues::resolve(&app, &auth, &merge.form).await?;
    let edit = values.to_edit(&view.location.data);
    let saved = merge
        .save(&app, &auth, &view, async |directory| {
            directory.locations(&auth.actor)?.edit(&id, edit).await
        })
        .await;
    match saved {
        Ok(_) => {
            let here = path::record_url(&auth.base(), "location", &id);
            Ok(redirect(&format!("{here}?done={}", merge.done())))
        }
        Err(error) => {
            let errors = FormErrors::try_from(error)?.renamed("locations", "parent_location_id");
            let map = app.directory.atlas(&auth.actor)?.map().await?;
            let version = optimistic_lock::version_with(&auth, &view, &present);
            let page = Page { version, ..edit_page(&auth, &id, map, values, errors) };
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// The location to edit, if the web user can see it.
async fn load(app: &App, auth: &Auth, id: &str) -> Result<LocationView, Error> {
    app.directory.locations(&auth.actor)?;
    Ok(app.directory.atlas(&auth.actor)?.find(id).await?.view)
}

/// The value of an input as people know it: the name of a parent in place of its id.
fn shown(places: &[LocationNode], input: &str, value: &str) -> String {
    let is_parent = |node: &&LocationNode| node.location.id.as_str() == value;
    let parent = places.iter().find(is_parent).filter(|_| input == "parent_location_id");
    parent.map_or(value, |node| &node.location.name).to_owned()
}

fn new_page(auth: &Auth, map: LocationTreePage, values: FormValues, errors: FormErrors) -> Page {
    Page {
        layout: auth.layout(&i18n::text("locations-add"), Section::Locations),
        back: format!("{}/locations", auth.base()),
        has_more_locations: map.total > map.places.len() as u64,
        locations: map.places,
        levels: map.levels,
        values,
        is_new: true,
        version: String::new(),
        errors,
    }
}

fn edit_page(
    auth: &Auth,
    id: &str,
    map: LocationTreePage,
    values: FormValues,
    errors: FormErrors,
) -> Page {
    let has_more_locations = map.total > map.places.len() as u64;
    let mut locations = map.places;
    locations.retain(|node| node.location.id.as_str() != id);
    Page {
        layout: auth.layout(&i18n::text("locations-edit"), Section::Locations),
        back: path::record_url(&auth.base(), "location", id),
        locations,
        has_more_locations,
        levels: map.levels,
        values,
        is_new: false,
        version: String::new(),
        errors,
    }
}
