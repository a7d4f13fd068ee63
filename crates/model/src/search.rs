//! Which people a list shows.

use jiff::Timestamp;

/// Conditions on people; all must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFilter {
    /// The conditions, in any order.
    pub conditions: Vec<Condition>,
}

/// One condition on a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A text of the record compares so with `value`. A person without it matches nothing.
    Text {
        /// Which text.
        of: TextField,
        /// How it compares; [`Comparison::Equals`] is without case for e-mail, and by digits for
        /// phones.
        comparison: Comparison,
        /// With what, as sent.
        value: String,
    },
    /// An instant compares so with `at`. A person without it matches nothing.
    Instant {
        /// `created_at`, `updated_at` or a name of [`crate::UsercomFields::INSTANTS`].
        of: String,
        /// How it compares: only [`Comparison::Equals`] and the four orders mean anything.
        comparison: Comparison,
        /// With which instant.
        at: Timestamp,
    },
    /// A custom attribute compares so with `value`: by number where both are numbers, else as text,
    /// booleans as `true` and `false` in any case. An attribute that is not defined is no
    /// condition.
    Attribute {
        /// Its slug or label.
        name: String,
        /// How it compares.
        comparison: Comparison,
        /// With what, as sent.
        value: String,
    },
    /// Has an e-mail address, or has none.
    HasEmail(bool),
    /// Has the tag of this number.
    Tagged(i64),
    /// Is on the list of this number.
    OnList(i64),
    /// Is with the company of this number.
    WithCompany(i64),
}

/// A text of a person's record by which people are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// E-mail address; always without case.
    Email,
    /// The 12-character key.
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

/// How a stored value compares with the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Is the same.
    Equals,
    /// Has it somewhere.
    Contains,
    /// Has it somewhere, without case.
    ContainsFolded,
    /// Begins with it.
    StartsWith,
    /// Begins with it, without case.
    StartsWithFolded,
    /// Ends with it.
    EndsWith,
    /// Ends with it, without case.
    EndsWithFolded,
    /// Is above it.
    Above,
    /// Is above it, or the same.
    AtLeast,
    /// Is below it.
    Below,
    /// Is below it, or the same.
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

    /// A parameter such as `email__contains` as the name and the comparison that it asks for; a
    /// name without a known ending asks for [`Self::Equals`].
    pub fn split(parameter: &str) -> (&str, Self) {
        let ending = parameter.rsplit_once("__").and_then(|(name, ending)| {
            let known = Self::SUFFIXES.iter().find(|(suffix, _)| *suffix == ending);
            known.filter(|_| !name.is_empty()).map(|(_, comparison)| (name, *comparison))
        });
        ending.unwrap_or((parameter, Self::Equals))
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn the_ending_of_a_parameter_is_its_comparison() {
        assert_eq!(Comparison::split("email__contains"), ("email", Comparison::Contains));
        assert_eq!(Comparison::split("a__b__lte"), ("a__b", Comparison::AtMost));
        assert_eq!(Comparison::split("email"), ("email", Comparison::Equals));
        assert_eq!(Comparison::split("my__field"), ("my__field", Comparison::Equals));
        assert_eq!(Comparison::split("__gt"), ("__gt", Comparison::Equals));
    }
}
