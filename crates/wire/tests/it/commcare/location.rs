//! Locations, in both versions.

use roster_model::{
    FieldError, Location, LocationFilter, LocationItem, Patch, Problem, Span, WireMode,
};
use roster_wire::{
    Format, Params,
    commcare::{
        ErrorContext,
        location::{v1, v2},
    },
};
use serde_json::{Map, json};

use super::fixture::{at, data, domain, error_message, id, location_types, view};

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
        archived: false,
        created_at: at("2026-01-05T08:00:00.0001Z"),
        updated_at: at("2026-03-02T09:15:00.123456Z"),
    }
}

#[test]
fn v1_has_fourteen_keys() {
    let domain = domain(WireMode::Documented);
    let base = "https://roster.example.org/a/example/api/v0.5";
    assert_eq!(
        v1::tree(&view(&domain, Format::Json), &clinic()),
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
fn v2_has_eleven_keys() {
    let domain = domain(WireMode::Documented);
    let root = Location { parent: None, ..clinic() };
    assert_eq!(
        v2::tree(&view(&domain, Format::Json), &root, &location_types()),
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
fn v1_filters_have_operators() {
    let decode = |query: &str| v1::decode_filter(&Params::parse(query));
    let filter = decode(
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
    let error = |query: &str| error_message(&decode(query).unwrap_err(), ErrorContext::Location);
    assert_eq!(error("name=x"), "The 'name' field does not allow filtering.");
    assert_eq!(
        error("location_type__code=x"),
        "The 'location_type' field does not allow filtering."
    );
    assert_eq!(
        error("site_code__contains=x"),
        "'contains' is not an allowed filter on the 'site_code' field."
    );
    assert_eq!(error("latitude__gt=x"), "Invalid resource lookup data provided (mismatched type).");
    assert_eq!(error("order_by=-name"), "The 'name' field does not allow ordering.");
    assert_eq!(error("order_by=foo"), "No matching 'foo' field for ordering on.");
    assert!(error("created_at=then").starts_with("'then' is not an ISO 8601 date"));
}

#[test]
fn v2_filters_have_operators_and_order() {
    let decode = |query: &str| v2::decode_filter(&Params::parse(query));
    let filter = decode(
        "name=A&location_type_code=clinic&parent_location_id=p&last_modified.gt=2026-01-01\
         &order_by=-last_modified",
    )
    .unwrap();
    assert_eq!(filter.kind.as_deref(), Some("clinic"));
    assert_eq!(filter.parent.as_deref(), Some("p"));
    assert_eq!(filter.updated.after, Some(at("2026-01-01T00:00:00Z")));
    assert_eq!(filter.by_update, Some(true));
    assert_eq!(decode("order_by=last_modified").unwrap().by_update, Some(false));
    let error = |query: &str| error_message(&decode(query).unwrap_err(), ErrorContext::Location);
    assert_eq!(error("order_by=name"), "The 'name' field does not allow ordering.");
    assert_eq!(error("latitude=1"), "The 'latitude' field does not allow filtering.");
}

#[test]
fn create_and_edit_are_decoded() {
    let new = v2::decode_create(&json!({
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
    let wrong = v2::decode_edit(&json!({ "name": 1, "latitude": [] })).unwrap();
    assert_eq!(
        wrong.errors,
        [
            FieldError::new("name", Problem::WrongType("a string")),
            FieldError::new("latitude", Problem::WrongType("a number")),
        ]
    );
}

#[test]
fn items_with_an_identity_are_changes() {
    let items = v2::decode_items(&json!({ "objects": [
        { "name": "Newtown", "location_id": "" },
        { "location_id": "7c1e", "latitude": "9.1" },
        { "location_id": 5 },
        "x",
    ] }))
    .unwrap();
    let decoded: Vec<(Option<&str>, usize)> = items
        .iter()
        .map(|item| match item {
            LocationItem::Create(new) => (None, new.edit.errors.len()),
            LocationItem::Update { id, edit } => (Some(id.as_str()), edit.errors.len()),
        })
        .collect();
    assert_eq!(decoded, [(None, 0), (Some("7c1e"), 0), (None, 1), (None, 1)]);

    let many = json!({ "objects": vec![Map::new(); 101] });
    assert_eq!(
        error_message(&v2::decode_items(&many).unwrap_err(), ErrorContext::Location),
        "Object count exceeds limit for PATCH method."
    );
    assert!(v2::decode_items(&json!({})).is_err());
}
