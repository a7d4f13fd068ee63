//! A mobile worker as a record of what is shown.

use std::borrow::Cow;

use roster_model::{ActivityCounts, JsonCow, Schema, WireMode, WorkerRef};

use super::{
    View, instant,
    record::{Cell, Data, Record},
    worker_read::{RESOURCE, phone},
};
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

    /// What has to be worked out of a worker before there is anything to borrow.
    pub(super) fn work_out<'w>(
        &self,
        worker: &'w WorkerRef<'w>,
        activity: Option<ActivityCounts>,
    ) -> WorkedOut<'w>
    where
        'a: 'w,
    {
        let mut user_data = user_data(self.view, self.schema, worker);
        let mut extras = activity.map(extras);
        if self.view.mode() == WireMode::Live {
            user_data.sort();
            extras.as_mut().map(Data::sort);
        }
        WorkedOut {
            worker,
            email: worker.email.as_deref().map_or_else(Cow::default, lower),
            phones: worker.phones.iter().map(|digits| phone(self.view, digits)).collect(),
            user_data,
            path: View::below(&self.list_path, worker.id),
            created_on: instant::write(worker.created_at),
            last_modified: instant::write(worker.updated_at),
            extras,
        }
    }

    /// A worker in the order of the keys.
    pub(super) fn record<'w>(&self, worked_out: &'w WorkedOut<'w>) -> Record<'w> {
        let WorkedOut { worker, .. } = worked_out;
        let documented = self.view.mode() == WireMode::Documented;
        let mut record = Record::new();
        if documented && self.view.format == Format::Json {
            record.text("type", "user");
        }
        record.text("id", worker.id);
        record.text("username", worker.username);
        record.text("first_name", &worker.first_name);
        record.text("last_name", &worker.last_name);
        record.maybe("default_phone_number", worked_out.phones.first().map(|phone| &**phone));
        record.text("email", &worked_out.email);
        record.put("phone_numbers", Cell::Texts(&worked_out.phones));
        record.put("groups", Cell::Texts(&worker.groups));
        record.put("locations", Cell::Texts(&worker.locations));
        record.maybe("primary_location", worker.primary_location.as_deref());
        record.put("user_data", Cell::Data(&worked_out.user_data));
        // The live service prints its licence agreements as text; here nobody signs any.
        record.text("eulas", "[]");
        record.text("resource_uri", &worked_out.path);
        if documented {
            record.maybe("language", worker.language.as_deref());
            record.maybe("role", worker.role.as_deref());
            record.put("is_active", Cell::Flag(worker.active));
            record.text("created_on", &worked_out.created_on);
            record.text("last_modified", &worked_out.last_modified);
        }
        if let Some(extras) = &worked_out.extras {
            record.put("extras", Cell::Data(extras));
        }
        record
    }
}

/// A worker, and what is shown of them that they are not kept with.
pub(super) struct WorkedOut<'w> {
    worker: &'w WorkerRef<'w>,
    email: Cow<'w, str>,
    phones: Vec<Cow<'w, str>>,
    user_data: Data<'w>,
    path: String,
    created_on: String,
    last_modified: String,
    extras: Option<Data<'w>>,
}

/// An address as it is shown: in lower case.
fn lower(email: &str) -> Cow<'_, str> {
    let is_lower = email.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { email.into() } else { email.to_lowercase().into() }
}

/// Everything that is known under a key, later ones winning: declared fields without a value, the
/// stored values, the profile's values, and what the directory itself provides.
fn user_data<'a>(view: &View<'_>, schema: &'a Schema, worker: &'a WorkerRef<'a>) -> Data<'a> {
    let live = view.mode() == WireMode::Live;
    let text = |text: &'a str| JsonCow::Text(text.into());
    let mut data = Data::with_capacity(worker.custom.len() + schema.fields.len() + 6);
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
        data.put(Schema::PROJECT_KEY, JsonCow::Text(project.into()));
    }
    let locations = Schema::location_keys(worker.primary_location.as_deref(), &worker.locations);
    for (key, value) in locations {
        data.put(key, JsonCow::Text(value));
    }
    data
}

fn extras(counts: ActivityCounts) -> Data<'static> {
    let mut data = Data::with_capacity(4);
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

fn number(number: i64) -> JsonCow<'static> {
    JsonCow::Tree(Cow::Owned(number.into()))
}
