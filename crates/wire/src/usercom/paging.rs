//! Pages of lists, by number (version 1) or by cursor (version 2).

use http::StatusCode;
use roster_model::{Page, Start, Window};
use serde_json::Value;

use super::{ErrorResponse, Version, View, cursor::Cursor, write};
use crate::{PageWriter, Params, params::encode};

/// The number of bytes that is enough for most items.
const ITEM_BYTES: usize = 1024;

/// The default and maximum page size.
const SIZE: u32 = 100;

/// The page that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    size: u32,
    position: Position,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Position {
    /// The page with this number, starting at 1.
    Number(u64),
    /// The last page.
    Last,
    /// The page at a cursor.
    At(Cursor),
}

impl Paging {
    /// Parses `page` (a number or `last`), `cursor` and `page_size`. Without `page` and `cursor`,
    /// version 1 has pages by number and version 2 by cursor. An invalid `page_size` is ignored.
    ///
    /// # Errors
    /// 404 for an invalid page or cursor, as in the service.
    pub fn parse(params: &Params, version: Version) -> Result<Self, ErrorResponse> {
        let size = params.non_empty("page_size").and_then(|text| text.parse().ok());
        let size = size.filter(|size| *size > 0).unwrap_or(SIZE).min(SIZE);
        let position = match (params.non_empty("cursor"), params.non_empty("page")) {
            (Some(token), _) => Position::At(Cursor::decode(token).ok_or_else(invalid_cursor)?),
            (None, Some("last")) => Position::Last,
            (None, Some(text)) => {
                Position::Number(parse_page_number(text).ok_or_else(invalid_page)?)
            }
            (None, None) if version == Version::V2 => {
                Position::At(Cursor { before: 0, start: Start::Offset(0) })
            }
            (None, None) => Position::Number(1),
        };
        Ok(Self { size, position })
    }

    /// Returns whether the request asks for the last page. [`Paging::resolve_last`] needs the
    /// number of items to find its start.
    pub fn is_last(&self) -> bool {
        self.position == Position::Last
    }

    /// Replaces `last` by the page number in a list of `total` items.
    #[must_use]
    pub fn resolve_last(self, total: u64) -> Self {
        let position = match self.position {
            Position::Last => Position::Number(total.div_ceil(u64::from(self.size)).max(1)),
            position => position,
        };
        Self { position, ..self }
    }

    /// Returns the part of the list to read.
    pub fn window(&self) -> Window {
        let start = match &self.position {
            Position::Number(number) => Start::Offset(self.before(*number)),
            Position::Last => Start::Offset(0),
            Position::At(cursor) => cursor.start.clone(),
        };
        Window { limit: self.size, start }
    }

    /// Writes a page, one item after another. The page ends early when it reaches
    /// [`PAGE_BYTES`](roster_model::limits::PAGE_BYTES), and the next link is a cursor then. The links keep the other
    /// parameters of the request.
    ///
    /// # Errors
    /// 404 for a page after the last one. An empty list has one page.
    pub fn write<T>(
        &self,
        view: &View,
        params: &Params,
        page: &Page<T>,
        key: impl Fn(&T) -> String,
        encode: impl Fn(&T) -> Value,
    ) -> Result<Vec<u8>, ErrorResponse> {
        let write_item = |item: &T, out: &mut Vec<u8>| out.extend(write(&encode(item)));
        self.write_items(view, params, page, key, write_item)
    }

    /// As [`Paging::write`], with a function that appends the JSON of an item.
    ///
    /// # Errors
    /// As [`Paging::write`].
    pub fn write_items<T>(
        &self,
        view: &View,
        params: &Params,
        page: &Page<T>,
        key: impl Fn(&T) -> String,
        write_item: impl Fn(&T, &mut Vec<u8>),
    ) -> Result<Vec<u8>, ErrorResponse> {
        let last_of = |shown: usize| page.items[..shown].last().map(&key);
        // The store ends pages early too.
        let is_short = page.next.is_some() && page.items.len() < self.size as usize;
        let early = last_of(page.items.len()).filter(|_| is_short);
        let head = self.head(view, params, page, early.map(|last| (last, page.items.len())))?;
        let mut writer = PageWriter::new(head, b",");
        writer.reserve(page.items.len() * ITEM_BYTES);
        let mut add = |item: &T| writer.item(|out| write_item(item, out));
        // Stops at the first item that does not fit.
        let _ = page.items.iter().all(&mut add);
        let mut written = writer.finish();
        if let Some(shown) = written.cut {
            let early = last_of(shown).map(|last| (last, shown));
            written.replace_head(self.head(view, params, page, early)?);
        }
        written.bytes.extend_from_slice(b"]}");
        Ok(written.bytes)
    }

