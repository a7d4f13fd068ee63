//! What a form got wrong, told beside its fields.

use roster_model::{Error, FieldError, Problem};

use crate::error::ApiError;

/// What a form is told that was opened before somebody else changed the same.
const STALE: &str = "somebody else has changed this since you opened the form, so nothing was saved. \
                     What you filled in is below: save again if it should be so";

/// The flaws of a form, by field.
#[derive(Debug, Default)]
pub(super) struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// The flaws, if that is what the error is, or that the form came too late; any other error is no
    /// matter of the form's.
    pub(super) fn of(error: Error) -> Result<Self, ApiError> {
        match error {
            Error::Invalid(errors) => Ok(Self(errors)),
            Error::PreconditionFailed => {
                Ok(Self(vec![FieldError::new("", Problem::Other(STALE.to_owned()))]))
            }
            other => Err(other.into()),
        }
    }

    /// One more.
    pub(super) fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the field has one.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == *field)
    }

    /// What is wrong with a field; empty when nothing is.
    pub(super) fn text(&self, field: &str) -> String {
        let told: Vec<String> = self
            .0
            .iter()
            .filter(|error| error.field == *field)
            .map(|error| sentence(&error.problem))
            .collect();
        told.join(" ")
    }

    /// What is wrong with fields that are none of `shown`: told at the head of the form.
    pub(super) fn elsewhere(&self, shown: &[&str]) -> Vec<String> {
        let others = self.0.iter().filter(|error| !shown.contains(&error.field.as_str()));
        others
            .map(|error| match error.field.as_str() {
                "" => sentence(&error.problem),
                field => format!("{field}: {}", sentence(&error.problem)),
            })
            .collect()
    }
}

/// A problem as a sentence of its own.
fn sentence(problem: &Problem) -> String {
    let text = match problem {
        Problem::Required | Problem::Empty => "This is needed".to_owned(),
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
    fn problems_are_sentences() {
        assert_eq!(sentence(&Problem::Required), "This is needed.");
        assert_eq!(sentence(&Problem::TooLong(9)), "This must not be longer than 9 characters.");
        let phone = Problem::Phone("x".to_owned());
        assert_eq!(sentence(&phone), "'x' is not a phone number of 1 to 20 digits.");
        assert_eq!(sentence(&Problem::UnknownProfile), "The profile does not exist.");
    }
}
