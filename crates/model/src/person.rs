//! People, whichever API wrote them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{CustomData, Email, Id, Phone, Worker};

/// A person of a domain. There is one record, whichever API wrote it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Person {
    /// The identity in the CommCare API.
    pub id: Id,
    /// The identity in the User.com API: positive, unique in the domain, never reused.
    pub number: i64,
    /// User.com's second identity: 12 alphanumeric characters.
    pub key: String,
    /// The client's own identity, unique in the domain.
    pub custom_id: Option<String>,
    /// First name; empty when unknown.
    pub first_name: String,
    /// Last name; empty when unknown.
    pub last_name: String,
    /// E-mail address.
    pub email: Option<Email>,
    /// Phone numbers without duplicates; the first is the default.
    pub phones: Vec<Phone>,
    /// Custom data as stored, without defaults, profile values and system keys.
    pub custom: CustomData,
    /// The fields that only the User.com API has.
    pub usercom: UsercomFields,
    /// The fields that only mobile workers have; `None` for a contact.
    pub worker: Option<Worker>,
    /// When the record was created.
    pub created_at: Timestamp,
    /// When the record last changed.
    pub updated_at: Timestamp,
}

/// The fields that User.com has and CommCare does not.
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
    /// Whether notifications are muted. The API has the opposite, `notifications`.
    pub notifications_off: bool,
    /// The number of the agent in charge.
    pub assigned_to: Option<i64>,
    /// The other texts, by the names of [`UsercomFields::TEXTS`]; absent when unset.
    pub texts: BTreeMap<String, String>,
    /// The instants that clients set, by the names of [`UsercomFields::INSTANTS`]; absent when unset.
    pub instants: BTreeMap<String, Timestamp>,
    /// Tags, by number.
    pub tags: Vec<i64>,
    /// Lists, by number.
    pub lists: Vec<i64>,
}

impl UsercomFields {
    /// The text fields: name in the API and maximum length in characters. Any text is valid: the
    /// live service accepts URLs without a scheme.
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

    /// Formats an instant as the API shows it, for example `2018-10-29T20:00:32.471199Z`. A fraction
    /// of zero is omitted.
    pub fn instant_text(instant: Timestamp) -> String {
        match instant.subsec_nanosecond() / 1000 {
            0 => instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            _ => instant.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string(),
        }
    }
}

/// Gender, in User.com's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// Not specified.
    #[default]
    Unknown,
    /// Male.
    Male,
    /// Female.
    Female,
}

impl Gender {
    /// Returns the name in the User.com API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// Whether a person has signed up, in User.com's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Seen, but not signed up.
    #[default]
    Visitor,
    /// Signed up.
    User,
}

impl Status {
    /// Returns the name in the User.com API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::User => "user",
        }
    }
}

impl Person {
    /// Returns the first and last name separated by a space, or the one that is known; empty without
    /// both.
    pub fn name(&self) -> String {
        let parts = [self.first_name.as_str(), self.last_name.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        known.join(" ")
    }

    /// Returns the default phone number.
    pub fn default_phone(&self) -> Option<&Phone> {
        self.phones.first()
    }
}
