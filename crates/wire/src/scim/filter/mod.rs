//! Filters (RFC 7644, 3.4.2.2): the grammar, and the resolution of attributes.

mod element;
mod group;
mod parse;
mod test;
mod user;

use serde_json::Value;

pub(super) use element::matches as element_matches;
pub(super) use group::{decode as decode_group_filter, sort as group_sort};
pub(super) use parse::{parse, parse_value_path};
pub(super) use user::{decode as decode_user_filter, sort as user_sort};

/// A filter whose attributes are not resolved yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    /// `path op value`
    Test {
        path: String,
        test: RawTest,
    },
    /// `path[filter]`
    Elements {
        path: String,
        filter: Box<Self>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum RawTest {
    Present,
    Compare(RawOperator, Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawOperator {
    NotEqual,
    Other(roster_model::scim::Operator),
}

/// How a filter treats attributes that a type of resource does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// They are an error.
    Reject,
    /// They are absent, because the request searches several types.
    Absent,
}
