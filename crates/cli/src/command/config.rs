//! `roster config`.

use std::path::PathBuf;

use clap::Subcommand;
use roster_store::Backend;
use serde_json::{Map, Value, json};

use super::Run;
use crate::config::{Config, Origin, Setting, TlsFiles, redact};

/// Commands for the settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print every setting, its value and its source: a flag, a variable, the file or the default
    #[command(after_help = EXAMPLES)]
    Show,
}

const EXAMPLES: &str = "\
Examples:
  roster config show
  ROSTER_LISTEN=0.0.0.0:80 roster config show --json

Passwords in a database URL are not shown, and files with secrets are not read.";

/// Runs the command.
pub(crate) fn run(command: &ConfigCommand, run: &Run) -> anyhow::Result<()> {
    let ConfigCommand::Show = command;
    let mut settings = settings(&run.config);
    settings.extend(oidc(&run.config));
    let rows: Vec<Vec<String>> = settings
        .iter()
        .map(|(key, value, origin)| vec![key.to_string(), value.clone(), origin.describe(key)])
        .collect();
    let document: Map<String, Value> = settings
        .iter()
        .map(|(key, value, origin)| {
            (key.to_string(), json!({ "value": value, "from": origin.describe(key) }))
        })
        .collect();
    run.output.list(&["setting", "value", "from"], &rows, &Value::Object(document))?;
    Ok(())
}

fn settings(config: &Config) -> Vec<(&'static str, String, Origin)> {
    let place = match &config.place.value {
        Backend::Embedded(folder) => ("data", folder.display().to_string()),
        Backend::Postgres(address) => ("database", redact(address)),
    };
    let (log_level, log_level_origin) = match &config.log_level {
        Some(setting) => (setting.value.clone(), setting.origin.clone()),
        None => ("info for serve, warn for the others".to_owned(), Origin::Default),
    };
    let public_url = config.public_url.as_ref();
    let tls = |which: fn(&TlsFiles) -> &Setting<PathBuf>| match config.tls.as_ref().map(which) {
        Some(setting) => (setting.value.display().to_string(), setting.origin.clone()),
        None => (String::new(), Origin::Default),
    };
    vec![
        (place.0, place.1, config.place.origin.clone()),
        (
            "database_connections",
            config.database_connections.value.to_string(),
            config.database_connections.origin.clone(),
        ),
        (
            "database_timeout",
            config.database_timeout.value.to_string(),
            config.database_timeout.origin.clone(),
        ),
        (
            "statement_timeout",
            config.statement_timeout.value.to_string(),
            config.statement_timeout.origin.clone(),
        ),
        ("pgbouncer", config.pgbouncer.value.to_string(), config.pgbouncer.origin.clone()),
        ("memory", config.memory.value.to_string(), config.memory.origin.clone()),
        ("backups", config.backups.value.display().to_string(), config.backups.origin.clone()),
        ("listen", config.listen.value.clone(), config.listen.origin.clone()),
        (
            "public_url",
            public_url.map_or(String::new(), |url| url.value.clone()),
            public_url.map_or(Origin::Default, |url| url.origin.clone()),
        ),
        ("tls_cert", tls(|files| &files.cert).0, tls(|files| &files.cert).1),
        ("tls_key", tls(|files| &files.key).0, tls(|files| &files.key).1),
        (
            "trusted_proxies",
            config.trusted_proxies.value.to_string(),
            config.trusted_proxies.origin.clone(),
        ),
        (
            "webhook_networks",
            config.webhooks.networks.value.to_string(),
            config.webhooks.networks.origin.clone(),
        ),
        (
            "webhook_retry_waits",
            numbers(&config.webhooks.retry_waits.value),
            config.webhooks.retry_waits.origin.clone(),
        ),
        (
            "webhook_retry_for",
            config.webhooks.retry_for.value.to_string(),
            config.webhooks.retry_for.origin.clone(),
        ),
        (
            "webhook_rotation_overlap",
            config.webhooks.secret_overlap.value.to_string(),
            config.webhooks.secret_overlap.origin.clone(),
        ),
        ("log_level", log_level, log_level_origin),
        (
            "log_format",
            config.log_format.value.as_str().to_owned(),
            config.log_format.origin.clone(),
        ),
    ]
}

/// The table `[oidc]`, if there is one.
fn oidc(config: &Config) -> Vec<(&'static str, String, Origin)> {
    let Some(oidc) = &config.oidc else { return Vec::new() };
    let origin = &oidc.table.origin;
    oidc.show().into_iter().map(|(key, value)| (key, value, origin.clone())).collect()
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
