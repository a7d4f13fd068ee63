//! Roles: made by the operator, and by those who may.

use std::collections::BTreeSet;

use roster_model::{
    Actor, Fault, Flaw, Id, Kind, NewRole, Permission, Problem, Rights, Role, fold,
};
use roster_store::{Tx, roles};

use crate::{Directory, admin::Admin, faults::fault, scope::Scope, work::Work};

/// The name under which requests speak of the domain's admins, who have no role.
pub(crate) const ADMIN: &str = "Admin";

/// What is said to whoever gives rights away that they do not have.
const ABOVE: &str = "nobody can give more rights than they have themselves";

/// The longest name, in characters.
const MAX_CHARS: usize = 127;

/// The roles of a domain.
pub struct Roles<'a> {
    scope: Scope<'a>,
}

/// A role, and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSheet {
    /// The role.
    pub role: Role,
    /// The identities and sign-in names of the web users who hold it, by name.
    pub web_users: Vec<(Id, String)>,
    /// How many workers hold it.
    pub workers: u64,
}

impl Directory {
    /// The roles of the actor's domain. Needs `view_roles` or `edit_roles`; to change them, always
    /// the second.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn roles(&self, actor: &Actor) -> Result<Roles<'_>, Fault> {
        let (view, edit) = (Permission::VIEW_ROLES, Permission::EDIT_ROLES);
        Ok(Roles { scope: self.scope_for(actor, view, edit)? })
    }
}

impl Roles<'_> {
    /// All roles, by name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self) -> Result<Vec<RoleSheet>, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let mut sheets = Vec::new();
        for role in roles::list(&mut tx, domain).await.map_err(fault)? {
            sheets.push(sheet(&mut tx, domain, role).await?);
        }
        Ok(sheets)
    }

    /// The role of this identity.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<RoleSheet, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let role = load(&mut tx, domain, id).await?;
        sheet(&mut tx, domain, role).await
    }

    /// Makes a role.
    ///
    /// # Errors
    /// [`Fault::Denied`]; [`Fault::Invalid`] as of [`Admin::create_role`], and when it would give
    /// rights that the actor does not have.
    pub async fn create(&self, new: NewRole) -> Result<Role, Fault> {
        self.check_right()?;
        create_in(&self.scope, new).await
    }

    /// Changes the name and the permissions of a role. Whoever holds it has them from their next
    /// request on.
    ///
    /// # Errors
    /// [`Fault::Denied`]; [`Fault::Missing`] when there is none in this domain; [`Fault::Invalid`]
    /// as for a new one, and for another name where workers hold the role, who know it by its name.
    pub async fn edit(&self, id: &str, new: NewRole) -> Result<Role, Fault> {
        self.check_right()?;
        let (name, permissions, mut flaws) = judge(self.scope.actor(), &new);
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let before = load(&mut work.tx, domain, id).await?;
        work.check(&before)?;
        if !self.scope.actor().rights.covers(&Rights::of_role(&before.permissions)) {
            flaws.push(Flaw::new("permission", Problem::Other(ABOVE.to_owned())));
        }
        if name != before.name {
            flaws.extend(taken(&mut work, &name).await?);
            if roles::people(&mut work.tx, domain, &before.name).await.map_err(fault)? > 0 {
                let text = "cannot be changed while workers hold the role";
                flaws.push(Flaw::new("name", Problem::Other(text.to_owned())));
            }
        }
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let after = Role { id: before.id.clone(), name, permissions };
        let changed = [
            ("name", before.name != after.name),
            ("permissions", before.permissions != after.permissions),
        ];
        let changed: Vec<String> =
            changed.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned()).collect();
        if !changed.is_empty() {
            roles::update(&mut work.tx, domain, &after).await.map_err(fault)?;
            work.log(Kind::RoleUpdated, after.id.as_str(), None, changed);
            work.commit().await?;
        }
        Ok(after)
    }

    /// Removes a role that nobody holds.
    ///
    /// # Errors
    /// [`Fault::Denied`]; [`Fault::Missing`] when there is none in this domain; [`Fault::Invalid`]
    /// when somebody holds it, or an API key is cut down to it.
    pub async fn delete(&self, id: &str) -> Result<(), Fault> {
        self.check_right()?;
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let role = load(&mut work.tx, domain, id).await?;
        let held = sheet(&mut work.tx, domain, role).await?;
        let role = held.role;
        let keys = roles::api_keys(&mut work.tx, domain, &role.id).await.map_err(fault)?;
        if !held.web_users.is_empty() || held.workers > 0 || keys > 0 {
            let text = "the role is in use: give those who hold it another first";
            return Err(Fault::flaw("", Problem::Other(text.to_owned())));
        }
        roles::delete(&mut work.tx, domain, &role.id).await.map_err(fault)?;
        work.log(Kind::RoleDeleted, role.id.as_str(), None, Vec::new());
        work.commit().await
    }

    fn check_right(&self) -> Result<(), Fault> {
        let actor = self.scope.actor();
        self.scope.directory().scope(actor, Permission::EDIT_ROLES).map(drop)
    }
}

