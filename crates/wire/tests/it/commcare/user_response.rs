//! Responses about mobile workers.

use std::convert::Infallible;

use roster_model::{ActivityCounts, Page, Person, Phone, Profile, Schema, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{LIMIT_CAP, ListRequest, Paging, Style, View, user},
};
use serde_json::{Value, json};

use super::fixture::{data, domain, jane, john, schema, serialize, view};

fn encoded(person: &Person, schema: &Schema, mode: WireMode) -> Value {
    let domain = domain(mode);
    user::tree(&view(&domain, Format::Json), schema, person, None)
}

#[test]
fn live_mode_has_thirteen_sorted_keys() {
    let domain = domain(WireMode::Live);
    let document = user::encode(&view(&domain, Format::Json), &schema(), &jane(), None);
    assert_eq!(
        serialize(document, Format::Json, WireMode::Live),
        r#"{"default_phone_number": "50253311388", "email": "jsmith@example.org", "eulas": "[]", "first_name": "Jane", "groups": [], "id": "3c5a623af057e23a32ae4000cf2943248", "last_name": "Smith", "locations": [], "phone_numbers": ["50253311388"], "primary_location": null, "resource_uri": "/a/example/api/v0.5/user/3c5a623af057e23a32ae4000cf2943248/", "user_data": {"commcare_profile": "", "commcare_project": "example", "husband_name": "Bob Smith", "village": "Patna"}, "username": "jsmith@example.commcarehq.org"}"#
    );
}

#[test]
fn documented_mode_has_more_keys() {
    let john = encoded(&john(), &schema(), WireMode::Documented);
    assert_eq!(john["language"], "en");
    assert_eq!(john["role"], Value::Null);
    assert_eq!(john["is_active"], true);
    assert_eq!(john["created_on"], "2026-03-02T09:15:00.123456");
    assert_eq!(john["last_modified"], "2026-03-02T09:15:00.000000");
    assert_eq!(
        john["user_data"],
        json!({
            "village": "",
            "chw_id": "13/43/DFA",
            "commcare_location_id": "26fc44e2792b4f2fa8ef86178f0a958e",
            "commcare_location_ids":
                "26fc44e2792b4f2fa8ef86178f0a958e c1b029932ed442a6a846a4ea10e46a78",
            "commcare_primary_case_sharing_id": "26fc44e2792b4f2fa8ef86178f0a958e",
        })
    );
}

#[test]
fn profile_values_replace_stored_values() {
    let mut schema = schema();
    schema.profiles.push(Profile {
        number: 3,
        name: "North".to_owned(),
        values: data(json!({ "village": "Delta" })),
    });
    let mut jane = jane();
    if let Some(worker) = &mut jane.worker {
        worker.profile = Some(3);
    }
    let encoded = encoded(&jane, &schema, WireMode::Documented);
    assert_eq!(
        encoded["user_data"],
        json!({ "village": "Delta", "husband_name": "Bob Smith", "commcare_profile": 3 })
    );
}

#[test]
fn phone_number_with_leading_zero_has_no_plus() {
    let mut jane = jane();
    jane.phones = vec![Phone::parse("0170 123").unwrap()];
    let encoded = encoded(&jane, &schema(), WireMode::Documented);
    assert_eq!(encoded["default_phone_number"], "0170123");
}

#[test]
fn resource_uri_has_the_style_of_the_request_and_is_escaped() {
    let domain = domain(WireMode::Documented);
    let mut jane = jane();
    jane.id = roster_model::Id::parse("a b/c").unwrap();
    let view = View { style: Style::ResourceFirst("v1"), ..view(&domain, Format::Json) };
    let encoded = user::tree(&view, &schema(), &jane, None);
    assert_eq!(encoded["resource_uri"], "/a/example/api/user/v1/a%20b%2Fc/");
}

