//! Refusals, as the service words them.

use roster_model::{AuthFailure, Denial, Fault, Flaw, Problem, Subject};
use roster_wire::usercom::{BadBody, Refusal, spell};
use serde_json::{Value, json};

use super::body;

fn worded(fault: &Fault) -> (u16, Value) {
    let Refusal { status, body } = Refusal::from(fault);
    (status.as_u16(), body)
}

#[test]
fn faults_have_a_status_and_a_text() {
    let detail = |text: &str| json!({ "detail": text });
    for (fault, status, text) in [
        (Fault::missing("user"), 404, "Not found."),
        (
            Fault::Denied(Denial::NotAMember),
            403,
            "You do not have permission to perform this action.",
        ),
        (Fault::Unauthenticated(AuthFailure::Token), 401, "Invalid token."),
        (
            Fault::Unauthenticated(AuthFailure::NoCredentials),
            401,
            "Authentication credentials were not provided.",
        ),
        (
            Fault::Unauthenticated(AuthFailure::TokenEmpty),
            401,
            "Invalid token header. No credentials provided.",
        ),
        (
            Fault::Unauthenticated(AuthFailure::TokenBlanks),
            401,
            "Invalid token header. Token string should not contain spaces.",
        ),
        (Fault::Throttled(60), 429, "Request was throttled. Expected available in 60 seconds."),
        (Fault::Throttled(1), 429, "Request was throttled. Expected available in 1 second."),
        (Fault::flaw("", Problem::NothingToSearch), 400, "Invalid search parameters."),
    ] {
        assert_eq!(worded(&fault), (status, detail(text)));
    }
}

#[test]
fn flaws_are_gathered_by_field() {
    let fault = Fault::Invalid(vec![
        Flaw::new("name", Problem::Required),
        Flaw::new("name", Problem::TooLong(40)),
        Flaw::new("", Problem::Other("Nothing fits.".to_owned())),
        Flaw::new("company_id", Problem::Unknown("x".to_owned())),
        Flaw::new("custom_id", Problem::Taken("x".to_owned())),
    ]);
    assert_eq!(
        worded(&fault),
        (
            400,
            json!({ "errors": {
                "name": [
                    "This field is required.",
                    "Ensure this field has no more than 40 characters.",
                ],
                "non_field_errors": ["Nothing fits."],
                "company_id": ["Object with company_id=x does not exist."],
                "custom_id": ["This field must be unique."],
            } })
        )
    );
}

#[test]
fn fields_are_named_as_they_were_sent() {
    let fault = || Fault::flaw("custom_id", Problem::Taken("x".to_owned()));
    let field = |sent: Value, subject| match spell(fault(), &body(&sent), subject) {
        Fault::Invalid(flaws) => flaws[0].field.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(json!({ "user_id": "x" }), Subject::Person), "user_id");
    assert_eq!(field(json!({ "custom_id": "x" }), Subject::Person), "custom_id");
    assert_eq!(field(json!({ "company_id": "x" }), Subject::Company), "company_id");
}

#[test]
fn bad_bodies_are_told_apart() {
    let refusal = Refusal::from(&BadBody::NotAnObject("list"));
    assert_eq!(
        refusal.body,
        json!({ "errors": { "non_field_errors":
            ["Invalid data. Expected a dictionary, but got list."] } })
    );
    assert_eq!(Refusal::from(&BadBody::MediaType("text/plain".to_owned())).status.as_u16(), 415);
    let body = Refusal::method("PATCH").body.to_string();
    assert_eq!(body, "{\"detail\":\"Method \\\"PATCH\\\" not allowed.\"}");
}
