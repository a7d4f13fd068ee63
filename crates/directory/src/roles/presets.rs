//! Roles that a new domain usually needs.

use std::collections::BTreeSet;

use roster_model::{Error, NewRole, Permission, Role, fold};
use roster_store::roles;

use super::Roles;

/// A role that a domain can add in one step. Admins have no role and need none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RolePreset {
    /// The code, such as `read-only`.
    pub code: &'static str,
    /// The name of the role.
    pub name: &'static str,
    /// The permissions.
    permissions: &'static [Permission],
}

/// The presets, the one with the most permissions first.
pub const PRESETS: [RolePreset; 3] = [
    RolePreset {
        code: "manager",
        name: "Manager",
        permissions: &[
            Permission::ACCESS_ALL_LOCATIONS,
            Permission::ACCESS_API,
            Permission::EDIT_COMMCARE_USERS,
            Permission::VIEW_COMMCARE_USERS,
            Permission::EDIT_GROUPS,
            Permission::VIEW_GROUPS,
            Permission::EDIT_LOCATIONS,
            Permission::VIEW_LOCATIONS,
            Permission::EDIT_WEB_USERS,
            Permission::VIEW_WEB_USERS,
            Permission::VIEW_ROLES,
        ],
    },
    // Without `access_all_locations`: confined to the assigned locations.
    RolePreset {
        code: "supervisor",
        name: "Supervisor",
        permissions: &[
            Permission::EDIT_COMMCARE_USERS,
            Permission::VIEW_COMMCARE_USERS,
            Permission::VIEW_LOCATIONS,
        ],
    },
    RolePreset {
        code: "read-only",
        name: "Read only",
        permissions: &[
            Permission::ACCESS_ALL_LOCATIONS,
            Permission::VIEW_COMMCARE_USERS,
            Permission::VIEW_GROUPS,
            Permission::VIEW_LOCATIONS,
        ],
    },
];

impl RolePreset {
    /// Finds the preset with this code.
    pub fn find(code: &str) -> Option<Self> {
        PRESETS.into_iter().find(|preset| preset.code == code)
    }

    /// The permissions.
    pub fn permissions(&self) -> BTreeSet<Permission> {
        self.permissions.iter().copied().collect()
    }

    /// The role to create.
    pub fn role(&self) -> NewRole {
        let permissions = self.permissions.iter().map(|it| it.as_str().to_owned()).collect();
        NewRole { name: self.name.to_owned(), permissions }
    }
}

impl Roles<'_> {
    /// The presets of which the domain has no role with that name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn missing_presets(&self) -> Result<Vec<RolePreset>, Error> {
        let mut tx = self.ctx.read().await?;
        let known = roles::list(&mut tx, self.ctx.domain().number).await?;
        let is_known = |name: &str| known.iter().any(|role| fold(&role.name) == fold(name));
        Ok(PRESETS.into_iter().filter(|preset| !is_known(preset.name)).collect())
    }

    /// Creates the role of a preset.
    ///
    /// # Errors
    /// As [`Roles::create`].
    pub async fn create_preset(&self, preset: RolePreset) -> Result<Role, Error> {
        self.create(preset.role()).await
    }
}
