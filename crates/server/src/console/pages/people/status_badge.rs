//! The status of a person, and the name to display.

use roster_model::Person;

use crate::console::i18n::message;

/// The status of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusBadge {
    /// An active worker.
    Active,
    /// A deactivated worker.
    Deactivated,
    /// A worker who has not confirmed the account yet.
    Unconfirmed,
    /// A person without a username.
    Contact,
}

impl StatusBadge {
    /// The status of a person.
    pub(crate) fn new(person: &Person) -> Self {
        match &person.worker {
            None => Self::Contact,
            Some(worker) if worker.active => Self::Active,
            Some(worker) if worker.unconfirmed => Self::Unconfirmed,
            Some(_) => Self::Deactivated,
        }
    }

    /// The message with the text of the badge.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Active => "people-status-active",
            Self::Deactivated => "people-status-deactivated",
            Self::Unconfirmed => "people-status-unconfirmed",
            Self::Contact => "people-status-contact",
        }
    }

    /// The CSS class of the badge.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Deactivated => "muted",
            Self::Unconfirmed => "warn",
            Self::Contact => "plain",
        }
    }
}

/// The name to display: the full name, or else the username, e-mail address, phone number or an id.
pub(crate) fn display_name(person: &Person) -> String {
    let name = person.name();
    if !name.is_empty() {
        return name;
    }
    let username = person.worker.as_ref().map(|worker| worker.username.short().to_owned());
    let email = || person.email.as_ref().map(|email| email.as_str().to_owned());
    let phone = || person.default_phone().map(roster_model::Phone::international);
    let fallback = || message("people-person").arg("number", person.number.to_string()).to_string();
    username
        .or_else(email)
        .or_else(phone)
        .or_else(|| person.custom_id.clone())
        .unwrap_or_else(fallback)
}
