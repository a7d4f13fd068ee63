//! Domains and their settings.

use crate::DomainName;

/// One tenant: everything else in the directory is in exactly one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The number that every row of the domain carries; never reused.
    pub number: i64,
    /// The name that clients know.
    pub name: DomainName,
    /// How the domain behaves.
    pub settings: Settings,
}

impl Domain {
    /// The host part of this domain's usernames, for example `demo.commcarehq.org`.
    pub fn username_host(&self) -> String {
        format!("{}.{}", self.name, self.settings.username_host)
    }
}

/// What `roster domain set` may change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Which byte habits the CommCare dialect has.
    pub wire: WireMode,
    /// Whether workers' passwords must reach a zxcvbn score of 2.
    pub strong_passwords: bool,
    /// Whether web users may use their own password in Digest authentication.
    pub digest_passwords: bool,
    /// Requests a minute for each key; 0 is no limit.
    pub rate_limit: u32,
    /// What follows the domain's name in usernames.
    pub username_host: String,
    /// The address of a person's cases, with `{domain}`, `{user_id}` and `{username}`.
    pub cases_url: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            wire: WireMode::Documented,
            strong_passwords: false,
            digest_passwords: false,
            rate_limit: 0,
            username_host: "commcarehq.org".to_owned(),
            cases_url: None,
        }
    }
}

/// The two byte habits of the CommCare dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WireMode {
    /// As the published pages show.
    #[default]
    Documented,
    /// As the service answers today, for a drop-in swap.
    Live,
}

impl WireMode {
    /// The name used in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Live => "live",
        }
    }

    /// The mode of that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Documented, Self::Live].into_iter().find(|mode| mode.as_str() == text)
    }
}