#[test]
fn extras_is_the_last_key() {
    let domain = domain(WireMode::Documented);
    let counts = ActivityCounts { submitted_last_30: 4, ..ActivityCounts::default() };
    let document = user::encode(&view(&domain, Format::Xml), &schema(), &jane(), Some(counts));
    let xml = serialize(document, Format::Xml, WireMode::Documented);
    assert!(
        xml.ends_with(
            "<extras type=\"hash\"><completed_last_30 type=\"integer\">0</completed_last_30>\
             <completed_last_month type=\"integer\">0</completed_last_month>\
             <submitted_last_30 type=\"integer\">4</submitted_last_30>\
             <submitted_last_month type=\"integer\">0</submitted_last_month></extras></object>"
        ),
        "{xml}"
    );
    assert!(!xml.contains("<type>"));
}

#[test]
fn response_to_create_has_both_names_of_the_id() {
    let created = || user::encode_created(&jane());
    assert_eq!(
        serialize(created(), Format::Json, WireMode::Documented),
        r#"{"id": "3c5a623af057e23a32ae4000cf2943248", "user_id": "3c5a623af057e23a32ae4000cf2943248"}"#
    );
    assert_eq!(
        serialize(created(), Format::Xml, WireMode::Live),
        "<?xml version='1.0' encoding='utf-8'?>\n<response id=\"3c5a623af057e23a32ae4000cf2943248\">\
         <user_id>3c5a623af057e23a32ae4000cf2943248</user_id></response>"
    );
}

#[test]
fn written_list_equals_serialized_tree() {
    let (schema, counts) = (schema(), [ActivityCounts::default(), ActivityCounts::default()]);
    let mut odd = john();
    odd.first_name = "<\"Ä\"> & \u{1}\r\n".to_owned();
    odd.custom =
        data(json!({ "id": 7, "z": { "b": [1.5, null], "a": true }, "1st": "<", "x": "" }));
    let people = [odd, jane()];
    for (mode, format) in [
        (WireMode::Documented, Format::Json),
        (WireMode::Documented, Format::Xml),
        (WireMode::Live, Format::Json),
        (WireMode::Live, Format::Xml),
    ] {
        let domain = domain(mode);
        let view = view(&domain, format);
        let params = Params::parse("limit=2&search=a");
        let paging = Paging::parse(&params, LIMIT_CAP).unwrap();
        let list = ListRequest { view: &view, resource: "user", params: &params };
        for activity in [None, Some(&counts[..])] {
            for some in [&people[..], &[]] {
                let page = |items| Page { items, total: 29, next: Some("jane".to_owned()) };
                let tree = |person| user::tree(&view, &schema, person, activity.map(|it| it[0]));
                let trees = page(some.iter().map(tree).collect());
                let workers =
                    some.iter().map(|person| Ok((person.worker_ref(), activity.map(|it| it[0]))));
                let next = Some("jane".to_owned());
                let page = Page { items: vec![(); some.len()], total: 29, next };
                let key = |_| panic!("the page does not end early");
                let bytes = paging.write(list, page, key, |writer| {
                    user::write_all::<Infallible>(&view, &schema, workers, writer)
                });
                assert_eq!(
                    String::from_utf8(bytes.unwrap()).unwrap(),
                    serialize(paging.document(&view, "user", &params, trees), format, mode)
                );
            }
        }
    }
}

#[test]
fn written_worker_equals_serialized_document() {
    let mut odd = john();
    odd.last_name = "<\"Ä\"> & \u{1}\r\n".to_owned();
    odd.custom = data(json!({ "z": { "b": [1.5, null], "a": true }, "1st": "<", "x": 7 }));
    for mode in [WireMode::Documented, WireMode::Live] {
        for format in [Format::Json, Format::Xml] {
            let domain = domain(mode);
            let view = view(&domain, format);
            let document = user::encode(&view, &schema(), &odd, None);
            let bytes = user::write(&view, &schema(), &odd.worker_ref(), None);
            assert_eq!(String::from_utf8(bytes).unwrap(), serialize(document, format, mode));
        }
    }
}
