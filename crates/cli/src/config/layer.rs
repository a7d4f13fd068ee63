//! What one source says of the settings.

use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::ValueEnum;
use serde::Deserialize;

use crate::refusal::Misuse;

/// What one source says; `None` where it is silent. Read from a file, an unknown key is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layer {
    /// The folder of the embedded store.
    pub(crate) data: Option<PathBuf>,
    /// The address of a PostgreSQL database.
    pub(crate) database: Option<String>,
    /// The most connections to it.
    pub(crate) database_connections: Option<usize>,
    /// How many seconds a request waits for it.
    pub(crate) database_timeout: Option<u64>,
    /// Whether a pooler stands before it.
    pub(crate) pgbouncer: Option<bool>,
    /// The address to listen on.
    pub(crate) listen: Option<String>,
    /// The file with the certificate chain to show over TLS.
    pub(crate) tls_cert: Option<PathBuf>,
    /// The file with the private key of that certificate.
    pub(crate) tls_key: Option<PathBuf>,
    /// The addresses and networks of the proxies that are believed.
    pub(crate) trusted_proxies: Option<Vec<String>>,
    /// What is logged.
    pub(crate) log_level: Option<String>,
    /// In which form it is logged.
    pub(crate) log_format: Option<LogFormat>,
}

/// The forms of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    /// The name of the form in settings.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// The environment variable that says the setting `key`.
pub(crate) fn variable(key: &str) -> String {
    format!("ROSTER_{}", key.to_uppercase())
}

/// What the environment says. A variable that is empty says nothing.
pub(crate) fn from_environment(
    variable_of: &impl Fn(&str) -> Option<String>,
) -> Result<Layer, Misuse> {
    let get = |key: &str| variable_of(&variable(key)).filter(|value| !value.is_empty());
    let log_format = get("log_format").map(|value| log_format(&value)).transpose()?;
    let number = "a whole number";
    Ok(Layer {
        data: get("data").map(PathBuf::from),
        database: get("database"),
        database_connections: parsed(&get, "database_connections", number)?,
        database_timeout: parsed(&get, "database_timeout", number)?,
        pgbouncer: parsed(&get, "pgbouncer", "true or false")?,
        listen: get("listen"),
        tls_cert: get("tls_cert").map(PathBuf::from),
        tls_key: get("tls_key").map(PathBuf::from),
        trusted_proxies: get("trusted_proxies").map(|list| words(&list)),
        log_level: get("log_level"),
        log_format,
    })
}

/// The entries of a list that is written as one text, with commas.
fn words(list: &str) -> Vec<String> {
    let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    entries.map(ToOwned::to_owned).collect()
}

/// What the file at `path` says: nothing, when it is not there and nobody named it.
pub(crate) fn from_file(path: &Path, named: bool) -> Result<Layer, Misuse> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => {
            return Ok(Layer::default());
        }
        Err(error) => return Err(Misuse(format!("cannot read {}: {error}", path.display()))),
    };
    toml::from_str(&text).map_err(|error| {
        // The error's own text repeats the line, in which there may be a password.
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        Misuse(format!("{}:{line}: {}", path.display(), error.message()))
    })
}

fn parsed<T: FromStr>(
    get: &impl Fn(&str) -> Option<String>,
    key: &str,
    form: &str,
) -> Result<Option<T>, Misuse> {
    let Some(value) = get(key) else { return Ok(None) };
    let wrong = |_| Misuse(format!("{} is '{value}', but must be {form}", variable(key)));
    value.parse().map(Some).map_err(wrong)
}

fn log_format(value: &str) -> Result<LogFormat, Misuse> {
    LogFormat::from_str(value, true).map_err(|_| {
        Misuse(format!("{} is '{value}', but must be text or json", variable("log_format")))
    })
}
