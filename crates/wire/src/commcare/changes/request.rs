//! Requests for a page of the feed.

use std::time::Duration;

use roster_model::{ChangeCursor, Error};

use crate::{
    Params,
    commcare::{LIMIT_CAP, messages, paging},
};

const DEFAULT_LIMIT: u32 = 100;

/// The maximum time to hold a request.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// A request for a page of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesRequest {
    /// The position at which the page begins.
    pub since: ChangeCursor,
    /// The maximum number of changes.
    pub limit: u32,
    /// How long to hold the request while there is no change.
    pub wait: Duration,
}

/// Decodes `since`, `limit` (default 100, at most 1000) and `wait` (seconds, at most 60).
///
/// # Errors
/// [`Error::Invalid`] for an invalid value.
pub fn decode(params: &Params) -> Result<ChangesRequest, Error> {
    let limit = params.non_empty("limit");
    let limit = limit.map(|text| paging::parse_limit(text, LIMIT_CAP)).transpose()?;
    let since = params.non_empty("since").map(parse_since).transpose()?;
    let wait = params.non_empty("wait").map(parse_wait).transpose()?;
    Ok(ChangesRequest {
        since: since.unwrap_or_default(),
        limit: limit.unwrap_or(DEFAULT_LIMIT),
        wait: wait.unwrap_or(Duration::ZERO),
    })
}

/// Decodes a cursor of the feed.
///
/// # Errors
/// [`Error::Invalid`] of `since`.
pub fn parse_since(text: &str) -> Result<ChangeCursor, Error> {
    text.trim().parse().map_err(|()| {
        let problem = messages::invalid_parameter("since", text, "provide the value of next");
        Error::invalid_field("since", problem)
    })
}

fn parse_wait(text: &str) -> Result<Duration, Error> {
    let seconds = text.trim().parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
    let seconds = seconds.ok_or_else(|| {
        let problem = messages::invalid_parameter("wait", text, "provide seconds, up to 60");
        Error::invalid_field("wait", problem)
    })?;
    Ok(Duration::try_from_secs_f64(seconds).map_or(MAX_WAIT, |wait| wait.min(MAX_WAIT)))
}
