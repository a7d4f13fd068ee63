//! Permissions by group, with descriptions.

use std::collections::BTreeSet;

use roster_model::Permission;

use crate::console::i18n;

/// A group of permissions.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// A permission as a checkbox.
pub(super) struct Choice {
    /// The name of the API.
    pub(super) name: &'static str,
    /// What it allows.
    pub(super) text: String,
    pub(super) chosen: bool,
}

/// The permissions that have an effect, with what they allow.
const GROUPS: [(&str, &[(&str, &str)]); 6] = [
    (
        "roles-group-people",
        &[
            ("view_commcare_users", "roles-view-people"),
            ("edit_commcare_users", "roles-edit-people"),
            ("view_groups", "roles-view-groups"),
        ],
    ),
    (
        "roles-group-locations",
        &[("view_locations", "roles-view-locations"), ("edit_locations", "roles-edit-locations")],
    ),
    (
        "roles-group-web-users",
        &[
            ("view_web_users", "roles-view-web-users"),
            ("edit_web_users", "roles-edit-web-users"),
            ("view_roles", "roles-view-roles"),
            ("edit_roles", "roles-edit-roles"),
        ],
    ),
    ("roles-group-apis", &[("access_api", "roles-access-api"), ("edit_data", "roles-edit-data")]),
    (
        "roles-group-domain",
        &[("edit_domain", "roles-edit-domain"), ("manage_webhooks", "roles-manage-webhooks")],
    ),
    ("roles-group-location-access", &[("access_all_locations", "roles-access-all-locations")]),
];

/// The permissions that have an effect, with the chosen ones checked.
pub(super) fn groups(chosen: &BTreeSet<Permission>) -> Vec<Group> {
    let group = |(title, known): (&'static str, &[(&'static str, &str)])| Group {
        title,
        choices: known.iter().map(|(name, text)| choice(chosen, name, i18n::text(text))).collect(),
    };
    GROUPS.into_iter().map(group).collect()
}

/// Other permissions of CommCare HQ. They are stored so that a role can be imported completely.
pub(super) fn others(chosen: &BTreeSet<Permission>) -> Vec<Choice> {
    let is_grouped =
        |name: &str| GROUPS.iter().any(|(_, known)| known.iter().any(|it| it.0 == name));
    let others = Permission::all().map(Permission::as_str).filter(|name| !is_grouped(name));
    others.map(|name| choice(chosen, name, name.replace('_', " "))).collect()
}

/// The descriptions of permissions, those with an effect first.
pub(super) fn descriptions(chosen: &BTreeSet<Permission>) -> Vec<String> {
    let grouped = groups(chosen).into_iter().flat_map(|group| group.choices);
    let all = grouped.chain(others(chosen));
    all.filter(|choice| choice.chosen).map(|choice| choice.text).collect()
}

fn choice(chosen: &BTreeSet<Permission>, name: &'static str, text: String) -> Choice {
    let chosen = chosen.iter().any(|permission| permission.as_str() == name);
    Choice { name, text, chosen }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Permission, groups, others};

    #[test]
    fn every_permission_is_listed_once() {
        let none = BTreeSet::new();
        let grouped = groups(&none).into_iter().flat_map(|group| group.choices);
        let mut names: Vec<&str> = grouped.chain(others(&none)).map(|choice| choice.name).collect();
        names.sort_unstable();
        let mut all: Vec<&str> = Permission::all().map(Permission::as_str).collect();
        all.sort_unstable();
        assert_eq!(names, all);
    }
}
