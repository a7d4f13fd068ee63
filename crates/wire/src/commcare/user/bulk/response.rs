//! The response with a result for each worker.

use http::StatusCode;
use roster_model::{Error, Id};
use serde_json::{Map, Value, json};

use super::RowKind;
use crate::commcare::{Document, ErrorContext, ErrorResponse};

/// The text of a response in which no row was saved.
const NOTHING_SAVED: &str = "Some rows have errors, so no row was saved.";

/// The text of a valid row that was not saved.
const ROW_NOT_SAVED: &str = "The row was not saved, because other rows have errors.";

/// Encodes the results, in the order of the rows. A row has the status and the identity, or the
/// error, that it would have in a request of its own. If `saved` is false, no row was saved because
/// of errors in some of them.
pub fn encode(kinds: &[RowKind], results: &[Result<Id, Error>], saved: bool) -> Document {
    let objects: Vec<Value> = kinds
        .iter()
        .zip(results)
        .enumerate()
        .map(|(index, (kind, result))| {
            let mut object = Map::from_iter([("index".to_owned(), json!(index))]);
            object.append(&mut match result {
                Ok(id) if saved => saved_row(*kind, id),
                Ok(_) => error_row(&not_saved()),
                Err(error) => error_row(&ErrorResponse::from_error(error, context(*kind))),
            });
            Value::Object(object)
        })
        .collect();
    let accepted = if saved { results.iter().filter(|result| result.is_ok()).count() } else { 0 };
    let mut body = Map::new();
    if !saved {
        body.insert("error".to_owned(), json!(NOTHING_SAVED));
        body.insert("code".to_owned(), json!("rows_refused"));
    }
    body.insert("accepted".to_owned(), json!(accepted));
    body.insert("refused".to_owned(), json!(results.len() - accepted));
    body.insert("objects".to_owned(), Value::Array(objects));
    Document::Response(Value::Object(body))
}

fn context(kind: RowKind) -> ErrorContext<'static> {
    match kind {
        RowKind::Create => ErrorContext::WorkerCreate,
        RowKind::Edit => ErrorContext::WorkerEdit,
    }
}

fn saved_row(kind: RowKind, id: &Id) -> Map<String, Value> {
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

fn error_row(response: &ErrorResponse) -> Map<String, Value> {
    let mut row = Map::from_iter([("status".to_owned(), json!(response.status.as_u16()))]);
    if let Value::Object(mut envelope) = response.tree() {
        row.append(&mut envelope);
    }
    row
}

fn not_saved() -> ErrorResponse {
    ErrorResponse::new(StatusCode::FAILED_DEPENDENCY, "not_carried_out", ROW_NOT_SAVED)
}
