//! Request bodies.

use proptest::prelude::*;
use roster_wire::usercom::{BadBody, Body};
use serde_json::{Value, json};

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fn fields(content_type: Option<&str>, text: &str) -> Value {
    let body = Body::decode(content_type, text.as_bytes()).unwrap();
    Value::Object(body.fields)
}

fn error(content_type: Option<&str>, bytes: &[u8]) -> String {
    Body::decode(content_type, bytes).unwrap_err().to_string()
}

#[test]
fn json_is_decoded_with_whitespace_and_media_type_parameters() {
    let sent = "{\n\"email\": \"a@b.org\", \n\"last_name\":\"Doe\" \n}";
    let expected = json!({ "email": "a@b.org", "last_name": "Doe" });
    assert_eq!(fields(JSON, sent), expected);
    assert_eq!(fields(Some("Application/JSON; charset=utf-8"), sent), expected);
    assert_eq!(fields(None, sent), expected);
}

#[test]
fn empty_body_has_no_fields() {
    for content_type in [JSON, FORM, None, Some("text/plain")] {
        assert_eq!(fields(content_type, ""), json!({}));
    }
}

#[test]
fn form_is_decoded() {
    assert_eq!(
        fields(FORM, "email=a%40b.org&first_name=Anna+Maria&tags=a&tags=b&ids[]=1&list[0]=x"),
        json!({
            "email": "a@b.org", "first_name": "Anna Maria",
            "tags": ["a", "b"], "ids": ["1"], "list": ["x"],
        })
    );
}

#[test]
fn form_with_the_content_type_of_json_is_decoded() {
    let published = "email=mynewemail%40mydomain.com&first_name=John&last_name=Doe";
    let expected =
        json!({ "email": "mynewemail@mydomain.com", "first_name": "John", "last_name": "Doe" });
    assert_eq!(fields(JSON, published), expected);
    for broken in ["{\"a\":", "a=b c", "a=b\nc=d", "=a", "\"a\"=b", "[a]=b", "true", "email"] {
        assert!(Body::decode(JSON, broken.as_bytes()).is_err(), "{broken:?}");
    }
}

#[test]
fn json_object_with_the_content_type_of_a_form_is_decoded() {
    let expected = json!({ "email": "a@b.org", "tags": ["a=1&b"] });
    let sent = r#"{"email": "a@b.org", "tags": ["a=1&b"]}"#;
    assert_eq!(fields(FORM, sent), expected);
    assert_eq!(fields(FORM, &format!("\n {sent} \n")), expected);
    let escaped = "%7B%22email%22%3A%22a%40b.org%22%7D";
    assert_eq!(fields(FORM, escaped), json!({ "email": "a@b.org" }));
    assert_eq!(fields(FORM, &format!("{escaped}=")), json!({ "email": "a@b.org" }));
    for broken in ["{\"email\":", "{", "{\"a\": 1} x", "[{\"a\": 1}]", "[]", "%7B%22a"] {
        assert!(Body::decode(FORM, broken.as_bytes()).is_err(), "{broken:?}");
    }
    for broken in ["null", "\"x\"", "1", "plainword"] {
        assert!(Body::decode(FORM, broken.as_bytes()).is_err(), "{broken:?}");
    }
    assert_eq!(fields(FORM, "a=%7B%7D"), json!({ "a": "{}" }));
    assert_eq!(fields(FORM, "[a]=b"), json!({ "[a]": "b" }));
}

#[test]
fn number_that_would_lose_digits_is_rejected() {
    let message = error(JSON, br#"{"a": {"big": [1, 18446744073709551616]}}"#);
    assert_eq!(
        message,
        "JSON parse error - 'big': the number 18446744073709551616 cannot be stored with all its \
         digits; send it as a string"
    );
    for inexact in ["123456789012345678901234567890", "-0", "1e-400", "0.12345678901234567890"] {
        assert!(Body::decode(JSON, format!("{{\"a\": {inexact}}}").as_bytes()).is_err());
        let text = format!("{{\"{inexact}\": \"{inexact} \\\" {inexact}\"}}");
        assert!(Body::decode(JSON, text.as_bytes()).is_ok(), "{text}");
    }
    for exact in ["18446744073709551615", "-9223372036854775808", "0.1", "-0.0", "1e300"] {
        assert!(Body::decode(JSON, format!("[{exact}]").as_bytes()).is_err(), "not an object");
        assert!(Body::decode(JSON, format!("{{\"a\": {exact}}}").as_bytes()).is_ok(), "{exact}");
    }
}

#[test]
fn multipart_form_is_decoded_without_files() {
    let content_type = Some("multipart/form-data; boundary=\"xYz\"");
    let sent = "preamble\r\n--xYz\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b.org\r\n\
                --xYz\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\
                Content-Type: image/png\r\n\r\n\u{1}\u{2}\r\n\
                --xYz\r\ncontent-disposition: form-data; name=note\r\n\r\n\r\n--xYz--\r\n";
    assert_eq!(fields(content_type, sent), json!({ "email": "a@b.org", "note": "" }));
    for (content_type, broken) in [
        ("multipart/form-data", sent),
        ("multipart/form-data; boundary=other", sent),
        ("multipart/form-data; boundary=xYz", "--xYz\r\nContent-Disposition: x\r\n\r\nno end"),
    ] {
        let message = error(Some(content_type), broken.as_bytes());
        assert!(message.starts_with("Multipart form parse error - "), "{message}");
    }
}

#[test]
fn other_media_types_are_rejected() {
    let bad = Body::decode(Some("text/plain"), b"x").unwrap_err();
    assert_eq!(bad, BadBody::MediaType("text/plain".to_owned()));
    assert_eq!(bad.to_string(), "Unsupported media type \"text/plain\" in request.");
}

#[test]
fn json_that_is_not_an_object_is_rejected_with_its_python_type() {
    for (sent, name) in [
        ("[]", "list"),
        ("\"a\"", "str"),
        ("1", "int"),
        ("1.5", "float"),
        ("true", "bool"),
        ("null", "NoneType"),
    ] {
        let message = error(JSON, sent.as_bytes());
        assert_eq!(message, format!("Invalid data. Expected a dictionary, but got {name}."));
    }
}

#[test]
fn malformed_json_has_the_message_of_the_parser() {
    for (sent, message) in [
        ("nonsense", "expected ident at line 1 column 2"),
        ("{\"a\":", "EOF while parsing a value at line 1 column 5"),
        ("{\n\"a\": 1,}", "trailing comma at line 2 column 8"),
        ("{\"a\": NaN}", "expected value at line 1 column 7"),
        ("{} x", "trailing characters at line 1 column 4"),
    ] {
        assert_eq!(error(JSON, sent.as_bytes()), format!("JSON parse error - {message}"));
    }
    let invalid_utf8 = error(JSON, b"{\"a\": \"b\xff\"}");
    assert!(invalid_utf8.starts_with("JSON parse error - invalid unicode"), "{invalid_utf8}");
}

#[test]
fn deep_nesting_is_rejected() {
    let sent = "[".repeat(100_000);
    assert_eq!(error(JSON, sent.as_bytes()), "JSON parse error - nested deeper than 64 levels");
}

proptest! {
    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for content_type in [JSON, FORM, Some("multipart/form-data; boundary=b")] {
            let _ = Body::decode(content_type, &bytes);
        }
    }

    #[test]
    fn almost_json_does_not_panic(text in "[{}\\[\\]\",:0-9eE.+\\-a-z\\\\ \n]{0,40}") {
        let _ = Body::decode(JSON, text.as_bytes());
    }
}
