//! The version of the API.

/// A version of the API. Both have the same routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Version {
    /// The version of the published page, and the default.
    #[default]
    V1,
    /// The version that `version=2` in `Accept` selects.
    V2,
}

/// Why no response can satisfy an `Accept` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAcceptable {
    /// No media range includes JSON.
    #[error("Could not satisfy the request Accept header.")]
    Type,
    /// The version does not exist.
    #[error("Invalid version in \"Accept\" header.")]
    Version,
}

impl Version {
    /// Returns the version that an `Accept` header selects: the parameter `version` of the most
    /// specific media range that includes JSON and has this parameter.
    ///
    /// # Errors
    /// [`NotAcceptable`] if no media range includes JSON, or the version does not exist.
    pub fn from_accept(header: Option<&str>) -> Result<Self, NotAcceptable> {
        let header = header.map(str::trim).filter(|header| !header.is_empty()).unwrap_or("*/*");
        let mut ranges: Vec<Range<'_>> = header.split(',').filter_map(Range::parse).collect();
        if ranges.is_empty() {
            return Err(NotAcceptable::Type);
        }
        ranges.sort_by_key(|range| range.specificity);
        match ranges.iter().rev().find_map(|range| range.version) {
            None | Some("1") => Ok(Self::V1),
            Some("2") => Ok(Self::V2),
            Some(_) => Err(NotAcceptable::Version),
        }
    }
}

/// A media range that includes JSON.
struct Range<'a> {
    specificity: u8,
    version: Option<&'a str>,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let specificity = match parts.next()?.to_ascii_lowercase().as_str() {
            "*/*" | "*" => 0,
            "application/*" => 1,
            "application/json" => 2,
            _ => return None,
        };
        let version = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("version"))
            .map(|(_, value)| value.trim().trim_matches('"'));
        Some(Self { specificity, version })
    }
}
