//! The rules of a custom field, and where it appears.

/// What a custom field requires of its values, and where it appears.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FieldOptions {
    /// The place in forms. Fields with the same position are in the order in which they were added.
    pub position: i64,
    /// Whether a worker must have a value.
    pub required: bool,
    /// Whether a worker can have several of the choices. The value is then a list.
    pub multiple: bool,
    /// The regular expression that a whole value must match.
    pub pattern: Option<String>,
    /// The message for a value that does not match the pattern.
    pub pattern_message: Option<String>,
    /// Whether a search finds people by the words of the value.
    pub searchable: bool,
}

impl FieldOptions {
    /// The longest pattern, in characters.
    pub const MAX_PATTERN: usize = 500;

    /// The longest message, in characters.
    pub const MAX_MESSAGE: usize = 200;

    /// The positions of fields.
    pub const POSITIONS: std::ops::RangeInclusive<i64> = 0..=9_999;
}
