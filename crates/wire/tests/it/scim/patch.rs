//! `PATCH` operations on a user in JSON.

use roster_wire::scim::{Patch, Resource};
use serde_json::{Map, Value, json};

fn resource() -> Map<String, Value> {
    let value = json!({
        "userName": "asha@example.org",
        "name": { "givenName": "Asha", "familyName": "Devi" },
        "active": true,
        "emails": [{ "value": "a@example.org", "type": "work", "primary": true }],
        "phoneNumbers": [
            { "value": "0170 1", "type": "work", "primary": true },
            { "value": "0170 2", "type": "mobile" },
        ],
        WORKER: { "customData": { "village": "Rampur" }, "locations": ["l1", "l2"] },
    });
    value.as_object().cloned().unwrap()
}

const WORKER: &str = "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker";

/// The resource after one operation, or the keyword of the error.
fn apply(operation: &Value, resource: Resource, object: &Value) -> Result<Value, &'static str> {
    let body = json!({ "Operations": [operation] });
    let mut object = object.as_object().cloned().unwrap();
    let patch = Patch::decode(body.as_object().unwrap(), resource);
    let done = patch.and_then(|patch| patch.apply(&mut object));
    done.map(|()| Value::Object(object)).map_err(|error| error.scim_type.unwrap())
}

fn on_user(operation: &Value) -> Result<Value, &'static str> {
    apply(operation, Resource::User, &Value::Object(resource()))
}

/// Checks the member `name` after an operation; null if it must be absent.
fn check(operation: &Value, name: &str, expected: &Value) {
    let done = on_user(operation).unwrap_or_else(|error| panic!("{operation}: {error}"));
    assert_eq!(done.get(name).unwrap_or(&Value::Null), expected, "{operation}");
}

#[test]
fn single_values() {
    for (operation, name, expected) in [
        (json!({ "op": "add", "path": "externalId", "value": "e" }), "externalId", json!("e")),
        (json!({ "op": "REPLACE", "path": "userName", "value": "b" }), "userName", json!("b")),
        (json!({ "op": "Replace", "path": "active", "value": "False" }), "active", json!(false)),
        (
            json!({ "op": "replace", "path": "active", "value": [{ "value": "false" }] }),
            "active",
            json!(false),
        ),
        (json!({ "op": "remove", "path": "active" }), "active", json!(null)),
        (json!({ "op": "replace", "path": "active", "value": null }), "active", json!(null)),
        (
            json!({ "op": "replace", "path": "name.familyName", "value": "Rao" }),
            "name",
            json!({ "givenName": "Asha", "familyName": "Rao" }),
        ),
        (
            json!({ "op": "replace", "path": "name", "value": { "familyName": "Rao", "formatted": "x" } }),
            "name",
            json!({ "givenName": "Asha", "familyName": "Rao" }),
        ),
        (
            json!({ "op": "remove", "path": "NAME.familyname" }),
            "name",
            json!({ "givenName": "Asha" }),
        ),
        (json!({ "op": "remove", "path": "name" }), "name", json!(null)),
        (
            json!({ "op": "add", "value": { "name.familyName": "Rao", "meta": { "x": 1 }, "title": "x" } }),
            "name",
            json!({ "givenName": "Asha", "familyName": "Rao" }),
        ),
        (
            json!({
                "op": "add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:preferredLanguage",
                "value": "en",
            }),
            "preferredLanguage",
            json!("en"),
        ),
    ] {
        check(&operation, name, &expected);
    }
}

