//! The settings of a domain.

use roster_model::{
    Actor, Diff, Domain, Error, FieldError, Kind, Permission, Problem, Rule, SettingValue,
    Settings, TimeZoneName, Who, WireMode, limits::MAX_CUSTOM_DATA_BYTES,
};
use roster_store::domains;

use super::{delete_digest_secrets, find_domain};
use crate::{Directory, op_context::OpContext};

/// The names of the settings.
const SETTINGS: &str = "wire, strong_passwords, digest_passwords, rate_limit, domain_rate_limit, \
                        custom_data_limit, quota, username_host, cases_url, history_days, \
                        enforce_fields, time_zone";

/// The settings that limit a domain for the sake of others: its own admins cannot change them.
const OPERATOR_ONLY: [&str; 3] = ["domain_rate_limit", "custom_data_limit", "quota"];

/// The values of `custom_data_limit`.
const DATA_LIMITS: std::ops::RangeInclusive<u64> = 1_024..=MAX_CUSTOM_DATA_BYTES;

/// The placeholders of a `cases_url`.
const PLACEHOLDERS: [&str; 3] = ["domain", "user_id", "username"];

/// The settings of a domain.
pub struct DomainSettings<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The settings of the actor's domain. Requires `edit_domain`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn settings(&self, actor: &Actor) -> Result<DomainSettings<'_>, Error> {
        Ok(DomainSettings { ctx: self.ctx(actor, Permission::EDIT_DOMAIN)? })
    }
}

impl DomainSettings<'_> {
    /// Changes settings, all of them or none. Names and values are those of the command line: `wire`
    /// (`documented`, `live`), `strong_passwords` and `digest_passwords` (`true`, `false`),
    /// `rate_limit` (requests per minute and key, 0 for no limit), `username_host` (for new workers),
    /// `cases_url` (empty for none), `history_days` (for the values in the change log, 0 for ever),
    /// `enforce_fields` (`true`, `false`: whether the APIs validate custom data) and `time_zone` (the name
    /// of the zone of the dates and times in the console).
    /// The operator can change `domain_rate_limit` (requests per minute of all keys together),
    /// `custom_data_limit` (bytes) and `quota` (bytes of all records, 0 for no limit) too.
    ///
    /// Switching `digest_passwords` off deletes the Digest secrets of the members.
    ///
    /// # Errors
    /// [`Error::Invalid`] with one error for each invalid value, under the name of its setting.
    pub async fn save(&self, values: &[(String, String)]) -> Result<Domain, Error> {
        let mut tx = self.ctx.begin().await?;
        // Read again under the lock of the domain.
        let mut domain = find_domain(&mut tx.store, self.ctx.domain().name.as_str()).await?;
        let before = domain.settings.clone();
        tx.check_precondition(&before)?;
        let mut errors = Vec::new();
        for (key, value) in values {
            if OPERATOR_ONLY.contains(&key.as_str()) && self.ctx.actor().who != Who::Operator {
                errors.push(FieldError::new(key, Problem::NotEditable));
                continue;
            }
            match set(&mut domain.settings, key, value) {
                Err(Error::Invalid(found)) => errors.extend(found),
                Err(other) => return Err(other),
                Ok(()) => {}
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let changed = Diff::between(&before, &domain.settings);
        if changed.is_empty() {
            return Ok(domain);
        }
        domains::save_settings(&mut tx.store, domain.number, &domain.settings).await?;
        if before.digest_passwords && !domain.settings.digest_passwords {
            delete_digest_secrets(&mut tx.store, &domain).await?;
        }
        tx.log(Kind::DomainUpdated, domain.name.as_str(), None, changed);
        tx.commit_or_defer().await?;
        Ok(domain)
    }
}

/// Parses and sets one setting.
///
/// # Errors
/// [`Error::Invalid`].
pub(super) fn set(settings: &mut Settings, key: &str, value: &str) -> Result<(), Error> {
    let wrong = |expected: SettingValue| {
        let rule = Rule::InvalidSetting { value: value.to_owned(), expected };
        Error::invalid_field(key, rule.into())
    };
    let flag = || value.parse().map_err(|_| wrong(SettingValue::Flag));
    match key {
        "wire" => {
            settings.wire = WireMode::parse(value).ok_or_else(|| wrong(SettingValue::Wire))?;
        }
        "strong_passwords" => settings.strong_passwords = flag()?,
        "digest_passwords" => settings.digest_passwords = flag()?,
        "enforce_fields" => settings.enforce_fields = flag()?,
        "rate_limit" => {
            settings.rate_limit =
                value.parse().map_err(|_| wrong(SettingValue::RequestsPerMinute))?;
        }
        "domain_rate_limit" => {
            settings.domain_rate_limit =
                value.parse().map_err(|_| wrong(SettingValue::RequestsPerMinute))?;
        }
        "custom_data_limit" => {
            let limit = value.parse().ok().filter(|limit| DATA_LIMITS.contains(limit));
            settings.custom_data_limit = limit.ok_or_else(|| wrong(SettingValue::DataLimit))?;
        }
        "quota" => {
            settings.quota = value.parse().map_err(|_| wrong(SettingValue::Bytes))?;
        }
        "username_host" if is_host(value) => value.clone_into(&mut settings.username_host),
        "username_host" => return Err(wrong(SettingValue::Host)),
        "cases_url" if value.is_empty() => settings.cases_url = None,
        "cases_url" if is_template(value) => settings.cases_url = Some(value.to_owned()),
        "cases_url" => return Err(wrong(SettingValue::CasesUrl)),
        "history_days" => {
            settings.history_days = value.parse().map_err(|_| wrong(SettingValue::Days))?;
        }
        "time_zone" => {
            let name = TimeZoneName::parse(value);
            settings.time_zone = name.map_err(|problem| Error::invalid_field(key, problem))?;
        }
        _ => {
            let text = format!("unknown setting '{key}' (possible settings: {SETTINGS})");
            return Err(Error::invalid_field("", Problem::Other(text)));
        }
    }
    Ok(())
}

/// Whether the text is a host name, short enough to follow the domain's name in usernames.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    text.len() <= 180 && text.split('.').all(is_label)
}

