//! Compares bodies: as JSON if both are, otherwise as text.

use serde_json::Value;

use super::{
    json,
    pattern::{Captures, matches},
};

const FENCE: &str = "```";

/// The differences of `got` from `expected`; an error when the expectation is invalid.
pub(super) fn compare(
    expected: &str,
    got: &str,
    known: &mut Captures,
) -> Result<Vec<String>, String> {
    if expected == "..." {
        return Ok(Vec::new());
    }
    if let Some(text) = fenced(expected) {
        return Ok(as_text(text, got, known));
    }
    if !expected.starts_with(['{', '[']) {
        return Ok(as_text(expected, got, known));
    }
    let expected = json::lenient(expected)?;
    let Ok(got) = serde_json::from_str::<Value>(got) else {
        return Ok(vec!["body: expected JSON".to_owned()]);
    };
    let mut differences = Vec::new();
    json::compare(&expected, &got, "$", known, &mut differences);
    Ok(differences)
}

/// A body in a report.
pub(super) fn shown(body: &str) -> String {
    match serde_json::from_str::<Value>(body) {
        Ok(value) => format!("{value:#}"),
        Err(_) => body.to_owned(),
    }
}

fn fenced(text: &str) -> Option<&str> {
    text.strip_prefix(FENCE)?.strip_prefix('\n')?.strip_suffix(FENCE)?.strip_suffix('\n')
}

/// A line end at the very end belongs to the file, not to the body.
fn as_text(expected: &str, got: &str, known: &mut Captures) -> Vec<String> {
    let got = got.strip_suffix('\n').unwrap_or(got);
    if matches(expected, got, known) {
        return Vec::new();
    }
    let at = expected.lines().zip(got.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_owned();
    vec![format!("body, line {}: expected {:?}, got {:?}", at + 1, line(expected), line(got))]
}
