//! Writes of groups: small ones, and one with many members beside creates of another domain.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::anyhow;
use serde_json::json;

use crate::{
    arguments::Arguments,
    client::Client,
    dataset::{DOMAIN, NEIGHBOUR},
    fixture::Fixture,
    load::Figures,
    operations::{self, CREATE, CacheState},
    process::Measured as _,
    report::{Compared, Line, Report},
};

/// The operations' name.
pub(crate) const NAME: &str = "group/";

/// Members of the small write.
const FEW: usize = 100;
/// The most members that fit into a request.
const MANY: u64 = 27_000;
/// Limit for a create of another domain, in milliseconds.
const WAIT: f64 = 50.0;

/// Small writes, a write of many members, and the creates beside it.
pub(crate) fn lines(
    arguments: &Arguments,
    fixture: &Fixture,
    report: &Report,
) -> anyhow::Result<Vec<Line>> {
    let create = report.cpu_of(CREATE, CacheState::Anew);
    let line = |name, bytes, ours: Figures, compared| Line {
        name,
        cache_state: CacheState::Anew.text(),
        bytes,
        ours,
        baseline_cpu: f64::NAN,
        compared,
    };
    let per_create = |ours: &Figures, limit| Compared::new(CREATE, ours.cpu / create, limit);
    let mut lines = Vec::new();

    let path = format!("/a/{DOMAIN}/api/v0.5/group/");
    let seed = format!("{:x}", std::process::id());
    let empty = singly(arguments, fixture, |client, turn| {
        let body = json!({ "name": format!("Bench {seed} {turn}") }).to_string();
        client.send("POST", &path, &body)
    })?;
    lines.push(line("POST group/, empty", 0, empty, per_create(&empty, 2.0)));

    let mut client = Client::connect(fixture.address(), &fixture.set.key)?;
    let new = json!({ "name": format!("Bench {seed} members") }).to_string();
    let new: serde_json::Value = serde_json::from_slice(&client.send("POST", &path, &new)?)?;
    let id = new["id"].as_str().ok_or_else(|| anyhow!("no group"))?;
    let group = format!("{path}{id}/");
    let set = |client: &mut Client, users: &[String]| {
        client.send("PUT", &group, &json!({ "users": users }).to_string())
    };
    let few = &fixture.set.ids[..FEW.min(fixture.set.ids.len())];
    // All of them join, and all of them leave.
    let joining = |turn: usize| if turn.is_multiple_of(2) { few } else { &[] };
    let changed = singly(arguments, fixture, |client, turn| set(client, joining(turn)))?;
    // A member costs as much as a create at most.
    lines.push(line("PUT group/ with 100 users", 0, changed, per_create(&changed, 100.0)));

    let many = worker_ids(&mut client, fixture.set.people.min(MANY))?;
    set(&mut client, &[])?;
    let is_done = AtomicBool::new(false);
    let (ours, creates) = thread::scope(|scope| {
        let creating = scope.spawn(|| creates_until(fixture, &seed, &is_done));
        let mut taken = Vec::new();
        let before = fixture.spent_by_threads();
        let result = (|| {
            for users in [&many[..], &[]] {
                let begun = Instant::now();
                set(&mut client, users)?;
                taken.push(begun.elapsed());
            }
            anyhow::Ok(())
        })();
        let spent = fixture.spent_by_threads();
        is_done.store(true, Ordering::Relaxed);
        let creates = creating.join().map_err(|_| anyhow!("the creates failed"))??;
        result?;
        // With the creates, which are few.
        let ours = Figures::of(taken, spent?.saturating_sub(before?));
        anyhow::Ok((ours, creates))
    })?;
    let members = f64::from(u32::try_from(many.len())?);
    let compared = Compared::new(CREATE, ours.cpu / members / create, 1.0);
    lines.push(line("PUT group/ with 27,000 users, of a user", 0, ours, compared));
    let compared = Compared::new("50 ms", creates.p99 / WAIT, 1.0);
    lines.push(line("create beside PUT group/ with 27,000 users: p99", 0, creates, compared));
    Ok(lines)
}

/// Requests one after another, for the time of a round.
fn singly(
    arguments: &Arguments,
    fixture: &Fixture,
    request: impl Fn(&mut Client, usize) -> anyhow::Result<Vec<u8>>,
) -> anyhow::Result<Figures> {
    let mut client = Client::connect(fixture.address(), &fixture.set.key)?;
    let (mut taken, begun, before) = (Vec::new(), Instant::now(), fixture.spent_by_threads()?);
    while begun.elapsed().as_secs() < arguments.seconds || taken.len() % 2 == 1 {
        let since = Instant::now();
        request(&mut client, taken.len())?;
        taken.push(since.elapsed());
    }
    Ok(Figures::of(taken, fixture.spent_by_threads()?.saturating_sub(before)))
}

/// Creates workers of the other domain until the end of the write. Their processor time cannot be
/// separated.
#[expect(clippy::disallowed_methods, reason = "the creates must leave time to the write")]
fn creates_until(fixture: &Fixture, seed: &str, is_done: &AtomicBool) -> anyhow::Result<Figures> {
    let mut client = Client::connect(fixture.address(), &fixture.set.neighbours_key)?;
    let path = format!("/a/{NEIGHBOUR}/api/v0.5/user/");
    let mut taken = Vec::new();
    while !is_done.load(Ordering::Relaxed) || taken.is_empty() {
        let name = format!("g{seed}.{}", taken.len());
        let body = json!({ "username": name, "connect_username": "c" }).to_string();
        let since = Instant::now();
        client.send("POST", &path, &body)?;
        taken.push(since.elapsed());
        thread::sleep(Duration::from_millis(5));
    }
    Ok(Figures { cpu: f64::NAN, ..Figures::of(taken, Duration::ZERO) })
}

/// The ids of this number of workers.
fn worker_ids(client: &mut Client, count: u64) -> anyhow::Result<Vec<String>> {
    let count = usize::try_from(count)?;
    let (mut ids, mut next) = (Vec::new(), Some(operations::list("limit=1000")));
    while let Some(path) = next.take().filter(|_| ids.len() < count) {
        let page = client.get_json(&path)?;
        let workers = page["objects"].as_array().into_iter().flatten();
        ids.extend(workers.filter_map(|worker| Some(worker["id"].as_str()?.to_owned())));
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    ids.truncate(count);
    Ok(ids)
}
