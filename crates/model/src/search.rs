//! Filters of a list of people.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

use crate::fold;

/// Conditions on people. All must match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFilter {
    /// The conditions, in any order.
    pub conditions: Vec<Condition>,
}

/// One condition on a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Compares a text of the record with `value`. A person without the text does not match.
    Text {
        /// The text.
        of: TextField,
        /// The comparison. [`Comparison::Equals`] ignores case for e-mail addresses and compares the
        /// digits of phone numbers.
        comparison: Comparison,
        /// The value to compare with, as sent.
        value: String,
    },
    /// Compares an instant of the record with `at`. A person without the instant does not match.
    Instant {
        /// `created_at`, `updated_at` or a name of [`crate::UsercomFields::INSTANTS`].
        of: String,
        /// The comparison: [`Comparison::Equals`] or one of the four orders.
        comparison: Comparison,
        /// The instant to compare with.
        at: Timestamp,
    },
    /// Compares a number of the record with `value`: as numbers for equality and the four orders,
    /// else as texts. A person without the number does not match.
    Number {
        /// The number.
        of: NumberField,
        /// The comparison.
        comparison: Comparison,
        /// The value to compare with, as sent.
        value: String,
    },
    /// Compares a custom attribute with `value`: as numbers if both are numbers, else as texts, with
    /// `true` and `false` in any case for booleans. No person matches a condition on an undefined
    /// attribute.
    Attribute {
        /// The slug or label of the attribute.
        name: String,
        /// The comparison.
        comparison: Comparison,
        /// The value to compare with, as sent.
        value: String,
    },
    /// Whether the person has an e-mail address.
    HasEmail(bool),
    /// Compares the tags, lists or companies of a person with `value`, by name and by number. One that
    /// matches suffices.
    Linked {
        /// What to compare.
        of: Link,
        /// The comparison.
        comparison: Comparison,
        /// The value to compare with, as sent.
        value: String,
    },
    /// Has one of the tags, is on one of the lists or is a member of one of the companies with these
    /// numbers.
    LinkedTo {
        /// What the numbers are.
        of: Link,
        /// The numbers.
        numbers: Vec<i64>,
    },
    /// Matches no person.
    Never,
}

impl Condition {
    /// The people who have the tag with this number.
    pub fn tagged(tag: i64) -> Self {
        Self::LinkedTo { of: Link::Tags, numbers: vec![tag] }
    }

    /// The people on the list with this number.
    pub fn on_list(list: i64) -> Self {
        Self::LinkedTo { of: Link::Lists, numbers: vec![list] }
    }
}

/// Records that a person is linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The tags of the person.
    Tags,
    /// The lists with the person on them.
    Lists,
    /// The companies with the person as a member.
    Companies,
    /// The same, compared by the client's own identity instead of the name.
    CompanyIds,
}

/// A text field of a person that conditions can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// E-mail address; always compared without case.
    Email,
    /// User.com's key of 12 characters.
    Key,
    /// Any of the phone numbers.
    Phone,
    /// The client's own identity.
    CustomId,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// First and last name, or the e-mail address of a person without both.
    Name,
    /// `unknown`, `male` or `female`.
    Gender,
    /// `visitor` or `user`.
    Status,
    /// `true` or `false`: whether the person unsubscribed. Compared without case.
    Unsubscribed,
    /// `true` or `false`: whether the person wants notifications. Compared without case.
    Notifications,
    /// One of [`crate::UsercomFields::TEXTS`].
    Usercom(&'static str),
    /// The text of an instant, in ISO 8601; named as in [`Condition::Instant`].
    Instant(&'static str),
    /// A text that is the same for every person.
    Constant(&'static str),
}

/// A number of a person that conditions can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberField {
    /// The person's number.
    Id,
    /// The score.
    Score,
    /// The agent in charge.
    AssignedTo,
    /// The page views, which are not counted: 0.
    PageViews,
}

/// A comparison of a stored value with the value of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equals the value.
    Equals,
    /// Contains the value.
    Contains,
    /// Contains the value, without case.
    ContainsFolded,
    /// Begins with the value.
    StartsWith,
    /// Begins with the value, without case.
    StartsWithFolded,
    /// Ends with the value.
    EndsWith,
    /// Ends with the value, without case.
    EndsWithFolded,
    /// Is greater than the value.
    Above,
    /// Is greater than or equal to the value.
    AtLeast,
    /// Is less than the value.
    Below,
    /// Is less than or equal to the value.
    AtMost,
}

impl Comparison {
    const SUFFIXES: [(&'static str, Self); 10] = [
        ("contains", Self::Contains),
        ("icontains", Self::ContainsFolded),
        ("startswith", Self::StartsWith),
        ("istartswith", Self::StartsWithFolded),
        ("endswith", Self::EndsWith),
        ("iendswith", Self::EndsWithFolded),
        ("gt", Self::Above),
        ("gte", Self::AtLeast),
        ("lt", Self::Below),
        ("lte", Self::AtMost),
    ];

    /// Returns the comparison with this suffix, such as `gte`.
    pub fn from_suffix(suffix: &str) -> Option<Self> {
        let known = Self::SUFFIXES.iter().find(|(known, _)| *known == suffix);
        known.map(|(_, comparison)| *comparison)
    }

    /// The suffixes.
    pub fn suffixes() -> impl Iterator<Item = &'static str> {
        Self::SUFFIXES.iter().map(|(suffix, _)| *suffix)
    }

