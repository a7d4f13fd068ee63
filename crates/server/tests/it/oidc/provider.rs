//! A small identity provider whose tokens a test can change.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::Mac as _;
use http::{HeaderMap, StatusCode, header};
use jiff::SignedDuration;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use roster_directory::Clock as _;
use roster_testkit::clock::FixedClock;
use roster_wire::Params;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

pub(super) const CLIENT: &str = "roster";
pub(super) const SECRET: &str = "the secret of the client";

/// A running provider.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) issuer: String,
    inner: Arc<Inner>,
}

struct Inner {
    clock: Arc<FixedClock>,
    behaviour: Mutex<Behaviour>,
    /// The parameters of the authorization request for each code that was not used.
    codes: Mutex<HashMap<String, Params>>,
    next_code: AtomicUsize,
}

/// What the provider says.
pub(super) struct Behaviour {
    /// Whether every request gets 503.
    pub(super) is_away: bool,
    /// The claims about the person, in the ID token and in userinfo.
    pub(super) person: Value,
    /// Claims that replace those of the ID token; `null` removes one.
    pub(super) token: Value,
    /// Claims that replace those of userinfo.
    pub(super) userinfo: Value,
    /// How the ID token is signed.
    pub(super) signature: Signature,
    /// How long the ID token is valid, in seconds.
    pub(super) valid_for: i64,
    key: Key,
}

/// How an ID token is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// With the key of the provider.
    Valid,
    /// With another key that claims to be the same.
    OtherKey,
    /// Not at all.
    None,
    /// With the secret of the client.
    SharedSecret,
}

struct Key {
    id: String,
    pair: EcdsaKeyPair,
}

impl Key {
    fn new(id: &str) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).unwrap();
        Self { id: id.to_owned(), pair }
    }

    fn public(&self) -> Value {
        // An uncompressed point: 4, x, y.
        let point = self.pair.public_key().as_ref();
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "kid": self.id,
            "x": BASE64_URL_SAFE_NO_PAD.encode(&point[1..33]),
            "y": BASE64_URL_SAFE_NO_PAD.encode(&point[33..]),
        })
    }

    fn sign(&self, text: &str) -> String {
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        BASE64_URL_SAFE_NO_PAD.encode(signature.as_ref())
    }
}

impl Provider {
    /// Starts a provider where `person` is signed in.
    pub(super) async fn start(clock: Arc<FixedClock>, person: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let behaviour = Behaviour {
            is_away: false,
            person,
            token: json!({}),
            userinfo: json!({}),
            signature: Signature::Valid,
            valid_for: 300,
            key: Key::new("first"),
        };
        let inner = Inner {
            clock,
            behaviour: behaviour.into(),
            codes: Mutex::default(),
            next_code: AtomicUsize::new(0),
        };
        let provider = Self { issuer: format!("http://{address}"), inner: Arc::new(inner) };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        provider
    }

    /// Changes what the provider says.
    pub(super) fn change(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.inner.behaviour.lock().unwrap());
    }

    /// Replaces the key with which tokens are signed.
    pub(super) fn rotate_key(&self) {
        self.change(|behaviour| behaviour.key = Key::new("second"));
    }

    fn respond(&self, response: impl FnOnce(&Behaviour) -> Response) -> Response {
        let behaviour = self.inner.behaviour.lock().unwrap();
        if behaviour.is_away {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        response(&behaviour)
    }

    fn id_token(&self, behaviour: &Behaviour, nonce: &str) -> String {
        let now = self.inner.clock.now();
        let until = now + SignedDuration::from_secs(behaviour.valid_for);
        let standard = json!({
            "iss": self.issuer, "aud": CLIENT, "nonce": nonce,
            "iat": now.as_second(), "exp": until.as_second(),
        });
        let claims = merged(&[&standard, &behaviour.person, &behaviour.token]);
        let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let algorithm = match behaviour.signature {
            Signature::Valid | Signature::OtherKey => "ES256",
            Signature::None => "none",
            Signature::SharedSecret => "HS256",
        };
        let head = json!({ "alg": algorithm, "kid": behaviour.key.id, "typ": "JWT" });
        let text = format!("{}.{}", encode(&head), encode(&claims));
        let signature = match behaviour.signature {
            Signature::Valid => behaviour.key.sign(&text),
            Signature::OtherKey => Key::new("first").sign(&text),
            Signature::None => String::new(),
            Signature::SharedSecret => {
                let mac = <hmac::Hmac<Sha256> as hmac::KeyInit>::new_from_slice(SECRET.as_bytes());
                let mac = mac.unwrap().chain_update(&text).finalize().into_bytes();
                BASE64_URL_SAFE_NO_PAD.encode(mac)
            }
        };
        format!("{text}.{signature}")
    }
}

async fn discovery(State(provider): State<Provider>) -> Response {
    let issuer = &provider.issuer;
    provider.respond(|_| {
        json_of(&json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        }))
    })
}

async fn keys(State(provider): State<Provider>) -> Response {
    provider.respond(|behaviour| json_of(&json!({ "keys": [behaviour.key.public()] })))
}

/// Signs the person in at once.
async fn authorize(State(provider): State<Provider>, RawQuery(query): RawQuery) -> Response {
    let params = Params::parse(&query.unwrap_or_default());
    let get = |name: &str| params.get(name).unwrap_or_default().to_owned();
    assert_eq!((get("client_id"), get("response_type")), (CLIENT.to_owned(), "code".to_owned()));
    assert_eq!(get("code_challenge_method"), "S256");
    assert!(get("scope").split(' ').any(|scope| scope == "openid"));
    let (to, state) = (get("redirect_uri"), get("state"));
    let number = provider.inner.next_code.fetch_add(1, Ordering::Relaxed);
    let code = format!("code{number}");
    let back = format!("{to}?code={code}&state={state}&iss={}", provider.issuer);
    provider.inner.codes.lock().unwrap().insert(code, params);
    (StatusCode::FOUND, [(header::LOCATION, back)]).into_response()
}

/// Gives tokens for a code, once, to the client that has its verifier.
async fn token(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Response {
    let form = Params::parse(std::str::from_utf8(&body).unwrap());
    let get = |name: &str| form.get(name).unwrap_or_default();
    let request = provider.inner.codes.lock().unwrap().remove(get("code"));
    provider.respond(|behaviour| {
        let secret = SECRET.replace(' ', "+");
        let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{CLIENT}:{secret}")));
        let is_client = headers.get(header::AUTHORIZATION).is_some_and(|it| *it == basic);
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(get("code_verifier")));
        let request = request.filter(|request| {
            is_client
                && request.get("code_challenge") == Some(&challenge)
                && request.get("redirect_uri") == form.get("redirect_uri")
        });
        let Some(request) = request else {
            let error = json_of(&json!({ "error": "invalid_grant" }));
            return (StatusCode::BAD_REQUEST, error).into_response();
        };
        let nonce = request.get("nonce").unwrap_or_default();
        json_of(&json!({
            "access_token": "an access token",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": provider.id_token(behaviour, nonce),
        }))
    })
}

async fn userinfo(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    assert_eq!(headers[header::AUTHORIZATION], "Bearer an access token");
    provider.respond(|behaviour| json_of(&merged(&[&behaviour.person, &behaviour.userinfo])))
}

fn json_of(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// One object with the members of all; later ones win, and `null` removes a member.
fn merged(objects: &[&Value]) -> Value {
    let mut all = serde_json::Map::new();
    for object in objects {
        all.extend(object.as_object().unwrap().clone());
    }
    all.retain(|_, value| !value.is_null());
    Value::Object(all)
}
