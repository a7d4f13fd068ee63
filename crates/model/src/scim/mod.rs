//! SCIM 2.0 (RFC 7643 and RFC 7644): commands, views, and filters of users and groups.
//!
//! A SCIM user is a mobile worker, a SCIM group is a group.

mod expr;
mod group;
mod user;

pub use expr::{Element, ElementTest, Expr, Literal, Operator, Sub, Test};
pub use group::{GroupData, GroupField, GroupSort, GroupTest, GroupView};
pub use user::{
    ScimFields, SentPhone, ShownPhone, UserData, UserField, UserList, UserSort, UserTest, UserView,
    WorkerData,
};

use jiff::Timestamp;

/// Where a page of a list starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStart {
    /// After this number of items.
    Index(u64),
    /// After the item at this position, which need not exist any more.
    After(Position),
}

/// The position of an item in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The sort key of the item, if the list is sorted and the item has one.
    pub key: Option<String>,
    /// The identity that orders items with the same key.
    pub id: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ScimPage<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// The number of items in the whole list.
    pub total: u64,
    /// The position of the last item; `None` on the last page.
    pub next: Option<Position>,
}

/// The part of a list to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimWindow<S> {
    /// The maximum number of items; 0 for the total alone.
    pub limit: u32,
    /// Where the page starts.
    pub start: PageStart,
    /// The attribute to sort by, and whether the order is descending.
    pub sort: Option<(S, bool)>,
}

/// The sort key of an instant: texts in this format have the order of the instants.
fn instant_key(at: Timestamp) -> String {
    format!("{:020}", i128::from(at.as_microsecond()) - i128::from(i64::MIN))
}
