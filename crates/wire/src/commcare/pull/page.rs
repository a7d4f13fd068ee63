//! Pages of lists.

use serde_json::{Map, Value};

use crate::json;

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PulledPage {
    /// The things.
    pub objects: Vec<Map<String, Value>>,
    /// How many there are in the whole list.
    pub total: u64,
    /// Where the list goes on, as told: a query alone, a path, or an address. `None` at its end.
    pub next: Option<String>,
}

/// An answer that is no page of a list: the far side is something else, or something in between
/// has answered in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer is no page of a list: {0}")]
pub struct BadPage(&'static str);

/// Reads a page.
///
/// # Errors
/// [`BadPage`].
pub fn read_page(bytes: &[u8]) -> Result<PulledPage, BadPage> {
    let Ok(Value::Object(mut answer)) = json::read(bytes) else {
        return Err(BadPage("it is no JSON object"));
    };
    let meta = answer.get("meta").and_then(Value::as_object).ok_or(BadPage("it has no 'meta'"))?;
    let total = meta.get("total_count").and_then(Value::as_u64);
    let total = total.ok_or(BadPage("it tells no 'total_count'"))?;
    let next = match meta.get("next") {
        None | Some(Value::Null) => None,
        Some(Value::String(next)) if next.is_empty() => None,
        Some(Value::String(next)) => Some(next.clone()),
        Some(_) => return Err(BadPage("its 'next' is no text")),
    };
    let Some(Value::Array(objects)) = answer.remove("objects") else {
        return Err(BadPage("it has no 'objects'"));
    };
    let object = |value: Value| match value {
        Value::Object(object) => Ok(object),
        _ => Err(BadPage("one of its 'objects' is none")),
    };
    let objects = objects.into_iter().map(object).collect::<Result<_, _>>()?;
    Ok(PulledPage { objects, total, next })
}
