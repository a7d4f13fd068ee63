//! The API document of groups.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{
        Property, flag, free_form, list, nested, object, page, property, reference, string, text,
        with_example,
    },
};

const ID: &str = "9a0accdba29e01a61ea099394737c4fb";

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("group", "/").named("listGroups", "List groups").paged(1000).response(
            "200",
            "A page, by name.",
            reference("GroupPage"),
        ),
        Operation::post("group", "/")
            .named("createGroup", "Create a group")
            .body(reference("NewGroup"))
            .response("201", "Created; `Location` has the address.", reference("CreatedGroup")),
        Operation::patch("group", "/")
            .named("createGroups", "Create several groups, all or none")
            .body(reference("NewGroups"))
            .response("202", "The IDs, in the order of the request.", reference("Ids")),
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
    let whole = [
        property("id", string(), "The ID.", ID),
        property("domain", string(), "The domain.", "demo"),
        property(
            "resource_uri",
            string(),
            "The path of the group.",
            format!("/a/demo/api/group/v1/{ID}/"),
        ),
    ];
    let always =
        ["id", "domain", "name", "case_sharing", "reporting", "metadata", "users", "resource_uri"];
    let several =
        nested("objects", list(reference("NewGroup")), "The groups, in the order of the response.");
    let ids = json!({
        "type": "array", "items": string(), "description": "IDs, in the order of the request.",
    });
    vec![
        (
            "Group",
            object("A group of mobile workers.", whole.into_iter().chain(writable()), &always),
        ),
        ("GroupPage", page("Group")),
        (
            "CreatedGroup",
            object("The ID of a new group.", [property("id", string(), "The ID.", ID)], &["id"]),
        ),
        ("NewGroup", object("A group to create.", writable(), &["name"])),
        ("NewGroups", object("Groups to create.", [several], &["objects"])),
        ("GroupEdit", object("A change of a group.", writable(), &[])),
        ("Ids", with_example(ids, json!([ID]))),
    ]
}

/// The fields of both create and update.
fn writable() -> [Property; 5] {
    [
        property("name", text(), "The name. Unique in the domain.", "Supervisors"),
        property("case_sharing", flag(), "Whether the members share cases.", false),
        property("reporting", flag(), "Whether the group appears in reports.", true),
        property(
            "metadata",
            free_form(),
            "Custom data of the group.",
            json!({ "region": "north" }),
        ),
        property(
            "users",
            list(text()),
            "The IDs of the members.",
            json!(["3c5a623af057e23a32ae4000cf291339"]),
        ),
    ]
}
