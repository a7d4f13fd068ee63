//! Entity tags (RFC 9110, 8.8.3).

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderName, HeaderValue};
use roster_directory::{Precondition, Revision};
use twox_hash::XxHash3_128;

/// The value of `If-Match` or `If-None-Match`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum EntityTags {
    /// `*`
    Any,
    /// A list of tags.
    List(Vec<EntityTag>),
}

/// One entity tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EntityTag {
    /// Whether it has the prefix `W/`.
    weak: bool,
    opaque: String,
}

impl EntityTags {
    /// Parses all header lines of this name. `None` without such a line.
    pub(crate) fn from_headers(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut lines = headers.get_all(name).iter().peekable();
        lines.peek()?;
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        if lines.iter().any(|line| line.trim() == "*") {
            return Some(Self::Any);
        }
        Some(Self::List(lines.into_iter().flat_map(parse).collect()))
    }

    /// Whether one of them equals `current` by weak comparison (RFC 9110, 8.8.3.2).
    pub(crate) fn matches(&self, current: &HeaderValue) -> bool {
        match self {
            Self::Any => true,
            Self::List(known) => current.to_str().is_ok_and(|current| {
                parse(current).any(|current| known.iter().any(|tag| tag.opaque == current.opaque))
            }),
        }
    }

    /// The precondition of an `If-Match`. Weak tags never match (RFC 9110, 13.1.1).
    pub(crate) fn into_precondition(self) -> Precondition {
        match self {
            Self::Any => Precondition::Exists,
            Self::List(tags) => {
                let strong = tags.into_iter().filter(|tag| !tag.weak);
                Precondition::RevisionIn(strong.map(|tag| tag.opaque).collect())
            }
        }
    }
}

/// The tag of a resource in this revision.
pub(crate) fn from_revision(revision: &Revision) -> String {
    format!("\"{}\"", revision.as_str())
}

/// The tag of a response that shows more than one resource. No precondition of a write uses it, so a
/// fast hash that is not cryptographic is sufficient.
pub(crate) fn from_bytes(bytes: &[u8]) -> String {
    let digest = XxHash3_128::oneshot(bytes).to_be_bytes();
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(digest))
}

/// The end of the tag of a compressed representation.
const COMPRESSED: &str = "-gzip";

/// The tag of the compressed representation of a response with this tag.
pub(crate) fn of_compressed(tag: &str) -> String {
    match tag.strip_suffix('"') {
        Some(start) => format!("{start}{COMPRESSED}\""),
        None => tag.to_owned(),
    }
}

/// Parses the tags of a header line, each as that of the uncompressed representation. Our tags contain no comma or quote. A foreign tag with a comma
/// is split into parts that match none of ours.
fn parse(line: &str) -> impl Iterator<Item = EntityTag> {
    line.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(|tag| {
        let (weak, quoted) = tag.strip_prefix("W/").map_or((false, tag), |rest| (true, rest));
        let opaque = quoted.trim_matches('"');
        let opaque = opaque.strip_suffix(COMPRESSED).unwrap_or(opaque);
        EntityTag { weak, opaque: opaque.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::IF_MATCH};
    use roster_directory::Precondition;

    use super::EntityTags;

    fn read(lines: &[&'static str]) -> Option<EntityTags> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(IF_MATCH, HeaderValue::from_static(line));
        }
        EntityTags::from_headers(&headers, &IF_MATCH)
    }

    #[test]
    fn header_lines_form_one_list() {
        let tags = read(&["\"a\", W/\"b\"", "\"c\""]).unwrap();
        for known in ["\"a\"", "\"b\"", "\"c\"", "W/\"a\""] {
            assert!(tags.matches(&HeaderValue::from_static(known)), "{known}");
        }
        assert!(!tags.matches(&HeaderValue::from_static("\"d\"")));
        assert_eq!(
            tags.into_precondition(),
            Precondition::RevisionIn(vec!["a".to_owned(), "c".to_owned()])
        );
    }

    #[test]
    fn tag_of_the_compressed_representation_matches() {
        let marked = super::of_compressed("\"a\"");
        assert_eq!(marked, "\"a-gzip\"");
        let tags = read(&["\"a-gzip\""]).unwrap();
        assert!(tags.matches(&HeaderValue::from_static("\"a\"")));
        assert_eq!(tags.into_precondition(), Precondition::RevisionIn(vec!["a".to_owned()]));
    }

    #[test]
    fn star_matches_any_tag() {
        assert!(read(&[]).is_none());
        let tags = read(&["*"]).unwrap();
        assert!(tags.matches(&HeaderValue::from_static("\"d\"")));
        assert_eq!(tags.into_precondition(), Precondition::Exists);
    }

    #[test]
    fn empty_header_matches_no_tag() {
        assert_eq!(read(&[""]).unwrap().into_precondition(), Precondition::RevisionIn(Vec::new()));
    }
}
