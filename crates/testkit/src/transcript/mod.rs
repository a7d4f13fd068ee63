//! Transcripts: requests and their expected responses, in order, in a text file.
//!
//! ```text
//! # What the file is about. Lines before the first block are for the reader.
//!
//! ### a worker is created
//! POST /a/demo/api/user/v1/?format=json
//! Authorization: ApiKey {{key}}
//! Content-Type: application/json
//!
//! {"username": "jdoe", "password": "secret"}
//!
//! HTTP 201
//! Location: /a/demo/api/user/v1/<<id>>/
//! !Retry-After
//!
//! {"id": "<<capture jdoe>>", ...}
//! ```
//!
//! - `{{name}}` is a variable: given to [`check`], or captured above.
//! - In an expectation, `<<any>>` matches anything, `<<id>>` 32 hexadecimal digits, `<<number>>`
//!   digits, and `<<capture name>>` anything, which it stores under that name. They may be a part of a
//!   text, or a whole JSON value.
//! - A JSON body must be equal except for the order of keys; `...` as the last member of an object or
//!   array allows further members. Any other body must be equal as text, and so must JSON between two
//!   lines of three backticks. `...` alone allows any body, an empty expectation no body.
//! - `!Name` requires that the header is absent. Headers that are not named are ignored.

mod body;
mod json;
mod parse;
mod pattern;

use std::{
    collections::BTreeMap,
    fs,
    future::Future,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use http::{Request, Response};
use parse::{Block, HeaderExpectation};
use pattern::{Captures, matches, substitute};

/// Sends the requests of the transcript at `path` with `send`, one after another, and compares the
/// responses. `variables` are those that the transcript does not capture itself.
///
/// # Panics
///
/// When the file cannot be read or is invalid, or a response differs.
pub async fn check<S, F>(path: &Path, variables: &[(&str, &str)], send: S)
where
    S: Fn(Request<Bytes>) -> F,
    F: Future<Output = Response<Bytes>>,
{
    let text = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    if let Err(failure) = play(&text, variables, send).await {
        panic!("{}:{failure}", path.display());
    }
}

/// The transcripts in `folder`, by name.
///
/// # Panics
///
/// When the folder cannot be read, or has no transcript.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "http"))
        .collect();
    assert!(!paths.is_empty(), "no transcript in {}", folder.display());
    paths.sort();
    paths
}

/// Runs a transcript. An error begins with its line number.
async fn play<S, F>(text: &str, variables: &[(&str, &str)], send: S) -> Result<(), String>
where
    S: Fn(Request<Bytes>) -> F,
    F: Future<Output = Response<Bytes>>,
{
    let mut known: Captures = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect::<BTreeMap<_, _>>();
    for block in parse::blocks(text)? {
        let request = request(&block, &known)?;
        let response = send(request).await;
        let differences = compare(&block, &response, &mut known)?;
        if !differences.is_empty() {
            return Err(report(&block, &differences, &response));
        }
    }
    Ok(())
}

fn request(block: &Block, known: &Captures) -> Result<Request<Bytes>, String> {
    let fill = |text: &str| substitute(text, known).map_err(|why| block.error(&why));
    let mut builder = Request::builder().method(block.method.as_str()).uri(fill(&block.target)?);
    for (name, value) in &block.headers {
        builder = builder.header(name, fill(value)?);
    }
    builder.body(Bytes::from(fill(&block.body)?)).map_err(|error| block.error(&error.to_string()))
}

fn compare(
    block: &Block,
    response: &Response<Bytes>,
    known: &mut Captures,
) -> Result<Vec<String>, String> {
    let mut differences = Vec::new();
    let status = response.status().as_u16();
    if status != block.status {
        differences.push(format!("status: expected {}, got {status}", block.status));
    }
    for expectation in &block.expected_headers {
        differences.extend(compare_header(block, expectation, response, known)?);
    }
    let expected = substitute(&block.expected_body, known).map_err(|why| block.error(&why))?;
    let got = String::from_utf8_lossy(response.body());
    differences.extend(body::compare(&expected, &got, known).map_err(|why| block.error(&why))?);
    Ok(differences)
}

fn compare_header(
    block: &Block,
    expectation: &HeaderExpectation,
    response: &Response<Bytes>,
    known: &mut Captures,
) -> Result<Option<String>, String> {
    let name = &expectation.name;
    let got: Vec<String> = response
        .headers()
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    let Some(value) = &expectation.value else {
        return Ok((!got.is_empty()).then(|| format!("{name}: expected none, got {got:?}")));
    };
    let expected = substitute(value, known).map_err(|why| block.error(&why))?;
    if got.iter().any(|value| matches(&expected, value, known)) {
        return Ok(None);
    }
    Ok(Some(format!("{name}: expected {expected:?}, got {got:?}")))
}

fn report(block: &Block, differences: &[String], response: &Response<Bytes>) -> String {
    let headers: Vec<String> = response
        .headers()
        .iter()
        .map(|(name, value)| format!("    {name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let body = String::from_utf8_lossy(response.body());
    format!(
        "{}: {}\n  {}\n  the answer was:\n    HTTP {}\n{}\n\n{}\n",
        block.line,
        block.name,
        differences.join("\n  "),
        response.status().as_u16(),
        headers.join("\n"),
        body::shown(&body),
    )
}

#[cfg(test)]
mod tests;
