//! Site codes: what programs call a place.

use std::collections::HashSet;

use roster_model::{Fault, Id, Problem};
use roster_store::locations;

use crate::{faults::fault, names, work::Work};

/// Longer codes are not made.
const MAX_STEM: usize = 200;
/// More digits at the end of a name are no count.
const MAX_DIGITS: usize = 18;

/// The site code that was sent, as it is kept: in lower case, and no other place's.
///
/// # Errors
/// [`Fault::Invalid`] when it cannot be one, or is taken.
pub(super) async fn take(work: &mut Work, own: &Id, sent: &str) -> Result<String, Fault> {
    let code = sent.to_lowercase();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if code.is_empty() || !code.chars().all(allowed) {
        return Err(Fault::flaw("site_code", Problem::SiteCode));
    }
    if let Some(problem) = names::problem(&code) {
        return Err(Fault::flaw("site_code", problem));
    }
    if is_free(work, own, &code).await? {
        return Ok(code);
    }
    Err(Fault::flaw("site_code", Problem::SiteCodeTaken))
}

/// A site code made from a name, as the live service makes it, that no other place has.
pub(super) async fn make(work: &mut Work, own: &Id, name: &str) -> Result<String, Fault> {
    let (stem, digits) = parts(name);
    let first = format!("{stem}{digits}");
    if is_free(work, own, &first).await? {
        return Ok(first);
    }
    let domain = work.number();
    let taken = locations::site_codes(&mut work.tx, domain, &stem).await.map_err(fault)?;
    let taken: HashSet<String> = taken.into_iter().collect();
    // The next number that is free: there are at most as many tries as codes.
    let mut number = digits.parse::<u64>().unwrap_or(0);
    loop {
        number += 1;
        let code = format!("{stem}{number}");
        if !taken.contains(&code) {
            return Ok(code);
        }
    }
}

async fn is_free(work: &mut Work, own: &Id, code: &str) -> Result<bool, Fault> {
    let domain = work.number();
    let holder = locations::with_site_code(&mut work.tx, domain, code).await.map_err(fault)?;
    Ok(holder.is_none_or(|holder| holder == *own))
}

/// The words of a name without accents, joined by `_`, and the digits it ends in.
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
    fn names_become_codes() {
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
