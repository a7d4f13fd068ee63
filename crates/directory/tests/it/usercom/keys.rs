//! Application keys.

use std::net::IpAddr;

use jiff::SignedDuration;
use roster_model::{
    AuthFailure, Channel, Denial, DomainName, Error, ExposeSecret as _, Id, NewAppKey, Permission,
    Problem, Who,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::blank;
use crate::{
    auth_fixture::{HERE, failure, secret},
    fixture::{Fixture, problem},
};

on_both_engines! {
    key_authenticates_for_its_domain,
    key_grants_people_only,
    expired_or_revoked_key_is_rejected,
    list_hides_secrets,
    changes_are_logged_with_the_key,
}

fn new_key() -> NewAppKey {
    NewAppKey {
        domain: DomainName::parse("demo").unwrap(),
        name: "CRM".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    }
}

async fn key_authenticates_for_its_domain(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (key, text) = fixture.directory.admin().create_app_key(new_key()).await.unwrap();
    let letters = text.expose_secret();
    assert!(letters.len() == 64 && letters.chars().all(|c| c.is_ascii_alphanumeric()));
    assert!(letters.starts_with(&key.prefix) && key.prefix.len() == 8);
    let actor = fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await.unwrap();
    assert_eq!((actor.domain.name.as_str(), actor.channel), ("demo", Channel::UserCom));
    assert_eq!(actor.who, Who::AppKey { prefix: key.prefix, contacts_only: false });
    let wrong = secret(&"x".repeat(64));
    let result = fixture.directory.admit_app_key(&wrong, HERE, Channel::UserCom).await;
    assert_eq!(failure(result), AuthFailure::Token);
    let elsewhere = NewAppKey { domain: DomainName::parse("nowhere").unwrap(), ..new_key() };
    let result = fixture.directory.admin().create_app_key(elsewhere).await;
    assert_eq!(problem(result.map(drop)), Problem::Unknown("nowhere".to_owned()));
}

async fn key_grants_people_only(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let new = NewAppKey { contacts_only: true, ..new_key() };
    let (_, text) = fixture.directory.admin().create_app_key(new).await.unwrap();
    let actor = fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await.unwrap();
    assert!(matches!(actor.who, Who::AppKey { contacts_only: true, .. }));
    fixture.directory.people(&actor).unwrap().create(&blank()).await.unwrap();
    for permission in [Permission::EDIT_WEB_USERS, Permission::EDIT_LOCATIONS] {
        assert!(!actor.rights.has(permission));
    }
    let Err(refusal) = fixture.directory.locations(&actor) else { panic!("let in") };
    assert!(matches!(refusal, Error::Forbidden(Denial::PermissionMissing("edit_locations"))));
}

async fn expired_or_revoked_key_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let admin = fixture.directory.admin();
    let there: IpAddr = "198.51.100.9".parse().unwrap();
    let new = NewAppKey { allowed_ips: vec![HERE], ..new_key() };
    let (_, text) = admin.create_app_key(new).await.unwrap();
    fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await.unwrap();
    let mapped: IpAddr = "::ffff:203.0.113.7".parse().unwrap();
    fixture.directory.admit_app_key(&text, mapped, Channel::UserCom).await.unwrap();
    let result = fixture.directory.admit_app_key(&text, there, Channel::UserCom).await;
    assert_eq!(failure(result), AuthFailure::Token);

    let end = fixture.people().create(&blank()).await.unwrap().person.created_at
        + SignedDuration::from_secs(60);
    let new = NewAppKey { expires_at: Some(end), ..new_key() };
    let (key, text) = admin.create_app_key(new).await.unwrap();
    fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await.unwrap();
    admin.revoke_app_key(&key.id).await.unwrap();
    assert_eq!(
        failure(fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await),
        AuthFailure::Token
    );
    let nothing = admin.revoke_app_key(&Id::new_unchecked("none".to_owned())).await;
    assert!(matches!(nothing, Err(Error::NotFound { .. })));

    let new = NewAppKey { expires_at: Some(end), ..new_key() };
    let (_, text) = admin.create_app_key(new).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(
        failure(fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await),
        AuthFailure::Token
    );
}

async fn list_hides_secrets(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let admin = fixture.directory.admin();
    let (key, _) = admin.create_app_key(new_key()).await.unwrap();
    fixture.another_domain().await;
    let other = NewAppKey { domain: DomainName::parse("other").unwrap(), ..new_key() };
    admin.create_app_key(other).await.unwrap();
    let listed = admin.list_app_keys("demo").await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0].key, listed[0].last_used_at), (&key, None));
}

async fn changes_are_logged_with_the_key(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (key, text) = fixture.directory.admin().create_app_key(new_key()).await.unwrap();
    let actor = fixture.directory.admit_app_key(&text, HERE, Channel::UserCom).await.unwrap();
    fixture.directory.people(&actor).unwrap().create(&blank()).await.unwrap();
    let changes = fixture.directory.changes(&fixture.actor).unwrap();
    let page = changes.after(0, 10, std::time::Duration::ZERO).await.unwrap();
    let change = page.changes.last().unwrap();
    assert_eq!(
        (change.actor.clone(), change.via.as_str()),
        (format!("key:{}", key.prefix), "usercom")
    );
    assert_eq!((change.kind.as_str(), change.number), ("person.created", Some(1)));
}
