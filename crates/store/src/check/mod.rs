//! Checks a whole store: the integrity of the file, and the consistency of all redundant data.

mod deep;
mod domain;

use crate::{
    Error, ErrorKind, Store, Tx, domains,
    key_uses::NO_DOMAIN,
    people::REFER_TO_PEOPLE_ONLY,
    place_numbers::{self, PlaceKind},
};

/// An inconsistency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The domain; `None` for the store as a whole.
    pub domain: Option<String>,
    /// The problem. It contains ids, but no other personal data.
    pub what: String,
}

/// The result of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of checked domains.
    pub domains: u64,
    /// Number of checked people.
    pub people: u64,
    /// Number of rows that a deep check has read.
    pub rows: u64,
    /// What could not be checked, and why.
    pub unchecked: Vec<String>,
    /// The inconsistencies: at most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
}

/// The check stops at this number of findings.
pub const MOST_FINDINGS: usize = 1_000;

impl Report {
    fn find(&mut self, domain: Option<&str>, what: String) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding { domain: domain.map(str::to_owned), what });
        }
    }
}

/// Checks the whole store as of one committed point, and the file of an embedded store meanwhile.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn check(store: &Store) -> Result<Report, Error> {
    check_with(store, FileCheck::Structure).await
}

/// As [`check`], reads every row of every table, and compares the indexes with their tables: those of
/// PostgreSQL where the extension `amcheck` is installed.
///
/// # Errors
/// When the store cannot be read.
pub async fn check_deep(store: &Store) -> Result<Report, Error> {
    let mut report = check_with(store, FileCheck::Indexes).await?;
    deep::check_rows(store, &mut report).await?;
    if store.engine() == "postgres" {
        let has_amcheck = deep::check_indexes(&mut store.read().await?, &mut report).await?;
        if !has_amcheck {
            let what = "indexes: `CREATE EXTENSION amcheck` in the database lets them be checked";
            report.unchecked.push(what.to_owned());
        }
    }
    Ok(report)
}

/// How much of the file of an embedded store is checked.
#[derive(Clone, Copy)]
enum FileCheck {
    /// Its pages, its trees, and the references between its tables.
    Structure,
    /// The same, and that each index has the entries of its table, which takes ten times as long.
    Indexes,
}

impl FileCheck {
    fn pragma(self) -> &'static str {
        match self {
            Self::Structure => "PRAGMA quick_check",
            Self::Indexes => "PRAGMA integrity_check",
        }
    }
}

async fn check_with(store: &Store, file_check: FileCheck) -> Result<Report, Error> {
    // In a task of its own: both take a processor.
    let embedded = store.clone();
    let file = tokio::spawn(async move { check_file(&embedded, file_check).await });
    let mut report = check_data(store).await?;
    let ended = |_| Error::new(ErrorKind::Other, "the check of the file has ended early");
    let damage = file.await.map_err(ended)??.into_iter().map(|what| Finding { domain: None, what });
    report.findings.splice(0..0, damage);
    report.findings.truncate(MOST_FINDINGS);
    Ok(report)
}

/// Checks the consistency of all rows.
async fn check_data(store: &Store) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut tx = store.read().await?;
    check_strays(&mut tx, &mut report).await?;
    check_place_numbers(&mut tx, &mut report).await?;
    for domain in domains::list(&mut tx).await? {
        report.domains += 1;
        domain::check(&mut tx, &domain, &mut report).await?;
    }
    Ok(report)
}

/// Checks the file of an embedded store. PostgreSQL checks its own files. Returns the problems.
async fn check_file(store: &Store, check: FileCheck) -> Result<Vec<String>, Error> {
    let damaged = store.damaged_pages().await?;
    let mut problems: Vec<String> = damaged
        .into_iter()
        .map(|page| format!("the database file is damaged: page {page} differs from its digest"))
        .collect();
    if store.engine() != "sqlite" {
        return Ok(problems);
    }
    let mut tx = store.read().await?;
    let lines = tx.all(check.pragma(), &[], |row| row.text(0)).await?;
    let faults = lines.into_iter().filter(|line| line != "ok");
    problems.extend(faults.map(|line| format!("the database file is damaged: {line}")));
    problems.extend(dangling_references(&mut tx).await?);
    Ok(problems)
}

/// Finds references to rows that do not exist. Those of tables that are compared with the people are
/// found there.
async fn dangling_references(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    for table in tx.all(tables, &[], |row| row.text(0)).await? {
        if REFER_TO_PEOPLE_ONLY.contains(&table.as_str()) {
            continue;
        }
        let sql = format!("PRAGMA foreign_key_check({table})");
        let found = tx.all(&sql, &[], |row| {
            let (from, to) = (row.str(0)?, row.str(2)?);
            Ok(format!("a row of {from} refers to one of {to} that does not exist"))
        });
        problems.extend(found.await?);
    }
    Ok(problems)
}

/// Finds rows of missing domains.
async fn check_strays(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    for &table in domains::TENANT_TABLES {
        // Keys are also used outside of domains, and forms of an account are answered there.
        let none = if matches!(table, "key_uses" | "answers") { NO_DOMAIN } else { -1 };
        let sql = format!(
            "SELECT count(*) FROM {table} t WHERE t.domain IS NOT NULL AND t.domain <> {none} \
             AND NOT EXISTS (SELECT 1 FROM domains d WHERE d.number = t.domain)"
        );
        let strays = tx.one(&sql, &[], |row| row.int(0)).await?;
        if strays > 0 {
            report.find(None, format!("{strays} rows of {table} are of no domain"));
        }
    }
    Ok(())
}

/// Finds numbers of locations and location types that are not unique.
async fn check_place_numbers(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    let kinds = [(PlaceKind::Location, "locations"), (PlaceKind::LocationType, "location types")];
    for (kind, name) in kinds {
        let shared = place_numbers::count_shared(tx, kind).await?;
        if shared > 0 {
            report.find(None, format!("{shared} {name} have the number of another one"));
        }
    }
    Ok(())
}
