//! A database that goes away and returns.

mod clients;
mod proxy;

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use fastrand::Rng;
use tokio::time::sleep;

use self::{
    clients::Clients,
    proxy::{Mode, Proxy},
};
use crate::{
    arguments::{Arguments, Database},
    http::{Client, Request},
    postgres::{self, Postgres},
    program::{Roster, Server},
    tenant::{self, Keys, commcare},
    verdict::{Verdict, progress},
};

/// Limit until `/readyz` reports that the database is away.
const UNREADY: Duration = Duration::from_secs(2);
/// Limit until `/readyz` reports that it is back and writes succeed.
const BACK: Duration = Duration::from_secs(5);
/// Timeout of a wait, longer than any limit.
const ENOUGH: Duration = Duration::from_secs(30);
/// Shortest outage, in milliseconds: long enough to be noticed.
const SHORTEST: u64 = 2_500;

/// The kinds of outage.
const FAULTS: [Fault; 5] =
    [Fault::Stopped, Fault::Killed, Fault::Frozen, Fault::Swallowed, Fault::Refused];

#[derive(Clone, Copy, Debug)]
enum Fault {
    Stopped,
    Killed,
    Frozen,
    Swallowed,
    Refused,
}

/// Runs the part.
pub(crate) async fn run(wanted: &Database, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("database", seed);
    let mut postgres = Postgres::start().await?;
    let proxy = Proxy::start(postgres.port, random.fork()).await?;
    let roster = Roster::on_database(arguments.roster()?, &postgres::url(proxy.port));
    let keys = tenant::create_domain(&roster).await?;
    let mut server = roster.serve().await?;
    let clients = Clients::start(&server.address, &keys);
    let (mut faults, mut slowest_unready, mut slowest_back) = (0, Duration::ZERO, Duration::ZERO);
    clients.seen.until_more(ENOUGH).await.context("nothing is written")?;

    for fault in FAULTS.into_iter().cycle().take(wanted.faults) {
        let begun = Instant::now();
        fault.begin(&mut postgres, &proxy).await?;
        let unready = clients.seen.until_ready_is(false, ENOUGH).await;
        let unready = unready.map_or(ENOUGH, |_| begun.elapsed());
        verdict.promise(unready <= UNREADY, || {
            format!("{fault:?}: /readyz reported it after {unready:?}")
        });
        sleep(Duration::from_millis(random.u64(SHORTEST..=wanted.longest.max(SHORTEST)))).await;
        fault.end(&mut postgres, &proxy).await?;
        let begun = Instant::now();
        let ready = clients.seen.until_ready_is(true, ENOUGH).await;
        let more = clients.seen.until_more(ENOUGH).await;
        let back = ready.and(more).map_or(ENOUGH, |_| begun.elapsed());
        verdict.promise(back <= BACK, || format!("{fault:?}: ready again after {back:?}"));
        slowest_unready = slowest_unready.max(unready);
        slowest_back = slowest_back.max(back);
        faults += 1;
        for wrong in clients.seen.wrong() {
            verdict.broken(format!("{fault:?}: {wrong}"));
        }
        progress(&format!("{fault:?}: reported after {unready:?}, ready again after {back:?}"));
        if !verdict.goes_on() {
            break;
        }
    }
    let begun = Instant::now();
    proxy.set(Mode::CutCommits);
    while proxy.cut() < wanted.cuts {
        clients.seen.until_more(ENOUGH).await.context("nothing is written after the cuts")?;
    }
    proxy.set(Mode::Pass);
    progress(&format!("{} commits cut off within {:?}", proxy.cut(), begun.elapsed()));
    let counted = clients.stop().await;
    for wrong in counted.wrong() {
        verdict.broken(wrong);
    }
    let created = counted.created.load(Ordering::SeqCst);
    verify(&server, &keys, created, &mut verdict).await?;
    let running = server.is_running()?;
    verdict.promise(running, || "the server has ended".to_owned());
    let late = start_before(&roster, &mut postgres).await?;
    verdict.promise(late <= BACK, || format!("started before its database: ready after {late:?}"));

    verdict.count("engine", "postgres");
    verdict.count("times away", faults);
    verdict.count("commits cut off", proxy.cut());
    verdict.count("workers created", created);
    verdict.count("answers 503", counted.sent_away.load(Ordering::SeqCst));
    verdict.count("longest request, ms", counted.longest.load(Ordering::SeqCst));
    verdict.count("/readyz 503 after, ms", slowest_unready.as_millis());
    verdict.count("ready again after, ms", slowest_back.as_millis());
    verdict.count("started before it, ready, ms", late.as_millis());
    Ok(verdict)
}

impl Fault {
    async fn begin(self, postgres: &mut Postgres, proxy: &Proxy) -> anyhow::Result<()> {
        match self {
            Self::Stopped => postgres.stop().await?,
            Self::Killed => postgres.kill().await?,
            Self::Frozen => postgres.signal("STOP").await?,
            Self::Swallowed => proxy.set(Mode::Swallow),
            Self::Refused => proxy.set(Mode::Refuse),
        }
        Ok(())
    }

    async fn end(self, postgres: &mut Postgres, proxy: &Proxy) -> anyhow::Result<()> {
        match self {
            Self::Stopped | Self::Killed => postgres.restart().await?,
            Self::Frozen => postgres.signal("CONT").await?,
            Self::Swallowed | Self::Refused => proxy.set(Mode::Pass),
        }
        Ok(())
    }
}

/// Every acknowledged worker must be in the store, once, and no other.
async fn verify(
    server: &Server,
    keys: &Keys,
    created: u64,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let mut client = Client::new(&server.address);
    let mut read = async |rest: &str| {
        let request = Request::get(commcare(rest), &keys.commcare);
        let answer = client.send(&request).await;
        answer.map_err(|lost| anyhow::anyhow!("{rest}: {lost:?}"))?.json()
    };
    let page = read("user/v1/?limit=1").await?;
    let total = page["meta"]["total_count"].as_u64();
    verdict
        .promise(total == Some(created), || format!("{created} were created, {total:?} are there"));
    let (mut since, mut logged) = (0, 0);
    loop {
        let page = read(&format!("changes/v1/?since={since}&limit=1000")).await?;
        let changes = page["changes"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(last) = changes.last() else { break };
        since = last["seq"].as_u64().unwrap_or_default();
        logged += changes.iter().filter(|it| it["kind"] == "person.created").count();
    }
    verdict.promise(logged as u64 == created, || {
        format!("{created} were created, {logged} are logged")
    });
    Ok(())
}

/// Time until a server that was started before its database is ready, once the database is.
async fn start_before(roster: &Roster, postgres: &mut Postgres) -> anyhow::Result<Duration> {
    postgres.kill().await?;
    let server = roster.serve().await?;
    let status = async |path: &str| {
        let answer = Client::new(&server.address).send(&Request::get(path, "")).await;
        answer.map_or(0, |answer| answer.status)
    };
    anyhow::ensure!(status("/livez").await == 200, "a server without a database does not live");
    anyhow::ensure!(status("/readyz").await == 503, "a server without a database is ready");
    postgres.restart().await?;
    let begun = Instant::now();
    while status("/readyz").await != 200 && begun.elapsed() < ENOUGH {
        sleep(Duration::from_millis(20)).await;
    }
    let took = begun.elapsed();
    server.kill().await?;
    Ok(took)
}
