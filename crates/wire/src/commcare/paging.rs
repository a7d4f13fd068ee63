//! Pages of lists: what a request asks for, and what the answer's `meta` tells.

use roster_model::{Error, Page, Problem, Start, Window};
use serde_json::{Map, Value};

use super::{Document, View, cursor::Cursor, document::write_page};
use crate::{Params, params::encode};

/// The largest page of most lists.
pub const LIMIT_CAP: u32 = 1000;

/// The largest page of locations in their second version.
pub const LOCATION_LIMIT_CAP: u32 = 5000;

const DEFAULT_LIMIT: u32 = 20;

/// The page that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// At most so many items: what is told as `meta.limit`.
    pub limit: u32,
    /// How many items the client believes to be before the page.
    pub offset: u64,
    /// Where the page really starts.
    pub start: Start,
}

impl Paging {
    /// Reads `limit`, `offset` and `cursor`. A `limit` of 0 or above `cap` is `cap`. A cursor that
    /// belongs to another offset than the one beside it is no longer followed: the client counts
    /// by itself.
    ///
    /// # Errors
    /// [`Error::Invalid`], with the live service's texts, limit before offset.
    pub fn read(params: &Params, cap: u32) -> Result<Self, Error> {
        let limit = match params.get("limit") {
            None => DEFAULT_LIMIT.min(cap),
            Some(text) => limit(text, cap)?,
        };
        let offset = params.get("offset").map(offset).transpose()?;
        let cursor = params.given("cursor").map(cursor).transpose()?;
        Ok(match (offset, cursor) {
            (None, Some(cursor)) => {
                Self { limit, offset: cursor.offset, start: Start::After(cursor.after) }
            }
            (Some(offset), Some(cursor)) if offset == cursor.offset => {
                Self { limit, offset, start: Start::After(cursor.after) }
            }
            (offset, _) => {
                let offset = offset.unwrap_or(0);
                Self { limit, offset, start: Start::Offset(offset) }
            }
        })
    }

    /// The part of the list to be read.
    pub fn window(&self) -> Window {
        Window { limit: self.limit, start: self.start.clone() }
    }

    /// The page as an answer to the list request for `resource` with these parameters. Links keep
    /// the parameters, but for credentials, and end in `limit`, `offset` and, forwards, `cursor`.
    pub fn document(
        &self,
        view: &View<'_>,
        resource: &str,
        params: &Params,
        page: Page<Value>,
    ) -> Document {
        let Page { items, total, next } = page;
        Document::List { meta: self.meta(view, resource, params, total, next), objects: items }
    }

    /// The same of a page whose things `objects` writes, one behind the other, in JSON with `, `
    /// between them; written in the format and the byte habits of `view`.
    ///
    /// # Errors
    /// That of `objects`.
    pub fn write<E>(
        &self,
        view: &View<'_>,
        resource: &str,
        params: &Params,
        page: Page<()>,
        objects: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<Vec<u8>, E> {
        let meta = self.meta(view, resource, params, page.total, page.next);
        write_page(meta, view.format, view.mode(), objects)
    }

    fn meta(
        &self,
        view: &View<'_>,
        resource: &str,
        params: &Params,
        total: u64,
        next: Option<String>,
    ) -> Map<String, Value> {
        let link = |offset: u64, cursor: Option<String>| {
            let query = self.query(params, offset, cursor.as_deref());
            let path = match view.mode() {
                roster_model::WireMode::Documented => view.list_path(resource),
                roster_model::WireMode::Live => String::new(),
            };
            Value::from(format!("{path}?{query}"))
        };
        let limit = u64::from(self.limit);
        let next = next.map_or(Value::Null, |after| {
            let offset = self.offset.saturating_add(limit);
            link(offset, Some(Cursor { offset, after }.encode()))
        });
        let previous = self.offset.checked_sub(limit);
        let previous = previous.map_or(Value::Null, |offset| link(offset, None));
        Map::from_iter([
            ("limit".to_owned(), Value::from(self.limit)),
            ("next".to_owned(), next),
            ("offset".to_owned(), Value::from(self.offset)),
            ("previous".to_owned(), previous),
            ("total_count".to_owned(), Value::from(total)),
        ])
    }

    fn query(&self, params: &Params, offset: u64, cursor: Option<&str>) -> String {
        let (limit, offset) = (self.limit.to_string(), offset.to_string());
        // `username` is half of a credential beside `api_key`, and a filter without it.
        let by_key = params.get("api_key").is_some();
        let dropped = |name: &str| {
            matches!(name, "limit" | "offset" | "cursor" | "api_key")
                || by_key && name == "username"
        };
        let mut pairs: Vec<(&str, &str)> =
            params.iter().filter(|(name, _)| !dropped(name)).collect();
        pairs.push(("limit", &limit));
        pairs.push(("offset", &offset));
        pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
        encode(&pairs)
    }
}

/// A `limit` as it is asked for, 0 and what is above `cap` being `cap`.
pub(super) fn limit(text: &str, cap: u32) -> Result<u32, Error> {
    let refuse = |what: &str| {
        let told =
            format!("Invalid limit '{text}' provided. Please provide a positive integer{what}.");
        Error::invalid_field("limit", Problem::Other(told))
    };
    let number = integer(text).ok_or_else(|| refuse(""))?;
    if number < 0 {
        return Err(refuse(" >= 0"));
    }
    let within = u32::try_from(number).ok().filter(|number| (1..=cap).contains(number));
    Ok(within.unwrap_or(cap))
}

fn offset(text: &str) -> Result<u64, Error> {
    let refuse = |what: &str| {
        let told = format!("Invalid offset '{text}' provided. Please provide {what}.");
        Error::invalid_field("offset", Problem::Other(told))
    };
    let number = integer(text).ok_or_else(|| refuse("an integer"))?;
    u64::try_from(number).map_err(|_| refuse("a positive integer >= 0"))
}

fn cursor(token: &str) -> Result<Cursor, Error> {
    Cursor::decode(token).ok_or_else(|| {
        let told = format!("Invalid cursor '{token}' provided. Please follow meta.next unchanged.");
        Error::invalid_field("cursor", Problem::Other(told))
    })
}

/// An integer as Python's `int` reads it: blanks around, a sign, single underscores between digits.
/// What is beyond 64 bits is as good as the largest.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let grouped = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !digits.split('_').all(grouped) {
        return None;
    }
    let magnitude = digits.replace('_', "").parse().unwrap_or(i64::MAX);
    Some(if negative { -magnitude } else { magnitude })
}
