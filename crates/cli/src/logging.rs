//! Logging to stderr; stdout is for data.

use std::io::stderr;

use tracing_subscriber::EnvFilter;

use crate::{
    config::{Config, LogFormat},
    error::UsageError,
};

/// Starts logging as `config` says; `level` is the default level.
///
/// # Errors
///
/// [`UsageError`] for invalid directives.
pub(crate) fn start(config: &Config, level: &str) -> Result<(), UsageError> {
    let (directives, said_by) = match &config.log_level {
        Some(setting) => (setting.value.as_str(), setting.origin.describe("log_level")),
        None => (level, String::new()),
    };
    let filter = EnvFilter::try_new(directives)
        .map_err(|error| UsageError(format!("{said_by}: '{directives}': {error}")))?;
    let logger = tracing_subscriber::fmt().with_writer(stderr).with_env_filter(filter);
    match config.log_format.value {
        LogFormat::Text => logger.with_ansi(false).init(),
        LogFormat::Json => logger.json().init(),
    }
    Ok(())
}
