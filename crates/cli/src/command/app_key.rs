//! `roster app-key`.

use std::net::IpAddr;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use roster_directory::ListedAppKey;
use roster_model::{AppKey, DomainName, Error, ExposeSecret, Id, NewAppKey};
use serde_json::{Value, json};

use super::{
    Run,
    expiry::{instant, or_never},
};
use crate::{error::UsageError, output::status};

/// Commands for keys of the User.com dialect.
#[derive(Debug, Subcommand)]
pub(crate) enum AppKeyCommand {
    /// Create a key and print it, alone, on stdout: it cannot be shown again
    #[command(after_help = "\
Examples:
  roster app-key create --domain north
  roster app-key create --domain north --contacts-only --name newsletter")]
    Create(Create),
    /// List the keys of a domain (secrets not shown)
    #[command(after_help = "Example:\n  roster app-key list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
    /// Revoke a key permanently
    #[command(after_help = "Example:\n  roster app-key revoke 9f86d081884c7d659a2feaa0c55ad015")]
    Revoke {
        /// The key's id, as in `roster app-key list`
        id: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The domain of the key
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// A name for the key, such as its purpose
    #[arg(long, value_name = "NAME", default_value = "")]
    name: String,
    /// Contacts only: the key sees no mobile workers
    #[arg(long)]
    contacts_only: bool,
    /// Allow the key from this address only; repeatable [default: from everywhere]
    #[arg(long = "allow-ip", value_name = "IP")]
    allowed_ips: Vec<IpAddr>,
    /// Expiry: a day (its start, UTC) or an instant
    #[arg(long, value_name = "DATE", value_parser = instant)]
    expires: Option<Timestamp>,
}

/// Runs the command.
pub(crate) async fn run(command: AppKeyCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        AppKeyCommand::Create(new) => create(run, new).await,
        AppKeyCommand::List { domain } => list(run, &domain).await,
        AppKeyCommand::Revoke { id } => revoke(run, &id).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let Create { domain, name, contacts_only, allowed_ips, expires } = new;
    let domain =
        DomainName::parse(&domain).map_err(|problem| UsageError(format!("--domain {problem}")))?;
    let new = NewAppKey { domain, name, contacts_only, allowed_ips, expires_at: expires };
    let directory = run.directory().await?;
    let operator = directory.operator(new.domain.as_str()).await?;
    let (key, secret) = directory.app_keys(&operator)?.create(new).await?;
    let mut document = document(&key);
    document["key"] = Value::from(secret.expose_secret());
    run.output.answer(secret.expose_secret(), &document)?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let keys = directory.app_keys(&operator)?.list().await?;
    let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
    let documents: Vec<Value> = keys.iter().map(listed).collect();
    let head = ["id", "begins with", "name", "sees", "expires", "last used", "state"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

async fn revoke(run: &Run, id: &str) -> anyhow::Result<()> {
    let id = Id::parse(id).ok_or_else(|| Error::not_found("application key"))?;
    run.directory().await?.revoke_app_key(&id).await?;
    status(format_args!("revoked application key {id}"));
    Ok(())
}

fn row(ListedAppKey { key, last_used_at }: &ListedAppKey) -> Vec<String> {
    vec![
        key.id.to_string(),
        key.prefix.clone(),
        key.name.clone(),
        if key.contacts_only { "contacts" } else { "all" }.to_owned(),
        or_never(key.expires_at),
        or_never(*last_used_at),
        if key.active { "active" } else { "revoked" }.to_owned(),
    ]
}

fn listed(listed: &ListedAppKey) -> Value {
    let mut document = document(&listed.key);
    document["last_used"] = listed.last_used_at.map(|at| at.to_string()).into();
    document
}

fn document(key: &AppKey) -> Value {
    json!({
        "id": key.id.as_str(),
        "prefix": key.prefix,
        "domain": key.domain.as_str(),
        "name": key.name,
        "contacts_only": key.contacts_only,
        "allowed_ips": key.allowed_ips,
        "expires": key.expires_at.map(|at| at.to_string()),
        "active": key.active,
        "created": key.created_at.to_string(),
    })
}
