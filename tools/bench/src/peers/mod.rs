//! Peers with the same people, measured in turns with Roster: `PocketBase`, and a minimal
//! django-tastypie service on PostgreSQL, the stack of the live service.

mod installed;
mod people;
mod pocketbase;
mod tastypie;

use std::{
    fmt::Write as _,
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use serde::Serialize;

use self::people::GROUP;
use crate::{
    arguments::Arguments,
    client::Client,
    fixture::Fixture,
    load::{self, Figures, Load},
    operations,
    postgres::Postgres,
    process::{self, Measured},
    report::{marked, progress, thousands},
    table::median,
};

/// Goals for the cost ratio to Roster.
const POCKETBASE: f64 = 10.0;
const TASTYPIE: f64 = 60.0;
/// Limit for the startup time of a server.
const STARTING: Duration = Duration::from_mins(1);

/// A peer.
pub(crate) struct Peer<'a> {
    child: Child,
    address: String,
    /// The `Authorization` header.
    key: String,
    /// The PostgreSQL that works for it.
    postgres: Option<&'a Postgres>,
}

/// One request, in the form of each server.
struct PeerRequest {
    name: &'static str,
    connections: usize,
    ours: Vec<String>,
    pocketbase: Vec<String>,
    tastypie: Vec<String>,
}

/// The cost of one request for each server.
#[derive(Serialize)]
pub(crate) struct Line {
    name: &'static str,
    people: u64,
    /// Response sizes of Roster, `PocketBase` and django-tastypie.
    bytes: [usize; 3],
    /// Roster, not cached.
    first: Figures,
    /// Roster, cached.
    again: Figures,
    pocketbase: Figures,
    tastypie: Figures,
}

/// Installs, fills and measures the peers.
pub(crate) fn measure(arguments: &Arguments) -> anyhow::Result<Vec<Line>> {
    let fixture =
        Fixture::make(&Arguments { postgres: false, database: None, ..arguments.clone() })?;
    let programs = installed::programs()?;
    let table = people::write(arguments.people)?;
    let postgres = Postgres::start()?;
    let pocketbase = pocketbase::start(&programs, arguments.people)?;
    let tastypie = tastypie::start(&programs, arguments.people, &table, &postgres)?;
    let mut lines = Vec::new();
    for question in questions(&fixture) {
        let ask = |server: &dyn Measured, key: &str, paths: &[String], new: bool| {
            let sign = if new { "NEW " } else { "" };
            let lines: Vec<String> = paths.iter().map(|path| format!("{sign}{path}")).collect();
            let (connections, seconds) = (question.connections, arguments.seconds);
            let load = Load { lines: &lines, key, connections, seconds };
            load::drive(server, &load, &fixture.folder)
        };
        let mut rounds = [const { Vec::new() }; 4];
        for _ in 0..arguments.rounds {
            rounds[0].push(ask(&fixture, &fixture.set.key, &question.ours, true)?);
            rounds[1].push(ask(&fixture, &fixture.set.key, &question.ours, false)?);
            rounds[2].push(ask(&pocketbase, &pocketbase.key, &question.pocketbase, false)?);
            rounds[3].push(ask(&tastypie, &tastypie.key, &question.tastypie, false)?);
        }
        let size = |address: &str, key: &str, paths: &[String]| {
            anyhow::Ok(Client::connect(address, key)?.get(&paths[0])?.len())
        };
        let bytes = [
            size(fixture.address(), &fixture.set.key, &question.ours)?,
            size(&pocketbase.address, &pocketbase.key, &question.pocketbase)?,
            size(&tastypie.address, &tastypie.key, &question.tastypie)?,
        ];
        let [first, again, of_pocketbase, of_tastypie] = rounds.map(median);
        let line = Line {
            name: question.name,
            people: arguments.people,
            bytes,
            first,
            again,
            pocketbase: of_pocketbase,
            tastypie: of_tastypie,
        };
        progress(&line.text());
        lines.push(line);
    }
    Ok(lines)
}

