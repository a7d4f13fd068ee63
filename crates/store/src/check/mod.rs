//! Checking a whole store: whether the file is sound, and whether everything that is kept twice says
//! the same.

mod domain;

use crate::{Error, Store, Tx, domains, key_uses::NO_DOMAIN};

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The domain in which it is; `None` for the store as a whole.
    pub domain: Option<String>,
    /// What is wrong. No person's data is in it but identities.
    pub what: String,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many domains were looked at.
    pub domains: u64,
    /// How many people were looked at.
    pub people: u64,
    /// What is wrong: at most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
}

/// After so many findings the rest is not looked for.
pub const MOST_FINDINGS: usize = 1_000;

impl Report {
    fn find(&mut self, domain: Option<&str>, what: String) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding { domain: domain.map(str::to_owned), what });
        }
    }
}

/// Looks at everything in the store, as it was at one committed point.
///
/// # Errors
/// When the store cannot be read at all.
pub async fn check(store: &Store) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut tx = store.read().await?;
    if store.engine() == "sqlite" {
        check_file(&mut tx, &mut report).await?;
    }
    check_strays(&mut tx, &mut report).await?;
    for domain in domains::list(&mut tx).await? {
        report.domains += 1;
        domain::check(&mut tx, &domain, &mut report).await?;
    }
    Ok(report)
}

/// Has SQLite look at its file; PostgreSQL sees to its own.
async fn check_file(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    let told = tx.all("PRAGMA integrity_check", &[], |row| row.text(0)).await?;
    for line in told.into_iter().filter(|line| line != "ok") {
        report.find(None, format!("the database file is damaged: {line}"));
    }
    let told = tx.all("PRAGMA foreign_key_check", &[], |row| {
        Ok(format!("a row of {} refers to one of {} that is not there", row.str(0)?, row.str(2)?))
    });
    for line in told.await? {
        report.find(None, line);
    }
    Ok(())
}

/// Looks for rows of domains that are not there.
async fn check_strays(tx: &mut Tx, report: &mut Report) -> Result<(), Error> {
    for table in domains::TENANT_TABLES {
        // Keys are also used for what is in no domain.
        let none = if table == "key_uses" { NO_DOMAIN } else { -1 };
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
