//! The API document of locations.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{
        Property, free_form, instant, integer, list, maybe_string, nested, object, page, property,
        reference, string, text,
    },
};

const ID: &str = "26fc44e2792b4f2fa8ef86178f0a958e";
const PARENT: &str = "c1b029932ed442a6a846a4ea10e46a78";
const BASE: &str = "https://roster.example.org/a/demo/api";

/// The operations of both versions.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    first_version().into_iter().chain(second_version()).collect()
}

fn first_version() -> [Operation; 2] {
    let number = json!({ "type": "number" });
    [
        Operation::get("location", "/")
            .named("listLocationsV1", "List locations, with absolute links")
            .superseded_by("/a/{domain}/api/location/v2/")
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
            .response("200", "A page, in the order of creation.", reference("LocationV1Page")),
        Operation::get("location", "/{id}/")
            .named("getLocationV1", "Show a location, with absolute links")
            .superseded_by("/a/{domain}/api/location/v2/{id}/")
            .response("200", "The location.", reference("LocationV1")),
    ]
}

fn second_version() -> impl Iterator<Item = Operation> {
    let operations = [
        Operation::get("location", "/")
            .named("listLocations", "List locations")
            .described("`location/v1/` is the older list, which exporters use: it has absolute links, numbers and external IDs, and filters by `created_at`, `latitude` and `longitude`.")
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
            .response("200", "A page.", reference("LocationPage")),
        Operation::post("location", "/")
            .named("createLocation", "Create a location")
            .body(reference("NewLocation"))
            .response("201", "The new location.", reference("Location")),
        Operation::patch("location", "/")
            .named("saveLocations", "Create and change up to 100 locations, all or none")
            .body(reference("LocationItems"))
            .response("202", "The IDs, in the order of the request.", reference("Ids")),
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
    operations.into_iter().map(|operation| operation.versions(&["v0.6"], "v2"))
}

/// The schemas of both versions.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let id =
        || property("location_id", text(), "The ID. With it, the item changes a location.", ID);
    let items = nested("objects", list(reference("LocationItem")), "Up to 100 locations.");
    let always = [
        "domain",
        "location_id",
        "name",
        "site_code",
        "last_modified",
        "latitude",
        "longitude",
        "location_data",
        "location_type_code",
        "location_type_name",
        "parent_location_id",
    ];
    vec![
        ("LocationV1", first_schema()),
        ("LocationV1Page", page("LocationV1")),
        ("Location", object("A location.", shown(), &always)),
        ("LocationPage", page("Location")),
        (
            "NewLocation",
            object("A location to create.", writable(), &["name", "location_type_code"]),
        ),
        ("LocationEdit", object("A change of a location.", writable(), &[])),
        (
            "LocationItem",
            object("A location to create or change.", [id()].into_iter().chain(writable()), &[]),
        ),
        ("LocationItems", object("Locations to create or change.", [items], &["objects"])),
    ]
}

fn shown() -> Vec<Property> {
    vec![
        property("location_id", string(), "The ID.", ID),
        property("domain", string(), "The domain.", "demo"),
        property("name", string(), "The name.", "Ibadan North"),
        property("site_code", string(), "The site code. Unique in the domain.", "ibadan_north"),
        property("location_type_code", string(), "The code of the location type.", "district"),
        property("location_type_name", string(), "The name of the location type.", "District"),
        property(
            "parent_location_id",
            string(),
            "The ID of the location above; empty at the top.",
            PARENT,
        ),
        property("latitude", maybe_string(), "Degrees north.", "7.4021"),
        property("longitude", maybe_string(), "Degrees east.", "3.9173"),
        property("location_data", free_form(), "Custom data.", json!({ "population": "306795" })),
        property(
            "last_modified",
            string(),
            "When it last changed, in UTC.",
            "2026-03-02T09:30:00.123456",
        ),
    ]
}

fn writable() -> [Property; 7] {
    let degrees = || json!({ "type": ["string", "number", "null"] });
    [
        property("name", text(), "The name.", "Ibadan North"),
        property("location_type_code", text(), "The code of the location type.", "district"),
        property(
            "site_code",
            text(),
            "The site code. Without one, the name decides.",
            "ibadan_north",
        ),
        property(
            "parent_location_id",
            text(),
            "The ID of the location above; empty for the top.",
            PARENT,
        ),
        property("latitude", degrees(), "Degrees north.", "7.4021"),
        property("longitude", degrees(), "Degrees east.", "3.9173"),
        property("location_data", free_form(), "Custom data.", json!({ "population": "306795" })),
    ]
}

fn first_schema() -> Value {
    let own_url = format!("{BASE}/v0.5/location/{ID}/");
    let properties = [
        property("id", integer(), "The number. Unique over all domains.", 12),
        property("location_id", string(), "The ID.", ID),
        property("domain", string(), "The domain.", "demo"),
        property("name", string(), "The name.", "Ibadan North"),
        property("site_code", string(), "The site code. Unique in the domain.", "ibadan_north"),
        property("external_id", maybe_string(), "The ID in another system.", Value::Null),
        property(
            "location_type",
            string(),
            "The URL of the location type.",
            format!("{BASE}/v0.5/location_type/2/"),
        ),
        property(
            "parent",
            maybe_string(),
            "The URL of the location above; null at the top.",
            format!("{BASE}/v0.5/location/{PARENT}/"),
        ),
        property("latitude", maybe_string(), "Degrees north.", "7.4021"),
        property("longitude", maybe_string(), "Degrees east.", "3.9173"),
        property("location_data", free_form(), "Custom data.", json!({ "population": "306795" })),
        property(
            "created_at",
            string(),
            "When it was created, in UTC.",
            "2026-01-15T08:00:00.123456",
        ),
        property(
            "last_modified",
            string(),
            "When it last changed, in UTC.",
            "2026-03-02T09:30:00.123456",
        ),
        property("resource_uri", string(), "The URL of the location.", own_url),
    ];
    let always = properties.each_ref().map(|(name, _)| *name);
    object("A location, with absolute links.", properties, &always)
}
