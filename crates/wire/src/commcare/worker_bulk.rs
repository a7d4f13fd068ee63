//! Many workers made and changed in one request, each with its own verdict: ours, beyond the live
//! service.

use http::StatusCode;
use roster_model::{Domain, Error, Id, NewWorker, Problem, WorkerItem};
use serde_json::{Map, Value, json};

use super::{Document, ErrorResponse, Occasion, values, worker_write};
use crate::Params;

/// The most rows in one request.
pub const MAX_ROWS: usize = 1_000;

const NOTHING_CARRIED_OUT: &str = "Some rows were refused, so none was carried out.";

/// What a request asks for.
#[derive(Clone, Debug)]
pub struct BulkWrite {
    /// The rows, in order.
    pub items: Vec<WorkerItem>,
    /// Whether all or none are to be carried out.
    pub atomic: bool,
}

/// What a row was, which decides the words of its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A worker to be created.
    Create,
    /// A change.
    Edit,
}

impl RowKind {
    /// The kind of a row: to be asked before the row is handed on.
    pub fn of(item: &WorkerItem) -> Self {
        match item {
            WorkerItem::Create(_) => Self::Create,
            WorkerItem::Edit { .. } => Self::Edit,
        }
    }

    fn occasion(self) -> Occasion<'static> {
        match self {
            Self::Create => Occasion::WorkerCreate,
            Self::Edit => Occasion::WorkerEdit,
        }
    }
}

/// Reads `{"objects": [...]}` or the list alone. A row with `id` (or `user_id`, as the answer to a
/// create has it) is a change with the keys of a PUT, one without is a creation with those of a
/// POST. `atomic` is a parameter, or a key beside `objects`.
///
/// # Errors
/// [`Error::Invalid`] when there is no such list, or more than [`MAX_ROWS`].
pub fn decode(body: &Value, params: &Params, domain: &Domain) -> Result<BulkWrite, Error> {
    let rows = match body {
        Value::Array(rows) => rows.as_slice(),
        body => values::body_objects(body)?,
    };
    if rows.len() > MAX_ROWS {
        return Err(Error::invalid_field("objects", Problem::TooMany(MAX_ROWS)));
    }
    let asked = body.get("atomic").map(values::flag).transpose();
    let asked = asked.map_err(|problem| Error::invalid_field("atomic", problem))?;
    let items = rows.iter().map(|row| item(row, domain)).collect::<Result<_, _>>()?;
    Ok(BulkWrite { items, atomic: asked.unwrap_or(false) || params.flag("atomic") })
}

/// The verdicts, in the order of the rows: of what was carried out the status it would have had
/// alone and the identity, of what was not the refusal it would have had alone. Where nothing was
/// carried out because of other rows, `executed` is false.
pub fn encode(kinds: &[RowKind], verdicts: &[Result<Id, Error>], executed: bool) -> Document {
    let objects: Vec<Value> = kinds
        .iter()
        .zip(verdicts)
        .enumerate()
        .map(|(index, (kind, verdict))| {
            let mut told = Map::from_iter([("index".to_owned(), json!(index))]);
            match verdict {
                Ok(id) if executed => told.append(&mut done(*kind, id)),
                Ok(_) => told.append(&mut refused(&not_carried_out())),
                Err(error) => told.append(&mut refused(&ErrorResponse::of(error, kind.occasion()))),
            }
            Value::Object(told)
        })
        .collect();
    let accepted =
        if executed { verdicts.iter().filter(|verdict| verdict.is_ok()).count() } else { 0 };
    let mut told = Map::new();
    if !executed {
        told.insert("error".to_owned(), json!(NOTHING_CARRIED_OUT));
        told.insert("code".to_owned(), json!("rows_refused"));
    }
    told.insert("accepted".to_owned(), json!(accepted));
    told.insert("refused".to_owned(), json!(verdicts.len() - accepted));
    told.insert("objects".to_owned(), Value::Array(objects));
    Document::Response(Value::Object(told))
}

fn item(row: &Value, domain: &Domain) -> Result<WorkerItem, Error> {
    let Some(map) = row.as_object() else {
        let mut new = NewWorker::default();
        new.edit.errors.push(values::no_object());
        return Ok(WorkerItem::Create(new));
    };
    let id = map.get("id").or_else(|| map.get("user_id"));
    let Some(id) = id.and_then(Value::as_str) else {
        return worker_write::decode_create(row).map(WorkerItem::Create);
    };
    let mut fields = map.clone();
    fields.shift_remove("user_id");
    let edit = worker_write::decode_edit(&Value::Object(fields), id, domain)?;
    Ok(WorkerItem::Edit { id: id.to_owned(), edit })
}

fn done(kind: RowKind, id: &Id) -> Map<String, Value> {
    let status = match kind {
        RowKind::Create => StatusCode::CREATED,
        RowKind::Edit => StatusCode::OK,
    };
    Map::from_iter([
        ("status".to_owned(), json!(status.as_u16())),
        ("id".to_owned(), json!(id.as_str())),
        ("user_id".to_owned(), json!(id.as_str())),
    ])
}

fn refused(refusal: &ErrorResponse) -> Map<String, Value> {
    let mut told = Map::from_iter([("status".to_owned(), json!(refusal.status.as_u16()))]);
    if let Value::Object(mut envelope) = refusal.tree() {
        told.append(&mut envelope);
    }
    told
}

fn not_carried_out() -> ErrorResponse {
    let told = "Nothing was carried out, because other rows were refused.";
    ErrorResponse::new(StatusCode::FAILED_DEPENDENCY, "not_carried_out", told)
}
