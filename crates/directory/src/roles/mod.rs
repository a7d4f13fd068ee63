//! Roles: named sets of permissions in a domain.

mod presets;
mod validate;

use roster_model::{
    Actor, Diff, Error, FieldError, Id, Kind, NewRole, Permission, Problem, Role, Rule,
};
use roster_store::{Tx, invitations, roles};

pub use presets::{PRESETS, RolePreset};

use crate::{Directory, op_context::OpContext, unit_of_work::WriteTx};

/// The name for admins in requests. Admins have no role.
pub(crate) const ADMIN: &str = "Admin";

/// The roles of a domain.
pub struct Roles<'a> {
    ctx: OpContext<'a>,
}

/// A role with its holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSheet {
    /// The role.
    pub role: Role,
    /// The ids and sign-in names of the web users with the role, by name.
    pub web_users: Vec<(Id, String)>,
    /// The number of workers with the role.
    pub workers: u64,
}

impl Directory {
    /// The roles of the actor's domain. Requires `view_roles` or `edit_roles`; changes require
    /// `edit_roles`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn roles(&self, actor: &Actor) -> Result<Roles<'_>, Error> {
        let (view, edit) = (Permission::VIEW_ROLES, Permission::EDIT_ROLES);
        Ok(Roles { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl Roles<'_> {
    /// All roles, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self) -> Result<Vec<RoleSheet>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let mut all = Vec::new();
        for role in roles::list(&mut tx, domain).await? {
            all.push(with_holders(&mut tx, domain, role).await?);
        }
        Ok(all)
    }

    /// The role with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<RoleSheet, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let role = load(&mut tx, domain, id).await?;
        with_holders(&mut tx, domain, role).await
    }

    /// Creates a role.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Invalid`] when the name is invalid or taken, a permission is
    /// unknown (with similar names), or the role has permissions that the actor does not have.
    pub async fn create(&self, new: NewRole) -> Result<Role, Error> {
        self.check_edit_right()?;
        let (name, permissions, mut errors) = validate::validate(self.ctx.actor(), &new);
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        errors.extend(check_free(&mut tx, &name).await?);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let role = Role { id: self.ctx.environment().id(), name, permissions };
        roles::insert(&mut tx.store, domain, &role).await?;
        tx.log(Kind::RoleCreated, role.id.as_str(), None, Diff::created(&role));
        tx.commit_or_defer().await?;
        Ok(role)
    }

    /// Changes the name and the permissions of a role, effective with the next request of its holders.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::NotFound`]; [`Error::Invalid`] as for a new role, and for a new
    /// name while workers have the role, because their records refer to it by name.
    pub async fn edit(&self, id: &str, new: NewRole) -> Result<Role, Error> {
        self.check_edit_right()?;
        let actor = self.ctx.actor();
        let (name, permissions, mut errors) = validate::validate(actor, &new);
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&before)?;
        errors.extend(validate::check_rights(actor, &before.permissions));
        if name != before.name {
            errors.extend(check_free(&mut tx, &name).await?);
            if roles::people(&mut tx.store, domain, &before.name).await? > 0 {
                errors.push(FieldError::new("name", Rule::RoleNameInUse.into()));
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let after = Role { id: before.id.clone(), name, permissions };
        let changed = Diff::between(&before, &after);
        if !changed.is_empty() {
            roles::update(&mut tx.store, domain, &after).await?;
            tx.log(Kind::RoleUpdated, after.id.as_str(), None, changed);
            tx.commit_or_defer().await?;
        }
        Ok(after)
    }

    /// Deletes an unused role.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::NotFound`]; [`Error::Invalid`] while a web user, a worker, an API
    /// key or an invitation has the role, and when the role has permissions that the actor lacks.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        self.check_edit_right()?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let role = load(&mut tx.store, domain, id).await?;
        if let Some(error) = validate::check_rights(self.ctx.actor(), &role.permissions) {
            return Err(Error::Invalid(vec![error]));
        }
        let RoleSheet { role, web_users, workers } =
            with_holders(&mut tx.store, domain, role).await?;
        let keys = roles::api_keys(&mut tx.store, domain, &role.id).await?;
        let invited = invitations::with_role(&mut tx.store, domain, &role.id).await?;
        if !web_users.is_empty() || workers > 0 || keys > 0 || invited > 0 {
            return Err(Error::invalid_field("", Rule::RoleInUse.into()));
        }
        roles::delete(&mut tx.store, domain, &role.id).await?;
        tx.log(Kind::RoleDeleted, role.id.as_str(), None, Diff::deleted(&role));
        tx.commit_or_defer().await
    }

    fn check_edit_right(&self) -> Result<(), Error> {
        let actor = self.ctx.actor();
        self.ctx.directory().ctx(actor, Permission::EDIT_ROLES).map(drop)
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Role, Error> {
    let missing = || Error::not_found("role");
    let id = Id::parse(id).ok_or_else(missing)?;
    roles::find(tx, domain, &id).await?.ok_or_else(missing)
}

async fn with_holders(tx: &mut Tx, domain: i64, role: Role) -> Result<RoleSheet, Error> {
    let web_users = roles::web_users(tx, domain, &role.id).await?;
    let workers = roles::people(tx, domain, &role.name).await?;
    Ok(RoleSheet { role, web_users, workers: u64::try_from(workers).unwrap_or(0) })
}

/// Rejects a name that another role has.
async fn check_free(tx: &mut WriteTx, name: &str) -> Result<Option<FieldError>, Error> {
    let domain = tx.number();
    let holder = roles::by_name(&mut tx.store, domain, name).await?;
    Ok(holder.map(|_| FieldError::new("name", Problem::Taken(name.to_owned()))))
}
