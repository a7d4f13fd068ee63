//! The domain of the run and its credentials.

use crate::program::Roster;

/// The domain that all parts use.
pub(crate) const DOMAIN: &str = "faults";

/// The keys, as values of the `Authorization` header.
#[derive(Clone)]
pub(crate) struct Keys {
    /// For the CommCare dialect.
    pub(crate) commcare: String,
    /// For the User.com dialect, contacts only.
    pub(crate) usercom: String,
}

/// Creates the domain and its keys.
pub(crate) async fn create_domain(roster: &Roster) -> anyhow::Result<Keys> {
    const ADMIN: &str = "ada@example.org";
    roster.run(&format!("domain create {DOMAIN}")).await?;
    roster.run(&format!("web-user create {ADMIN} --domain {DOMAIN}")).await?;
    let key = roster.run(&format!("api-key create --user {ADMIN} --domain {DOMAIN}")).await?;
    let app = roster.run(&format!("app-key create --domain {DOMAIN} --contacts-only")).await?;
    Ok(Keys { commcare: format!("ApiKey {ADMIN}:{key}"), usercom: format!("Token {app}") })
}

/// A path of the CommCare dialect; `rest` is `user/v1/` for example.
pub(crate) fn commcare(rest: &str) -> String {
    format!("/a/{DOMAIN}/api/{rest}")
}

/// A path of the User.com dialect; `rest` is `users/` for example.
pub(crate) fn usercom(rest: &str) -> String {
    format!("/api/public/{rest}")
}
