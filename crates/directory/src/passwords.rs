//! The rules for passwords.

use roster_model::{ExposeSecret as _, Problem, SecretString};
use zxcvbn::{Score, zxcvbn};

use crate::{Directory, environment::Environment};

/// The longest password, in bytes.
const MAX_BYTES: usize = 1024;

/// The shortest password of a web user, in characters.
const WEB_USER_MIN_CHARS: usize = 8;

/// The part of a password that is scored. The rest can only make it stronger, and the time to score
/// grows faster than the length.
const SCORED_CHARS: usize = 100;

/// Words that count as easy to guess, as in the live service.
const EASY_WORDS: [&str; 4] = ["commcare", "hq", "dimagi", "commcarehq"];

/// Returns the problem of a worker's password. With `strong` it must also have a score of 2 of 4.
pub(crate) fn judge_worker(password: &SecretString, strong: bool) -> Option<Problem> {
    let text = password.expose_secret();
    if text.is_empty() {
        return Some(Problem::Empty);
    }
    if text.len() > MAX_BYTES {
        return Some(Problem::PasswordTooLong);
    }
    (strong && score(text) < Score::Two).then_some(Problem::PasswordWeak)
}

/// Returns the problem of a web user's password. It needs 8 characters.
pub(crate) fn judge_web_user(password: &SecretString) -> Option<Problem> {
    let text = password.expose_secret();
    if text.chars().count() < WEB_USER_MIN_CHARS {
        return Some(Problem::PasswordWeak);
    }
    (text.len() > MAX_BYTES).then_some(Problem::PasswordTooLong)
}

/// Letters and digits that are not mistaken for each other.
const PLAIN: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Directory {
    /// Generates a password for a worker, who types it on a phone: twelve lower-case letters and
    /// digits in groups of four, 60 bits.
    pub fn new_worker_password(&self) -> SecretString {
        let letters: Vec<char> = self
            .environment()
            .random::<12>()
            .into_iter()
            .map(|byte| char::from(PLAIN[usize::from(byte % 32)]))
            .collect();
        let fours: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
        fours.join("-").into()
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

    use super::{judge_web_user, judge_worker};

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[test]
    fn workers_may_have_any_password_unless_the_domain_wants_strong_ones() {
        assert_eq!(judge_worker(&secret("1"), false), None);
        assert_eq!(judge_worker(&secret(""), false), Some(Problem::Empty));
        assert_eq!(judge_worker(&secret(&"é".repeat(512)), false), None);
        let long = secret(&"é".repeat(513));
        assert_eq!(judge_worker(&long, false), Some(Problem::PasswordTooLong));

        for weak in ["1", "password", "commcarehq", "dimagi1"] {
            assert_eq!(judge_worker(&secret(weak), true), Some(Problem::PasswordWeak), "{weak}");
        }
        assert_eq!(judge_worker(&secret("river otter 9 lanterns"), true), None);
        assert_eq!(judge_worker(&secret(&"long and dull ".repeat(70)), true), None);
    }

    #[test]
    fn web_users_need_eight_characters() {
        assert_eq!(judge_web_user(&secret("sevench")), Some(Problem::PasswordWeak));
        assert_eq!(judge_web_user(&secret("eightcha")), None);
    }
}
