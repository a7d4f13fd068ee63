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
        Operation::get("group", "/").called("listGroups", "List groups").paged(1000).answers(
            "200",
            "A page, by name.",
            page(reference("Group")),
        ),
        Operation::post("group", "/")
            .called("createGroup", "Create a group")
            .body(reference("NewGroup"))
            .answers("201", "Created; `Location` has the address.", reference("CreatedGroup")),
        Operation::patch("group", "/")
            .called("createGroups", "Create several groups, all or none")
            .body(object(
                json!({ "objects": { "type": "array", "items": reference("NewGroup") } }),
                &["objects"],
            ))
            .answers("202", "The IDs, in the order of the request.", ids),
        Operation::get("group", "/{id}/").called("getGroup", "Show a group").answers(
            "200",
            "The group.",
            reference("Group"),
        ),
        Operation::put("group", "/{id}/")
            .called("editGroup", "Change a group; absent fields keep their values")
            .body(reference("GroupEdit"))
            .answers("200", "The group after the change.", reference("Group")),
        Operation::delete("group", "/{id}/")
            .called("deleteGroup", "Delete a group; its name can be used again")
            .answers_empty("204", "Deleted."),
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
