//! The domain `demo`, with example people.

mod locations;
mod people;

use anyhow::bail;
use roster_directory::Directory;
use roster_model::{
    Actor, ExposeSecret, NewApiKey, NewAppKey, SecretString, Start, WebUserEdit, Window,
};

const DOMAIN: &str = "demo";
const WEB_USER: &str = "demo@example.org";

/// Credentials of the domain `demo`.
pub(crate) struct Demo {
    /// A new password of the web user.
    password: SecretString,
    /// A new API key of the web user.
    key: SecretString,
    /// A new User.com key.
    app_key: SecretString,
    /// A free username.
    free_username: String,
}

/// Creates the domain `demo`, unless it exists, and new credentials for it.
///
/// A password and a key are shown once and stored as hashes, so every start creates new ones. Keys
/// of earlier starts stay active.
///
/// # Errors
///
/// If a domain of that name exists that no start has completed.
pub(crate) async fn prepare(directory: &Directory) -> anyhow::Result<Demo> {
    let domains = directory.list_domains().await?;
    let password = if domains.iter().any(|domain| domain.name.as_str() == DOMAIN) {
        let actor = directory.operator(DOMAIN).await?;
        if !is_finished(directory, &actor).await? {
            bail!(
                "the domain '{DOMAIN}' exists and is not a complete demo: run `roster domain delete {DOMAIN}` first"
            );
        }
        directory.reset_password(WEB_USER, None).await?
    } else {
        directory.create_domain(DOMAIN, None).await?;
        let actor = directory.operator(DOMAIN).await?;
        let digest = ("digest_passwords".to_owned(), "true".to_owned());
        directory.settings(&actor)?.save(&[digest]).await?;
        fill(directory, &actor).await?;
        // The web user is created last and marks the demo as complete.
        let admin = WebUserEdit::with_role("Admin");
        directory.web_users(&actor)?.create(WEB_USER, admin, None).await?.1
    };
    let password = match password {
        Some(password) => password,
        None => directory.reset_password(WEB_USER, None).await?.unwrap_or_default(),
    };
    let operator = directory.operator(DOMAIN).await?;
    let domain = operator.domain.name.clone();
    let app_key = new_app_key(directory, &operator).await?;
    let new = NewApiKey {
        name: String::new(),
        owner: WEB_USER.to_owned(),
        domain: Some(domain),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (record, key) = directory.create_api_key(new).await?;
    // The start of an id is the time, the end is random.
    let (_, end) = record.id.as_str().split_at(24);
    let free_username = format!("newcomer.{end}");
    Ok(Demo { password, key, app_key, free_username })
}

async fn new_app_key(directory: &Directory, operator: &Actor) -> anyhow::Result<SecretString> {
    let new = NewAppKey {
        domain: operator.domain.name.clone(),
        name: "demo".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    Ok(directory.app_keys(operator)?.create(new).await?.1)
}

async fn is_finished(directory: &Directory, actor: &Actor) -> anyhow::Result<bool> {
    let first = Window { limit: 1, start: Start::Offset(0) };
    let found = directory.web_users(actor)?.list(Some(WEB_USER), first).await?;
    Ok(!found.items.is_empty())
}

async fn fill(directory: &Directory, actor: &Actor) -> anyhow::Result<()> {
    let villages = locations::make(directory, actor).await?;
    people::make(directory, actor, &villages).await
}

impl Demo {
    /// Commands to paste into a shell, for the server at `url`.
    pub(crate) fn commands(&self, url: &str) -> String {
        let Self { password, key, app_key, free_username } = self;
        let (password, key) = (password.expose_secret(), key.expose_secret());
        let app_key = app_key.expose_secret();
        let jdoe = people::JDOE;
        format!(
            r#"
# The domain '{DOMAIN}', as {WEB_USER}, whose password is {password}
# In a browser: {url}/

# All workers, as JSON
curl -H 'Authorization: ApiKey {WEB_USER}:{key}' '{url}/a/{DOMAIN}/api/v0.5/user/'

# The first five, as XML
curl -H 'Authorization: ApiKey {WEB_USER}:{key}' '{url}/a/{DOMAIN}/api/v0.5/user/?format=xml&limit=5'

# Create a worker
curl -H 'Authorization: ApiKey {WEB_USER}:{key}' -H 'Content-Type: application/json' -d '{{"username": "{free_username}", "password": "qwer1234", "first_name": "New", "last_name": "Comer"}}' '{url}/a/{DOMAIN}/api/v0.5/user/'

# John Doe, edited
curl -X PUT -H 'Authorization: ApiKey {WEB_USER}:{key}' -H 'Content-Type: application/json' -d '{{"first_name": "John", "phone_numbers": ["+50253311399", "50253314588"]}}' '{url}/a/{DOMAIN}/api/v0.5/user/{jdoe}/'

# What happened since the beginning
curl -H 'Authorization: ApiKey {WEB_USER}:{key}' '{url}/a/{DOMAIN}/api/changes/v1/'

# The same people by User.com's API
curl -H 'Authorization: Token {app_key}' '{url}/api/public/users/'

# One more, who is no mobile worker
curl -H 'Authorization: Token {app_key}' -H 'Content-Type: application/json' -d '{{"email": "{free_username}@example.org", "first_name": "Some", "last_name": "Contact"}}' '{url}/api/public/users/'

# All workers, as a table (pip install commcare-export)
commcare-export --commcare-hq {url} --project {DOMAIN} --username {WEB_USER} --password {key} --auth-mode apikey --users --output-format csv --output users.zip"#
        )
    }
}
