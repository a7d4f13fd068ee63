//! Several workers in one request.

use roster_model::{Error, Problem, WireMode, WorkerItem};
use roster_wire::{
    Params,
    commcare::{
        Document, ErrorContext,
        user::bulk::{self, RowKind},
    },
};
use serde_json::{Map, Value, json};

use super::fixture::{domain, error_message, id};

fn tree(document: Document) -> Value {
    match document {
        Document::Response(tree) => tree,
        other => panic!("not a response: {other:?}"),
    }
}

#[test]
fn rows_with_an_identity_are_changes() {
    let body = json!({ "objects": [
        { "username": "a", "password": "p" },
        { "id": "u1", "first_name": "A" },
        { "user_id": "u2", "shoe": 1 },
        7,
    ], "atomic": true });
    let domain = domain(WireMode::Documented);
    let decoded = bulk::decode(&body, &Params::default(), &domain).unwrap();
    assert!(decoded.atomic);
    let rows: Vec<(Option<&str>, usize)> = decoded
        .items
        .iter()
        .map(|item| match item {
            WorkerItem::Create(new) => (None, new.edit.errors.len()),
            WorkerItem::Edit { id, edit } => (Some(id.as_str()), edit.errors.len()),
        })
        .collect();
    assert_eq!(rows, [(None, 0), (Some("u1"), 0), (Some("u2"), 1), (None, 1)]);
    assert_eq!(RowKind::from(&decoded.items[2]), RowKind::Edit);
}

#[test]
fn list_needs_no_object_and_has_a_maximum() {
    let domain = domain(WireMode::Documented);
    let decode = |body: &Value, query: &str| bulk::decode(body, &Params::parse(query), &domain);
    let decoded = decode(&json!([{ "username": "a" }]), "atomic=true").unwrap();
    assert!(decoded.atomic && decoded.items.len() == 1);
    let many = json!(vec![Map::new(); 1001]);
    assert_eq!(
        error_message(&decode(&many, "").unwrap_err(), ErrorContext::WorkerCreate),
        "At most 1000 items can be sent in one request."
    );
}

#[test]
fn each_row_has_a_result() {
    let kinds = [RowKind::Create, RowKind::Edit, RowKind::Create];
    let taken = Problem::UsernameTaken("a@x".to_owned());
    let results =
        || vec![Ok(id("u1")), Ok(id("u2")), Err(Error::invalid_field("username", taken.clone()))];
    let saved = tree(bulk::encode(&kinds, &results(), true));
    assert_eq!(
        saved,
        json!({
            "accepted": 2,
            "refused": 1,
            "objects": [
                { "index": 0, "status": 201, "id": "u1", "user_id": "u1" },
                { "index": 1, "status": 200, "id": "u2", "user_id": "u2" },
                {
                    "index": 2,
                    "status": 400,
                    "error": "Username 'a@x' is already taken or reserved.",
                    "code": "username_taken",
                    "field": "username",
                },
            ],
        })
    );
    let none = tree(bulk::encode(&kinds, &results(), false));
    assert_eq!((&none["accepted"], &none["refused"]), (&json!(0), &json!(3)));
    assert_eq!(none["objects"][0]["code"], "not_carried_out");
}
