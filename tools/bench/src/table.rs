//! The table of operations, each measured by turns with what it is compared with.

use crate::{
    arguments::Arguments,
    bed::{Bed, Database},
    client::Client,
    limits,
    load::{self, Load, Shown},
    neighbours,
    operations::{self, Asked, Bound, Operation, STATEMENT},
    pgbench,
    plot::{self, Point},
    process::{Measured, Server},
    report::{Compared, Line, Report, tell},
};

/// How many connections write at once, and so may share a commit.
const GROUP: u32 = 64;
/// How many different questions are asked again and again.
const REMEMBERED: usize = 1_000;
/// The size of the answer to a create, more or less.
const SMALL: usize = 90;

/// Measures every operation that is asked for.
pub(crate) fn measure(arguments: &Arguments, bed: &Bed) -> anyhow::Result<Report> {
    let mut report = Report::new(bed);
    let wanted = |name: &str| arguments.only.as_ref().is_none_or(|only| name.contains(only));
    for operation in operations::all(bed)?.iter().filter(|operation| wanted(operation.name)) {
        let line = Turns { arguments, bed, operation }.line(&report)?;
        report.add(line, bed)?;
    }
    if wanted(neighbours::NAME) {
        for line in neighbours::lines(arguments, bed)? {
            report.add(line, bed)?;
        }
    }
    Ok(report)
}

/// The rounds of one operation.
struct Turns<'a> {
    arguments: &'a Arguments,
    bed: &'a Bed,
    operation: &'a Operation,
}

impl Turns<'_> {
    fn line(&self, report: &Report) -> anyhow::Result<Line> {
        let Operation { name, asked, bound, .. } = self.operation;
        let bytes = self.body()?;
        if *asked == Asked::Again {
            let mut client = Client::connect(&self.bed.server.address, &self.bed.set.key)?;
            self.lines().iter().try_for_each(|line| client.get(line).map(drop))?;
        }
        let floor =
            Server::start(&std::env::current_exe()?, &["floor".to_owned(), bytes.to_string()])?;
        let (mut ours, mut floors, mut limits) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.arguments.rounds {
            floors.push(self.drive_floor(&floor)?);
            limits.push(self.limit()?);
            ours.push(self.drive(self.bed, &self.lines())?);
        }
        let (ours, floor) = (median(ours), median(floors));
        limits.sort_by(f64::total_cmp);
        let limit = limits[limits.len() / 2];
        let compared = match bound {
            Bound::Floor(..) if self.statements().is_some() => {
                Compared::new("the bare statement", ours.cpu / floor.cpu, STATEMENT)
            }
            Bound::Floor(bound, _) => Compared::new("the floor", ours.cpu / floor.cpu, *bound),
            Bound::Hash(bound) => Compared::new("bare hash", ours.cpu / limit, *bound),
            Bound::Commits(part) => Compared::new("bare commits", limit / ours.rate, 1.0 / part),
            Bound::Of(other, bound) => {
                let cpu = report.cpu_of(other, *asked);
                Compared::new(other, ours.cpu / cpu, *bound)
            }
        };
        Ok(Line { name, asked: asked.text(), bytes, ours, floor_cpu: floor.cpu, compared })
    }

    /// What the server is asked.
    fn lines(&self) -> Vec<String> {
        let new = |line: &String| format!("NEW {line}");
        match self.operation.asked {
            Asked::First => self.operation.lines.iter().map(new).collect(),
            Asked::Again => self.operation.lines.iter().take(REMEMBERED).cloned().collect(),
            _ => self.operation.lines.clone(),
        }
    }

    fn drive(&self, server: &dyn Measured, lines: &[String]) -> anyhow::Result<Shown> {
        let load = self.load(lines);
        if self.operation.asked != Asked::Changed {
            return load::drive(server, &load, &self.bed.folder);
        }
        let mut change = Client::connect(&self.bed.server.address, load.key)?;
        load::singly(server, &load, |_, turn| {
            let path = operations::detail(&self.bed.set.ids[turn % self.bed.set.ids.len()]);
            let body = format!(r#"{{"last_name": "Devi {turn}"}}"#);
            change.send("PUT", &path, &body).map(drop)
        })
    }

    fn drive_floor(&self, floor: &Server) -> anyhow::Result<Shown> {
        let Some((database, statements)) = self.statements() else {
            return self.drive(floor, &["/".to_owned()]);
        };
        let (connections, seconds) = (self.operation.connections, self.arguments.seconds);
        pgbench::drive(database, statements, connections, seconds, &self.bed.folder)
    }

    /// The bare statements that are the floor on PostgreSQL, where there are any.
    fn statements(&self) -> Option<(&Database, &[String])> {
        match (&self.bed.database, &self.operation.bound) {
            (Some(database), Bound::Floor(_, statements)) if !statements.is_empty() => {
                Some((database, statements))
            }
            _ => None,
        }
    }

    /// What the machine can do at most, where the operation is compared with that.
    fn limit(&self) -> anyhow::Result<f64> {
        match (&self.operation.bound, &self.bed.database) {
            (Bound::Hash(_), _) => limits::hash(self.arguments.seconds),
            (Bound::Commits(_), None) => {
                limits::commits(&self.bed.folder, GROUP, self.arguments.seconds)
            }
            (Bound::Commits(_), Some(database)) => {
                pgbench::commits(database, GROUP, self.arguments.seconds, &self.bed.folder)
            }
            _ => Ok(f64::NAN),
        }
    }

    fn load<'l>(&'l self, lines: &'l [String]) -> Load<'l> {
        let Operation { connections, .. } = *self.operation;
        Load { lines, key: &self.bed.set.key, connections, seconds: self.arguments.seconds }
    }

    /// The size of the first answer.
    fn body(&self) -> anyhow::Result<usize> {
        match self.operation.lines.first() {
            Some(path) if path.starts_with('/') => {
                let mut client = Client::connect(&self.bed.server.address, &self.bed.set.key)?;
                Ok(client.get(path)?.len())
            }
            _ => Ok(SMALL),
        }
    }
}

/// The cost of a page of 20 that nobody has asked for, at each of these depths, by next and by
/// offset: the median of the rounds.
pub(crate) fn depths(arguments: &Arguments, bed: &Bed) -> anyhow::Result<Vec<Point>> {
    let mut points = Vec::new();
    for depth in plot::DEPTHS {
        tell(&format!("pages at {:.0}% of the list", depth * 100.0));
        let cost = |lines: &[String]| {
            let lines: Vec<String> = lines.iter().map(|line| format!("NEW {line}")).collect();
            let (key, seconds) = (&bed.set.key, arguments.seconds);
            let load = Load { lines: &lines, key, connections: 32, seconds };
            let round = |_| load::drive(bed, &load, &bed.folder);
            let rounds = (0..arguments.rounds).map(round).collect::<Result<_, _>>()?;
            anyhow::Ok(median(rounds).cpu)
        };
        let [next, offset] = operations::at_depth(bed, depth)?;
        points.push(Point { depth, next: cost(&next)?, offset: cost(&offset)? });
    }
    Ok(points)
}

/// The round in the middle, by processor time.
pub(crate) fn median(mut rounds: Vec<Shown>) -> Shown {
    rounds.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    rounds[rounds.len() / 2]
}
