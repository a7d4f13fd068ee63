//! The usernames of mobile workers.

use std::fmt;

use crate::{Domain, Problem, fold};

/// The maximum length of a full username, in bytes: that of an e-mail address. The live service
/// accepts up to 320, but fails to store more than about 150.
const MAX_BYTES: usize = 254;

/// Reserved local parts.
const RESERVED: [&str; 2] = ["admin", "demo_user"];

/// The full username of a mobile worker: `name@<domain>.<username_host>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// Parses a username of `domain`. A full username is kept unchanged; one without a host is
    /// completed as by [`Username::complete`].
    ///
    /// # Errors
    /// [`Problem::UsernameNotEmail`], [`Problem::UsernameSpecial`] or [`Problem::UsernameHost`] for
    /// an invalid username, [`Problem::UsernameTaken`] for a reserved one.
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

    /// Completes a username, valid or not, for a lookup. One without a host is lower-cased, each run
    /// of white space becomes a dot, and the host of the domain is added.
    pub fn complete(text: &str, domain: &Domain) -> String {
        if text.contains('@') {
            return text.to_owned();
        }
        let mut local = String::with_capacity(text.len());
        let mut in_white_space = false;
        for c in text.chars().flat_map(char::to_lowercase) {
            if !c.is_whitespace() {
                local.push(c);
            } else if !in_white_space {
                local.push('.');
            }
            in_white_space = c.is_whitespace();
        }
        format!("{local}@{}", domain.username_host())
    }

    /// Removes the host from the full usernames of `domain` in a search text, because searches compare
    /// names without it. The beginning of the host counts as the host.
    pub fn without_hosts(text: &str, domain: &Domain) -> String {
        let host = fold(&domain.username_host());
        let bare = |word| match str::split_once(word, '@') {
            Some((local, rest)) if !local.is_empty() && host.starts_with(&fold(rest)) => local,
            _ => word,
        };
        text.split_whitespace().map(bare).collect::<Vec<_>>().join(" ")
    }

    /// Wraps a valid username from the store, without a check.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// Returns the full username.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the `@`.
    pub fn short(&self) -> &str {
        self.0.rsplit_once('@').map_or(&self.0, |(local, _)| local)
    }

    /// Returns the username in lower case. Usernames are unique in this form.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `local` is an unquoted local part: atoms separated by dots (RFC 5322, 3.2.3).
fn is_dotted_atom(local: &str) -> bool {
    let atom_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    !local.is_empty()
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atom_char))
}

/// Whether `host` is a host name of at least two labels, or `localhost`.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host == "localhost" || (host.contains('.') && host.split('.').all(label))
}
