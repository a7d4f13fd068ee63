//! The XML writer and reader.

use proptest::prelude::*;
use roster_model::WireMode;
use roster_wire::{Format, commcare::Document, json, parse_tree, write_tree};
use serde_json::{Map, Value, json};

use super::fixture::serialize;

#[test]
fn list_has_the_bytes_of_the_live_service() {
    let document = Document::List {
        meta: super::fixture::data(json!({
            "limit": 1, "next": "?format=xml&limit=1&offset=1", "offset": 0, "previous": null,
            "total_count": 25,
        })),
        objects: vec![json!({
            "id": "u0", "default_phone_number": null, "email": "", "eulas": "[]",
            "first_name": "Zoë & <b>", "groups": [], "last_name": "", "locations": [],
            "phone_numbers": ["1", "2"], "primary_location": null,
            "resource_uri": "/a/d/api/v0.5/user/u0/",
            "user_data": {
                "b": true, "chw_id": "13/43", "commcare_profile": "", "d": { "id": 7, "x": "" },
                "f": 1.5, "l": ["a", 1], "n": 5, "none": null, "1st": "left out", "a b": 1,
            },
            "username": "user0@d.commcarehq.org",
        })],
    };
    let expected = "<?xml version='1.0' encoding='utf-8'?>\n<response><meta type=\"hash\">\
        <limit type=\"integer\">1</limit><next>?format=xml&amp;limit=1&amp;offset=1</next>\
        <offset type=\"integer\">0</offset><previous type=\"null\"/>\
        <total_count type=\"integer\">25</total_count></meta><objects type=\"list\">\
        <object id=\"u0\"><default_phone_number type=\"null\"/><email></email><eulas>[]</eulas>\
        <first_name>Zoë &amp; &lt;b&gt;</first_name><groups type=\"list\"/><last_name></last_name>\
        <locations type=\"list\"/><phone_numbers type=\"list\"><value>1</value><value>2</value>\
        </phone_numbers><primary_location type=\"null\"/>\
        <resource_uri>/a/d/api/v0.5/user/u0/</resource_uri><user_data type=\"hash\">\
        <b type=\"boolean\">True</b><chw_id>13/43</chw_id><commcare_profile></commcare_profile>\
        <d type=\"hash\" id=\"7\"><x></x></d><f type=\"float\">1.5</f><l type=\"list\">\
        <value>a</value><value type=\"integer\">1</value></l><n type=\"integer\">5</n>\
        <none type=\"null\"/></user_data><username>user0@d.commcarehq.org</username></object>\
        </objects></response>";
    assert_eq!(serialize(document, Format::Xml, WireMode::Live), expected);
}

#[test]
fn empty_response_is_one_tag() {
    let empty = Document::Response(json!({}));
    let expected = "<?xml version='1.0' encoding='utf-8'?>\n<response/>";
    assert_eq!(serialize(empty, Format::Xml, WireMode::Documented), expected);
}

#[test]
fn invalid_xml_characters_are_replaced() {
    let xml = write_tree("object", &json!({ "a": "x\u{0}\u{1}\u{fffe}y" }));
    assert_eq!(parse_tree(&xml).unwrap(), json!({ "a": "x\u{fffd}\u{fffd}\u{fffd}y" }));
}

/// Any body.
fn tree() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,8}", inner), 0..6)
                .prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    })
}

proptest! {
    #[test]
    fn output_is_well_formed(tree in tree()) {
        let xml = write_tree("object", &json!({ "user_data": tree }));
        prop_assert!(parse_tree(&xml).is_ok(), "{}", String::from_utf8_lossy(&xml));
    }

    #[test]
    fn xml_round_trip_keeps_texts_and_numbers(
        text in "[^\\p{Cc}\\p{Cn}]*", whole in any::<i64>(), real in -1e300_f64..1e300,
    ) {
        let tree = json!({ "id": text, "a": [text, whole, real], "b": text });
        prop_assert_eq!(parse_tree(&write_tree("object", &tree)).unwrap(), tree);
    }

    #[test]
    fn json_round_trip_keeps_the_tree(tree in tree()) {
        prop_assert_eq!(json::parse(&json::write(&tree)).unwrap(), tree);
    }
}
