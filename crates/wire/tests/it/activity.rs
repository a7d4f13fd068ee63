//! What workers submit.

use roster_model::{Submission, WireMode};
use roster_wire::{Format, commcare::activity};
use serde_json::{Value, json};

use crate::given::{at, written};

fn refused(body: &Value) -> Value {
    activity::decode(None, body.to_string().as_bytes()).unwrap_err().tree()
}

fn form() -> Submission {
    Submission {
        instance_id: "i1".to_owned(),
        user_id: "u1".to_owned(),
        received_on: None,
        completed_on: Some(at("2026-03-02T07:15:00Z")),
    }
}

#[test]
fn submissions_are_read_one_or_many() {
    let one =
        json!({ "instance_id": "i1", "user_id": "u1", "completed_on": "2026-03-02T07:15:00" });
    let read = |body: &Value| activity::decode(None, body.to_string().as_bytes()).unwrap();
    assert_eq!(read(&one), [form()]);
    assert_eq!(read(&json!([one, one])), [form(), form()]);
    assert_eq!(read(&json!([])), []);
}

#[test]
fn a_forwarded_form_is_read_in_xml() {
    let xml = br#"<?xml version="1.0"?>
        <data xmlns="http://openrosa.org/formdesigner/1" xmlns:jrm="http://dev.commcarehq.org/jr/xforms">
          <age type="integer"></age>
          <n0:meta xmlns:n0="http://openrosa.org/jr/xforms">
            <n0:deviceID>d</n0:deviceID>
            <n0:timeEnd>2026-03-02T09:15:00.000+02:00</n0:timeEnd>
            <n0:userID>u1</n0:userID>
            <n0:instanceID>i1</n0:instanceID>
          </n0:meta>
        </data>"#;
    assert_eq!(activity::decode(Some("text/xml"), xml).unwrap(), [form()]);
}

#[test]
fn a_forwarded_form_is_read_in_json() {
    let body = json!({
        "id": "i1",
        "received_on": "2026-03-02T08:00:00.000000Z",
        "form": { "age": "3", "orx:meta": {
            "instanceID": "i1", "userID": { "#text": "u1" }, "timeEnd": "2026-03-02T07:15:00Z",
        } },
    });
    let expected = Submission { received_on: Some(at("2026-03-02T08:00:00Z")), ..form() };
    assert_eq!(activity::decode(None, body.to_string().as_bytes()).unwrap(), [expected]);
}

#[test]
fn every_submission_at_fault_is_told_by_its_place() {
    let tree = refused(&json!([
        { "instance_id": "i1", "user_id": "u1" },
        { "instance_id": "", "user_id": "u1", "received_on": "then" },
        5,
    ]));
    let told: Vec<(&Value, &Value)> = tree["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (&error["index"], &error["field"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("instance_id")),
            (&json!(1), &json!("received_on")),
            (&json!(2), &json!("")),
        ]
    );
    assert_eq!(refused(&json!({ "instance_id": "a\u{0}", "user_id": "u" }))["code"], "unstorable");
    assert!(activity::decode(Some("text/plain"), b"{}").is_err());
    assert!(activity::decode(Some("text/xml"), b"<data/>").is_err());
}

#[test]
fn the_answer_counts() {
    assert_eq!(
        written(activity::encode(2, 1), Format::Json, WireMode::Documented),
        r#"{"accepted": 2, "repeated": 1}"#
    );
}
