//! Database URLs without their secrets.

/// Replacement of a secret.
const STARS: &str = "***";

/// `address` with its password replaced by asterisks: in a URL (`postgres://user:secret@host/db`),
/// in its query (`?password=secret`), and in a list of settings (`host=localhost password=secret`).
pub(crate) fn redact(address: &str) -> String {
    let settings = mask_settings(address);
    mask_authority(&settings)
}

fn mask_authority(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    // A password may contain an unescaped '@' or '/': the last '@' before the query ends it.
    let query_start = rest.find('?').unwrap_or(rest.len());
    let Some(at) = rest[..query_start.max(authority_end)].rfind('@') else {
        return address.to_owned();
    };
    let Some((user, _)) = rest[..at].split_once(':') else { return address.to_owned() };
    format!("{scheme}://{user}:{STARS}{}", &rest[at..])
}

fn mask_settings(address: &str) -> String {
    const KEY: &str = "password=";
    let mut masked = String::new();
    let mut rest = address;
    while let Some(found) = rest.find(KEY) {
        let (before, value) = rest.split_at(found + KEY.len());
        masked.push_str(before);
        masked.push_str(STARS);
        rest = &value[end_of(value)..];
    }
    masked.push_str(rest);
    masked
}

/// The end of the value at the start of `text`: its closing quote, or a separator.
fn end_of(text: &str) -> usize {
    match text.strip_prefix('\'') {
        Some(quoted) => quoted.find('\'').map_or(text.len(), |end| end + 2),
        None => text.find(['&', ' ']).unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn every_form_of_a_password_is_redacted() {
        let cases = [
            ("postgres://ada:secret@db/roster", "postgres://ada:***@db/roster"),
            ("postgres://ada:s@c/ret@db/roster", "postgres://ada:***@db/roster"),
            ("postgres://db/roster?password=secret&a=b", "postgres://db/roster?password=***&a=b"),
            ("host=db password=secret user=ada", "host=db password=*** user=ada"),
            ("host=db password='a secret' user=ada", "host=db password=*** user=ada"),
            ("postgres://ada@db/roster", "postgres://ada@db/roster"),
            ("postgres://db/roster", "postgres://db/roster"),
        ];
        for (address, expected) in cases {
            assert_eq!(redact(address), expected);
        }
    }
}
