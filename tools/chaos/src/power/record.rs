//! A server under load, and a recording of its system calls.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context as _, ensure};
use fastrand::Rng;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::{
    disk::Disk,
    trace::{self, CALLS, Event},
};
use crate::{
    http::{Answer, Client, Request},
    program::Roster,
    tenant::{self, Keys, commcare},
};

/// Number of concurrent writers, and the amount of work of each.
const WRITERS: usize = 8;
const WRITES: usize = 100;
/// Number of workers per bulk request.
pub(super) const ROWS: usize = 10;

/// A recording.
pub(super) struct Recording {
    /// The files before it.
    pub(super) disk: Disk,
    pub(super) events: Vec<Event>,
}

/// System calls that fail.
#[derive(Debug)]
pub(super) struct Failing {
    /// The calls and the error, in the syntax of `strace`.
    pub(super) how: &'static str,
    /// Failure rate, one of this many calls per thread.
    pub(super) every: Range<u8>,
}

/// Minimum number that a worker must show after a response, by id. The number never falls.
pub(super) type Sent = BTreeMap<String, u64>;

/// Records a server with some failing calls.
pub(super) async fn record(
    roster: &Path,
    failing: Option<&Failing>,
    random: &mut Rng,
) -> anyhow::Result<Recording> {
    let folder = TempDir::with_prefix("roster-chaos-")?;
    // The path that the system calls use.
    let path = folder.path().canonicalize()?;
    let (data, log) = (path.join("data"), path.join("recording"));
    let plain = Roster::on_folder(roster.to_owned(), &data);
    let keys = tenant::create_domain(&plain).await?;
    let disk = Disk::new(&data)?;

    let mut words =
        vec!["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "1048576", "-e", CALLS];
    let injection;
    if let Some(failing) = failing {
        let (first, step) = (random.u8(10..30), random.u8(failing.every.clone()));
        injection = format!("inject={}:when={first}+{step}", failing.how);
        words.extend(["-e", &injection]);
    }
    let log_name = log.display().to_string();
    words.extend(["-o", &log_name]);
    let mut server = plain.under(&words).serve().await.context("strace is needed")?;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let mut writing = JoinSet::new();
    for number in 0..WRITERS {
        let (address, keys) = (server.address.clone(), keys.clone());
        writing.spawn(write(address, keys, number, random.fork(), Arc::clone(&acknowledged)));
    }
    writing.join_all().await;
    server.signal_inner("KILL").await?;
    server.wait().await?;

    let folder = data.display().to_string();
    let events = trace::read(&String::from_utf8_lossy(&fs::read(&log)?), &folder);
    let (recorded, acknowledged) =
        (responses(&events).count() as u64, acknowledged.load(Ordering::SeqCst));
    ensure!(acknowledged > 0, "nothing was acknowledged");
    ensure!(
        recorded >= acknowledged,
        "{acknowledged} responses arrived, but {recorded} were recorded"
    );
    Ok(Recording { disk, events })
}

/// The responses of a recording, each with what must hold from then on.
pub(super) fn responses(events: &[Event]) -> impl Iterator<Item = Sent> {
    events.iter().filter_map(|event| match event {
        Event::Sent(answer) => {
            let answer = String::from_utf8_lossy(answer);
            let (_, body) = answer.split_once("\r\n\r\n")?;
            Some(promised(&serde_json::from_str(body).ok()?))
        }
        _ => None,
    })
}

/// What a response guarantees: a new worker exists, an edited one has the number.
fn promised(body: &Value) -> Sent {
    let one = std::slice::from_ref(body);
    let rows = body["objects"].as_array().map_or(one, Vec::as_slice);
    let promise = |row: &Value| Some((row["id"].as_str()?.to_owned(), number(&row["first_name"])));
    rows.iter().filter_map(promise).collect()
}

fn number(text: &Value) -> u64 {
    text.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Creates workers, singly and in bulk, and edits one of them repeatedly.
async fn write(
    address: String,
    keys: Keys,
    number: usize,
    mut random: Rng,
    acknowledged: Arc<AtomicU64>,
) {
    let mut client = Client::new(&address);
    let mut edited = None;
    for step in 1..=WRITES {
        let name = format!("p{number}-{step}");
        let (method, target, body) = match (&edited, random.u8(..4)) {
            (Some(id), 0..2) => {
                let body = json!({ "first_name": step.to_string() });
                ("PUT", format!("user/v1/{id}/"), body)
            }
            (Some(_), 2) => {
                let row = |row| {
                    let name = format!("{name}-{row}");
                    json!({ "username": name, "connect_username": name, "last_name": name })
                };
                let rows: Vec<Value> = (0..ROWS).map(row).collect();
                ("POST", "user/v1/bulk/".to_owned(), json!({ "atomic": true, "objects": rows }))
            }
            _ => {
                let body = json!({ "username": name, "connect_username": name });
                ("POST", "user/v1/".to_owned(), body)
            }
        };
        let (target, body) = (commcare(&target), body.to_string());
        let authorization = keys.commcare.clone();
        let key = random.bool().then_some(name);
        // With failing calls, some requests are rejected and the server goes on.
        let request = Request { method, target, authorization, key, body };
        let Ok(answer) = client.send(&request).await else { continue };
        if answer.is_success() {
            acknowledged.fetch_add(1, Ordering::SeqCst);
            edited = edited.or_else(|| id(&answer));
        }
    }
}

fn id(answer: &Answer) -> Option<String> {
    answer.json().ok()?["id"].as_str().map(str::to_owned)
}
