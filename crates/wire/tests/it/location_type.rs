//! Levels of the location tree.

use roster_model::{FieldError, Patch, Problem, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{Occasion, location_type},
};
use serde_json::{Value, json};

use crate::given::{domain, error_text, levels, view};

#[test]
fn links_are_absolute() {
    let domain = domain(WireMode::Documented);
    assert_eq!(
        location_type::tree(&view(&domain, Format::Json), &levels()[1]),
        json!({
            "administrative": false,
            "code": "clinic",
            "domain": "example",
            "id": 412,
            "name": "Clinic",
            "parent": "https://roster.example.org/a/example/api/v0.5/location_type/411/",
            "resource_uri": "https://roster.example.org/a/example/api/v0.5/location_type/412/",
            "shares_cases": true,
            "view_descendants": false,
        })
    );
}

#[test]
fn what_is_read_can_be_put_back() {
    let domain = domain(WireMode::Documented);
    let shown = location_type::tree(&view(&domain, Format::Json), &levels()[1]);
    let edit = location_type::decode_edit(&shown, 412, &domain, &levels()).unwrap();
    assert_eq!(edit.errors, []);
    assert_eq!(edit.parent, Patch::Set("district".to_owned()));
}

#[test]
fn a_new_level_needs_a_code() {
    let domain = domain(WireMode::Documented);
    let create = |parent: Value| {
        let body = json!({ "parent": parent, "id": 1 });
        location_type::decode_create(&body, &domain, &levels()).unwrap()
    };
    let above = levels()[0].clone();
    let url =
        format!("https://roster.example.org/a/example/api/v0.5/location_type/{}/", above.number);
    for parent in [json!(above.code), json!(above.number), json!(url)] {
        assert_eq!(create(parent).parent, Some(above.code.clone()));
    }
    let new = create(json!("elsewhere"));
    assert_eq!(new.parent.as_deref(), Some("elsewhere"));
    assert_eq!(
        new.errors,
        [FieldError::new("code", Problem::Required), FieldError::new("id", Problem::NotEditable)]
    );
}

#[test]
fn there_is_nothing_to_filter_or_order_by() {
    let read = |query: &str| location_type::decode_filter(&Params::parse(query));
    assert!(read("limit=5&domain=x&foo=1&name=").is_ok());
    assert_eq!(
        error_text(&read("name=x").unwrap_err(), Occasion::Location),
        "The 'name' field does not allow filtering."
    );
    assert!(read("order_by=name").is_err());
}
