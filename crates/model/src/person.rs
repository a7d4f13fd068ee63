//! People, and the workers among them.

use jiff::Timestamp;

use crate::{CustomData, Email, Id, Phone, Username};

/// A person of a domain: one record, whichever dialect wrote it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Person {
    /// The identity that CommCare knows.
    pub id: Id,
    /// The identity that User.com knows: positive, per domain, never reused.
    pub number: i64,
    /// User.com's second identity: 12 alphanumerics.
    pub key: String,
    /// The client's own identity, unique in the domain.
    pub custom_id: Option<String>,
    /// First name; empty when not known.
    pub first_name: String,
    /// Last name; empty when not known.
    pub last_name: String,
    /// E-mail address.
    pub email: Option<Email>,
    /// Phone numbers, the default one first, none twice.
    pub phones: Vec<Phone>,
    /// Custom data as stored: neither defaults, profile nor system keys are in it.
    pub custom: CustomData,
    /// What User.com knows of a person beyond the above.
    pub usercom: UsercomFields,
    /// What makes the person a mobile worker; `None` for a contact.
    pub worker: Option<Worker>,
    /// When the record came into being.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The part of a person that only mobile workers have.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Worker {
    /// The full username.
    pub username: Username,
    /// Whether the worker may sign in; archived and unconfirmed workers may not.
    pub active: bool,
    /// Whether the account still waits for its confirmation.
    pub unconfirmed: bool,
    /// Language code, as sent.
    pub language: Option<String>,
    /// The name of the worker's role in the domain.
    pub role: Option<String>,
    /// The name of the worker's `ConnectID` account, in place of a password.
    pub connect_username: Option<String>,
    /// Groups, by ascending id.
    pub groups: Vec<Id>,
    /// Assigned locations, in the order of assignment.
    pub locations: Vec<Id>,
    /// The primary one of `locations`.
    pub primary_location: Option<Id>,
    /// The number of the profile in use.
    pub profile: Option<i64>,
}

/// Attributes that User.com has and CommCare does not.
///
/// Texts are `None` when unset. Instants are set by clients.
#[derive(Clone, Debug, PartialEq, Hash, Default)]
pub struct UsercomFields {
    /// Gender.
    pub gender: Gender,
    /// Visitor or user.
    pub status: Status,
    /// Score, any integer.
    pub score: i64,
    /// Whether the person unsubscribed; `false` by default.
    pub unsubscribed: bool,
    /// Whether notifications are muted; the dialect shows the opposite, `notifications`.
    pub notifications_off: bool,
    /// The number of the agent in charge.
    pub assigned_to: Option<i64>,
    /// All other texts, by the names of [`UsercomFields::TEXTS`].
    pub texts: std::collections::BTreeMap<String, String>,
    /// All instants, by the names of [`UsercomFields::INSTANTS`].
    pub instants: std::collections::BTreeMap<String, Timestamp>,
    /// Tags, by number.
    pub tags: Vec<i64>,
    /// Lists, by number.
    pub lists: Vec<i64>,
}

impl UsercomFields {
    /// The texts: what the dialect calls them, and how many characters each may have. They are free
    /// text: the service takes addresses without a scheme.
    pub const TEXTS: [(&'static str, usize); 14] = [
        ("city", 64),
        ("region", 255),
        ("country", 255),
        ("timezone", 255),
        ("facebook_url", 255),
        ("linkedin_url", 255),
        ("twitter_url", 255),
        ("google_url", 255),
        ("gravatar_url", 255),
        ("last_ip", 255),
        ("browser", 255),
        ("browser_language", 255),
        ("os_type", 255),
        ("resolution", 255),
    ];
    /// The instants that clients set.
    pub const INSTANTS: [&'static str; 3] = ["first_seen", "last_seen", "last_contacted"];
}

/// Gender, in User.com's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// Male.
    Male,
    /// Female.
    Female,
}

/// User.com's standing of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Seen, not signed up.
    #[default]
    Visitor,
    /// Signed up.
    User,
}

impl Person {
    /// First and last name with one blank between, or the one that is there; empty without both.
    pub fn name(&self) -> String {
        let parts = [self.first_name.as_str(), self.last_name.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        known.join(" ")
    }

    /// The default phone number.
    pub fn default_phone(&self) -> Option<&Phone> {
        self.phones.first()
    }
}
