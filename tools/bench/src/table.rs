//! The table of operations, each measured in turns with its baseline.

use crate::{
    arguments::Arguments,
    check,
    client::Client,
    fixture::{Database, Fixture},
    group_writes, history, limits,
    load::{self, Figures, Load},
    neighbours,
    operations::{self, Bound, CacheState, Operation, STATEMENT},
    pgbench,
    plot::{self, Point},
    process::{Measured, Server},
    report::{Compared, Line, Report, progress},
    walk,
};

/// Number of concurrent writers, which may share a commit.
const GROUP: u32 = 64;
/// Number of connections that change workers through another process.
const WRITERS: u8 = 4;
/// Number of different requests that are repeated.
const REMEMBERED: usize = 1_000;
/// Approximate size of the response to a create.
const SMALL: usize = 90;

/// Measures the rows of a subject.
type Lines = fn(&Arguments, &Fixture, &Report) -> anyhow::Result<Vec<Line>>;

/// Measures every selected operation.
pub(crate) fn measure(arguments: &Arguments, fixture: &Fixture) -> anyhow::Result<Report> {
    let mut report = Report::new(fixture);
    let wanted = |name: &str| arguments.only.as_ref().is_none_or(|only| name.contains(only));
    for operation in operations::all(fixture)?.iter().filter(|operation| wanted(operation.name)) {
        let line = Turns { arguments, fixture, operation }.line(&report)?;
        report.add(line, fixture)?;
    }
    let subjects: [(&str, Lines); 5] = [
        (neighbours::NAME, neighbours::lines),
        (group_writes::NAME, group_writes::lines),
        (walk::NAME, walk::lines),
        (history::NAME, history::lines),
        (check::NAME, check::lines),
    ];
    for (name, lines) in subjects {
        if wanted(name) {
            for line in lines(arguments, fixture, &report)? {
                report.add(line, fixture)?;
            }
        }
    }
    report.add_caches(fixture)?;
    Ok(report)
}

/// The rounds of one operation.
struct Turns<'a> {
    arguments: &'a Arguments,
    fixture: &'a Fixture,
    operation: &'a Operation,
}

