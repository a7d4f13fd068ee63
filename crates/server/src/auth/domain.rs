//! The domain of a path.

use roster_model::DomainName;

/// The segment after `/a/`. Empty, which is the name of no domain, when there is none or when it is
/// not a valid name.
pub(super) fn from_path(path: &str) -> &str {
    let segment = path.strip_prefix("/a/").and_then(|rest| rest.split('/').next());
    segment.filter(|name| DomainName::parse(name).is_ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::from_path;

    #[test]
    fn domain_is_the_segment_after_a() {
        assert_eq!(from_path("/a/demo/api/v0.5/user"), "demo");
        assert_eq!(from_path("/a/d%00mo/api"), "");
        assert_eq!(from_path("/api/v0.5/identity"), "");
    }
}
