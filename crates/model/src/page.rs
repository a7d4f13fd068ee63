//! Pages of ordered lists.

/// The part of a list that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The maximum number of items; at least 1.
    pub limit: u32,
    /// Where the page starts.
    pub start: Start,
}

/// Where a page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// After this number of items.
    Offset(u64),
    /// After the item with this sort key, which need not exist any more. Pages that follow each other
    /// this way neither skip nor repeat an item while other items are added or removed.
    After(String),
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// The number of items in the whole list.
    pub total: u64,
    /// The sort key of the last item; `None` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Converts the items of the page.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        let Self { items, total, next } = self;
        Page { items: items.into_iter().map(change).collect(), total, next }
    }
}
