//! A mobile worker as a record of what is shown.

use std::borrow::Cow;

use roster_model::{ActivityCounts, Datum, Schema, WireMode, WorkerSketch};

use super::record::{Cell, Data, Record};
use super::worker_read::{RESOURCE, phone};
use super::{View, instant};
use crate::Format;

/// How workers are shown, and what is the same for all of them.
pub(super) struct Shown<'a> {
    view: &'a View<'a>,
    schema: &'a Schema,
    /// What the path of each begins with.
    list_path: String,
}

impl<'a> Shown<'a> {
    pub(super) fn of(view: &'a View<'a>, schema: &'a Schema) -> Self {
        Self { view, schema, list_path: view.list_path(RESOURCE) }
    }

    /// A worker in the order of the keys.
    pub(super) fn record<'w>(
        &self,
        worker: &'w WorkerSketch<'w>,
        activity: Option<ActivityCounts>,
    ) -> Record<'w>
    where
        'a: 'w,
    {
        let view = self.view;
        let documented = view.mode() == WireMode::Documented;
        let phones: Vec<Cow<'w, str>> =
            worker.phones.iter().map(|digits| phone(view, digits)).collect();
        let texts = |texts: &'w [Cow<'w, str>]| {
            Cell::Texts(texts.iter().map(|text| Cow::Borrowed(&**text)).collect())
        };

        let mut record = Record::new();
        if documented && view.format == Format::Json {
            record.text("type", "user");
        }
        record.text("id", worker.id);
        record.text("username", worker.username);
        record.text("first_name", &*worker.first_name);
        record.text("last_name", &*worker.last_name);
        record.maybe("default_phone_number", phones.first().cloned());
        record.text("email", worker.email.as_deref().map_or_else(Cow::default, lower));
        record.put("phone_numbers", Cell::Texts(phones));
        record.put("groups", texts(&worker.groups));
        record.put("locations", texts(&worker.locations));
        record.maybe("primary_location", worker.primary_location.as_deref());
        record.put("user_data", Cell::Data(user_data(view, self.schema, worker)));
        // The live service prints its licence agreements as text; here nobody signs any.
        record.text("eulas", "[]");
        record.text("resource_uri", View::below(&self.list_path, worker.id));
        if documented {
            record.maybe("language", worker.language.as_deref());
            record.maybe("role", worker.role.as_deref());
            record.put("is_active", Cell::Flag(worker.active));
            record.text("created_on", instant::write(worker.created_at));
            record.text("last_modified", instant::write(worker.updated_at));
        }
        if let Some(counts) = activity {
            record.put("extras", Cell::Data(extras(counts)));
        }
        record
    }
}

/// An address as it is shown: in lower case.
fn lower(email: &str) -> Cow<'_, str> {
    let is_lower = email.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { email.into() } else { email.to_lowercase().into() }
}

/// Everything that is known under a key, later ones winning: declared fields without a value, the
/// stored values, the profile's values, and what the directory itself provides.
fn user_data<'a>(view: &View<'_>, schema: &'a Schema, worker: &'a WorkerSketch<'a>) -> Data<'a> {
    let live = view.mode() == WireMode::Live;
    let text = |text: &'a str| Datum::Text(text.into());
    let mut data = Data::default();
    for slug in schema.declared() {
        data.put(slug, text(""));
    }
    for (key, value) in &worker.custom {
        data.put(&**key, value.borrowed());
    }
    let profile = worker.profile.and_then(|number| schema.profile(number));
    for (key, value) in profile.into_iter().flat_map(|profile| &profile.values) {
        data.put(key.as_str(), value.into());
    }
    match profile {
        Some(profile) => data.put(Schema::PROFILE_KEY, number(profile.number)),
        None if live => data.put(Schema::PROFILE_KEY, text("")),
        None => {}
    }
    if live {
        let project = view.domain.name.as_str().to_owned();
        data.put(Schema::PROJECT_KEY, Datum::Text(project.into()));
    }
    let locations = Schema::location_keys(worker.primary_location.as_deref(), &worker.locations);
    for (key, value) in locations {
        data.put(key, Datum::Text(value));
    }
    data
}

fn extras(counts: ActivityCounts) -> Data<'static> {
    let mut data = Data::default();
    for (key, count) in [
        ("completed_last_30", counts.completed_last_30),
        ("completed_last_month", counts.completed_last_month),
        ("submitted_last_30", counts.submitted_last_30),
        ("submitted_last_month", counts.submitted_last_month),
    ] {
        data.put(key, number(count));
    }
    data
}

fn number(number: i64) -> Datum<'static> {
    Datum::Tree(Cow::Owned(number.into()))
}
