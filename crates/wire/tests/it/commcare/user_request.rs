//! Requests that create or change a worker.

use roster_model::{
    DataEdit, ExposeSecret, FieldError, NewWorker, Patch, Phone, PhoneEdit, PhoneProblem, Problem,
    WireMode, WorkerEdit,
};
use roster_wire::{
    Format,
    commcare::{body, user},
};
use serde_json::{Value, json};

use super::fixture::{at, data, domain, jane, john, schema, view};

fn create(body: &Value) -> NewWorker {
    user::decode_create(body).unwrap()
}

fn edit(body: &Value) -> WorkerEdit {
    let john = john();
    user::decode_edit(body, john.id.as_str(), &domain(WireMode::Documented)).unwrap()
}

fn phone(digits: &str) -> Phone {
    Phone::parse(digits).unwrap()
}

fn problems(errors: &[FieldError]) -> Vec<(&str, &Problem)> {
    errors.iter().map(|error| (error.field.as_str(), &error.problem)).collect()
}

#[test]
fn published_create_is_decoded() {
    let new = create(&json!({
        "username": "jdoe@example.commcarehq.org", "password": "qwer1234", "first_name": "John",
        "last_name": "Doe", "default_phone_number": "+50253311399", "email": "jdoe@example.org",
        "language": "en", "phone_numbers": ["+50253311399", "50253314588"],
        "groups": ["9a0accdba29e01a61ea099394737c4fb", "b4ccdba29e01a61ea099394737c4fbf7"],
        "user_data": { "chw_id": "13/43/DFA" },
    }));
    assert_eq!(new.edit.errors, []);
    assert_eq!(new.username.as_deref(), Some("jdoe@example.commcarehq.org"));
    assert_eq!(new.password.unwrap().expose_secret(), "qwer1234");
    assert_eq!(
        new.edit.phones,
        [
            PhoneEdit::Default(phone("50253311399")),
            PhoneEdit::All(vec![phone("50253311399"), phone("50253314588")]),
        ]
    );
    assert_eq!(new.edit.data, Some(DataEdit::Merge(data(json!({ "chw_id": "13/43/DFA" })))));
    assert_eq!(new.edit.language, Some(Some("en".to_owned())));
}

#[test]
fn create_reports_every_invalid_field() {
    let new = create(&json!({
        "password": 1, "first_name": [], "email": "no address", "default_phone_number": 5,
        "phone_numbers": ["x"], "groups": null, "user_data": null, "locations": "ab", "shoe": 1,
        "require_account_confirmation": "maybe", "language": "e\u{0}n", "id": "x",
    }));
    assert_eq!(
        problems(&new.edit.errors),
        [
            ("password", &Problem::WrongType("a string")),
            ("first_name", &Problem::WrongType("a string")),
            ("email", &Problem::Email("no address".to_owned())),
            ("default_phone_number", &Problem::WrongType("a string")),
            ("phone_numbers", &Problem::Phone("x".to_owned(), PhoneProblem::Characters)),
            ("groups", &Problem::WrongType("a list of strings")),
            ("user_data", &Problem::WrongType("an object")),
            ("locations", &Problem::WrongType("a list of strings")),
            ("shoe", &Problem::NotEditable),
            ("require_account_confirmation", &Problem::WrongType("true or false")),
            ("language", &Problem::Unstorable),
            ("id", &Problem::NotEditable),
        ]
    );
    assert!(user::decode_create(&json!([])).is_err());
}

#[test]
fn flags_can_be_texts() {
    let new = create(&json!({
        "username": "a", "require_account_confirmation": "Yes",
        "send_confirmation_email_now": "0", "password": "", "connect_username": null,
    }));
    assert!(new.require_confirmation && !new.send_confirmation);
    assert!(new.password.is_none() && new.connect_username.is_none() && new.edit.errors.is_empty());
}

#[test]
fn nul_is_rejected_in_nested_keys() {
    let edit = edit(&json!({ "user_data": { "a": [{ "b\u{0}": 1 }] } }));
    assert_eq!(problems(&edit.errors), [("user_data", &Problem::Unstorable)]);
}

