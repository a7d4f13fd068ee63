//! The API document of saved filters.

use serde_json::Value;

use crate::ops::openapi::{
    Operation,
    schema::{Property, integer, object, page, property, reference, string, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let filter = || reference("SavedFilter");
    [
        Operation::get("saved_filter", "/")
            .named("listSavedFilters", "List the saved filters of the list of mobile workers")
            .paged(1000)
            .response("200", "A page, in the order of creation.", reference("SavedFilterPage")),
        Operation::post("saved_filter", "/")
            .named("createSavedFilter", "Save a filter")
            .described("`limit`, `offset`, `cursor`, `extras` and `format` are removed from the query; unknown filters and credentials are rejected.")
            .body(reference("NewSavedFilter"))
            .response("201", "Created; `Location` has the address.", filter()),
        Operation::get("saved_filter", "/{id}/")
            .named("getSavedFilter", "Show a saved filter")
            .response("200", "The saved filter.", filter()),
        Operation::put("saved_filter", "/{id}/")
            .named("editSavedFilter", "Change a saved filter; absent fields keep their values")
            .body(reference("SavedFilterEdit"))
            .response("200", "The saved filter after the change.", filter()),
        Operation::delete("saved_filter", "/{id}/")
            .named("deleteSavedFilter", "Delete a saved filter")
            .empty_response("204", "Deleted."),
    ]
    .into_iter()
    .map(|operation| operation.versions(&[], "v1"))
    .collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let whole = [
        property("id", integer(), "The number.", 4),
        name(string()),
        query(string()),
        property(
            "resource_uri",
            string(),
            "The path of the saved filter.",
            "/a/demo/api/saved_filter/v1/4/",
        ),
    ];
    let always = whole.each_ref().map(|(name, _)| *name);
    let writable = || [name(text()), query(text())];
    vec![
        ("SavedFilter", object("A saved filter of mobile workers.", whole, &always)),
        ("SavedFilterPage", page("SavedFilter")),
        ("NewSavedFilter", object("A filter to save.", writable(), &["name", "query"])),
        ("SavedFilterEdit", object("A change of a saved filter.", writable(), &[])),
    ]
}

fn name(schema: Value) -> Property {
    property("name", schema, "The name. Unique in the domain.", "Deactivated in the north")
}

fn query(schema: Value) -> Property {
    property(
        "query",
        schema,
        "The query of the list of mobile workers; empty for all active ones.",
        "group=9a0accdba29e01a61ea099394737c4fb&archived=true",
    )
}
