//! The feed of changes: ours, beyond both services.

use std::time::Duration;

use roster_model::{Change, Error, Problem};
use serde_json::{Value, json};

use super::{Document, LIMIT_CAP, instant, paging};
use crate::Params;

const DEFAULT_LIMIT: u32 = 100;

/// The longest that a request may wait.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// The part of the feed that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangesAsked {
    /// The changes after this one; 0 is from the first.
    pub since: i64,
    /// At most so many.
    pub limit: u32,
    /// How long to hold the request while there is none.
    pub wait: Duration,
}

/// Reads `since`, `limit` (100 by default, at most 1000) and `wait` (seconds, at most 60).
///
/// # Errors
/// [`Error::Invalid`] for a value that cannot be read.
pub fn decode(params: &Params) -> Result<ChangesAsked, Error> {
    let limit = params.given("limit").map(|text| paging::limit(text, LIMIT_CAP)).transpose()?;
    let since = params.given("since").map(since).transpose()?;
    let wait = params.given("wait").map(wait).transpose()?;
    Ok(ChangesAsked {
        since: since.unwrap_or(0),
        limit: limit.unwrap_or(DEFAULT_LIMIT),
        wait: wait.unwrap_or(Duration::ZERO),
    })
}

/// A page of the feed. `last` is the last change seen: where the next page goes on.
pub fn encode(changes: &[Change], last: i64) -> Document {
    let changes: Vec<Value> = changes.iter().map(tree).collect();
    Document::Response(json!({ "changes": changes, "next": last.to_string() }))
}

fn tree(change: &Change) -> Value {
    json!({
        "seq": change.seq,
        "at": format!("{}Z", instant::write(change.at)),
        "kind": change.kind,
        "id": change.id,
        "number": change.number,
        "actor": change.actor,
        "via": change.via,
        "fields": change.fields,
    })
}

fn since(text: &str) -> Result<i64, Error> {
    let number = text.parse().ok().filter(|number| *number >= 0);
    number.ok_or_else(|| {
        let told = format!("Invalid since '{text}' provided. Please provide the value of next.");
        Error::invalid_field("since", Problem::Other(told))
    })
}

fn wait(text: &str) -> Result<Duration, Error> {
    let seconds = text.trim().parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
    let seconds = seconds.ok_or_else(|| {
        let told = format!("Invalid wait '{text}' provided. Please provide seconds, up to 60.");
        Error::invalid_field("wait", Problem::Other(told))
    })?;
    Ok(Duration::try_from_secs_f64(seconds).map_or(MAX_WAIT, |wait| wait.min(MAX_WAIT)))
}
