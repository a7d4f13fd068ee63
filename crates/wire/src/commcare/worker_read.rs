//! Mobile workers as they are shown, and which of them a list shows.

use std::borrow::Cow;

use roster_model::{
    ActivityCounts, Error, Person, Phone, Problem, Schema, WireMode, WorkerFilter, WorkerRef,
};
use serde_json::{Value, json};

use super::{Document, View, instant, values, worker_record::Shown};
use crate::{Format, Params, xml_write::DECLARATION};

/// The name of the resource in paths.
pub const RESOURCE: &str = "user";

/// The filters of a list. Empty ones are not given, unknown parameters are nothing, and `username`
/// is no filter beside `api_key`, where it is half of a credential. Whether activity counts are
/// asked for is `params.flag("extras")`.
///
/// # Errors
/// [`Error::Invalid`] for a `modified_since` that is no instant, or a value with U+0000.
pub fn decode_filter(params: &Params) -> Result<WorkerFilter, Error> {
    values::storable_params(params)?;
    let given = |name: &str| params.given(name).map(str::to_owned);
    let by_key = params.get("api_key").is_some();
    let modified_since = params.given("modified_since").map(|text| {
        instant::read_param(text).ok_or_else(|| {
            let told = format!(
                "Invalid modified_since '{text}' provided. Please provide an ISO 8601 date or \
                 datetime."
            );
            Error::invalid_field("modified_since", Problem::Other(told))
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
    let (shown, worker) = (Shown::of(view, schema), person.worker_ref());
    let worked_out = shown.work_out(&worker, activity);
    shown.record(&worked_out).into_tree()
}

/// One worker, written as the document that [`encode`] gives.
pub fn write(
    view: &View<'_>,
    schema: &Schema,
    worker: &WorkerRef<'_>,
    activity: Option<ActivityCounts>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(ROOM);
    if view.format == Format::Xml {
        out.extend_from_slice(DECLARATION.as_bytes());
    }
    write_one(&Shown::of(view, schema), view, worker, activity, &mut out);
    out
}

/// The workers as the items of a list, each with what they submitted where it was asked for, written
/// behind what is there: what [`Paging::write`](super::Paging::write) takes.
///
/// # Errors
/// That of a worker who cannot be shown.
pub fn write_all<'w, E>(
    view: &View<'_>,
    schema: &Schema,
    workers: impl IntoIterator<Item = Result<(WorkerRef<'w>, Option<ActivityCounts>), E>>,
    out: &mut Vec<u8>,
) -> Result<(), E> {
    let workers = workers.into_iter();
    out.reserve(workers.size_hint().0 * ROOM);
    let shown = Shown::of(view, schema);
    for (index, worker) in workers.enumerate() {
        let (worker, activity) = worker?;
        if index > 0 && view.format == Format::Json {
            out.extend_from_slice(b", ");
        }
        write_one(&shown, view, &worker, activity, out);
    }
    Ok(())
}

fn write_one(
    shown: &Shown<'_>,
    view: &View<'_>,
    worker: &WorkerRef<'_>,
    activity: Option<ActivityCounts>,
    out: &mut Vec<u8>,
) {
    let worked_out = shown.work_out(worker, activity);
    shown.record(&worked_out).write(view.format, view.mode(), out);
}

/// How many bytes most workers have room in.
const ROOM: usize = 1024;

/// A phone number as the domain's mode shows it.
pub(super) fn phone<'a>(view: &View<'_>, digits: &'a str) -> Cow<'a, str> {
    match view.mode() {
        WireMode::Documented => Phone::international_from_digits(digits),
        WireMode::Live => digits.into(),
    }
}

/// The answer to a create: the identity under the name that the published page gives it, and under
/// the one that the live service uses.
pub fn encode_created(person: &Person) -> Document {
    let id = person.id.as_str();
    Document::Response(json!({ "id": id, "user_id": id }))
}
