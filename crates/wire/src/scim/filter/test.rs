//! Tests of single attributes.

use jiff::Timestamp;
use roster_model::scim::{Expr, Literal, Operator, Test};
use serde_json::Value;

use super::{RawOperator, RawTest};
use crate::scim::{ErrorResponse, body, schema::Kind};

/// Resolves a test of an attribute of this type. `leaf` makes the expression of a test.
///
/// # Errors
/// 400 `invalidFilter` when the operator or the value does not fit the type.
pub(super) fn resolve<T>(
    path: &str,
    kind: Kind,
    test: &RawTest,
    leaf: impl Fn(Test) -> Expr<T>,
) -> Result<Expr<T>, ErrorResponse> {
    let (operator, value) = match test {
        RawTest::Present => return Ok(leaf(Test::Present)),
        RawTest::Compare(RawOperator::NotEqual, value) => (None, value),
        RawTest::Compare(RawOperator::Other(operator), value) => (Some(*operator), value),
    };
    let is_equality = matches!(operator, None | Some(Operator::Equal));
    let error = |text: &str| Err(ErrorResponse::invalid_filter(&format!("{path} {text}.")));
    if value.is_null() {
        return match operator {
            None => Ok(leaf(Test::Present)),
            Some(Operator::Equal) => Ok(leaf(Test::Present).negated()),
            Some(_) => error("can be compared with null by eq and ne only"),
        };
    }
    let is_part =
        matches!(operator, Some(Operator::Contains | Operator::StartsWith | Operator::EndsWith));
    let literal = match (kind, value) {
        (Kind::Flag, value) => match body::flag(value) {
            Some(flag) if is_equality => Literal::Flag(flag),
            Some(_) => return error("is a boolean: use eq, ne or pr"),
            None => return error("must be compared with true or false"),
        },
        (Kind::Instant, Value::String(sent)) if is_part => Literal::Text(sent.clone()),
        (Kind::Instant, Value::String(sent)) => match sent.parse::<Timestamp>() {
            Ok(at) => Literal::Instant(at),
            Err(_) => {
                return error("must be compared with a date and time such as 2026-01-31T08:00:00Z");
            }
        },
        (_, Value::String(sent)) => Literal::Text(sent.clone()),
        (Kind::Open, Value::Bool(flag)) if is_equality => Literal::Flag(*flag),
        (Kind::Open, Value::Number(number)) if !is_part => {
            Literal::Number(number.as_f64().unwrap_or(f64::NAN))
        }
        (Kind::Open, _) => return error("cannot be compared with this value by this operator"),
        _ => return error("must be compared with a text in double quotes"),
    };
    let test = leaf(Test::Compare(operator.unwrap_or(Operator::Equal), literal));
    Ok(if operator.is_none() { test.negated() } else { test })
}

/// A test of a value that is known already.
///
/// # Errors
/// As [`resolve`].
pub(super) fn constant<T>(
    path: &str,
    values: &[&str],
    test: &RawTest,
) -> Result<Expr<T>, ErrorResponse> {
    let leaf =
        |test: Test| Expr::constant(values.iter().any(|value| test.of_text(Some(value), true)));
    resolve(path, Kind::Text, test, leaf)
}

/// The error of an attribute that filters cannot use.
pub(super) fn unusable(path: &str) -> ErrorResponse {
    ErrorResponse::invalid_filter(&format!(
        "There is no attribute '{path}', or it is not stored. Attributes that can be used are in \
         /Schemas."
    ))
}

/// The error of a complex attribute without a sub-attribute.
pub(super) fn complex(path: &str) -> ErrorResponse {
    ErrorResponse::invalid_filter(&format!(
        "'{path}' has several parts: name one of its sub-attributes, or use pr."
    ))
}
