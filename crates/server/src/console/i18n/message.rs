//! A message with its arguments.

use std::fmt;

use fluent_bundle::FluentArgs;
use roster_model::Problem;

use super::{Argument, bundles, language};

/// A message, displayed in the language of the current task.
#[derive(Debug)]
pub(crate) struct Message {
    id: String,
    args: FluentArgs<'static>,
}

/// The message with this ID.
pub(crate) fn message(id: impl fmt::Display) -> Message {
    Message { id: id.to_string(), args: FluentArgs::new() }
}

/// The text of a message without arguments.
pub(crate) fn text(id: impl fmt::Display) -> String {
    message(id).to_string()
}

impl Message {
    /// Adds an argument. A number selects the plural form and is shown with the separators of the
    /// language; pass identifiers as text.
    #[must_use]
    pub(crate) fn arg(mut self, name: &str, value: impl Argument) -> Self {
        self.args.set(name.to_owned(), value.to_value());
        self
    }
}

impl From<Message> for Problem {
    /// A problem with a text of the console, in the language of the current task.
    fn from(message: Message) -> Self {
        Self::Other(message.to_string())
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bundles::format(language(), &self.id, &self.args))
    }
}
