//! `roster role`.

use clap::Subcommand;
use roster_directory::{PRESETS, RolePreset};
use roster_model::{NewRole, Permission, Role};
use serde_json::{Value, json};

use super::Run;

/// Commands for roles.
#[derive(Debug, Subcommand)]
pub(crate) enum RoleCommand {
    /// Create a role
    #[command(after_help = "\
Permissions with an effect: access_api, edit_commcare_users, view_commcare_users, edit_web_users,
edit_locations, edit_data. Other permissions of CommCare HQ are accepted without effect.
access_all_locations is added automatically, except with --confined.

Example:
  roster role create exporter --domain north --permission access_api \\
      --permission edit_commcare_users
  roster role create Managers --domain north --preset manager

Presets: manager, supervisor (confined to the assigned locations) and read-only.")]
    Create {
        /// Its name, unique in the domain
        name: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// A permission of the role; repeatable
        #[arg(long = "permission", value_name = "PERMISSION", required_unless_present = "preset")]
        permissions: Vec<String>,
        /// The permissions of a preset, in place of others
        #[arg(long, value_name = "PRESET", value_parser = PRESETS.map(|preset| preset.code),
              conflicts_with_all = ["permissions", "confined"])]
        preset: Option<String>,
        /// Confine the role to the assigned locations of its holder and below
        #[arg(long)]
        confined: bool,
    },
    /// List the roles of a domain
    #[command(after_help = "Example:\n  roster role list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Runs the command.
pub(crate) async fn run(command: RoleCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        RoleCommand::Create { name, domain, permissions, preset, confined } => {
            let preset = preset.as_deref().and_then(RolePreset::find);
            let new = match preset {
                Some(preset) => NewRole { name, ..preset.role() },
                None => role(name, permissions, confined),
            };
            create(run, &domain, new).await
        }
        RoleCommand::List { domain } => list(run, &domain).await,
    }
}

/// The role to create. As in the live service, a role is confined to locations only on request.
fn role(name: String, mut permissions: Vec<String>, confined: bool) -> NewRole {
    if !confined {
        permissions.push(Permission::ACCESS_ALL_LOCATIONS.as_str().to_owned());
    }
    NewRole { name, permissions }
}

async fn create(run: &Run, domain: &str, new: NewRole) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let role = directory.roles(&operator)?.create(new).await?;
    run.output.answer(&role.name, &document(&role))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let listed = directory.roles(&operator)?.list().await?;
    let roles: Vec<Role> = listed.into_iter().map(|listed| listed.role).collect();
    let rows: Vec<Vec<String>> =
        roles.iter().map(|role| vec![role.name.clone(), permissions(role).join(" ")]).collect();
    let documents: Vec<Value> = roles.iter().map(document).collect();
    run.output.list(&["name", "permissions"], &rows, &Value::Array(documents))?;
    Ok(())
}

fn document(role: &Role) -> Value {
    json!({ "id": role.id.as_str(), "name": role.name, "permissions": permissions(role) })
}

fn permissions(role: &Role) -> Vec<&'static str> {
    role.permissions.iter().map(|permission| permission.as_str()).collect()
}
