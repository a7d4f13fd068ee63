//! `roster field`.

use clap::{Args, Subcommand};
use roster_model::{Field, NewField};
use serde_json::{Value, json};

use super::Run;

/// Commands for custom fields.
#[derive(Debug, Subcommand)]
pub(crate) enum FieldCommand {
    /// Declare a field: every worker shows it from then on
    #[command(after_help = "\
Examples:
  roster field create village --domain north --label Village
  roster field create shift --domain north --choice day --choice night")]
    Create(Create),
    /// List the fields of a domain
    #[command(after_help = "Example:\n  roster field list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its key in custom data
    slug: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Its label [default: the key]
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
    /// An allowed value; repeatable [default: every value is allowed]
    #[arg(long = "choice", value_name = "CHOICE")]
    choices: Vec<String>,
}

/// Runs the command.
pub(crate) async fn run(command: FieldCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        FieldCommand::Create(new) => create(run, new).await,
        FieldCommand::List { domain } => list(run, &domain).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let Create { slug, domain, label, choices } = new;
    let new = NewField { slug, label, choices };
    let directory = run.directory().await?;
    let actor = directory.operator(&domain).await?;
    let field = directory.fields(&actor)?.declare(new).await?;
    run.output.answer(&field.slug, &document(&field))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let fields = directory.fields(&actor)?.schema().await?.fields;
    let rows: Vec<Vec<String>> = fields
        .iter()
        .map(|field| {
            vec![
                field.slug.clone(),
                field.label.clone(),
                field.value_type.as_str().to_owned(),
                if field.declared { "yes" } else { "no" }.to_owned(),
                field.choices.join(", "),
            ]
        })
        .collect();
    let documents: Vec<Value> = fields.iter().map(document).collect();
    let head = ["slug", "label", "type", "declared", "choices"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

fn document(field: &Field) -> Value {
    json!({
        "id": field.number,
        "slug": field.slug,
        "label": field.label,
        "type": field.value_type.as_str(),
        "choices": field.choices,
        "declared": field.declared,
    })
}
