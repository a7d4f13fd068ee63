//! The source domain and the addresses of its lists.

use std::net::IpAddr;

use anyhow::{Context as _, ensure};
use reqwest::Url;
use roster_model::HqKind;

use crate::error::UsageError;

/// Largest page size of every list.
const PAGE: u32 = 1_000;

/// A list of the source domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The kind of its records.
    pub(crate) kind: HqKind,
    resource: &'static str,
    /// Whether it lists deactivated workers.
    pub(crate) archived: bool,
}

/// The lists, in the order of the references between their records.
pub(crate) const LISTS: [List; 5] = [
    List { kind: HqKind::LocationType, resource: "location_type", archived: false },
    List { kind: HqKind::Location, resource: "location", archived: false },
    List { kind: HqKind::Group, resource: "group", archived: false },
    List { kind: HqKind::Worker, resource: "user", archived: false },
    List { kind: HqKind::Worker, resource: "user", archived: true },
];

impl List {
    /// The name for people.
    pub(crate) fn name(self) -> &'static str {
        match (self.kind, self.archived) {
            (HqKind::LocationType, _) => "location types",
            (HqKind::Location, _) => "locations",
            (HqKind::Group, _) => "groups",
            (HqKind::Worker, false) => "active workers",
            (HqKind::Worker, true) => "archived workers",
        }
    }

    /// Whether it belongs to locations, which not every project has.
    pub(crate) fn is_about_locations(self) -> bool {
        matches!(self.kind, HqKind::LocationType | HqKind::Location)
    }
}

/// The source domain.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    base: Url,
    domain: String,
    page: u32,
}

impl Source {
    /// The domain of this name at a CommCare HQ, or a Roster, at `url`.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for an invalid address or domain name.
    pub(crate) fn parse(url: &str, domain: &str) -> Result<Self, UsageError> {
        let wrong = |why: &str| UsageError(format!("'{url}' is not a valid source address: {why}"));
        let base = Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
        if !matches!(base.scheme(), "https" | "http") || base.host().is_none() {
            return Err(wrong("it must begin with https:// or http://"));
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(wrong("it must not contain credentials: use --user and --key-stdin"));
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(wrong("it must have no query or fragment"));
        }
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
        if domain.is_empty() || domain.starts_with('.') || !domain.chars().all(allowed) {
            return Err(UsageError(format!("'{domain}' is not a domain name")));
        }
        Ok(Self { base, domain: domain.to_owned(), page: PAGE })
    }

    /// Sets the page size.
    #[cfg(test)]
    pub(crate) fn in_pages_of(self, page: u32) -> Self {
        Self { page, ..self }
    }

    /// The name of the source domain.
    pub(crate) fn domain(&self) -> &str {
        &self.domain
    }

    /// The address of the source domain, which identifies it.
    pub(crate) fn address(&self) -> String {
        self.at(&[]).to_string()
    }

    /// Whether the connection is unencrypted.
    pub(crate) fn is_unencrypted(&self) -> bool {
        let host = self.base.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let own_machine =
            host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        self.base.scheme() == "http" && !own_machine
    }

    /// The first page of a list.
    pub(crate) fn first_page(&self, list: List) -> Url {
        let mut url = self.at(&["api", "v0.5", list.resource, ""]);
        url.query_pairs_mut().append_pair("limit", &self.page.to_string());
        if list.archived {
            url.query_pairs_mut().append_pair("archived", "true");
        }
        url
    }

    /// The next page after `page`, by its `meta.next`: a query, a path, or an address.
    ///
    /// # Errors
    ///
    /// If it is at another origin, where the key must not be sent, or the same page again.
    pub(crate) fn following(&self, page: &Url, next: &str) -> anyhow::Result<Url> {
        let url = page.join(next).with_context(|| format!("'{next}' is not a valid next page"))?;
        ensure!(
            url.origin() == self.base.origin(),
            "the next page '{}' is at another origin than the import",
            url.origin().ascii_serialization()
        );
        ensure!(url != *page, "the next page is the same page again: {url}");
        Ok(url)
    }

    fn at(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only an address without a host has no path to extend.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["a", &self.domain]).extend(path);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTS, Source};

    #[test]
    fn lists_lie_below_the_address() {
        let source = Source::parse("https://hq.example.org/", "river-health").unwrap();
        assert_eq!(source.address(), "https://hq.example.org/a/river-health");
        assert_eq!(
            source.first_page(LISTS[4]).as_str(),
            "https://hq.example.org/a/river-health/api/v0.5/user/?limit=1000&archived=true"
        );
        let below = Source::parse("http://127.0.0.1:8080/hq", "river.health").unwrap();
        assert_eq!(
            below.first_page(LISTS[0]).as_str(),
            "http://127.0.0.1:8080/hq/a/river.health/api/v0.5/location_type/?limit=1000"
        );
        assert!(!below.is_unencrypted());
        assert!(Source::parse("http://hq.example.org", "x").unwrap().is_unencrypted());
    }

    #[test]
    fn next_page_has_three_forms_and_one_origin() {
        let source = Source::parse("https://hq.example.org", "north").unwrap();
        let page = source.first_page(LISTS[3]);
        let second = "https://hq.example.org/a/north/api/v0.5/user/?limit=1000&offset=1000";
        for next in
            ["?limit=1000&offset=1000", "/a/north/api/v0.5/user/?limit=1000&offset=1000", second]
        {
            assert_eq!(source.following(&page, next).unwrap().as_str(), second, "{next}");
        }
        for elsewhere in [
            "https://evil.example.org/a/north/api/v0.5/user/?offset=1000",
            "//evil.example.org/",
            "http://hq.example.org/a/north/api/v0.5/user/?offset=1000",
            "https://hq.example.org:8443/",
            "?limit=1000",
        ] {
            assert!(source.following(&page, elsewhere).is_err(), "{elsewhere}");
        }
    }

    #[test]
    fn invalid_address_is_a_usage_error() {
        for (url, domain) in [
            ("hq.example.org", "north"),
            ("ftp://hq.example.org", "north"),
            ("https://ada:key@hq.example.org", "north"),
            ("https://hq.example.org/?x=1", "north"),
            ("https://hq.example.org", ""),
            ("https://hq.example.org", "../other"),
            ("https://hq.example.org", "a/b"),
        ] {
            assert!(Source::parse(url, domain).is_err(), "{url} {domain}");
        }
    }
}
