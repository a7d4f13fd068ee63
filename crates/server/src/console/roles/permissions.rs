//! Permissions as people choose them: in groups, in words.

use std::collections::BTreeSet;

use roster_model::Permission;

/// Permissions that belong together.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// A permission to choose.
pub(super) struct Choice {
    /// Its name, as programs have it.
    pub(super) name: &'static str,
    /// What it lets one do.
    pub(super) text: String,
    pub(super) chosen: bool,
}

/// The permissions that mean something here, with what they let one do.
const GROUPS: [(&str, &[(&str, &str)]); 6] = [
    (
        "People",
        &[
            ("view_commcare_users", "See people"),
            ("edit_commcare_users", "Make, change and delete people, groups and custom fields"),
            ("view_groups", "See groups"),
        ],
    ),
    (
        "Locations",
        &[
            ("view_locations", "See locations and levels"),
            ("edit_locations", "Make and change locations and levels"),
        ],
    ),
    (
        "Web users",
        &[
            ("view_web_users", "See web users"),
            ("edit_web_users", "Invite and change web users"),
            ("view_roles", "See roles"),
            ("edit_roles", "Make and change roles"),
        ],
    ),
    (
        "Programs",
        &[("access_api", "Use the APIs"), ("edit_data", "Hand in what workers submitted")],
    ),
    ("Domain", &[("edit_domain", "Change settings, and see and revoke keys of others")]),
    (
        "Reach",
        &[(
            "access_all_locations",
            "Reach everybody; without it, only who is in the locations assigned to them",
        )],
    ),
];

/// The permissions that mean something here.
pub(super) fn groups(chosen: &BTreeSet<Permission>) -> Vec<Group> {
    let of = |(title, known): (&'static str, &[(&'static str, &str)])| Group {
        title,
        choices: known.iter().map(|(name, text)| choice(chosen, name, text)).collect(),
    };
    GROUPS.into_iter().map(of).collect()
}

/// The others: known so that a role can be carried over whole.
pub(super) fn others(chosen: &BTreeSet<Permission>) -> Vec<Choice> {
    let named = |name: &str| GROUPS.iter().any(|(_, known)| known.iter().any(|it| it.0 == name));
    let others = Permission::all().map(Permission::as_str).filter(|name| !named(name));
    others.map(|name| choice(chosen, name, &name.replace('_', " "))).collect()
}

/// What the permissions let one do, those that mean something first.
pub(super) fn told(chosen: &BTreeSet<Permission>) -> Vec<String> {
    let here = groups(chosen).into_iter().flat_map(|group| group.choices);
    let all = here.chain(others(chosen));
    all.filter(|choice| choice.chosen).map(|choice| choice.text).collect()
}

fn choice(chosen: &BTreeSet<Permission>, name: &'static str, text: &str) -> Choice {
    let chosen = chosen.iter().any(|permission| permission.as_str() == name);
    Choice { name, text: text.to_owned(), chosen }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Permission, groups, others};

    #[test]
    fn every_permission_can_be_chosen_once() {
        let none = BTreeSet::new();
        let here = groups(&none).into_iter().flat_map(|group| group.choices);
        let mut names: Vec<&str> = here.chain(others(&none)).map(|choice| choice.name).collect();
        names.sort_unstable();
        let mut all: Vec<&str> = Permission::all().map(Permission::as_str).collect();
        all.sort_unstable();
        assert_eq!(names, all);
    }
}
