//! Responses about mobile workers.

use roster_model::{ActivityCounts, Person, Schema, WorkerRef};
use serde_json::{Value, json};

use super::serialize::WorkerSerializer;
use crate::{
    Format, PageWriter,
    commcare::{Document, View},
    xml::DECLARATION,
};

/// The number of bytes that is enough for most workers.
const CAPACITY: usize = 1024;

/// Encodes one worker, as the response to a GET or an edit.
pub fn encode(
    view: &View<'_>,
    schema: &Schema,
    person: &Person,
    activity: Option<ActivityCounts>,
) -> Document {
    Document::Object(tree(view, schema, person, activity))
}

/// Converts one worker into a tree, as an item of a list.
///
/// In [`roster_model::WireMode::Documented`] the keys have the order of the published samples,
/// followed by the keys that the samples lack. `type` is in JSON only, as in the samples.
pub fn tree(
    view: &View<'_>,
    schema: &Schema,
    person: &Person,
    activity: Option<ActivityCounts>,
) -> Value {
    let worker = person.worker_ref();
    WorkerSerializer::new(view, schema).object(&worker, activity).into_tree()
}

/// Writes one worker: the bytes of the document that [`encode`] returns.
pub fn write(
    view: &View<'_>,
    schema: &Schema,
    worker: &WorkerRef<'_>,
    activity: Option<ActivityCounts>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(CAPACITY);
    if view.format == Format::Xml {
        out.extend_from_slice(DECLARATION.as_bytes());
    }
    let object = WorkerSerializer::new(view, schema).object(worker, activity);
    object.write(view.format, view.mode(), &mut out);
    out
}

/// Appends one worker to `out` as an item of a list.
pub fn write_item(view: &View<'_>, schema: &Schema, worker: &WorkerRef<'_>, out: &mut Vec<u8>) {
    let object = WorkerSerializer::new(view, schema).object(worker, None);
    object.write(view.format, view.mode(), out);
}

/// The bytes between two items of a list.
pub fn separator(format: Format) -> &'static [u8] {
    match format {
        Format::Json => b", ",
        Format::Xml => b"",
    }
}

/// Writes the workers as the items of a page, until it is full, for
/// [`Paging::write`](crate::commcare::Paging::write). A worker has activity counts if the request
/// asks for them.
///
/// # Errors
/// The first error of `workers`.
pub fn write_all<'w, E>(
    view: &View<'_>,
    schema: &Schema,
    workers: impl IntoIterator<Item = Result<(WorkerRef<'w>, Option<ActivityCounts>), E>>,
    writer: &mut PageWriter,
) -> Result<(), E> {
    let workers = workers.into_iter();
    writer.reserve(workers.size_hint().0 * CAPACITY);
    let serializer = WorkerSerializer::new(view, schema);
    for worker in workers {
        let (worker, activity) = worker?;
        let object = serializer.object(&worker, activity);
        if !writer.item(|out| object.write(view.format, view.mode(), out)) {
            break;
        }
    }
    Ok(())
}

/// Encodes the response to a create. The published page calls the identity `id`, the live service
/// `user_id`; the response has both.
pub fn encode_created(person: &Person) -> Document {
    let id = person.id.as_str();
    Document::Response(json!({ "id": id, "user_id": id }))
}
