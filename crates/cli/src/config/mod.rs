//! The settings of a run, and who said each: a flag, an environment variable, the file, or nobody.

mod layer;
mod mask;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use roster_server::Proxies;
use roster_store::{Backend, Options};

use crate::refusal::Misuse;

pub(crate) use layer::{Layer, LogFormat, from_environment, from_file};
pub(crate) use mask::mask;

/// The file that is read, when it is there, without anybody naming it.
const DEFAULT_FILE: &str = "roster.toml";
const DEFAULT_DATA: &str = "./roster-data";
/// How many seconds a request waits for PostgreSQL: with what it takes to tell that it waited in
/// vain, below five.
const DEFAULT_TIMEOUT: u64 = 4;
const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// What a run works with.
pub(crate) struct Config {
    /// Where the directory is kept.
    pub(crate) place: Setting<Backend>,
    /// The most connections to PostgreSQL.
    pub(crate) database_connections: Setting<usize>,
    /// How many seconds a server's requests wait for PostgreSQL.
    pub(crate) database_timeout: Setting<u64>,
    /// Whether PostgreSQL is reached through a pooler that lends connections by the transaction.
    pub(crate) pgbouncer: Setting<bool>,
    /// The address to listen on.
    pub(crate) listen: Setting<String>,
    /// Certificate and key to speak TLS with: both, or neither.
    pub(crate) tls: Option<TlsFiles>,
    /// The addresses and networks of the proxies that are believed.
    pub(crate) trusted_proxies: Setting<Proxies>,
    /// What is logged: a level, or the directives of `tracing`. The default depends on the command.
    pub(crate) log_level: Option<Setting<String>>,
    /// In which form it is logged.
    pub(crate) log_format: Setting<LogFormat>,
}

impl Config {
    /// How to deal with PostgreSQL in a command that ends by itself, and takes as long as it takes.
    pub(crate) fn options(&self) -> Options {
        Options {
            connections: self.database_connections.value,
            patience: None,
            pooled: self.pgbouncer.value,
            listens: false,
        }
    }

    /// The same for a server.
    pub(crate) fn options_to_serve(&self) -> Options {
        let patience = Some(Duration::from_secs(self.database_timeout.value));
        Options { patience, listens: true, ..self.options() }
    }
}

/// The files that TLS needs.
pub(crate) struct TlsFiles {
    /// The certificate chain.
    pub(crate) cert: Setting<PathBuf>,
    /// The private key.
    pub(crate) key: Setting<PathBuf>,
}

/// A value, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    /// The value.
    pub(crate) value: T,
    /// Who said it.
    pub(crate) origin: Origin,
}

/// Who may say a setting, in falling order of authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// This file.
    File(PathBuf),
    /// Nobody.
    Default,
}

impl Origin {
    /// Who said the setting `key`, in words.
    pub(crate) fn describe(&self, key: &str) -> String {
        match self {
            // Given once for each.
            Self::Flag if key == "trusted_proxies" => "flag --trusted-proxy".to_owned(),
            Self::Flag => format!("flag --{}", key.replace('_', "-")),
            Self::Environment => format!("environment variable {}", layer::variable(key)),
            Self::File(path) => format!("file {}", path.display()),
            Self::Default => "default".to_owned(),
        }
    }
}

