//! The API document of locations.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{instant, maybe_text, object, page, reference, text, texts},
};

/// The operations of both versions.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let items = json!({ "type": "array", "items": reference("LocationItem") });
    let number = json!({ "type": "number" });
    let first = [
        Operation::get("location", "/")
            .named("listLocationsV1", "List locations, with absolute links")
            .paged(1000)
            .query("site_code", text(), "Exactly this site code.")
            .query("external_id", text(), "Exactly this external ID.")
            .query(
                "created_at__gte",
                instant(),
                "Created at this time or later; also `__gt`, `__lte`, `__lt`.",
            )
            .query(
                "last_modified__gte",
                instant(),
                "Changed at this time or later; the same lookups.",
            )
            .query(
                "latitude__gte",
                number.clone(),
                "At this latitude or north of it; the same lookups.",
            )
            .query("longitude__gte", number, "At this longitude or east of it; the same lookups.")
            .response("200", "A page, in the order of creation.", page(reference("LocationV1"))),
        Operation::get("location", "/{id}/")
            .named("getLocationV1", "Show a location, with absolute links")
            .response("200", "The location.", reference("LocationV1")),
    ];
    let second = [
        Operation::get("location", "/")
            .named("listLocations", "List locations")
            .paged(5000)
            .query("name", text(), "Exactly this name.")
            .query("site_code", text(), "Exactly this site code.")
            .query("location_type_code", text(), "With the location type of this code.")
            .query("parent_location_id", text(), "With this parent.")
            .query(
                "last_modified__gte",
                instant(),
                "Changed at this time or later; also `__gt`, `__lte`, `__lt`.",
            )
            .query("order_by", text(), "`last_modified` or `-last_modified`.")
            .response("200", "A page.", page(reference("Location"))),
        Operation::post("location", "/")
            .named("createLocation", "Create a location")
            .body(reference("NewLocation"))
            .response("201", "The location after the change.", reference("Location")),
        Operation::patch("location", "/")
            .named("saveLocations", "Create and change up to 100 locations, all or none")
            .body(object(json!({ "objects": items }), &["objects"]))
            .response("202", "The IDs, in the order of the request.", texts()),
        Operation::get("location", "/{id}/").named("getLocation", "Show a location").response(
            "200",
            "The location.",
            reference("Location"),
        ),
        Operation::put("location", "/{id}/")
            .named("editLocation", "Change a location; absent fields keep their values")
            .body(reference("LocationEdit"))
            .response("200", "The location after the change.", reference("Location")),
    ];
    let second = second.map(|operation| operation.versions(&["v0.6"], "v2"));
    first.into_iter().chain(second).collect()
}

/// The schemas of both versions.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let always = ["domain", "location_id", "name", "site_code", "last_modified"];
    let degrees = json!({ "type": ["string", "number", "null"] });
    let writable = json!({
        "name": text(), "location_type_code": text(), "site_code": text(),
        "parent_location_id": text(), "latitude": degrees, "longitude": degrees,
        "location_data": { "type": "object" },
    });
    let mut item = writable.clone();
    item["location_id"] = text();
    let mut whole = item.clone();
    for key in ["domain", "location_type_name", "last_modified"] {
        whole[key] = text();
    }
    let first = json!({
        "created_at": text(), "domain": text(), "external_id": maybe_text(),
        "id": { "type": "integer" }, "last_modified": text(), "latitude": maybe_text(),
        "location_data": { "type": "object" }, "location_id": text(), "location_type": text(),
        "longitude": maybe_text(), "name": text(), "parent": maybe_text(),
        "resource_uri": text(), "site_code": text(),
    });
    vec![
        ("LocationV1", object(first, &always)),
        ("Location", object(whole, &always)),
        ("NewLocation", object(writable.clone(), &["name", "location_type_code"])),
        ("LocationEdit", object(writable, &[])),
        ("LocationItem", object(item, &[])),
    ]
}
