//! What cannot be taken back is typed once more before it is done.

use askama::Template;
use http::StatusCode;
use roster_model::Problem;

use super::{
    form::Form,
    form_errors::FormErrors,
    frame::Frame,
    page::{Shown, page, page_with},
};

/// The page that asks.
#[derive(Template)]
#[template(path = "confirm.html")]
pub(super) struct Confirmation {
    pub(super) frame: Frame,
    /// What becomes of it, in a sentence or two.
    pub(super) consequence: String,
    /// What is to be typed.
    pub(super) word: String,
    /// What the button says.
    pub(super) verb: &'static str,
    /// Where one goes back to.
    pub(super) back: String,
    pub(super) errors: FormErrors,
}

impl Confirmation {
    /// Asks.
    pub(super) fn ask(&self) -> Shown {
        page(self)
    }

    /// Whether the word was typed.
    pub(super) fn is_given(&self, form: &Form) -> bool {
        form.text("confirm") == self.word.trim()
    }

    /// Asks again, telling what was wrong.
    pub(super) fn again(mut self, errors: Option<FormErrors>) -> Shown {
        self.errors = errors.unwrap_or_default();
        if self.errors.is_empty() {
            self.errors.add("confirm", Problem::Other("type it exactly as shown".to_owned()));
        }
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }
}