#[test]
fn phone_numbers_can_be_integers_and_have_no_duplicates() {
    let edit = edit(&json!({ "phone_numbers": [123, "+123", "(4) 5-6"] }));
    assert_eq!(edit.phones, [PhoneEdit::All(vec![phone("123"), phone("456")])]);
    for invalid in [json!([1.5]), json!([true]), json!("123"), json!(null)] {
        let edit = self::edit(&json!({ "phone_numbers": invalid }));
        assert_eq!(
            problems(&edit.errors),
            [("phone_numbers", &Problem::WrongType("a list of strings"))]
        );
    }
}

#[test]
fn empty_values_remove() {
    let edit = edit(&json!({
        "first_name": null, "email": "", "language": null, "role": null,
        "primary_location": "", "locations": [], "phone_numbers": [], "groups": [],
    }));
    assert_eq!(edit.errors, []);
    assert_eq!(edit.first_name.as_deref(), Some(""));
    assert_eq!((edit.email, edit.language, edit.role), (Some(None), Some(None), Some(None)));
    assert_eq!((edit.primary_location, edit.locations), (Patch::Clear, Some(vec![])));
    assert_eq!((edit.phones, edit.groups), (vec![PhoneEdit::All(vec![])], Some(vec![])));
}

#[test]
fn user_data_is_replaced_in_documented_mode_and_merged_in_live_mode() {
    let body = json!({ "user_data": { "a": 1 } });
    let values = data(json!({ "a": 1 }));
    assert_eq!(edit(&body).data, Some(DataEdit::Replace(values.clone())));
    let live = user::decode_edit(&body, "x", &domain(WireMode::Live)).unwrap();
    assert_eq!(live.data, Some(DataEdit::Merge(values)));
}

#[test]
fn json_response_can_be_sent_back() {
    for mode in [WireMode::Documented, WireMode::Live] {
        let domain = domain(mode);
        let john = john();
        let tree = user::tree(&view(&domain, Format::Json), &schema(), &john, None);
        let edit = user::decode_edit(&tree, john.id.as_str(), &domain).unwrap();
        assert_eq!(edit.errors, [], "{mode:?}");
        assert_eq!(edit.expected.id.as_deref(), Some(john.id.as_str()));
        assert_eq!(edit.expected.username.as_deref(), Some("jdoe@example.commcarehq.org"));
        if mode == WireMode::Documented {
            assert_eq!(edit.expected.created_at, Some(at("2026-03-02T09:15:00.123456Z")));
            assert_eq!(edit.expected.updated_at, Some(john.updated_at));
            assert_eq!(edit.expected.active, Some(true));
        }
    }
}

#[test]
fn xml_response_can_be_sent_back() {
    for person in [john(), jane()] {
        let domain = domain(WireMode::Documented);
        let document = user::encode(&view(&domain, Format::Xml), &schema(), &person, None);
        let xml = document.write(Format::Xml, WireMode::Documented);
        let body = body::decode(Some("text/xml"), &xml).unwrap();
        let edit = user::decode_edit(&body, person.id.as_str(), &domain).unwrap();
        assert_eq!(edit.errors, []);
        assert_eq!(edit.expected.active, Some(true));
    }
}

#[test]
fn changed_read_only_fields_are_errors() {
    let edit = edit(&json!({
        "resource_uri": "/a/example/api/v0.5/user/other/", "eulas": "[x]", "type": "group",
        "is_active": "yes", "created_on": "then", "require_account_confirmation": true,
        "connect_username": "x", "domain": "example", "password": "",
    }));
    let fields: Vec<&str> = edit.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, edit.order);
    assert_eq!(edit.errors.last().unwrap().problem, Problem::Empty);
}

#[test]
fn resource_uri_can_have_any_style() {
    let id = john().id;
    for path in ["user/v1", "v1/user", "v0.5/user", "v0.4/user"] {
        let body = json!({ "resource_uri": format!("/a/example/api/{path}/{id}/") });
        assert_eq!(edit(&body).errors, [], "{path}");
    }
}

#[test]
fn locations_can_be_in_one_object() {
    let edit = edit(&json!({ "location": { "primary_location": "a", "locations": ["a", "b"] } }));
    assert_eq!(edit.primary_location, Patch::Set("a".to_owned()));
    assert_eq!(edit.locations, Some(vec!["a".to_owned(), "b".to_owned()]));
}
