//! `roster webhook`.

use clap::{Args, Subcommand, ValueEnum};
use roster_directory::{Directory, Webhooks};
use roster_model::{
    Actor, ChangeCursor, Delivery, ExposeSecret, FieldError, SecretString, Start, Webhook,
    WebhookEdit, WebhookPayload, Window,
};
use roster_server::{App, check_url, send_webhook_test};
use serde_json::{Value, json};

use super::Run;
use crate::output::status;

/// Commands for webhooks: endpoints to which the changes of a domain are sent.
#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Create a webhook and print its secret, alone, on stdout: it cannot be shown again
    #[command(after_help = "\
Later changes are sent to the URL. Only https is allowed, and only public addresses, unless
webhook_networks lists others.

Examples:
  roster webhook create https://example.org/roster --domain north
  roster webhook create https://example.org/workers --domain north --kind 'person.*'
  roster webhook create https://hq.example.org/receiver --domain north --payload commcare")]
    Create(Create),
    /// List the webhooks of a domain (secrets not shown)
    #[command(after_help = "Example:\n  roster webhook list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
    /// Change a webhook; options that are not given keep their values
    #[command(after_help = "\
Examples:
  roster webhook edit 0193f1c2 --domain north --active true
  roster webhook edit 0193f1c2 --domain north --kind 'person.*' --kind 'group.*'")]
    Edit(Edit),
    /// Delete a webhook
    #[command(after_help = "Example:\n  roster webhook delete 0193f1c2 --domain north")]
    Delete(Target),
    /// Send a test message now and print the outcome
    #[command(after_help = "Example:\n  roster webhook test 0193f1c2 --domain north")]
    Test(Target),
    /// Replace the secret and print the new one, alone, on stdout
    #[command(after_help = "\
Messages are also signed with the previous secret for 24 hours.

Example:
  roster webhook rotate 0193f1c2 --domain north")]
    Rotate(Target),
    /// Pass by the first waiting change: it is not sent any more
    #[command(after_help = "Example:\n  roster webhook skip 0193f1c2 --domain north")]
    Skip(Target),
    /// Send earlier changes again, with new message ids
    #[command(after_help = "\
Example:
  roster webhook replay 0193f1c2 --domain north --since 1200")]
    Replay {
        #[command(flatten)]
        target: Target,
        /// A cursor of the changes feed: the changes after it are sent again
        #[arg(long, value_name = "CURSOR", value_parser = cursor)]
        since: ChangeCursor,
    },
    /// List the last attempts to deliver, newest first
    #[command(after_help = "Example:\n  roster webhook deliveries 0193f1c2 --domain north")]
    Deliveries {
        #[command(flatten)]
        target: Target,
        /// How many to list
        #[arg(long, value_name = "COUNT", default_value_t = 20)]
        limit: u32,
    },
}

/// A webhook of a domain.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The webhook's id, as in `roster webhook list`, or the beginning of it
    id: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The address to send to
    url: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Send changes of this kind, such as `person.*` or `person.created`; repeatable [default: all]
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// What to send
    #[arg(long, value_name = "PAYLOAD", default_value = "event")]
    payload: Payload,
    /// A description
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Keep changes waiting until the webhook is activated
    #[arg(long)]
    inactive: bool,
}

/// Options of `edit`.
#[derive(Debug, Args)]
pub(crate) struct Edit {
    #[command(flatten)]
    target: Target,
    /// The address to send to
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Send changes of this kind; repeatable, replaces the present ones
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// What to send
    #[arg(long, value_name = "PAYLOAD")]
    payload: Option<Payload>,
    /// A description
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Whether changes are sent; `true` also continues a paused webhook
    #[arg(long, value_name = "BOOL")]
    active: Option<bool>,
}

/// What is sent.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Payload {
    /// The change as in the changes feed, with the record.
    Event,
    /// The bare worker, as CommCare HQ forwards users.
    Commcare,
}

impl From<Payload> for WebhookPayload {
    fn from(payload: Payload) -> Self {
        match payload {
            Payload::Event => Self::Event,
            Payload::Commcare => Self::CommCare,
        }
    }
}

