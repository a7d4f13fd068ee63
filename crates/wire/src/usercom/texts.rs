//! What is wrong with a field, in the words of Django REST framework, which the service speaks.

use roster_model::{FieldError, FieldType, PhoneProblem, Problem};

/// Not there.
pub(super) const REQUIRED: &str = "This field is required.";
/// Null where there must be a value.
pub(super) const NULL: &str = "This field may not be null.";
/// No text, nor a number that could be one.
pub(super) const STRING: &str = "Not a valid string.";
/// No whole number.
pub(super) const INTEGER: &str = "A valid integer is required.";
/// No number.
pub(super) const NUMBER: &str = "A valid number is required.";
/// No truth value.
pub(super) const BOOLEAN: &str = "Must be a valid boolean.";
/// No instant.
pub(super) const DATETIME: &str = "Datetime has wrong format. Use one of these formats instead: \
                                   YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
/// No day.
pub(super) const DATE: &str =
    "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";

/// The message for a flaw.
pub(super) fn message(error: &FieldError) -> String {
    match &error.problem {
        Problem::Required => REQUIRED.to_owned(),
        Problem::Empty => "This field may not be blank.".to_owned(),
        Problem::TooLong(most) => {
            format!("Ensure this field has no more than {most} characters.")
        }
        Problem::TooMany(most) => format!("Ensure this field has no more than {most} elements."),
        Problem::Unstorable => "Null characters are not allowed.".to_owned(),
        Problem::UnknownChoice(value) => format!("\"{value}\" is not a valid choice."),
        Problem::Taken(_) => "This field must be unique.".to_owned(),
        Problem::Email(_) => "Enter a valid email address.".to_owned(),
        Problem::Phone(_, PhoneProblem::Characters | PhoneProblem::Length) => {
            "Enter a valid phone number.".to_owned()
        }
        Problem::Phone(_, cause) => format!("Enter a valid phone number: {cause}."),
        Problem::Unknown(value) => format!("Object with {}={value} does not exist.", error.field),
        Problem::WrongType(wanted) => wrong_type(wanted),
        Problem::NotOfType(FieldType::Integer) => INTEGER.to_owned(),
        Problem::NotOfType(FieldType::Float) => NUMBER.to_owned(),
        Problem::NotOfType(FieldType::Boolean) => BOOLEAN.to_owned(),
        Problem::NotOfType(FieldType::Date) => DATE.to_owned(),
        Problem::NotOfType(FieldType::DateTime) => DATETIME.to_owned(),
        Problem::NotOfType(FieldType::String) => STRING.to_owned(),
        Problem::Other(text) => text.clone(),
        problem => sentence(&problem.to_string()),
    }
}

fn wrong_type(wanted: &str) -> String {
    let noun = wanted.strip_prefix("a ").or_else(|| wanted.strip_prefix("an "));
    match noun.unwrap_or(wanted) {
        "string" | "text" => STRING.to_owned(),
        "integer" | "whole number" => INTEGER.to_owned(),
        "number" | "float" => NUMBER.to_owned(),
        "boolean" => BOOLEAN.to_owned(),
        "date" => DATE.to_owned(),
        "datetime" | "date-time" | "instant" => DATETIME.to_owned(),
        _ => format!("This field must be {wanted}."),
    }
}

/// Our own words for a problem that the service does not know, as a sentence.
fn sentence(words: &str) -> String {
    format!("This field {words}.")
}
