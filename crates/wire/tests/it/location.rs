//! Locations, both versions.

use roster_model::{
    FieldError, Location, LocationFilter, LocationItem, Patch, Problem, Span, WireMode,
};
use roster_wire::{
    Format, Params,
    commcare::{Occasion, location_v1, location_v2},
};
use serde_json::{Map, json};

use crate::given::{at, data, domain, error_text, id, levels, view};

fn clinic() -> Location {
    Location {
        id: id("7c1e7f5a0b9d4c3e8f2a1b0c9d8e7f6a"),
        number: 90210,
        name: "Karu Clinic".to_owned(),
        site_code: "karu_clinic".to_owned(),
        external_id: None,
        kind: 412,
        parent: Some(id("11aa22bb33cc44dd55ee66ff77889900")),
        latitude: Some("9.0820000000".to_owned()),
        longitude: None,
        data: data(json!({ "beds": "12" })),
        created_at: at("2026-01-05T08:00:00.0001Z"),
        updated_at: at("2026-03-02T09:15:00.123456Z"),
    }
}

#[test]
fn the_first_version_has_fourteen_keys() {
    let domain = domain(WireMode::Documented);
    let base = "https://roster.example.org/a/example/api/v0.5";
    assert_eq!(
        location_v1::tree(&view(&domain, Format::Json), &clinic()),
        json!({
            "created_at": "2026-01-05T08:00:00.000100",
            "domain": "example",
            "external_id": null,
            "id": 90210,
            "last_modified": "2026-03-02T09:15:00.123456",
            "latitude": "9.0820000000",
            "location_data": { "beds": "12" },
            "location_id": "7c1e7f5a0b9d4c3e8f2a1b0c9d8e7f6a",
            "location_type": format!("{base}/location_type/412/"),
            "longitude": null,
            "name": "Karu Clinic",
            "parent": format!("{base}/location/11aa22bb33cc44dd55ee66ff77889900/"),
            "resource_uri": format!("{base}/location/7c1e7f5a0b9d4c3e8f2a1b0c9d8e7f6a/"),
            "site_code": "karu_clinic",
        })
    );
}

#[test]
fn the_second_version_has_eleven_keys() {
    let domain = domain(WireMode::Documented);
    let root = Location { parent: None, ..clinic() };
    assert_eq!(
        location_v2::tree(&view(&domain, Format::Json), &root, &levels()),
        json!({
            "domain": "example",
            "last_modified": "2026-03-02T09:15:00.123456",
            "latitude": "9.0820000000",
            "location_data": { "beds": "12" },
            "location_id": "7c1e7f5a0b9d4c3e8f2a1b0c9d8e7f6a",
            "location_type_code": "clinic",
            "location_type_name": "Clinic",
            "longitude": null,
            "name": "Karu Clinic",
            "parent_location_id": "",
            "site_code": "karu_clinic",
        })
    );
}

#[test]
fn filters_of_the_first_version() {
    let read = |query: &str| location_v1::decode_filter(&Params::parse(query));
    let filter = read(
        "site_code=karu&last_modified__gte=2026-01-01&last_modified__lt=2026-02-01T00:00:00Z\
         &latitude__range=1.5,-2&domain=x&limit=5&foo=1",
    );
    assert_eq!(
        filter.unwrap(),
        LocationFilter {
            site_code: Some("karu".to_owned()),
            updated: Span {
                from: Some(at("2026-01-01T00:00:00Z")),
                before: Some(at("2026-02-01T00:00:00Z")),
                ..Span::default()
            },
            latitude: Span {
                from: Some("1.5".to_owned()),
                to: Some("-2".to_owned()),
                ..Span::default()
            },
            ..LocationFilter::default()
        }
    );
    let refused = |query: &str| error_text(&read(query).unwrap_err(), Occasion::Location);
    assert_eq!(refused("name=x"), "The 'name' field does not allow filtering.");
    assert_eq!(
        refused("location_type__code=x"),
        "The 'location_type' field does not allow filtering."
    );
    assert_eq!(
        refused("site_code__contains=x"),
        "'contains' is not an allowed filter on the 'site_code' field."
    );
    assert_eq!(
        refused("latitude__gt=x"),
        "Invalid resource lookup data provided (mismatched type)."
    );
    assert_eq!(refused("order_by=-name"), "The 'name' field does not allow ordering.");
    assert_eq!(refused("order_by=foo"), "No matching 'foo' field for ordering on.");
    assert!(refused("created_at=then").starts_with("'then' is not a date"));
}

#[test]
fn filters_of_the_second_version() {
    let read = |query: &str| location_v2::decode_filter(&Params::parse(query));
    let filter = read(
        "name=A&location_type_code=clinic&parent_location_id=p&last_modified.gt=2026-01-01\
         &order_by=-last_modified",
    )
    .unwrap();
    assert_eq!(filter.kind.as_deref(), Some("clinic"));
    assert_eq!(filter.parent.as_deref(), Some("p"));
    assert_eq!(filter.updated.after, Some(at("2026-01-01T00:00:00Z")));
    assert_eq!(filter.by_update, Some(true));
    assert_eq!(read("order_by=last_modified").unwrap().by_update, Some(false));
    let refused = |query: &str| error_text(&read(query).unwrap_err(), Occasion::Location);
    assert_eq!(refused("order_by=name"), "The 'name' field does not allow ordering.");
    assert_eq!(refused("latitude=1"), "The 'latitude' field does not allow filtering.");
}

#[test]
fn a_new_location_is_read() {
    let new = location_v2::decode_create(&json!({
        "name": "Newtown", "location_type_code": "clinic", "parent_location_id": "11aa",
        "latitude": 9.1, "longitude": "", "location_data": { "beds": 3 }, "site_code": "",
        "location_id": "x", "domain": "d",
    }))
    .unwrap();
    let edit = new.edit;
    assert_eq!(edit.errors, []);
    assert_eq!(edit.kind.as_deref(), Some("clinic"));
    assert_eq!(edit.parent, Patch::Set("11aa".to_owned()));
    assert_eq!((edit.latitude, edit.longitude), (Patch::Set("9.1".to_owned()), Patch::Clear));
    assert_eq!(edit.site_code, None);
    assert_eq!(edit.unknown, ["location_id", "domain"]);
    let wrong = location_v2::decode_edit(&json!({ "name": 1, "latitude": [] })).unwrap();
    assert_eq!(
        wrong.errors,
        [
            FieldError::new("name", Problem::WrongType("a string")),
            FieldError::new("latitude", Problem::WrongType("a number")),
        ]
    );
}

#[test]
fn items_are_changed_or_created_by_their_identity() {
    let items = location_v2::decode_items(&json!({ "objects": [
        { "name": "Newtown", "location_id": "" },
        { "location_id": "7c1e", "latitude": "9.1" },
        { "location_id": 5 },
        "x",
    ] }))
    .unwrap();
    let told: Vec<(Option<&str>, usize)> = items
        .iter()
        .map(|item| match item {
            LocationItem::Create(new) => (None, new.edit.errors.len()),
            LocationItem::Update { id, edit } => (Some(id.as_str()), edit.errors.len()),
        })
        .collect();
    assert_eq!(told, [(None, 0), (Some("7c1e"), 0), (None, 1), (None, 1)]);

    let many = json!({ "objects": vec![Map::new(); 101] });
    assert_eq!(
        error_text(&location_v2::decode_items(&many).unwrap_err(), Occasion::Location),
        "Object count exceeds limit for PATCH method."
    );
    assert!(location_v2::decode_items(&json!({})).is_err());
}
