//! Pages of ordered lists.

/// The part of a list that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// At most so many items; at least 1.
    pub limit: u32,
    /// Where the page starts.
    pub start: Start,
}

/// Where a page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// After so many items.
    Offset(u64),
    /// After the item with this sort key, whether it is still there or not: whatever is added or
    /// removed meanwhile, an item that stays is neither missed nor seen twice.
    After(String),
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// How many the whole list has.
    pub total: u64,
    /// The sort key of the last item, when more follow it.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        let Self { items, total, next } = self;
        Page { items: items.into_iter().map(change).collect(), total, next }
    }
}