/// Runs the command.
pub(crate) async fn run(command: WebhookCommand, run: &Run) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(command.domain()).await?;
    let webhooks = directory.webhooks(&actor)?;
    match command {
        WebhookCommand::Create(new) => create(run, &webhooks, new).await,
        WebhookCommand::List { .. } => list(run, &webhooks).await,
        WebhookCommand::Edit(changes) => edit(run, &webhooks, changes).await,
        WebhookCommand::Delete(target) => {
            let id = complete(&webhooks, &target.id).await?;
            webhooks.delete(&id).await?;
            status(format_args!("deleted webhook {id}"));
            Ok(())
        }
        WebhookCommand::Test(target) => test(run, &directory, &actor, &target).await,
        WebhookCommand::Rotate(target) => {
            let id = complete(&webhooks, &target.id).await?;
            let overlap = run.config.webhooks.settings().secret_overlap;
            let (webhook, secret) = webhooks.rotate(&id, overlap).await?;
            print_secret(run, &webhook, &secret)
        }
        WebhookCommand::Skip(target) => {
            let id = complete(&webhooks, &target.id).await?;
            webhooks.skip(&id).await?;
            status(format_args!("the first waiting change of webhook {id} is not sent any more"));
            Ok(())
        }
        WebhookCommand::Replay { target, since } => {
            let id = complete(&webhooks, &target.id).await?;
            let seq = webhooks.resolve(&since)?;
            webhooks.replay(&id, seq).await?;
            status(format_args!("the changes after {since} are sent again to webhook {id}"));
            Ok(())
        }
        WebhookCommand::Deliveries { target, limit } => {
            deliveries(run, &webhooks, &target, limit).await
        }
    }
}

impl WebhookCommand {
    fn domain(&self) -> &str {
        match self {
            Self::Create(new) => &new.domain,
            Self::List { domain } => domain,
            Self::Edit(changes) => &changes.target.domain,
            Self::Delete(target)
            | Self::Test(target)
            | Self::Rotate(target)
            | Self::Skip(target)
            | Self::Replay { target, .. }
            | Self::Deliveries { target, .. } => &target.domain,
        }
    }
}

async fn create(run: &Run, webhooks: &Webhooks<'_>, new: Create) -> anyhow::Result<()> {
    let edit = WebhookEdit {
        errors: url_errors(run, Some(&new.url)).await,
        url: Some(new.url),
        kinds: Some(new.kinds).filter(|kinds| !kinds.is_empty()),
        payload: Some(new.payload.into()),
        active: Some(!new.inactive),
        description: new.description,
    };
    let (webhook, secret) = webhooks.create(&edit).await?;
    print_secret(run, &webhook, &secret)
}

async fn edit(run: &Run, webhooks: &Webhooks<'_>, changes: Edit) -> anyhow::Result<()> {
    let id = complete(webhooks, &changes.target.id).await?;
    let edit = WebhookEdit {
        errors: url_errors(run, changes.url.as_deref()).await,
        url: changes.url,
        kinds: Some(changes.kinds).filter(|kinds| !kinds.is_empty()),
        payload: changes.payload.map(Into::into),
        active: changes.active,
        description: changes.description,
    };
    let saved = webhooks.edit(&id, &edit).await?;
    run.output.answer(saved.id.as_str(), &document(&saved))?;
    Ok(())
}

