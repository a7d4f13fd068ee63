//! Throttles password guessing through the APIs without locking owners out.
//!
//! Attempts are counted in the memory of this process before their password is checked, so that a
//! request with right credentials costs no write. Attempts from an address where the web user has
//! authenticated before have their own count, so the owner gets in there whatever others do. Other
//! attempts are counted per address, per account, and per account and address. One address alone
//! cannot throttle an account for others: it counts towards the account only until it is throttled
//! itself.
//!
//! API keys are not throttled: they have 256 random bits.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use quick_cache::sync::Cache;
use roster_model::Error;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::waits::{FORGOTTEN_AFTER, Waits, whole_seconds};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// On an account from one address.
const HERE: Waits = Waits { free: 10, first: SECOND, longest: HOUR };
/// On an account from all unfamiliar addresses.
const ACCOUNT: Waits = Waits { free: 20, first: SECOND, longest: HOUR };
/// From one address on all accounts that are unfamiliar there. Many people may share an address.
const ADDRESS: Waits = Waits { free: 50, first: SECOND, longest: SignedDuration::from_mins(15) };

/// The most entries of each kind. The least recently used entry is evicted.
const MOST: usize = 50_000;

/// The attempts that this process has seen.
pub(crate) struct Guesses {
    failures: Cache<String, Arc<Mutex<Failures>>>,
    known: Cache<String, ()>,
    turns: Cache<String, Arc<Turn<()>>>,
}

/// An attempt on the password of an account from an address.
pub(crate) struct Guess {
    account: String,
    address: String,
    /// Whether the account has authenticated from this address before.
    pub(crate) familiar: bool,
}

#[derive(Clone, Copy)]
struct Failures {
    count: i64,
    last_at: Timestamp,
}

/// An attempt that counts as failed until it is forgiven.
pub(crate) struct Counted {
    subjects: Vec<String>,
    here: String,
}

impl Guesses {
    pub(crate) fn new() -> Self {
        Self { failures: Cache::new(MOST), known: Cache::new(MOST), turns: Cache::new(MOST) }
    }

    /// Returns the attempt on `account` from `address`, both normalized.
    pub(crate) fn of(&self, account: String, address: String) -> Guess {
        self.again(Guess { account, address, familiar: false })
    }

    /// Returns the same attempt with the current familiarity of its address.
    pub(crate) fn again(&self, guess: Guess) -> Guess {
        let familiar = guess.familiar || self.known.get(&guess.here()).is_some();
        Guess { familiar, ..guess }
    }

    /// Waits until no other attempt on the same account from the same address is being checked. So
    /// concurrent attempts gain nothing, and after a right one the others need no hashing.
    pub(crate) async fn turn(&self, guess: &Guess) -> OwnedMutexGuard<()> {
        let new = || Ok::<_, Infallible>(Arc::new(Turn::new(())));
        let Ok(turn) = self.turns.get_or_insert_with(&guess.here(), new);
        turn.lock_owned().await
    }

    /// Counts an attempt as failed.
    ///
    /// # Errors
    /// [`Error::Throttled`] with whole seconds when the attempt must wait; then it is not counted.
    pub(crate) fn count(&self, guess: &Guess, now: Timestamp) -> Result<Counted, Error> {
        let here = guess.here();
        let account = format!("account:{}", guess.account);
        let address = format!("address:{}", guess.address);
        let failed_here = self.failures_of(&here, now).count;
        let mut subjects = vec![(here.clone(), HERE)];
        if !guess.familiar {
            subjects.extend([(account.clone(), ACCOUNT), (address, ADDRESS)]);
        }
        let wait = |(name, waits): &(String, Waits)| {
            let failures = self.failures_of(name, now);
            waits.after(failures.count) - now.duration_since(failures.last_at)
        };
        let longest = subjects.iter().map(wait).max().unwrap_or_default();
        if longest > SignedDuration::ZERO {
            return Err(Error::Throttled(whole_seconds(longest)));
        }
        let counts = |name: &String| *name != account || failed_here < HERE.free;
        let subjects: Vec<String> = subjects.into_iter().map(|it| it.0).filter(counts).collect();
        for subject in &subjects {
            self.change(subject, now, |failures| {
                *failures = Failures { count: failures.count + 1, last_at: now };
            });
        }
        Ok(Counted { subjects, here })
    }

    /// Records a successful attempt: its address becomes familiar.
    pub(crate) fn was_right(&self, counted: Counted, now: Timestamp) {
        self.failures.remove(&counted.here);
        self.known.insert(counted.here.clone(), ());
        self.forgive(counted, now);
    }

