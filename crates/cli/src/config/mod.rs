//! The settings of a run and their sources: a flag, an environment variable, the file, or the
//! default.

mod layer;
mod oidc;
mod redact;
mod webhooks;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use roster_directory::CacheMemory;
use roster_server::TrustedProxies;
use roster_store::{Backend, Options};

use crate::error::UsageError;

pub(crate) use layer::{Layer, LogFormat, from_environment, from_file};
pub(crate) use oidc::Oidc;
pub(crate) use redact::redact;
pub(crate) use webhooks::Webhooks;

/// The file that is read by default, if it exists.
const DEFAULT_FILE: &str = "roster.toml";
const DEFAULT_DATA: &str = "./roster-data";
/// The folder for backups of a store in PostgreSQL.
const DEFAULT_BACKUPS: &str = "./roster-backups";
/// Seconds that a request waits for PostgreSQL. With the time to answer, a request stays below five
/// seconds.
const DEFAULT_TIMEOUT: u64 = 4;
const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// The active settings.
pub(crate) struct Config {
    /// The store.
    pub(crate) place: Setting<Backend>,
    /// Limit for connections to PostgreSQL.
    pub(crate) database_connections: Setting<usize>,
    /// Seconds that a request of a server waits for PostgreSQL.
    pub(crate) database_timeout: Setting<u64>,
    /// Seconds that a query of a server may take in the engine.
    pub(crate) statement_timeout: Setting<u64>,
    /// Whether PostgreSQL is reached through PgBouncer in transaction mode.
    pub(crate) pgbouncer: Setting<bool>,
    /// MiB of memory for caches.
    pub(crate) memory: Setting<u32>,
    /// The folder for backups that the console writes.
    pub(crate) backups: Setting<PathBuf>,
    /// The address to listen on.
    pub(crate) listen: Setting<String>,
    /// The URL at which users reach the server, without a slash at the end; `None` for that of each
    /// request.
    pub(crate) public_url: Option<Setting<String>>,
    /// TLS certificate and key: both or none.
    pub(crate) tls: Option<TlsFiles>,
    /// Addresses and networks of trusted proxies.
    pub(crate) trusted_proxies: Setting<TrustedProxies>,
    /// The settings of webhooks.
    pub(crate) webhooks: Webhooks,
    /// Sign-in with OpenID Connect.
    pub(crate) oidc: Option<Oidc>,
    /// Log level, or directives of `tracing`. The default depends on the command.
    pub(crate) log_level: Option<Setting<String>>,
    /// Format of log lines.
    pub(crate) log_format: Setting<LogFormat>,
}

impl Config {
    /// PostgreSQL options of a command that ends by itself, without a timeout.
    pub(crate) fn options(&self) -> Options {
        Options {
            connections: self.database_connections.value,
            patience: None,
            statement_timeout: None,
            pooled: self.pgbouncer.value,
            page_cache: self.cache_memory().pages(),
            listens: false,
        }
    }

    /// The memory for caches.
    pub(crate) fn cache_memory(&self) -> CacheMemory {
        CacheMemory::from_mib(self.memory.value)
    }

    /// Options of the store of a server.
    pub(crate) fn options_to_serve(&self) -> Options {
        let timeout = Some(Duration::from_secs(self.database_timeout.value));
        let statement_timeout = Some(Duration::from_secs(self.statement_timeout.value));
        Options { patience: timeout, statement_timeout, listens: true, ..self.options() }
    }
}

/// The TLS files.
pub(crate) struct TlsFiles {
    /// The certificate chain.
    pub(crate) cert: Setting<PathBuf>,
    /// The private key.
    pub(crate) key: Setting<PathBuf>,
}

/// A value and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    /// The value.
    pub(crate) value: T,
    /// Its source.
    pub(crate) origin: Origin,
}

/// The sources of a setting, by priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// This file.
    File(PathBuf),
    /// The default.
    Default,
}

impl Origin {
    /// The source of the setting `key`, as text.
    pub(crate) fn describe(&self, key: &str) -> String {
        match self {
            // The flag is repeatable and singular.
            Self::Flag if key == "trusted_proxies" => "flag --trusted-proxy".to_owned(),
            Self::Flag => format!("flag --{}", key.replace('_', "-")),
            Self::Environment => format!("environment variable {}", layer::variable(key)),
            Self::File(path) => format!("file {}", path.display()),
            Self::Default => "default".to_owned(),
        }
    }
}