async fn list(run: &Run, webhooks: &Webhooks<'_>) -> anyhow::Result<()> {
    let all = webhooks.all().await?;
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let documents: Vec<Value> = all.iter().map(document).collect();
    let head = ["id", "url", "kinds", "payload", "state", "description"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

async fn test(
    run: &Run,
    directory: &Directory,
    actor: &Actor,
    target: &Target,
) -> anyhow::Result<()> {
    let id = complete(&directory.webhooks(actor)?, &target.id).await?;
    let app = App::new(directory.clone()).with_webhooks(run.config.webhooks.settings());
    let delivery = send_webhook_test(&app, directory, actor, &id).await?;
    if let Some(error) = &delivery.error {
        anyhow::bail!("the test was not delivered: {error}");
    }
    let code = delivery.status.map(|status| status.to_string()).unwrap_or_default();
    run.output.answer(format_args!("delivered: HTTP {code}"), &delivery_document(&delivery))?;
    Ok(())
}

async fn deliveries(
    run: &Run,
    webhooks: &Webhooks<'_>,
    target: &Target,
    limit: u32,
) -> anyhow::Result<()> {
    let id = complete(webhooks, &target.id).await?;
    let window = Window { limit: limit.max(1), start: Start::Offset(0) };
    let found = webhooks.deliveries(&id, &window).await?.items;
    let rows: Vec<Vec<String>> = found.iter().map(delivery_row).collect();
    let documents: Vec<Value> = found.iter().map(delivery_document).collect();
    let head = ["at", "change", "kind", "attempt", "status", "error", "next attempt"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

/// The whole id of the webhook whose id begins with `start`, if there is only one.
async fn complete(webhooks: &Webhooks<'_>, start: &str) -> anyhow::Result<String> {
    let all = webhooks.all().await?;
    let mut matching = all.iter().filter(|webhook| webhook.id.as_str().starts_with(start));
    match (matching.next(), matching.next()) {
        (Some(webhook), None) => Ok(webhook.id.to_string()),
        (Some(_), Some(_)) => anyhow::bail!("several webhooks have ids that begin with {start}"),
        (None, _) => Ok(webhooks.find(start).await?.id.to_string()),
    }
}

async fn url_errors(run: &Run, url: Option<&str>) -> Vec<FieldError> {
    let Some(url) = url else { return Vec::new() };
    let checked = check_url(url, &run.config.webhooks.networks.value).await;
    let error = checked.err().map(|problem| FieldError::new("url", problem));
    error.into_iter().collect()
}

fn print_secret(run: &Run, webhook: &Webhook, secret: &SecretString) -> anyhow::Result<()> {
    let mut document = document(webhook);
    document["secret"] = Value::from(secret.expose_secret());
    if !run.output.json {
        status(format_args!("webhook {}", webhook.id));
    }
    run.output.answer(secret.expose_secret(), &document)?;
    Ok(())
}

fn row(webhook: &Webhook) -> Vec<String> {
    let state = match (webhook.active, &webhook.paused_reason) {
        (true, _) => "active".to_owned(),
        (false, None) => "inactive".to_owned(),
        (false, Some(reason)) => format!("paused: {reason}"),
    };
    vec![
        webhook.id.to_string(),
        webhook.url.clone(),
        webhook.kinds.join(" "),
        webhook.payload.as_str().to_owned(),
        state,
        webhook.description.clone(),
    ]
}

fn document(webhook: &Webhook) -> Value {
    json!({
        "id": webhook.id.as_str(),
        "url": webhook.url,
        "kinds": webhook.kinds,
        "payload": webhook.payload.as_str(),
        "active": webhook.active,
        "description": webhook.description,
        "paused_reason": webhook.paused_reason,
        "created_at": webhook.created_at.to_string(),
    })
}

fn delivery_row(delivery: &Delivery) -> Vec<String> {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        delivery.at.to_string(),
        number(delivery.seq),
        delivery.kind.clone(),
        delivery.attempt.to_string(),
        number(delivery.status),
        delivery.error.clone().unwrap_or_default(),
        delivery.next_at.map(|at| at.to_string()).unwrap_or_default(),
    ]
}

fn delivery_document(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.message,
        "seq": delivery.seq,
        "kind": delivery.kind,
        "at": delivery.at.to_string(),
        "attempt": delivery.attempt,
        "status": delivery.status,
        "error": delivery.error,
        "next_at": delivery.next_at.map(|at| at.to_string()),
    })
}

/// Parses a cursor of the changes feed, or the number of a change.
fn cursor(text: &str) -> Result<ChangeCursor, String> {
    text.parse()
        .map_err(|()| "must be a cursor of the changes feed, or the number of a change".to_owned())
}
