//! The URLs that call a phone number or write to an e-mail address.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The characters of an e-mail address that have a meaning in a URL.
const IN_MAILTO: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'&').add(b'#').add(b'"');

/// The URL that writes to an e-mail address.
pub(super) fn mailto_url(email: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(email, IN_MAILTO))
}

/// The URL that calls an international phone number.
pub(super) fn tel_url(phone: &str) -> String {
    format!("tel:{phone}")
}
