//! Roles: managed from the command line and by members with `edit_roles`.

use std::collections::BTreeSet;

use roster_model::{
    Actor, Error, FieldError, Id, Kind, NewRole, Permission, Problem, Rights, Role, fold,
};
use roster_store::{Tx, roles};

use crate::{Directory, admin::Admin, op_context::OpContext, unit_of_work::WriteTx};

/// The name of the admins of a domain in requests. They have no role.
pub(crate) const ADMIN: &str = "Admin";

/// The text for granting a permission that the actor lacks.
const EXCEEDS_OWN: &str = "cannot grant permissions that you do not have";

/// The longest name, in characters.
const MAX_CHARS: usize = 127;

/// The roles of a domain.
pub struct Roles<'a> {
    ctx: OpContext<'a>,
}

/// A role and its holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSheet {
    /// The role.
    pub role: Role,
    /// The IDs and sign-in names of the web users with the role, by name.
    pub web_users: Vec<(Id, String)>,
    /// The number of workers with the role.
    pub workers: u64,
}

impl Directory {
    /// Returns the roles of the actor's domain. Requires `view_roles` or `edit_roles`; changes
    /// always require the second.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn roles(&self, actor: &Actor) -> Result<Roles<'_>, Error> {
        let (view, edit) = (Permission::VIEW_ROLES, Permission::EDIT_ROLES);
        Ok(Roles { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl Roles<'_> {
    /// Returns all roles, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self) -> Result<Vec<RoleSheet>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let mut sheets = Vec::new();
        for role in roles::list(&mut tx, domain).await? {
            sheets.push(sheet(&mut tx, domain, role).await?);
        }
        Ok(sheets)
    }

    /// Returns the role with this ID.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the domain has no such role.
    pub async fn find(&self, id: &str) -> Result<RoleSheet, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let role = load(&mut tx, domain, id).await?;
        sheet(&mut tx, domain, role).await
    }

    /// Creates a role.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Invalid`] as for [`Admin::create_role`], and when it would
    /// grant permissions that the actor lacks.
    pub async fn create(&self, new: NewRole) -> Result<Role, Error> {
        self.check_right()?;
        create_in(&self.ctx, new).await
    }

    /// Changes the name and permissions of a role. They apply to its holders from their next
    /// request on.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::NotFound`] when the domain has no such role;
    /// [`Error::Invalid`] as for a new role, and for another name while workers have the role,
    /// because they refer to it by name.
    pub async fn edit(&self, id: &str, new: NewRole) -> Result<Role, Error> {
        self.check_right()?;
        let (name, permissions, mut errors) = judge(self.ctx.actor(), &new);
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&before)?;
        if !self.ctx.actor().rights.covers(&Rights::of_role(&before.permissions)) {
            errors.push(FieldError::new("permission", Problem::Other(EXCEEDS_OWN.to_owned())));
        }
        if name != before.name {
            errors.extend(taken(&mut tx, &name).await?);
            if roles::people(&mut tx.store, domain, &before.name).await? > 0 {
                let text = "cannot be changed while workers hold the role";
                errors.push(FieldError::new("name", Problem::Other(text.to_owned())));
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let after = Role { id: before.id.clone(), name, permissions };
        let changed = [
            ("name", before.name != after.name),
            ("permissions", before.permissions != after.permissions),
        ];
        let changed: Vec<String> =
            changed.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned()).collect();
        if !changed.is_empty() {
            roles::update(&mut tx.store, domain, &after).await?;
            tx.log(Kind::RoleUpdated, after.id.as_str(), None, changed);
            tx.commit_or_defer().await?;
        }
        Ok(after)
    }

    /// Deletes a role without holders.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::NotFound`] when the domain has no such role;
    /// [`Error::Invalid`] when a user has it, or an API key is limited to it.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        self.check_right()?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let role = load(&mut tx.store, domain, id).await?;
        let held = sheet(&mut tx.store, domain, role).await?;
        let role = held.role;
        let keys = roles::api_keys(&mut tx.store, domain, &role.id).await?;
        if !held.web_users.is_empty() || held.workers > 0 || keys > 0 {
            let text = "the role is in use: give those who hold it another first";
            return Err(Error::invalid_field("", Problem::Other(text.to_owned())));
        }
        roles::delete(&mut tx.store, domain, &role.id).await?;
        tx.log(Kind::RoleDeleted, role.id.as_str(), None, Vec::new());
        tx.commit_or_defer().await
    }

    fn check_right(&self) -> Result<(), Error> {
        let actor = self.ctx.actor();
        self.ctx.directory().ctx(actor, Permission::EDIT_ROLES).map(drop)
    }
}