    /// What comes before the items of a page. `early` has the key of the last item and the number of
    /// items of a page that ends early.
    fn head<T>(
        &self,
        view: &View,
        params: &Params,
        page: &Page<T>,
        early: Option<(String, usize)>,
    ) -> Result<Vec<u8>, ErrorResponse> {
        let early = early.map(|(last, shown)| (last, shown as u64));
        let (next, previous) = self.links(view, params, page.total, page.next.as_ref(), early)?;
        let mut head = Vec::with_capacity(512);
        head.extend_from_slice(format!("{{\"count\":{}", page.total).as_bytes());
        for (name, link) in [("next", next), ("previous", previous)] {
            head.extend_from_slice(format!(",\"{name}\":").as_bytes());
            head.extend(write(&link.into()));
        }
        head.extend_from_slice(b",\"results\":[");
        Ok(head)
    }

    /// The links to the next and the previous page. `early` has the key of the last item and the number
    /// of items of a page that ended early.
    fn links(
        &self,
        view: &View,
        params: &Params,
        total: u64,
        next: Option<&String>,
        early: Option<(String, u64)>,
    ) -> Result<(Option<String>, Option<String>), ErrorResponse> {
        let link = |name: &str, value: Option<String>| link(view, params, name, value.as_deref());
        let rest = early.map(|(key, shown)| {
            let before = self.offset().saturating_add(shown);
            link("cursor", Some(Cursor { before, start: Start::After(key) }.encode()))
        });
        let (next, previous) = match &self.position {
            Position::At(cursor) => {
                let size = u64::from(self.size);
                let next = next.map(|key| Cursor {
                    before: cursor.before.saturating_add(size),
                    start: Start::After(key.clone()),
                });
                let before = cursor.before.saturating_sub(size);
                let previous = Cursor { before, start: Start::Offset(before) };
                let previous = (cursor.before > 0).then_some(previous);
                (
                    next.map(|next| link("cursor", Some(next.encode()))),
                    previous.map(|back| link("cursor", (back.before > 0).then(|| back.encode()))),
                )
            }
            Position::Last => (None, None),
            Position::Number(number) => {
                let number = *number;
                if number > 1 && self.before(number) >= total {
                    return Err(invalid_page());
                }
                let next = self.before(number + 1) < total;
                let previous = |number: u64| (number > 1).then(|| number.to_string());
                (
                    next.then(|| link("page", Some((number + 1).to_string()))),
                    (number > 1).then(|| link("page", previous(number - 1))),
                )
            }
        };
        Ok((rest.or(next), previous))
    }

    /// The number of items before the page.
    fn offset(&self) -> u64 {
        match &self.position {
            Position::Number(number) => self.before(*number),
            Position::Last => 0,
            Position::At(cursor) => cursor.before,
        }
    }

    fn before(&self, number: u64) -> u64 {
        (number - 1).saturating_mul(u64::from(self.size))
    }
}

/// Returns the URL of another page: the parameters of the request sorted by name, with `name` set
/// to `value`. The first page has no value.
fn link(view: &View, params: &Params, name: &str, value: Option<&str>) -> String {
    let others = params.iter().filter(|(known, _)| !matches!(*known, "page" | "cursor"));
    let mut pairs: Vec<(&str, &str)> = others.chain(value.map(|value| (name, value))).collect();
    pairs.sort_by_key(|(name, _)| *name);
    match encode(&pairs) {
        query if query.is_empty() => view.address.clone(),
        query => format!("{}?{query}", view.address),
    }
}

/// Parses a page number. The limit prevents an overflow when it is multiplied by the page size.
fn parse_page_number(text: &str) -> Option<u64> {
    text.trim().parse().ok().filter(|number| (1..=u64::from(u32::MAX)).contains(number))
}

fn invalid_page() -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, "Invalid page.")
}

fn invalid_cursor() -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, "Invalid cursor")
}
