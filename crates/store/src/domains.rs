//! Domains: found by name, and deleted with all their data.

use jiff::Timestamp;
use roster_model::{Domain, DomainName, Logged as _, Settings, TimeZoneName, WireMode};

use crate::{
    Error, Row, Tx, Value,
    people::{offset_index, reindex},
};

/// All tables with rows of a domain; referenced tables come after those that reference them.
pub(crate) const TENANT_TABLES: &[&str] = &[
    "membership_parts",
    "pending_deletions",
    "saved_filters",
    "deleted_people",
    "webhook_deliveries",
    "webhook_progress",
    "webhooks",
    "scim_removed",
    "scim_names",
    "people_blocks",
    "taken_over",
    "takeovers",
    "password_links",
    "import_rows",
    "imports",
    "answers",
    "occurrences",
    "events",
    "company_members",
    "company_tags",
    "companies",
    "company_fields",
    "person_tags",
    "person_lists",
    "tags",
    "lists",
    "activity",
    "person_locations",
    "locations",
    "location_types",
    "group_members",
    "groups",
    "person_words",
    "person_phones",
    "person_passwords",
    "usernames",
    "people",
    "profiles",
    "fields",
    "key_uses",
    "api_keys",
    "app_keys",
    "memberships",
    "invitations",
    "roles",
    "changes",
    "counters",
    "domain_state",
];

const COLUMNS: &str = "number, name, settings";

/// Adds an empty domain with a number that was never used.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn insert(
    tx: &mut Tx,
    name: &DomainName,
    settings: &Settings,
    at: Timestamp,
) -> Result<Domain, Error> {
    tx.raise_authz_version();
    let domain =
        Domain { number: next_number(tx).await?, name: name.clone(), settings: settings.clone() };
    let sql = "INSERT INTO domains (number, name, settings, created_at) VALUES ($1, $2, $3, $4)";
    let values =
        [domain.number.into(), name.as_str().into(), settings_text(settings).into(), at.into()];
    tx.run(sql, &values).await?;
    let sql = "INSERT INTO domain_state \
               (domain, seq, last_person, contacts, active_workers, archived_workers, record_bytes) \
               VALUES ($1, 0, 0, 0, 0, 0, 0)";
    tx.run(sql, &[domain.number.into()]).await?;
    offset_index::begin(tx, domain.number).await?;
    reindex::begin(tx, domain.number).await?;
    Ok(domain)
}

/// The domain with this name.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<Domain>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM domains WHERE name = $1");
    tx.maybe(&sql, &[Value::sought(name)], domain).await
}

/// The domain with this number.
pub async fn numbered(tx: &mut Tx, number: i64) -> Result<Option<Domain>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM domains WHERE number = $1");
    tx.maybe(&sql, &[number.into()], domain).await
}

/// All domains, by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<Domain>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM domains ORDER BY name");
    tx.all(&sql, &[], domain).await
}

/// All domains, by name, each with the size of its records in bytes.
pub async fn list_with_sizes(tx: &mut Tx) -> Result<Vec<(Domain, i64)>, Error> {
    let sql = "SELECT d.number, d.name, d.settings, s.record_bytes FROM domains d \
               JOIN domain_state s ON s.domain = d.number ORDER BY d.name";
    tx.all(sql, &[], |row| Ok((domain(row)?, row.maybe_int(3)?.unwrap_or(0)))).await
}

/// Saves the settings of a domain.
pub async fn save_settings(tx: &mut Tx, domain: i64, settings: &Settings) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE domains SET settings = $2 WHERE number = $1";
    tx.run(sql, &[domain.into(), settings_text(settings).into()]).await.map(drop)
}

/// Deletes a domain with all its data. Web users stay, as members of their other domains.
pub async fn delete(tx: &mut Tx, domain: i64) -> Result<(), Error> {
    tx.raise_authz_version();
    for table in TENANT_TABLES {
        tx.run(&format!("DELETE FROM {table} WHERE domain = $1"), &[domain.into()]).await?;
    }
    tx.run("DELETE FROM domains WHERE number = $1", &[domain.into()]).await.map(drop)
}

/// One more than any domain ever had: rows that were left behind can never belong to a later
/// domain.
async fn next_number(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('last_domain', '1') \
               ON CONFLICT (name) DO UPDATE \
               SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT) \
               RETURNING CAST(value AS BIGINT)";
    tx.one(sql, &[], |row| row.int(0)).await
}

pub(crate) fn domain(row: &Row<'_>) -> Result<Domain, Error> {
    Ok(Domain {
        number: row.int(0)?,
        name: DomainName::new_unchecked(row.text(1)?),
        settings: settings(&row.json(2)?),
    })
}

/// The stored form: the names and values of the change log.
fn settings_text(settings: &Settings) -> String {
    serde_json::Value::Object(settings.field_values()).to_string()
}

/// Reads stored settings. Those that an older version lacked get their defaults.
fn settings(stored: &serde_json::Value) -> Settings {
    let default = Settings::default();
    let flag = |name: &str| stored[name].as_bool();
    let text = |name: &str| stored[name].as_str();
    let number = |name: &str| stored[name].as_u64();
    let short = |name: &str| number(name).and_then(|number| u32::try_from(number).ok());
    Settings {
        wire: text("wire").and_then(WireMode::parse).unwrap_or(default.wire),
        strong_passwords: flag("strong_passwords").unwrap_or(default.strong_passwords),
        digest_passwords: flag("digest_passwords").unwrap_or(default.digest_passwords),
        rate_limit: short("rate_limit").unwrap_or(default.rate_limit),
        domain_rate_limit: short("domain_rate_limit").unwrap_or(default.domain_rate_limit),
        custom_data_limit: number("custom_data_limit").unwrap_or(default.custom_data_limit),
        quota: number("quota").unwrap_or(default.quota),
        username_host: text("username_host").map_or(default.username_host, str::to_owned),
        cases_url: text("cases_url").map(str::to_owned),
        history_days: short("history_days").unwrap_or(default.history_days),
        enforce_fields: flag("enforce_fields").unwrap_or(default.enforce_fields),
        time_zone: text("time_zone")
            .map_or(default.time_zone, |name| TimeZoneName::new_unchecked(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::TENANT_TABLES;

    /// Every table with a domain's number must be emptied with the domain.
    #[test]
    fn every_table_of_a_domain_is_deleted_with_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        for file in std::fs::read_dir(folder).unwrap() {
            let sql = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for statement in sql.split("CREATE TABLE ").skip(1) {
                let (name, body) = statement.split_once(" (").unwrap();
                let body = body.split(';').next().unwrap();
                if body.contains("domain BIGINT") {
                    assert!(TENANT_TABLES.contains(&name), "{name} is not deleted");
                }
            }
        }
    }
}
