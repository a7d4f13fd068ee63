//! Power loss: the embedded store must lose no acknowledged write.

mod disk;
mod record;
mod trace;

use std::path::Path;

use anyhow::Context as _;
use fastrand::Rng;
use roster_store::{Backend, Store, changes, check, domains, people};
use tempfile::TempDir;

use self::{
    record::{Failing, ROWS, Recording, Sent, record, responses},
    trace::Event,
};
use crate::{
    arguments::{Arguments, Power},
    tenant::DOMAIN,
    verdict::{Verdict, progress},
};

/// Number of power losses per recording.
const EACH: usize = 50;
/// The failing calls per recording, in turns; the first recording has none.
const FAILING: [Option<Failing>; 4] = [
    None,
    Some(Failing { how: "fsync,fdatasync:error=EIO", every: 5..20 }),
    Some(Failing { how: "pwrite64:error=EIO", every: 80..250 }),
    Some(Failing { how: "pwrite64:error=ENOSPC", every: 80..250 }),
];
const SECTORS: [usize; 2] = [512, 4096];
const DATABASE: &str = "roster.db";
const LOG: &str = "roster.db-wal";

/// The result for a store.
#[derive(Default)]
struct Outcome {
    /// Lost acknowledged writes.
    lost: Vec<String>,
    /// Findings of the integrity check.
    damaged: Vec<String>,
}

/// Runs the part.
pub(crate) async fn run(wanted: &Power, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("power", seed);
    let roster = arguments.roster()?;
    let (mut losses, mut recordings, mut answers, mut checkpoints) = (0, 0, 0, 0);
    let (mut failed, mut control_losses, mut control_lost) = (0, 0, 0);

    while losses < wanted.seeds && verdict.goes_on() {
        let failing = FAILING[recordings % FAILING.len()].as_ref();
        let recording = record(&roster, failing, &mut random).await?;
        let less = as_with_normal(&recording.events);
        recordings += 1;
        answers += responses(&recording.events).count();
        checkpoints += to_database(&recording.events);
        failed += count(&recording.events, |it| matches!(it, Event::SyncFailed { .. }));
        let chosen: Vec<u64> =
            (0..EACH.min(wanted.seeds - losses)).map(|_| random.u64(..)).collect();
        for outcome in lose(&recording, &recording.events, &chosen).await? {
            losses += 1;
            for lost in outcome.lost.iter().chain(&outcome.damaged) {
                verdict.broken(format!("loss {losses} ({failing:?}): {lost}"));
            }
        }
        // The control: a log that is synced only before a checkpoint.
        if failing.is_none() {
            let outcomes = lose(&recording, &less, &chosen).await?;
            control_losses += outcomes.len();
            // A store whose marker remembers a lost commit cannot be opened.
            let is_loss = |it: &&Outcome| !it.lost.is_empty() || !it.damaged.is_empty();
            control_lost += outcomes.iter().filter(is_loss).count();
        }
        progress(&format!("lost power {losses} times in {recordings} recordings"));
    }
    if control_lost == 0 {
        verdict.void("the control with synchronous=NORMAL lost nothing");
    }
    if checkpoints == 0 {
        verdict.void("there was no checkpoint");
    }
    verdict.count("engine", "sqlite");
    verdict.count("losses of power", losses);
    verdict.count("recordings", recordings);
    verdict.count("answers recorded", answers);
    verdict.count("writes to the database file", checkpoints);
    verdict.count("syncs that failed", failed);
    verdict.count("control: losses of power", control_losses);
    verdict.count("control: acknowledged lost in", control_lost);
    Ok(verdict)
}

/// Loses power at the `chosen` moments of the recording and opens the remaining store.
async fn lose(
    recording: &Recording,
    events: &[Event],
    chosen: &[u64],
) -> anyhow::Result<Vec<Outcome>> {
    let moment = |&seed: &u64| {
        let mut random = Rng::with_seed(seed);
        (random.usize(..=events.len()), random)
    };
    let mut moments: Vec<(usize, Rng)> = chosen.iter().map(moment).collect();
    moments.sort_by_key(|(until, _)| *until);
    let (mut disk, mut done) = (recording.disk.clone(), 0);
    let (mut promised, mut outcomes) = (Sent::new(), Vec::new());
    for (until, mut random) in moments {
        let events = &events[done..until];
        done = until;
        for event in events {
            disk.follow(event);
        }
        for (id, number) in responses(events).flatten() {
            let most = promised.entry(id).or_default();
            *most = number.max(*most);
        }
        let sector = SECTORS[random.usize(..SECTORS.len())];
        let folder = TempDir::with_prefix("roster-chaos-")?;
        disk.lose(folder.path(), sector, &mut random)?;
        let mut outcome = Outcome::default();
        if let Err(error) = verify(folder.path(), &promised, &mut outcome).await {
            outcome.damaged.push(format!("the store cannot be read: {error:#}"));
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

async fn verify(folder: &Path, promised: &Sent, outcome: &mut Outcome) -> anyhow::Result<()> {
    let store = Store::open(&Backend::Embedded(folder.to_owned())).await?;
    let found = check::check(&store).await?.findings;
    outcome.damaged.extend(found.into_iter().map(|finding| finding.what));
    let mut tx = store.read().await?;
    let domain = domains::find(&mut tx, DOMAIN).await?.context("the domain is gone")?.number;
    let there = people::find_many(&mut tx, domain, promised.keys().cloned().collect()).await?;
    for (id, number) in promised {
        let shown = there.iter().find(|person| person.id.as_str() == id);
        let shown = shown.map(|person| person.first_name.parse().unwrap_or(0_u64));
        if shown.is_none_or(|shown| shown < *number) {
            outcome.lost.push(format!("{id} must show {number} at least, and shows {shown:?}"));
        }
    }
    let workers = people::workers_after(&mut tx, domain, "", u32::MAX).await?;
    let in_bulk = workers.iter().filter(|(_, person)| !person.last_name.is_empty()).count();
    if !in_bulk.is_multiple_of(ROWS) {
        outcome.damaged.push(format!("{in_bulk} workers exist of bulk requests of {ROWS}"));
    }
    let log = changes::after(&mut tx, domain, 0, u32::MAX).await?;
    if (1..).zip(&log).any(|(seq, change)| change.seq != seq) {
        outcome.damaged.push("the change log has a gap".to_owned());
    }
    Ok(())
}

/// The recording as of a server with `synchronous=NORMAL`: it syncs the log when it restarts it and
/// before a checkpoint, but not at each commit.
fn as_with_normal(events: &[Event]) -> Vec<Event> {
    let of_files: Vec<usize> =
        (0..events.len()).filter(|at| !matches!(events[*at], Event::Sent(_))).collect();
    let mut dropped = vec![false; events.len()];
    for around in of_files.windows(4) {
        let [before, begun, ended, after] = around else { continue };
        let is_of_log = matches!(&events[*ended], Event::Synced { file } if file == LOG);
        let begins =
            matches!(&events[*before], Event::Write { file, offset: 0, .. } if file == LOG);
        let copies = matches!(&events[*after], Event::Write { file, .. } if file == DATABASE);
        if is_of_log && !begins && !copies {
            dropped[*begun] = true;
            dropped[*ended] = true;
        }
    }
    events.iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|(it, _)| it.clone()).collect()
}

fn to_database(events: &[Event]) -> usize {
    count(events, |it| matches!(it, Event::Write { file, .. } if file == DATABASE))
}

fn count(events: &[Event], is: impl Fn(&Event) -> bool) -> usize {
    events.iter().filter(|event| is(event)).count()
}
