//! Throttles attempts to guess passwords and codes: one policy for the APIs and the console.
//!
//! Failed attempts are counted for each account at each client, for each account, and for each network
//! address. Each count delays further attempts with a [`Backoff`]. No user is locked out by others:
//! a known client, one that signed in to the account before, is counted only by itself. One address
//! cannot delay the other unknown clients of an account either: it counts for the account only until
//! it must wait itself.
//!
//! An attempt is counted as failed before it is verified, so parallel attempts gain nothing. The
//! counts are in the memory of the process, so a request with correct credentials causes no write.
//! Processes announce failed attempts to each other ([`SharedFailures`]), so that a client does not have
//! more of them where there are more processes.
//!
//! A token bucket (such as the crate `governor`) does not fit: only failures count, an attempt is
//! refunded when it succeeds, and the delay grows with the number of failures.
//!
//! API keys are not throttled: they have 256 random bits.

use std::{
    convert::Infallible,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;
use roster_model::{Error, fold};
use roster_store::Store;
use sha2::{Digest as _, Sha256};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use super::{
    backoff::{Backoff, FORGET_AFTER, whole_seconds},
    digest::hex,
    shared_failures::{Announcement, SharedFailures},
};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Failures of one client at one account.
const ACCOUNT_AND_CLIENT: Backoff = Backoff { free: 10, first: SECOND, max: HOUR };
/// Failures of all unknown clients at one account.
const ACCOUNT: Backoff = Backoff { free: 20, first: SECOND, max: HOUR };
/// Failures from one address at all accounts that do not know it. Many people can share an address.
const ADDRESS: Backoff = Backoff { free: 50, first: SECOND, max: SignedDuration::from_mins(15) };

/// The capacity of each map. The least recently used entries are evicted.
const MAX_ENTRIES: usize = 50_000;

/// The failures that this process has counted, and the clients that it knows.
pub(crate) struct LoginThrottle {
    failures: Cache<String, Arc<Mutex<Failures>>>,
    known_clients: Cache<String, ()>,
    locks: Cache<String, Arc<AsyncMutex<()>>>,
    shared: Option<SharedFailures>,
}

/// What an attempt tries to guess.
#[derive(Clone, Copy)]
pub(crate) enum Factor {
    /// The password.
    Password,
    /// A code of the second factor. The client has shown the password before.
    Code,
    /// A response of the identity provider, for no account in particular.
    Provider,
}

/// An attempt of a client at an account.
pub(crate) struct LoginAttempt {
    account: String,
    client: String,
    /// Whether the client signed in to the account before.
    pub(crate) is_known_client: bool,
}

/// An attempt that is counted as failed until it is refunded.
pub(crate) struct CountedAttempt {
    counters: Vec<String>,
    account_and_client: String,
}

#[derive(Clone, Copy)]
struct Failures {
    count: i64,
    last_at: Timestamp,
}

impl LoginThrottle {
    pub(crate) fn new() -> Self {
        Self {
            failures: Cache::new(MAX_ENTRIES),
            known_clients: Cache::new(MAX_ENTRIES),
            locks: Cache::new(MAX_ENTRIES),
            shared: None,
        }
    }

    /// Shares the failures with the other processes of a store.
    pub(crate) fn shared_by(store: &Store) -> Self {
        Self { shared: SharedFailures::new(store), ..Self::new() }
    }

    /// An attempt at the account with this sign-in name, which need not exist. `client` identifies the
    /// client: [`network`] of its address, unless it is known by something else.
    pub(crate) fn attempt(&self, factor: Factor, username: &str, client: String) -> LoginAttempt {
        let account = match factor {
            Factor::Password => account_hash(username),
            Factor::Code => format!("code {}", account_hash(username)),
            Factor::Provider => "provider".to_owned(),
        };
        self.refresh(LoginAttempt { account, client, is_known_client: false })
    }

    /// Looks up again whether the client is known, after other attempts were verified.
    pub(crate) fn refresh(&self, attempt: LoginAttempt) -> LoginAttempt {
        let is_known_client = attempt.is_known_client
            || self.known_clients.get(&attempt.account_and_client()).is_some();
        LoginAttempt { is_known_client, ..attempt }
    }

    /// Waits until no other attempt of the same client at the same account is being verified. Of many
    /// parallel requests with the correct password, only the first has to hash it.
    pub(crate) async fn lock(&self, attempt: &LoginAttempt) -> OwnedMutexGuard<()> {
        let new = || Ok::<_, Infallible>(Arc::new(AsyncMutex::new(())));
        let Ok(lock) = self.locks.get_or_insert_with(&attempt.account_and_client(), new);
        lock.lock_owned().await
    }

    /// Counts an attempt as failed.
    ///
    /// # Errors
    /// [`Error::Throttled`] with the seconds to wait. The attempt is not counted then.
    pub(crate) fn count(
        &self,
        attempt: &LoginAttempt,
        now: Timestamp,
    ) -> Result<CountedAttempt, Error> {
        self.receive(now);
        let account_and_client = attempt.account_and_client();
        let account = format!("account:{}", attempt.account);
        let failures_of_client = self.failures_of(&account_and_client, now).count;
        let mut counters = vec![(account_and_client.clone(), ACCOUNT_AND_CLIENT)];
        if !attempt.is_known_client {
            let address = format!("address:{}", attempt.client);
            counters.extend([(account.clone(), ACCOUNT), (address, ADDRESS)]);
        }
        let delay = |(name, backoff): &(String, Backoff)| {
            let failures = self.failures_of(name, now);
            backoff.delay(failures.count) - now.duration_since(failures.last_at)
        };
        let delay = counters.iter().map(delay).max().unwrap_or_default();
        if delay > SignedDuration::ZERO {
            return Err(Error::Throttled(whole_seconds(delay)));
        }
        let counts =
            |name: &String| *name != account || failures_of_client < ACCOUNT_AND_CLIENT.free;
        let counters: Vec<String> = counters.into_iter().map(|it| it.0).filter(counts).collect();
        for counter in &counters {
            self.update(counter, now, |failures| {
                *failures = Failures { count: failures.count + 1, last_at: now };
            });
        }
        Ok(CountedAttempt { counters, account_and_client })
    }

    /// Announces that an attempt, which is counted already, has failed.
    pub(crate) fn fail(&self, attempt: CountedAttempt, now: Timestamp) {
        if let Some(shared) = &self.shared {
            shared.announce(&Announcement::Failed { at: now, counters: attempt.counters });
        }
    }

    /// Counts what other processes have announced.
    fn receive(&self, now: Timestamp) {
        for announcement in self.shared.iter().flat_map(SharedFailures::received) {
            match announcement {
                Announcement::Failed { at, counters } => {
                    // Clocks of machines differ.
                    let at = at.min(now);
                    for counter in &counters {
                        self.update(counter, at, |failures| {
                            let last_at = at.max(failures.last_at);
                            *failures = Failures { count: failures.count + 1, last_at };
                        });
                    }
                }
                Announcement::Succeeded { counter } => {
                    self.failures.remove(&counter);
                }
            }
        }
    }

    /// Refunds a successful attempt. Its client is known from now on.
    pub(crate) fn succeed(&self, attempt: CountedAttempt, now: Timestamp) {
        // This attempt itself is counted.
        if let Some(shared) = &self.shared
            && self.failures_of(&attempt.account_and_client, now).count > 1
        {
            let counter = attempt.account_and_client.clone();
            shared.announce(&Announcement::Succeeded { counter });
        }
        self.failures.remove(&attempt.account_and_client);
        self.known_clients.insert(attempt.account_and_client.clone(), ());
        self.refund(attempt, now);
    }

    /// Refunds an attempt that was not verified.
    pub(crate) fn refund(&self, attempt: CountedAttempt, now: Timestamp) {
        for counter in attempt.counters {
            self.update(&counter, now, |failures| failures.count = (failures.count - 1).max(0));
        }
    }

    fn failures_of(&self, name: &str, now: Timestamp) -> Failures {
        let none = Failures { count: 0, last_at: now };
        let Some(failures) = self.failures.get(name) else { return none };
        let failures = *failures.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(failures.last_at) > FORGET_AFTER { none } else { failures }
    }

    fn update(&self, name: &str, now: Timestamp, update: impl FnOnce(&mut Failures)) {
        let mut failures = self.failures_of(name, now);
        let none = || Ok::<_, Infallible>(Arc::new(Mutex::new(failures)));
        let Ok(entry) = self.failures.get_or_insert_with(name, none);
        let mut entry = entry.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(entry.last_at) <= FORGET_AFTER {
            failures = *entry;
        }
        update(&mut failures);
        *entry = failures;
    }
}

impl LoginAttempt {
    fn account_and_client(&self) -> String {
        format!("{} at {}", self.account, self.client)
    }
}

/// The part of an address that counts: all of IPv4, the first 64 bits of IPv6, because a client can
/// have all addresses below them.
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// A hash of the sign-in name: users sometimes type their password into the name field.
fn account_hash(username: &str) -> String {
    hex(&Sha256::digest(fold(username))[..16])
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{ACCOUNT, ACCOUNT_AND_CLIENT, ADDRESS, Factor, LoginThrottle, network};

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    /// Whether a wrong password is verified.
    fn guess(throttle: &LoginThrottle, account: &str, client: &str, now: Timestamp) -> bool {
        let attempt = throttle.attempt(Factor::Password, account, client.to_owned());
        throttle.count(&attempt, now).is_ok()
    }

    fn sign_in(throttle: &LoginThrottle, account: &str, client: &str, now: Timestamp) {
        let attempt = throttle.attempt(Factor::Password, account, client.to_owned());
        let counted = throttle.count(&attempt, now).unwrap_or_else(|error| panic!("{error}"));
        throttle.succeed(counted, now);
    }

    #[test]
    fn fewer_than_a_hundred_guesses_per_day_are_verified() {
        let (client, account) = (ACCOUNT_AND_CLIENT.attempts_per_day(), ACCOUNT.attempts_per_day());
        assert!(client < 50 && account < 60, "{client} {account}");
        for clients in [1, 2, 100] {
            let throttle = LoginThrottle::new();
            let verified = (0..24 * 3600).step_by(8).filter(|second| {
                let client = (second / 8 % clients).to_string();
                guess(&throttle, "ada", &client, START + SignedDuration::from_secs(*second))
            });
            let verified = verified.count();
            assert!(verified <= 100, "{verified} from {clients}");
        }
    }

    #[test]
    fn one_address_delays_only_itself() {
        let throttle = LoginThrottle::new();
        let verified = (0..10_000).filter(|_| guess(&throttle, "ada", "there", START)).count();
        assert_eq!(verified, 10);
        sign_in(&throttle, "ada", "elsewhere", START);
        sign_in(&throttle, "bob", "there", START);
    }

    #[test]
    fn many_addresses_do_not_lock_out_a_known_client() {
        let throttle = LoginThrottle::new();
        sign_in(&throttle, "ada", "home", START);
        let guesses = (0..10_000).filter(|n| guess(&throttle, "ada", &n.to_string(), START));
        assert_eq!(guesses.count(), 20);
        assert!(!guess(&throttle, "ada", "nowhere", START));
        sign_in(&throttle, "ada", "home", START);
    }

    #[test]
    fn address_that_tries_many_accounts_is_throttled() {
        let throttle = LoginThrottle::new();
        sign_in(&throttle, "ada", "office", START);
        let guesses = (0..10_000).filter(|n| guess(&throttle, &n.to_string(), "office", START));
        assert_eq!(guesses.count(), usize::try_from(ADDRESS.free).unwrap());
        sign_in(&throttle, "ada", "office", START);
        assert!(guess(&throttle, "0", "elsewhere", START));
    }

    #[test]
    fn failures_are_forgotten_after_a_day() {
        let throttle = LoginThrottle::new();
        assert_eq!((0..20).filter(|_| guess(&throttle, "ada", "there", START)).count(), 10);
        let later = START + SignedDuration::from_secs(1);
        assert!(guess(&throttle, "ada", "there", later));
        assert!(!guess(&throttle, "ada", "there", later));
        let next_day = later + SignedDuration::from_hours(25);
        assert_eq!((0..20).filter(|_| guess(&throttle, "ada", "there", next_day)).count(), 10);
    }

    #[test]
    fn ipv6_addresses_of_one_network_count_together() {
        let name = |text: &str| network(text.parse().unwrap());
        assert_eq!(name("2001:db8:1:2:3::4"), name("2001:db8:1:2:ffff::"));
        assert_eq!(name("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
