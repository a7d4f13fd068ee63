//! `roster api-key`.

use std::net::IpAddr;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use roster_directory::ListedKey;
use roster_model::{ApiKey, DomainName, Error, ExposeSecret, Id, NewApiKey};
use serde_json::{Value, json};

use super::{
    Run,
    expiry::{instant, or_never},
};
use crate::{error::UsageError, output::status};

/// Commands for API keys.
#[derive(Debug, Subcommand)]
pub(crate) enum ApiKeyCommand {
    /// Create a key and print it, alone, on stdout: it cannot be shown again
    #[command(after_help = "\
Examples:
  roster api-key create --user ada@example.org
  roster api-key create --user ada@example.org --domain north --role exporter \\
      --allow-ip 192.0.2.7 --expires 2027-01-31")]
    Create(Create),
    /// List keys (secrets not shown)
    #[command(after_help = "Example:\n  roster api-key list --user ada@example.org")]
    List {
        /// Only the keys of this web user
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
    },
    /// Revoke a key permanently
    #[command(after_help = "Example:\n  roster api-key revoke 9f86d081884c7d659a2feaa0c55ad015")]
    Revoke {
        /// The key's id, as in `roster api-key list`
        id: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its owner, by e-mail address
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// What the key is for
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Limit the key to this domain [default: all domains of its owner]
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// Limit the key to this role, by name
    #[arg(long, value_name = "ROLE", requires = "domain")]
    role: Option<String>,
    /// Allow the key from this address only; repeatable [default: from everywhere]
    #[arg(long = "allow-ip", value_name = "IP")]
    allowed_ips: Vec<IpAddr>,
    /// Expiry: a day (its start, UTC) or an instant
    #[arg(long, value_name = "DATE", value_parser = instant)]
    expires: Option<Timestamp>,
}

/// Runs the command.
pub(crate) async fn run(command: ApiKeyCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        ApiKeyCommand::Create(new) => create(run, new).await,
        ApiKeyCommand::List { user } => list(run, user.as_deref()).await,
        ApiKeyCommand::Revoke { id } => revoke(run, &id).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let Create { user, name, domain, role, allowed_ips, expires } = new;
    let name = name.unwrap_or_default();
    let domain = domain
        .map(|name| DomainName::parse(&name))
        .transpose()
        .map_err(|problem| UsageError(format!("--domain {problem}")))?;
    let new = NewApiKey { name, owner: user, domain, role, allowed_ips, expires_at: expires };
    let (key, secret) = run.directory().await?.create_api_key(new).await?;
    let mut document = document(&key);
    document["key"] = Value::from(secret.expose_secret());
    run.output.answer(secret.expose_secret(), &document)?;
    Ok(())
}

async fn list(run: &Run, user: Option<&str>) -> anyhow::Result<()> {
    let keys = run.directory().await?.list_api_keys(user).await?;
    let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
    let documents: Vec<Value> = keys.iter().map(listed).collect();
    let head = ["id", "name", "begins with", "owner", "domain", "expires", "last used", "state"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

async fn revoke(run: &Run, id: &str) -> anyhow::Result<()> {
    let id = Id::parse(id).ok_or_else(|| Error::not_found("API key"))?;
    run.directory().await?.revoke_api_key(&id).await?;
    status(format_args!("revoked API key {id}"));
    Ok(())
}

fn row(listed: &ListedKey) -> Vec<String> {
    let ListedKey { key, owner, last_used_at } = listed;
    let domain = key.domain.as_ref().map_or("all", DomainName::as_str);
    vec![
        key.id.to_string(),
        key.name.clone(),
        key.prefix.clone(),
        owner.clone(),
        domain.to_owned(),
        or_never(key.expires_at),
        or_never(*last_used_at),
        if key.active { "active" } else { "revoked" }.to_owned(),
    ]
}

fn listed(listed: &ListedKey) -> Value {
    let mut document = document(&listed.key);
    document["owner"] = Value::from(listed.owner.as_str());
    document["last_used"] = listed.last_used_at.map(|at| at.to_string()).into();
    document
}

fn document(key: &ApiKey) -> Value {
    json!({
        "id": key.id.as_str(),
        "name": key.name,
        "prefix": key.prefix,
        "domain": key.domain.as_ref().map(DomainName::as_str),
        "allowed_ips": key.allowed_ips,
        "expires": key.expires_at.map(|at| at.to_string()),
        "active": key.active,
        "created": key.created_at.to_string(),
    })
}
