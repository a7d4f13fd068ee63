//! Checks a whole store: the integrity of the file, and the consistency of all redundant data.

mod deep;
mod domain;

use crate::{
    Error, Store, Tx, domains,
    key_uses::NO_DOMAIN,
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

/// Checks the whole store as of one committed point.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn check(store: &Store) -> Result<Report, Error> {
    let mut report = Report::default();
    for page in store.damaged_pages().await? {
        report.find(
            None,
            format!("the database file is damaged: page {page} differs from its digest"),
        );
    }
    let mut tx = store.read().await?;
    if store.engine() == "sqlite" {
        check_file(&mut tx, &mut report).await?;
    }
    check_strays(&mut tx, &mut report).await?;
    check_place_numbers(&mut tx, &mut report).await?;
    for domain in domains::list(&mut tx).await? {
        report.domains += 1;
        domain::check(&mut tx, &domain, &mut report).await?;
    }
    Ok(report)
}

/// As [`check`], and reads every row of every table. On PostgreSQL it also compares the indexes with
/// their tables, where the extension `amcheck` is installed.
///
/// # Errors
/// When the store cannot be read.
pub async fn check_deep(store: &Store) -> Result<Report, Error> {
    let mut report = check(store).await?;
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

/// Runs SQLite's integrity check. PostgreSQL checks its own files.
async fn check_file(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    let lines = tx.all("PRAGMA integrity_check", &[], |row| row.text(0)).await?;
    for line in lines.into_iter().filter(|line| line != "ok") {
        report.find(None, format!("the database file is damaged: {line}"));
    }
    let lines = tx.all("PRAGMA foreign_key_check", &[], |row| {
        Ok(format!("a row of {} refers to one of {} that does not exist", row.str(0)?, row.str(2)?))
    });
    for line in lines.await? {
        report.find(None, line);
    }
    Ok(())
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