/// The settings of this run: `flags` over the variables that `variable` tells, over the file.
///
/// # Errors
/// [`Misuse`] when a file or a value cannot be understood; it names the key and who said it.
pub(crate) fn settle(
    flags: Layer,
    file: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Config, Misuse> {
    let environment = from_environment(&variable)?;
    let named = file.map(Path::to_owned).or_else(|| variable("ROSTER_CONFIG").map(PathBuf::from));
    let path = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    let file = from_file(&path, named.is_some())?;
    let layers =
        [(Origin::Flag, flags), (Origin::Environment, environment), (Origin::File(path), file)];

    Ok(Config {
        place: place(&layers)?,
        database_connections: pick(&layers, |layer| layer.database_connections)
            .unwrap_or(Setting { value: Options::CONNECTIONS, origin: Origin::Default }),
        database_timeout: pick(&layers, |layer| layer.database_timeout)
            .unwrap_or(Setting { value: DEFAULT_TIMEOUT, origin: Origin::Default }),
        pgbouncer: pick(&layers, |layer| layer.pgbouncer)
            .unwrap_or(Setting { value: false, origin: Origin::Default }),
        listen: pick(&layers, |layer| layer.listen.clone()).unwrap_or(by_default(DEFAULT_LISTEN)),
        tls: tls(&layers)?,
        trusted_proxies: trusted_proxies(&layers)?,
        log_level: pick(&layers, |layer| layer.log_level.clone()),
        log_format: pick(&layers, |layer| layer.log_format)
            .unwrap_or(Setting { value: LogFormat::Text, origin: Origin::Default }),
    })
}

/// `data` and `database` exclude each other, so whoever has more authority and names either,
/// decides: a `--data` flag overrules a `database` of the file.
fn place(layers: &[(Origin, Layer)]) -> Result<Setting<Backend>, Misuse> {
    for (origin, layer) in layers {
        let value = match (&layer.data, &layer.database) {
            (None, None) => continue,
            (Some(data), None) => Backend::Embedded(data.clone()),
            (None, Some(url)) => Backend::Postgres(url.clone()),
            (Some(_), Some(_)) => {
                return Err(Misuse(format!(
                    "{} and {} exclude each other: give only one of them",
                    origin.describe("data"),
                    origin.describe("database")
                )));
            }
        };
        return Ok(Setting { value, origin: origin.clone() });
    }
    Ok(Setting { value: Backend::Embedded(PathBuf::from(DEFAULT_DATA)), origin: Origin::Default })
}

/// A certificate is of no use without its key; whoever says one need not be who says the other.
fn tls(layers: &[(Origin, Layer)]) -> Result<Option<TlsFiles>, Misuse> {
    let cert = pick(layers, |layer| layer.tls_cert.clone());
    let key = pick(layers, |layer| layer.tls_key.clone());
    let alone = |said: &Setting<PathBuf>, key: &str, other: &str| {
        let said_by = said.origin.describe(key);
        Misuse(format!("{said_by} needs {other} as well: TLS takes a certificate and its key"))
    };
    match (cert, key) {
        (None, None) => Ok(None),
        (Some(cert), Some(key)) => Ok(Some(TlsFiles { cert, key })),
        (Some(cert), None) => Err(alone(&cert, "tls_cert", "tls_key")),
        (None, Some(key)) => Err(alone(&key, "tls_key", "tls_cert")),
    }
}

fn trusted_proxies(layers: &[(Origin, Layer)]) -> Result<Setting<Proxies>, Misuse> {
    let Some(said) = pick(layers, |layer| layer.trusted_proxies.clone()) else {
        return Ok(Setting { value: Proxies::default(), origin: Origin::Default });
    };
    let parsed = Proxies::parse(said.value.iter().map(String::as_str));
    let value = parsed.map_err(|wrong| {
        let said_by = said.origin.describe("trusted_proxies");
        Misuse(format!(
            "{said_by}: '{wrong}' is neither an address, such as 192.0.2.1, nor a network, such as \
             10.0.0.0/8"
        ))
    })?;
    Ok(Setting { value, origin: said.origin })
}

fn pick<T>(layers: &[(Origin, Layer)], get: impl Fn(&Layer) -> Option<T>) -> Option<Setting<T>> {
    layers.iter().find_map(|(origin, layer)| {
        get(layer).map(|value| Setting { value, origin: origin.clone() })
    })
}

fn by_default(value: &str) -> Setting<String> {
    Setting { value: value.to_owned(), origin: Origin::Default }
}

#[cfg(test)]
mod tests;
