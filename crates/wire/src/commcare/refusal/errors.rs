//! The envelope of flaws: one text for people, codes and fields for programs.

use roster_model::{FieldError, Problem};
use serde_json::{Map, Value, json};

use super::Occasion;
use crate::commcare::text::text;

/// `error` in the words of the live service, `code` and `field` of the flaw that leads, and
/// `errors` with each one where there are several.
pub(super) fn envelope(errors: &[FieldError], occasion: Occasion<'_>) -> Map<String, Value> {
    let told = summary(errors, occasion);
    // The flaw that the summary tells alone is the one that names the code.
    let leading = errors.iter().find(|error| aborts(error, occasion)).or(errors.first());
    let mut envelope = Map::new();
    let mut put = |key: &str, value: Value| {
        envelope.insert(key.to_owned(), value);
    };
    put("error", json!(told));
    put("code", json!(leading.map_or("invalid", |error| error.problem.code())));
    if let Some(error) = leading.filter(|error| !error.field.is_empty()) {
        put("field", json!(error.field));
    }
    let details: Vec<Value> = errors.iter().map(|error| detail(error, occasion)).collect();
    match occasion {
        Occasion::WebUser => {
            let texts: Vec<String> = errors.iter().map(|error| text(error, occasion)).collect();
            put("errors", json!(texts));
            put("details", json!(details));
        }
        _ if errors.len() > 1 || errors.iter().any(|error| error.index.is_some()) => {
            put("errors", json!(details));
        }
        _ => {}
    }
    if occasion == Occasion::GroupCreate {
        put("error_message", json!(told));
    }
    envelope
}

/// Whether live gives up the whole request over this flaw, telling it alone.
fn aborts(error: &FieldError, occasion: Occasion<'_>) -> bool {
    matches!(occasion, Occasion::WorkerEdit | Occasion::WorkerCreate)
        && matches!(
            error.problem,
            Problem::UnknownGroups(_) | Problem::AlreadyConfirmed | Problem::ConfirmationNeedsEmail
        )
}

fn summary(errors: &[FieldError], occasion: Occasion<'_>) -> String {
    if let Some(error) = errors.iter().find(|error| aborts(error, occasion)) {
        return text(error, occasion);
    }
    let texts: Vec<String> = errors.iter().map(|error| text(error, occasion)).collect();
    let joined = texts.join(", ");
    match occasion {
        // What is wrong with the body as a whole was never a field's error.
        Occasion::WorkerEdit if errors.iter().any(|error| !error.field.is_empty()) => {
            format!("The request resulted in the following errors: {joined}")
        }
        Occasion::WorkerCreate if errors.len() > 1 => {
            format!("The request resulted in the following errors: {joined}")
        }
        _ => joined,
    }
}

fn detail(error: &FieldError, occasion: Occasion<'_>) -> Value {
    let mut detail = json!({
        "field": error.field,
        "code": error.problem.code(),
        "message": text(error, occasion),
    });
    if let (Some(index), Some(map)) = (error.index, detail.as_object_mut()) {
        map.insert("index".to_owned(), Value::from(index));
    }
    detail
}
