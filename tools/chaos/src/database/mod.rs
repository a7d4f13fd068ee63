//! A database that goes, and comes back.

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

/// Within this `/readyz` must tell that the database is away,
const UNREADY: Duration = Duration::from_secs(2);
/// and within this that it is back, and writes must be served.
const BACK: Duration = Duration::from_secs(5);
/// More than what is waited for may take.
const ENOUGH: Duration = Duration::from_secs(30);
/// The shortest time that it is away, in milliseconds: long enough to be noticed.
const SHORTEST: u64 = 2_500;

/// What happens to the database.
const FAULTS: [Error; 5] =
    [Error::Stopped, Error::Killed, Error::Frozen, Error::Swallowed, Error::Refused];

#[derive(Clone, Copy, Debug)]
enum Error {
    Stopped,
    Killed,
    Frozen,
    Swallowed,
    Refused,
}

/// Does it.
pub(crate) async fn run(wanted: &Database, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("database", seed);
    let mut postgres = Postgres::start().await?;
    let proxy = Proxy::start(postgres.port, random.fork()).await?;
    let roster = Roster::on_database(arguments.roster()?, &postgres::url(proxy.port));
    let keys = tenant::furnish(&roster).await?;
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
            format!("{fault:?}: /readyz told so after {unready:?}")
        });
        sleep(Duration::from_millis(random.u64(SHORTEST..=wanted.longest.max(SHORTEST)))).await;
        fault.end(&mut postgres, &proxy).await?;
        let begun = Instant::now();
        let ready = clients.seen.until_ready_is(true, ENOUGH).await;
        let more = clients.seen.until_more(ENOUGH).await;
        let back = ready.and(more).map_or(ENOUGH, |_| begun.elapsed());
        verdict.promise(back <= BACK, || format!("{fault:?}: of use again after {back:?}"));
        slowest_unready = slowest_unready.max(unready);
        slowest_back = slowest_back.max(back);
        faults += 1;
        for wrong in clients.seen.wrong() {
            verdict.broken(format!("{fault:?}: {wrong}"));
        }
        progress(&format!("{fault:?}: told after {unready:?}, of use again after {back:?}"));
        if !verdict.goes_on() {
            break;
        }
    }
    let begun = Instant::now();
    proxy.set(Mode::CutCommits);
    while proxy.cut() < wanted.cuts {
        clients.seen.until_more(ENOUGH).await.context("nothing is written any more")?;
    }
    proxy.set(Mode::Pass);
    progress(&format!("{} commits cut off within {:?}", proxy.cut(), begun.elapsed()));
    let told = clients.stop().await;
    for wrong in told.wrong() {
        verdict.broken(wrong);
    }
    let made = told.made.load(Ordering::SeqCst);
    judge(&server, &keys, made, &mut verdict).await?;
    let running = server.is_running()?;
    verdict.promise(running, || "the server has ended".to_owned());
    let late = start_before(&roster, &mut postgres).await?;
    verdict.promise(late <= BACK, || format!("started before its database: ready after {late:?}"));

    verdict.count("engine", "postgres");
    verdict.count("times away", faults);
    verdict.count("commits cut off", proxy.cut());
    verdict.count("workers made", made);
    verdict.count("answers 503", told.sent_away.load(Ordering::SeqCst));
    verdict.count("longest request, ms", told.longest.load(Ordering::SeqCst));
    verdict.count("/readyz 503 after, ms", slowest_unready.as_millis());
    verdict.count("of use again after, ms", slowest_back.as_millis());
    verdict.count("started before it, ready, ms", late.as_millis());
    Ok(verdict)
}

impl Error {
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
            Self::Stopped | Self::Killed => postgres.again().await?,
            Self::Frozen => postgres.signal("CONT").await?,
            Self::Swallowed | Self::Refused => proxy.set(Mode::Pass),
        }
        Ok(())
    }
}

/// Each worker that was answered for must be there, once, and nobody else.
async fn judge(
    server: &Server,
    keys: &Keys,
    made: u64,
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
    verdict.promise(total == Some(made), || format!("{made} were made, {total:?} are there"));
    let (mut since, mut created) = (0, 0);
    loop {
        let page = read(&format!("changes/v1/?since={since}&limit=1000")).await?;
        let changes = page["changes"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(last) = changes.last() else { break };
        since = last["seq"].as_u64().unwrap_or_default();
        created += changes.iter().filter(|it| it["kind"] == "person.created").count();
    }
    verdict.promise(created as u64 == made, || format!("{made} were made, {created} are logged"));
    Ok(())
}

/// How long a server that was started before its database takes to be of use once that is there.
async fn start_before(roster: &Roster, postgres: &mut Postgres) -> anyhow::Result<Duration> {
    postgres.kill().await?;
    let server = roster.serve().await?;
    let status = async |path: &str| {
        let answer = Client::new(&server.address).send(&Request::get(path, "")).await;
        answer.map_or(0, |answer| answer.status)
    };
    anyhow::ensure!(status("/livez").await == 200, "a server without a database does not live");
    anyhow::ensure!(status("/readyz").await == 503, "a server without a database is ready");
    postgres.again().await?;
    let begun = Instant::now();
    while status("/readyz").await != 200 && begun.elapsed() < ENOUGH {
        sleep(Duration::from_millis(20)).await;
    }
    let took = begun.elapsed();
    server.kill().await?;
    Ok(took)
}
