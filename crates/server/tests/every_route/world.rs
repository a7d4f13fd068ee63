//! Two domains with things of every sort: `north`, of which everybody asks, and `south`, of which
//! nobody in the north may learn anything.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::body::Body;
use http::{HeaderName, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::Directory;
use roster_model::{
    CustomData, DomainName, ExposeSecret as _, NewApiKey, NewAppKey, NewProfile, NewRole,
};
use roster_server::{App, Limits, Peer, WrappedRouter, router};
use roster_store::{Backend, Store, domain_state};
use roster_testkit::{clock, raw_sql};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    document::{self, Operation},
    sorts::Sort,
    told::Told,
};

pub(crate) const PASSWORD: &str = "a rather long password";

/// How often a request is sent to a store that is busy.
const TRIES: usize = 6;

/// Numbers of the south are above all that are given in the north.
const SOUTHERN: i64 = 5_000_000;

/// The server, and both domains.
pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    router: WrappedRouter,
    pub(crate) operations: Vec<Operation>,
    pub(crate) north: Side,
    pub(crate) south: Side,
    count: AtomicU64,
}

/// A domain, and what its admin asks with.
pub(crate) struct Side {
    pub(crate) domain: &'static str,
    /// What all texts of this domain begin with.
    pub(crate) mark: &'static str,
    pub(crate) admin: &'static str,
    /// `ApiKey admin:key`.
    pub(crate) authorization: String,
    /// `Token key`.
    pub(crate) token: String,
    /// A thing of each sort, for requests that leave it as it is.
    kept: Mutex<HashMap<Sort, String>>,
    /// What was there, of each sort that can be deleted.
    deleted: Mutex<HashMap<Sort, String>>,
}

impl World {
    pub(crate) async fn on(place: &Backend) -> Arc<Self> {
        let store = Store::open(place).await.unwrap();
        let (environment, _) = clock::environment();
        let directory = Directory::open(store.clone(), environment).await.unwrap();
        let north = Side::new(&directory, "north", "zznorth", "ada@example.org").await;
        let south = Side::new(&directory, "south", "zzsouth", "olga@example.org").await;
        let app = App::new(directory.clone());
        let router = router(app, Limits::default(), CancellationToken::new());
        let count = AtomicU64::new(1_000);
        let mut world =
            Self { directory, store, router, operations: Vec::new(), north, south, count };
        let document = world.ask("GET", "/openapi.json", &[], "").await.json();
        world.operations = document::operations(&document);
        for side in [&world.north, &world.south] {
            for sort in KEPT {
                world.keep(side, sort).await;
            }
            if side.domain == "south" {
                world.count_on(side).await;
                side.kept.lock().unwrap().retain(|sort, _| !sort.is_number());
                for sort in KEPT {
                    world.keep(side, sort).await;
                }
            }
        }
        Arc::new(world)
    }

