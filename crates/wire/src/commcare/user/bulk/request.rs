//! Requests with several workers.

use roster_model::{Domain, Error, NewWorker, Problem, WorkerItem};
use serde_json::Value;

use crate::{
    Params,
    commcare::{user, values},
};

/// The maximum number of rows in one request.
pub const MAX_ROWS: usize = 1_000;

/// A decoded request.
#[derive(Clone, Debug)]
pub struct BulkWrite {
    /// The rows, in order.
    pub items: Vec<WorkerItem>,
    /// Whether an error in one row prevents all others.
    pub atomic: bool,
}

/// The kind of a row, which decides the texts of its errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A worker to create.
    Create,
    /// A change of a worker.
    Edit,
}

impl From<&WorkerItem> for RowKind {
    fn from(item: &WorkerItem) -> Self {
        match item {
            WorkerItem::Create(_) => Self::Create,
            WorkerItem::Edit { .. } => Self::Edit,
        }
    }
}

/// Decodes `{"objects": [...]}` or the list alone. A row with `id`, or `user_id` as in the response
/// to a create, is a change with the keys of a PUT. A row without is a creation with the keys of a
/// POST. `atomic` is a parameter, or a key next to `objects`.
///
/// # Errors
/// [`Error::Invalid`] if the list is missing, or has more than [`MAX_ROWS`] rows.
pub fn decode(body: &Value, params: &Params, domain: &Domain) -> Result<BulkWrite, Error> {
    let rows = match body {
        Value::Array(rows) => rows.as_slice(),
        body => values::body_objects(body)?,
    };
    if rows.len() > MAX_ROWS {
        return Err(Error::invalid_field("objects", Problem::TooMany(MAX_ROWS)));
    }
    let atomic = body.get("atomic").map(values::flag).transpose();
    let atomic = atomic.map_err(|problem| Error::invalid_field("atomic", problem))?;
    let items = rows.iter().map(|row| decode_row(row, domain)).collect::<Result<_, _>>()?;
    Ok(BulkWrite { items, atomic: atomic.unwrap_or(false) || params.flag("atomic") })
}

fn decode_row(row: &Value, domain: &Domain) -> Result<WorkerItem, Error> {
    let Some(map) = row.as_object() else {
        let mut new = NewWorker::default();
        new.edit.errors.push(values::not_an_object());
        return Ok(WorkerItem::Create(new));
    };
    let id = map.get("id").or_else(|| map.get("user_id"));
    let Some(id) = id.and_then(Value::as_str) else {
        return user::decode_create(row).map(WorkerItem::Create);
    };
    let mut fields = map.clone();
    fields.shift_remove("user_id");
    let edit = user::decode_edit(&Value::Object(fields), id, domain)?;
    Ok(WorkerItem::Edit { id: id.to_owned(), edit })
}
