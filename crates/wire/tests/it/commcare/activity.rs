//! Submissions.

use roster_model::{Submission, WireMode};
use roster_wire::{Format, commcare::activity};
use serde_json::{Value, json};

use super::fixture::{at, serialize};

fn error_of(body: &Value) -> Value {
    activity::decode(None, body.to_string().as_bytes()).unwrap_err().tree()
}

fn submission() -> Submission {
    Submission {
        instance_id: "i1".to_owned(),
        user_id: "u1".to_owned(),
        received_on: None,
        completed_on: Some(at("2026-03-02T07:15:00Z")),
    }
}

#[test]
fn body_is_one_submission_or_a_list() {
    let one =
        json!({ "instance_id": "i1", "user_id": "u1", "completed_on": "2026-03-02T07:15:00" });
    let decode = |body: &Value| activity::decode(None, body.to_string().as_bytes()).unwrap();
    assert_eq!(decode(&one), [submission()]);
    assert_eq!(decode(&json!([one, one])), [submission(), submission()]);
    assert_eq!(decode(&json!([])), []);
}

#[test]
fn forwarded_xml_form_is_decoded() {
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
    assert_eq!(activity::decode(Some("text/xml"), xml).unwrap(), [submission()]);
}

#[test]
fn forwarded_json_form_is_decoded() {
    let body = json!({
        "id": "i1",
        "received_on": "2026-03-02T08:00:00.000000Z",
        "form": { "age": "3", "orx:meta": {
            "instanceID": "i1", "userID": { "#text": "u1" }, "timeEnd": "2026-03-02T07:15:00Z",
        } },
    });
    let expected = Submission { received_on: Some(at("2026-03-02T08:00:00Z")), ..submission() };
    assert_eq!(activity::decode(None, body.to_string().as_bytes()).unwrap(), [expected]);
}

#[test]
fn errors_have_the_index_of_the_submission() {
    let tree = error_of(&json!([
        { "instance_id": "i1", "user_id": "u1" },
        { "instance_id": "", "user_id": "u1", "received_on": "then" },
        5,
    ]));
    let errors: Vec<(&Value, &Value)> = tree["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (&error["index"], &error["field"]))
        .collect();
    assert_eq!(
        errors,
        [
            (&json!(1), &json!("instance_id")),
            (&json!(1), &json!("received_on")),
            (&json!(2), &json!("")),
        ]
    );
    assert_eq!(error_of(&json!({ "instance_id": "a\u{0}", "user_id": "u" }))["code"], "unstorable");
    assert!(activity::decode(Some("text/plain"), b"{}").is_err());
    assert!(activity::decode(Some("text/xml"), b"<data/>").is_err());
}

#[test]
fn response_has_both_counts() {
    assert_eq!(
        serialize(activity::encode(2, 1), Format::Json, WireMode::Documented),
        r#"{"accepted": 2, "repeated": 1}"#
    );
}
