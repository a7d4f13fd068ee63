//! Entity tags (RFC 9110, 8.8.3): by them a client says what it has read.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderName, HeaderValue};
use roster_directory::{Condition, Revision};
use twox_hash::XxHash3_128;

/// The tags of an `If-Match` or `If-None-Match`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tags {
    /// `*`: whichever.
    Any,
    /// These.
    These(Vec<Tag>),
}

/// One tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Whether it says no more than that two things are as good as the same.
    weak: bool,
    opaque: String,
}

impl Tags {
    /// What the header lines of this name say, if there are any.
    pub(crate) fn read(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut lines = headers.get_all(name).iter().peekable();
        lines.peek()?;
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        if lines.iter().any(|line| line.trim() == "*") {
            return Some(Self::Any);
        }
        Some(Self::These(lines.into_iter().flat_map(tags).collect()))
    }

    /// Whether one of them is `present`, weak or strong: what it takes to leave out an answer.
    pub(crate) fn know(&self, present: &HeaderValue) -> bool {
        match self {
            Self::Any => true,
            Self::These(known) => present.to_str().is_ok_and(|present| {
                tags(present).any(|present| known.iter().any(|tag| tag.opaque == present.opaque))
            }),
        }
    }

    /// What must hold before something is changed. A weak tag does not say enough for it.
    pub(crate) fn condition(self) -> Condition {
        match self {
            Self::Any => Condition::Present,
            Self::These(tags) => {
                let strong = tags.into_iter().filter(|tag| !tag.weak);
                Condition::In(strong.map(|tag| tag.opaque).collect())
            }
        }
    }
}

/// The tag of a thing in this version.
pub(crate) fn of_version(version: &Revision) -> String {
    format!("\"{}\"", version.as_str())
}

/// The tag of an answer that shows no single thing: of its bytes. Nothing is written on its terms, so
/// a quick digest does: long lists are digested faster than they are sent.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    let digest = XxHash3_128::oneshot(bytes).to_be_bytes();
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(digest))
}

/// The tags of a header line. None of ours has a comma or a quote in it, so a line that is torn
/// apart at those of others is known by none of its parts.
fn tags(line: &str) -> impl Iterator<Item = Tag> {
    line.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(|tag| {
        let (weak, quoted) = tag.strip_prefix("W/").map_or((false, tag), |rest| (true, rest));
        Tag { weak, opaque: quoted.trim_matches('"').to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::IF_MATCH};
    use roster_directory::Condition;

    use super::Tags;

    fn read(lines: &[&'static str]) -> Option<Tags> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(IF_MATCH, HeaderValue::from_static(line));
        }
        Tags::read(&headers, &IF_MATCH)
    }

    #[test]
    fn lines_are_one_list() {
        let tags = read(&["\"a\", W/\"b\"", "\"c\""]).unwrap();
        for known in ["\"a\"", "\"b\"", "\"c\"", "W/\"a\""] {
            assert!(tags.know(&HeaderValue::from_static(known)), "{known}");
        }
        assert!(!tags.know(&HeaderValue::from_static("\"d\"")));
        assert_eq!(tags.condition(), Condition::In(vec!["a".to_owned(), "c".to_owned()]));
    }

    #[test]
    fn a_star_is_whichever() {
        assert!(read(&[]).is_none());
        let tags = read(&["*"]).unwrap();
        assert!(tags.know(&HeaderValue::from_static("\"d\"")));
        assert_eq!(tags.condition(), Condition::Present);
    }

    #[test]
    fn what_cannot_be_read_is_nothing_that_holds() {
        assert_eq!(read(&[""]).unwrap().condition(), Condition::In(Vec::new()));
    }
}
