//! The API document of saved filters.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, page, reference, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    [
        Operation::get("saved_filter", "/")
            .named("listSavedFilters", "List the saved filters of the list of mobile workers")
            .paged(1000)
            .response("200", "A page, in the order of creation.", page(reference("SavedFilter"))),
        Operation::post("saved_filter", "/")
            .named("createSavedFilter", "Save a filter")
            .body(reference("NewSavedFilter"))
            .response("201", "Created; `Location` has the address.", reference("SavedFilter")),
        Operation::get("saved_filter", "/{id}/")
            .named("getSavedFilter", "Show a saved filter")
            .response("200", "The saved filter.", reference("SavedFilter")),
        Operation::put("saved_filter", "/{id}/")
            .named("editSavedFilter", "Change a saved filter; absent fields keep their values")
            .body(reference("SavedFilterEdit"))
            .response("200", "The saved filter after the change.", reference("SavedFilter")),
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
    let query = json!({
        "type": "string",
        "description": "The query of the list of mobile workers, such as `group=ab12&archived=true`.",
    });
    let writable = json!({ "name": text(), "query": query });
    let mut whole = writable.clone();
    whole["id"] = json!({ "type": "integer" });
    whole["resource_uri"] = text();
    vec![
        ("SavedFilter", object(whole, &["id", "name", "query", "resource_uri"])),
        ("NewSavedFilter", object(writable.clone(), &["name", "query"])),
        ("SavedFilterEdit", object(writable, &[])),
    ]
}
