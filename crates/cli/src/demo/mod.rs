//! The domain `demo`, with example people.

mod activity;
mod contacts;
mod fields;
mod locations;
mod people;

use anyhow::bail;
use roster_directory::{Directory, PRESETS};
use roster_model::{
    Actor, ExposeSecret, NewApiKey, NewAppKey, SecretString, Start, WebUserEdit, Window,
};

const DOMAIN: &str = "demo";
const WEB_USER: &str = "demo@example.org";
/// The label of the credentials that each start prints.
const CREDENTIALS: &str = "demo";

/// Credentials of the domain `demo`.
pub(crate) struct Demo {
    /// The password of the web user.
    password: SecretString,
    /// The API key of the web user.
    key: SecretString,
    /// The User.com key.
    app_key: SecretString,
    /// A free username.
    free_username: String,
}

/// Creates the domain `demo`, unless it exists, and its credentials.
///
/// Only hashes of passwords and keys are stored, so they are derived from the secret of the store: each
/// start prints the same ones. A password that the web user changed is set back.
///
/// # Errors
///
/// If a domain of that name exists that no start has completed.
pub(crate) async fn prepare(directory: &Directory) -> anyhow::Result<Demo> {
    let domains = directory.list_domains().await?;
    if domains.iter().any(|domain| domain.name.as_str() == DOMAIN) {
        let actor = directory.operator(DOMAIN).await?;
        if !is_finished(directory, &actor).await? {
            bail!(
                "the domain '{DOMAIN}' exists and is not a complete demo: run `roster domain delete {DOMAIN}` first"
            );
        }
    } else {
        directory.create_domain(DOMAIN, None).await?;
        let actor = directory.operator(DOMAIN).await?;
        let digest = ("digest_passwords".to_owned(), "true".to_owned());
        directory.settings(&actor)?.save(&[digest]).await?;
        Box::pin(fill(directory, &actor)).await?;
        // The web user is created last and marks the demo as complete.
        let admin = WebUserEdit::with_role("Admin");
        directory.web_users(&actor)?.create(WEB_USER, admin, None).await?;
        // The password is in the output: it must not open what others have in the same store.
        if domains.is_empty() {
            directory.set_operator(WEB_USER, true).await?;
        }
    }
    let password = directory.repeatable_password(CREDENTIALS, WEB_USER).await?;
    let operator = directory.operator(DOMAIN).await?;
    let domain = operator.domain.name.clone();
    let new = NewAppKey {
        domain: domain.clone(),
        name: "demo".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let app_key = directory.repeatable_app_key(&operator, CREDENTIALS, new).await?;
    let new = NewApiKey {
        name: "demo".to_owned(),
        owner: WEB_USER.to_owned(),
        domain: Some(domain),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let key = directory.repeatable_api_key(CREDENTIALS, new).await?;
    // The start of an id is the time, the end is random.
    let id = directory.environment().id();
    let (_, end) = id.as_str().split_at(24);
    let free_username = format!("newcomer.{end}");
    Ok(Demo { password, key, app_key, free_username })
}

async fn is_finished(directory: &Directory, actor: &Actor) -> anyhow::Result<bool> {
    let first = Window { limit: 1, start: Start::Offset(0) };
    let found = directory.web_users(actor)?.list(Some(WEB_USER), first).await?;
    Ok(!found.items.is_empty())
}

async fn fill(directory: &Directory, actor: &Actor) -> anyhow::Result<()> {
    for preset in PRESETS {
        directory.roles(actor)?.create_preset(preset).await?;
    }
    let profile = fields::create(directory, actor).await?;
    let villages = locations::make(directory, actor).await?;
    let workers = people::make(directory, actor, &villages, profile).await?;
    Box::pin(contacts::create(directory, actor, &workers)).await?;
    activity::record(directory, actor, &workers).await
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
