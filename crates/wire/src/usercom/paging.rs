//! Pages of lists: by number, as the service had them first, or by cursor.

use http::StatusCode;
use roster_model::{Page, Start, Window};
use serde_json::{Value, json};

use super::{ErrorResponse, Version, View, cursor::Cursor};
use crate::{Params, params::encode};

/// The largest page, and the usual one.
const SIZE: u32 = 100;

/// The page that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    size: u32,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// The page of this number, from 1.
    Number(u64),
    /// The last page.
    Last,
    /// Where a cursor points.
    At(Cursor),
}

impl Paging {
    /// Reads `page` (a number, or `last`), `cursor` and `page_size`. Without either of the first
    /// two, version 1 counts pages and version 2 goes by cursor.
    ///
    /// # Errors
    /// 404, as the service has it, for a page or cursor that cannot be; a `page_size` that cannot
    /// be is the usual one.
    pub fn read(params: &Params, version: Version) -> Result<Self, ErrorResponse> {
        let asked = params.given("page_size").and_then(|text| text.parse().ok());
        let size = asked.filter(|size| *size > 0).unwrap_or(SIZE).min(SIZE);
        let place = match (params.given("cursor"), params.given("page")) {
            (Some(token), _) => Place::At(Cursor::decode(token).ok_or_else(invalid_cursor)?),
            (None, Some("last")) => Place::Last,
            (None, Some(text)) => Place::Number(page_number(text).ok_or_else(invalid_page)?),
            (None, None) if version == Version::V2 => {
                Place::At(Cursor { before: 0, start: Start::Offset(0) })
            }
            (None, None) => Place::Number(1),
        };
        Ok(Self { size, place })
    }

    /// Whether the last page is asked for: then the number of items must be known before
    /// [`Paging::settle`] can tell where it starts.
    pub fn is_last(&self) -> bool {
        self.place == Place::Last
    }

    /// The same page of a list of `total` items, with `last` as a number.
    #[must_use]
    pub fn settle(self, total: u64) -> Self {
        let place = match self.place {
            Place::Last => Place::Number(total.div_ceil(u64::from(self.size)).max(1)),
            place => place,
        };
        Self { place, ..self }
    }

    /// The part of the list to be read.
    pub fn window(&self) -> Window {
        let start = match &self.place {
            Place::Number(number) => Start::Offset(self.before(*number)),
            Place::Last => Start::Offset(0),
            Place::At(cursor) => cursor.start.clone(),
        };
        Window { limit: self.size, start }
    }

    /// The page as an answer to a request with these parameters; links keep the other ones.
    ///
    /// # Errors
    /// 404 for a number beyond the last page. An empty list has one page.
    pub fn document(
        &self,
        view: &View,
        params: &Params,
        page: Page<Value>,
    ) -> Result<Value, ErrorResponse> {
        let link = |name: &str, value: Option<String>| link(view, params, name, value.as_deref());
        let (next, previous) = match &self.place {
            Place::At(cursor) => {
                let size = u64::from(self.size);
                let next = page.next.map(|key| Cursor {
                    before: cursor.before.saturating_add(size),
                    start: Start::After(key),
                });
                let before = cursor.before.saturating_sub(size);
                let previous = Cursor { before, start: Start::Offset(before) };
                let previous = (cursor.before > 0).then_some(previous);
                (
                    next.map(|next| link("cursor", Some(next.encode()))),
                    previous.map(|back| link("cursor", (back.before > 0).then(|| back.encode()))),
                )
            }
            Place::Last => (None, None),
            Place::Number(number) => {
                let number = *number;
                if number > 1 && self.before(number) >= page.total {
                    return Err(invalid_page());
                }
                let next = self.before(number + 1) < page.total;
                let previous = |number: u64| (number > 1).then(|| number.to_string());
                (
                    next.then(|| link("page", Some((number + 1).to_string()))),
                    (number > 1).then(|| link("page", previous(number - 1))),
                )
            }
        };
        Ok(json!({
            "count": page.total,
            "next": next,
            "previous": previous,
            "results": page.items,
        }))
    }

    fn before(&self, number: u64) -> u64 {
        (number - 1).saturating_mul(u64::from(self.size))
    }
}

/// The address of another page: the parameters of this request in the order of their names, with
/// `name` set or, for the first page, left out.
fn link(view: &View, params: &Params, name: &str, value: Option<&str>) -> String {
    let kept = params.iter().filter(|(known, _)| !matches!(*known, "page" | "cursor"));
    let mut pairs: Vec<(&str, &str)> = kept.chain(value.map(|value| (name, value))).collect();
    pairs.sort_by_key(|(name, _)| *name);
    match encode(&pairs) {
        query if query.is_empty() => view.address.clone(),
        query => format!("{}?{query}", view.address),
    }
}

/// A page's number: small enough to be multiplied by a page's size.
fn page_number(text: &str) -> Option<u64> {
    text.trim().parse().ok().filter(|number| (1..=u64::from(u32::MAX)).contains(number))
}

fn invalid_page() -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, "Invalid page.")
}

fn invalid_cursor() -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, "Invalid cursor")
}
