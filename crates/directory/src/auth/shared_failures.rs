//! Failed attempts of other processes of the same store.
//!
//! A process announces each failure through PostgreSQL's notifications: one statement for a failure,
//! which may carry several, and none for a success without failures before it. Announcements are
//! received when the next attempt is counted. They can be lost with the connection: then processes
//! count alone for a moment.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use roster_store::Store;
use tokio::sync::broadcast::{Receiver, error::TryRecvError};

/// The first word of an announcement of failed attempts.
const FAILED: &str = "failed";
/// The first word of an announcement of a successful attempt after failed ones.
const SUCCEEDED: &str = "succeeded";

/// The announcements of a store.
pub(super) struct SharedFailures {
    store: Store,
    received: Mutex<Receiver<Arc<str>>>,
}

/// What a process announces.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Announcement {
    /// These counters were raised by one.
    Failed { at: Timestamp, counters: Vec<String> },
    /// This counter is 0.
    Succeeded { counter: String },
}

impl SharedFailures {
    /// `None` for an embedded store: there one process serves.
    pub(super) fn new(store: &Store) -> Option<Self> {
        let received = Mutex::new(store.announcements()?);
        Some(Self { store: store.clone(), received })
    }

    pub(super) fn announce(&self, announcement: &Announcement) {
        self.store.announce(&announcement.to_string());
    }

    /// The announcements of other processes since the last call.
    pub(super) fn received(&self) -> Vec<Announcement> {
        let mut receiver = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Vec::new();
        loop {
            match receiver.try_recv() {
                Ok(text) => all.extend(Announcement::parse(&text)),
                // The oldest ones are lost.
                Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return all,
            }
        }
    }
}

impl Announcement {
    /// Parses the text of an announcement. `None` for one of another subject.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (word, rest) = lines.next()?.split_once(' ')?;
        match word {
            FAILED => {
                let at = Timestamp::from_microsecond(rest.parse().ok()?).ok()?;
                Some(Self::Failed { at, counters: lines.map(str::to_owned).collect() })
            }
            SUCCEEDED => Some(Self::Succeeded { counter: rest.to_owned() }),
            _ => None,
        }
    }
}

impl fmt::Display for Announcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { at, counters } => {
                write!(f, "{FAILED} {}", at.as_microsecond())?;
                counters.iter().try_for_each(|counter| write!(f, "\n{counter}"))
            }
            Self::Succeeded { counter } => write!(f, "{SUCCEEDED} {counter}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Announcement;

    #[test]
    fn announcements_round_trip() {
        let at = Timestamp::from_microsecond(1_767_225_600_000_001).unwrap();
        let counters = vec!["ab at 192.0.2.1".to_owned(), "account:ab".to_owned()];
        for announcement in [
            Announcement::Failed { at, counters },
            Announcement::Failed { at, counters: Vec::new() },
            Announcement::Succeeded { counter: "ab at 192.0.2.1".to_owned() },
        ] {
            let text = announcement.to_string();
            assert_eq!(Announcement::parse(&text), Some(announcement), "{text}");
        }
        for other in ["", "failed", "failed never", "another subject"] {
            assert_eq!(Announcement::parse(other), None);
        }
    }
}
