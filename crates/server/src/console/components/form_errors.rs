//! The errors of a form, shown next to its fields.

use roster_model::{Denial, Error, FieldError, Problem};

use super::problem_sentence;
use crate::{
    console::i18n::{self, Message},
    error::ApiError,
};

/// The errors of a form, by field. A field named `""` stands for the form as a whole.
#[derive(Debug, Default)]
pub(crate) struct FormErrors(Vec<FieldError>);

impl TryFrom<Error> for FormErrors {
    type Error = ApiError;

    /// Takes the errors that the user can correct in the form. Any other error is returned as it is.
    fn try_from(error: Error) -> Result<Self, ApiError> {
        match error {
            Error::Invalid(errors) => Ok(Self(errors.into_iter().map(at_input).collect())),
            Error::PreconditionFailed => Ok(Self::of("", i18n::message("errors-conflict"))),
            Error::Forbidden(Denial::OutsideLocations) => {
                Ok(Self::of("locations", i18n::message("errors-outside-locations")))
            }
            Error::LastAdmin(domain) => {
                Ok(Self::of("", i18n::message("errors-last-admin").arg("domain", domain)))
            }
            other => Err(other.into()),
        }
    }
}

impl From<Vec<FieldError>> for FormErrors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

impl FormErrors {
    /// One error.
    pub(crate) fn of(field: &str, text: Message) -> Self {
        Self(vec![FieldError::new(field, text.into())])
    }

    /// Gives the errors of the field `from` to the field `to`.
    #[must_use]
    pub(crate) fn renamed(mut self, from: &str, to: &str) -> Self {
        for error in self.0.iter_mut().filter(|error| error.field == *from) {
            to.clone_into(&mut error.field);
        }
        self
    }

    /// Whether an error belongs to a field, and not to the form as a whole.
    pub(crate) fn has_field_errors(&self) -> bool {
        self.0.iter().any(|error| !error.field.is_empty())
    }

    /// Adds an error.
    pub(crate) fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    /// Adds the errors of another form as errors of this form as a whole.
    pub(crate) fn add_to_form(&mut self, others: &Self) {
        self.0.extend(others.elsewhere(&[]).into_iter().map(|text| {
            // The text is in the language of the request already.
            FieldError::new("", Problem::Other(text))
        }));
    }

    /// Fails with the errors, if there are any.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0.clone())) }
    }

    /// Whether the form has no errors.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the field has an error.
    pub(crate) fn has(&self, field: impl AsRef<str>) -> bool {
        self.0.iter().any(|error| error.field == field.as_ref())
    }

    /// The errors of a field as text; empty if it has none.
    pub(crate) fn text(&self, field: impl AsRef<str>) -> String {
        let errors = self.0.iter().filter(|error| error.field == field.as_ref());
        errors.map(|error| problem_sentence(&error.problem)).collect::<Vec<_>>().join(" ")
    }

    /// The errors of fields that are not in `shown`. The page shows them above the form.
    pub(crate) fn elsewhere(&self, shown: &[&str]) -> Vec<String> {
        let others = self.0.iter().filter(|error| !shown.contains(&error.field.as_str()));
        others
            .map(|error| match error.field.as_str() {
                "" => problem_sentence(&error.problem),
                field => format!("{field}: {}", problem_sentence(&error.problem)),
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