impl Admin<'_> {
    /// Makes a role in a domain.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such domain, the name cannot be one or is taken, or a
    /// permission is unknown; names that look like it are told.
    pub async fn create_role(&self, domain_name: &str, new: NewRole) -> Result<Role, Fault> {
        create_in(&self.scope(domain_name).await?, new).await
    }

    /// The roles of a domain, by name.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such domain.
    pub async fn list_roles(&self, domain_name: &str) -> Result<Vec<Role>, Fault> {
        let scope = self.scope(domain_name).await?;
        roles::list(&mut scope.read().await?, scope.domain().number).await.map_err(fault)
    }
}

async fn create_in(scope: &Scope<'_>, new: NewRole) -> Result<Role, Fault> {
    let (name, permissions, mut flaws) = judge(scope.actor(), &new);
    let mut work = scope.begin().await?;
    let domain = work.number();
    flaws.extend(taken(&mut work, &name).await?);
    if !flaws.is_empty() {
        return Err(Fault::Invalid(flaws));
    }
    let role = Role { id: scope.environment().id(), name, permissions };
    roles::insert(&mut work.tx, domain, &role).await.map_err(fault)?;
    work.log(Kind::RoleCreated, role.id.as_str(), None, Vec::new());
    work.commit().await?;
    Ok(role)
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Role, Fault> {
    let missing = || Fault::missing("role");
    let id = Id::parse(id).ok_or_else(missing)?;
    roles::find(tx, domain, &id).await.map_err(fault)?.ok_or_else(missing)
}

async fn sheet(tx: &mut Tx, domain: i64, role: Role) -> Result<RoleSheet, Fault> {
    let web_users = roles::web_users(tx, domain, &role.id).await.map_err(fault)?;
    let workers = roles::people(tx, domain, &role.name).await.map_err(fault)?;
    Ok(RoleSheet { role, web_users, workers: u64::try_from(workers).unwrap_or(0) })
}

async fn taken(work: &mut Work, name: &str) -> Result<Option<Flaw>, Fault> {
    let domain = work.number();
    let holder = roles::by_name(&mut work.tx, domain, name).await.map_err(fault)?;
    Ok(holder.map(|_| Flaw::new("name", Problem::Taken(name.to_owned()))))
}

/// The name and the permissions that a role is to have, and what is wrong with them.
fn judge(actor: &Actor, new: &NewRole) -> (String, BTreeSet<Permission>, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let name = new.name.trim().to_owned();
    flaws.extend(judge_name(&name).map(|problem| Flaw::new("name", problem)));
    let mut permissions = BTreeSet::new();
    for (index, permission) in new.permissions.iter().enumerate() {
        match Permission::parse(permission) {
            Some(known) => {
                permissions.insert(known);
            }
            None => flaws.push(Flaw::new("permission", unknown(permission)).at(index)),
        }
    }
    if !actor.rights.covers(&Rights::of_role(&permissions)) {
        flaws.push(Flaw::new("permission", Problem::Other(ABOVE.to_owned())));
    }
    (name, permissions, flaws)
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

/// Up to three permissions whose names look like `name`, the likest first.
fn nearest(name: &str) -> Vec<&'static str> {
    let wanted = pairs(&fold(name));
    let mut near: Vec<(usize, &str)> = Permission::all()
        .map(|known| (likeness(&wanted, &pairs(known.as_str())), known.as_str()))
        .filter(|(likeness, _)| *likeness >= 50)
        .collect();
    near.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The pairs of neighbouring letters.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How much two texts have in common, in percent: the share of common pairs (Sørensen and Dice).
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