    /// Sends a request; again, while a busy machine keeps its store from answering.
    pub(crate) async fn ask(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Told {
        let mut told = self.ask_once(method, target, headers, body).await;
        for _ in 1..TRIES {
            if told.status != 503 {
                break;
            }
            told = self.ask_once(method, target, headers, body).await;
        }
        told
    }

    async fn ask_once(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Told {
        let request = Request::builder().method(method).uri(target);
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        let known = request.headers_mut();
        known.insert(header::HOST, "roster.example.org".parse().unwrap());
        if !body.is_empty() {
            known.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        }
        for (name, value) in headers {
            known.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        self.send(request).await
    }

    /// The same of a request that is made elsewhere.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Told {
        request.extensions_mut().insert(Peer(IpAddr::from([203, 0, 113, 7])));
        let (parts, body) = self.router.answer(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Told { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The last number of a domain's change log.
    pub(crate) async fn seq(&self, side: &Side) -> i64 {
        let actor = self.directory.admin().actor(side.domain).await.unwrap();
        let mut tx = self.store.read().await.unwrap();
        domain_state::seq(&mut tx, actor.domain.number).await.unwrap().unwrap()
    }

    /// A number that was not given before.
    pub(crate) fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// A text of this domain that was not used before.
    pub(crate) fn word(&self, side: &Side) -> String {
        format!("{}{}", side.mark, self.next())
    }

    /// The thing of this sort that stays as it is.
    pub(crate) async fn keep(&self, side: &Side, sort: Sort) -> String {
        if let Some(known) = side.kept.lock().unwrap().get(&sort) {
            return known.clone();
        }
        let made = Box::pin(self.make(side, sort)).await;
        side.kept.lock().unwrap().insert(sort, made.clone());
        made
    }

    /// A new thing of this sort; what names it.
    pub(crate) async fn make(&self, side: &Side, sort: Sort) -> String {
        let word = self.word(side);
        let usercom = "/api/public";
        let api = format!("/a/{}/api", side.domain);
        let worker = json!({ "username": word, "connect_username": word, "first_name": word });
        match sort {
            Sort::Domain => side.domain.to_owned(),
            Sort::Worker => self.post(side, &format!("{api}/user/v1/"), &worker, "id").await,
            Sort::Username => {
                self.post(side, &format!("{api}/user/v1/"), &worker, "id").await;
                word
            }
            Sort::Group => {
                self.post(side, &format!("{api}/group/v1/"), &json!({ "name": word }), "id").await
            }
            Sort::Location | Sort::LocationName | Sort::SiteCode => {
                let level = self.keep(side, Sort::LevelCode).await;
                let body = json!({ "name": word, "site_code": word, "location_type_code": level });
                let path = format!("{api}/location/v2/");
                let id = self.post(side, &path, &body, "location_id").await;
                if sort == Sort::Location { id } else { word }
            }
            Sort::Level | Sort::LevelCode => {
                let body = json!({ "code": word, "name": word });
                let path = format!("{api}/location_type/v1/");
                let id = self.post(side, &path, &body, "id").await;
                if sort == Sort::Level { id } else { word }
            }
            Sort::WebUser | Sort::WebUserName => {
                let email = format!("{word}@example.org");
                let admin = self.directory.admin();
                let password = Some(PASSWORD.into());
                admin.create_web_user(&email, side.domain, None, password).await.unwrap();
                if sort == Sort::WebUserName {
                    return email;
                }
                let path = format!("{api}/web-user/v1/?web_username={email}");
                let found = self.ask("GET", &path, &[side.as_admin(&path)], "").await.json();
                found["objects"][0]["id"].as_str().unwrap().to_owned()
            }
            Sort::Role => {
                let new = NewRole { name: word.clone(), permissions: Vec::new() };
                self.directory.admin().create_role(side.domain, new).await.unwrap();
                word
            }
            Sort::Profile => {
                let actor = self.directory.admin().actor(side.domain).await.unwrap();
                let values = CustomData::from_iter([("district".to_owned(), word.clone().into())]);
                let new = NewProfile { name: word, values };
                let made = self.directory.fields(&actor).unwrap().create_profile(new).await;
                made.unwrap().number.to_string()
            }
            Sort::Form => {
                let user = self.keep(side, Sort::Worker).await;
                let body = json!({ "instance_id": word, "user_id": user });
                self.post(side, &format!("{api}/activity/v1/"), &body, "accepted").await;
                word
            }
            Sort::Contact | Sort::Key | Sort::CustomId | Sort::Email | Sort::Phone | Sort::Name => {
                let (email, phone) = (format!("{word}@example.org"), phone(&word));
                let body = json!({
                    "first_name": word, "user_key": word, "user_id": word, "email": email,
                    "phone_number": phone,
                });
                let id = self.post(side, &format!("{usercom}/users/"), &body, "id").await;
                match sort {
                    Sort::Contact => id,
                    Sort::Email => email,
                    Sort::Phone => phone,
                    _ => word,
                }
            }
            Sort::Company | Sort::CompanyId => {
                let body = json!({ "name": word, "company_id": word });
                let id = self.post(side, &format!("{usercom}/companies/"), &body, "id").await;
                if sort == Sort::Company { id } else { word }
            }
            Sort::Tag | Sort::TagName => {
                let path = format!("{usercom}/tags/");
                let id = self.post(side, &path, &json!({ "name": word }), "id").await;
                if sort == Sort::Tag { id } else { word }
            }
            Sort::List => {
                self.post(side, &format!("{usercom}/lists/"), &json!({ "name": word }), "id").await
            }
            Sort::Attribute | Sort::AttributeName => {
                let body = json!({ "name": word, "value_type": "string" });
                let path = format!("{usercom}/attributes/");
                let id = self.post(side, &path, &body, "id").await;
                if sort == Sort::Attribute { id } else { word }
            }
            Sort::Event => {
                let of = self.keep(side, Sort::Contact).await;
                let path = format!("{usercom}/users/{of}/events/");
                self.post(side, &path, &json!({ "name": word }), "id").await
            }
            Sort::Segment => "1".to_owned(),
            Sort::Cursor | Sort::Since | Sort::Read | Sort::Once => {
                panic!("{sort:?} is told by the server, or by a client")
            }
        }
    }

    /// The number or identity of what was in this domain and is deleted, where there can be such.
    pub(crate) async fn deleted(&self, side: &Side, sort: Sort) -> Option<String> {
        let resource = match sort {
            Sort::Worker => "/a/north/api/user/v1",
            Sort::Group => "/a/north/api/group/v1",
            Sort::Contact => "/api/public/users",
            Sort::CustomId => "/api/public/users-by-id",
            Sort::Company => "/api/public/companies",
            Sort::CompanyId => "/api/public/companies-by-id",
            Sort::Tag => "/api/public/tags",
            Sort::List => "/api/public/lists",
            Sort::Attribute => "/api/public/attributes",
            _ => return None,
        };
        if let Some(known) = side.deleted.lock().unwrap().get(&sort) {
            return Some(known.clone());
        }
        let made = self.make(side, sort).await;
        let path = format!("{resource}/{made}/");
        let done = self.ask("DELETE", &path, &[side.as_admin(&path)], "").await;
        assert_eq!(done.status, 204, "{path}: {done:?}");
        side.deleted.lock().unwrap().insert(sort, made.clone());
        Some(made)
    }

    /// What names a thing of this sort that never was.
    pub(crate) fn missing(&self, sort: Sort) -> String {
        let next = self.next();
        let word = format!("zzmissing{next}");
        match sort {
            _ if sort.is_number() => {
                (SOUTHERN + 1_000_000 + i64::try_from(next).unwrap()).to_string()
            }
            Sort::Worker | Sort::Group | Sort::Location | Sort::WebUser => {
                format!("{:032x}", u128::from(next) << 64 | 0xfade_0000)
            }
            Sort::Email | Sort::WebUserName => format!("{word}@example.org"),
            Sort::Phone => phone(&word),
            _ => word,
        }
    }

    async fn post(&self, side: &Side, path: &str, body: &Value, told: &str) -> String {
        let done = self.ask("POST", path, &[side.as_admin(path)], &body.to_string()).await;
        assert!((200..300).contains(&done.status), "{path} {body}: {done:?}");
        let told = &done.json()[told];
        told.as_str().map_or_else(|| told.to_string(), str::to_owned)
    }

    /// Lets the numbers of a domain go on far above those of the other.
    async fn count_on(&self, side: &Side) {
        let actor = self.directory.admin().actor(side.domain).await.unwrap();
        let values = [actor.domain.number.into(), SOUTHERN.into()];
        let mut tx = self.store.write().await.unwrap();
        for sql in [raw_sql::RAISE_PEOPLE, raw_sql::RAISE_OTHERS] {
            tx.run(sql, &values).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

impl Side {
    async fn new(
        directory: &Directory,
        domain: &'static str,
        mark: &'static str,
        admin: &'static str,
    ) -> Self {
        directory.admin().create_domain(domain, None).await.unwrap();
        let password = Some(PASSWORD.into());
        directory.admin().create_web_user(admin, domain, None, password).await.unwrap();
        let authorization =
            format!("ApiKey {admin}:{}", api_key(directory, admin, None, None).await);
        let token = format!("Token {}", app_key(directory, domain, false).await);
        Self {
            domain,
            mark,
            admin,
            authorization,
            token,
            kept: Mutex::default(),
            deleted: Mutex::default(),
        }
    }

    /// The header by which the admin asks at this address.
    pub(crate) fn as_admin(&self, path: &str) -> (&'static str, &str) {
        let usercom = path.starts_with("/api/public/");
        ("Authorization", if usercom { &self.token } else { &self.authorization })
    }
}

/// The sorts that both domains have a thing of from the start.
const KEPT: [Sort; 26] = [
    Sort::LevelCode,
    Sort::Level,
    Sort::Worker,
    Sort::Username,
    Sort::Group,
    Sort::Location,
    Sort::LocationName,
    Sort::SiteCode,
    Sort::WebUser,
    Sort::WebUserName,
    Sort::Role,
    Sort::Profile,
    Sort::Form,
    Sort::Contact,
    Sort::Key,
    Sort::CustomId,
    Sort::Email,
    Sort::Phone,
    Sort::Name,
    Sort::Company,
    Sort::CompanyId,
    Sort::Tag,
    Sort::TagName,
    Sort::List,
    Sort::AttributeName,
    Sort::Event,
];

/// A new API key of `owner`, cut down to a domain and to a role where they are given.
pub(crate) async fn api_key(
    directory: &Directory,
    owner: &str,
    domain: Option<&str>,
    role: Option<&str>,
) -> String {
    let new = NewApiKey {
        owner: owner.to_owned(),
        domain: domain.map(|name| DomainName::parse(name).unwrap()),
        role: role.map(str::to_owned),
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    directory.admin().create_api_key(new).await.unwrap().1.expose_secret().to_owned()
}

/// A new key to the User.com dialect.
pub(crate) async fn app_key(directory: &Directory, domain: &str, contacts_only: bool) -> String {
    let new = NewAppKey {
        domain: DomainName::parse(domain).unwrap(),
        name: String::new(),
        contacts_only,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    directory.admin().create_app_key(new).await.unwrap().1.expose_secret().to_owned()
}

/// A phone number that is as much nobody else's as the word is.
fn phone(word: &str) -> String {
    let number: String = word.chars().filter(char::is_ascii_digit).collect();
    let prefix = if word.starts_with("zznorth") { 50 } else { 60 };
    format!("{prefix}{number:0>9}")
}
