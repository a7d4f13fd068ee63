//! The query parameters of a request.

/// Query parameters in order. A name can occur several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Parses the part of a URL after the `?`. Parsing never fails: invalid UTF-8 becomes U+FFFD,
    /// and a name without `=` has an empty value.
    pub fn parse(query: &str) -> Self {
        // Parsing into pairs of strings cannot fail.
        Self(serde_html_form::from_str(query).unwrap_or_default())
    }

    /// Returns the last value of `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the last value of `name` unless it is empty. An empty filter is ignored.
    pub fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Returns every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns whether `name` is one of `true`, `t`, `yes`, `y` and `1`, ignoring case and
    /// surrounding spaces.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| parse_bool(value) == Some(true))
    }

    /// Returns every parameter, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Parses a boolean, in the spellings that the live CommCare HQ accepts.
pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" => Some(true),
        "false" | "f" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// Encodes a query, without the `?`.
pub fn encode(pairs: &[(&str, &str)]) -> String {
    // Encoding pairs of strings cannot fail.
    serde_html_form::to_string(pairs).unwrap_or_default()
}
