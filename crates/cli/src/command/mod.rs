//! A file for each command.

pub(crate) mod api_key;
pub(crate) mod app_key;
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
pub(crate) mod location_type;
mod new_file;
pub(crate) mod profile;
pub(crate) mod restore;
pub(crate) mod role;
pub(crate) mod serve;
pub(crate) mod web_user;

use roster_directory::{Directory, Environment};
use roster_store::{Options, Store};

use crate::{config::Config, logging, output::Output};

/// What every command is run with.
pub(crate) struct Run {
    /// The settings.
    pub(crate) config: Config,
    /// How to answer.
    pub(crate) output: Output,
}

impl Run {
    /// The directory that the settings name, for a command that ends by itself: only warnings are
    /// logged.
    pub(crate) async fn directory(&self) -> anyhow::Result<Directory> {
        logging::start(&self.config, "warn")?;
        open(&self.config, &self.config.options()).await
    }

    /// The store that the settings name, for a command that is about it as a whole.
    pub(crate) async fn store(&self) -> anyhow::Result<Store> {
        logging::start(&self.config, "warn")?;
        Ok(Store::open_with(&self.config.place.value, &self.config.options()).await?)
    }
}

/// The directory that `config` names.
pub(crate) async fn open(config: &Config, options: &Options) -> anyhow::Result<Directory> {
    let store = Store::open_with(&config.place.value, options).await?;
    Ok(Directory::open(store, Environment::system()).await?)
}

/// Takes `KEY=VALUE` apart.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("must be KEY=VALUE")?;
    if key.is_empty() {
        return Err("the key before '=' is missing".to_owned());
    }
    Ok((key.to_owned(), value.to_owned()))
}
