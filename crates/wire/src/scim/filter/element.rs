//! Filters of the elements of a JSON list, in the path of a `PATCH` operation.

use roster_model::{
    Phone,
    scim::{Expr, Literal, Operator, Test},
};
use serde_json::Value;

use super::{
    Node,
    test::{resolve, unusable},
};
use crate::scim::{
    ErrorResponse,
    path::{self, SubAttr},
    schema::{Attribute, Kind},
};

/// Whether an element of `list` matches the filter.
///
/// # Errors
/// 400 `invalidFilter` for an unknown sub-attribute, or a comparison that does not fit it.
pub(crate) fn matches(
    node: &Node,
    element: &Value,
    list: &'static Attribute,
) -> Result<bool, ErrorResponse> {
    match node {
        Node::And(parts) => {
            parts.iter().try_fold(true, |all, part| Ok(all & matches(part, element, list)?))
        }
        Node::Or(parts) => {
            parts.iter().try_fold(false, |any, part| Ok(any | matches(part, element, list)?))
        }
        Node::Not(part) => Ok(!matches(part, element, list)?),
        Node::Test { path, test } => {
            let (kind, exact) = match path::sub(list, path) {
                Some(SubAttr::Known(sub)) => (sub.kind, sub.exact),
                Some(SubAttr::Ignored) => (Kind::Text, false),
                _ if list.subs.is_empty() && path.eq_ignore_ascii_case("value") => {
                    (Kind::Text, list.exact)
                }
                _ => return Err(unusable(&format!("{}.{path}", list.name))),
            };
            let found = match element {
                Value::Object(members) => super::super::body::member(members, path),
                simple => Some(simple),
            };
            let is_phone = list.name == "phoneNumbers" && path.eq_ignore_ascii_case("value");
            let leaf = |test: Test| {
                Expr::<()>::constant(passes(
                    found.unwrap_or(&Value::Null),
                    kind,
                    exact,
                    is_phone,
                    &test,
                ))
            };
            Ok(resolve(path, kind, test, leaf)?.holds(&|()| false))
        }
        Node::Elements { path, .. } => Err(unusable(path)),
    }
}

fn passes(found: &Value, kind: Kind, exact: bool, is_phone: bool, test: &Test) -> bool {
    match (kind, found) {
        // An element without `primary` is not the primary one.
        (Kind::Flag, Value::Null) => *test != Test::Present && test.of_flag(false),
        (Kind::Flag, found) => {
            crate::scim::body::flag(found).is_some_and(|flag| test.of_flag(flag))
        }
        (_, Value::String(value)) => match test {
            Test::Compare(Operator::Equal, Literal::Text(wanted)) if is_phone => {
                let digits = |number: &str| Phone::parse(number).ok();
                digits(value).is_some() && digits(value) == digits(wanted)
            }
            test => test.of_text(Some(value), exact),
        },
        _ => false,
    }
}
