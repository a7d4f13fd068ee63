//! The domain that a path names.

use roster_model::DomainName;

/// The segment after `/a/`. Empty, which no domain is called, when there is none or when it could
/// not be a domain's name: nothing in one needs escaping.
pub(super) fn of(path: &str) -> &str {
    let segment = path.strip_prefix("/a/").and_then(|rest| rest.split('/').next());
    segment.filter(|name| DomainName::parse(name).is_ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_domain_is_the_segment_behind_a() {
        assert_eq!(of("/a/demo/api/v0.5/user"), "demo");
        assert_eq!(of("/a/d%00mo/api"), "");
        assert_eq!(of("/api/v0.5/identity"), "");
    }
}
