//! Time-based one-time passwords (RFC 6238) with the parameters that every authenticator app
//! supports: SHA-1, six digits, 30 seconds.

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use totp_rs::{Builder, Secret};

/// The length of a secret in bytes, as RFC 4226 recommends.
pub(crate) const SECRET_BYTES: usize = 20;

/// The issuer that apps display.
const ISSUER: &str = "Roster";

/// Verifies a code and returns its time step. Codes of the previous and the next step are accepted,
/// for clocks that differ. White space in the code is ignored.
pub(crate) fn verify(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let totp = Builder::new().with_secret(Secret::from(secret.to_vec())).build().ok()?;
    let step = totp.check(&code, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok()
}

/// Encodes bytes in base 32 without padding, as users type a secret into an app.
pub(crate) fn base32(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// The `otpauth` URI that apps read from a QR code.
pub(crate) fn uri(secret: &[u8], username: &str) -> String {
    let username = utf8_percent_encode(username, NON_ALPHANUMERIC);
    let secret = base32(secret);
    format!("otpauth://totp/{ISSUER}:{username}?secret={secret}&issuer={ISSUER}")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{base32, uri, verify};

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B. The last six of its eight digits are used.
    #[test]
    fn rfc_examples_are_verified() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(verify(SECRET, code, now), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn code_is_valid_one_step_before_and_after_its_own() {
        let at = |second| verify(SECRET, "287 082", Timestamp::from_second(second).unwrap());
        assert_eq!([at(29), at(30), at(89), at(90)], [Some(1), Some(1), Some(1), None]);
        assert_eq!(at(0), Some(1));
        assert_eq!(verify(SECRET, "", Timestamp::from_second(59).unwrap()), None);
    }

    #[test]
    fn secret_and_uri_are_in_the_format_of_apps() {
        assert_eq!(base32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"fo"), "MZXQ");
        let expected = "otpauth://totp/Roster:a%20b%40example%2Eorg?secret=MZXQ&issuer=Roster";
        assert_eq!(uri(b"fo", "a b@example.org"), expected);
    }
}
