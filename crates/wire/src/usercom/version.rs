//! Which generation of the API a request speaks.

/// A generation of the API; both live on the same routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Version {
    /// The one of the published page, which a request without a version gets.
    #[default]
    V1,
    /// The one that `version=2` in `Accept` asks for.
    V2,
}

/// An `Accept` header that cannot be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAcceptable {
    /// No media range in it covers JSON.
    #[error("Could not satisfy the request Accept header.")]
    Type,
    /// It asks for a version that there never was.
    #[error("Invalid version in \"Accept\" header.")]
    Version,
}

impl Version {
    /// The version that an `Accept` header asks for: the `version` parameter of the closest media
    /// range that covers JSON and has one.
    ///
    /// # Errors
    /// [`NotAcceptable`] when nothing in the header covers JSON, or the version is unknown.
    pub fn of_accept(header: Option<&str>) -> Result<Self, NotAcceptable> {
        let header = header.map(str::trim).filter(|header| !header.is_empty()).unwrap_or("*/*");
        let mut ranges: Vec<Range<'_>> = header.split(',').filter_map(Range::parse).collect();
        if ranges.is_empty() {
            return Err(NotAcceptable::Type);
        }
        ranges.sort_by_key(|range| range.closeness);
        match ranges.iter().rev().find_map(|range| range.version) {
            None | Some("1") => Ok(Self::V1),
            Some("2") => Ok(Self::V2),
            Some(_) => Err(NotAcceptable::Version),
        }
    }
}

/// A media range that covers JSON.
struct Range<'a> {
    closeness: u8,
    version: Option<&'a str>,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let closeness = match parts.next()?.to_ascii_lowercase().as_str() {
            "*/*" | "*" => 0,
            "application/*" => 1,
            "application/json" => 2,
            _ => return None,
        };
        let version = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("version"))
            .map(|(_, value)| value.trim().trim_matches('"'));
        Some(Self { closeness, version })
    }
}
