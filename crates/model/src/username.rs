//! The usernames of mobile workers.

use std::fmt;

use crate::{Domain, Problem, fold};

/// The longest full username, in bytes. The live service takes up to 320 but then fails to store
/// what is above about 150; we refuse above 254, the longest address that mail knows.
const MAX_BYTES: usize = 254;

/// Local parts that no worker may have.
const RESERVED: [&str; 2] = ["admin", "demo_user"];

/// The full username of a mobile worker: `name@<domain>.<username_host>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// Takes `text` as a username of `domain`, in full (kept as it is) or bare (lower-cased, each
    /// run of blanks a full stop).
    ///
    /// # Errors
    /// Which rule is broken, as a [`Problem`] of the field `username`.
    pub fn parse(text: &str, domain: &Domain) -> Result<Self, Problem> {
        let full = Self::complete(text, domain);
        let not_email = || Problem::UsernameNotEmail(full.clone());
        let (local, host) = full.rsplit_once('@').ok_or_else(not_email)?;
        if full.len() > MAX_BYTES || !is_dotted_atom(local) || !is_host(host) {
            return Err(not_email());
        }
        let special = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-' | '_'));
        if local.contains(special) {
            return Err(Problem::UsernameSpecial { local: local.to_owned(), full });
        }
        let expected = domain.username_host();
        if host != expected {
            return Err(Problem::UsernameHost { got: host.to_owned(), expected });
        }
        if RESERVED.contains(&local) {
            return Err(Problem::UsernameTaken(full));
        }
        Ok(Self(full))
    }

    /// The full form of what a client wrote, well-formed or not: how look-ups spell it.
    pub fn complete(text: &str, domain: &Domain) -> String {
        if text.contains('@') {
            return text.to_owned();
        }
        let mut local = String::with_capacity(text.len());
        let mut in_blank = false;
        for c in text.chars().flat_map(char::to_lowercase) {
            if !c.is_whitespace() {
                local.push(c);
            } else if !in_blank {
                local.push('.');
            }
            in_blank = c.is_whitespace();
        }
        format!("{local}@{}", domain.username_host())
    }

    /// A username read back from the store.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// The full username.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn short(&self) -> &str {
        self.0.rsplit_once('@').map_or(&self.0, |(local, _)| local)
    }

    /// The form by which uniqueness is judged: two names that differ in case are the same.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The unquoted local part of an address: atoms joined by single full stops (RFC 5322, 3.2.3).
fn is_dotted_atom(local: &str) -> bool {
    let atom_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    !local.is_empty()
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atom_char))
}

/// A host name of at least two labels, or `localhost`.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host == "localhost" || (host.contains('.') && host.split('.').all(label))
}
