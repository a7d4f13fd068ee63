//! Digest authentication: with keys always, with passwords where a domain wants it.

use jiff::SignedDuration;
use md5::Md5;
use roster_directory::{Credentials, DigestAlgorithm, DigestAnswer, DigestChallenge, Visitor};
use roster_model::{AuthFailure, Channel, ExposeSecret as _, NewApiKey};
use roster_store::Backend;
use roster_testkit::operator;
use sha2::{Digest, Sha256};

use crate::auth_fixture::{
    AMINA, AuthFixture, HERE, PASSWORD, basic, denial, failure, name, new_key, secret,
};

roster_testkit::on_both_engines! {
    key_is_verified_with_both_hashes,
    wrong_response_is_rejected,
    nonce_count_must_increase,
    nonce_expires_after_five_minutes,
    forged_nonce_is_stale,
    nonce_is_stale_after_a_restart,
    key_limits_apply,
    password_is_verified_only_where_all_domains_allow_it,
    digest_secret_is_stored_at_the_next_sign_in,
    digest_secret_is_stored_at_the_next_sign_in_to_the_console,
    switching_off_deletes_the_secrets,
    new_password_replaces_the_secret,
}

async fn key_is_verified_with_both_hashes(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.key(new_key()).await;
    let key = fixture.key(new_key()).await;
    for algorithm in [DigestAlgorithm::Md5, DigestAlgorithm::Sha256] {
        let challenge = fixture.directory.digest_challenge();
        assert_eq!(challenge.realm, "Roster");
        let answer = answer(&challenge, key.expose_secret(), 1, algorithm);
        let actor = fixture.authorize(answer).await.unwrap();
        assert!(actor.credential.starts_with("key:"));
    }
}

async fn wrong_response_is_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let challenge = fixture.directory.digest_challenge();
    let md5 = |key: &str| answered(&challenge, key, 1, DigestAlgorithm::Md5);
    let right = md5(key.expose_secret());
    for wrong in [
        md5("rst_wrong"),
        DigestAnswer { nc: 2, ..right.clone() },
        DigestAnswer { method: "DELETE".to_owned(), ..right.clone() },
        DigestAnswer { uri: "/elsewhere".to_owned(), ..right.clone() },
        DigestAnswer { username: "nobody@example.org".to_owned(), ..right.clone() },
        DigestAnswer { username: "\0".to_owned(), ..right.clone() },
        DigestAnswer { realm: "Elsewhere".to_owned(), ..right.clone() },
        DigestAnswer { algorithm: DigestAlgorithm::Sha256, ..right.clone() },
        DigestAnswer { response: String::new(), ..right.clone() },
    ] {
        let outcome = fixture.authorize(Credentials::Digest(Box::new(wrong))).await;
        assert_eq!(failure(outcome), AuthFailure::Digest);
    }
    // None of them used up the nonce.
    fixture.authorize(Credentials::Digest(Box::new(right))).await.unwrap();
}

async fn nonce_count_must_increase(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let challenge = fixture.directory.digest_challenge();
    for (nc, is_taken) in [(1, true), (1, false), (3, true), (2, false), (4, true), (0, false)] {
        let answer = answer(&challenge, key.expose_secret(), nc, DigestAlgorithm::Md5);
        let outcome = fixture.authorize(answer).await;
        if is_taken {
            outcome.unwrap();
        } else {
            assert_eq!(failure(outcome), AuthFailure::DigestStale, "{nc}");
        }
    }
}

async fn nonce_expires_after_five_minutes(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let challenge = fixture.directory.digest_challenge();
    let at = |nc| answer(&challenge, key.expose_secret(), nc, DigestAlgorithm::Md5);
    fixture.clock.advance(SignedDuration::from_mins(5));
    fixture.authorize(at(1)).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(failure(fixture.authorize(at(2)).await), AuthFailure::DigestStale);
}

async fn forged_nonce_is_stale(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    for nonce in ["", "abc", "AAAA", &"A".repeat(64)] {
        let challenge =
            DigestChallenge { nonce: nonce.to_owned(), ..fixture.directory.digest_challenge() };
        let answer = answer(&challenge, key.expose_secret(), 1, DigestAlgorithm::Md5);
        assert_eq!(failure(fixture.authorize(answer).await), AuthFailure::DigestStale);
    }
}

