//! The envelope of flaws: one text for people, codes and fields for programs.

use roster_model::{Flaw, Problem};
use serde_json::{Map, Value, json};

use super::Occasion;
use crate::commcare::text::text;

/// `error` in the words of the live service, `code` and `field` of the flaw that leads, and
/// `errors` with each one where there are several.
pub(super) fn envelope(flaws: &[Flaw], occasion: Occasion<'_>) -> Map<String, Value> {
    let told = summary(flaws, occasion);
    // The flaw that the summary tells alone is the one that names the code.
    let leading = flaws.iter().find(|flaw| aborts(flaw, occasion)).or(flaws.first());
    let mut envelope = Map::new();
    let mut put = |key: &str, value: Value| {
        envelope.insert(key.to_owned(), value);
    };
    put("error", json!(told));
    put("code", json!(leading.map_or("invalid", |flaw| flaw.problem.code())));
    if let Some(flaw) = leading.filter(|flaw| !flaw.field.is_empty()) {
        put("field", json!(flaw.field));
    }
    let details: Vec<Value> = flaws.iter().map(|flaw| detail(flaw, occasion)).collect();
    match occasion {
        Occasion::WebUser => {
            let texts: Vec<String> = flaws.iter().map(|flaw| text(flaw, occasion)).collect();
            put("errors", json!(texts));
            put("details", json!(details));
        }
        _ if flaws.len() > 1 || flaws.iter().any(|flaw| flaw.index.is_some()) => {
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
fn aborts(flaw: &Flaw, occasion: Occasion<'_>) -> bool {
    matches!(occasion, Occasion::WorkerEdit | Occasion::WorkerCreate)
        && matches!(
            flaw.problem,
            Problem::UnknownGroups(_) | Problem::AlreadyConfirmed | Problem::ConfirmationNeedsEmail
        )
}

fn summary(flaws: &[Flaw], occasion: Occasion<'_>) -> String {
    if let Some(flaw) = flaws.iter().find(|flaw| aborts(flaw, occasion)) {
        return text(flaw, occasion);
    }
    let texts: Vec<String> = flaws.iter().map(|flaw| text(flaw, occasion)).collect();
    let joined = texts.join(", ");
    match occasion {
        // What is wrong with the body as a whole was never a field's error.
        Occasion::WorkerEdit if flaws.iter().any(|flaw| !flaw.field.is_empty()) => {
            format!("The request resulted in the following errors: {joined}")
        }
        Occasion::WorkerCreate if flaws.len() > 1 => {
            format!("The request resulted in the following errors: {joined}")
        }
        _ => joined,
    }
}

fn detail(flaw: &Flaw, occasion: Occasion<'_>) -> Value {
    let mut detail = json!({
        "field": flaw.field,
        "code": flaw.problem.code(),
        "message": text(flaw, occasion),
    });
    if let (Some(index), Some(map)) = (flaw.index, detail.as_object_mut()) {
        map.insert("index".to_owned(), Value::from(index));
    }
    detail
}