    /// Whether the comparison is about the order of values, or their equality.
    pub fn is_ordering(self) -> bool {
        matches!(self, Self::Equals | Self::Above | Self::AtLeast | Self::Below | Self::AtMost)
    }

    /// Whether a value that is in this order to the value of the condition matches.
    pub fn allows(self, order: Ordering) -> bool {
        match self {
            Self::Equals => order.is_eq(),
            Self::Above => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
            _ => false,
        }
    }

    /// Compares texts.
    pub fn matches_text(self, found: &str, value: &str) -> bool {
        match self {
            Self::Contains => found.contains(value),
            Self::StartsWith => found.starts_with(value),
            Self::EndsWith => found.ends_with(value),
            Self::ContainsFolded => fold(found).contains(&fold(value)),
            Self::StartsWithFolded => fold(found).starts_with(&fold(value)),
            Self::EndsWithFolded => fold(found).ends_with(&fold(value)),
            _ => self.allows(found.cmp(value)),
        }
    }

    /// Compares as numbers if the comparison is about order or equality and both are numbers, else as
    /// texts. Integers are compared exactly.
    pub fn matches_number_or_text(self, found: &str, value: &str) -> bool {
        if !self.is_ordering() {
            return self.matches_text(found, value);
        }
        let (found_text, value_text) = (found.trim(), value.trim());
        if let (Ok(found), Ok(value)) = (found_text.parse::<i128>(), value_text.parse::<i128>()) {
            return self.allows(found.cmp(&value));
        }
        let parse = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        match (parse(found_text), parse(value_text)) {
            (Some(found), Some(value)) => {
                found.partial_cmp(&value).is_some_and(|order| self.allows(order))
            }
            _ => self.matches_text(found, value),
        }
    }

    /// Compares a JSON value: a list matches if one of its items does, and booleans are compared as
    /// `true` and `false` in any case. Equal texts have equal characters: `007` is not `7`. Null and the
    /// empty text are no value and never match.
    pub fn matches_json(self, found: &Value, value: &str) -> bool {
        match found {
            Value::Null => false,
            Value::String(text) if text.is_empty() => false,
            Value::Array(items) => items.iter().any(|item| self.matches_json(item, value)),
            Value::Bool(on) => {
                let text = if *on { "true" } else { "false" };
                self.matches_text(text, &fold(value.trim()))
            }
            Value::String(text) if self == Self::Equals => text == value,
            Value::String(text) => self.matches_number_or_text(text, value),
            other => self.matches_number_or_text(&other.to_string(), value),
        }
    }

    /// Splits a parameter such as `email__contains` into the name and the comparison. A name without a
    /// known suffix is compared with [`Self::Equals`].
    pub fn split(parameter: &str) -> (&str, Self) {
        let split = parameter.rsplit_once("__").and_then(|(name, suffix)| {
            let comparison = Self::from_suffix(suffix).filter(|_| !name.is_empty())?;
            Some((name, comparison))
        });
        split.unwrap_or((parameter, Self::Equals))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Comparison;

    #[test]
    fn suffix_of_a_parameter_is_its_comparison() {
        assert_eq!(Comparison::split("email__contains"), ("email", Comparison::Contains));
        assert_eq!(Comparison::split("a__b__lte"), ("a__b", Comparison::AtMost));
        assert_eq!(Comparison::split("email"), ("email", Comparison::Equals));
        assert_eq!(Comparison::split("my__field"), ("my__field", Comparison::Equals));
        assert_eq!(Comparison::split("__gt"), ("__gt", Comparison::Equals));
    }

    #[test]
    fn json_comparison_follows_the_type_of_the_value() {
        for (found, comparison, value, expected) in [
            (json!(9), Comparison::Below, "10", true),
            (json!("9"), Comparison::Below, "10", true),
            (json!("007"), Comparison::Equals, "7", false),
            (json!("nan"), Comparison::Equals, "nan", true),
            (json!("b"), Comparison::Above, "a", true),
            (json!(7), Comparison::Equals, "7.0", true),
            (json!(u64::MAX), Comparison::Equals, "18446744073709551614", false),
            (json!("9007199254740993"), Comparison::Above, "9007199254740992", true),
            (json!(true), Comparison::Equals, "True", true),
            (json!(true), Comparison::StartsWith, "T", true),
            (json!("True story"), Comparison::StartsWith, "true", false),
            (json!("True story"), Comparison::StartsWithFolded, "true", true),
            (json!(["red", "green"]), Comparison::Equals, "green", true),
            (json!("2015-03-13"), Comparison::AtLeast, "2015-03-01", true),
            (json!(null), Comparison::Equals, "", false),
        ] {
            assert_eq!(comparison.matches_json(&found, value), expected, "{found} {value}");
        }
    }
}
