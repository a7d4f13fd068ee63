//! Site codes: the names of locations in programs.

use std::collections::HashSet;

use roster_model::{Error, Id, Problem};
use roster_store::locations;

use crate::{text, unit_of_work::WriteTx};

/// The longest generated stem, in bytes.
const MAX_STEM: usize = 200;
/// A longer run of digits at the end of a name is no counter.
const MAX_DIGITS: usize = 18;

/// Validates a sent site code. Returns it in lower case.
///
/// # Errors
/// [`Error::Invalid`] when it is not valid, or another location has it.
pub(super) async fn validate(tx: &mut WriteTx, own: &Id, sent: &str) -> Result<String, Error> {
    let code = sent.to_lowercase();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if code.is_empty() || !code.chars().all(allowed) {
        return Err(Error::invalid_field("site_code", Problem::SiteCode));
    }
    if let Some(problem) = text::name_problem(&code) {
        return Err(Error::invalid_field("site_code", problem));
    }
    if is_free(tx, own, &code).await? {
        return Ok(code);
    }
    Err(Error::invalid_field("site_code", Problem::SiteCodeTaken))
}

/// Generates a free site code from a name, as the live service does.
pub(super) async fn generate(tx: &mut WriteTx, own: &Id, name: &str) -> Result<String, Error> {
    let (stem, digits) = parts(name);
    let first = format!("{stem}{digits}");
    if is_free(tx, own, &first).await? {
        return Ok(first);
    }
    let domain = tx.number();
    let taken = locations::site_codes(&mut tx.store, domain, &stem).await?;
    let taken: HashSet<String> = taken.into_iter().collect();
    // Tries at most one number more than there are codes.
    let mut number = digits.parse::<u64>().unwrap_or(0);
    loop {
        number += 1;
        let code = format!("{stem}{number}");
        if !taken.contains(&code) {
            return Ok(code);
        }
    }
}

async fn is_free(tx: &mut WriteTx, own: &Id, code: &str) -> Result<bool, Error> {
    let domain = tx.number();
    let holder = locations::with_site_code(&mut tx.store, domain, code).await?;
    Ok(holder.is_none_or(|holder| holder == *own))
}

/// The words of a name without accents, joined by `_`, and the digits at its end.
fn parts(name: &str) -> (String, String) {
    let plain = deunicode::deunicode(name).to_lowercase();
    let kept = |c: &char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-');
    let mut stem = String::with_capacity(plain.len());
    for c in plain.chars().filter(kept) {
        if c.is_ascii_alphabetic() || c == '_' {
            stem.push(c);
        } else if !stem.ends_with('_') {
            stem.push('_');
        }
    }
    stem.truncate(MAX_STEM);
    let stem = stem.trim_matches('_');
    let before = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = Some(&name[before..]).filter(|digits| digits.len() <= MAX_DIGITS).unwrap_or("");
    let stem = if stem.is_empty() && digits.is_empty() { "location" } else { stem };
    (stem.to_owned(), digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn codes_are_generated_from_names() {
        for (name, stem, digits) in [
            ("New Denver", "new_denver", ""),
            ("Clinic 2", "clinic", "2"),
            ("Ward 3 North", "ward_north", ""),
            ("O'Brien's", "obriens", ""),
            ("Saint-Étienne", "saint_etienne", ""),
            ("  Karu / Clinic  ", "karu_clinic", ""),
            ("2026", "", "2026"),
            ("!!!", "location", ""),
        ] {
            assert_eq!(parts(name), (stem.to_owned(), digits.to_owned()), "{name}");
        }
    }
}
