//! Responses about mobile workers.

use roster_model::{ActivityCounts, Person, Schema, WorkerRef};
use serde_json::{Value, json};

use super::{RESOURCE, serialize::WorkerSerializer};
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

/// Writes workers as items of a list, one at a time.
pub struct ItemWriter<'a> {
    view: View<'a>,
    list_path: String,
}

impl<'a> ItemWriter<'a> {
    /// Creates a writer for lists of this view.
    pub fn new(view: View<'a>) -> Self {
        Self { view, list_path: view.list_path(RESOURCE) }
    }

    /// The bytes between two items.
    pub fn separator(&self) -> &'static [u8] {
        match self.view.format {
            Format::Json => b", ",
            Format::Xml => b"",
        }
    }

    /// Appends a worker to `out`.
    pub fn write(&self, schema: &Schema, worker: &WorkerRef<'_>, out: &mut Vec<u8>) {
        let Self { view, list_path } = self;
        let serializer = WorkerSerializer { view, schema, list_path: list_path.into() };
        serializer.object(worker, None).write(view.format, view.mode(), out);
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
