//! Domains: creation, settings and deletion from the command line.

use roster_model::{Domain, DomainName, Error, Kind, Problem, Settings, WireMode};
use roster_store::{Tx, domains, memberships, web_users};

use crate::{
    admin::{self, Admin},
    op_context::OpContext,
};

/// The settings, named as for `set_domain`.
const SETTINGS: &str =
    "wire, strong_passwords, digest_passwords, rate_limit, username_host, cases_url";

/// The placeholders of `cases_url`.
const PLACEHOLDERS: [&str; 3] = ["domain", "user_id", "username"];

impl Admin<'_> {
    /// Creates an empty domain. `wire` is the name of a wire mode, by default `documented`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is invalid or taken, or the mode is unknown.
    pub async fn create_domain(&self, name: &str, wire: Option<&str>) -> Result<Domain, Error> {
        let mut settings = Settings::default();
        if let Some(wire) = wire {
            set(&mut settings, "wire", wire)?;
        }
        let name =
            DomainName::parse(name).map_err(|problem| Error::invalid_field("name", problem))?;
        let taken = || Error::invalid_field("name", Problem::Taken(name.to_string()));
        let now = self.directory.environment().now();
        let mut tx = self.write().await?;
        if domains::find(&mut tx, name.as_str()).await?.is_some() {
            return Err(taken());
        }
        let made = domains::insert(&mut tx, &name, &settings, now).await;
        let domain =
            made.map_err(
                |error| {
                    if error.violates("domains", "name") { taken() } else { error.into() }
                },
            )?;
        tx.commit().await?;
        Ok(domain)
    }

    /// Returns all domains, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list_domains(&self) -> Result<Vec<Domain>, Error> {
        Ok(domains::list(&mut self.read().await?).await?)
    }

    /// Changes one setting of a domain, written as on the command line: `wire` (`documented`,
    /// `live`), `strong_passwords` and `digest_passwords` (`true`, `false`), `rate_limit` (requests
    /// per minute and key; 0 is unlimited), `username_host` (of workers created from now on),
    /// `cases_url` (empty for none).
    ///
    /// Turning `digest_passwords` off deletes the stored Digest secrets.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain or setting does not exist, or the value is invalid.
    pub async fn set_domain(&self, name: &str, key: &str, value: &str) -> Result<Domain, Error> {
        let ctx = self.ctx(name).await?;
        save(&ctx, &[(key.to_owned(), value.to_owned())]).await
    }

    /// Deletes a domain and all its records. Web users keep their account and their other domains.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist.
    pub async fn delete_domain(&self, name: &str) -> Result<(), Error> {
        let mut tx = self.ctx(name).await?.begin().await?;
        let domain = admin::domain(&mut tx.store, name).await?;
        if domain.settings.digest_passwords {
            forget_digest_secrets(&mut tx.store, &domain).await?;
        }
        domains::delete(&mut tx.store, domain.number).await?;
        // The change log is deleted with the domain, so this is not logged.
        Ok(tx.store.commit().await?)
    }
}

