//! Many workers in one request.

use roster_model::{Error, Problem, WireMode, WorkerItem};
use roster_wire::{
    Params,
    commcare::{
        Document, Occasion,
        worker_bulk::{self, RowKind},
    },
};
use serde_json::{Map, Value, json};

use crate::given::{domain, error_text, id};

fn tree(document: Document) -> Value {
    match document {
        Document::Response(tree) => tree,
        other => panic!("no response: {other:?}"),
    }
}

#[test]
fn rows_are_made_or_changed_by_their_identity() {
    let body = json!({ "objects": [
        { "username": "a", "password": "p" },
        { "id": "u1", "first_name": "A" },
        { "user_id": "u2", "shoe": 1 },
        7,
    ], "atomic": true });
    let domain = domain(WireMode::Documented);
    let write = worker_bulk::decode(&body, &Params::default(), &domain).unwrap();
    assert!(write.atomic);
    let told: Vec<(Option<&str>, usize)> = write
        .items
        .iter()
        .map(|item| match item {
            WorkerItem::Create(new) => (None, new.edit.errors.len()),
            WorkerItem::Edit { id, edit } => (Some(id.as_str()), edit.errors.len()),
        })
        .collect();
    assert_eq!(told, [(None, 0), (Some("u1"), 0), (Some("u2"), 1), (None, 1)]);
    assert_eq!(RowKind::of(&write.items[2]), RowKind::Edit);
}

#[test]
fn the_list_may_stand_alone_and_has_an_end() {
    let domain = domain(WireMode::Documented);
    let read =
        |body: &Value, query: &str| worker_bulk::decode(body, &Params::parse(query), &domain);
    let write = read(&json!([{ "username": "a" }]), "atomic=true").unwrap();
    assert!(write.atomic && write.items.len() == 1);
    let many = json!(vec![Map::new(); 1001]);
    assert_eq!(
        error_text(&read(&many, "").unwrap_err(), Occasion::WorkerCreate),
        "At most 1000 items can be sent in one request."
    );
}

#[test]
fn each_row_has_its_verdict() {
    let kinds = [RowKind::Create, RowKind::Edit, RowKind::Create];
    let taken = Problem::UsernameTaken("a@x".to_owned());
    let verdicts =
        || vec![Ok(id("u1")), Ok(id("u2")), Err(Error::invalid_field("username", taken.clone()))];
    let told = tree(worker_bulk::encode(&kinds, &verdicts(), true));
    assert_eq!(
        told,
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
    let none = tree(worker_bulk::encode(&kinds, &verdicts(), false));
    assert_eq!((&none["accepted"], &none["refused"]), (&json!(0), &json!(3)));
    assert_eq!(none["objects"][0]["code"], "not_carried_out");
}
