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

/// Duration of the load before the signal, in milliseconds.
const LOAD: std::ops::RangeInclusive<u64> = 100..=600;
/// Limit until the process has exited.
const ENDED: Duration = Duration::from_secs(30);

/// State that the clients of one cycle share.
#[derive(Default)]
struct Seen {
    /// Whether the signal was sent.
    signalled: AtomicBool,
    /// Whether `/readyz` has reported the shutdown.
    unready: AtomicBool,
    /// Number of responses: in all, after the signal, and after `/readyz` reported the shutdown.
    answered: AtomicU64,
    answered_since: AtomicU64,
    answered_unready: AtomicU64,
    /// Number of responses on reused connections.
    kept: AtomicU64,
}

/// Runs the part.
pub(crate) async fn run(wanted: &Drain, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("drain", seed);
    let folder = TempDir::with_prefix("roster-chaos-")?;
    let roster = Roster::on_folder(arguments.roster()?, folder.path());
    let keys = tenant::create_domain(&roster).await?;
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

        shared.signalled.store(true, Ordering::SeqCst);
        let signalled = Instant::now();
        server.signal("TERM").await?;
        match timeout(ENDED, server.wait()).await {
            Ok(status) => {
                let status = status?;
                verdict.promise(status.success(), || format!("the server ended with {status}"));
            }
            Err(_) => verdict.broken(format!("the server runs {ENDED:?} after the signal")),
        }
        slowest = slowest.max(signalled.elapsed());
        for lost in asking.join_all().await.into_iter().flatten() {
            verdict.broken(format!("cycle {cycles}: {lost}"));
        }
        let load = |count: &AtomicU64| count.load(Ordering::SeqCst);
        verdict.promise(shared.unready.load(Ordering::SeqCst), || {
            format!("cycle {cycles}: /readyz never reported the shutdown")
        });
        verdict.promise(load(&shared.answered_unready) > 0, || {
            format!("cycle {cycles}: nothing succeeded after /readyz reported it")
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

/// Reads and writes until the server accepts no connection. Returns the first violation.
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
        let (signalled, unready) =
            (seen.signalled.load(Ordering::SeqCst), seen.unready.load(Ordering::SeqCst));
        let kept = client.is_connected();
        match client.send(&request).await {
            Ok(answer) if answer.is_success() => {
                seen.answered.fetch_add(1, Ordering::SeqCst);
                seen.answered_since.fetch_add(signalled.into(), Ordering::SeqCst);
                seen.answered_unready.fetch_add(unready.into(), Ordering::SeqCst);
                seen.kept.fetch_add(kept.into(), Ordering::SeqCst);
            }
            Ok(answer) => return Some(format!("{} to {request:?}", answer.status)),
            Err(Lost::Unsent(_)) if seen.signalled.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?}, kept {kept}, to {request:?}")),
        }
    }
    None
}

/// Long-polls for changes. The last request must be answered when the server exits.
async fn wait(address: String, keys: Keys, seen: Arc<Seen>) -> Option<String> {
    let mut client = Client::new(&address);
    let mut since = "0".to_owned();
    loop {
        let target = commcare(&format!("changes/v1/?since={since}&limit=1000&wait=60"));
        match client.send(&Request::get(target, &keys.commcare)).await {
            Ok(answer) if answer.is_success() => match answer.json() {
                Ok(page) => page["next"].as_str().unwrap_or_default().clone_into(&mut since),
                Err(error) => return Some(format!("{error:#} to the long poll")),
            },
            Ok(answer) => return Some(format!("{} to the long poll", answer.status)),
            Err(Lost::Unsent(_)) if seen.signalled.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?} to the long poll")),
        }
    }
}

/// Polls `/readyz`, as a proxy does.
async fn probe(address: String, seen: Arc<Seen>) -> Option<String> {
    loop {
        // A new connection for each probe.
        match Client::new(&address).send(&Request::get("/readyz", "")).await {
            Ok(answer) if answer.status == 503 => seen.unready.store(true, Ordering::SeqCst),
            Ok(_) => {}
            Err(Lost::Unsent(_)) if seen.signalled.load(Ordering::SeqCst) => return None,
            Err(lost) => return Some(format!("{lost:?} to the readiness probe")),
        }
        sleep(Duration::from_millis(10)).await;
    }
}
