//! The API document of groups.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, page, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let ids = texts();
    vec![
        Operation::get("group", "/").named("listGroups", "List groups").paged(1000).response(
            "200",
            "A page, by name.",
            page(reference("Group")),
        ),
        Operation::post("group", "/")
            .named("createGroup", "Create a group")
            .body(reference("NewGroup"))
            .response("201", "Created; `Location` has the address.", reference("CreatedGroup")),
        Operation::patch("group", "/")
            .named("createGroups", "Create several groups, all or none")
            .body(object(
                json!({ "objects": { "type": "array", "items": reference("NewGroup") } }),
                &["objects"],
            ))
            .response("202", "The IDs, in the order of the request.", ids),
        Operation::get("group", "/{id}/").named("getGroup", "Show a group").response(
            "200",
            "The group.",
            reference("Group"),
        ),
        Operation::put("group", "/{id}/")
            .named("editGroup", "Change a group; absent fields keep their values")
            .body(reference("GroupEdit"))
            .response("200", "The group after the change.", reference("Group")),
        Operation::delete("group", "/{id}/")
            .named("deleteGroup", "Delete a group; its name can be used again")
            .empty_response("204", "Deleted."),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let flag = json!({ "type": "boolean" });
    let writable = json!({
        "name": text(), "case_sharing": flag, "reporting": flag,
        "metadata": { "type": "object" }, "users": texts(),
    });
    let mut whole = writable.clone();
    for key in ["id", "domain", "resource_uri"] {
        whole[key] = text();
    }
    let always =
        ["id", "domain", "name", "case_sharing", "reporting", "metadata", "users", "resource_uri"];
    vec![
        ("Group", object(whole, &always)),
        ("CreatedGroup", object(json!({ "id": text() }), &["id"])),
        ("NewGroup", object(writable.clone(), &["name"])),
        ("GroupEdit", object(writable, &[])),
    ]
}
