//! Request bodies.

use http::StatusCode;
use roster_model::WireMode;
use roster_wire::{
    Format,
    commcare::{ErrorResponse, body},
};
use serde_json::{Value, json};

const XML: Option<&str> = Some("application/xml");

fn body_of(response: &ErrorResponse) -> Value {
    serde_json::from_slice(&response.body(Format::Json, WireMode::Documented)).unwrap()
}

#[test]
fn last_repeated_key_counts() {
    let decoded = body::decode(None, br#"{"a": 1, "a": 18446744073709551615}"#).unwrap();
    assert_eq!(decoded, json!({ "a": u64::MAX }));
}

#[test]
fn number_that_would_lose_digits_is_rejected() {
    let json = |number: &str| {
        let body = format!("{{\"username\": \"a\", \"user_data\": {{\"card\": {number}}}}}");
        body::decode(None, body.as_bytes())
    };
    let xml = |number: &str| {
        let card = format!("<card type=\"integer\">{number}</card>");
        let card =
            if number.contains(['.', 'e']) { card.replace("integer", "float") } else { card };
        body::decode(XML, format!("<object>{card}</object>").as_bytes())
    };
    for number in
        ["18446744073709551616", "123456789012345678901234567890", "-0", "1e-400", "1e400"]
    {
        for decoded in [json(number), xml(number)] {
            let response = decoded.unwrap_err();
            assert_eq!(response.status, StatusCode::BAD_REQUEST);
            let body = body_of(&response);
            assert_eq!(body["code"], "number_inexact", "{number}");
            let text = body["error"].as_str().unwrap();
            assert!(text.starts_with("'card': ") && text.contains(number), "{text}");
        }
    }
    for number in ["0", "-9223372036854775808", "0.1", "1.5e300", "-0.0"] {
        assert!(json(number).is_ok() && xml(number).is_ok(), "{number}");
    }
}

#[test]
fn malformed_and_deep_json_have_the_live_error() {
    let deep = "[".repeat(65) + &"]".repeat(65);
    for bytes in ["", "{", "{\"a\": NaN}", "\u{0}", deep.as_str()] {
        let response = body::decode(Some("application/json"), bytes.as_bytes()).unwrap_err();
        assert_eq!(response.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            body_of(&response),
            json!({ "error": "Request is not valid JSON.", "code": "body_invalid" })
        );
    }
    let shallow = "[".repeat(64) + &"]".repeat(64);
    assert!(body::decode(None, shallow.as_bytes()).is_ok());
    assert!(body::decode(None, br#""[[[ \" [[[""#).is_ok());
}

#[test]
fn other_media_types_are_rejected() {
    let response = body::decode(Some("text/plain"), b"{}").unwrap_err();
    assert_eq!(response.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(body_of(&response)["code"], "unsupported_media_type");
}

#[test]
fn xml_values_have_the_type_of_their_attribute() {
    let xml = b"<?xml version='1.0' encoding='utf-8'?>
        <object id=\"7\"><first_name>Zo&#235; &amp; Co</first_name><n type=\"integer\">5</n>
        <f type=\"float\">1.5</f><b type=\"boolean\">True</b><c type=\"boolean\">0</c><none type=\"null\"/><empty></empty>
        <l type=\"list\"><value>a</value><value type=\"integer\">1</value></l>
        <h type=\"hash\"><x><![CDATA[<&]]></x></h></object>";
    assert_eq!(
        body::decode(XML, xml).unwrap(),
        json!({
            "id": "7", "first_name": "Zoë & Co", "n": 5, "f": 1.5, "b": true, "c": false, "none": null,
            "empty": "", "l": ["a", 1], "h": { "x": "<&" },
        })
    );
    let wrapped = body::decode(XML, b"<request><object><a>1</a></object></request>").unwrap();
    assert_eq!(wrapped, json!({ "a": "1" }));
    let several = b"<request><objects><object><a>1</a></object></objects></request>";
    assert_eq!(body::decode(XML, several).unwrap(), json!({ "objects": [{ "a": "1" }] }));
}

#[test]
fn malformed_deep_and_unsupported_xml_is_rejected() {
    let deep = "<a>".repeat(65) + &"</a>".repeat(65);
    let cases = [
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a><a/>",
        "<a>&nbsp;</a>",
        "<a><n type='integer'>x</n></a>",
        "<a><n type='boolean'>yes</n></a>",
        deep.as_str(),
    ];
    for xml in cases {
        let response = body::decode(XML, xml.as_bytes()).unwrap_err();
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{xml}");
        assert_eq!(body_of(&response)["error"], "Request is not valid XML.");
    }
    assert!(body::decode(XML, b"\xff\xfe").is_err());
}
