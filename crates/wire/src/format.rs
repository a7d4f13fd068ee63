//! Which of JSON and XML an answer is in, and a body is.

/// A format of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// XML, in the shape that tastypie gives it.
    Xml,
}

/// An `Accept` header that cannot be read: a media range in it has no slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Invalid Accept header")]
pub struct BadAccept;

/// What the live service can answer in, the preferred one first. We have no YAML, and answer JSON
/// where the live service would choose it; but it takes part in the choice, as there.
const OFFERED: [(&str, &str, Format); 3] = [
    ("application", "json", Format::Json),
    ("application", "xml", Format::Xml),
    ("text", "yaml", Format::Json),
];

impl Format {
    /// The format of the answer: the `format` parameter where it names one, else by the `Accept`
    /// header, else JSON. There is always one: nothing is ever "not acceptable".
    ///
    /// # Errors
    /// [`BadAccept`] when the header decides and cannot be read.
    pub fn choose(parameter: Option<&str>, accept: Option<&str>) -> Result<Self, BadAccept> {
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

    /// The format that a `Content-Type` names; a missing header is JSON, `None` is another type.
    pub fn of_content_type(header: Option<&str>) -> Option<Self> {
        let Some(header) = header else { return Some(Self::Json) };
        let essence = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" => Some(Self::Json),
            "application/xml" | "text/xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// The `Content-Type` of an answer.
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
            let merit = merit(kind, subtype, &ranges);
            if merit.0 > 0 && merit > best.0 {
                best = (merit, format);
            }
        }
        Ok(best.1)
    }
}

/// How well a type is served: the quality, in thousandths, that the closest range gives it, and how
/// close that range is.
fn merit(kind: &str, subtype: &str, ranges: &[MediaRange]) -> (u16, u8) {
    let matching =
        ranges.iter().filter_map(|range| Some((range.fit(kind, subtype)?, range.quality)));
    let (fit, quality) = matching.max().unwrap_or((0, 0));
    (quality, fit)
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
            // The older name of the same type, which the live service does not know.
            essence if essence.eq_ignore_ascii_case("text/xml") => "application/xml".to_owned(),
            essence => essence.to_ascii_lowercase(),
        };
        let (kind, subtype) = essence.split_once('/').ok_or(BadAccept)?;
        let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
        Ok(Self { kind: kind.to_owned(), subtype: subtype.to_owned(), quality })
    }

    /// 2 for the very type, 1 for `type/*`, 0 for `*/*`.
    fn fit(&self, kind: &str, subtype: &str) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            (k, "*") if k == kind => Some(1),
            (k, s) if k == kind && s == subtype => Some(2),
            _ => None,
        }
    }
}

/// A quality value; what is none counts as 1.
fn thousandths(quality: &str) -> u16 {
    let Some((whole, fraction)) = quality.split_once('.') else {
        return if quality == "0" { 0 } else { 1000 };
    };
    if whole != "0" {
        return 1000;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    digits.parse().unwrap_or(1000)
}
