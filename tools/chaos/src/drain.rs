//! SIGTERM under load.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use fastrand::Rng;
use tempfile::TempDir;
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    arguments::{Arguments, Drain},
    http::{Client, Lost, Request},
    program::Roster,
    tenant::{self, Keys, commcare},
    verdict::{Verdict, progress},
};

/// How long the load goes on before the signal, in milliseconds.
const LOAD: std::ops::RangeInclusive<u64> = 100..=600;
/// Within this the process must have ended.
const ENDED: Duration = Duration::from_secs(30);

/// What the clients of one cycle share.
#[derive(Default)]
struct Seen {
    /// Whether the signal was sent.
    told: AtomicBool,
    /// Whether `/readyz` has told that the server stops.
    unready: AtomicBool,
    /// How often whichever request was answered; after the signal; after `/readyz` had told.
    answered: AtomicU64,
    answered_since: AtomicU64,
    answered_unready: AtomicU64,
    /// How many of them on a connection that had served before.
    kept: AtomicU64,
}

/// Does it.
pub(crate) async fn run(wanted: &Drain, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("drain", seed);
    let folder = TempDir::with_prefix("roster-chaos-")?;
    let roster = Roster::on_folder(arguments.roster()?, folder.path());
    let keys = tenant::furnish(&roster).await?;
    let (mut cycles, mut slowest) = (0, Duration::ZERO);
    let (mut answered, mut since, mut kept) = (0, 0, 0);

    while cycles < wanted.cycles && verdict.goes_on() {
        let mut server = roster.serve().await?;
        let shared = Arc::new(Seen::default());
        let mut asking = JoinSet::new();
        for number in 0..wanted.clients {
            let name = format!("d{cycles}-{number}");
            asking.spawn(ask(server.address.clone(), keys.clone(), name, Arc::clone(&shared)));
        }
        asking.spawn(wait(server.address.clone(), keys.clone(), Arc::clone(&shared)));
        asking.spawn(probe(server.address.clone(), Arc::clone(&shared)));
        sleep(Duration::from_millis(random.u64(LOAD))).await;

        shared.told.store(true, Ordering::SeqCst);
        let told = Instant::now();
        server.signal("TERM").await?;
        match timeout(ENDED, server.wait()).await {
            Ok(status) => {
                let status = status?;
                verdict.promise(status.success(), || format!("the server ended with {status}"));
            }
            Err(_) => verdict.broken(format!("the server runs {ENDED:?} after the signal")),
        }
        slowest = slowest.max(told.elapsed());
        for lost in asking.join_all().await.into_iter().flatten() {
            verdict.broken(format!("cycle {cycles}: {lost}"));
        }
        let load = |count: &AtomicU64| count.load(Ordering::SeqCst);
        verdict.promise(shared.unready.load(Ordering::SeqCst), || {
            format!("cycle {cycles}: /readyz never told that the server stops")
        });
        verdict.promise(load(&shared.answered_unready) > 0, || {
            format!("cycle {cycles}: nothing was served after /readyz had told")
        });
        answered += load(&shared.answered);
        since += load(&shared.answered_since);
        kept += load(&shared.kept);
        cycles += 1;
        progress(&format!("ended {cycles} times, {answered} requests answered"));
    }
    verdict.count("ends", cycles);
    verdict.count("clients", wanted.clients);
    verdict.count("requests answered", answered);
    verdict.count("of them after the signal", since);
    verdict.count("on kept connections", kept);
    verdict.count("slowest end, ms", slowest.as_millis());
    Ok(verdict)
}

/// Reads and writes, until nobody listens; tells what went wrong.
async fn ask(address: String, keys: Keys, name: String, seen: Arc<Seen>) -> Option<String> {
    let mut client = Client::new(&address);
    for number in 0.. {
        let request = if number % 3 == 0 {
            let body =
                format!(r#"{{"username": "{name}-{number}", "connect_username": "{name}"}}"#);
            let (target, authorization) = (commcare("user/v1/"), keys.commcare.clone());
            Request { method: "POST", target, authorization, key: None, body }
        } else {
            Request::get(commcare("user/v1/?limit=5"), &keys.commcare)
        };
        let (told, unready) =
            (seen.told.load(Ordering::SeqCst), seen.unready.load(Ordering::SeqCst));
        let kept = client.is_connected();
        match client.send(&request).await {
            Ok(answer) if answer.is_success() => {
                seen.answered.fetch_add(1, Ordering::SeqCst);
                seen.answered_since.fetch_add(told.into(), Ordering::SeqCst);
                seen.answered_unready.fetch_add(unready.into(), Ordering::SeqCst);
                seen.kept.fetch_add(kept.into(), Ordering::SeqCst);
            }
            Ok(answer) => return Some(format!("{} to {request:?}", answer.status)),
            Err(Lost::Unsent(_)) if seen.told.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?}, kept {kept}, to {request:?}")),
        }
    }
    None
}

/// Waits for changes that do not come; is answered all the same when the server ends.
async fn wait(address: String, keys: Keys, seen: Arc<Seen>) -> Option<String> {
    let mut client = Client::new(&address);
    let request = Request::get(commcare("changes/v1/?since=999999999&wait=60"), &keys.commcare);
    loop {
        match client.send(&request).await {
            Ok(answer) if answer.is_success() => {}
            Ok(answer) => return Some(format!("{} to who waits for changes", answer.status)),
            Err(Lost::Unsent(_)) if seen.told.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?} to who waits for changes")),
        }
    }
}

/// Asks again and again whether the server is ready, as a proxy does.
async fn probe(address: String, seen: Arc<Seen>) -> Option<String> {
    loop {
        // A connection of its own each time.
        match Client::new(&address).send(&Request::get("/readyz", "")).await {
            Ok(answer) if answer.status == 503 => seen.unready.store(true, Ordering::SeqCst),
            Ok(_) => {}
            Err(Lost::Unsent(_)) if seen.told.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?} to who asks whether it is ready")),
        }
        sleep(Duration::from_millis(10)).await;
    }
}
