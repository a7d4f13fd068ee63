//! The filters of a list of mobile workers.

use roster_model::WorkerFilter;
use roster_wire::{Params, commcare::user};

use super::fixture::at;

#[test]
fn empty_filters_are_ignored() {
    let found = user::decode_filter(&Params::parse(
        "archived=+Yes+&group=&username=jdoe&search=jo&email=a%40b.org&phone=%2B1+(2)&location=l\
         &include_descendants=1&modified_since=2026-03-02T09:15:00%2B02:00&role=CHW&foo=1",
    ))
    .unwrap();
    assert!(found.archived && found.include_descendants);
    assert_eq!(found.group, None);
    assert_eq!(found.username.as_deref(), Some("jdoe"));
    assert_eq!(found.phone.as_deref(), Some("12"));
    assert_eq!(found.modified_since, Some(at("2026-03-02T07:15:00Z")));
    assert_eq!(found.role.as_deref(), Some("CHW"));

    let found = user::decode_filter(&Params::parse("include_descendants=true&location=")).unwrap();
    assert_eq!(found, WorkerFilter::default(), "descendants of no location");

    let since = |text: &str| {
        user::decode_filter(&Params::parse(&format!("modified_since={text}")))
            .map(|filter| filter.modified_since)
    };
    assert_eq!(since("2026-03-02").unwrap(), Some(at("2026-03-02T00:00:00Z")));
    assert_eq!(since("2026-03-02T10:00:00.5").unwrap(), Some(at("2026-03-02T10:00:00.5Z")));
    assert_eq!(since("").unwrap(), None);
    assert!(since("yesterday").is_err());
    assert!(since("2026-02-30").is_err());
    assert!(user::decode_filter(&Params::parse("search=%00")).is_err());
}

#[test]
fn username_next_to_api_key_is_not_a_filter() {
    let found = user::decode_filter(&Params::parse("username=a&api_key=k")).unwrap();
    assert_eq!(found.username, None);
}
