//! Where log lines go: to stderr, for stdout is for data.

use std::io::stderr;

use tracing_subscriber::EnvFilter;

use crate::{
    config::{Config, LogFormat},
    refusal::Misuse,
};

/// Begins to log as `config` says; where it does not say from which level on, from `level` on.
///
/// # Errors
/// [`Misuse`] when the directives cannot be understood.
pub(crate) fn start(config: &Config, level: &str) -> Result<(), Misuse> {
    let (directives, said_by) = match &config.log_level {
        Some(setting) => (setting.value.as_str(), setting.origin.describe("log_level")),
        None => (level, String::new()),
    };
    let filter = EnvFilter::try_new(directives)
        .map_err(|error| Misuse(format!("{said_by}: '{directives}': {error}")))?;
    let logger = tracing_subscriber::fmt().with_writer(stderr).with_env_filter(filter);
    match config.log_format.value {
        LogFormat::Text => logger.with_ansi(false).init(),
        LogFormat::Json => logger.json().init(),
    }
    Ok(())
}
