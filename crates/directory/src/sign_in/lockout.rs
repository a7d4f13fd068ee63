//! Throttles sign-in attempts, so that passwords cannot be guessed and owners cannot be locked out.
//!
//! A device that has signed in before, and an address from which the web user has signed in before,
//! have their own counts: there the owner gets in whatever others do. Other attempts are counted
//! per account and per address. After some failures each further attempt must wait twice as long,
//! so that fewer than fifty attempts of strangers per account and day are checked. An attempt is
//! counted before it is checked, so that concurrent attempts gain nothing.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use roster_model::{Error, fold};
use roster_store::{Tx, sign_in_attempts};
use sha2::{Digest as _, Sha256};

use crate::{
    digest::hex,
    waits::{FORGOTTEN_AFTER, Waits, whole_seconds},
};

/// How long an address stays familiar after a sign-in.
pub(crate) const ADDRESS_KNOWN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The first wait.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);

/// What is known of a visitor before they authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Familiarity {
    /// The web user has signed in with this device before.
    Device(String),
    /// The web user has signed in from this address before.
    Address(String),
    /// Neither.
    Stranger,
}

/// A key of attempts. Attempts with the same key are counted together.
pub(super) struct Subject {
    name: String,
    waits: Waits,
    /// Whether success resets the count, rather than only taking back the attempt.
    own: bool,
}

impl Subject {
    fn of_owner(name: String) -> Self {
        Self { name, waits: waits(5, SignedDuration::from_mins(15)), own: true }
    }

    fn of_strangers(name: String) -> Self {
        Self { name, waits: waits(5, SignedDuration::from_hours(1)), own: false }
    }

    /// Many people may share an address.
    fn of_address(name: String) -> Self {
        Self { name, waits: waits(20, SignedDuration::from_mins(15)), own: false }
    }
}

fn waits(free: i64, longest: SignedDuration) -> Waits {
    Waits { free, first: FIRST_WAIT, longest }
}

/// The keys of an attempt with a password.
pub(super) fn of_password(username: &str, familiarity: &Familiarity, from: IpAddr) -> Vec<Subject> {
    let account = account(username);
    match familiarity {
        Familiarity::Device(device) => {
            vec![Subject::of_owner(format!("password:{account}:device:{device}"))]
        }
        Familiarity::Address(address) => {
            vec![Subject::of_owner(format!("password:{account}:address:{address}"))]
        }
        // Always in the same order, because the rows are locked in it.
        Familiarity::Stranger => vec![
            Subject::of_address(format!("address:{}", network(from))),
            Subject::of_strangers(format!("password:{account}:strangers")),
        ],
    }
}

/// The keys of an attempt with a code. The password is already verified.
pub(super) fn of_code(username: &str, familiarity: &Familiarity) -> Vec<Subject> {
    let account = account(username);
    vec![match familiarity {
        Familiarity::Device(device) => Subject::of_owner(format!("code:{account}:device:{device}")),
        Familiarity::Address(address) => {
            Subject::of_owner(format!("code:{account}:address:{address}"))
        }
        Familiarity::Stranger => Subject::of_strangers(format!("code:{account}:strangers")),
    }]
}

/// The keys of a confirmation within a session.
pub(super) fn of_session(username: &str) -> Vec<Subject> {
    vec![Subject::of_owner(format!("session:{}", account(username)))]
}

/// Counts an attempt as failed until it is forgiven.
///
/// # Errors
/// [`Error::Throttled`] with whole seconds when the attempt must wait; then it is not counted.
pub(super) async fn reserve(
    tx: &mut Tx,
    subjects: &[Subject],
    now: Timestamp,
) -> Result<(), Error> {
    sign_in_attempts::forget_old(tx, now - FORGOTTEN_AFTER).await?;
    let mut longest = SignedDuration::ZERO;
    for subject in subjects {
        let mut attempts = sign_in_attempts::take(tx, &subject.name, now).await?;
        let since = now.duration_since(attempts.last_at);
        longest = longest.max(subject.waits.after(attempts.failures) - since);
        attempts.failures += 1;
        attempts.last_at = now;
        sign_in_attempts::save(tx, &subject.name, attempts).await?;
    }
    if longest > SignedDuration::ZERO {
        return Err(Error::Throttled(whole_seconds(longest)));
    }
    Ok(())
}

/// Takes back the count of an attempt.
pub(super) async fn forgive(tx: &mut Tx, subjects: &[Subject]) -> Result<(), Error> {
    for subject in subjects {
        let done = if subject.own {
            sign_in_attempts::forget(tx, &subject.name).await
        } else {
            sign_in_attempts::forgive(tx, &subject.name).await
        };
        done?;
    }
    Ok(())
}

/// The address as it is counted: of IPv6, the /64 network.
pub(crate) fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The hash of an account's name. Users may type their password in place of their name.
pub(crate) fn account(username: &str) -> String {
    hex(&Sha256::digest(fold(username))[..16])
}

#[cfg(test)]
mod tests {
    use super::{Subject, network};

    #[test]
    fn fewer_than_fifty_guesses_of_strangers_are_judged_a_day() {
        let judged = Subject::of_strangers(String::new()).waits.judged_a_day();
        assert!(judged < 50, "{judged}");
    }

    #[test]
    fn neighbours_of_version_6_are_one() {
        let name = |text: &str| network(text.parse().unwrap());
        assert_eq!(name("2001:db8:1:2:3::4"), name("2001:db8:1:2:ffff::"));
        assert_eq!(name("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
