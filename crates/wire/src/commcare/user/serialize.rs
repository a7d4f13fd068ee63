//! The object of a mobile worker in responses.

use std::borrow::Cow;

use roster_model::{
    ActivityCounts, ApiValue, JsonCow, Schema, ShownField, WireMode, WorkerField, WorkerRef,
};

use super::{RESOURCE, format_phone};
use crate::{
    Format,
    commcare::{
        View, instant,
        serialize::{Data, Member, Object},
    },
};

/// The number of keys of a worker, `type` and `extras` included.
const KEYS: usize = 20;

/// Serializes the workers of one response.
pub(super) struct WorkerSerializer<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) schema: &'a Schema,
    /// The beginning of each `resource_uri`.
    pub(super) list_path: Cow<'a, str>,
}

impl<'a> WorkerSerializer<'a> {
    pub(super) fn new(view: &'a View<'a>, schema: &'a Schema) -> Self {
        Self { view, schema, list_path: view.list_path(RESOURCE).into() }
    }

    /// Returns the object of a worker, with the keys in the order of the published samples.
    pub(super) fn object<'w>(
        &self,
        worker: &'w WorkerRef<'w>,
        activity: Option<ActivityCounts>,
    ) -> Object<'w>
    where
        'a: 'w,
    {
        let documented = self.view.mode() == WireMode::Documented;
        let mut object = Object::with_capacity(KEYS);
        if documented && self.view.format == Format::Json {
            object.put("type", "user".into());
        }
        for (field, shown) in WorkerField::shown() {
            if (documented || shown.live)
                && let Some(member) = self.member(shown, worker)
            {
                object.put(field.name, member);
            }
        }
        if let Some(counts) = activity {
            object.put("extras", self.data(extras(counts)));
        }
        object
    }

    /// The value of a field; `None` if the worker is shown without the key.
    fn member<'w>(&self, shown: ShownField, worker: &'w WorkerRef<'w>) -> Option<Member<'w>>
    where
        'a: 'w,
    {
        let phone = |digits: &'w Cow<'w, str>| format_phone(self.view, digits);
        Some(match shown.value {
            ApiValue::TextIfSet(get) => get(worker)?.into(),
            ApiValue::Text(get) => get(worker).into(),
            ApiValue::OptionalText(get) => get(worker).into(),
            ApiValue::TextList(get) => Member::Texts(get(worker).into()),
            ApiValue::Flag(get) => Member::Flag(get(worker)),
            ApiValue::Instant(get) => Member::Text(instant::format(get(worker)).into()),
            ApiValue::Email => {
                Member::Text(worker.email.as_deref().map_or_else(Cow::default, lower_case))
            }
            ApiValue::DefaultPhone => worker.phones.first().map(phone).into(),
            ApiValue::Phones => Member::Texts(worker.phones.iter().map(phone).collect()),
            ApiValue::CustomData => self.data(user_data(self.view, self.schema, worker)),
            // The live service sends its licence agreements as a text. Roster has none.
            ApiValue::Eulas => "[]".into(),
            ApiValue::ResourceUri => Member::Text(View::below(&self.list_path, worker.id).into()),
        })
    }

    /// Sorts the data for the live mode, as the live service does.
    fn data<'w>(&self, mut data: Data<'w>) -> Member<'w> {
        if self.view.mode() == WireMode::Live {
            data.sort();
        }
        Member::Data(data)
    }
}

/// Responses contain addresses in lower case, as those of the live service.
fn lower_case(email: &str) -> Cow<'_, str> {
    let is_lower = email.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { email.into() } else { email.to_lowercase().into() }
}

/// Returns the custom data of a worker. Later values replace earlier ones: declared fields without
/// a value, stored values, values of the profile, and system keys.
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
    for (key, count) in counts.named() {
        data.put(key, number(count));
    }
    data
}

fn number(number: i64) -> JsonCow<'static> {
    JsonCow::Tree(Cow::Owned(number.into()))
}
