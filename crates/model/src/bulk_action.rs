//! One action on many workers.

use jiff::SignedDuration;
use serde_json::Value;

use crate::Id;

/// What a bulk action does to each worker.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkAction {
    /// Activates or deactivates the worker.
    SetActive(bool),
    /// Adds the worker to a group.
    JoinGroup(Id),
    /// Removes the worker from a group.
    LeaveGroup(Id),
    /// Assigns the worker to this location alone; `None` for no location.
    SetLocation(Option<Id>),
    /// Gives the worker this role, or none.
    SetRole(Option<String>),
    /// Sets the language, or removes it.
    SetLanguage(Option<String>),
    /// Adds the tag with this number.
    AddTag(i64),
    /// Removes the tag with this number.
    RemoveTag(i64),
    /// Sets a custom field.
    SetField {
        /// The key of the field.
        slug: String,
        /// The value; the empty text removes it.
        value: Value,
    },
    /// Gives the worker the profile with this number, or none.
    SetProfile(Option<i64>),
    /// Replaces the password by a generated one.
    ResetPassword,
    /// Creates a one-time link, valid for this long, with which the worker sets the password.
    CreatePasswordLink(SignedDuration),
    /// Deletes the worker. Deleted workers can be restored for 30 days.
    Delete,
}
