//! Request bodies of the CommCare dialect, and the pages of a CommCare HQ that is imported.

use roster_model::{Domain, DomainName, Error, Settings, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{
        ErrorContext, ErrorResponse, activity, body, client, group,
        location::v2,
        location_type,
        user::{self, bulk},
        web_user,
    },
    json, parse_tree, write_tree,
};
use serde_json::Value;

/// A JSON body. A round trip keeps a decoded body.
pub(crate) fn json(bytes: &[u8]) {
    let _ = activity::decode(Some("application/json"), bytes);
    let Ok(tree) = body::decode(Some("application/json"), bytes) else { return };
    assert_eq!(json::parse(&json::write(&tree)).unwrap(), tree);
    decode(&tree);
}

/// An XML body: a request, or a form from a phone.
pub(crate) fn xml(bytes: &[u8]) {
    let _ = activity::decode(Some("text/xml"), bytes);
    let Ok(tree) = body::decode(Some("text/xml"), bytes) else { return };
    parse_tree(&write_tree("object", &tree)).unwrap();
    decode(&tree);
}

/// A page of a list of the live service, in JSON.
pub(crate) fn pages(bytes: &[u8]) {
    let Ok(page) = client::decode_page(bytes) else { return };
    let target = domain(WireMode::Documented);
    for object in &page.objects {
        let _ = client::decode_group(object);
        let _ = client::decode_location(object);
        let _ = client::decode_location_type(object);
        let _ = client::decode_worker(object, "source", &target, true);
    }
}

/// Decodes a body with every decoder, and renders the errors.
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
            v2::decode_create(tree).err(),
            v2::decode_edit(tree).err(),
            v2::decode_items(tree).err(),
            web_user::decode_edit(tree).err(),
        ];
        errors.iter().flatten().for_each(|error| render(error, mode));
    }
}

/// Renders an error. It must be a client error, with a well-formed body in both formats.
pub(crate) fn render(error: &Error, mode: WireMode) {
    let response = ErrorResponse::from_error(error, ErrorContext::General);
    assert!(response.status.is_client_error(), "{error:?}");
    json::parse(&response.body(Format::Json, mode)).unwrap();
    let xml = response.body(Format::Xml, mode);
    roxmltree::Document::parse(std::str::from_utf8(&xml).unwrap()).unwrap();
}

fn domain(wire: WireMode) -> Domain {
    Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings { wire, ..Settings::default() },
    }
}
