//! The confirmation page of actions that cannot be undone.

use askama::Template;
use http::StatusCode;

use super::FormErrors;
use crate::console::{
    extract::Form,
    i18n::{self, filters},
    layout::Layout,
    response::{PageResult, render, render_with_status},
};

/// A page that asks the user to type a text before an action.
#[derive(Template)]
#[template(path = "confirm.html")]
pub(crate) struct Confirmation {
    pub(crate) layout: Layout,
    /// What the action does, in one or two sentences.
    pub(crate) consequence: String,
    /// The text to type.
    pub(crate) expected: String,
    /// The message of the button.
    pub(crate) button: &'static str,
    /// The URL of the Cancel link.
    pub(crate) back: String,
    pub(crate) errors: FormErrors,
}

impl Confirmation {
    /// Renders the page.
    pub(crate) fn show(&self) -> PageResult {
        render(self)
    }

    /// Whether the form contains the expected text.
    pub(crate) fn is_confirmed(&self, form: &Form) -> bool {
        form.text("confirm") == self.expected.trim()
    }

    /// Renders the page because the typed text differs.
    pub(crate) fn show_mismatch(self) -> PageResult {
        let mut errors = FormErrors::default();
        let text = i18n::message("common-confirm-mismatch").arg("expected", &self.expected);
        errors.add("confirm", text.into());
        self.show_errors(errors)
    }

    /// Renders the page with the errors of the action.
    pub(crate) fn show_errors(self, errors: FormErrors) -> PageResult {
        render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &Self { errors, ..self })
    }
}
