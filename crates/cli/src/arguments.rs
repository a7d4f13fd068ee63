//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    command::{
        api_key::ApiKeyCommand, app_key::AppKeyCommand, backup::Backup, check::Check,
        cluster::ClusterCommand, completions::Completions, config::ConfigCommand, copy::Copy,
        domain::DomainCommand, export::Export, field::FieldCommand, import::Import,
        import_hq::ImportHq, location_type::LocationTypeCommand, profile::ProfileCommand,
        restore::Restore, role::RoleCommand, serve::Serve, web_user::WebUserCommand,
    },
    config::{Layer, LogFormat},
};

/// A directory of people that speaks CommCare HQ's mobile-worker API and User.com's users API over
/// one set of records.
#[derive(Debug, Parser)]
#[command(name = "roster", version, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) general: General,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "General options")]
pub(crate) struct General {
    /// Keep the directory in this folder, in the embedded store [default: ./roster-data]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// Keep the directory in this PostgreSQL database
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// The most connections to PostgreSQL [default: 16]
    #[arg(long, global = true, value_name = "COUNT")]
    database_connections: Option<usize>,
    /// How long a server's requests wait for PostgreSQL [default: 4]
    #[arg(long, global = true, value_name = "SECONDS")]
    database_timeout: Option<u64>,
    /// Keep nothing on a connection to PostgreSQL beyond a transaction: for PgBouncer in its
    /// transaction mode
    #[arg(long, global = true)]
    pgbouncer: bool,
    /// Read settings from this file [default: roster.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Log from this level on: error, warn, info, debug, trace, or directives such as
    /// `roster_server=debug`
    #[arg(long, global = true, value_name = "LEVEL")]
    log_level: Option<String>,
    /// The form of log lines
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

impl General {
    /// What the flags say of the settings.
    pub(crate) fn settings(&self) -> Layer {
        Layer {
            data: self.data.clone(),
            database: self.database.clone(),
            database_connections: self.database_connections,
            database_timeout: self.database_timeout,
            pgbouncer: self.pgbouncer.then_some(true),
            listen: None,
            tls_cert: None,
            tls_key: None,
            trusted_proxies: None,
            log_level: self.log_level.clone(),
            log_format: self.log_format,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer requests until told to stop
    Serve(Serve),
    /// Make, list, set and delete domains: the tenants of the directory
    #[command(subcommand)]
    Domain(DomainCommand),
    /// Make, list and lock out web users: those who may call the APIs
    #[command(subcommand)]
    WebUser(WebUserCommand),
    /// Make and list roles: what a web user or a key may do
    #[command(subcommand)]
    Role(RoleCommand),
    /// Make, list and revoke API keys of the CommCare dialect
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Make, list and revoke keys of the User.com dialect
    #[command(subcommand)]
    AppKey(AppKeyCommand),
    /// Make and list the levels of the location tree
    #[command(subcommand)]
    LocationType(LocationTypeCommand),
    /// Declare and list custom fields of workers
    #[command(subcommand)]
    Field(FieldCommand),
    /// Make and list profiles: sets of custom values given as one
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Take over people, groups and locations from a live CommCare HQ
    ImportHq(Box<ImportHq>),
    /// Make and change workers from a table: CSV, XLSX or JSON Lines
    Import(Box<Import>),
    /// Write all workers of a domain into a table
    Export(Export),
    /// Write everything in the store into one file
    Backup(Backup),
    /// Fill an empty store from a backup
    Restore(Restore),
    /// Look whether everything in the store is as it must be
    Check(Check),
    /// Spread the PostgreSQL database over a Citus cluster
    #[command(subcommand)]
    Cluster(ClusterCommand),
    /// Copy everything from one store into another, empty one
    Copy(Copy),
    /// Tell the settings in force and where each comes from
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Write a completion script for a shell
    Completions(Completions),
}

const EXAMPLES: &str = "\
A first start:
  roster serve --demo                                # a server with people in it to try
  roster domain create north                         # a domain of your own
  roster web-user create ada@example.org --domain north
  roster api-key create --user ada@example.org --domain north

Settings come from flags, else from variables named after them, such as ROSTER_DATABASE and
ROSTER_LOG_LEVEL, else from roster.toml. `roster config show` tells which is in force.

Exit codes: 0 done, 1 refused, 2 misused.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
