//! The format of a body: JSON or XML.

/// The format of a request or response body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// XML in the shape of tastypie.
    Xml,
}

/// The `Accept` header is malformed: one of its media ranges has no slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Invalid Accept header")]
pub struct BadAccept;

/// The types that the live service offers, in its order of preference. Roster has no YAML and sends
/// JSON where the live service would send YAML.
const OFFERED: [(&str, &str, Format); 3] = [
    ("application", "json", Format::Json),
    ("application", "xml", Format::Xml),
    ("text", "yaml", Format::Json),
];

impl Format {
    /// Chooses the format of a response: by the `format` parameter if it names a format, else by
    /// the `Accept` header. The default is JSON, also if the header accepts neither format, as in
    /// the live service.
    ///
    /// # Errors
    /// [`BadAccept`] if the choice depends on the header and the header is malformed.
    pub fn negotiate(parameter: Option<&str>, accept: Option<&str>) -> Result<Self, BadAccept> {
        match parameter {
            Some("json" | "yaml") => return Ok(Self::Json),
            Some("xml") => return Ok(Self::Xml),
            _ => {}
        }
        match accept.map(str::trim) {
            None | Some("" | "*/*") => Ok(Self::Json),
            Some(header) => Self::best_match(header),
        }
    }

    /// Returns the format of a body with this `Content-Type`, or `None` for any other type. The
    /// default is JSON.
    pub fn from_content_type(header: Option<&str>) -> Option<Self> {
        let Some(header) = header else { return Some(Self::Json) };
        let essence = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" => Some(Self::Json),
            "application/xml" | "text/xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// Returns the `Content-Type` of a response.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Xml => "application/xml; charset=utf-8",
        }
    }

    fn best_match(header: &str) -> Result<Self, BadAccept> {
        let ranges = header
            .split(',')
            .map(str::trim)
            .filter(|range| !range.is_empty())
            .map(MediaRange::parse)
            .collect::<Result<Vec<_>, _>>()?;
        let mut best = ((0, 0), Self::Json);
        for (kind, subtype, format) in OFFERED {
            let preference = preference(kind, subtype, &ranges);
            if preference.0 > 0 && preference > best.0 {
                best = (preference, format);
            }
        }
        Ok(best.1)
    }
}

/// Returns the quality of a type in thousandths, from the range that matches it best, and the
/// specificity of that range.
fn preference(kind: &str, subtype: &str, ranges: &[MediaRange]) -> (u16, u8) {
    let matching =
        ranges.iter().filter_map(|range| Some((range.specificity(kind, subtype)?, range.quality)));
    let (specificity, quality) = matching.max().unwrap_or((0, 0));
    (quality, specificity)
}

struct MediaRange {
    kind: String,
    subtype: String,
    quality: u16,
}

impl MediaRange {
    fn parse(text: &str) -> Result<Self, BadAccept> {
        let mut parts = text.split(';').map(str::trim);
        let essence = match parts.next().unwrap_or_default() {
            "*" => "*/*".to_owned(),
            // An older name of the same type. The live service does not accept it.
            essence if essence.eq_ignore_ascii_case("text/xml") => "application/xml".to_owned(),
            essence => essence.to_ascii_lowercase(),
        };
        let (kind, subtype) = essence.split_once('/').ok_or(BadAccept)?;
        let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, parse_quality);
        Ok(Self { kind: kind.to_owned(), subtype: subtype.to_owned(), quality })
    }

    /// Returns 2 if the range is the type itself, 1 for `type/*`, 0 for `*/*`, `None` if it does
    /// not match.
    fn specificity(&self, kind: &str, subtype: &str) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            (k, "*") if k == kind => Some(1),
            (k, s) if k == kind && s == subtype => Some(2),
            _ => None,
        }
    }
}

/// Parses a quality value (RFC 9110, 12.4.2) into thousandths. An invalid value counts as 1.
fn parse_quality(quality: &str) -> u16 {
    let Some((whole, fraction)) = quality.split_once('.') else {
        return if quality == "0" { 0 } else { 1000 };
    };
    if whole != "0" {
        return 1000;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    digits.parse().unwrap_or(1000)
}
