//! Location types.

use roster_model::{FieldError, Patch, Problem, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{ErrorContext, location_type},
};
use serde_json::{Value, json};

use super::fixture::{domain, error_message, location_types, view};

#[test]
fn links_are_absolute() {
    let domain = domain(WireMode::Documented);
    assert_eq!(
        location_type::tree(&view(&domain, Format::Json), &location_types()[1]),
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
fn response_can_be_sent_back() {
    let domain = domain(WireMode::Documented);
    let tree = location_type::tree(&view(&domain, Format::Json), &location_types()[1]);
    let edit = location_type::decode_edit(&tree, 412, &domain, &location_types()).unwrap();
    assert_eq!(edit.errors, []);
    assert_eq!(edit.parent, Patch::Set("district".to_owned()));
}

#[test]
fn create_requires_a_code_and_accepts_three_kinds_of_parent() {
    let domain = domain(WireMode::Documented);
    let create = |parent: Value| {
        let body = json!({ "parent": parent, "id": 1 });
        location_type::decode_create(&body, &domain, &location_types()).unwrap()
    };
    let parent_type = location_types()[0].clone();
    let url = format!(
        "https://roster.example.org/a/example/api/v0.5/location_type/{}/",
        parent_type.number
    );
    for parent in [json!(parent_type.code), json!(parent_type.number), json!(url)] {
        assert_eq!(create(parent).parent, Some(parent_type.code.clone()));
    }
    let new = create(json!("elsewhere"));
    assert_eq!(new.parent.as_deref(), Some("elsewhere"));
    assert_eq!(
        new.errors,
        [FieldError::new("code", Problem::Required), FieldError::new("id", Problem::NotEditable)]
    );
}

#[test]
fn filters_and_order_are_rejected() {
    let check = |query: &str| location_type::check_filters(&Params::parse(query));
    assert!(check("limit=5&domain=x&foo=1&name=").is_ok());
    assert_eq!(
        error_message(&check("name=x").unwrap_err(), ErrorContext::Location),
        "The 'name' field does not allow filtering."
    );
    assert!(check("order_by=name").is_err());
}
