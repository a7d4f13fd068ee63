//! The errors of a form, shown next to its fields.

use roster_model::{Error, FieldError, Problem};

use crate::error::ApiError;

/// The message for a form that was opened before another user changed the record.
const CONFLICT: &str = "another user has changed this since you opened the form, so nothing was saved. \
                        Your input is below. To save it anyway, press Save again";

/// The errors of a form, by field. A field named `""` stands for the form as a whole.
#[derive(Debug, Default)]
pub(crate) struct FormErrors(Vec<FieldError>);

impl TryFrom<Error> for FormErrors {
    type Error = ApiError;

    /// Takes validation errors and edit conflicts. Any other error is returned as it is.
    fn try_from(error: Error) -> Result<Self, ApiError> {
        match error {
            Error::Invalid(errors) => Ok(Self(errors.into_iter().map(at_input).collect())),
            Error::PreconditionFailed => {
                Ok(Self(vec![FieldError::new("", Problem::Other(CONFLICT.to_owned()))]))
            }
            other => Err(other.into()),
        }
    }
}

impl FormErrors {
    /// Adds an error.
    pub(crate) fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    /// Whether the form has no errors.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the field has an error.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == *field)
    }

    /// The errors of a field as text; empty if it has none.
    pub(crate) fn text(&self, field: &str) -> String {
        let errors = self.0.iter().filter(|error| error.field == *field);
        errors.map(|error| sentence(&error.problem)).collect::<Vec<_>>().join(" ")
    }

    /// The errors of fields that are not in `shown`. The page shows them above the form.
    pub(crate) fn elsewhere(&self, shown: &[&str]) -> Vec<String> {
        let others = self.0.iter().filter(|error| !shown.contains(&error.field.as_str()));
        others
            .map(|error| match error.field.as_str() {
                "" => sentence(&error.problem),
                field => format!("{field}: {}", sentence(&error.problem)),
            })
            .collect()
    }
}

/// The error under the name of the input of its custom field.
fn at_input(error: FieldError) -> FieldError {
    match error.problem {
        Problem::OfField { slug, problem, .. } => {
            FieldError::new(&format!("data.{slug}"), *problem)
        }
        problem => FieldError { problem, ..error },
    }
}

/// Turns a problem into a sentence.
fn sentence(problem: &Problem) -> String {
    let text = match problem {
        Problem::Required | Problem::Empty => "this field is required".to_owned(),
        Problem::TooLong(most) => format!("use at most {most} characters"),
        other => other.to_string(),
    };
    let verbs = ["is", "may", "must", "has", "cannot", "contains", "ends", "would"];
    let text = if verbs.contains(&text.split(' ').next().unwrap_or_default()) {
        format!("This {text}")
    } else {
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        first + letters.as_str()
    };
    if text.ends_with('.') { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use roster_model::Problem;

    use super::sentence;

    #[test]
    fn problems_become_sentences() {
        assert_eq!(sentence(&Problem::Required), "This field is required.");
        assert_eq!(sentence(&Problem::TooLong(9)), "Use at most 9 characters.");
        assert_eq!(sentence(&Problem::Other("is in use".to_owned())), "This is in use.");
        assert_eq!(sentence(&Problem::Other("no such role".to_owned())), "No such role.");
    }
}