/// Otherwise an answer could be repeated after a restart, which forgets the counts.
async fn nonce_is_stale_after_a_restart(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let challenge = fixture.directory.digest_challenge();
    let once = answer(&challenge, key.expose_secret(), 1, DigestAlgorithm::Md5);
    fixture.authorize(once.clone()).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(1));
    let clock = std::sync::Arc::clone(&fixture.clock);
    let rng = std::sync::Arc::new(roster_testkit::clock::SeededRng::from_seed(2));
    let environment = roster_directory::Environment::new(clock, rng);
    let again =
        roster_directory::Directory::open(fixture.store.clone(), environment).await.unwrap();
    let outcome = again.authorize("demo", once, HERE, Channel::CommCare).await;
    assert_eq!(failure(outcome), AuthFailure::DigestStale);
    // But it is the same store, whose keys still open.
    let fresh = answer(&again.digest_challenge(), key.expose_secret(), 1, DigestAlgorithm::Md5);
    again.authorize("demo", fresh, HERE, Channel::CommCare).await.unwrap();
}

async fn key_limits_apply(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "other", None).await;
    let now = roster_directory::Clock::now(&*fixture.clock);
    let elsewhere = fixture
        .key(NewApiKey { name: String::new(), domain: Some(name("other")), ..new_key() })
        .await;
    let end = now + SignedDuration::from_secs(1);
    let expired =
        fixture.key(NewApiKey { name: String::new(), expires_at: Some(end), ..new_key() }).await;
    fixture.clock.advance(SignedDuration::from_secs(1));
    let allowed_ips = vec!["192.0.2.1".parse().unwrap()];
    let bound = fixture.key(NewApiKey { name: String::new(), allowed_ips, ..new_key() }).await;
    let (revoked, revoked_text) = fixture.directory.create_api_key(new_key()).await.unwrap();
    fixture.directory.revoke_api_key(&revoked.id).await.unwrap();

    let challenge = fixture.directory.digest_challenge();
    let try_key = |key: &str| fixture.authorize(answer(&challenge, key, 1, DigestAlgorithm::Md5));
    for key in [expired, bound, revoked_text] {
        assert_eq!(failure(try_key(key.expose_secret()).await), AuthFailure::Digest);
    }
    let denied = denial(try_key(elsewhere.expose_secret()).await);
    assert_eq!(denied, roster_model::Denial::KeyOfAnotherDomain);
}

async fn password_is_verified_only_where_all_domains_allow_it(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("open", None).await.unwrap();
    operator::set_setting(&fixture.directory, "open", "digest_passwords", "true").await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, PASSWORD)).await), AuthFailure::Digest);

    let bello = "bello@example.org";
    fixture.web_user(bello, "open", None).await;
    let try_password = async |domain: &str| {
        let challenge = fixture.directory.digest_challenge();
        let source = DigestSource { username: bello, password: PASSWORD };
        let answer = source.answer(&challenge, 1, DigestAlgorithm::Md5);
        let answer = Credentials::Digest(Box::new(answer));
        fixture.directory.authorize(domain, answer, HERE, Channel::CommCare).await
    };
    try_password("open").await.unwrap();
    // A domain that keeps no Digest secrets is not weakened by one that does.
    fixture.web_user(bello, "demo", None).await;
    fixture.authenticate(basic(bello, PASSWORD)).await.unwrap();
    for domain in ["open", "demo"] {
        let basic = basic(bello, PASSWORD);
        fixture.directory.authorize(domain, basic, HERE, Channel::CommCare).await.unwrap();
        assert_eq!(failure(try_password(domain).await), AuthFailure::Digest, "{domain}");
    }
    operator::delete_domain(&fixture.directory, "demo").await.unwrap();
    fixture.authenticate(basic(bello, PASSWORD)).await.unwrap();
    try_password("open").await.unwrap();
}

