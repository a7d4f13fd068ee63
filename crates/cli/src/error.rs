//! Errors of commands and their exit codes.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use roster_model::{Error, FieldError, Problem};
use serde_json::{Value, json};

/// An invalid use of the command: exit code 2, as for an unknown flag.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// Prints `error` on stderr, as text or as one JSON object, and returns the exit code.
pub(crate) fn print(error: &anyhow::Error, as_json: bool) -> ExitCode {
    if is_closed_pipe(error) {
        // The reader has closed the pipe, so it has read enough.
        return ExitCode::SUCCESS;
    }
    let text = if as_json { document(error).to_string() } else { in_words(error) };
    let _ = writeln!(io::stderr(), "{text}");
    if error.is::<UsageError>() { ExitCode::from(2) } else { ExitCode::FAILURE }
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

/// A remedy, if the error allows a general one.
fn remedy(error: &Error) -> Option<&'static str> {
    match error {
        Error::NotFound { what: "API key" } => Some("`roster api-key list` lists them"),
        Error::NotFound { what: "application key" } => {
            Some("`roster app-key list --domain DOMAIN` lists them")
        }
        Error::NotFound { what: "webhook" } => {
            Some("`roster webhook list --domain DOMAIN` lists them")
        }
        Error::Invalid(errors) => errors.iter().find_map(field_remedy),
        Error::TransactionConflict(_) | Error::Unavailable(_) => {
            Some("check that the store is running and has free space, then try again")
        }
        _ => None,
    }
}

fn field_remedy(error: &FieldError) -> Option<&'static str> {
    match (error.field.as_str(), &error.problem) {
        ("domain", Problem::Unknown(_)) => Some("`roster domain list` lists them"),
        ("user" | "email", Problem::Unknown(_)) => {
            Some("`roster web-user list --domain DOMAIN` lists them")
        }
        (_, Problem::UnknownRole(_)) => Some("`roster role list --domain DOMAIN` lists them"),
        _ => None,
    }
}