/// Changes settings, all or none. Every invalid value has its own error.
pub(crate) async fn save(
    ctx: &OpContext<'_>,
    values: &[(String, String)],
) -> Result<Domain, Error> {
    let mut tx = ctx.begin().await?;
    // Read again behind the lock of the domain.
    let mut domain = admin::domain(&mut tx.store, ctx.domain().name.as_str()).await?;
    let before = domain.settings.clone();
    tx.check_precondition(&before)?;
    let (mut errors, mut changed) = (Vec::new(), Vec::new());
    for (key, value) in values {
        let earlier = domain.settings.clone();
        match set(&mut domain.settings, key, value) {
            Err(Error::Invalid(found)) => errors.extend(found),
            Err(other) => return Err(other),
            Ok(()) if domain.settings != earlier => changed.push(key.clone()),
            Ok(()) => {}
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    if changed.is_empty() {
        return Ok(domain);
    }
    domains::save_settings(&mut tx.store, domain.number, &domain.settings).await?;
    if before.digest_passwords && !domain.settings.digest_passwords {
        forget_digest_secrets(&mut tx.store, &domain).await?;
    }
    tx.log(Kind::DomainUpdated, domain.name.as_str(), None, changed);
    tx.commit_or_defer().await?;
    Ok(domain)
}

/// Deletes the Digest secrets of the domain's members, except those with another domain that allows
/// them.
async fn forget_digest_secrets(tx: &mut Tx, domain: &Domain) -> Result<(), Error> {
    for user in web_users::with_digest_secret(tx, domain.number).await? {
        let domains = memberships::domains_of(tx, &user).await?;
        let granted =
            |other: &Domain| other.number != domain.number && other.settings.digest_passwords;
        if !domains.iter().any(granted) {
            web_users::forget_digest_secret(tx, &user).await?;
        }
    }
    Ok(())
}

fn set(settings: &mut Settings, key: &str, value: &str) -> Result<(), Error> {
    let wrong = |expected: &str| {
        let text = format!("'{value}' will not do: it must be {expected}");
        Error::invalid_field(key, Problem::Other(text))
    };
    let flag = || value.parse().map_err(|_| wrong("true or false"));
    match key {
        "wire" => {
            settings.wire = WireMode::parse(value).ok_or_else(|| wrong("documented or live"))?;
        }
        "strong_passwords" => settings.strong_passwords = flag()?,
        "digest_passwords" => settings.digest_passwords = flag()?,
        "rate_limit" => {
            settings.rate_limit = value
                .parse()
                .map_err(|_| wrong("a whole number of requests a minute, or 0 for no limit"))?;
        }
        "username_host" if is_host(value) => value.clone_into(&mut settings.username_host),
        "username_host" => return Err(wrong("a host name, such as commcarehq.org")),
        "cases_url" if value.is_empty() => settings.cases_url = None,
        "cases_url" if is_template(value) => settings.cases_url = Some(value.to_owned()),
        "cases_url" => {
            return Err(wrong(
                "an address that begins with https:// or http://, with no other braces than \
                 {domain}, {user_id} and {username}",
            ));
        }
        _ => {
            let text = format!("there is no setting '{key}': the settings are {SETTINGS}");
            return Err(Error::invalid_field("", Problem::Other(text)));
        }
    }
    Ok(())
}

/// Returns whether the text is valid after the domain's name and a full stop in the host of
/// usernames.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    text.len() <= 180 && text.split('.').all(is_label)
}

fn is_template(text: &str) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let mut parts = text.split('{');
    let before = parts.next().unwrap_or_default();
    let closed = |part: &str| {
        part.split_once('}')
            .is_some_and(|(name, rest)| PLACEHOLDERS.contains(&name) && !rest.contains('}'))
    };
    web && !before.contains('}')
        && parts.all(closed)
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use roster_model::{Settings, WireMode};

    use super::set;

    #[test]
    fn each_setting_takes_its_own_values() {
        let mut settings = Settings::default();
        let url = "https://cases.example.org/{domain}/{user_id}?name={username}";
        for (key, value) in [
            ("wire", "live"),
            ("strong_passwords", "true"),
            ("digest_passwords", "true"),
            ("rate_limit", "600"),
            ("username_host", "workers.example.org"),
            ("cases_url", url),
        ] {
            set(&mut settings, key, value).unwrap();
        }
        let expected = Settings {
            wire: WireMode::Live,
            strong_passwords: true,
            digest_passwords: true,
            rate_limit: 600,
            username_host: "workers.example.org".to_owned(),
            cases_url: Some(url.to_owned()),
        };
        assert_eq!(settings, expected);
        set(&mut settings, "cases_url", "").unwrap();
        assert_eq!(settings.cases_url, None);
    }

    #[test]
    fn error_of_an_invalid_value_lists_the_valid_ones() {
        for (key, value, told) in [
            ("wire", "Live", "documented or live"),
            ("strong_passwords", "yes", "true or false"),
            ("rate_limit", "-1", "0 for no limit"),
            ("username_host", "a..b", "a host name"),
            ("username_host", "", "a host name"),
            ("cases_url", "ftp://x", "https://"),
            ("cases_url", "https://x/{user}", "{user_id}"),
            ("cases_url", "https://x/{user_id", "{user_id}"),
            ("cases_url", "https://x/}", "{user_id}"),
            ("colour", "red", "strong_passwords"),
        ] {
            let refusal = set(&mut Settings::default(), key, value).unwrap_err().to_string();
            assert!(refusal.contains(told), "{key}={value}: {refusal}");
        }
    }
}
