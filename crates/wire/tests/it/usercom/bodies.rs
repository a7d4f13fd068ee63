//! Bodies, in all the forms that clients send.

use proptest::prelude::*;
use roster_wire::usercom::{BadBody, Body};
use serde_json::{Value, json};

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fn fields(content_type: Option<&str>, text: &str) -> Value {
    let body = Body::read(content_type, text.as_bytes()).unwrap();
    Value::Object(body.fields)
}

fn refused(content_type: Option<&str>, bytes: &[u8]) -> String {
    Body::read(content_type, bytes).unwrap_err().to_string()
}

#[test]
fn json_is_read_whatever_its_blanks_and_parameters() {
    let sent = "{\n\"email\": \"a@b.org\", \n\"last_name\":\"Doe\" \n}";
    let expected = json!({ "email": "a@b.org", "last_name": "Doe" });
    assert_eq!(fields(JSON, sent), expected);
    assert_eq!(fields(Some("Application/JSON; charset=utf-8"), sent), expected);
    assert_eq!(fields(None, sent), expected);
}

#[test]
fn nothing_is_an_empty_object() {
    for content_type in [JSON, FORM, None, Some("text/plain")] {
        assert_eq!(fields(content_type, ""), json!({}));
    }
}

#[test]
fn forms_are_read() {
    assert_eq!(
        fields(FORM, "email=a%40b.org&first_name=Anna+Maria&tags=a&tags=b&ids[]=1&list[0]=x"),
        json!({
            "email": "a@b.org", "first_name": "Anna Maria",
            "tags": ["a", "b"], "ids": ["1"], "list": ["x"],
        })
    );
}

#[test]
fn a_form_may_call_itself_json() {
    let published = "email=mynewemail%40mydomain.com&first_name=John&last_name=Doe";
    let expected =
        json!({ "email": "mynewemail@mydomain.com", "first_name": "John", "last_name": "Doe" });
    assert_eq!(fields(JSON, published), expected);
    for broken in ["{\"a\":", "a=b c", "a=b\nc=d", "=a", "\"a\"=b", "[a]=b", "true", "email"] {
        assert!(Body::read(JSON, broken.as_bytes()).is_err(), "{broken:?}");
    }
}

#[test]
fn multipart_forms_are_read_without_their_files() {
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
        let told = refused(Some(content_type), broken.as_bytes());
        assert!(told.starts_with("Multipart form parse error - "), "{told}");
    }
}

#[test]
fn other_types_are_refused_by_name() {
    let bad = Body::read(Some("text/plain"), b"x").unwrap_err();
    assert_eq!(bad, BadBody::MediaType("text/plain".to_owned()));
    assert_eq!(bad.to_string(), "Unsupported media type \"text/plain\" in request.");
}

#[test]
fn json_that_is_no_object_is_called_what_python_calls_it() {
    for (sent, name) in [
        ("[]", "list"),
        ("\"a\"", "str"),
        ("1", "int"),
        ("1.5", "float"),
        ("true", "bool"),
        ("null", "NoneType"),
    ] {
        let told = refused(JSON, sent.as_bytes());
        assert_eq!(told, format!("Invalid data. Expected a dictionary, but got {name}."));
    }
}

#[test]
fn json_faults_are_told_in_pythons_words() {
    for (sent, told) in [
        ("nonsense", "Expecting value: line 1 column 1 (char 0)"),
        ("  ", "Expecting value: line 1 column 3 (char 2)"),
        ("{\"a\":", "Expecting value: line 1 column 6 (char 5)"),
        (
            "{\n\"a\": 1,}",
            "Expecting property name enclosed in double quotes: line 2 column 8 (char 9)",
        ),
        ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
        ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
        ("{} x", "Extra data: line 1 column 4 (char 3)"),
        ("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)"),
        ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
        ("\"\\q\"", "Invalid \\escape: line 1 column 2 (char 1)"),
        ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ("{\"a\": NaN}", "Out of range float values are not JSON compliant: 'NaN'"),
        ("[-Infinity]", "Out of range float values are not JSON compliant: '-Infinity'"),
        ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
    ] {
        assert_eq!(
            refused(JSON, sent.as_bytes()),
            format!("JSON parse error - {told}"),
            "{sent:?}"
        );
    }
    assert_eq!(
        refused(JSON, b"{\"a\": \"b\xff\"}"),
        "JSON parse error - 'utf-8' codec can't decode byte 0xff in position 8: invalid start byte"
    );
}

#[test]
fn deep_nesting_is_refused() {
    let sent = "[".repeat(100_000);
    assert_eq!(refused(JSON, sent.as_bytes()), "JSON parse error - nested deeper than 64 levels");
}

proptest! {
    #[test]
    fn no_bytes_upset_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for content_type in [JSON, FORM, Some("multipart/form-data; boundary=b")] {
            let _ = Body::read(content_type, &bytes);
        }
    }

    #[test]
    fn nearly_json_does_not_upset_a_reader(text in "[{}\\[\\]\",:0-9eE.+\\-a-z\\\\ \n]{0,40}") {
        let _ = Body::read(JSON, text.as_bytes());
    }
}
