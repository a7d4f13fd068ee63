//! Groups.

use roster_model::{FieldError, Group, Problem, WireMode};
use roster_wire::{
    Format,
    commcare::{ErrorContext, group},
};
use serde_json::json;

use super::fixture::{data, domain, error_message, id, serialize, view};

fn north() -> Group {
    Group {
        id: id("5f0b1d2c3a4e49678899aabbccddeeff"),
        name: "North team".to_owned(),
        case_sharing: true,
        reporting: true,
        metadata: data(json!({ "district": "North" })),
        users: vec![id("0a1b2c3d4e5f60718293a4b5c6d7e8f9")],
    }
}

#[test]
fn group_has_eight_keys() {
    let domain = domain(WireMode::Documented);
    let document = group::encode(&view(&domain, Format::Json), &north());
    assert_eq!(
        serialize(document, Format::Json, WireMode::Documented),
        r#"{"case_sharing": true, "domain": "example", "id": "5f0b1d2c3a4e49678899aabbccddeeff", "metadata": {"district": "North"}, "name": "North team", "reporting": true, "resource_uri": "/a/example/api/v0.5/group/5f0b1d2c3a4e49678899aabbccddeeff/", "users": ["0a1b2c3d4e5f60718293a4b5c6d7e8f9"]}"#
    );
    let created = group::encode_created(&north());
    assert_eq!(
        serialize(created, Format::Json, WireMode::Live),
        r#"{"id": "5f0b1d2c3a4e49678899aabbccddeeff"}"#
    );
    let many = group::encode_created_many(&[id("a"), id("b")]);
    assert_eq!(serialize(many, Format::Json, WireMode::Live), r#"["a", "b"]"#);
}

#[test]
fn create_is_decoded() {
    let new = group::decode_create(&json!({
        "name": "Team A", "reporting": false, "case_sharing": "true", "domain": "other",
        "metadata": { "a": "b" }, "users": ["u"], "path": [],
    }))
    .unwrap();
    assert_eq!(new.errors, []);
    assert_eq!(new.name.as_deref(), Some("Team A"));
    assert_eq!((new.reporting, new.case_sharing), (Some(false), Some(true)));
    assert_eq!(new.users, Some(vec!["u".to_owned()]));
}

#[test]
fn create_reports_every_invalid_field() {
    let new = group::decode_create(&json!({ "reporting": null, "users": [1], "x": 1 })).unwrap();
    assert_eq!(
        new.errors,
        [
            FieldError::new("name", Problem::Required),
            FieldError::new("reporting", Problem::WrongType("true or false")),
            FieldError::new("users", Problem::WrongType("a list of strings")),
            FieldError::new("x", Problem::NotEditable),
        ]
    );
}

#[test]
fn several_groups_are_in_objects() {
    let several =
        group::decode_create_many(&json!({ "objects": [{ "name": "A" }, "B", {}] })).unwrap();
    assert_eq!(several.iter().map(|new| new.errors.len()).collect::<Vec<_>>(), [0, 1, 1]);
    let missing = group::decode_create_many(&json!({ "name": "A" })).unwrap_err();
    assert_eq!(
        error_message(&missing, ErrorContext::Group),
        "Invalid data sent: missing 'objects'"
    );
}

#[test]
fn read_only_fields_can_be_sent_back_unchanged() {
    let domain = domain(WireMode::Documented);
    let tree = group::tree(&view(&domain, Format::Json), &north());
    let edit = group::decode_edit(&tree, north().id.as_str(), &domain).unwrap();
    assert_eq!(edit.errors, []);
    assert_eq!(edit.metadata, Some(north().metadata));
    let changed = json!({ "domain": "other", "id": "x" });
    let edit = group::decode_edit(&changed, north().id.as_str(), &domain).unwrap();
    assert_eq!(edit.errors.len(), 2);
}