/// The active settings: `flags` over environment variables over the file.
///
/// # Errors
///
/// [`UsageError`] for an invalid file or value; it names the key and its source.
pub(crate) fn resolve(
    flags: Layer,
    file: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Config, UsageError> {
    let environment = from_environment(&variable)?;
    let named = file.map(Path::to_owned).or_else(|| variable("ROSTER_CONFIG").map(PathBuf::from));
    let path = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    let file = from_file(&path, named.is_some())?;
    let layers =
        [(Origin::Flag, flags), (Origin::Environment, environment), (Origin::File(path), file)];
    let public_url = public_url(&layers)?;
    let oidc = Oidc::resolve(&layers, public_url.as_ref())?;

    let place = place(&layers)?;
    Ok(Config {
        backups: pick(&layers, |layer| layer.backups.clone())
            .unwrap_or_else(|| default_backups(&place.value)),
        place,
        database_connections: pick(&layers, |layer| layer.database_connections)
            .unwrap_or(Setting { value: Options::CONNECTIONS, origin: Origin::Default }),
        database_timeout: pick(&layers, |layer| layer.database_timeout)
            .unwrap_or(Setting { value: DEFAULT_TIMEOUT, origin: Origin::Default }),
        statement_timeout: pick(&layers, |layer| layer.statement_timeout).unwrap_or(Setting {
            value: Options::STATEMENT_TIMEOUT.as_secs(),
            origin: Origin::Default,
        }),
        pgbouncer: pick(&layers, |layer| layer.pgbouncer)
            .unwrap_or(Setting { value: false, origin: Origin::Default }),
        memory: memory(&layers)?,
        listen: pick(&layers, |layer| layer.listen.clone()).unwrap_or(by_default(DEFAULT_LISTEN)),
        public_url,
        tls: tls(&layers)?,
        trusted_proxies: networks(
            &layers,
            "trusted_proxies",
            |layer| layer.trusted_proxies.clone(),
            |texts| TrustedProxies::parse(texts),
        )?,
        webhooks: Webhooks::resolve(&layers)?,
        oidc,
        log_level: pick(&layers, |layer| layer.log_level.clone()),
        log_format: pick(&layers, |layer| layer.log_format)
            .unwrap_or(Setting { value: LogFormat::Text, origin: Origin::Default }),
    })
}

/// `data` and `database` exclude each other, so the source with the highest priority that has
/// either decides: a `--data` flag overrides a `database` in the file.
fn place(layers: &[(Origin, Layer)]) -> Result<Setting<Backend>, UsageError> {
    for (origin, layer) in layers {
        let value = match (&layer.data, &layer.database) {
            (None, None) => continue,
            (Some(data), None) => Backend::Embedded(data.clone()),
            (None, Some(url)) => Backend::Postgres(url.clone()),
            (Some(_), Some(_)) => {
                return Err(UsageError(format!(
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

/// Less memory than the smallest size would leave some caches without any.
fn memory(layers: &[(Origin, Layer)]) -> Result<Setting<u32>, UsageError> {
    let by_default = Setting { value: CacheMemory::DEFAULT_MIB, origin: Origin::Default };
    let setting = pick(layers, |layer| layer.memory).unwrap_or(by_default);
    if setting.value >= CacheMemory::MIN_MIB {
        return Ok(setting);
    }
    let source = setting.origin.describe("memory");
    Err(UsageError(format!(
        "{source}: {} MiB is too little: give at least {}",
        setting.value,
        CacheMemory::MIN_MIB
    )))
}

/// Backups of an embedded store are in its folder, so that an installation has one folder.
fn default_backups(place: &Backend) -> Setting<PathBuf> {
    let value = match place {
        Backend::Embedded(folder) => folder.join("backups"),
        Backend::Postgres(_) => PathBuf::from(DEFAULT_BACKUPS),
    };
    Setting { value, origin: Origin::Default }
}

/// The URL must be an origin, because the paths of the server begin at the root.
fn public_url(layers: &[(Origin, Layer)]) -> Result<Option<Setting<String>>, UsageError> {
    let Some(setting) = pick(layers, |layer| layer.public_url.clone()) else { return Ok(None) };
    let value = setting.value.trim_end_matches('/');
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let is_host = |host: &str| {
        !host.is_empty()
            && !host.contains(['/', '?', '#', '@'])
            && !host.contains(char::is_whitespace)
    };
    if host.is_some_and(is_host) {
        return Ok(Some(Setting { value: value.to_owned(), origin: setting.origin }));
    }
    let source = setting.origin.describe("public_url");
    Err(UsageError(format!(
        "{source}: '{}' must be a URL without a path, such as https://roster.example.org",
        setting.value
    )))
}

/// A certificate needs its key; the two may come from different sources.
fn tls(layers: &[(Origin, Layer)]) -> Result<Option<TlsFiles>, UsageError> {
    let cert = pick(layers, |layer| layer.tls_cert.clone());
    let key = pick(layers, |layer| layer.tls_key.clone());
    let alone = |setting: &Setting<PathBuf>, key: &str, other: &str| {
        let source = setting.origin.describe(key);
        UsageError(format!("{source} needs {other} as well: TLS takes a certificate and its key"))
    };
    match (cert, key) {
        (None, None) => Ok(None),
        (Some(cert), Some(key)) => Ok(Some(TlsFiles { cert, key })),
        (Some(cert), None) => Err(alone(&cert, "tls_cert", "tls_key")),
        (None, Some(key)) => Err(alone(&key, "tls_key", "tls_cert")),
    }
}

/// A setting of addresses and networks; empty if no source has it.
fn networks<T: Default>(
    layers: &[(Origin, Layer)],
    name: &str,
    get: impl Fn(&Layer) -> Option<Vec<String>>,
    parse: impl FnOnce(&mut dyn Iterator<Item = &str>) -> Result<T, String>,
) -> Result<Setting<T>, UsageError> {
    let Some(setting) = pick(layers, get) else {
        return Ok(Setting { value: T::default(), origin: Origin::Default });
    };
    let value = parse(&mut setting.value.iter().map(String::as_str)).map_err(|wrong| {
        let source = setting.origin.describe(name);
        UsageError(format!(
            "{source}: '{wrong}' is neither an address, such as 192.0.2.1, nor a network, such as \
             10.0.0.0/8"
        ))
    })?;
    Ok(Setting { value, origin: setting.origin })
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