async fn digest_secret_is_stored_at_the_next_sign_in(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    operator::set_setting(&fixture.directory, "demo", "digest_passwords", "true").await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, PASSWORD)).await), AuthFailure::Digest);
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.authorize(fresh(&fixture, PASSWORD)).await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, "wrong")).await), AuthFailure::Digest);
}

async fn digest_secret_is_stored_at_the_next_sign_in_to_the_console(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let visitor = Visitor { from: HERE, secure: true, agent: "test".to_owned(), device: None };
    let sign_in = async || {
        fixture.directory.sign_in(AMINA, &secret(PASSWORD), &visitor).await.unwrap();
    };
    sign_in().await;
    operator::set_setting(&fixture.directory, "demo", "digest_passwords", "true").await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, PASSWORD)).await), AuthFailure::Digest);
    sign_in().await;
    fixture.authorize(fresh(&fixture, PASSWORD)).await.unwrap();
}

async fn switching_off_deletes_the_secrets(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "other", None).await;
    for domain in ["demo", "other"] {
        operator::set_setting(&fixture.directory, domain, "digest_passwords", "true")
            .await
            .unwrap();
    }
    fixture.authenticate(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.authorize(fresh(&fixture, PASSWORD)).await.unwrap();

    operator::delete_domain(&fixture.directory, "other").await.unwrap();
    fixture.authorize(fresh(&fixture, PASSWORD)).await.unwrap();
    operator::set_setting(&fixture.directory, "demo", "digest_passwords", "false").await.unwrap();
    operator::set_setting(&fixture.directory, "demo", "digest_passwords", "true").await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, PASSWORD)).await), AuthFailure::Digest);
}

async fn new_password_replaces_the_secret(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    operator::set_setting(&fixture.directory, "demo", "digest_passwords", "true").await.unwrap();
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.directory.reset_password(AMINA, Some(secret("another one"))).await.unwrap();
    assert_eq!(failure(fixture.authorize(fresh(&fixture, PASSWORD)).await), AuthFailure::Digest);
    fixture.authorize(fresh(&fixture, "another one")).await.unwrap();
}

/// Amina's answer to a challenge of its own.
fn fresh(fixture: &AuthFixture, password: &str) -> Credentials {
    answer(&fixture.directory.digest_challenge(), password, 1, DigestAlgorithm::Sha256)
}

fn answer(
    challenge: &DigestChallenge,
    password: &str,
    nc: u32,
    algorithm: DigestAlgorithm,
) -> Credentials {
    Credentials::Digest(Box::new(answered(challenge, password, nc, algorithm)))
}

fn answered(
    challenge: &DigestChallenge,
    password: &str,
    nc: u32,
    algorithm: DigestAlgorithm,
) -> DigestAnswer {
    DigestSource { username: AMINA, password }.answer(challenge, nc, algorithm)
}

/// A client that knows a name and a password.
struct DigestSource<'a> {
    username: &'a str,
    password: &'a str,
}

impl DigestSource<'_> {
    fn answer(
        &self,
        challenge: &DigestChallenge,
        nc: u32,
        algorithm: DigestAlgorithm,
    ) -> DigestAnswer {
        let Self { username, password } = self;
        let DigestChallenge { realm, nonce, .. } = challenge;
        let hash = |text: String| match algorithm {
            DigestAlgorithm::Md5 => hex(&Md5::digest(text)),
            DigestAlgorithm::Sha256 => hex(&Sha256::digest(text)),
        };
        let (method, uri, cnonce) = ("GET", "/a/demo/api/v0.5/user/?limit=1", "0a4f113b");
        let ha1 = hash(format!("{username}:{realm}:{password}"));
        let ha2 = hash(format!("{method}:{uri}"));
        DigestAnswer {
            username: (*username).to_owned(),
            realm: (*realm).to_owned(),
            nonce: nonce.clone(),
            uri: uri.to_owned(),
            response: hash(format!("{ha1}:{nonce}:{nc:08x}:{cnonce}:auth:{ha2}")),
            algorithm,
            nc,
            cnonce: cnonce.to_owned(),
            method: method.to_owned(),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
