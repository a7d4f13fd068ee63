//! Error responses.

use http::StatusCode;
use roster_model::{
    AuthFailure, Denial, Error, FieldError, IdempotencyConflict, Problem, WireMode,
};
use roster_wire::{
    Format,
    commcare::{Challenge, ErrorContext, ErrorResponse},
};
use serde_json::{Value, json};

fn encode(error: &Error, context: ErrorContext<'_>) -> (u16, Value) {
    let response = ErrorResponse::from_error(error, context);
    (response.status.as_u16(), response.tree())
}

#[test]
fn single_error_of_a_create_has_no_prefix() {
    let taken = Problem::UsernameTaken("jdoe@d.commcarehq.org".to_owned());
    assert_eq!(
        encode(&Error::invalid_field("username", taken), ErrorContext::WorkerCreate),
        (
            400,
            json!({
                "error": "Username 'jdoe@d.commcarehq.org' is already taken or reserved.",
                "code": "username_taken",
                "field": "username",
            })
        )
    );
}

#[test]
fn errors_of_an_edit_are_joined_in_order() {
    let errors = vec![
        FieldError::new("shoe", Problem::NotEditable),
        FieldError::new("role", Problem::UnknownRole("x".to_owned())),
        FieldError::new("default_phone_number", Problem::WrongType("a string")),
        FieldError::new("locations", Problem::LocationsTogether),
    ];
    let (status, tree) = encode(&Error::Invalid(errors), ErrorContext::WorkerEdit);
    assert_eq!(status, 400);
    assert_eq!(
        tree["error"],
        "The request resulted in the following errors: Attempted to update unknown or non-editable \
         field 'shoe', The role 'x' does not exist, 'default_phone_number' must be a string, Both \
         primary_location and locations must be provided together."
    );
    assert_eq!(
        tree["errors"][0],
        json!({
            "field": "shoe",
            "code": "not_editable",
            "message": "Attempted to update unknown or non-editable field 'shoe'",
        })
    );
    assert_eq!(tree["errors"].as_array().unwrap().len(), 4);
}

#[test]
fn unknown_groups_hide_other_errors_as_in_the_live_service() {
    let groups = Problem::UnknownGroups(vec!["g1".to_owned(), "g2".to_owned()]);
    let errors =
        vec![FieldError::new("first_name", Problem::Unstorable), FieldError::new("groups", groups)];
    let (_, tree) = encode(&Error::Invalid(errors), ErrorContext::WorkerEdit);
    assert_eq!(
        tree["error"],
        "['Unable to save groups. The following group_ids are not in the current domain: g1, g2']"
    );
    assert_eq!((&tree["code"], &tree["field"]), (&json!("group_unknown"), &json!("groups")));
}

#[test]
fn list_with_unknown_group_has_the_live_text() {
    let error = Error::invalid_field("group", Problem::UnknownGroups(vec!["g1".to_owned()]));
    let (_, tree) = encode(&error, ErrorContext::WorkerList("riverhealth"));
    assert_eq!(tree["error"], "Project riverhealth has no group with id=g1");
}

#[test]
fn json_text_is_not_escaped_and_live_keys_are_sorted() {
    let error = Error::invalid_field("limit", Problem::Other("a & b >= 0".to_owned()));
    let response = ErrorResponse::from_error(&error, ErrorContext::General);
    let body = |format, mode| String::from_utf8(response.body(format, mode)).unwrap();
    assert_eq!(
        body(Format::Json, WireMode::Documented),
        r#"{"error": "a & b >= 0", "code": "invalid", "field": "limit"}"#
    );
    assert_eq!(
        body(Format::Xml, WireMode::Live),
        "<?xml version='1.0' encoding='utf-8'?>\n<response><code>invalid</code>\
         <error>a &amp; b &gt;= 0</error><field>limit</field></response>"
    );
}

#[test]
fn location_error_has_the_site_code() {
    let at_site = |problem| Problem::OfSite {
        site_code: "second_denver".to_owned(),
        problem: Box::new(problem),
    };
    let (_, tree) = encode(
        &Error::invalid_field("name", at_site(Problem::SiblingName)),
        ErrorContext::Location,
    );
    assert_eq!(
        tree["error"],
        "Location with same name and parent already exists. Location site code: second_denver."
    );
    assert_eq!(tree["code"], "name_taken");
    let unknown = Problem::UnknownFields(vec!["location_id".to_owned(), "x".to_owned()]);
    let (_, tree) = encode(&Error::invalid_field("location_id", unknown), ErrorContext::Location);
    assert_eq!(tree["error"], "Invalid fields were included in request: ['location_id', 'x'].");
}

#[test]
fn web_users_and_groups_have_other_keys() {
    let unknown = Problem::UnknownFields(vec!["x".to_owned(), "y".to_owned()]);
    let (_, tree) = encode(&Error::invalid_field("x", unknown), ErrorContext::WebUser);
    assert_eq!(tree["errors"], json!(["Invalid parameter(s): x, y"]));
    assert_eq!(tree["error"], "Invalid parameter(s): x, y");

    let taken = Error::invalid_field("name", Problem::Taken("North".to_owned()));
    let (_, tree) = encode(&taken, ErrorContext::GroupCreate);
    assert_eq!(tree["error_message"], "A group with name North already exists");
    assert_eq!(tree["error"], tree["error_message"]);
}

#[test]
fn every_error_has_a_status_and_a_code() {
    let cases = [
        (Error::not_found("user"), 404, "not_found"),
        (Error::Forbidden(Denial::NotAMember), 403, "not_a_member"),
        (Error::Forbidden(Denial::PermissionMissing("access_api")), 403, "permission_missing"),
        (Error::Unauthenticated(AuthFailure::NoCredentials), 401, "unauthenticated"),
        (Error::Unauthenticated(AuthFailure::KeyUnreadable), 400, "credentials_unreadable"),
        (Error::PreconditionFailed, 412, "changed_meanwhile"),
        (Error::IdempotencyConflict(IdempotencyConflict::InProgress), 409, "idempotency_in_flight"),
        (Error::IdempotencyConflict(IdempotencyConflict::Mismatch), 422, "idempotency_key_reused"),
        (Error::Throttled(7), 429, "throttled"),
        (Error::Unavailable(None), 503, "unavailable"),
        (Error::Internal("cause".into()), 500, "internal"),
    ];
    for (error, status, code) in cases {
        let response = ErrorResponse::from_error(&error, ErrorContext::General);
        assert_eq!((response.status.as_u16(), response.code()), (status, code));
        assert_eq!(response.retry_after, (status == 429).then_some(7));
        assert_eq!(response.challenge.is_some(), status == 401);
        assert!(!response.tree().to_string().contains("cause"));
    }
    let stale = Error::Unauthenticated(AuthFailure::DigestStale);
    let response = ErrorResponse::from_error(&stale, ErrorContext::General);
    assert_eq!(response.status, StatusCode::UNAUTHORIZED);
    assert_eq!(response.challenge, Some(Challenge::Digest { stale: true }));
}