/// Whether the text is an HTTP URL whose placeholders are all known.
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
    use roster_model::{Settings, TimeZoneName, WireMode};

    use super::set;

    #[test]
    fn valid_values_are_set() {
        let mut settings = Settings::default();
        let url = "https://cases.example.org/{domain}/{user_id}?name={username}";
        for (key, value) in [
            ("wire", "live"),
            ("strong_passwords", "true"),
            ("digest_passwords", "true"),
            ("rate_limit", "600"),
            ("domain_rate_limit", "9000"),
            ("custom_data_limit", "4096"),
            ("quota", "1000000000000"),
            ("username_host", "workers.example.org"),
            ("cases_url", url),
            ("history_days", "365"),
            ("enforce_fields", "true"),
            ("time_zone", "africa/nairobi"),
        ] {
            set(&mut settings, key, value).unwrap();
        }
        let expected = Settings {
            wire: WireMode::Live,
            strong_passwords: true,
            digest_passwords: true,
            enforce_fields: true,
            rate_limit: 600,
            domain_rate_limit: 9_000,
            custom_data_limit: 4_096,
            quota: 1_000_000_000_000,
            username_host: "workers.example.org".to_owned(),
            cases_url: Some(url.to_owned()),
            history_days: 365,
            time_zone: TimeZoneName::parse("Africa/Nairobi").unwrap(),
        };
        assert_eq!(settings, expected);
        set(&mut settings, "cases_url", "").unwrap();
        assert_eq!(settings.cases_url, None);
    }

    #[test]
    fn invalid_value_is_rejected_with_the_valid_ones() {
        for (key, value, hint) in [
            ("wire", "Live", "documented or live"),
            ("strong_passwords", "yes", "true or false"),
            ("rate_limit", "-1", "0 for no limit"),
            ("history_days", "1.5", "0 for ever"),
            ("domain_rate_limit", "many", "0 for no limit"),
            ("custom_data_limit", "0", "from 1024"),
            ("quota", "1 GB", "0 for no limit"),
            ("quota", "-1", "0 for no limit"),
            ("custom_data_limit", "1048577", "to 1048576"),
            ("username_host", "a..b", "a host name"),
            ("username_host", "", "a host name"),
            ("cases_url", "ftp://x", "https://"),
            ("cases_url", "https://x/{user}", "{user_id}"),
            ("cases_url", "https://x/{user_id", "{user_id}"),
            ("cases_url", "https://x/}", "{user_id}"),
            ("time_zone", "Nairobi", "did you mean Africa/Nairobi?"),
            ("time_zone", "", "must not be empty"),
            ("colour", "red", "strong_passwords"),
        ] {
            let error = set(&mut Settings::default(), key, value).unwrap_err().to_string();
            assert!(error.contains(hint), "{key}={value}: {error}");
        }
    }
}