impl Turns<'_> {
    fn line(&self, report: &Report) -> anyhow::Result<Line> {
        let Operation { name, cache_state, bound, .. } = self.operation;
        let bytes = self.body()?;
        if *cache_state == CacheState::Again {
            let mut client = self.client()?;
            self.lines().iter().try_for_each(|line| client.get(line).map(drop))?;
        }
        let baseline =
            Server::start(&std::env::current_exe()?, &["baseline".to_owned(), bytes.to_string()])?;
        let (mut ours, mut baselines, mut limits) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.arguments.rounds {
            baselines.push(self.drive_baseline(&baseline)?);
            limits.push(self.limit()?);
            ours.push(self.drive_ours()?);
        }
        let (ours, baseline) = (median(ours), median(baselines));
        limits.sort_by(f64::total_cmp);
        let limit = limits[limits.len() / 2];
        let compared = match bound {
            Bound::Baseline(..) if self.statements().is_some() => {
                Compared::new("the bare statement", ours.cpu / baseline.cpu, STATEMENT)
            }
            Bound::Baseline(bound, _) => {
                Compared::new("the baseline", ours.cpu / baseline.cpu, *bound)
            }
            Bound::Hash(bound) => Compared::new("bare hash", ours.cpu / limit, *bound),
            Bound::Commits(part) => Compared::new("bare commits", limit / ours.rate, 1.0 / part),
            Bound::Of(other, bound) => {
                let cpu = report.cpu_of(other, *cache_state);
                Compared::new(other, ours.cpu / cpu, *bound)
            }
        };
        Ok(Line {
            name,
            cache_state: cache_state.text(),
            bytes,
            ours,
            baseline_cpu: baseline.cpu,
            compared,
        })
    }

    /// The requests to the server.
    fn lines(&self) -> Vec<String> {
        let new = |line: &String| match line.strip_prefix('/') {
            Some(path) => format!("NEW /{path}"),
            None => line.clone(),
        };
        match self.operation.cache_state {
            CacheState::First | CacheState::Busy | CacheState::BusyElsewhere => {
                self.operation.lines.iter().map(new).collect()
            }
            CacheState::Again => self.operation.lines.iter().take(REMEMBERED).cloned().collect(),
            _ => self.operation.lines.clone(),
        }
    }

    fn drive_ours(&self) -> anyhow::Result<Figures> {
        let lines = self.lines();
        if self.operation.cache_state != CacheState::BusyElsewhere {
            return self.drive(self.fixture, &lines);
        }
        // As many changes as a twentieth of the requests.
        let probe = Load { seconds: 1, ..self.load(&lines) };
        let rate = load::drive(self.fixture, &probe, &self.fixture.folder)?.rate;
        let per_second = rate / f64::from(operations::READS_PER_WRITE - 1);
        let mut writes =
            vec![format!("PACE {:.0}", (f64::from(WRITERS) * 1000.0 / per_second).ceil())];
        let ids = self.fixture.set.ids.iter();
        writes.extend(ids.map(|id| format!("EDIT {}", operations::detail(id))));
        let other = self.fixture.another_server()?;
        let load = Load {
            lines: &writes,
            key: &self.fixture.set.key,
            connections: usize::from(WRITERS),
            seconds: self.arguments.seconds + 1,
        };
        let writing = load::start(other.address(), &load, &self.fixture.folder, "writes")?;
        let figures = self.drive(self.fixture, &lines)?;
        writing.end()?;
        Ok(figures)
    }

    fn drive(&self, server: &dyn Measured, lines: &[String]) -> anyhow::Result<Figures> {
        let load = self.load(lines);
        if self.operation.cache_state != CacheState::Changed {
            return load::drive(server, &load, &self.fixture.folder);
        }
        let mut change = Client::connect(&self.fixture.server.address, &self.fixture.set.key)?;
        load::singly(server, &load, |_, turn| {
            let path = operations::detail(&self.fixture.set.ids[turn % self.fixture.set.ids.len()]);
            let body = format!(r#"{{"last_name": "Devi {turn}"}}"#);
            change.send("PUT", &path, &body).map(drop)
        })
    }

    fn drive_baseline(&self, baseline: &Server) -> anyhow::Result<Figures> {
        let Some((database, statements)) = self.statements() else {
            return self.drive(baseline, &["/".to_owned()]);
        };
        let (connections, seconds) = (self.operation.connections, self.arguments.seconds);
        pgbench::drive(database, statements, connections, seconds, &self.fixture.folder)
    }

    /// The bare statements of the baseline on PostgreSQL.
    fn statements(&self) -> Option<(&Database, &[String])> {
        match (&self.fixture.database, &self.operation.bound) {
            (Some(database), Bound::Baseline(_, statements)) if !statements.is_empty() => {
                Some((database, statements))
            }
            _ => None,
        }
    }

    /// The limit of the machine, if the operation is compared with it.
    fn limit(&self) -> anyhow::Result<f64> {
        match (&self.operation.bound, &self.fixture.database) {
            (Bound::Hash(_), _) => limits::hash(self.arguments.seconds),
            (Bound::Commits(_), None) => {
                limits::commits(&self.fixture.folder, GROUP, self.arguments.seconds)
            }
            (Bound::Commits(_), Some(database)) => {
                pgbench::commits(database, GROUP, self.arguments.seconds, &self.fixture.folder)
            }
            _ => Ok(f64::NAN),
        }
    }

    fn load<'l>(&'l self, lines: &'l [String]) -> Load<'l> {
        let Operation { connections, .. } = *self.operation;
        let key = self.fixture.key(self.operation.api);
        Load { lines, key, connections, seconds: self.arguments.seconds }
    }

    fn client(&self) -> anyhow::Result<Client> {
        Client::connect(&self.fixture.server.address, self.fixture.key(self.operation.api))
    }

    /// Size of the first response.
    fn body(&self) -> anyhow::Result<usize> {
        match self.operation.lines.first() {
            Some(path) if path.starts_with('/') => Ok(self.client()?.get(path)?.len()),
            _ => Ok(SMALL),
        }
    }
}

/// The cost of an uncached page of 20 at each depth, by next and by offset: the median of the
/// rounds.
pub(crate) fn depths(arguments: &Arguments, fixture: &Fixture) -> anyhow::Result<Vec<Point>> {
    let mut points = Vec::new();
    for depth in plot::DEPTHS {
        progress(&format!("pages at {:.0}% of the list", depth * 100.0));
        let cost = |lines: &[String]| {
            let lines: Vec<String> = lines.iter().map(|line| format!("NEW {line}")).collect();
            let (key, seconds) = (&fixture.set.key, arguments.seconds);
            let load = Load { lines: &lines, key, connections: 32, seconds };
            let round = |_| load::drive(fixture, &load, &fixture.folder);
            let rounds = (0..arguments.rounds).map(round).collect::<Result<_, _>>()?;
            anyhow::Ok(median(rounds).cpu)
        };
        let [next, offset] = operations::at_depth(fixture, depth)?;
        points.push(Point { depth, next: cost(&next)?, offset: cost(&offset)? });
    }
    Ok(points)
}

/// The median round, by processor time.
pub(crate) fn median(mut rounds: Vec<Figures>) -> Figures {
    rounds.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    rounds[rounds.len() / 2]
}
