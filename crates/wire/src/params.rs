//! The parameters of a request's query.

/// The parameters of a query, in order, repeats kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads the part of a URL after the `?`. Whatever it is, it can be read: bytes that are no
    /// UTF-8 become replacement characters, a name without `=` has an empty value.
    pub fn parse(query: &str) -> Self {
        // Reading into pairs of texts has nothing to fail on.
        Self(serde_html_form::from_str(query).unwrap_or_default())
    }

    /// The value of `name`; of several, the last.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of `name`, unless it is empty: an empty filter is not given.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Whether `name` is set to one of `true`, `t`, `yes`, `y` and `1`, in any case, blanks around
    /// it ignored; anything else is false, never an error.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| truth(value) == Some(true))
    }

    /// Every parameter, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// What a text means as a truth value, by the words that the live service knows.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" => Some(true),
        "false" | "f" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// `pairs` as a query, form-encoded, without the `?`.
pub(crate) fn encode(pairs: &[(&str, &str)]) -> String {
    // Pairs of texts have nothing to fail on.
    serde_html_form::to_string(pairs).unwrap_or_default()
}
