//! Bodies of the CommCare dialect, and the pages of a live service that people are taken over from.

use roster_model::{Domain, DomainName, Error, Settings, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{
        ErrorResponse, ErrorContext, activity, body, group, location_type, location_v2, pull, web_user,
        worker_bulk, worker_write,
    },
    json, parse_tree, write_tree,
};
use serde_json::Value;

/// A body in JSON. What can be read is written and read again: nothing gets lost.
pub(crate) fn json(bytes: &[u8]) {
    let _ = activity::decode(Some("application/json"), bytes);
    let Ok(tree) = body::decode(Some("application/json"), bytes) else { return };
    assert_eq!(json::parse(&json::write(&tree)).unwrap(), tree);
    decode(&tree);
}

/// A body in XML: of a request, and of a form that a phone has submitted.
pub(crate) fn xml(bytes: &[u8]) {
    let _ = activity::decode(Some("text/xml"), bytes);
    let Ok(tree) = body::decode(Some("text/xml"), bytes) else { return };
    parse_tree(&write_tree("object", &tree)).unwrap();
    decode(&tree);
}

/// A page of a list of the live service.
pub(crate) fn pages(bytes: &[u8]) {
    let Ok(page) = client::read_page(bytes) else { return };
    let here = domain(WireMode::Documented);
    for object in &page.objects {
        let _ = client::read_group(object);
        let _ = client::read_location(object);
        let _ = client::read_location_type(object);
        let _ = client::read_worker(object, "there", &here, true);
    }
}

/// Reads a body in all the ways that handlers do, and words what is wrong with it.
fn decode(tree: &Value) {
    for mode in [WireMode::Documented, WireMode::Live] {
        let domain = domain(mode);
        let id = "3c5a623af057e23a32ae4000cf291339";
        let errors = [
            user::decode_create(tree).err(),
            user::decode_edit(tree, id, &domain).err(),
            bulk::decode(tree, &Params::default(), &domain).err(),
            group::decode_create(tree).err(),
            group::decode_create_many(tree).err(),
            group::decode_edit(tree, id, &domain).err(),
            location_type::decode_create(tree, &domain, &[]).err(),
            location_type::decode_edit(tree, 1, &domain, &[]).err(),
            location::v2::decode_create(tree).err(),
            location::v2::decode_edit(tree).err(),
            location::v2::decode_items(tree).err(),
            web_user::decode_edit(tree).err(),
        ];
        errors.iter().flatten().for_each(|error| word(error, mode));
    }
}

/// A client's mistake is told as one, in either format.
pub(crate) fn word(error: &Error, mode: WireMode) {
    let refusal = ErrorResponse::from_error(error, ErrorContext::General);
    assert!(refusal.status.is_client_error(), "{error:?}");
    json::parse(&refusal.body(Format::Json, mode)).unwrap();
    let xml = refusal.body(Format::Xml, mode);
    roxmltree::Document::parse(std::str::from_utf8(&xml).unwrap()).unwrap();
}

fn domain(wire: WireMode) -> Domain {
    Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings { wire, ..Settings::default() },
    }
}
