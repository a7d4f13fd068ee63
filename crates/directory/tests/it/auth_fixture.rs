//! A fixture: a directory with a fixed clock, the domain `demo` and its administrator Amina.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use roster_directory::{Account, Clock as _, Credentials, Directory, Session, SignedIn, Visitor};
use roster_model::{
    Actor, AuthFailure, Channel, Denial, DomainName, Error, ExposeSecret as _, NewApiKey, NewRole,
    NewWorker, SecretString,
};
use roster_store::{Backend, Store};
use roster_testkit::{
    clock::{self, FixedClock},
    operator,
};
use totp_rs::{Builder, Secret};

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
        fixture.directory.create_domain("demo", None).await.unwrap();
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

    /// Creates a web user with [`PASSWORD`], or adds an existing one to a domain. Then the operator sets
    /// the same password again, so that it opens both domains.
    pub(crate) async fn web_user(&self, email: &str, domain: &str, role: Option<&str>) {
        let create = async |password| {
            operator::create_web_user(&self.directory, email, domain, role, password).await
        };
        if create(Some(secret(PASSWORD))).await.is_err() {
            create(None).await.unwrap();
            self.directory.reset_password(email, Some(secret(PASSWORD))).await.unwrap();
        }
    }

    /// A signed-in session of a web user with [`PASSWORD`].
    pub(crate) async fn session(&self, email: &str) -> Session {
        self.session_with(email, PASSWORD).await
    }

    pub(crate) async fn session_with(&self, email: &str, password: &str) -> Session {
        match self.directory.sign_in(email, &secret(password), &visitor()).await {
            Ok(SignedIn::Opened(opened)) => self.directory.session(&opened.token).await.unwrap(),
            other => panic!("not signed in: {other:?}"),
        }
    }

    /// The token of a session of a web user with [`PASSWORD`].
    pub(crate) async fn token(&self, email: &str) -> SecretString {
        match self.directory.sign_in(email, &secret(PASSWORD), &visitor()).await {
            Ok(SignedIn::Opened(opened)) => opened.token,
            other => panic!("not signed in: {other:?}"),
        }
    }

    /// Sets up a second factor of a web user with [`PASSWORD`]. Returns a recovery code.
    pub(crate) async fn set_up_second_factor(&self, email: &str) -> SecretString {
        let session = self.confirmed(self.session(email).await).await;
        let offer = self.directory.offer_second_factor(&session);
        let code = authenticator_code(offer.secret.expose_secret(), self.clock.now().as_second());
        let codes = self.directory.set_up_second_factor(&session, &offer.sealed, &code).await;
        codes.unwrap().swap_remove(0)
    }

    /// The token of a session of a web user with a second factor, who enters a recovery code.
    pub(crate) async fn token_with_code(&self, email: &str, code: &SecretString) -> SecretString {
        match self.directory.sign_in(email, &secret(PASSWORD), &visitor()).await {
            Ok(SignedIn::NeedsCode(ticket)) => {
                let code = code.expose_secret();
                let opened = self.directory.sign_in_with_code(&ticket, code, &visitor()).await;
                opened.unwrap().token
            }
            other => panic!("no code needed: {other:?}"),
        }
    }

    /// The same session, with the password entered again.
    pub(crate) async fn confirmed(&self, session: Session) -> Session {
        self.directory.confirm_password(&session, &secret(PASSWORD)).await.unwrap()
    }

    pub(crate) async fn role(&self, name: &str, permissions: &[&str]) {
        let permissions = permissions.iter().map(|name| (*name).to_owned()).collect();
        let role = NewRole { name: name.to_owned(), permissions };
        operator::create_role(&self.directory, "demo", role).await.unwrap();
    }

    pub(crate) async fn key(&self, new: NewApiKey) -> SecretString {
        self.directory.create_api_key(new).await.unwrap().1
    }

    pub(crate) async fn worker(&self, username: &str, password: &str) -> String {
        let actor = self.directory.operator("demo").await.unwrap();
        let new = NewWorker {
            username: Some(username.to_owned()),
            password: Some(secret(password)),
            ..NewWorker::default()
        };
        let created = self.directory.workers(&actor).unwrap().create(new).await.unwrap();
        created.person.id.into_string()
    }

    /// Authenticates in `demo` from [`HERE`].
    pub(crate) async fn authorize(&self, credentials: Credentials) -> Result<Actor, Error> {
        self.directory.authorize("demo", credentials, HERE, Channel::CommCare).await
    }

    pub(crate) async fn authenticate(&self, credentials: Credentials) -> Result<Account, Error> {
        self.directory.authenticate(credentials, HERE).await
    }
}

pub(crate) fn visitor() -> Visitor {
    Visitor { from: HERE, secure: true, agent: String::new(), device: None }
}

/// The code that an authenticator app displays.
pub(crate) fn authenticator_code(key: &str, second: i64) -> String {
    let secret = Secret::try_from_base32(key).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(second.try_into().unwrap()).to_string()
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
        name: String::new(),
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
