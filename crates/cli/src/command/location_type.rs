//! `roster location-type`.

use clap::{Args, Subcommand};
use roster_model::{LocationType, NewLocationType};
use serde_json::{Value, json};

use super::Run;

/// Commands for organization levels.
#[derive(Debug, Subcommand)]
pub(crate) enum LocationTypeCommand {
    /// Create a level
    #[command(after_help = "\
Examples:
  roster location-type create state --domain north
  roster location-type create district --domain north --parent state
  roster location-type create clinic --domain north --parent district --shares-cases")]
    Create(Create),
    /// List the levels of a domain
    #[command(after_help = "Example:\n  roster location-type list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its code, unique in the domain
    code: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Its name [default: the code]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The parent level, by code
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    /// Locations of this level own cases
    #[arg(long)]
    shares_cases: bool,
    /// Workers at this level see the locations below
    #[arg(long)]
    view_descendants: bool,
    /// Whether locations of this level only group others [default: if they own no cases]
    #[arg(long, value_name = "true|false")]
    administrative: Option<bool>,
}

/// Runs the command.
pub(crate) async fn run(command: LocationTypeCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        LocationTypeCommand::Create(new) => create(run, new).await,
        LocationTypeCommand::List { domain } => list(run, &domain).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let Create { code, domain, name, parent, shares_cases, view_descendants, administrative } = new;
    let new = NewLocationType {
        code: Some(code),
        name,
        parent,
        shares_cases,
        view_descendants,
        administrative,
        ..NewLocationType::default()
    };
    let directory = run.directory().await?;
    let actor = directory.operator(&domain).await?;
    let level = directory.location_types(&actor)?.create(new).await?;
    run.output.answer(&level.code, &document(&level))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let levels = directory.location_types(&actor)?.all().await?;
    let rows: Vec<Vec<String>> = levels
        .iter()
        .map(|level| {
            let parent = levels.iter().find(|other| Some(other.number) == level.parent);
            let parent = parent.map_or("", |parent| parent.code.as_str());
            let shares = if level.shares_cases { "yes" } else { "no" };
            vec![level.code.clone(), level.name.clone(), parent.to_owned(), shares.to_owned()]
        })
        .collect();
    let documents: Vec<Value> = levels.iter().map(document).collect();
    let head = ["code", "name", "parent", "shares cases"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

fn document(level: &LocationType) -> Value {
    json!({
        "id": level.number,
        "code": level.code,
        "name": level.name,
        "parent": level.parent,
        "shares_cases": level.shares_cases,
        "view_descendants": level.view_descendants,
        "administrative": level.administrative,
    })
}
