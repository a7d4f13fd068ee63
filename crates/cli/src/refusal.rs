//! How a command tells that it did not do what it was asked, and with which exit code.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use roster_model::{Fault, Flaw, Problem};
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
    let fault = error.downcast_ref::<Fault>();
    let mut lines: Vec<String> = match fault {
        Some(Fault::Invalid(flaws)) => {
            flaws.iter().map(|flaw| format!("error: {}", of_flaw(flaw))).collect()
        }
        _ => vec![format!("error: {error}")],
    };
    lines.extend(error.chain().skip(1).map(|cause| format!("  because: {cause}")));
    lines.extend(fault.and_then(remedy).map(|remedy| format!("  {remedy}")));
    lines.join("\n")
}

fn document(error: &anyhow::Error) -> Value {
    let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    let flaws: Vec<Value> = match error.downcast_ref::<Fault>() {
        Some(Fault::Invalid(flaws)) => flaws.iter().map(flaw_document).collect(),
        _ => Vec::new(),
    };
    json!({ "error": error.to_string(), "causes": causes, "errors": flaws })
}

fn flaw_document(flaw: &Flaw) -> Value {
    json!({
        "field": flaw.field,
        "code": flaw.problem.code(),
        "message": flaw.problem.to_string(),
    })
}

fn of_flaw(flaw: &Flaw) -> String {
    if flaw.field.is_empty() {
        return flaw.problem.to_string();
    }
    format!("{}: {}", flaw.field, flaw.problem)
}

/// What helps against `fault`, where that can be said without knowing more.
fn remedy(fault: &Fault) -> Option<&'static str> {
    match fault {
        Fault::Missing { what: "API key" } => Some("`roster api-key list` shows those there are"),
        Fault::Missing { what: "application key" } => {
            Some("`roster app-key list --domain DOMAIN` shows those there are")
        }
        Fault::Invalid(flaws) => flaws.iter().find_map(remedy_of_flaw),
        Fault::Busy(_) => Some("is the store running, and does it have room? Then try again"),
        _ => None,
    }
}

fn remedy_of_flaw(flaw: &Flaw) -> Option<&'static str> {
    match (flaw.field.as_str(), &flaw.problem) {
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
