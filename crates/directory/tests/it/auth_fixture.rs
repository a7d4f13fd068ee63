//! A fixture: a directory with a fixed clock, the domain `demo` and its administrator Amina.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use roster_directory::{Account, Admin, Credentials, Directory};
use roster_model::{
    Actor, AuthFailure, Channel, Denial, DomainName, Error, NewApiKey, NewRole, NewWorker,
    SecretString,
};
use roster_store::{Backend, Store};
use roster_testkit::clock::{self, FixedClock};

pub(crate) const AMINA: &str = "amina@example.org";
pub(crate) const PASSWORD: &str = "river otter";
pub(crate) const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));

pub(crate) struct AuthFixture {
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    pub(crate) clock: Arc<FixedClock>,
}

impl AuthFixture {
    pub(crate) async fn open(backend: &Backend) -> Self {
        let fixture = Self::enter(backend).await;
        fixture.admin().create_domain("demo", None).await.unwrap();
        fixture.web_user(AMINA, "demo", None).await;
        fixture
    }

    /// Opens an existing store, as another process does.
    pub(crate) async fn enter(backend: &Backend) -> Self {
        let store = Store::open(backend).await.unwrap();
        let (environment, clock) = clock::environment();
        let directory = Directory::open(store.clone(), environment).await.unwrap();
        Self { directory, store, clock }
    }

    pub(crate) fn admin(&self) -> Admin<'_> {
        self.directory.admin()
    }

    /// Creates a web user with [`PASSWORD`], or adds an existing one to a domain.
    pub(crate) async fn web_user(&self, email: &str, domain: &str, role: Option<&str>) {
        let password = Some(secret(PASSWORD));
        self.admin().create_web_user(email, domain, role, password).await.unwrap();
    }

    pub(crate) async fn role(&self, name: &str, permissions: &[&str]) {
        let permissions = permissions.iter().map(|name| (*name).to_owned()).collect();
        let role = NewRole { name: name.to_owned(), permissions };
        self.admin().create_role("demo", role).await.unwrap();
    }

    pub(crate) async fn key(&self, new: NewApiKey) -> SecretString {
        self.admin().create_api_key(new).await.unwrap().1
    }

    pub(crate) async fn worker(&self, username: &str, password: &str) -> String {
        let actor = self.admin().actor("demo").await.unwrap();
        let new = NewWorker {
            username: Some(username.to_owned()),
            password: Some(secret(password)),
            ..NewWorker::default()
        };
        let created = self.directory.workers(&actor).unwrap().create(new).await.unwrap();
        created.person.id.into_string()
    }

    /// Authenticates in `demo` from [`HERE`].
    pub(crate) async fn admit(&self, credentials: Credentials) -> Result<Actor, Error> {
        self.directory.admit("demo", credentials, HERE, Channel::CommCare).await
    }

    pub(crate) async fn identify(&self, credentials: Credentials) -> Result<Account, Error> {
        self.directory.identify(credentials, HERE).await
    }
}

pub(crate) fn secret(text: &str) -> SecretString {
    text.to_owned().into()
}

pub(crate) fn basic(username: &str, password: &str) -> Credentials {
    Credentials::Basic { username: username.to_owned(), password: secret(password) }
}

pub(crate) fn by_key(username: &str, key: &SecretString) -> Credentials {
    Credentials::Key { username: username.to_owned(), key: key.clone() }
}

/// An API key of Amina for all her domains.
pub(crate) fn new_key() -> NewApiKey {
    NewApiKey {
        owner: AMINA.to_owned(),
        domain: None,
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    }
}

pub(crate) fn name(domain: &str) -> DomainName {
    DomainName::parse(domain).unwrap()
}

/// The authentication failure of a result.
#[track_caller]
pub(crate) fn failure<T>(outcome: Result<T, Error>) -> AuthFailure {
    match outcome.err().unwrap() {
        Error::Unauthenticated(failure) => failure,
        other => panic!("not an authentication failure: {other}"),
    }
}

/// The denial of a result.
#[track_caller]
pub(crate) fn denial<T>(outcome: Result<T, Error>) -> Denial {
    match outcome.err().unwrap() {
        Error::Forbidden(denial) => denial,
        other => panic!("not denied: {other}"),
    }
}

/// The errors of a result, each as `field: code`.
#[track_caller]
pub(crate) fn errors<T>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome.err().unwrap() {
        Error::Invalid(errors) => errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.problem.code()))
            .collect(),
        other => panic!("not rejected as invalid: {other}"),
    }
}
