//! Validates the name and the permissions of a role.

use std::{cmp::Reverse, collections::BTreeSet};

use roster_model::{Actor, FieldError, NewRole, Permission, Problem, Rights, Rule, fold};

use super::ADMIN;

/// The maximum length of a name, in characters.
const MAX_NAME_CHARS: usize = 127;

/// The minimum similarity of a suggested permission, in percent.
const MIN_SIMILARITY: usize = 50;

/// The name, the permissions, and all errors of a role that `actor` creates or edits.
pub(super) fn validate(
    actor: &Actor,
    new: &NewRole,
) -> (String, BTreeSet<Permission>, Vec<FieldError>) {
    let mut errors = Vec::new();
    let name = new.name.trim().to_owned();
    errors.extend(check_name(&name).map(|problem| FieldError::new("name", problem)));
    let mut permissions = BTreeSet::new();
    for (index, permission) in new.permissions.iter().enumerate() {
        match Permission::parse(permission) {
            Some(known) => {
                permissions.insert(known);
            }
            None => errors.push(FieldError::new("permission", unknown(permission)).at(index)),
        }
    }
    errors.extend(check_rights(actor, &permissions));
    (name, permissions, errors)
}

/// Rejects a role with more rights than the actor has.
pub(super) fn check_rights(
    actor: &Actor,
    permissions: &BTreeSet<Permission>,
) -> Option<FieldError> {
    if actor.rights.covers(&Rights::of_role(permissions)) {
        return None;
    }
    Some(FieldError::new("permission", Rule::RoleHasMoreRights.into()))
}

fn check_name(name: &str) -> Option<Problem> {
    match name {
        "" => Some(Problem::Empty),
        _ if name.chars().count() > MAX_NAME_CHARS => Some(Problem::TooLong(MAX_NAME_CHARS)),
        _ if name.contains('\0') => Some(Problem::Unstorable),
        _ if fold(name) == fold(ADMIN) => Some(Problem::Taken(name.to_owned())),
        _ => None,
    }
}

fn unknown(name: &str) -> Problem {
    let similar = similar_permissions(name);
    let hint = if similar.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", similar.join(" or "))
    };
    Problem::Other(format!("unknown permission '{name}'{hint}"))
}

/// Up to three permissions with similar names, the most similar first.
fn similar_permissions(name: &str) -> Vec<&'static str> {
    let wanted = bigrams(&fold(name));
    let mut similar: Vec<(usize, &str)> = Permission::all()
        .map(|known| (similarity(&wanted, &bigrams(known.as_str())), known.as_str()))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .collect();
    similar.sort_by_key(|(similarity, _)| Reverse(*similarity));
    similar.into_iter().take(3).map(|(_, name)| name).collect()
}

fn bigrams(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The Sørensen-Dice coefficient, in percent.
fn similarity(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> usize {
    200 * a.intersection(b).count() / (a.len() + b.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::similar_permissions;

    #[test]
    fn misspelt_permission_has_suggestions() {
        assert_eq!(similar_permissions("edit_comcare_users")[0], "edit_commcare_users");
        assert_eq!(similar_permissions("Edit-Web-Users")[0], "edit_web_users");
        assert_eq!(similar_permissions("acces_api")[0], "access_api");
        assert_eq!(similar_permissions("xyz"), Vec::<&str>::new());
    }
}
