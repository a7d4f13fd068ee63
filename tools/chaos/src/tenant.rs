//! A domain to work in, and those who may.

use crate::program::Roster;

/// The domain that all parts work in.
pub(crate) const DOMAIN: &str = "faults";

/// The keys to it, as values of the `Authorization` header.
#[derive(Clone)]
pub(crate) struct Keys {
    /// For the CommCare dialect.
    pub(crate) commcare: String,
    /// For the User.com dialect; it sees contacts alone.
    pub(crate) usercom: String,
}

/// Makes the domain.
pub(crate) async fn furnish(roster: &Roster) -> anyhow::Result<Keys> {
    const ADMIN: &str = "ada@example.org";
    roster.run(&format!("domain create {DOMAIN}")).await?;
    roster.run(&format!("web-user create {ADMIN} --domain {DOMAIN}")).await?;
    let key = roster.run(&format!("api-key create --user {ADMIN} --domain {DOMAIN}")).await?;
    let app = roster.run(&format!("app-key create --domain {DOMAIN} --contacts-only")).await?;
    Ok(Keys { commcare: format!("ApiKey {ADMIN}:{key}"), usercom: format!("Token {app}") })
}

/// An address of the CommCare dialect, from `user/v1/` for example.
pub(crate) fn commcare(rest: &str) -> String {
    format!("/a/{DOMAIN}/api/{rest}")
}

/// An address of the User.com dialect, from `users/` for example.
pub(crate) fn usercom(rest: &str) -> String {
    format!("/api/public/{rest}")
}