    /// Takes back the count of an attempt that was not checked, or was right.
    pub(crate) fn forgive(&self, counted: Counted, now: Timestamp) {
        for subject in counted.subjects {
            self.change(&subject, now, |failures| failures.count = (failures.count - 1).max(0));
        }
    }

    fn failures_of(&self, name: &str, now: Timestamp) -> Failures {
        let none = Failures { count: 0, last_at: now };
        let Some(failures) = self.failures.get(name) else { return none };
        let failures = *failures.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(failures.last_at) > FORGOTTEN_AFTER { none } else { failures }
    }

    fn change(&self, name: &str, now: Timestamp, change: impl FnOnce(&mut Failures)) {
        let mut failures = self.failures_of(name, now);
        let none = || Ok::<_, Infallible>(Arc::new(Mutex::new(failures)));
        let Ok(kept) = self.failures.get_or_insert_with(name, none);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(kept.last_at) <= FORGOTTEN_AFTER {
            failures = *kept;
        }
        change(&mut failures);
        *kept = failures;
    }
}

impl Guess {
    fn here(&self) -> String {
        format!("{} at {}", self.account, self.address)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{ACCOUNT, ADDRESS, Guesses, HERE};

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    /// Returns whether the attempt is allowed.
    fn guess(guesses: &Guesses, account: &str, address: &str, now: Timestamp) -> bool {
        let guess = guesses.of(account.to_owned(), address.to_owned());
        guesses.count(&guess, now).is_ok()
    }

    fn be_right(guesses: &Guesses, account: &str, address: &str, now: Timestamp) {
        let guess = guesses.of(account.to_owned(), address.to_owned());
        let counted = guesses.count(&guess, now).unwrap_or_else(|error| panic!("{error}"));
        guesses.was_right(counted, now);
    }

    #[test]
    fn fewer_than_a_hundred_guesses_are_judged_a_day() {
        assert!(HERE.judged_a_day() < 50, "{}", HERE.judged_a_day());
        assert!(ACCOUNT.judged_a_day() < 60, "{}", ACCOUNT.judged_a_day());
        for addresses in [1, 2, 100] {
            let guesses = Guesses::new();
            let judged = (0..24 * 3600).step_by(8).filter(|second| {
                let address = (second / 8 % addresses).to_string();
                guess(&guesses, "ada", &address, START + SignedDuration::from_secs(*second))
            });
            let judged = judged.count();
            assert!(judged <= 100, "{judged} from {addresses}");
        }
    }

    #[test]
    fn throttled_address_does_not_affect_other_addresses() {
        let guesses = Guesses::new();
        let judged = (0..10_000).filter(|_| guess(&guesses, "ada", "there", START)).count();
        assert_eq!(judged, 10);
        be_right(&guesses, "ada", "elsewhere", START);
        be_right(&guesses, "bob", "there", START);
    }

    #[test]
    fn many_addresses_do_not_keep_the_owner_out_where_they_are_known() {
        let guesses = Guesses::new();
        be_right(&guesses, "ada", "home", START);
        let judged = (0..10_000).filter(|n| guess(&guesses, "ada", &n.to_string(), START)).count();
        assert_eq!(judged, 20);
        assert!(!guess(&guesses, "ada", "nowhere", START));
        be_right(&guesses, "ada", "home", START);
    }

    #[test]
    fn an_address_that_tries_many_accounts_must_wait() {
        let guesses = Guesses::new();
        be_right(&guesses, "ada", "office", START);
        let judged = (0..10_000).filter(|n| guess(&guesses, &n.to_string(), "office", START));
        assert_eq!(judged.count(), usize::try_from(ADDRESS.free).unwrap());
        be_right(&guesses, "ada", "office", START);
        assert!(guess(&guesses, "0", "elsewhere", START));
    }

    #[test]
    fn waiting_is_over_some_time() {
        let guesses = Guesses::new();
        assert_eq!((0..20).filter(|_| guess(&guesses, "ada", "there", START)).count(), 10);
        let later = START + SignedDuration::from_secs(1);
        assert!(guess(&guesses, "ada", "there", later));
        assert!(!guess(&guesses, "ada", "there", later));
        let much_later = later + SignedDuration::from_hours(25);
        assert_eq!((0..20).filter(|_| guess(&guesses, "ada", "there", much_later)).count(), 10);
    }
}
