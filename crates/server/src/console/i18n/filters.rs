//! Filters of the templates.
//!
//! A module that derives a template imports this module as `filters`.

#![expect(
    unreachable_pub,
    clippy::inline_always,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "`filter_fn` generates public methods"
)]

use std::fmt::Display;

use askama::{Result, Values};

use super::{Argument, Message, format};

/// The message with this ID: `{{ "people-add-worker"|t }}`.
#[askama::filter_fn]
pub(crate) fn t<T: Display>(id: T, _: &dyn Values) -> Result<Message> {
    Ok(super::message(id))
}

/// Adds an argument to a message: `{{ "groups-total"|t|arg("count", total) }}`.
#[askama::filter_fn]
pub(crate) fn arg<T: Argument>(
    message: Message,
    _: &dyn Values,
    name: &str,
    value: T,
) -> Result<Message> {
    Ok(message.arg(name, value))
}

/// A number with the separators of the language.
#[askama::filter_fn]
pub(crate) fn number<T: Display>(number: T, _: &dyn Values) -> Result<String> {
    Ok(format::number(number))
}
