//! What a person is to the domain, and what to call them.

use roster_model::Person;

/// What a person is to the domain, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A worker who may sign in.
    Active,
    /// A worker who may not.
    Archived,
    /// A worker whose account waits to be confirmed.
    Unconfirmed,
    /// Somebody without a username.
    Contact,
}

impl Standing {
    /// The standing of a person.
    pub(super) fn of(person: &Person) -> Self {
        match &person.worker {
            None => Self::Contact,
            Some(worker) if worker.active => Self::Active,
            Some(worker) if worker.unconfirmed => Self::Unconfirmed,
            Some(_) => Self::Archived,
        }
    }

    /// The word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Archived => "Archived",
            Self::Unconfirmed => "Not confirmed",
            Self::Contact => "Contact",
        }
    }

    /// The class of its badge.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Archived => "muted",
            Self::Unconfirmed => "warn",
            Self::Contact => "plain",
        }
    }
}

/// What to call a person of whom perhaps little is known.
pub(in crate::console) fn name(person: &Person) -> String {
    let known = person.name();
    if !known.is_empty() {
        return known;
    }
    let username = person.worker.as_ref().map(|worker| worker.username.short().to_owned());
    let email = || person.email.as_ref().map(|email| email.as_str().to_owned());
    let phone = || person.default_phone().map(roster_model::Phone::international);
    let last = || format!("Person {}", person.number);
    username.or_else(email).or_else(phone).or_else(|| person.custom_id.clone()).unwrap_or_else(last)
}
