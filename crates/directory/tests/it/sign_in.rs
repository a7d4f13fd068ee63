//! Sign-in to the console: passwords, codes, sessions and throttling.

use std::net::IpAddr;

use jiff::SignedDuration;
use roster_directory::{Clock as _, Opened, Session, SignedIn, Visitor};
use roster_model::{AuthFailure, Channel, Denial, Error, ExposeSecret as _};
use roster_store::Backend;

use crate::auth_fixture::{
    AMINA, AuthFixture, PASSWORD, authenticator_code as code, basic, errors, secret,
};

roster_testkit::on_both_engines! {
    session_begins_and_ends,
    session_expires,
    password_change_ends_other_sessions,
    second_factor_requires_a_code,
    recovery_code_replaces_the_app,
    guesses_are_throttled_but_known_clients_are_not,
    unknown_name_fails_like_a_wrong_password,
    session_opens_the_domains_of_its_owner,
}

const HOME: &str = "192.0.2.1";

fn visitor(from: &str, opened: Option<&Opened>) -> Visitor {
    Visitor {
        from: from.parse::<IpAddr>().unwrap(),
        secure: true,
        agent: "a browser".to_owned(),
        device: opened.map(|opened| opened.device.clone()),
    }
}

async fn open(fixture: &AuthFixture, visitor: &Visitor) -> Opened {
    match fixture.directory.sign_in(AMINA, &secret(PASSWORD), visitor).await {
        Ok(SignedIn::Opened(opened)) => opened,
        other => panic!("not opened, but {other:?}"),
    }
}

async fn session(fixture: &AuthFixture, opened: &Opened) -> Session {
    fixture.directory.session(&opened.token).await.unwrap()
}

async fn is_over(fixture: &AuthFixture, opened: &Opened) -> bool {
    let found = fixture.directory.session(&opened.token).await;
    matches!(found, Err(Error::Unauthenticated(_)))
}

async fn session_begins_and_ends(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let opened = open(&fixture, &visitor(HOME, None)).await;
    let session = session(&fixture, &opened).await;
    assert_eq!(session.user.username, AMINA);
    assert!(session.secure);
    let listed = fixture.directory.sessions(&session).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].current, listed[0].address.as_str()), (true, HOME));

    let other = open(&fixture, &visitor(HOME, Some(&opened))).await;
    assert_ne!(opened.token.expose_secret(), other.token.expose_secret());
    fixture.directory.end_other_sessions(&session).await.unwrap();
    assert!(is_over(&fixture, &other).await);
    fixture.directory.sign_out(&session).await.unwrap();
    assert!(is_over(&fixture, &opened).await);
}

async fn session_expires(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let idle = open(&fixture, &visitor(HOME, None)).await;
    let used = open(&fixture, &visitor(HOME, None)).await;
    for _ in 0..15 {
        fixture.clock.advance(SignedDuration::from_hours(11));
        session(&fixture, &used).await;
    }
    assert!(is_over(&fixture, &idle).await);
    fixture.clock.advance(SignedDuration::from_hours(4));
    assert!(is_over(&fixture, &used).await, "after seven days");
}

async fn password_change_ends_other_sessions(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let here = open(&fixture, &visitor(HOME, None)).await;
    let there = open(&fixture, &visitor(HOME, None)).await;
    let session = session(&fixture, &here).await;
    let change = async |old: &str, new: &str| {
        fixture.directory.change_password(&session, &secret(old), &secret(new)).await
    };
    assert_eq!(errors(change("wrong", "a new long password").await), ["old: invalid"]);
    assert_eq!(errors(change(PASSWORD, "short").await), ["new: password_weak"]);
    change(PASSWORD, "a new long password").await.unwrap();
    assert!(!is_over(&fixture, &here).await);
    assert!(is_over(&fixture, &there).await);

    fixture.directory.reset_password(AMINA, None).await.unwrap();
    assert!(is_over(&fixture, &here).await, "the operator's change ends all");
}

async fn second_factor_requires_a_code(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let opened = open(&fixture, &visitor(HOME, None)).await;
    let session = fixture.confirmed(session(&fixture, &opened).await).await;
    let offer = fixture.directory.offer_second_factor(&session);
    let refused = fixture.directory.set_up_second_factor(&session, &offer.sealed, "000000").await;
    assert_eq!(errors(refused), ["code: invalid"]);
    let code = code(offer.secret.expose_secret(), second(&fixture));
    let codes =
        fixture.directory.set_up_second_factor(&session, &offer.sealed, &code).await.unwrap();
    assert_eq!(codes.len(), 10);

    let ticket = ticket(&fixture).await;
    let with = async |code: &str| {
        fixture.directory.sign_in_with_code(&ticket, code, &visitor(HOME, None)).await
    };
    assert!(with(&code).await.is_err(), "a code is valid once");
    fixture.clock.advance(SignedDuration::from_secs(30));
    let next = self::code(offer.secret.expose_secret(), second(&fixture));
    with(&next).await.unwrap();
    assert!(with(&next).await.is_err(), "a code is valid once");

    fixture.clock.advance(SignedDuration::from_mins(11));
    let late = self::code(offer.secret.expose_secret(), second(&fixture));
    let refused = with(&late).await;
    assert!(matches!(refused, Err(Error::Unauthenticated(AuthFailure::TokenEmpty))));
    fixture.directory.remove_second_factor(&session, &late).await.unwrap();
    open(&fixture, &visitor(HOME, None)).await;
}

