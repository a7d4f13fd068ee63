//! Conditions that no index answers, tested on the record of a person.

use std::cmp::Ordering;

use jiff::Timestamp;
use roster_model::{Comparison, Condition, Person, Phone, TextField, fold};
use serde_json::Value;

/// Whether the record of a person meets the condition. [`Condition::WithCompany`] always holds: the
/// store tests it. Attributes are named by slug.
pub(super) fn is_met(person: &Person, condition: &Condition) -> bool {
    match condition {
        Condition::Text { of, comparison, value } => text_matches(person, *of, *comparison, value),
        Condition::Instant { of, comparison, at } => {
            instant(person, of).is_some_and(|found| ordered(found.cmp(at), *comparison))
        }
        Condition::Attribute { name, comparison, value } => person
            .custom
            .get(name)
            .is_some_and(|found| attribute_matches(found, *comparison, value)),
        Condition::HasEmail(wanted) => person.email.is_some() == *wanted,
        Condition::Tagged(tag) => person.usercom.tags.contains(tag),
        Condition::OnList(list) => person.usercom.lists.contains(list),
        Condition::WithCompany(_) => true,
    }
}

fn text_matches(person: &Person, of: TextField, comparison: Comparison, value: &str) -> bool {
    let matches = |text: &str| !text.is_empty() && compare(text, comparison, value);
    match of {
        TextField::Email => {
            let value = fold(value.trim());
            person.email.as_ref().is_some_and(|email| compare(&email.folded(), comparison, &value))
        }
        TextField::Key => matches(&person.key),
        TextField::Phone => {
            let digits = digits(value);
            person.phones.iter().any(|phone| compare(phone.digits(), comparison, &digits))
        }
        TextField::CustomId => person.custom_id.as_deref().is_some_and(matches),
        TextField::FirstName => matches(&person.first_name),
        TextField::LastName => matches(&person.last_name),
    }
}

/// The digits of a phone number: phone numbers are stored without other characters.
fn digits(value: &str) -> String {
    Phone::parse(value).map_or_else(|_| value.trim().to_owned(), |phone| phone.digits().to_owned())
}

fn instant(person: &Person, name: &str) -> Option<Timestamp> {
    match name {
        "created_at" => Some(person.created_at),
        "updated_at" => Some(person.updated_at),
        _ => person.usercom.instants.get(name).copied(),
    }
}

/// A list matches if one of its items matches.
fn attribute_matches(found: &Value, comparison: Comparison, value: &str) -> bool {
    match found {
        Value::Null => false,
        Value::Array(items) => items.iter().any(|item| attribute_matches(item, comparison, value)),
        Value::Bool(on) => {
            let text = if *on { "true" } else { "false" };
            compare(text, comparison, &fold(value.trim()))
        }
        Value::String(text) => compare_as_number_or_text(text, comparison, value),
        other => compare_as_number_or_text(&other.to_string(), comparison, value),
    }
}

fn compare_as_number_or_text(found: &str, comparison: Comparison, value: &str) -> bool {
    let orders = matches!(
        comparison,
        Comparison::Equals
            | Comparison::Above
            | Comparison::AtLeast
            | Comparison::Below
            | Comparison::AtMost
    );
    let numbers = (found.trim().parse::<f64>(), value.trim().parse::<f64>());
    match numbers {
        (Ok(found), Ok(value)) if orders => {
            found.partial_cmp(&value).is_some_and(|order| ordered(order, comparison))
        }
        _ => compare(found, comparison, value),
    }
}

fn compare(found: &str, comparison: Comparison, value: &str) -> bool {
    match comparison {
        Comparison::Contains => found.contains(value),
        Comparison::StartsWith => found.starts_with(value),
        Comparison::EndsWith => found.ends_with(value),
        Comparison::ContainsFolded => fold(found).contains(&fold(value)),
        Comparison::StartsWithFolded => fold(found).starts_with(&fold(value)),
        Comparison::EndsWithFolded => fold(found).ends_with(&fold(value)),
        _ => ordered(found.cmp(value), comparison),
    }
}

fn ordered(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equals => order.is_eq(),
        Comparison::Above => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
        Comparison::Below => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use roster_model::Comparison;
    use serde_json::json;

    use super::attribute_matches;

    #[test]
    fn attribute_comparison_follows_the_type_of_the_value() {
        for (found, comparison, value, expected) in [
            (json!(9), Comparison::Below, "10", true),
            (json!("9"), Comparison::Below, "10", true),
            (json!("b"), Comparison::Above, "a", true),
            (json!(7), Comparison::Equals, "7.0", true),
            (json!(true), Comparison::Equals, "True", true),
            (json!(true), Comparison::StartsWith, "T", true),
            (json!("True story"), Comparison::StartsWith, "true", false),
            (json!("True story"), Comparison::StartsWithFolded, "true", true),
            (json!(["red", "green"]), Comparison::Equals, "green", true),
            (json!("2015-03-13"), Comparison::AtLeast, "2015-03-01", true),
            (json!(null), Comparison::Equals, "", false),
        ] {
            assert_eq!(attribute_matches(&found, comparison, value), expected, "{found} {value}");
        }
    }
}
