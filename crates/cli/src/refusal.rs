//! How a command tells that it did not do what it was asked, and with which exit code.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use roster_model::{Error, FieldError, Problem};
use serde_json::{Value, json};

/// The command was given in a way that makes no sense: exit code 2, as for an unknown flag.
#[derive(Debug)]
pub(crate) struct Misuse(pub(crate) String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// Tells `error` on stderr, for people or as one JSON object, and gives the exit code for it.
pub(crate) fn tell(error: &anyhow::Error, as_json: bool) -> ExitCode {
    if is_closed_pipe(error) {
        // Whoever read our answer has read enough of it.
        return ExitCode::SUCCESS;
    }
    let text = if as_json { document(error).to_string() } else { in_words(error) };
    let _ = writeln!(io::stderr(), "{text}");
    if error.is::<Misuse>() { ExitCode::from(2) } else { ExitCode::FAILURE }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn in_words(error: &anyhow::Error) -> String {
    let semantic = error.downcast_ref::<Error>();
    let mut lines: Vec<String> = match semantic {
        Some(Error::Invalid(errors)) => {
            errors.iter().map(|error| format!("error: {}", field_error_text(error))).collect()
        }
        _ => vec![format!("error: {error}")],
    };
    lines.extend(error.chain().skip(1).map(|cause| format!("  because: {cause}")));
    lines.extend(semantic.and_then(remedy).map(|remedy| format!("  {remedy}")));
    lines.join("\n")
}

fn document(error: &anyhow::Error) -> Value {
    let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    let errors: Vec<Value> = match error.downcast_ref::<Error>() {
        Some(Error::Invalid(errors)) => errors.iter().map(field_error_json).collect(),
        _ => Vec::new(),
    };
    json!({ "error": error.to_string(), "causes": causes, "errors": errors })
}

fn field_error_json(error: &FieldError) -> Value {
    json!({
        "field": error.field,
        "code": error.problem.code(),
        "message": error.problem.to_string(),
    })
}

fn field_error_text(error: &FieldError) -> String {
    if error.field.is_empty() {
        return error.problem.to_string();
    }
    format!("{}: {}", error.field, error.problem)
}

/// What helps against `fault`, where that can be said without knowing more.
fn remedy(error: &Error) -> Option<&'static str> {
    match error {
        Error::NotFound { what: "API key" } => Some("`roster api-key list` shows those there are"),
        Error::NotFound { what: "application key" } => {
            Some("`roster app-key list --domain DOMAIN` shows those there are")
        }
        Error::Invalid(errors) => errors.iter().find_map(field_remedy),
        Error::TransactionConflict(_) | Error::Unavailable(_) => {
            Some("is the store running, and does it have room? Then try again")
        }
        _ => None,
    }
}

fn field_remedy(error: &FieldError) -> Option<&'static str> {
    match (error.field.as_str(), &error.problem) {
        ("domain", Problem::Unknown(_)) => Some("`roster domain list` shows those there are"),
        ("user" | "email", Problem::Unknown(_)) => {
            Some("`roster web-user list --domain DOMAIN` shows those there are")
        }
        (_, Problem::UnknownRole(_)) => {
            Some("`roster role list --domain DOMAIN` shows those there are")
        }
        _ => None,
    }
}
