//! Basic credentials (RFC 7617).

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use roster_directory::Credentials;

use super::credentials::storable;

/// Padding is optional: some clients send none.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Parses the value after `Basic`.
pub(super) fn read(value: &str) -> Credentials {
    let Ok(bytes) = BASE64.decode(value.trim()) else { return Credentials::BasicUnreadable };
    let text = text(bytes);
    match text.split_once(':') {
        Some((username, password)) => {
            Credentials::Basic { username: storable(username), password: password.into() }
        }
        None => Credentials::BasicUnreadable,
    }
}

/// Decodes UTF-8, as the challenge requires, else Latin-1, which some clients send anyway.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use roster_directory::Credentials;
    use roster_model::ExposeSecret as _;

    use super::read;

    fn pair(value: &str) -> Option<(String, String)> {
        match read(value) {
            Credentials::Basic { username, password } => {
                Some((username, password.expose_secret().to_owned()))
            }
            _ => None,
        }
    }

    #[test]
    fn first_colon_separates_the_password() {
        assert_eq!(pair("YTpiOmM="), Some(("a".to_owned(), "b:c".to_owned())));
        assert_eq!(pair("YTpiOmM"), pair("YTpiOmM="));
    }

    #[test]
    fn utf8_and_latin1_are_accepted() {
        assert_eq!(pair("YTrDqQ=="), Some(("a".to_owned(), "é".to_owned())));
        assert_eq!(pair("YTrp"), Some(("a".to_owned(), "é".to_owned())));
    }

    #[test]
    fn value_without_colon_or_base64_is_rejected() {
        assert_eq!(pair("YQ=="), None);
        assert_eq!(pair("***"), None);
    }
}
