//! Filters and sort orders of groups.

use roster_model::scim::{ElementTest, Expr, GroupField, GroupSort, GroupTest, Sub};

use super::{
    Node, RawTest, Unknown,
    test::{complex, constant, resolve, unusable},
};
use crate::scim::{
    ErrorResponse, GROUP, View,
    path::{self, Resource, SubAttr, Target},
    schema::Kind,
};

/// What a path names.
enum Named {
    Field(GroupField, Kind),
    Member(Sub, Kind),
    /// `meta`
    Always,
    Location,
    Constant(&'static [&'static str]),
}

/// Decodes a filter.
///
/// # Errors
/// 400 `invalidFilter` for an unknown attribute, or a comparison that does not fit it.
pub(crate) fn decode(
    node: &Node,
    view: &View,
    unknown: Unknown,
) -> Result<Expr<GroupTest>, ErrorResponse> {
    let all = |parts: &[Node]| {
        parts.iter().map(|part| decode(part, view, unknown)).collect::<Result<Vec<_>, _>>()
    };
    match node {
        Node::And(parts) => Ok(Expr::All(all(parts)?)),
        Node::Or(parts) => Ok(Expr::Any(all(parts)?)),
        Node::Not(part) => Ok(decode(part, view, unknown)?.negated()),
        Node::Test { path, test } => match named(path, view) {
            Some(named) => single(path, named, test, view),
            None if unknown == Unknown::Absent => {
                resolve(path, Kind::Open, test, |_| Expr::never())
            }
            None => Err(unusable(path)),
        },
        Node::Elements { path, filter } => match named(path, view) {
            Some(Named::Member(Sub::Value, _)) => {
                Ok(Expr::Test(GroupTest::Member(members(filter, path, view)?)))
            }
            None if unknown == Unknown::Absent => Ok(Expr::never()),
            _ => Err(unusable(path)),
        },
    }
}

/// Decodes `sortBy`.
///
/// # Errors
/// 400 `invalidFilter` for an attribute that has no order.
pub(crate) fn sort(path: &str, view: &View) -> Result<GroupSort, ErrorResponse> {
    match named(path, view) {
        Some(Named::Field(field, _)) => Ok(GroupSort(field)),
        Some(Named::Location) => Ok(GroupSort(GroupField::Id)),
        _ => Err(ErrorResponse::invalid_filter(&format!("The list cannot be sorted by '{path}'."))),
    }
}

fn single(
    path: &str,
    named: Named,
    test: &RawTest,
    view: &View,
) -> Result<Expr<GroupTest>, ErrorResponse> {
    match named {
        Named::Field(field, kind) => {
            resolve(path, kind, test, |test| Expr::Test(GroupTest::Field(field, test)))
        }
        Named::Member(sub, kind) => resolve(path, kind, test, |test| {
            Expr::Test(GroupTest::Member(Expr::Test(ElementTest { sub: sub.clone(), test })))
        }),
        Named::Always if *test == RawTest::Present => Ok(Expr::always()),
        Named::Always => Err(complex(path)),
        Named::Location => resolve(path, Kind::Text, test, |test| {
            Expr::Test(GroupTest::Location(view.address("Groups/"), test))
        }),
        Named::Constant(values) => constant(path, values, test),
    }
}

fn members(node: &Node, list: &str, view: &View) -> Result<Expr<ElementTest>, ErrorResponse> {
    let all = |parts: &[Node]| {
        parts.iter().map(|part| members(part, list, view)).collect::<Result<Vec<_>, _>>()
    };
    match node {
        Node::And(parts) => Ok(Expr::All(all(parts)?)),
        Node::Or(parts) => Ok(Expr::Any(all(parts)?)),
        Node::Not(part) => Ok(members(part, list, view)?.negated()),
        Node::Test { path: sub, test } => {
            let path = format!("{list}.{sub}");
            match named(&path, view) {
                Some(Named::Member(sub, kind)) => resolve(&path, kind, test, |test| {
                    Expr::Test(ElementTest { sub: sub.clone(), test })
                }),
                _ => Err(unusable(&path)),
            }
        }
        Node::Elements { path, .. } => Err(unusable(path)),
    }
}

fn named(path: &str, view: &View) -> Option<Named> {
    let Target::Known(attr) = path::resolve(path, Resource::Group)? else { return None };
    let (sub, kind) = match attr.sub {
        None => (None, attr.attribute.kind),
        Some(SubAttr::Known(sub)) => (Some(sub.name), sub.kind),
        Some(_) => return None,
    };
    let field = |field| Some(Named::Field(field, kind));
    match (attr.attribute.name, sub) {
        ("schemas", _) => Some(Named::Constant(&[GROUP])),
        ("id", _) => field(GroupField::Id),
        ("externalId", _) => field(GroupField::ExternalId),
        ("displayName", _) => field(GroupField::DisplayName),
        ("meta", None) => Some(Named::Always),
        ("meta", Some("resourceType")) => Some(Named::Constant(&["Group"])),
        ("meta", Some("created")) => field(GroupField::Created),
        ("meta", Some("lastModified")) => field(GroupField::LastModified),
        ("meta", Some("location")) => Some(Named::Location),
        ("members", None) => Some(Named::Member(Sub::Value, Kind::Text)),
        ("members", Some("value")) => Some(Named::Member(Sub::Value, kind)),
        ("members", Some("type")) => Some(Named::Member(Sub::Type, kind)),
        ("members", Some("$ref")) => Some(Named::Member(Sub::Ref(view.address("Users/")), kind)),
        _ => None,
    }
}
