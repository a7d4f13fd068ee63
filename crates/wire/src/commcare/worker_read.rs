//! Mobile workers as they are shown, and which of them a list shows.

use roster_model::{
    ActivityCounts, CustomData, Fault, Id, Person, Phone, Problem, Schema, Username, WireMode,
    Worker, WorkerFilter,
};
use serde_json::{Map, Value, json};

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
        instant::read(text).ok_or_else(|| {
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
        search: given("search"),
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
    let documented = view.mode() == WireMode::Documented;
    let worker = person.worker.as_ref().unwrap_or(&NOBODY);
    let phones: Vec<String> = person.phones.iter().map(|number| phone(view, number)).collect();
    let email =
        person.email.as_ref().map_or_else(String::new, |email| email.as_str().to_lowercase());
    let groups: Vec<&str> = worker.groups.iter().map(Id::as_str).collect();
    let locations: Vec<&str> = worker.locations.iter().map(Id::as_str).collect();
    let primary = worker.primary_location.as_ref().map(Id::as_str);

    let mut tree = Map::new();
    let mut put = |key: &str, value: Value| {
        tree.insert(key.to_owned(), value);
    };
    if documented && view.format == Format::Json {
        put("type", json!("user"));
    }
    put("id", json!(person.id.as_str()));
    put("username", json!(worker.username.as_str()));
    put("first_name", json!(person.first_name));
    put("last_name", json!(person.last_name));
    put("default_phone_number", json!(phones.first()));
    put("email", json!(email));
    put("phone_numbers", json!(phones));
    put("groups", json!(groups));
    put("locations", json!(locations));
    put("primary_location", json!(primary));
    put("user_data", Value::Object(user_data(view, schema, &person.custom, worker)));
    // The live service prints its licence agreements as text; here nobody signs any.
    put("eulas", json!("[]"));
    put("resource_uri", json!(view.detail_path(RESOURCE, person.id.as_str())));
    if documented {
        put("language", json!(worker.language));
        put("role", json!(worker.role));
        put("is_active", json!(worker.active));
        put("created_on", json!(instant::write(person.created_at)));
        put("last_modified", json!(instant::write(person.updated_at)));
    }
    if let Some(counts) = activity {
        put("extras", extras(counts));
    }
    Value::Object(tree)
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
fn user_data(view: &View<'_>, schema: &Schema, stored: &CustomData, worker: &Worker) -> CustomData {
    let live = view.mode() == WireMode::Live;
    let mut data = CustomData::new();
    for slug in schema.declared() {
        data.insert(slug.to_owned(), json!(""));
    }
    for (key, value) in stored {
        data.insert(key.clone(), value.clone());
    }
    let profile = worker.profile.and_then(|number| schema.profile(number));
    for (key, value) in profile.into_iter().flat_map(|profile| &profile.values) {
        data.insert(key.clone(), value.clone());
    }
    match profile {
        Some(profile) => {
            data.insert(Schema::PROFILE_KEY.to_owned(), json!(profile.number));
        }
        None if live => {
            data.insert(Schema::PROFILE_KEY.to_owned(), json!(""));
        }
        None => {}
    }
    if live {
        data.insert(Schema::PROJECT_KEY.to_owned(), json!(view.domain.name.as_str()));
    }
    let locations = Schema::location_keys(worker.primary_location.as_ref(), &worker.locations);
    for (key, value) in locations {
        data.insert(key.to_owned(), Value::from(value));
    }
    data
}

fn extras(counts: ActivityCounts) -> Value {
    json!({
        "completed_last_30": counts.completed_last_30,
        "completed_last_month": counts.completed_last_month,
        "submitted_last_30": counts.submitted_last_30,
        "submitted_last_month": counts.submitted_last_month,
    })
}
