//! The names of users: `userName`, and the CommCare username that is derived from it.

use roster_model::{Domain, Email, Error, Problem, Username, fold};
use roster_store::people;

use crate::unit_of_work::WriteTx;

/// The most characters of a derived username, without the host and the number.
const MAX_LOCAL: usize = 64;

/// How many numbered usernames are tried at a time.
const NUMBERS: u32 = 100;

/// The username that a worker with this `userName` would have: the name itself if it is one, else one
/// derived from the e-mail address. It need not be free.
///
/// # Errors
/// The problem of a text that is neither a username nor an e-mail address.
pub(super) fn derive(user_name: &str, domain: &Domain) -> Result<Username, Problem> {
    let Some((local, host)) = user_name.rsplit_once('@') else {
        return Username::parse(user_name, domain);
    };
    if fold(host) == domain.username_host() {
        return Username::parse(&format!("{local}@{}", fold(host)), domain);
    }
    if Email::parse(user_name)?.is_none_or(|email| email.as_str() != user_name) {
        return Err(Problem::Email(user_name.to_owned()));
    }
    Ok(complete(&local_part(local), domain))
}

/// The first free username: `wanted`, or it with a number from 2. A reserved name always gets a
/// number.
pub(super) async fn first_free(
    tx: &mut WriteTx,
    wanted: &Username,
    domain: &Domain,
) -> Result<Username, Error> {
    let number = tx.number();
    let is_valid = Username::parse(wanted.as_str(), domain).is_ok();
    if is_valid && !people::username_is_taken(&mut tx.store, number, &wanted.folded()).await? {
        return Ok(wanted.clone());
    }
    let mut first = 2;
    loop {
        let candidates: Vec<Username> = (first..first + NUMBERS)
            .map(|count| complete(&format!("{}{count}", wanted.short()), domain))
            .collect();
        let folded = candidates.iter().map(Username::folded).collect();
        let taken = people::usernames_taken(&mut tx.store, number, folded).await?;
        if let Some(free) = candidates.into_iter().find(|name| !taken.contains(&name.folded())) {
            return Ok(free);
        }
        first += NUMBERS;
    }
}

/// The local part of an address in the characters of usernames.
fn local_part(local: &str) -> String {
    let ascii = deunicode::deunicode(local).to_lowercase();
    let mut name = String::with_capacity(ascii.len());
    for c in ascii.chars().map(|c| if c.is_whitespace() { '.' } else { c }) {
        let is_allowed = c.is_ascii_alphanumeric() || "+.-_".contains(c);
        let repeats_dot = c == '.' && (name.is_empty() || name.ends_with('.'));
        if is_allowed && !repeats_dot && name.len() < MAX_LOCAL {
            name.push(c);
        }
    }
    let name = name.trim_end_matches('.');
    if name.is_empty() { "user".to_owned() } else { name.to_owned() }
}

fn complete(local: &str, domain: &Domain) -> Username {
    Username::new_unchecked(format!("{local}@{}", domain.username_host()))
}

#[cfg(test)]
mod tests {
    use roster_model::{Domain, DomainName, Settings};

    use super::derive;

    #[test]
    fn username_is_the_name_or_the_local_part_of_the_address() {
        let domain = Domain {
            number: 1,
            name: DomainName::new_unchecked("demo".to_owned()),
            settings: Settings::default(),
        };
        let derived = |name: &str| derive(name, &domain).ok().map(|name| name.short().to_owned());
        for (name, expected) in [
            ("asha", Some("asha")),
            ("Asha Devi", Some("asha.devi")),
            ("asha@demo.commcarehq.org", Some("asha")),
            ("asha@DEMO.commcarehq.org", Some("asha")),
            ("Asha.Devi@example.org", Some("asha.devi")),
            ("o'brien@example.org", Some("obrien")),
            ("\u{e5}sa.m\u{fc}ller@example.org", Some("asa.muller")),
            ("admin@example.org", Some("admin")),
            ("!#@example.org", Some("user")),
            ("admin", None),
            ("as/ha", None),
            ("", None),
            ("asha@", None),
            ("asha@example.org ", None),
        ] {
            assert_eq!(derived(name).as_deref(), expected, "{name:?}");
        }
    }
}
