//! Pages of lists.

use std::convert::Infallible;

use roster_model::{Error, Page, Start, Window, WireMode};
use serde_json::{Map, Value};

use super::{
    Document, View,
    cursor::Cursor,
    document::{write_item, write_page},
    messages,
};
use crate::{PageWriter, Params, params::encode};

/// The maximum page size of most lists.
pub const LIMIT_CAP: u32 = 1000;

/// The maximum page size of locations in version 2.
pub const LOCATION_LIMIT_CAP: u32 = 5000;

const DEFAULT_LIMIT: u32 = 20;

/// A request for a list.
#[derive(Clone, Copy, Debug)]
pub struct ListRequest<'a> {
    /// How to show its domain.
    pub view: &'a View<'a>,
    /// The name of the resource in paths.
    pub resource: &'a str,
    /// The parameters, which the links repeat.
    pub params: &'a Params,
}

/// The page that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The maximum number of items: `meta.limit`.
    pub limit: u32,
    /// The number of items before the page as the client counts them: `meta.offset`.
    pub offset: u64,
    /// The actual start of the page.
    pub start: Start,
}

impl Paging {
    /// Parses `limit`, `offset` and `cursor`. A `limit` of 0 or above `cap` means `cap`. If the
    /// offset is not the one of the cursor, the client has changed it, and the cursor is ignored.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an invalid value; `limit` is checked first, as in the live service.
    pub fn parse(params: &Params, cap: u32) -> Result<Self, Error> {
        let limit = match params.get("limit") {
            None => DEFAULT_LIMIT.min(cap),
            Some(text) => parse_limit(text, cap)?,
        };
        let offset = params.get("offset").map(parse_offset).transpose()?;
        let cursor = params.non_empty("cursor").map(parse_cursor).transpose()?;
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

    /// Returns the part of the list to read.
    pub fn window(&self) -> Window {
        Window { limit: self.limit, start: self.start.clone() }
    }

    /// Encodes a page of `resource`. The links keep the parameters of the request except
    /// credentials, and end with `limit`, `offset` and, in `next`, `cursor`.
    pub fn document(
        &self,
        view: &View<'_>,
        resource: &str,
        params: &Params,
        page: Page<Value>,
    ) -> Document {
        self.document_at(view, &view.list_path(resource), params, page)
    }

    /// Encodes a page of the list with this path. See [`Paging::document`].
    pub fn document_at(
        &self,
        view: &View<'_>,
        path: &str,
        params: &Params,
        page: Page<Value>,
    ) -> Document {
        let Page { items, total, next } = page;
        let next = next.map(|next| (next, self.shown(items.len())));
        let meta = self.meta(view, path, params, total, next);
        Document::List { meta, objects: items }
    }

    /// Writes a page with the bytes of [`Paging::document`]. `objects` writes the items; the page ends
    /// early when it reaches [`PAGE_BYTES`](roster_model::limits::PAGE_BYTES). `page` has the number of items to
    /// write, and `key` returns the sort key of an item by its index.
    ///
    /// # Errors
    /// The error of `objects`.
    pub fn write<E>(
        &self,
        list: ListRequest<'_>,
        page: Page<()>,
        key: impl Fn(usize) -> String,
        objects: impl FnOnce(&mut PageWriter) -> Result<(), E>,
    ) -> Result<Vec<u8>, E> {
        let ListRequest { view, resource, params } = list;
        let path = view.list_path(resource);
        let Page { items, total, next } = page;
        let meta = |cut: Option<usize>| {
            let next = match cut {
                Some(written) => Some((key(written.saturating_sub(1)), written as u64)),
                None => next.clone().map(|next| (next, self.shown(items.len()))),
            };
            self.meta(view, &path, params, total, next)
        };
        write_page(meta, view.format, view.mode(), objects)
    }

    /// Writes a page of trees, one after another. `key` returns the sort key of an item.
    pub fn write_trees<T>(
        &self,
        list: ListRequest<'_>,
        page: &Page<T>,
        key: impl Fn(&T) -> String,
        tree: impl Fn(&T) -> Value,
    ) -> Vec<u8> {
        let view = list.view;
        let items = &page.items;
        let shape =
            Page { items: vec![(); items.len()], total: page.total, next: page.next.clone() };
        let written = self.write(
            list,
            shape,
            |index| items.get(index).map(&key).unwrap_or_default(),
            |writer| {
                let write = |item: &T| {
                    writer.item(|out| write_item(out, tree(item), view.format, view.mode()))
                };
                // Stops at the first item that does not fit.
                let _ = items.iter().all(write);
                Ok::<_, Infallible>(())
            },
        );
        let Ok(bytes) = written;
        bytes
    }

    /// How much higher `offset` of the next page is.
    fn shown(&self, items: usize) -> u64 {
        if items == 0 { u64::from(self.limit) } else { items as u64 }
    }

    fn meta(
        &self,
        view: &View<'_>,
        path: &str,
        params: &Params,
        total: u64,
        next: Option<(String, u64)>,
    ) -> Map<String, Value> {
        let link = |offset: u64, cursor: Option<String>| {
            let query = self.query(params, offset, cursor.as_deref());
            let path = match view.mode() {
                WireMode::Documented => path,
                WireMode::Live => "",
            };
            Value::from(format!("{path}?{query}"))
        };
        let limit = u64::from(self.limit);
        // The key of the last item, and the number of items.
        let next = next.map_or(Value::Null, |(after, shown)| {
            let offset = self.offset.saturating_add(shown);
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
        // Next to `api_key`, `username` is part of the credentials; otherwise it is a filter.
        let has_api_key = params.get("api_key").is_some();
        let is_dropped = |name: &str| {
            matches!(name, "limit" | "offset" | "cursor" | "api_key")
                || has_api_key && name == "username"
        };
        let mut pairs: Vec<(&str, &str)> =
            params.iter().filter(|(name, _)| !is_dropped(name)).collect();
        pairs.push(("limit", &limit));
        pairs.push(("offset", &offset));
        pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
        encode(&pairs)
    }
}

/// Parses `limit`. 0 and values above `cap` mean `cap`.
pub(super) fn parse_limit(text: &str, cap: u32) -> Result<u32, Error> {
    let invalid = |hint: &str| invalid("limit", text, hint);
    let number = parse_integer(text).ok_or_else(|| invalid("provide a positive integer"))?;
    if number < 0 {
        return Err(invalid("provide a positive integer >= 0"));
    }
    let within = u32::try_from(number).ok().filter(|number| (1..=cap).contains(number));
    Ok(within.unwrap_or(cap))
}

fn parse_offset(text: &str) -> Result<u64, Error> {
    let invalid = |hint: &str| invalid("offset", text, hint);
    let number = parse_integer(text).ok_or_else(|| invalid("provide an integer"))?;
    u64::try_from(number).map_err(|_| invalid("provide a positive integer >= 0"))
}

fn parse_cursor(token: &str) -> Result<Cursor, Error> {
    Cursor::decode(token).ok_or_else(|| invalid("cursor", token, "follow meta.next unchanged"))
}

fn invalid(name: &str, text: &str, hint: &str) -> Error {
    Error::invalid_field(name, messages::invalid_parameter(name, text, hint))
}

/// Parses an integer with the syntax of Python's `int`: surrounding whitespace, a sign, single
/// underscores between digits. The result saturates at 64 bits.
fn parse_integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_group = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !digits.split('_').all(is_group) {
        return None;
    }
    let magnitude = digits.replace('_', "").parse().unwrap_or(i64::MAX);
    Some(if negative { -magnitude } else { magnitude })
}
