//! The API document of location types.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{maybe_text, object, page, reference, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("location_type", "/")
            .named("listLocationTypes", "List location types")
            .paged(1000)
            .response("200", "A page, in the order of creation.", page(reference("LocationType"))),
        Operation::post("location_type", "/")
            .named("createLocationType", "Create a location type")
            .body(reference("NewLocationType"))
            .response("201", "Created; `Location` has the address.", reference("LocationType")),
        Operation::get("location_type", "/{id}/")
            .named("getLocationType", "Show a location type")
            .response("200", "The location type.", reference("LocationType")),
        Operation::put("location_type", "/{id}/")
            .named("editLocationType", "Change a location type; absent fields keep their values")
            .body(reference("LocationTypeEdit"))
            .response("200", "The location type after the change.", reference("LocationType")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let flag = json!({ "type": "boolean" });
    let writable = json!({
        "code": text(), "name": text(), "parent": maybe_text(),
        "shares_cases": flag, "view_descendants": flag, "administrative": flag,
    });
    let mut whole = writable.clone();
    whole["id"] = json!({ "type": "integer" });
    for key in ["domain", "resource_uri"] {
        whole[key] = text();
    }
    let always = ["id", "code", "name", "domain", "parent", "resource_uri", "administrative"];
    vec![
        ("LocationType", object(whole, &always)),
        ("NewLocationType", object(writable.clone(), &["code"])),
        ("LocationTypeEdit", object(writable, &[])),
    ]
}
