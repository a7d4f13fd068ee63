//! Domains and their settings.

use crate::{DomainName, TimeZoneName, limits};

/// A tenant. Every other record of the directory belongs to exactly one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The number in the rows of the store; never reused.
    pub number: i64,
    /// The name in URLs.
    pub name: DomainName,
    /// The settings.
    pub settings: Settings,
}

impl Domain {
    /// Returns the host part of this domain's usernames, for example `demo.commcarehq.org`.
    pub fn username_host(&self) -> String {
        format!("{}.{}", self.name, self.settings.username_host)
    }
}

/// The settings of a domain, which `roster domain set` changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The response format of the CommCare API.
    pub wire: WireMode,
    /// Whether workers' passwords need a zxcvbn score of at least 2.
    pub strong_passwords: bool,
    /// Whether web users may use their password with Digest authentication.
    pub digest_passwords: bool,
    /// The maximum number of requests per minute and key; 0 for no limit.
    pub rate_limit: u32,
    /// The maximum number of requests per minute of all keys together; 0 for no limit. Only the
    /// operator changes it.
    pub domain_rate_limit: u32,
    /// The maximum size of the custom data of one record, as JSON in bytes. Only the operator changes
    /// it.
    pub custom_data_limit: u64,
    /// The maximum size of all records together in bytes, see [`crate::record_size`]; 0 for no limit.
    /// Only the operator changes it.
    pub quota: u64,
    /// The part after the domain's name in the host of usernames.
    pub username_host: String,
    /// The URL of a person's cases, with the placeholders `{domain}`, `{user_id}` and `{username}`.
    pub cases_url: Option<String>,
    /// For how many days the change log has the values of changed fields; 0 for ever.
    pub history_days: u32,
    /// Whether the APIs reject custom values that the fields of the domain do not allow. The console and
    /// imports always do.
    pub enforce_fields: bool,
    /// The time zone of the dates and times in the console.
    pub time_zone: TimeZoneName,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            wire: WireMode::Documented,
            strong_passwords: false,
            digest_passwords: false,
            rate_limit: 0,
            domain_rate_limit: limits::DOMAIN_RATE_LIMIT,
            custom_data_limit: limits::CUSTOM_DATA_BYTES,
            quota: 0,
            username_host: "commcarehq.org".to_owned(),
            cases_url: None,
            history_days: 0,
            enforce_fields: false,
            time_zone: TimeZoneName::default(),
        }
    }
}

/// The response format of the CommCare API. The published pages and the live service differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WireMode {
    /// As in the published pages.
    #[default]
    Documented,
    /// As the live service responds, for a drop-in replacement.
    Live,
}

impl WireMode {
    /// Returns the name of the mode in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Live => "live",
        }
    }

    /// Finds the mode with this name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Documented, Self::Live].into_iter().find(|mode| mode.as_str() == text)
    }
}
