//! `kill -9` at random moments.

mod operation;
mod state;
mod verify;
mod writer;

use std::time::Duration;

use fastrand::Rng;
use tempfile::TempDir;
use tokio::{task::JoinSet, time::sleep};

use self::{
    verify::Findings,
    writer::{Counts, Writer},
};
use crate::{
    arguments::{Arguments, Engine, Kill},
    http::Client,
    postgres::{self, Postgres},
    program::Roster,
    tenant,
    verdict::{Verdict, progress},
};

/// Shortest time from a start to the next kill, in milliseconds.
const SHORTEST: u64 = 200;
/// Longest time between the kill of the database and the kill of the server, in milliseconds.
const WITHOUT: u64 = 300;

/// Runs the part.
pub(crate) async fn run(wanted: &Kill, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("kill", seed);
    let folder = TempDir::with_prefix("roster-chaos-")?;
    let mut database = match wanted.engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(Postgres::start().await?),
    };
    let roster = match &database {
        None => Roster::on_folder(arguments.roster()?, folder.path()),
        Some(database) => Roster::on_database(arguments.roster()?, &postgres::url(database.port)),
    };
    let keys = tenant::create_domain(&roster).await?;
    let mut writers: Vec<Writer> = (0..wanted.writers)
        .map(|number| Writer::new(number, keys.clone(), random.fork()))
        .collect();
    let mut findings = Findings::default();
    let mut slowest = Duration::ZERO;
    let (mut cycles, mut of_database) = (0, 0);

    let mut server = roster.serve().await?;
    while cycles < wanted.cycles && verdict.goes_on() {
        let mut writing = JoinSet::new();
        for mut writer in writers.drain(..) {
            let address = server.address.clone();
            writing.spawn(async move {
                writer.write(&address).await;
                writer
            });
        }
        sleep(Duration::from_millis(random.u64(SHORTEST..=wanted.longest.max(SHORTEST)))).await;
        if let Some(database) = database.as_mut().filter(|_| cycles % 2 == 1) {
            of_database += 1;
            database.kill().await?;
            sleep(Duration::from_millis(random.u64(..WITHOUT))).await;
        }
        server.kill().await?;
        writers = writing.join_all().await;
        writers.sort_by_key(|writer| writer.number);
        if let Some(database) = database.as_mut().filter(|_| cycles % 2 == 1) {
            database.restart().await?;
        }
        cycles += 1;

        server = roster.serve().await?;
        slowest = slowest.max(server.ready);
        let mut client = Client::new(&server.address);
        let judged = findings.verify(&mut client, &keys, &mut writers, &mut verdict).await;
        judged.unwrap_or_else(|error| verdict.broken(format!("{error:#}")));
        let checked = roster.run("check").await;
        checked.map_or_else(|error| verdict.broken(format!("{error:#}")), drop);
        progress(&format!("killed {cycles} times, {} changes logged", findings.since));
    }
    server.kill().await?;

    let sum = |of: fn(&Counts) -> u64| writers.iter().map(|it| of(&it.counts)).sum::<u64>();
    verdict.count("engine", format!("{:?}", wanted.engine).to_lowercase());
    verdict.count("kills", cycles);
    verdict.count("of them with PostgreSQL", of_database);
    verdict.count("writers", writers.len());
    verdict.count("acknowledged", sum(|counts| counts.acknowledged));
    verdict.count("refused", sum(|counts| counts.refused));
    verdict.count("unknown", sum(|counts| counts.unknown));
    verdict.count("unknown: found done", findings.done);
    verdict.count("unknown: found not done", findings.undone);
    verdict.count("sent again under their key", findings.repeated);
    verdict.count("changes in the log", findings.since);
    verdict.count("slowest start, ms", slowest.as_millis());
    Ok(verdict)
}
