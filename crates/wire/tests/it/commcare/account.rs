//! The identity and the domains of the caller, and usernames.

use roster_model::{Username, WebUser, WireMode};
use roster_wire::{
    Format,
    commcare::{account, usernames},
};
use serde_json::json;

use super::fixture::{domain, id, serialize};

#[test]
fn identity_has_no_envelope() {
    let user = WebUser {
        id: id("w1"),
        username: "amina@example.org".to_owned(),
        first_name: "Amina".to_owned(),
        last_name: "Bello".to_owned(),
        active: true,
    };
    assert_eq!(
        serialize(account::encode_identity(&user), Format::Json, WireMode::Documented),
        r#"{"id": "w1", "username": "amina@example.org", "first_name": "Amina", "last_name": "Bello", "email": "amina@example.org"}"#
    );
}

#[test]
fn all_domains_are_on_one_page() {
    let list = account::encode_domains(&[domain(WireMode::Documented)]);
    assert_eq!(
        serialize(list, Format::Json, WireMode::Documented),
        r#"{"meta": {"limit": 1, "next": null, "offset": 0, "previous": null, "total_count": 1}, "objects": [{"domain_name": "example", "project_name": "example"}]}"#
    );
}

#[test]
fn usernames_have_no_host() {
    let username = Username::new_unchecked("amina@example.commcarehq.org".to_owned());
    assert_eq!(
        usernames::tree(&id("u1"), &username),
        json!({ "user_id": "u1", "user_name": "amina" })
    );
}
