//! Error responses.

use roster_model::{AuthFailure, Denial, Error, FieldError, Problem, Subject};
use roster_wire::usercom::{BadBody, ErrorResponse, aliases};
use serde_json::{Value, json};

use super::body;

fn encode(error: &Error) -> (u16, Value) {
    let ErrorResponse { status, body } = ErrorResponse::from(error);
    (status.as_u16(), body)
}

#[test]
fn every_error_has_a_status_and_a_text() {
    let detail = |text: &str| json!({ "detail": text });
    for (error, status, text) in [
        (Error::not_found("user"), 404, "Not found."),
        (
            Error::Forbidden(Denial::NotAMember),
            403,
            "You do not have permission to perform this action.",
        ),
        (Error::Unauthenticated(AuthFailure::Token), 401, "Invalid token."),
        (
            Error::Unauthenticated(AuthFailure::NoCredentials),
            401,
            "Authentication credentials were not provided.",
        ),
        (
            Error::Unauthenticated(AuthFailure::TokenEmpty),
            401,
            "Invalid token header. No credentials provided.",
        ),
        (
            Error::Unauthenticated(AuthFailure::TokenBlanks),
            401,
            "Invalid token header. Token string should not contain spaces.",
        ),
        (Error::Throttled(60), 429, "Request was throttled. Expected available in 60 seconds."),
        (Error::Throttled(1), 429, "Request was throttled. Expected available in 1 second."),
        (Error::invalid_field("", Problem::NothingToSearch), 400, "Invalid search parameters."),
    ] {
        assert_eq!(encode(&error), (status, detail(text)));
    }
}

#[test]
fn field_errors_are_grouped_by_field() {
    let error = Error::Invalid(vec![
        FieldError::new("name", Problem::Required),
        FieldError::new("name", Problem::TooLong(40)),
        FieldError::new("", Problem::Other("Too large.".to_owned())),
        FieldError::new("company_id", Problem::Unknown("x".to_owned())),
        FieldError::new("custom_id", Problem::Taken("x".to_owned())),
    ]);
    assert_eq!(
        encode(&error),
        (
            400,
            json!({ "errors": {
                "name": [
                    "This field is required.",
                    "Ensure this field has no more than 40 characters.",
                ],
                "non_field_errors": ["Too large."],
                "company_id": ["Object with company_id=x does not exist."],
                "custom_id": ["This field must be unique."],
            } })
        )
    );
}

#[test]
fn fields_have_the_names_of_the_request() {
    let error = || Error::invalid_field("custom_id", Problem::Taken("x".to_owned()));
    let field =
        |sent: Value, subject| match aliases::with_request_names(error(), &body(&sent), subject) {
            Error::Invalid(errors) => errors[0].field.clone(),
            other => panic!("{other:?}"),
        };
    assert_eq!(field(json!({ "user_id": "x" }), Subject::Person), "user_id");
    assert_eq!(field(json!({ "custom_id": "x" }), Subject::Person), "custom_id");
    assert_eq!(field(json!({ "company_id": "x" }), Subject::Company), "company_id");
}

#[test]
fn bad_body_has_a_status_and_a_text() {
    let response = ErrorResponse::from(&BadBody::NotAnObject("list"));
    assert_eq!(
        response.body,
        json!({ "errors": { "non_field_errors":
            ["Invalid data. Expected a dictionary, but got list."] } })
    );
    assert_eq!(
        ErrorResponse::from(&BadBody::MediaType("text/plain".to_owned())).status.as_u16(),
        415
    );
    let body = ErrorResponse::method_not_allowed("PATCH").body.to_string();
    assert_eq!(body, "{\"detail\":\"Method \\\"PATCH\\\" not allowed.\"}");
}
