//! The version in the `Accept` header.

use roster_wire::usercom::{NotAcceptable, Version};

#[test]
fn headers_of_clients_select_a_version() {
    for header in
        ["*/*", "application/json", "application/json, text/plain, */*", "*/*;version=1", ""]
    {
        assert_eq!(Version::from_accept(Some(header)), Ok(Version::V1), "{header:?}");
    }
    assert_eq!(Version::from_accept(None), Ok(Version::V1));
    for header in [
        "*/*; version=2",
        "*/*;version=2",
        " */*; version=2",
        "application/json; version=2",
        "application/json, */*; version=2",
        "text/html, application/*;q=0.9;version=\"2\"",
    ] {
        assert_eq!(Version::from_accept(Some(header)), Ok(Version::V2), "{header:?}");
    }
}

#[test]
fn most_specific_range_decides() {
    let header = "*/*; version=2, application/json; version=1";
    assert_eq!(Version::from_accept(Some(header)), Ok(Version::V1));
}

#[test]
fn other_types_and_versions_are_not_acceptable() {
    for header in ["text/html", "image/*; version=2", "nonsense"] {
        assert_eq!(Version::from_accept(Some(header)), Err(NotAcceptable::Type), "{header:?}");
    }
    for header in ["*/*; version=3", "application/json; version=two", "*/*; version="] {
        assert_eq!(Version::from_accept(Some(header)), Err(NotAcceptable::Version), "{header:?}");
    }
}
