//! Codes of authenticator apps (RFC 6238): six digits per 30 seconds, with SHA-1, which all apps
//! support.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// The validity of a code, in seconds.
const STEP_SECONDS: i64 = 30;

/// The accepted difference of clocks, in steps.
const DRIFT_STEPS: i64 = 1;

/// The length of a secret in bytes, as RFC 4226 recommends.
pub(crate) const SECRET_BYTES: usize = 20;

/// The issuer that apps show.
const ISSUER: &str = "Roster";

/// Returns the time step of `code`, if it is valid now. Blanks are ignored.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let present = now.as_second() / STEP_SECONDS;
    (present - DRIFT_STEPS..=present + DRIFT_STEPS)
        .find(|step| bool::from(code_of(secret, *step).as_bytes().ct_eq(code.as_bytes())))
}

/// Encodes the secret for typing: base 32 without padding.
pub(crate) fn base32(secret: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(secret.len().div_ceil(5) * 8);
    for chunk in secret.chunks(5) {
        let mut bytes = [0; 8];
        bytes[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(bytes);
        let letters = (chunk.len() * 8).div_ceil(5);
        // Five bits always index a letter.
        let five = |place: usize| usize::try_from((bits >> (35 - 5 * place)) & 31).unwrap_or(0);
        let letter = |place: usize| char::from(LETTERS[five(place)]);
        text.extend((0..letters).map(letter));
    }
    text
}

/// Returns the `otpauth:` URI.
pub(crate) fn address(secret: &[u8], username: &str) -> String {
    let username = utf8_percent_encode(username, NON_ALPHANUMERIC);
    let secret = base32(secret);
    format!("otpauth://totp/{ISSUER}:{username}?secret={secret}&issuer={ISSUER}")
}

fn code_of(secret: &[u8], step: i64) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[19] % 16);
    let four = [hash[offset] & 0x7f, hash[offset + 1], hash[offset + 2], hash[offset + 3]];
    format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{address, base32, step_of};

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(step_of(SECRET, code, now), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_is_good_a_little_before_and_after_its_time() {
        let at = |second| step_of(SECRET, "287 082", Timestamp::from_second(second).unwrap());
        assert_eq!([at(29), at(30), at(89), at(90)], [Some(1), Some(1), Some(1), None]);
        assert_eq!(at(0), Some(1));
        assert_eq!(step_of(SECRET, "", Timestamp::from_second(59).unwrap()), None);
    }

    #[test]
    fn a_secret_can_be_typed_in() {
        assert_eq!(base32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"fo"), "MZXQ");
        let address = address(b"fo", "a b@example.org");
        let expected = "otpauth://totp/Roster:a%20b%40example%2Eorg?secret=MZXQ&issuer=Roster";
        assert_eq!(address, expected);
    }
}
