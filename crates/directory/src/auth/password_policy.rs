//! The rules for passwords.

use roster_model::{ExposeSecret as _, Problem, SecretString};
use zxcvbn::{Score, zxcvbn};

use crate::{Directory, environment::Environment};

/// The maximum length of a password, in bytes.
const MAX_BYTES: usize = 1024;

/// The minimum length of a web user's password, in characters.
const WEB_USER_MIN_CHARS: usize = 8;

/// The number of characters that are scored. The time of scoring grows faster than the length, and
/// more characters can only raise the score.
const SCORED_CHARS: usize = 100;

/// Words that lower the score of a password (as in the live service).
const EASY_WORDS: [&str; 4] = ["commcare", "hq", "dimagi", "commcarehq"];

/// Checks a worker's password. With `strong` it must have a zxcvbn score of at least 2 of 4.
pub(crate) fn check_worker_password(password: &SecretString, strong: bool) -> Option<Problem> {
    let text = password.expose_secret();
    if text.is_empty() {
        return Some(Problem::Empty);
    }
    if text.len() > MAX_BYTES {
        return Some(Problem::PasswordTooLong);
    }
    (strong && score(text) < Score::Two).then_some(Problem::PasswordWeak)
}

/// Checks a web user's password: at least 8 characters.
pub(crate) fn check_web_user_password(password: &SecretString) -> Option<Problem> {
    let text = password.expose_secret();
    if text.chars().count() < WEB_USER_MIN_CHARS {
        return Some(Problem::PasswordWeak);
    }
    (text.len() > MAX_BYTES).then_some(Problem::PasswordTooLong)
}

/// Letters and digits that do not look like each other.
const UNAMBIGUOUS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Directory {
    /// Generates a password for a worker, who types it on a phone: twelve lower-case letters and
    /// digits in groups of four, 60 bits.
    pub fn new_worker_password(&self) -> SecretString {
        let letters: Vec<char> = self
            .environment()
            .random::<12>()
            .into_iter()
            .map(|byte| char::from(UNAMBIGUOUS[usize::from(byte % 32)]))
            .collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-").into()
    }
}

/// Generates a password of 22 letters and digits, 131 bits.
pub(crate) fn generate(environment: &Environment) -> SecretString {
    environment.alphanumeric(22).into()
}

fn score(text: &str) -> Score {
    let end = text.char_indices().nth(SCORED_CHARS).map_or(text.len(), |(end, _)| end);
    zxcvbn(&text[..end], &EASY_WORDS).score()
}

#[cfg(test)]
mod tests {
    use roster_model::{Problem, SecretString};

    use super::{check_web_user_password, check_worker_password};

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[test]
    fn worker_password_must_be_strong_only_on_demand() {
        assert_eq!(check_worker_password(&secret("1"), false), None);
        assert_eq!(check_worker_password(&secret(""), false), Some(Problem::Empty));
        assert_eq!(check_worker_password(&secret(&"é".repeat(512)), false), None);
        let long = secret(&"é".repeat(513));
        assert_eq!(check_worker_password(&long, false), Some(Problem::PasswordTooLong));

        for weak in ["1", "password", "commcarehq", "dimagi1"] {
            let problem = check_worker_password(&secret(weak), true);
            assert_eq!(problem, Some(Problem::PasswordWeak), "{weak}");
        }
        assert_eq!(check_worker_password(&secret("river otter 9 lanterns"), true), None);
        assert_eq!(check_worker_password(&secret(&"long and dull ".repeat(70)), true), None);
    }

    #[test]
    fn web_user_password_needs_eight_characters() {
        assert_eq!(check_web_user_password(&secret("sevench")), Some(Problem::PasswordWeak));
        assert_eq!(check_web_user_password(&secret("eightcha")), None);
    }
}
