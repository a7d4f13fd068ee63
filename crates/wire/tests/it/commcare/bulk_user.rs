//! The search of mobile workers and web users.

use roster_model::{BulkField, BulkQuery, BulkTerm, BulkUser, Phone, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{ErrorContext, bulk_user},
};

use super::fixture::{domain, error_message, id, serialize, view};

fn query(text: &str) -> Result<BulkQuery, String> {
    let params = Params::parse(&format!("q={}", text.replace('+', "%2B").replace('&', "%26")));
    bulk_user::decode_query(&params).map_err(|error| error_message(&error, ErrorContext::General))
}

fn term(field: Option<BulkField>, value: &str, prefix: bool) -> BulkQuery {
    BulkQuery::Match(BulkTerm { field, value: value.to_owned(), prefix })
}

#[test]
fn queries_of_clients_are_parsed() {
    let name = |text| term(Some(BulkField::Username), text, false);
    let cases = [
        ("", BulkQuery::All),
        ("*", BulkQuery::All),
        ("*:*", BulkQuery::All),
        ("amina", term(None, "amina", false)),
        ("username:\"amina@d.commcarehq.org\"", name("amina@d.commcarehq.org")),
        ("username:amina@d.org", name("amina@d.org")),
        ("first_name:am*", term(Some(BulkField::FirstName), "am", true)),
        ("+username:a", name("a")),
        ("phone:\\+12", term(Some(BulkField::Phone), "+12", false)),
        ("username:\"a\" OR username:\"b\"", BulkQuery::Or(vec![name("a"), name("b")])),
        ("username:(a OR b)", BulkQuery::Or(vec![name("a"), name("b")])),
        (
            "username:a AND (b c) OR d",
            BulkQuery::Or(vec![
                BulkQuery::And(vec![
                    name("a"),
                    BulkQuery::Or(vec![term(None, "b", false), term(None, "c", false)]),
                ]),
                term(None, "d", false),
            ]),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(query(text), Ok(expected), "{text}");
    }
}

#[test]
fn syntax_errors_are_described() {
    let cases = [
        ("(a", "Invalid q: missing closing parenthesis."),
        ("a)", "Invalid q: unexpected closing parenthesis."),
        ("\"a", "Invalid q: missing closing quotation mark."),
        ("username:", "Invalid q: missing value after 'username:'."),
        ("a AND", "Invalid q: missing condition at the end."),
        ("OR a", "Invalid q: missing condition before AND or OR."),
        ("NOT a", "Invalid q: exclusions are not supported."),
        ("a*b", "Invalid q: '*' is only supported at the end of a word."),
        ("a?", "Invalid q: '?' is not supported."),
    ];
    for (text, expected) in cases {
        assert_eq!(query(text), Err(expected.to_owned()), "{text}");
    }
    assert!(
        query("password:x").unwrap_err().starts_with("Invalid q: 'password' is not searchable")
    );
    assert!(query(&"(".repeat(1000)).is_err());
    assert!(query(&"a ".repeat(1001)).is_err());
}

#[test]
fn response_has_only_the_requested_fields() {
    let user = BulkUser {
        id: id("u1"),
        username: "amina@example.commcarehq.org".to_owned(),
        email: "Amina@example.org".to_owned(),
        first_name: "Amina".to_owned(),
        last_name: String::new(),
        phones: vec![Phone::parse("+12").unwrap()],
    };
    let domain = domain(WireMode::Documented);
    let view = view(&domain, Format::Json);
    let encode = |query: &str| {
        let fields = bulk_user::decode_fields(&Params::parse(query)).unwrap();
        serialize(bulk_user::encode(&view, &user, &fields), Format::Json, WireMode::Documented)
    };
    assert_eq!(
        encode(""),
        r#"{"email": "amina@example.org", "first_name": "Amina", "id": "u1", "last_name": "", "phone_numbers": ["+12"], "resource_uri": "", "username": "amina@example.commcarehq.org"}"#
    );
    assert_eq!(
        encode("fields=username&fields=id"),
        r#"{"id": "u1", "username": "amina@example.commcarehq.org"}"#
    );
    let error = bulk_user::decode_fields(&Params::parse("fields=password")).unwrap_err();
    assert_eq!(error_message(&error, ErrorContext::General), "password is not a valid field");
}
