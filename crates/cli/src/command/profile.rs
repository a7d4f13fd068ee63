//! `roster profile`.

use clap::{Args, Subcommand};
use roster_model::{NewProfile, Profile};
use serde_json::{Value, json};

use super::Run;
use crate::output::status;

/// Commands for profiles.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Create a profile and print its number, which clients use to refer to it
    #[command(after_help = "\
Example:
  roster profile create nurse --domain north --set cadre=nurse --set level=2")]
    Create(Create),
    /// List the profiles of a domain
    #[command(after_help = "Example:\n  roster profile list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its name, unique in the domain
    name: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// A value of the profile; repeatable
    #[arg(long = "set", value_name = "KEY=VALUE", required = true, value_parser = super::pair)]
    values: Vec<(String, String)>,
}

/// Runs the command.
pub(crate) async fn run(command: ProfileCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        ProfileCommand::Create(new) => create(run, new).await,
        ProfileCommand::List { domain } => list(run, &domain).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let Create { name, domain, values } = new;
    let values = values.into_iter().map(|(key, value)| (key, Value::String(value))).collect();
    let new = NewProfile { name, values, adds_fields: true };
    let directory = run.directory().await?;
    let actor = directory.operator(&domain).await?;
    let known = directory.fields(&actor)?.schema().await?.fields;
    let profile = directory.fields(&actor)?.create_profile(new).await?;
    for slug in profile.values.keys().filter(|slug| !known.iter().any(|it| it.slug == **slug)) {
        status(format_args!(
            "note: added the custom field '{slug}', which did not exist; it is not declared"
        ));
    }
    run.output.answer(profile.number, &document(&profile))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let profiles = directory.fields(&actor)?.schema().await?.profiles;
    let rows: Vec<Vec<String>> = profiles
        .iter()
        .map(|profile| {
            let values: Vec<String> = profile
                .values
                .iter()
                .map(|(key, value)| format!("{key}={}", plain(value)))
                .collect();
            vec![profile.number.to_string(), profile.name.clone(), values.join(" ")]
        })
        .collect();
    let documents: Vec<Value> = profiles.iter().map(document).collect();
    run.output.list(&["number", "name", "values"], &rows, &Value::Array(documents))?;
    Ok(())
}

fn document(profile: &Profile) -> Value {
    json!({ "id": profile.number, "name": profile.name, "values": profile.values })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
