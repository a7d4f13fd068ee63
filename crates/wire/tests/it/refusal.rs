//! What is told of a refusal.

use http::StatusCode;
use roster_model::{
    AuthFailure, Denial, Error, FieldError, IdempotencyConflict, Problem, WireMode,
};
use roster_wire::{
    Format,
    commcare::{Challenge, ErrorResponse, Occasion},
};
use serde_json::{Value, json};

fn told(error: &Error, occasion: Occasion<'_>) -> (u16, Value) {
    let refusal = ErrorResponse::of(error, occasion);
    (refusal.status.as_u16(), refusal.tree())
}

#[test]
fn a_single_flaw_of_a_create_is_told_alone() {
    let taken = Problem::UsernameTaken("jdoe@d.commcarehq.org".to_owned());
    assert_eq!(
        told(&Error::invalid_field("username", taken), Occasion::WorkerCreate),
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
fn flaws_of_an_edit_are_joined_in_their_order() {
    let errors = vec![
        FieldError::new("shoe", Problem::NotEditable),
        FieldError::new("role", Problem::UnknownRole("x".to_owned())),
        FieldError::new("default_phone_number", Problem::WrongType("a string")),
        FieldError::new("locations", Problem::LocationsTogether),
    ];
    let (status, tree) = told(&Error::Invalid(errors), Occasion::WorkerEdit);
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
fn unknown_groups_are_told_as_live_prints_them() {
    let groups = Problem::UnknownGroups(vec!["g1".to_owned(), "g2".to_owned()]);
    let errors =
        vec![FieldError::new("first_name", Problem::Unstorable), FieldError::new("groups", groups)];
    let (_, tree) = told(&Error::Invalid(errors), Occasion::WorkerEdit);
    assert_eq!(
        tree["error"],
        "['Unable to save groups. The following group_ids are not in the current domain: g1, g2']"
    );
    assert_eq!((&tree["code"], &tree["field"]), (&json!("group_unknown"), &json!("groups")));
}

#[test]
fn a_list_cannot_be_of_an_unknown_group() {
    let error = Error::invalid_field("group", Problem::UnknownGroups(vec!["g1".to_owned()]));
    let (_, tree) = told(&error, Occasion::WorkerList("riverhealth"));
    assert_eq!(tree["error"], "Project riverhealth has no group with id=g1");
}

#[test]
fn texts_are_not_escaped_and_keys_follow_the_mode() {
    let error = Error::invalid_field("limit", Problem::Other("a & b >= 0".to_owned()));
    let refusal = ErrorResponse::of(&error, Occasion::Plain);
    let written = |format, mode| String::from_utf8(refusal.body(format, mode)).unwrap();
    assert_eq!(
        written(Format::Json, WireMode::Documented),
        r#"{"error": "a & b >= 0", "code": "invalid", "field": "limit"}"#
    );
    assert_eq!(
        written(Format::Xml, WireMode::Live),
        "<?xml version='1.0' encoding='utf-8'?>\n<response><code>invalid</code>\
         <error>a &amp; b &gt;= 0</error><field>limit</field></response>"
    );
}

#[test]
fn a_site_code_is_told_beside_the_problem() {
    let of_site = |problem| Problem::OfSite {
        site_code: "second_denver".to_owned(),
        problem: Box::new(problem),
    };
    let (_, tree) =
        told(&Error::invalid_field("name", of_site(Problem::SiblingName)), Occasion::Location);
    assert_eq!(
        tree["error"],
        "Location with same name and parent already exists. Location site code: second_denver."
    );
    assert_eq!(tree["code"], "name_taken");
    let unknown = Problem::UnknownFields(vec!["location_id".to_owned(), "x".to_owned()]);
    let (_, tree) = told(&Error::invalid_field("location_id", unknown), Occasion::Location);
    assert_eq!(tree["error"], "Invalid fields were included in request: ['location_id', 'x'].");
}

#[test]
fn web_users_and_groups_have_their_own_envelopes() {
    let unknown = Problem::UnknownFields(vec!["x".to_owned(), "y".to_owned()]);
    let (_, tree) = told(&Error::invalid_field("x", unknown), Occasion::WebUser);
    assert_eq!(tree["errors"], json!(["Invalid parameter(s): x, y"]));
    assert_eq!(tree["error"], "Invalid parameter(s): x, y");

    let taken = Error::invalid_field("name", Problem::Taken("North".to_owned()));
    let (_, tree) = told(&taken, Occasion::GroupCreate);
    assert_eq!(tree["error_message"], "A group with name North already exists");
    assert_eq!(tree["error"], tree["error_message"]);
}

#[test]
fn statuses_and_codes_of_faults() {
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
        let refusal = ErrorResponse::of(&error, Occasion::Plain);
        assert_eq!((refusal.status.as_u16(), refusal.code()), (status, code));
        assert_eq!(refusal.retry_after, (status == 429).then_some(7));
        assert_eq!(refusal.challenge.is_some(), status == 401);
        assert!(!refusal.tree().to_string().contains("cause"));
    }
    let stale = Error::Unauthenticated(AuthFailure::DigestStale);
    let refusal = ErrorResponse::of(&stale, Occasion::Plain);
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refusal.challenge, Some(Challenge::Digest { stale: true }));
}