fn questions(fixture: &Fixture) -> Vec<PeerRequest> {
    let deep = fixture.set.people * 9 / 10;
    let records = "/api/collections/workers/records";
    let ours = |query: &str| vec![operations::list(query)];
    let theirs = |query: &str| vec![format!("{records}?sort=username&{query}")];
    let django = |query: &str| vec![format!("/api/v0.5/user/?{query}")];
    let details = |path: &str| {
        let ids = (0..1_000).map(|turn| people::id(turn * 97 % fixture.set.people));
        ids.map(|id| format!("{path}/{id}")).collect::<Vec<_>>()
    };
    vec![
        PeerRequest {
            name: "read one",
            connections: 16,
            ours: fixture.set.ids.iter().map(|id| operations::detail(id)).collect(),
            pocketbase: details(records),
            tastypie: details("/api/v0.5/user").iter().map(|path| format!("{path}/")).collect(),
        },
        PeerRequest {
            name: "list 20 with the total",
            connections: 16,
            ours: ours("limit=20"),
            pocketbase: theirs("perPage=20&page=1"),
            tastypie: django("limit=20"),
        },
        PeerRequest {
            name: "list 1000 with the total",
            connections: 8,
            ours: ours("limit=1000"),
            pocketbase: theirs("perPage=1000&page=1"),
            tastypie: django("limit=1000"),
        },
        PeerRequest {
            name: "list 20 after nine tenths",
            connections: 16,
            ours: ours(&format!("limit=20&offset={deep}")),
            pocketbase: theirs(&format!("perPage=20&page={}", deep / 20 + 1)),
            tastypie: django(&format!("limit=20&offset={deep}")),
        },
        PeerRequest {
            name: "list 20 of a group with the total",
            connections: 16,
            ours: ours(&format!("limit=20&group={}", fixture.set.groups[7])),
            pocketbase: theirs(&format!("perPage=20&page=1&filter=(team='{GROUP}')")),
            tastypie: django(&format!("limit=20&team={GROUP}")),
        },
    ]
}

/// The figures as Markdown.
pub(crate) fn table(lines: &[Line]) -> String {
    let people = lines.first().map_or(0, |line| line.people);
    let mut text = format!(
        "**Peers, {} workers.** Processor time of the server and its database per request, in \
         microseconds, and requests per second. Roster has two rows of figures: a response that is \
         not cached, and a cached one; the peers cache nothing. A bold ratio is below {POCKETBASE} or {TASTYPIE}.\n\n\
         | operation | Roster first: CPU us | req/s | again: CPU us | req/s | PocketBase: CPU us | \
         req/s | tastypie: CPU us | req/s | times PocketBase: first | again | times tastypie: first | \
         again |\n\
         | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n",
        thousands(people)
    );
    for line in lines {
        text.push_str(&line.text());
        text.push('\n');
    }
    text
}

impl Line {
    fn text(&self) -> String {
        let mut text = format!("| {} ", self.name);
        for shown in [&self.first, &self.again, &self.pocketbase, &self.tastypie] {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "| {:.0} | {:.0} ", shown.cpu, shown.rate);
        }
        for (other, least) in [(&self.pocketbase, POCKETBASE), (&self.tastypie, TASTYPIE)] {
            for ours in [&self.first, &self.again] {
                let times = other.cpu / ours.cpu;
                let _ = write!(text, "| {} ", marked(times, 0, times < least));
            }
        }
        text + "|"
    }
}

impl<'a> Peer<'a> {
    /// Starts a command that listens on `address`.
    fn start(
        mut command: Command,
        address: String,
        key: String,
        postgres: Option<&'a Postgres>,
    ) -> anyhow::Result<Self> {
        let child = command.spawn().with_context(|| format!("{command:?}"))?;
        let mut peer = Self { child, address, key, postgres };
        let begun = Instant::now();
        while TcpStream::connect(&peer.address).is_err() {
            if let Some(status) = peer.child.try_wait()? {
                bail!("{command:?} ended: {status}");
            }
            if begun.elapsed() > STARTING {
                bail!("{command:?} does not listen");
            }
            thread::park_timeout(Duration::from_millis(20));
        }
        Ok(peer)
    }
}

impl Measured for Peer<'_> {
    fn address(&self) -> &str {
        &self.address
    }

    fn spent(&self) -> anyhow::Result<Duration> {
        let below = self.postgres.map(Postgres::spent).transpose()?.unwrap_or_default();
        Ok(process::spent_with_children(self.child.id())? + below)
    }

    fn spent_by_threads(&self) -> anyhow::Result<Duration> {
        let below = self.postgres.map(Postgres::spent_by_threads).transpose()?.unwrap_or_default();
        Ok(process::spent_by_tree(self.child.id())? + below)
    }
}

impl Drop for Peer<'_> {
    fn drop(&mut self) {
        // SIGTERM, so that it stops its workers too.
        let _ = Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// A free address.
fn free_address() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}
