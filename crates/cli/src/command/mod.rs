//! The commands, one file each.

pub(crate) mod accept_store;
pub(crate) mod api_key;
pub(crate) mod app_key;
mod atomic_file;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod cluster;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod copy;
pub(crate) mod domain;
mod expiry;
pub(crate) mod export;
pub(crate) mod field;
pub(crate) mod import;
pub(crate) mod import_hq;
pub(crate) mod location;
pub(crate) mod location_type;
pub(crate) mod man;
pub(crate) mod password_links;
pub(crate) mod profile;
pub(crate) mod restore;
pub(crate) mod role;
pub(crate) mod serve;
pub(crate) mod setup;
pub(crate) mod vacuum;
pub(crate) mod web_user;
pub(crate) mod webhook;

use roster_directory::{Directory, Environment};
use roster_store::{Options, Store};

use crate::{config::Config, logging, output::Output};

/// The context of a command.
pub(crate) struct Run {
    /// The settings.
    pub(crate) config: Config,
    /// The output format.
    pub(crate) output: Output,
}

impl Run {
    /// Opens the directory for a command that ends by itself: only warnings are logged.
    pub(crate) async fn directory(&self) -> anyhow::Result<Directory> {
        logging::start(&self.config, "warn")?;
        open(&self.config, &self.config.options()).await
    }

    /// Opens the store for a command about the store as a whole.
    pub(crate) async fn store(&self) -> anyhow::Result<Store> {
        logging::start(&self.config, "warn")?;
        Ok(Store::open_with(&self.config.place.value, &self.config.options()).await?)
    }
}

/// Opens the directory that `config` names.
pub(crate) async fn open(config: &Config, options: &Options) -> anyhow::Result<Directory> {
    let store = Store::open_with(&config.place.value, options).await?;
    Ok(Directory::open(store, Environment::system()).await?)
}

/// Splits `KEY=VALUE`.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("must be KEY=VALUE")?;
    if key.is_empty() {
        return Err("the key before '=' is missing".to_owned());
    }
    Ok((key.to_owned(), value.to_owned()))
}
