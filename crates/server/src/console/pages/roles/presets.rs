//! Roles that most domains need, to add in one step.

use roster_directory::{RolePreset, Roles};
use roster_model::{Actor, Error, Rights};

use crate::{
    App,
    console::{
        extract::{Auth, Form, State},
        response::{PageResult, redirect},
    },
};

/// The value of the button that adds all.
const ALL: &str = "all";

/// A preset on the page.
pub(super) struct Offer {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// The message that says what its holders may do.
    pub(super) text: &'static str,
}

/// The presets that the actor can add.
pub(super) async fn offers(roles: &Roles<'_>, actor: &Actor) -> Result<Vec<Offer>, Error> {
    let missing = roles.missing_presets().await?;
    Ok(missing.iter().filter(|preset| may_add(actor, preset)).map(offer).collect())
}

/// `POST /d/{domain}/roles/presets`: adds one preset, or all that are missing.
pub(crate) async fn create_presets(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    super::edit::require_edit_roles(&auth)?;
    let roles = app.directory.roles(&auth.actor)?;
    let wanted = form.text("preset");
    for preset in roles.missing_presets().await? {
        if preset.code == wanted || wanted == ALL && may_add(&auth.actor, &preset) {
            roles.create_preset(preset).await?;
        }
    }
    Ok(redirect(&format!("{}/roles?done=created", auth.base())))
}

/// Whether the role has no more rights than the actor.
fn may_add(actor: &Actor, preset: &RolePreset) -> bool {
    actor.rights.covers(&Rights::of_role(&preset.permissions()))
}

fn offer(preset: &RolePreset) -> Offer {
    let text = match preset.code {
        "manager" => "start-preset-manager",
        "supervisor" => "start-preset-supervisor",
        _ => "start-preset-read-only",
    };
    Offer { code: preset.code, name: preset.name, text }
}
