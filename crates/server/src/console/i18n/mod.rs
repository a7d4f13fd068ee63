//! The languages of the console.
//!
//! Texts are Fluent messages in `locales/<language>/<area>.ftl`, embedded at compile time. Templates
//! write `{{ "people-add-worker"|t }}`, code writes [`text`] or [`message`]. Both use the language of the
//! request, which the middleware [`negotiate`] sets for the task: the language of the account, else the
//! one that was chosen in this browser, else the best one of `Accept-Language`, else English.
//!
//! A message that a language lacks is shown in English. `tests.rs` checks that no language lacks one.

mod argument;
mod bundles;
pub(crate) mod filters;
mod format;
mod language;
mod message;
pub(crate) mod negotiate;
#[cfg(test)]
mod tests;

pub(crate) use argument::{Argument, Selector};
pub(crate) use format::{date, date_time, day_and_month};
pub(crate) use language::{Language, in_language, language, with_language};
pub(crate) use message::{Message, message, text};
