//! The API document of location types.

use serde_json::Value;

use crate::ops::openapi::{
    Operation,
    schema::{
        Property, flag, integer, maybe_string, maybe_text, object, page, property, reference,
        string, text,
    },
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("location_type", "/")
            .named("listLocationTypes", "List location types")
            .paged(1000)
            .response("200", "A page, in the order of creation.", reference("LocationTypePage")),
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
    let address = "https://roster.example.org/a/demo/api/location_type/v1/2/";
    let parent = "https://roster.example.org/a/demo/api/location_type/v1/1/";
    let own = [
        property("id", integer(), "The number.", 2),
        property("domain", string(), "The domain.", "demo"),
        property("resource_uri", string(), "The URL of the location type.", address),
        property(
            "parent",
            maybe_string(),
            "The URL of the type above; null for the top level.",
            parent,
        ),
    ];
    let always = [
        "id",
        "code",
        "name",
        "domain",
        "parent",
        "resource_uri",
        "administrative",
        "shares_cases",
        "view_descendants",
    ];
    let above = property(
        "parent",
        maybe_text(),
        "The code, number or URL of the type above; null for the top level.",
        "state",
    );
    let new = || shared().into_iter().chain([above.clone()]);
    vec![
        (
            "LocationType",
            object("A level of the location tree.", own.into_iter().chain(shared()), &always),
        ),
        ("LocationTypePage", page("LocationType")),
        ("NewLocationType", object("A location type to create.", new(), &["code"])),
        ("LocationTypeEdit", object("A change of a location type.", new(), &[])),
    ]
}

/// The fields that requests and responses have in the same form.
fn shared() -> [Property; 5] {
    [
        property("code", text(), "The code. Unique in the domain.", "district"),
        property("name", text(), "The name for people.", "District"),
        property("shares_cases", flag(), "Whether workers at such a location share cases.", true),
        property(
            "view_descendants",
            flag(),
            "Whether they see the cases of locations below.",
            false,
        ),
        property(
            "administrative",
            flag(),
            "Whether such locations are administrative only.",
            false,
        ),
    ]
}
