//! Roles: made by the operator.

use std::collections::BTreeSet;

use roster_model::{Fault, Flaw, Kind, NewRole, Permission, Problem, Role, fold};
use roster_store::roles;

use crate::{admin::Admin, faults::fault};

/// The name under which requests speak of the domain's admins, who have no role.
pub(crate) const ADMIN: &str = "Admin";

/// The longest name, in characters.
const MAX_CHARS: usize = 127;

impl Admin<'_> {
    /// Makes a role in a domain.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such domain, the name cannot be one or is taken, or a
    /// permission is unknown; names that look like it are told.
    pub async fn create_role(&self, domain_name: &str, new: NewRole) -> Result<Role, Fault> {
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
        let mut work = self.scope(domain_name).await?.begin().await?;
        let domain = work.number();
        if roles::by_name(&mut work.tx, domain, &name).await.map_err(fault)?.is_some() {
            flaws.push(Flaw::new("name", Problem::Taken(name.clone())));
        }
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let role = Role { id: self.directory.environment().id(), name, permissions };
        roles::insert(&mut work.tx, domain, &role).await.map_err(fault)?;
        work.log(Kind::RoleCreated, role.id.as_str(), None, Vec::new());
        work.commit().await?;
        Ok(role)
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