#[test]
fn several_values() {
    let work = json!({ "value": "0170 1", "type": "work", "primary": true });
    let mobile = json!({ "value": "0170 2", "type": "mobile" });
    let home = json!({ "value": "0170 3", "type": "home" });
    for (operation, expected) in [
        (json!({ "op": "add", "value": [home] }), json!([work, mobile, home])),
        (json!({ "op": "add", "value": home }), json!([work, mobile, home])),
        (json!({ "op": "add", "value": [mobile] }), json!([work, mobile])),
        (
            json!({ "op": "add", "value": [{ "value": "0170 3", "primary": true }] }),
            json!([
                { "value": "0170 1", "type": "work" }, mobile, { "value": "0170 3", "primary": true },
            ]),
        ),
        (json!({ "op": "replace", "value": [home] }), json!([home])),
        (json!({ "op": "replace", "value": [] }), json!(null)),
        (json!({ "op": "remove" }), json!(null)),
        (json!({ "op": "Remove", "value": [{ "value": "0170 1" }] }), json!([mobile])),
        (json!({ "op": "remove", "select": r#"[type eq "work"]"# }), json!([mobile])),
        (
            json!({ "op": "remove", "select": r#"[value eq "01701" or type eq "mobile"]"# }),
            json!(null),
        ),
        (
            json!({ "op": "replace", "select": r#"[type eq "mobile"].value"#, "value": "0170 9" }),
            json!([work, { "value": "0170 9", "type": "mobile" }]),
        ),
        (
            json!({ "op": "replace", "select": r"[not (primary eq true)]", "value": { "value": "0170 9" } }),
            json!([work, { "value": "0170 9", "type": "mobile" }]),
        ),
        (
            json!({ "op": "add", "select": r#"[type eq "fax" and primary eq false].value"#, "value": "0170 9" }),
            json!([work, mobile, { "type": "fax", "primary": false, "value": "0170 9" }]),
        ),
        (
            json!({ "op": "add", "select": r#"[type eq "fax"]"#, "value": { "value": "0170 9" } }),
            json!([work, mobile, { "type": "fax", "value": "0170 9" }]),
        ),
        (
            json!({ "op": "remove", "select": r#"[type eq "work"].primary"# }),
            json!([{ "value": "0170 1", "type": "work" }, mobile]),
        ),
        (
            json!({ "op": "replace", "select": ".type", "value": "home" }),
            json!([
                { "value": "0170 1", "type": "home", "primary": true },
                { "value": "0170 2", "type": "home" },
            ]),
        ),
    ] {
        let mut operation = operation;
        let select = operation.as_object_mut().unwrap().remove("select");
        let select = select.as_ref().and_then(Value::as_str).unwrap_or_default();
        operation["path"] = format!("phoneNumbers{select}").into();
        check(&operation, "phoneNumbers", &expected);
    }
}

#[test]
fn extension() {
    for (operation, expected) in [
        (
            json!({ "op": "add", "path": ":customData.age", "value": 7 }),
            json!({ "customData": { "village": "Rampur", "age": 7 }, "locations": ["l1", "l2"] }),
        ),
        (
            json!({ "op": "replace", "path": ":customData", "value": { "age": 7, "village": null } }),
            json!({ "customData": { "age": 7 }, "locations": ["l1", "l2"] }),
        ),
        (
            json!({ "op": "remove", "path": ":locations[value eq \"l1\"]" }),
            json!({ "customData": { "village": "Rampur" }, "locations": ["l2"] }),
        ),
        (
            json!({ "op": "add", "path": "", "value": { "locations": ["l3"], "username": "x" } }),
            json!({ "customData": { "village": "Rampur" }, "locations": ["l1", "l2", "l3"] }),
        ),
        (json!({ "op": "remove", "path": "" }), json!({})),
    ] {
        let mut operation = operation;
        operation["path"] = format!("{WORKER}{}", operation["path"].as_str().unwrap()).into();
        check(&operation, WORKER, &expected);
    }
}

#[test]
fn errors_have_a_keyword() {
    for (operation, expected) in [
        (json!({ "op": "move", "path": "active" }), "invalidSyntax"),
        (json!({ "path": "active", "value": true }), "invalidSyntax"),
        (json!(7), "invalidSyntax"),
        (json!({ "op": "remove" }), "noTarget"),
        (
            json!({ "op": "replace", "path": r#"emails[type eq "x"].value"#, "value": "x" }),
            "noTarget",
        ),
        (json!({ "op": "remove", "path": r#"emails[type eq "x"]"# }), "noTarget"),
        (json!({ "op": "add", "path": "active" }), "invalidValue"),
        (json!({ "op": "add", "path": "active", "value": "x" }), "invalidValue"),
        (json!({ "op": "add", "path": "name", "value": "x" }), "invalidValue"),
        (json!({ "op": "add", "path": "userName", "value": { "a": 1 } }), "invalidValue"),
        (json!({ "op": "add", "value": "x" }), "invalidValue"),
        (json!({ "op": "add", "path": "phoneNumbers", "value": [7] }), "invalidValue"),
        (json!({ "op": "add", "path": "unknown", "value": "x" }), "invalidPath"),
        (json!({ "op": "add", "value": { "unknown": 1 } }), "invalidPath"),
        (json!({ "op": "add", "path": "emails.kind", "value": "x" }), "invalidPath"),
        (json!({ "op": "add", "path": r#"userName[type eq "x"]"#, "value": "x" }), "invalidPath"),
        (json!({ "op": "add", "path": 7, "value": "x" }), "invalidPath"),
        (json!({ "op": "add", "path": "emails[type", "value": "x" }), "invalidFilter"),
        (json!({ "op": "add", "path": "emails[kind pr]", "value": "x" }), "invalidFilter"),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (json!({ "op": "replace", "path": "id", "value": "x" }), "mutability"),
        (json!({ "op": "replace", "path": "meta.created", "value": "x" }), "mutability"),
        (json!({ "op": "replace", "path": "roles", "value": [] }), "mutability"),
        (json!({ "op": "remove", "path": "password" }), "mutability"),
    ] {
        assert_eq!(on_user(&operation), Err(expected), "{operation}");
    }
}

#[test]
fn members_of_groups() {
    let group = json!({ "displayName": "Nurses", "members": [
        { "value": "a", "$ref": "https://x/Users/a", "type": "User" },
    ] });
    let done = |operation: Value| apply(&operation, Resource::Group, &group);
    let ids = |done: Result<Value, &'static str>| -> Vec<String> {
        let done = done.unwrap();
        let members = done["members"].as_array().cloned().unwrap_or_default();
        members.iter().map(|member| member["value"].as_str().unwrap().to_owned()).collect()
    };
    let add = |value: Value| done(json!({ "op": "Add", "path": "members", "value": value }));
    assert_eq!(ids(add(json!([{ "value": "b" }, { "value": "a" }]))), ["a", "b"]);
    assert_eq!(ids(add(json!("b"))), ["a", "b"]);
    assert_eq!(add(json!([{ "display": "b" }])), Err("invalidValue"));
    let remove = json!({ "op": "Remove", "path": "members[value eq \"a\"]" });
    assert!(ids(done(remove)).is_empty());
    let rename = json!({ "op": "replace", "value": { "id": "x", "displayName": "Midwives" } });
    assert_eq!(done(rename).unwrap()["displayName"], "Midwives");
    assert_eq!(done(json!({ "op": "remove", "path": "displayName" })), Err("mutability"));
}

#[test]
fn elements_of_many_operations_are_added_once() {
    let operations: Vec<Value> = (0..1_000)
        .map(|row| {
            let members: Vec<Value> =
                (0..30).map(|it| json!({ "value": format!("w{}", row * 15 + it) })).collect();
            json!({ "op": "add", "path": "members", "value": members })
        })
        .collect();
    let body = json!({ "Operations": operations });
    let patch = Patch::decode(body.as_object().unwrap(), Resource::Group).unwrap();
    let mut group = Map::new();
    patch.apply(&mut group).unwrap();
    let members = group["members"].as_array().unwrap();
    assert_eq!(members.len(), 15_015);
    assert_eq!(members[15_014]["value"], "w15014");
}

#[test]
fn elements_are_found_after_other_operations() {
    let body = json!({ "Operations": [
        { "op": "add", "path": "phoneNumbers", "value": [{ "value": "1", "primary": true }] },
        { "op": "remove", "path": "phoneNumbers[value eq \"0170 1\"]" },
        { "op": "add", "path": "phoneNumbers", "value": [{ "value": "0170 1" }, { "value": "1" }] },
        { "op": "replace", "path": "phoneNumbers[value eq \"1\"].value", "value": "2" },
        { "op": "add", "path": "phoneNumbers", "value": [{ "value": "1" }, { "value": "2" }] },
    ] });
    let mut user = resource();
    Patch::decode(body.as_object().unwrap(), Resource::User).unwrap().apply(&mut user).unwrap();
    let expected = json!([
        { "value": "0170 2", "type": "mobile" },
        { "value": "2", "primary": true },
        { "value": "0170 1" },
        { "value": "1" },
    ]);
    assert_eq!(user["phoneNumbers"], expected);
}
