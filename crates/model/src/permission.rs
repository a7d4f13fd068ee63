//! Permissions, with the names that CommCare HQ has for them.

use std::collections::BTreeSet;

/// A permission of a role. All boolean permissions of HQ are valid, so that a role can be copied
/// completely. Only the associated constants have an effect in Roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permission(&'static str);

/// All permission names. Source: the `permissions` object of the live web-user resource.
const NAMES: [&str; 50] = [
    "access_all_locations",
    "access_api",
    "access_default_login_as_user",
    "access_mobile_endpoints",
    "access_release_management",
    "access_web_apps",
    "commcare_analytics_roles",
    "download_reports",
    "edit_apps",
    "edit_billing",
    "edit_commcare_analytics",
    "edit_commcare_users",
    "edit_data",
    "edit_data_dict",
    "edit_file_dropzone",
    "edit_groups",
    "edit_linked_configurations",
    "edit_locations",
    "edit_messaging",
    "edit_motech",
    "edit_reports",
    "edit_shared_exports",
    "edit_ucrs",
    "edit_user_profile",
    "edit_user_tableau_config",
    "edit_users_in_groups",
    "edit_users_in_locations",
    "edit_web_users",
    "limited_login_as",
    "login_as_all_users",
    "manage_attendance_tracking",
    "manage_data_registry",
    "manage_domain_alerts",
    "report_an_issue",
    "view_apps",
    "view_commcare_analytics",
    "view_commcare_users",
    "view_data_dict",
    "view_data_registry_contents",
    "view_file_dropzone",
    "view_groups",
    "view_locations",
    "view_reports",
    "view_roles",
    "view_tableau",
    "view_user_tableau_config",
    "view_web_users",
    "edit_roles",
    "edit_domain",
    "manage_webhooks",
];

impl Permission {
    /// May call the APIs.
    pub const ACCESS_API: Self = Self("access_api");
    /// May see and change workers and groups through the API.
    pub const EDIT_COMMCARE_USERS: Self = Self("edit_commcare_users");
    /// May see workers.
    pub const VIEW_COMMCARE_USERS: Self = Self("view_commcare_users");
    /// May change groups in the web application of HQ.
    pub const EDIT_GROUPS: Self = Self("edit_groups");
    /// May see groups.
    pub const VIEW_GROUPS: Self = Self("view_groups");
    /// May see locations.
    pub const VIEW_LOCATIONS: Self = Self("view_locations");
    /// May see roles.
    pub const VIEW_ROLES: Self = Self("view_roles");
    /// May create and change roles.
    pub const EDIT_ROLES: Self = Self("edit_roles");
    /// May see web users.
    pub const VIEW_WEB_USERS: Self = Self("view_web_users");
    /// May see and change webhooks, which send all changes of the domain to other systems.
    pub const MANAGE_WEBHOOKS: Self = Self("manage_webhooks");
    /// May change the domain's settings.
    pub const EDIT_DOMAIN: Self = Self("edit_domain");
    /// May see and change web users through the API.
    pub const EDIT_WEB_USERS: Self = Self("edit_web_users");
    /// May see and change locations and their types through the API.
    pub const EDIT_LOCATIONS: Self = Self("edit_locations");
    /// May record form submissions of workers.
    pub const EDIT_DATA: Self = Self("edit_data");
    /// May access all locations, not only the assigned ones.
    pub const ACCESS_ALL_LOCATIONS: Self = Self("access_all_locations");

    /// Finds the permission with this name.
    pub fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|known| **known == name).map(|known| Self(known))
    }

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns all permissions.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.into_iter().map(Self)
    }
}

/// Permissions that imply another one.
const IMPLIED: [(&str, &str); 6] = [
    ("edit_web_users", "view_web_users"),
    ("edit_commcare_users", "view_commcare_users"),
    ("edit_groups", "view_groups"),
    ("edit_locations", "view_locations"),
    ("edit_apps", "view_apps"),
    ("edit_data_dict", "view_data_dict"),
];

/// Permissions that have no effect without another one.
const NEEDS: [(&str, &str); 12] = [
    ("edit_users_in_groups", "edit_groups"),
    ("edit_users_in_locations", "edit_locations"),
    ("edit_web_users", "access_all_locations"),
    ("view_web_users", "access_all_locations"),
    ("edit_groups", "access_all_locations"),
    ("view_groups", "access_all_locations"),
    ("edit_apps", "access_all_locations"),
    ("view_roles", "access_all_locations"),
    ("edit_reports", "access_all_locations"),
    ("edit_billing", "access_all_locations"),
    ("edit_data_dict", "access_all_locations"),
    ("view_data_dict", "access_all_locations"),
];

/// The rights of a caller in a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// All rights, for admins of the domain.
    Admin,
    /// The effective permissions of a role.
    Some(BTreeSet<Permission>),
}

impl Rights {
    /// Derives the rights of a role: adds implied permissions and removes those that lack a required
    /// one, as `normalize` of the live service does.
    pub fn of_role(permissions: &BTreeSet<Permission>) -> Self {
        let mut set = permissions.clone();
        for (edit, view) in IMPLIED {
            if set.contains(&Permission(edit)) {
                set.insert(Permission(view));
            }
        }
        for (dependent, needed) in NEEDS {
            if !set.contains(&Permission(needed)) {
                set.remove(&Permission(dependent));
            }
        }
        Self::Some(set)
    }

    /// Whether the rights include `permission`.
    pub fn has(&self, permission: Permission) -> bool {
        match self {
            Self::Admin => true,
            Self::Some(set) => set.contains(&permission),
        }
    }

    /// Whether the rights include all of `other`. A caller cannot grant rights that they do not have.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Admin, _) => true,
            (Self::Some(_), Self::Admin) => false,
            (Self::Some(own), Self::Some(given)) => own.is_superset(given),
        }
    }
}