async fn recovery_code_replaces_the_app(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let opened = open(&fixture, &visitor(HOME, None)).await;
    let session = fixture.confirmed(session(&fixture, &opened).await).await;
    let offer = fixture.directory.offer_second_factor(&session);
    let code = code(offer.secret.expose_secret(), second(&fixture));
    let codes =
        fixture.directory.set_up_second_factor(&session, &offer.sealed, &code).await.unwrap();

    let typed = codes[0].expose_secret().to_uppercase().replace('-', " ");
    let ticket = ticket(&fixture).await;
    let with = async |code: &str| {
        fixture.directory.sign_in_with_code(&ticket, code, &visitor(HOME, None)).await
    };
    with(&typed).await.unwrap();
    assert!(with(&typed).await.is_err(), "a recovery code is valid once");
    let factor = fixture.directory.second_factor(&session).await.unwrap().unwrap();
    assert_eq!(factor.codes_left, 9);
    let renewed = codes[1].expose_secret();
    let renewed = fixture.directory.renew_recovery_codes(&session, renewed).await.unwrap();
    assert!(with(codes[2].expose_secret()).await.is_err(), "the old ones are gone");
    with(renewed[0].expose_secret()).await.unwrap();

    fixture.directory.reset_second_factor(AMINA).await.unwrap();
    open(&fixture, &visitor(HOME, None)).await;
}

async fn guesses_are_throttled_but_known_clients_are_not(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let known = open(&fixture, &visitor(HOME, None)).await;
    let guess = async |from: &str| {
        fixture.directory.sign_in(AMINA, &secret("a guess"), &visitor(from, None)).await
    };
    // The console and the API count in the same place.
    let guess_at_api = async |from: &str| {
        let credentials = basic(AMINA, "a guess");
        let address = from.parse().unwrap();
        fixture.directory.authorize("demo", credentials, address, Channel::CommCare).await
    };
    for _ in 0..5 {
        assert!(matches!(guess("198.51.100.1").await, Err(Error::Unauthenticated(_))));
        assert!(matches!(guess_at_api("198.51.100.1").await, Err(Error::Unauthenticated(_))));
    }
    assert!(matches!(guess("198.51.100.1").await, Err(Error::Throttled(1))));
    assert!(matches!(guess_at_api("198.51.100.1").await, Err(Error::Throttled(1))));
    // Unknown clients of the account are also counted together.
    for number in 0..10 {
        let outcome = guess(&format!("203.0.113.{number}")).await;
        assert!(matches!(outcome, Err(Error::Unauthenticated(_))), "{number}");
    }
    assert!(matches!(guess("2001:db8::1").await, Err(Error::Throttled(1))));
    // A known address and a known browser are not delayed.
    open(&fixture, &visitor(HOME, None)).await;
    open(&fixture, &visitor("203.0.113.99", Some(&known))).await;
    // An address is counted over all accounts.
    let elsewhere = async |name: &str| {
        let visitor = visitor("198.51.100.1", None);
        fixture.directory.sign_in(name, &secret("a guess"), &visitor).await
    };
    for number in 0..40 {
        let outcome = elsewhere(&format!("unknown{number}@example.org")).await;
        assert!(matches!(outcome, Err(Error::Unauthenticated(_))), "{number}: {outcome:?}");
    }
    assert!(matches!(elsewhere("another@example.org").await, Err(Error::Throttled(_))));
    fixture.clock.advance(SignedDuration::from_secs(1));
    assert!(matches!(guess("198.51.100.77").await, Err(Error::Unauthenticated(_))));
    assert!(matches!(guess("198.51.100.78").await, Err(Error::Throttled(2))));
    fixture.clock.advance(SignedDuration::from_hours(25));
    assert!(matches!(guess("198.51.100.1").await, Err(Error::Unauthenticated(_))));
}

async fn unknown_name_fails_like_a_wrong_password(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let visitor = visitor(HOME, None);
    for (name, password) in [("nobody@example.org", PASSWORD), (AMINA, "wrong"), ("", "")] {
        let refused = fixture.directory.sign_in(name, &secret(password), &visitor).await;
        let same = matches!(refused, Err(Error::Unauthenticated(AuthFailure::Basic)));
        assert!(same, "{name}: {refused:?}");
    }
    fixture.web_user("another@example.org", "demo", None).await;
    fixture.directory.set_web_user_active(AMINA, false).await.unwrap();
    let refused = fixture.directory.sign_in(AMINA, &secret(PASSWORD), &visitor).await;
    assert!(matches!(refused, Err(Error::Unauthenticated(AuthFailure::Basic))));
}

async fn session_opens_the_domains_of_its_owner(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    let opened = open(&fixture, &visitor(HOME, None)).await;
    let session = session(&fixture, &opened).await;
    let domains = fixture.directory.domains_of_session(&session).await.unwrap();
    let names: Vec<&str> = domains.iter().map(|domain| domain.name.as_str()).collect();
    assert_eq!(names, ["demo"]);
    let actor = fixture.directory.enter(&session, "demo", Channel::Console).await.unwrap();
    assert_eq!((actor.channel, actor.who.label().as_str()), (Channel::Console, AMINA));
    for closed in ["other", "nowhere"] {
        let refused = fixture.directory.enter(&session, closed, Channel::Console).await;
        assert!(matches!(refused, Err(Error::Forbidden(Denial::NotAMember))), "{closed}");
    }
}

async fn ticket(fixture: &AuthFixture) -> roster_model::SecretString {
    match fixture.directory.sign_in(AMINA, &secret(PASSWORD), &visitor(HOME, None)).await {
        Ok(SignedIn::NeedsCode(ticket)) => ticket,
        other => panic!("no ticket, but {other:?}"),
    }
}

fn second(fixture: &AuthFixture) -> i64 {
    fixture.clock.now().as_second()
}
