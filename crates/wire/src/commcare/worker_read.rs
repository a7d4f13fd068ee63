//! Mobile workers as they are shown, and which of them a list shows.

use std::borrow::Cow;

use roster_model::{
    ActivityCounts, CustomData, Fault, Id, Person, Phone, Problem, Schema, Username, WireMode,
    Worker, WorkerFilter,
};
use serde_json::{Value, json};

use super::record::{Cell, Data, Record};
use super::{Document, View, instant, values};
use crate::{Format, Params};

/// The name of the resource in paths.
pub const RESOURCE: &str = "user";

/// The filters of a list. Empty ones are not given, unknown parameters are nothing, and `username`
/// is no filter beside `api_key`, where it is half of a credential. Whether activity counts are
/// asked for is `params.flag("extras")`.
///
/// # Errors
/// [`Fault::Invalid`] for a `modified_since` that is no instant, or a value with U+0000.
pub fn decode_filter(params: &Params) -> Result<WorkerFilter, Fault> {
    values::storable_params(params)?;
    let given = |name: &str| params.given(name).map(str::to_owned);
    let by_key = params.get("api_key").is_some();
    let modified_since = params.given("modified_since").map(|text| {
        instant::read_param(text).ok_or_else(|| {
            let told = format!(
                "Invalid modified_since '{text}' provided. Please provide an ISO 8601 date or \
                 datetime."
            );
            Fault::flaw("modified_since", Problem::Other(told))
        })
    });
    Ok(WorkerFilter {
        archived: params.flag("archived"),
        group: given("group"),
        username: given("username").filter(|_| !by_key),
        search: given("search").filter(|text| !text.trim().is_empty()),
        email: given("email"),
        phone: given("phone").map(|text| match Phone::parse(&text) {
            Ok(phone) => phone.digits().to_owned(),
            Err(_) => text,
        }),
        location: given("location"),
        include_descendants: params.flag("include_descendants"),
        modified_since: modified_since.transpose()?,
        role: given("role"),
    })
}

/// One worker, as detail and as the answer to an edit.
pub fn encode(
    view: &View<'_>,
    schema: &Schema,
    person: &Person,
    activity: Option<ActivityCounts>,
) -> Document {
    Document::Object(tree(view, schema, person, activity))
}

/// One worker as an item of a list.
///
/// In [`WireMode::Documented`] the keys stand as in the published samples, with those they lack
/// behind; `type` is in JSON alone, as there.
pub fn tree(
    view: &View<'_>,
    schema: &Schema,
    person: &Person,
    activity: Option<ActivityCounts>,
) -> Value {
    record(view, schema, person, activity).into_tree()
}

/// The workers as the items of a list, written: what [`Paging::written`](super::Paging::written)
/// takes. Of `activity` there is as much as there are people, or nothing.
pub fn write_all(
    view: &View<'_>,
    schema: &Schema,
    people: &[Person],
    activity: Option<&[ActivityCounts]>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(people.len() * 1024);
    for (index, person) in people.iter().enumerate() {
        if index > 0 && view.format == Format::Json {
            out.extend_from_slice(b", ");
        }
        let counts = activity.and_then(|counts| counts.get(index).copied());
        record(view, schema, person, counts).write(view.format, view.mode(), &mut out);
    }
    out
}

fn record<'a>(
    view: &View<'_>,
    schema: &'a Schema,
    person: &'a Person,
    activity: Option<ActivityCounts>,
) -> Record<'a> {
    let documented = view.mode() == WireMode::Documented;
    let worker = person.worker.as_ref().unwrap_or(&NOBODY);
    let phones: Vec<Cow<'a, str>> =
        person.phones.iter().map(|number| phone(view, number).into()).collect();
    let email =
        person.email.as_ref().map_or_else(String::new, |email| email.as_str().to_lowercase());
    let ids = |ids: &'a [Id]| Cell::Texts(ids.iter().map(|id| id.as_str().into()).collect());

    let mut record = Record::new();
    if documented && view.format == Format::Json {
        record.text("type", "user");
    }
    record.text("id", person.id.as_str());
    record.text("username", worker.username.as_str());
    record.text("first_name", person.first_name.as_str());
    record.text("last_name", person.last_name.as_str());
    record.maybe("default_phone_number", phones.first().cloned());
    record.text("email", email);
    record.put("phone_numbers", Cell::Texts(phones));
    record.put("groups", ids(&worker.groups));
    record.put("locations", ids(&worker.locations));
    record.maybe("primary_location", worker.primary_location.as_ref().map(Id::as_str));
    record.put("user_data", Cell::Data(user_data(view, schema, &person.custom, worker)));
    // The live service prints its licence agreements as text; here nobody signs any.
    record.text("eulas", "[]");
    record.text("resource_uri", view.detail_path(RESOURCE, person.id.as_str()));
    if documented {
        record.maybe("language", worker.language.as_deref());
        record.maybe("role", worker.role.as_deref());
        record.put("is_active", Cell::Flag(worker.active));
        record.text("created_on", instant::write(person.created_at));
        record.text("last_modified", instant::write(person.updated_at));
    }
    if let Some(counts) = activity {
        record.put("extras", Cell::Data(extras(counts)));
    }
    record
}

/// What shows of a person who is no worker. The dialect's routes see workers only, so nobody should
/// ever be shown so.
static NOBODY: std::sync::LazyLock<Worker> = std::sync::LazyLock::new(|| Worker {
    username: Username::trusted(String::new()),
    active: false,
    unconfirmed: false,
    language: None,
    role: None,
    connect_username: None,
    groups: Vec::new(),
    locations: Vec::new(),
    primary_location: None,
    profile: None,
});

/// A phone number as the domain's mode shows it.
pub(super) fn phone(view: &View<'_>, phone: &Phone) -> String {
    match view.mode() {
        WireMode::Documented => phone.international(),
        WireMode::Live => phone.digits().to_owned(),
    }
}

/// The answer to a create: the identity under the name that the published page gives it, and under
/// the one that the live service uses.
pub fn encode_created(person: &Person) -> Document {
    let id = person.id.as_str();
    Document::Response(json!({ "id": id, "user_id": id }))
}

/// Everything that is known under a key, later ones winning: declared fields without a value, the
/// stored values, the profile's values, and what the directory itself provides.
fn user_data<'a>(
    view: &View<'_>,
    schema: &'a Schema,
    stored: &'a CustomData,
    worker: &'a Worker,
) -> Data<'a> {
    let live = view.mode() == WireMode::Live;
    let mut data = Data::default();
    for slug in schema.declared() {
        data.put(slug, Cow::Owned(Value::from("")));
    }
    let profile = worker.profile.and_then(|number| schema.profile(number));
    let given = profile.into_iter().flat_map(|profile| &profile.values);
    for (key, value) in stored.into_iter().chain(given) {
        data.put(key.as_str(), Cow::Borrowed(value));
    }
    match profile {
        Some(profile) => data.put(Schema::PROFILE_KEY, Cow::Owned(profile.number.into())),
        None if live => data.put(Schema::PROFILE_KEY, Cow::Owned("".into())),
        None => {}
    }
    if live {
        data.put(Schema::PROJECT_KEY, Cow::Owned(view.domain.name.as_str().into()));
    }
    let locations = Schema::location_keys(worker.primary_location.as_ref(), &worker.locations);
    for (key, value) in locations {
        data.put(key, Cow::Owned(value.into()));
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
        data.put(key, Cow::Owned(count.into()));
    }
    data
}
