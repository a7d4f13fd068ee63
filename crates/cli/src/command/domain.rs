//! `roster domain`.

use std::io::{self, BufRead, IsTerminal};

use anyhow::bail;
use clap::Subcommand;
use roster_model::{Domain, Logged as _};
use serde_json::{Value, json};

use super::Run;
use crate::{error::UsageError, output::status};

/// Commands for domains.
#[derive(Debug, Subcommand)]
pub(crate) enum DomainCommand {
    /// Create a domain
    #[command(after_help = "\
Examples:
  roster domain create north
  roster domain create north --wire live    # the byte habits of the live service")]
    Create {
        /// Its name: 1 to 63 of a-z, 0-9 and '-'; it is part of every address
        name: String,
        /// Byte habits of the CommCare dialect
        #[arg(long, default_value = "documented", value_parser = ["documented", "live"])]
        wire: String,
    },
    /// List the domains
    #[command(after_help = "\
The size is that of the records in bytes: of the values of workers, contacts, groups, locations and
companies, and of the data of events. The quota limits it.

Example:
  roster domain list --json")]
    List,
    /// Change a setting of a domain
    #[command(after_help = "\
Settings:
  wire              documented or live: the byte habits of the CommCare dialect
  strong_passwords  true or false: whether workers need strong passwords
  digest_passwords  true or false: whether web users may use their password with Digest; a
                    password that was set before works after the next sign-in with Basic or in the
                    console, or when it is set again
  rate_limit        requests per minute and key, each row of a bulk counting; 0 means no limit
  domain_rate_limit requests per minute of all keys together; 0 means no limit
  custom_data_limit bytes of custom data of one record, 1024 to 1048576
  quota             bytes of all records together; writes that exceed it are rejected; 0 means no
                    limit
  username_host     host part of usernames, such as commcarehq.org
  cases_url         address of a person's cases, with {domain}, {user_id} and {username}
  history_days      days to keep the values in the change log, 0 for ever
  enforce_fields    true or false: whether the APIs validate custom data by the domain's fields
  time_zone         time zone of the dates and times in the console, such as Africa/Nairobi

Examples:
  roster domain set north rate_limit=600
  roster domain set north quota=1000000000
  roster domain set north wire=live
  roster domain set north time_zone=Africa/Nairobi")]
    Set {
        /// The domain
        name: String,
        /// The setting and its new value
        #[arg(value_name = "KEY=VALUE", value_parser = super::pair)]
        setting: (String, String),
    },
    /// Delete a domain with all its data
    #[command(after_help = "\
Examples:
  roster domain delete north          # asks for confirmation
  roster domain delete north --yes")]
    Delete {
        /// The domain
        name: String,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
}

/// Runs the command.
pub(crate) async fn run(command: DomainCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        DomainCommand::Create { name, wire } => create(run, &name, &wire).await,
        DomainCommand::List => list(run).await,
        DomainCommand::Set { name, setting: (key, value) } => set(run, &name, &key, &value).await,
        DomainCommand::Delete { name, yes } => delete(run, &name, yes).await,
    }
}

async fn create(run: &Run, name: &str, wire: &str) -> anyhow::Result<()> {
    let domain = run.directory().await?.create_domain(name, Some(wire)).await?;
    run.output.answer(&domain.name, &document(&domain))?;
    status(format_args!("next: roster web-user create EMAIL --domain {}", domain.name));
    Ok(())
}

async fn list(run: &Run) -> anyhow::Result<()> {
    let domains = run.directory().await?.domain_sizes().await?;
    let rows: Vec<Vec<String>> = domains.iter().map(row).collect();
    let documents: Vec<Value> = domains.iter().map(document_with_size).collect();
    let head = ["name", "wire", "rate limit", "size", "quota", "username host", "time zone"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

async fn set(run: &Run, name: &str, key: &str, value: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let operator = directory.operator(name).await?;
    let values = [(key.to_owned(), value.to_owned())];
    let domain = directory.settings(&operator)?.save(&values).await?;
    run.output.answer(format_args!("{key}={value}"), &document(&domain))?;
    if key == "digest_passwords" && domain.settings.digest_passwords {
        status(format_args!(
            "note: passwords that were set before work with Digest after the next sign-in with \
             Basic or in the console, or when they are set again"
        ));
    }
    Ok(())
}

async fn delete(run: &Run, name: &str, yes: bool) -> anyhow::Result<()> {
    if !yes {
        confirm(name)?;
    }
    let directory = run.directory().await?;
    directory.delete_domain(&directory.operator(name).await?).await?;
    status(format_args!("deleted domain {name} with all its data"));
    Ok(())
}

/// Asks the user at the terminal to repeat the name.
fn confirm(name: &str) -> anyhow::Result<()> {
    if !io::stdin().is_terminal() {
        bail!("deleting domain '{name}' needs a confirmation: run in a terminal, or add --yes");
    }
    status(format_args!(
        "This deletes domain '{name}' with all its data. Type its name to confirm:"
    ));
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;
    if typed.trim() != name {
        return Err(
            UsageError(format!("'{}' is not '{name}': nothing was deleted", typed.trim())).into()
        );
    }
    Ok(())
}

fn row((domain, size): &(Domain, u64)) -> Vec<String> {
    let settings = &domain.settings;
    let quota = match settings.quota {
        0 => "none".to_owned(),
        quota => quota.to_string(),
    };
    let limit = match settings.rate_limit {
        0 => "none".to_owned(),
        limit => format!("{limit}/min"),
    };
    vec![
        domain.name.to_string(),
        settings.wire.as_str().to_owned(),
        limit,
        size.to_string(),
        quota,
        settings.username_host.clone(),
        settings.time_zone.as_str().to_owned(),
    ]
}

fn document_with_size((domain, size): &(Domain, u64)) -> Value {
    let mut document = document(domain);
    document["size"] = (*size).into();
    document
}

fn document(domain: &Domain) -> Value {
    json!({ "name": domain.name.as_str(), "settings": domain.settings.field_values() })
}
