//! The texts of field errors. They are those of Django REST framework, on which the service is
//! built.

use roster_model::{FieldError, FieldType, PhoneProblem, Problem, limits::shorten};

/// Returns the text of an error. A long value in it is cut.
pub(super) fn text(error: &FieldError) -> String {
    let text = whole_text(error);
    if text.len() <= MAX_BYTES { text } else { shorten(&text).into_owned() }
}

/// The size from which a text is cut, in bytes.
const MAX_BYTES: usize = 2_048;

fn whole_text(error: &FieldError) -> String {
    let text = match &error.problem {
        Problem::Required => "This field is required.",
        Problem::Null => "This field may not be null.",
        Problem::Empty => "This field may not be blank.",
        Problem::Unstorable => "Null characters are not allowed.",
        Problem::Taken(_) => "This field must be unique.",
        Problem::Email(_) => "Enter a valid email address.",
        Problem::Phone(_, PhoneProblem::Characters | PhoneProblem::Length) => {
            "Enter a valid phone number."
        }
        Problem::Phone(_, cause) => return format!("Enter a valid phone number: {cause}."),
        Problem::NotOfType(FieldType::String) => "Not a valid string.",
        Problem::NotOfType(FieldType::Integer) => "A valid integer is required.",
        Problem::NotOfType(FieldType::Float) => "A valid number is required.",
        Problem::NotOfType(FieldType::Boolean) => "Must be a valid boolean.",
        Problem::NotOfType(FieldType::Date) => {
            "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
        }
        Problem::NotOfType(FieldType::DateTime) => {
            "Datetime has wrong format. Use one of these formats instead: \
             YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
        }
        Problem::Rule(rule) => return rule.to_string(),
        Problem::Other(text) => text,
        problem => return text_with_value(&error.field, problem),
    };
    text.to_owned()
}

fn text_with_value(field: &str, problem: &Problem) -> String {
    match problem {
        Problem::TooLong(limit) => {
            format!("Ensure this field has no more than {limit} characters.")
        }
        Problem::TooMany(limit) | Problem::TooManyItems(limit) => {
            format!("Ensure this field has no more than {limit} elements.")
        }
        Problem::TooManyConditions(limit) => {
            format!("Ensure the filter has no more than {limit} conditions.")
        }
        Problem::UnknownChoice(value) => format!("\"{value}\" is not a valid choice."),
        Problem::Unknown(value) => format!("Object with {field}={value} does not exist."),
        Problem::NotAList(python_type) => {
            format!("Expected a list of items but got type \"{python_type}\".")
        }
        // The service has no text for the other problems.
        problem => format!("This field {problem}."),
    }
}