impl Admin<'_> {
    /// Creates a role in a domain.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist, the name is invalid or taken, or a
    /// permission is unknown; the error lists similar permissions.
    pub async fn create_role(&self, domain_name: &str, new: NewRole) -> Result<Role, Error> {
        create_in(&self.ctx(domain_name).await?, new).await
    }

    /// Returns the roles of a domain, by name.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist.
    pub async fn list_roles(&self, domain_name: &str) -> Result<Vec<Role>, Error> {
        let ctx = self.ctx(domain_name).await?;
        Ok(roles::list(&mut ctx.read().await?, ctx.domain().number).await?)
    }
}

async fn create_in(ctx: &OpContext<'_>, new: NewRole) -> Result<Role, Error> {
    let (name, permissions, mut errors) = judge(ctx.actor(), &new);
    let mut tx = ctx.begin().await?;
    let domain = tx.number();
    errors.extend(taken(&mut tx, &name).await?);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let role = Role { id: ctx.environment().id(), name, permissions };
    roles::insert(&mut tx.store, domain, &role).await?;
    tx.log(Kind::RoleCreated, role.id.as_str(), None, Vec::new());
    tx.commit_or_defer().await?;
    Ok(role)
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Role, Error> {
    let missing = || Error::not_found("role");
    let id = Id::parse(id).ok_or_else(missing)?;
    roles::find(tx, domain, &id).await?.ok_or_else(missing)
}

async fn sheet(tx: &mut Tx, domain: i64, role: Role) -> Result<RoleSheet, Error> {
    let web_users = roles::web_users(tx, domain, &role.id).await?;
    let workers = roles::people(tx, domain, &role.name).await?;
    Ok(RoleSheet { role, web_users, workers: u64::try_from(workers).unwrap_or(0) })
}

async fn taken(tx: &mut WriteTx, name: &str) -> Result<Option<FieldError>, Error> {
    let domain = tx.number();
    let holder = roles::by_name(&mut tx.store, domain, name).await?;
    Ok(holder.map(|_| FieldError::new("name", Problem::Taken(name.to_owned()))))
}

/// Returns the name and permissions of a new role, and their errors.
fn judge(actor: &Actor, new: &NewRole) -> (String, BTreeSet<Permission>, Vec<FieldError>) {
    let mut errors = Vec::new();
    let name = new.name.trim().to_owned();
    errors.extend(judge_name(&name).map(|problem| FieldError::new("name", problem)));
    let mut permissions = BTreeSet::new();
    for (index, permission) in new.permissions.iter().enumerate() {
        match Permission::parse(permission) {
            Some(known) => {
                permissions.insert(known);
            }
            None => errors.push(FieldError::new("permission", unknown(permission)).at(index)),
        }
    }
    if !actor.rights.covers(&Rights::of_role(&permissions)) {
        errors.push(FieldError::new("permission", Problem::Other(EXCEEDS_OWN.to_owned())));
    }
    (name, permissions, errors)
}

fn judge_name(name: &str) -> Option<Problem> {
    match name {
        "" => Some(Problem::Empty),
        _ if name.chars().count() > MAX_CHARS => Some(Problem::TooLong(MAX_CHARS)),
        _ if name.contains('\0') => Some(Problem::Unstorable),
        _ if fold(name) == fold(ADMIN) => Some(Problem::Taken(name.to_owned())),
        _ => None,
    }
}

fn unknown(name: &str) -> Problem {
    let near = nearest(name);
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", near.join(" or "))
    };
    Problem::Other(format!("there is no permission '{name}'{hint}"))
}

/// Returns up to three permissions with similar names, the most similar first.
fn nearest(name: &str) -> Vec<&'static str> {
    let wanted = pairs(&fold(name));
    let mut near: Vec<(usize, &str)> = Permission::all()
        .map(|known| (likeness(&wanted, &pairs(known.as_str())), known.as_str()))
        .filter(|(likeness, _)| *likeness >= 50)
        .collect();
    near.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The pairs of adjacent letters.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The similarity of two texts in percent: the Sørensen-Dice coefficient of their pairs.
fn likeness(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> usize {
    200 * a.intersection(b).count() / (a.len() + b.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_finds_the_permission() {
        assert_eq!(nearest("edit_comcare_users")[0], "edit_commcare_users");
        assert_eq!(nearest("Edit-Web-Users")[0], "edit_web_users");
        assert_eq!(nearest("acces_api")[0], "access_api");
        assert_eq!(nearest("xyz"), Vec::<&str>::new());
    }
}
