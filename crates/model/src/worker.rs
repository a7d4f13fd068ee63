//! Workers, and the commands that create and change them.

use jiff::{Timestamp, civil::Date};

use crate::{
    CustomData, Email, FieldError, Id, Person, Phone, SecretString, Username, scim::ScimFields,
};

/// The fields of a person that only mobile workers have.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Worker {
    /// The full username.
    pub username: Username,
    /// Whether the worker may sign in. Deactivated and unconfirmed workers may not.
    pub active: bool,
    /// Whether the owner has yet to confirm the account.
    pub unconfirmed: bool,
    /// Language code, as sent.
    pub language: Option<String>,
    /// The name of the worker's role in the domain.
    pub role: Option<String>,
    /// The name of the worker's `ConnectID` account, which replaces a password.
    pub connect_username: Option<String>,
    /// Groups, by ascending id.
    pub groups: Vec<Id>,
    /// Assigned locations, in the order of assignment.
    pub locations: Vec<Id>,
    /// The primary location, one of `locations`.
    pub primary_location: Option<Id>,
    /// The number of the profile.
    pub profile: Option<i64>,
    /// The day, in UTC, on which the worker is deactivated.
    pub deactivate_on: Option<Date>,
    /// The fields that only SCIM has.
    pub scim: ScimFields,
}

impl Worker {
    /// Creates an active worker with nothing but a username.
    pub fn new(username: Username) -> Self {
        Self {
            username,
            active: true,
            unconfirmed: false,
            language: None,
            role: None,
            connect_username: None,
            groups: Vec::new(),
            locations: Vec::new(),
            primary_location: None,
            profile: None,
            deactivate_on: None,
            scim: ScimFields::default(),
        }
    }
}

/// A worker to create.
///
/// [`WorkerEdit::errors`] holds the errors found while reading the request. The directory adds its
/// own and creates the worker only if there are none.
#[derive(Clone, Debug, Default)]
pub struct NewWorker {
    /// The username as sent, with or without the host. `None` when missing or invalid.
    pub username: Option<String>,
    /// The identity to keep when the worker is imported.
    pub id: Option<Id>,
    /// The password in clear text.
    pub password: Option<SecretString>,
    /// A name at `ConnectID`, which replaces a password.
    pub connect_username: Option<String>,
    /// Whether the owner must confirm the account and choose a password.
    pub require_confirmation: bool,
    /// Whether to send the confirmation message.
    pub send_confirmation: bool,
    /// The fields that an edit can set too.
    pub edit: WorkerEdit,
}

/// A change of a worker. `None` leaves a field unchanged.
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
    /// The new password in clear text.
    pub password: Option<SecretString>,
    /// Changes of the phone numbers, in the order of the request.
    pub phones: Vec<PhoneEdit>,
    /// The new groups, as ids from the request. An unknown id is an error.
    pub groups: Option<Vec<String>>,
    /// The change of the custom data.
    pub data: Option<DataEdit>,
    /// Adds to the change what the format of the request cannot show.
    pub restore_unshown: Option<RestoreUnshown>,
    /// The primary location.
    pub primary_location: Patch<String>,
    /// The new assigned locations.
    pub locations: Option<Vec<String>>,
    /// Whether to send the confirmation message again.
    pub send_confirmation: bool,
    /// The values of read-only fields in the request.
    pub expected: Expected,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
    /// The names of the fields in the order of the request. Errors are reported in this order.
    pub order: Vec<String>,
}

impl WorkerEdit {
    /// Sets the plain fields of `person`: those whose value is the one of the edit. Whether the role
    /// exists is for the caller to check.
    pub fn apply_plain_fields(&self, person: &mut Person) {
        fn set<T: Clone>(target: &mut T, new: Option<&T>) {
            if let Some(new) = new {
                target.clone_from(new);
            }
        }
        set(&mut person.first_name, self.first_name.as_ref());
        set(&mut person.last_name, self.last_name.as_ref());
        set(&mut person.email, self.email.as_ref());
        if let Some(worker) = &mut person.worker {
            set(&mut worker.language, self.language.as_ref());
            set(&mut worker.role, self.role.as_ref());
        }
    }
}

/// One of several workers that a request creates or changes.
#[derive(Clone, Debug)]
pub enum WorkerItem {
    /// A worker to create.
    Create(NewWorker),
    /// A worker to change.
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
    /// Makes this number the default one and adds it if it is new. The others stay.
    Default(Phone),
    /// Replaces all numbers; the first is the default.
    All(Vec<Phone>),
}

/// A change of custom data.
#[derive(Clone, Debug, PartialEq)]
pub enum DataEdit {
    /// Replaces the stored data.
    Replace(CustomData),
    /// Sets these keys and keeps the others.
    Merge(CustomData),
}

/// Adds to an object from a request what the format of the request cannot show of the stored object,
/// so that a client who sends back what it read removes nothing. Returns the complete object.
pub type RestoreUnshown = fn(stored: &CustomData, sent: CustomData) -> CustomData;

/// A change of an optional field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Leaves the value unchanged: the field is absent.
    #[default]
    Keep,
    /// Removes the value.
    Clear,
    /// Sets the value.
    Set(T),
}

/// Values of read-only fields in a request. A client may send back an object that it has read, so
/// the present value is accepted; another one is [`crate::Problem::NotEditable`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Expected {
    /// The identity.
    pub id: Option<String>,
    /// The username, with or without the host.
    pub username: Option<String>,
    /// Whether the worker is active.
    pub active: Option<bool>,
    /// When the worker was created.
    pub created_at: Option<Timestamp>,
    /// When the worker last changed.
    pub updated_at: Option<Timestamp>,
    /// Activity counts, by the names of [`crate::ActivityCounts::named`].
    pub extras: Option<CustomData>,
}
