//! Filters of a list of people.

use jiff::Timestamp;

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
    /// Compares a custom attribute with `value`: as numbers if both are numbers, else as texts, with
    /// `true` and `false` in any case for booleans. A condition on an undefined attribute is ignored.
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
    /// Has the tag with this number.
    Tagged(i64),
    /// Is on the list with this number.
    OnList(i64),
    /// Is a member of the company with this number.
    WithCompany(i64),
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

    /// Splits a parameter such as `email__contains` into the name and the comparison. A name without a
    /// known suffix is compared with [`Self::Equals`].
    pub fn split(parameter: &str) -> (&str, Self) {
        let split = parameter.rsplit_once("__").and_then(|(name, suffix)| {
            let known = Self::SUFFIXES.iter().find(|(known, _)| *known == suffix);
            known.filter(|_| !name.is_empty()).map(|(_, comparison)| (name, *comparison))
        });
        split.unwrap_or((parameter, Self::Equals))
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn suffix_of_a_parameter_is_its_comparison() {
        assert_eq!(Comparison::split("email__contains"), ("email", Comparison::Contains));
        assert_eq!(Comparison::split("a__b__lte"), ("a__b", Comparison::AtMost));
        assert_eq!(Comparison::split("email"), ("email", Comparison::Equals));
        assert_eq!(Comparison::split("my__field"), ("my__field", Comparison::Equals));
        assert_eq!(Comparison::split("__gt"), ("__gt", Comparison::Equals));
    }
}
