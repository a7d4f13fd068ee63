//! Web users, who call the APIs and use the console, and their roles.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Map;

use crate::{CustomData, Domain, FieldError, Id, Patch, Permission, Rights};

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

/// How far the owner of an account has proved to be the person with its e-mail address.
///
/// Nothing is sent by e-mail, so the proof is a secret that reaches the person in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// The operator chose the password, and the owner has not replaced it. It opens one domain.
    Created {
        /// The number of the domain.
        home: i64,
    },
    /// The account was created with an invitation of one domain, whose admins could have opened the
    /// link. It joins another domain only with a link of that domain and a new password.
    Claimed {
        /// The number of the domain.
        home: i64,
    },
    /// The operator vouches for the owner: the account can join domains.
    Joinable,
}

impl AccountState {
    /// The number of the only domain that the password opens.
    pub fn only_domain(self) -> Option<i64> {
        match self {
            Self::Created { home } => Some(home),
            Self::Claimed { .. } | Self::Joinable => None,
        }
    }

    /// Whether the password opens the domain with this number, in which its owner is a member.
    pub fn opens(self, domain: i64) -> bool {
        self.only_domain().is_none_or(|only| only == domain)
    }
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

    /// The rights of the role. Members without a role are admins.
    pub fn rights(&self) -> Rights {
        match &self.role {
            None => Rights::Admin,
            Some(role) => Rights::of_role(&role.permissions),
        }
    }
}

/// A membership that a person can accept with a one-time link.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// The domain.
    pub domain: Domain,
    /// The membership. Its user has the invited address, and the id of the invitation.
    pub membership: Membership,
    /// The web user who invited the person; `None` for the operator.
    pub inviter: Option<Id>,
    /// When the link expires.
    pub expires_at: Timestamp,
}

impl Invitation {
    /// The identity of the invitation.
    pub fn id(&self) -> &Id {
        &self.membership.user.id
    }

    /// The invited e-mail address.
    pub fn email(&self) -> &str {
        &self.membership.user.username
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
