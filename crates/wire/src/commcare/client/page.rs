//! Pages of lists.

use serde_json::{Map, Value};

use crate::json;

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPage {
    /// The items.
    pub objects: Vec<Map<String, Value>>,
    /// The number of items in the whole list.
    pub total: u64,
    /// The link to the next page as sent: a query, a path or a URL. `None` on the last page.
    pub next: Option<String>,
}

/// A response is not a page of a list. The server is not a CommCare HQ, or a proxy has responded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the response is not a page of a list: {0}")]
pub struct BadPage(&'static str);

/// Decodes a page in JSON. A number that would lose digits becomes a string.
///
/// # Errors
/// [`BadPage`] if the body is not a page of a list.
pub fn decode_page(bytes: &[u8]) -> Result<ListPage, BadPage> {
    let Ok(Value::Object(mut body)) = json::parse_keeping_digits(bytes) else {
        return Err(BadPage("it is not a JSON object"));
    };
    let meta = body.get("meta").and_then(Value::as_object).ok_or(BadPage("'meta' is missing"))?;
    let total = meta.get("total_count").and_then(Value::as_u64);
    let total = total.ok_or(BadPage("'total_count' is missing"))?;
    let next = match meta.get("next") {
        None | Some(Value::Null) => None,
        Some(Value::String(next)) if next.is_empty() => None,
        Some(Value::String(next)) => Some(next.clone()),
        Some(_) => return Err(BadPage("'next' is not a string")),
    };
    let Some(Value::Array(objects)) = body.remove("objects") else {
        return Err(BadPage("'objects' is missing"));
    };
    // An item that is not an object is a record without identity.
    let object = |value: Value| match value {
        Value::Object(object) => object,
        other => Map::from_iter([("value".to_owned(), other)]),
    };
    Ok(ListPage { objects: objects.into_iter().map(object).collect(), total, next })
}
