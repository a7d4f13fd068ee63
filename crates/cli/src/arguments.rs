//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    command::{
        accept_store::AcceptStore, api_key::ApiKeyCommand, app_key::AppKeyCommand, backup::Backup,
        check::Check, cluster::ClusterCommand, completions::Completions, config::ConfigCommand,
        copy::Copy, domain::DomainCommand, export::Export, field::FieldCommand, import::Import,
        import_hq::ImportHq, location::LocationCommand, location_type::LocationTypeCommand,
        man::Man, password_links::PasswordLinks, profile::ProfileCommand, restore::Restore,
        role::RoleCommand, serve::Serve, setup::Setup, vacuum::Vacuum, web_user::WebUserCommand,
        webhook::WebhookCommand,
    },
    config::{Layer, LogFormat},
};

/// A user directory that serves CommCare HQ's mobile-worker API, User.com's users API and SCIM 2.0
/// over one set of records.
#[derive(Debug, Parser)]
#[command(name = "roster", version, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) general: General,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "General options")]
pub(crate) struct General {
    /// Store the directory in this folder, with the embedded engine [default: ./roster-data]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// Store the directory in this PostgreSQL database
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Limit for connections to PostgreSQL [default: 16]
    #[arg(long, global = true, value_name = "COUNT")]
    database_connections: Option<usize>,
    /// Seconds that a request of a server waits for PostgreSQL [default: 4]
    #[arg(long, global = true, value_name = "SECONDS")]
    database_timeout: Option<u64>,
    /// Keep no state on a PostgreSQL connection between transactions: for PgBouncer in transaction
    /// mode
    #[arg(long, global = true)]
    pgbouncer: bool,
    /// Read settings from this file [default: roster.toml, if it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Log level: error, warn, info, debug, trace, or directives such as `roster_server=debug`
    #[arg(long, global = true, value_name = "LEVEL")]
    log_level: Option<String>,
    /// Format of log lines
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

impl General {
    /// The settings in the flags.
    pub(crate) fn settings(&self) -> Layer {
        Layer {
            data: self.data.clone(),
            database: self.database.clone(),
            database_connections: self.database_connections,
            database_timeout: self.database_timeout,
            statement_timeout: None,
            pgbouncer: self.pgbouncer.then_some(true),
            log_level: self.log_level.clone(),
            log_format: self.log_format,
            ..Layer::default()
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the server
    Serve(Serve),
    /// Set up a new store: the first domain, its first web user, and an API key
    Setup(Setup),
    /// Create, list, configure and delete domains: the tenants of the directory
    #[command(subcommand)]
    Domain(DomainCommand),
    /// Create, list and deactivate web users: the users of the APIs and the console
    #[command(subcommand)]
    WebUser(WebUserCommand),
    /// Create and list roles: the permissions of a web user or a key
    #[command(subcommand)]
    Role(RoleCommand),
    /// Create, list and revoke API keys of the CommCare dialect
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Create, list and revoke keys of the User.com dialect
    #[command(subcommand)]
    AppKey(AppKeyCommand),
    /// Import, export, deactivate and delete locations
    #[command(subcommand)]
    Location(LocationCommand),
    /// Create and list organization levels of the location tree
    #[command(subcommand)]
    LocationType(LocationTypeCommand),
    /// Declare and list custom fields of workers
    #[command(subcommand)]
    Field(FieldCommand),
    /// Create and list profiles: named sets of custom values
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Create, list, change and test webhooks: endpoints to which changes are sent
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Import workers, groups and locations from a live CommCare HQ
    ImportHq(Box<ImportHq>),
    /// Create and update workers from a file: CSV, XLSX or JSON Lines
    Import(Box<Import>),
    /// Export all workers of a domain to a file
    Export(Export),
    /// Create one-time links with which workers set their passwords, as CSV or printable slips
    PasswordLinks(Box<PasswordLinks>),
    /// Back up the whole store into one file
    Backup(Backup),
    /// Restore a backup into an empty store
    Restore(Restore),
    /// Check the integrity of the store
    Check(Check),
    /// Return the space of deleted rows
    Vacuum(Vacuum),
    /// Accept a store that has lost data, as it is
    AcceptStore(AcceptStore),
    /// Distribute the PostgreSQL database over a Citus cluster
    #[command(subcommand)]
    Cluster(ClusterCommand),
    /// Copy a store into another, empty one
    Copy(Copy),
    /// Print the active settings and their sources
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Write the manual pages into a folder
    Man(Man),
}

const EXAMPLES: &str = "\
A first start:
  roster serve --demo                                      # a server with example people
  roster setup --domain north --web-user ada@example.org   # your own domain
  roster serve

Settings come from flags, then from environment variables such as ROSTER_DATABASE and
ROSTER_LOG_LEVEL, then from roster.toml. `roster config show` prints their values and sources.

Exit codes: 0 success, 1 error, 2 invalid usage.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
