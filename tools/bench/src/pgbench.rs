//! The baseline on PostgreSQL: `pgbench` with the same query as a prepared statement.

use std::{fs, path::Path, process::Command, time::Duration};

use anyhow::{Context as _, ensure};

use crate::{fixture::Database, load::Figures, process};

/// The columns of a person that Roster reads.
const COLUMNS: &str =
    "p.id, p.number, p.key, p.custom_id, p.state, p.username, p.created_at, p.updated_at, p.doc";

/// A statement about the people of the domain `d`, in the syntax of `pgbench`.
pub(crate) fn of_people(condition: &str) -> String {
    format!("SELECT {COLUMNS} FROM people p WHERE p.domain = :domain AND {condition};")
}

/// Runs these statements in turn. The processor time is that of PostgreSQL and of `pgbench`, which
/// does the least that a server must do for a row.
pub(crate) fn drive(
    database: &Database,
    statements: &[String],
    connections: usize,
    seconds: u64,
    folder: &Path,
) -> anyhow::Result<Figures> {
    let domain = format!("SELECT number FROM domains WHERE name = '{}'", crate::dataset::DOMAIN);
    let domain = database.postgres.order(&database.name, &domain)?;
    let mut command = Command::new("pgbench");
    command.args(["-n", "-M", "prepared", "-j", "1"]);
    command.args(["-c", &connections.to_string(), "-T", &seconds.to_string()]);
    command.args(["-D", &format!("domain={domain}")]);
    for (number, statement) in statements.iter().enumerate() {
        let file = folder.join(format!("statement-{number}.sql"));
        fs::write(&file, statement)?;
        command.arg("-f").arg(file);
    }
    let spent = || anyhow::Ok(database.postgres.spent()? + process::spent_by_ended()?);
    let before = spent()?;
    let output = command
        .arg(database.postgres.url(&database.name))
        .output()
        .context("pgbench is not installed: apt-get install postgresql-contrib")?;
    let spent = spent()?.saturating_sub(before);
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let number = |label: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(label));
        let line = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        line.with_context(|| format!("pgbench did not progress {label}: {text}"))
    };
    let done = number("number of transactions actually processed: ")?;
    ensure!(done > 0.0, "pgbench got nothing done in {seconds} s: give it more");
    Ok(Figures {
        rate: number("tps = ")?,
        p50: number("latency average = ")?,
        p99: f64::NAN,
        cpu: Duration::as_secs_f64(&spent) * 1e6 / done,
    })
}

/// Rows per second that PostgreSQL commits durably for this number of writers: one table with two
/// indexes, the least that a directory needs.
pub(crate) fn commits(
    database: &Database,
    group: u32,
    seconds: u64,
    folder: &Path,
) -> anyhow::Result<f64> {
    let table = "DROP TABLE IF EXISTS bare; \
                 CREATE TABLE bare (domain BIGINT, id TEXT, name TEXT, doc TEXT, \
                 UNIQUE (domain, id), UNIQUE (domain, name))";
    database.postgres.order(&database.name, table)?;
    let insert = "\\set n random(1, 9000000000000000000)\n\
                  INSERT INTO bare VALUES (:domain, md5(CAST(:n AS TEXT)), \
                  'chw.' || CAST(:n AS TEXT), repeat('x', 500));\n";
    let connections = usize::try_from(group)?;
    let shown = drive(database, &[insert.to_owned()], connections, seconds, folder)?;
    database.postgres.order(&database.name, "DROP TABLE bare")?;
    Ok(shown.rate)
}
