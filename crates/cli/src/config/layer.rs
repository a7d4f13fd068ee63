//! The settings of one source.

use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::ValueEnum;
use serde::Deserialize;

use super::oidc::OidcTable;
use crate::error::UsageError;

/// The settings of one source; `None` where it has none. An unknown key in a file is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layer {
    /// Folder of the embedded store.
    pub(crate) data: Option<PathBuf>,
    /// URL of a PostgreSQL database.
    pub(crate) database: Option<String>,
    /// Limit for connections to it.
    pub(crate) database_connections: Option<usize>,
    /// Seconds that a request waits for it.
    pub(crate) database_timeout: Option<u64>,
    /// Seconds that a query may take in the engine.
    pub(crate) statement_timeout: Option<u64>,
    /// Whether PgBouncer is in front of it.
    pub(crate) pgbouncer: Option<bool>,
    /// MiB of memory for caches.
    pub(crate) memory: Option<u32>,
    /// The folder for backups that the console writes.
    pub(crate) backups: Option<PathBuf>,
    /// The address to listen on.
    pub(crate) listen: Option<String>,
    /// The URL at which users reach the server.
    pub(crate) public_url: Option<String>,
    /// The file with the TLS certificate chain.
    pub(crate) tls_cert: Option<PathBuf>,
    /// The file with the private key of the certificate.
    pub(crate) tls_key: Option<PathBuf>,
    /// Addresses and networks of trusted proxies.
    pub(crate) trusted_proxies: Option<Vec<String>>,
    /// Addresses and networks that webhooks may reach although they are not public.
    pub(crate) webhook_networks: Option<Vec<String>>,
    /// Seconds to wait after each failed attempt to deliver to a webhook.
    pub(crate) webhook_retry_waits: Option<Vec<u32>>,
    /// Seconds that attempts may fail before a webhook is paused.
    pub(crate) webhook_retry_for: Option<u32>,
    /// Seconds that messages are signed with the previous secret of a webhook too.
    pub(crate) webhook_rotation_overlap: Option<u32>,
    /// Sign-in with OpenID Connect; in the file only.
    pub(crate) oidc: Option<OidcTable>,
    /// Log level or directives.
    pub(crate) log_level: Option<String>,
    /// Format of log lines.
    pub(crate) log_format: Option<LogFormat>,
}

/// Formats of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// Text.
    Text,
    /// One JSON object per line.
    Json,
}

impl LogFormat {
    /// The name of the format in settings.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// The environment variable of the setting `key`.
pub(crate) fn variable(key: &str) -> String {
    format!("ROSTER_{}", key.to_uppercase())
}

/// Reads the environment. An empty variable counts as unset.
pub(crate) fn from_environment(
    variable_of: &impl Fn(&str) -> Option<String>,
) -> Result<Layer, UsageError> {
    let get = |key: &str| variable_of(&variable(key)).filter(|value| !value.is_empty());
    let log_format = get("log_format").map(|value| log_format(&value)).transpose()?;
    let number = "a whole number";
    Ok(Layer {
        data: get("data").map(PathBuf::from),
        database: get("database"),
        database_connections: parsed(&get, "database_connections", number)?,
        database_timeout: parsed(&get, "database_timeout", number)?,
        statement_timeout: parsed(&get, "statement_timeout", number)?,
        pgbouncer: parsed(&get, "pgbouncer", "true or false")?,
        memory: parsed(&get, "memory", number)?,
        backups: get("backups").map(PathBuf::from),
        listen: get("listen"),
        public_url: get("public_url"),
        tls_cert: get("tls_cert").map(PathBuf::from),
        tls_key: get("tls_key").map(PathBuf::from),
        trusted_proxies: get("trusted_proxies").map(|list| words(&list)),
        webhook_networks: get("webhook_networks").map(|list| words(&list)),
        webhook_retry_waits: numbers(&get, "webhook_retry_waits")?,
        webhook_retry_for: parsed(&get, "webhook_retry_for", number)?,
        webhook_rotation_overlap: parsed(&get, "webhook_rotation_overlap", number)?,
        oidc: None,
        log_level: get("log_level"),
        log_format,
    })
}

/// The entries of a comma-separated list.
fn words(list: &str) -> Vec<String> {
    let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    entries.map(ToOwned::to_owned).collect()
}

/// Reads the file at `path`. A missing file has no settings, unless it was named.
pub(crate) fn from_file(path: &Path, named: bool) -> Result<Layer, UsageError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => {
            return Ok(Layer::default());
        }
        Err(error) => return Err(UsageError(format!("cannot read {}: {error}", path.display()))),
    };
    toml::from_str(&text).map_err(|error| {
        // The error's own text quotes the line, which may contain a password.
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        UsageError(format!("{}:{line}: {}", path.display(), error.message()))
    })
}

fn parsed<T: FromStr>(
    get: &impl Fn(&str) -> Option<String>,
    key: &str,
    form: &str,
) -> Result<Option<T>, UsageError> {
    let Some(value) = get(key) else { return Ok(None) };
    let wrong = |_| UsageError(format!("{} is '{value}', but must be {form}", variable(key)));
    value.parse().map(Some).map_err(wrong)
}

/// A comma-separated list of whole numbers.
fn numbers(
    get: &impl Fn(&str) -> Option<String>,
    key: &str,
) -> Result<Option<Vec<u32>>, UsageError> {
    let Some(value) = get(key) else { return Ok(None) };
    let parsed: Result<Vec<u32>, _> = words(&value).iter().map(|word| word.parse()).collect();
    parsed.map(Some).map_err(|_| {
        let name = variable(key);
        UsageError(format!("{name} is '{value}', but must be whole numbers, such as 5,30,120"))
    })
}

fn log_format(value: &str) -> Result<LogFormat, UsageError> {
    LogFormat::from_str(value, true).map_err(|_| {
        UsageError(format!("{} is '{value}', but must be text or json", variable("log_format")))
    })
}
