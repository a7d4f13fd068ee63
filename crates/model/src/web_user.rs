//! Web users, who call the APIs and use the console, and their roles.

use std::collections::BTreeSet;

use serde_json::Map;

use crate::{CustomData, FieldError, Id, Patch, Permission};

/// A user who signs in with an e-mail address. Web users exist once per store; a [`Membership`] gives
/// one access to a domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUser {
    /// Identity.
    pub id: Id,
    /// The e-mail address to sign in with, in lower case.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Whether the user may sign in.
    pub active: bool,
}

/// The membership of a web user in a domain.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Membership {
    /// The web user.
    pub user: WebUser,
    /// Whether the membership is active.
    pub active: bool,
    /// The role; `None` for an admin of the domain.
    pub role: Option<Role>,
    /// Phone numbers, digits only.
    pub phones: Vec<String>,
    /// Assigned locations.
    pub locations: Vec<Id>,
    /// The primary location, one of `locations`.
    pub primary_location: Option<Id>,
    /// The number of the profile.
    pub profile: Option<i64>,
    /// Custom data as stored.
    pub custom: CustomData,
}

impl Membership {
    /// Creates an active membership with nothing but a user and a role.
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

/// A change of a membership. `None` leaves a field unchanged.
#[derive(Clone, Debug, Default)]
pub struct WebUserEdit {
    /// The role by name; `Admin` for an admin of the domain.
    pub role: Option<String>,
    /// The primary location.
    pub primary_location: Patch<String>,
    /// The new assigned locations; replace the present ones.
    pub locations: Option<Vec<String>>,
    /// The profile by name.
    pub profile: Patch<String>,
    /// Custom data to set.
    pub data: Option<CustomData>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

impl WebUserEdit {
    /// An edit of the role only.
    pub fn with_role(role: &str) -> Self {
        Self { role: Some(role.to_owned()), ..Self::default() }
    }
}

/// A named set of permissions in a domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// Identity.
    pub id: Id,
    /// Name, unique in the domain.
    pub name: String,
    /// The permissions as stored; [`crate::Rights::of_role`] derives the effective ones.
    pub permissions: BTreeSet<Permission>,
}

/// A role to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRole {
    /// Name.
    pub name: String,
    /// Names of permissions.
    pub permissions: Vec<String>,
}
