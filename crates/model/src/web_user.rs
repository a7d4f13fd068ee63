//! Web users: those who may call the APIs, and their roles.

use std::collections::BTreeSet;

use serde_json::Map;

use crate::{CustomData, FieldError, Id, Patch, Permission};

/// Somebody who signs in with an e-mail address. Known to the whole store; what they may do is
/// said by a [`Membership`] of each domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUser {
    /// Identity.
    pub id: Id,
    /// The e-mail address by which they sign in, lower case.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Whether they may sign in at all.
    pub active: bool,
}

/// A web user's place in a domain.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Membership {
    /// Who.
    pub user: WebUser,
    /// Whether the membership is in force.
    pub active: bool,
    /// The role; `None` for the domain's admins.
    pub role: Option<Role>,
    /// Phone numbers, digits only.
    pub phones: Vec<String>,
    /// Assigned locations.
    pub locations: Vec<Id>,
    /// The primary one of them.
    pub primary_location: Option<Id>,
    /// The profile in use, by number.
    pub profile: Option<i64>,
    /// Custom data as stored.
    pub custom: CustomData,
}

impl Membership {
    /// A membership with nothing said yet but who and as what.
    pub fn new(user: WebUser, role: Option<Role>) -> Self {
        Self {
            user,
            active: true,
            role,
            phones: Vec::new(),
            locations: Vec::new(),
            primary_location: None,
            profile: None,
            custom: Map::new(),
        }
    }
}

/// A change of a membership: what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct WebUserEdit {
    /// The role by name; `Admin` makes an admin.
    pub role: Option<String>,
    /// The primary location.
    pub primary_location: Patch<String>,
    /// The assigned locations, in place of the present ones.
    pub locations: Option<Vec<String>>,
    /// The profile by name.
    pub profile: Patch<String>,
    /// Custom data to set.
    pub data: Option<CustomData>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// A named set of permissions in a domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// Identity.
    pub id: Id,
    /// Name, unique in the domain.
    pub name: String,
    /// What those who hold it may do, before the rules of [`crate::Rights::of_role`].
    pub permissions: BTreeSet<Permission>,
}

/// A role to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRole {
    /// Name.
    pub name: String,
    /// Names of permissions.
    pub permissions: Vec<String>,
}
