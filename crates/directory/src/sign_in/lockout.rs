//! How often one may try, so that nobody can guess and nobody can be locked out by others.
//!
//! Attempts are counted by what they have in common. A program that was let in before, and an
//! address from which the web user signed in before, are each counted by themselves: there the owner
//! gets in whatever strangers do. Strangers are counted together, by the account that they try and
//! by the address that they try from. After some failures each further attempt must wait, twice as
//! long each time, so that of all strangers' guesses at an account fewer than fifty a day are judged
//! at all. An attempt is counted before it is judged, so that many at once gain nothing.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use roster_model::{Error, fold};
use roster_store::{Tx, sign_in_attempts};
use sha2::{Digest as _, Sha256};

use crate::{
    digest::hex,
    waits::{FORGOTTEN_AFTER, Waits, whole_seconds},
};

/// For how long an address is known from which somebody signed in.
pub(crate) const ADDRESS_KNOWN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The first wait.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);

/// How well a visitor is known before they prove who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Familiarity {
    /// The web user signed in with this program before.
    Device(String),
    /// They signed in from this address before.
    Address(String),
    /// Neither.
    Stranger,
}

/// What an attempt has in common with others.
pub(super) struct Subject {
    name: String,
    waits: Waits,
    /// Whether success forgets all failures, and not only the attempt's own.
    own: bool,
}

impl Subject {
    fn of_owner(name: String) -> Self {
        Self { name, waits: waits(5, SignedDuration::from_mins(15)), own: true }
    }

    fn of_strangers(name: String) -> Self {
        Self { name, waits: waits(5, SignedDuration::from_hours(1)), own: false }
    }

    /// Behind one address there may be many people.
    fn of_address(name: String) -> Self {
        Self { name, waits: waits(20, SignedDuration::from_mins(15)), own: false }
    }
}

fn waits(free: i64, longest: SignedDuration) -> Waits {
    Waits { free, first: FIRST_WAIT, longest }
}

/// What an attempt by password is counted by.
pub(super) fn of_password(username: &str, familiarity: &Familiarity, from: IpAddr) -> Vec<Subject> {
    let account = account(username);
    match familiarity {
        Familiarity::Device(device) => {
            vec![Subject::of_owner(format!("password:{account}:device:{device}"))]
        }
        Familiarity::Address(address) => {
            vec![Subject::of_owner(format!("password:{account}:address:{address}"))]
        }
        // In one order always, as the rows are locked in it.
        Familiarity::Stranger => vec![
            Subject::of_address(format!("address:{}", network(from))),
            Subject::of_strangers(format!("password:{account}:strangers")),
        ],
    }
}

/// What an attempt by code is counted by: whoever gets there knows the password.
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

/// What an attempt to confirm something within a session is counted by.
pub(super) fn of_session(username: &str) -> Vec<Subject> {
    vec![Subject::of_owner(format!("session:{}", account(username)))]
}

/// Counts an attempt as failed, until it is forgiven.
///
/// # Errors
/// [`Error::Throttled`] when it has to wait, with the whole seconds; then it is not counted.
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

/// Takes back that an attempt failed.
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

/// The address as attempts are counted by it: whoever has one of version 6 has the 2^64 beside it.
pub(crate) fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The account by a hash: what somebody types for a name may be their password.
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
