//! What may be asked of workers: to come into being, and to change.

use jiff::Timestamp;

use crate::{CustomData, Email, FieldError, Id, Phone, SecretString};

/// A worker to be created, as far as it could be understood.
///
/// `flaws` are those found while reading the request; the directory adds its own, and creates
/// nothing unless there are none.
#[derive(Clone, Debug, Default)]
pub struct NewWorker {
    /// The username as sent, in full or bare. `None` when missing or unreadable.
    pub username: Option<String>,
    /// The identity to keep, when the worker is imported.
    pub id: Option<Id>,
    /// The password in clear.
    pub password: Option<SecretString>,
    /// A name at `ConnectID`, in place of a password.
    pub connect_username: Option<String>,
    /// Whether the account waits for its owner to confirm it and to choose a password.
    pub require_confirmation: bool,
    /// Whether the confirmation message was asked for.
    pub send_confirmation: bool,
    /// Everything that an edit could set as well.
    pub edit: WorkerEdit,
}

/// A change of a worker: what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct WorkerEdit {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail; `Some(None)` removes it.
    pub email: Option<Option<Email>>,
    /// Language; `Some(None)` removes it.
    pub language: Option<Option<String>>,
    /// Role by name; `Some(None)` removes it.
    pub role: Option<Option<String>>,
    /// The new password in clear.
    pub password: Option<SecretString>,
    /// What happens to the phone numbers, in the order of the request.
    pub phones: Vec<PhoneEdit>,
    /// The groups to be in, in place of the present ones. Ids as sent: none may be unknown.
    pub groups: Option<Vec<String>>,
    /// What happens to the custom data.
    pub data: Option<DataEdit>,
    /// The primary location.
    pub primary_location: Patch<String>,
    /// The assigned locations, in place of the present ones.
    pub locations: Option<Vec<String>>,
    /// Whether the confirmation message is to be sent again.
    pub send_confirmation: bool,
    /// What the client says of unchangeable things, which must be so.
    pub expected: Expected,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
    /// The names of the fields as the request had them, in its order: flaws are told in it.
    pub order: Vec<String>,
}

/// One of several workers that are made or changed in one request.
#[derive(Clone, Debug)]
pub enum WorkerItem {
    /// A worker to be created.
    Create(NewWorker),
    /// A worker to be changed.
    Edit {
        /// The identity, as sent.
        id: String,
        /// The change.
        edit: WorkerEdit,
    },
}

/// A change of phone numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneEdit {
    /// Makes this the first number, whether it is new or not; the others stay.
    Default(Phone),
    /// Replaces all numbers; the first is the default.
    All(Vec<Phone>),
}

/// A change of custom data.
#[derive(Clone, Debug, PartialEq)]
pub enum DataEdit {
    /// The stored data becomes this.
    Replace(CustomData),
    /// These keys are set, the others stay.
    Merge(CustomData),
}

/// A field that may be absent, present and empty, or set.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not mentioned: stays.
    #[default]
    Keep,
    /// To be removed.
    Clear,
    /// To become this.
    Set(T),
}

/// What a client repeats of things that cannot be changed, so that an object it read can be sent
/// back. What differs from the present value is [`crate::Problem::NotEditable`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Expected {
    /// The identity.
    pub id: Option<String>,
    /// The username, in full or bare.
    pub username: Option<String>,
    /// Whether the worker is active.
    pub active: Option<bool>,
    /// When the worker was created.
    pub created_at: Option<Timestamp>,
    /// When the worker last changed.
    pub updated_at: Option<Timestamp>,
}
