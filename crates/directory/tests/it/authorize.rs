//! Who is let in, by what, and with which rights.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use roster_directory::Credentials;
use roster_model::{Actor, AuthFailure, Channel, Denial, NewApiKey, Permission, Rights, Who};
use roster_store::Backend;

use crate::{
    auth_fixture::{
        AMINA, AuthFixture, HERE, PASSWORD, basic, by_key, denial, failure, name, new_key, secret,
    },
    fixture::worker,
};

roster_testkit::on_both_engines! {
    password_and_key_authorize_a_member,
    failure_names_the_scheme_of_the_credentials,
    basic_name_ignores_case_and_key_name_does_not,
    worker_is_authenticated_but_forbidden,
    missing_domain_fails_like_a_foreign_domain,
    inactive_membership_opens_nothing,
    key_of_one_domain_opens_no_other,
    role_limits_the_key_of_an_admin,
    rights_are_the_intersection_of_role_and_key,
    api_requires_its_own_permission,
    web_user_without_access_to_all_locations_is_confined,
    key_expires,
    key_is_limited_to_its_addresses,
    revoked_key_is_rejected_at_once,
    inactive_user_is_rejected_at_once,
    new_password_is_valid_at_once,
    new_worker_password_is_valid_at_once,
    account_lists_its_domains,
    key_use_is_recorded_every_half_minute,
    change_in_this_process_is_visible_at_once,
    change_in_another_process_is_visible_within_a_second,
}

async fn password_and_key_authorize_a_member(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let text = roster_model::ExposeSecret::expose_secret(&key).to_owned();
    for credentials in [
        basic(AMINA, PASSWORD),
        basic(AMINA, PASSWORD),
        basic(AMINA, &text),
        by_key(AMINA, &key),
        Credentials::Bearer(key.clone()),
    ] {
        let actor = fixture.authorize(credentials).await.unwrap();
        assert_eq!(actor.domain.name, name("demo"));
        assert_eq!(actor.rights, Rights::Admin);
        assert_eq!(actor.confined_to, None);
        assert!(matches!(actor.who, Who::WebUser { username, .. } if username == AMINA));
    }
    let by_password = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap().credential;
    let by_key = fixture.authorize(by_key(AMINA, &key)).await.unwrap().credential;
    assert_ne!(by_password, by_key);
    assert!(!by_key.contains(&text));
}

async fn failure_names_the_scheme_of_the_credentials(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    for (credentials, expected) in [
        (Credentials::Nothing, AuthFailure::NoCredentials),
        (Credentials::BasicUnreadable, AuthFailure::Basic),
        (Credentials::KeyUnreadable, AuthFailure::KeyUnreadable),
        (Credentials::DigestUnreadable, AuthFailure::Digest),
        (basic(AMINA, "wrong"), AuthFailure::Basic),
        (basic(AMINA, ""), AuthFailure::Basic),
        (basic("nobody@example.org", PASSWORD), AuthFailure::Basic),
        (basic("", PASSWORD), AuthFailure::Basic),
        (basic("a\0b", "a\0b"), AuthFailure::Basic),
        (by_key(AMINA, &secret("rst_wrong")), AuthFailure::Key),
        (by_key("nobody@example.org", &key), AuthFailure::Key),
        (by_key("", &key), AuthFailure::Key),
        (Credentials::Bearer(secret("")), AuthFailure::Bearer),
    ] {
        assert_eq!(failure(fixture.authenticate(credentials.clone()).await), expected);
        assert_eq!(failure(fixture.authorize(credentials).await), expected);
    }
}

async fn basic_name_ignores_case_and_key_name_does_not(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    fixture.authorize(basic("Amina@Example.ORG", PASSWORD)).await.unwrap();
    assert_eq!(
        failure(fixture.authorize(by_key("Amina@Example.org", &key)).await),
        AuthFailure::Key
    );
}

async fn worker_is_authenticated_but_forbidden(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = fixture.worker("jdoe", "worker secret").await;
    let full = "jdoe@demo.commcarehq.org";
    for username in ["jdoe", full, "JDoe"] {
        let outcome = fixture.authorize(basic(username, "worker secret")).await;
        assert_eq!(denial(outcome), Denial::MobileWorker);
        assert_eq!(failure(fixture.authorize(basic(username, "wrong")).await), AuthFailure::Basic);
    }
    assert_eq!(
        failure(fixture.authenticate(basic(full, "worker secret")).await),
        AuthFailure::Basic
    );
    let elsewhere = fixture
        .directory
        .authorize("nowhere", basic(full, "worker secret"), HERE, Channel::CommCare)
        .await;
    assert_eq!(failure(elsewhere), AuthFailure::Basic);

    let actor = fixture.directory.operator("demo").await.unwrap();
    fixture.directory.workers(&actor).unwrap().set_active(&id, false).await.unwrap();
    assert_eq!(
        failure(fixture.authorize(basic("jdoe", "worker secret")).await),
        AuthFailure::Basic
    );
}

async fn missing_domain_fails_like_a_foreign_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    for domain in ["other", "nowhere", "No Where", "", "a\0b"] {
        let outcome = fixture
            .directory
            .authorize(domain, basic(AMINA, PASSWORD), HERE, Channel::CommCare)
            .await;
        assert_eq!(denial(outcome), Denial::NotAMember, "{domain:?}");
        let outcome = fixture
            .directory
            .authorize(domain, basic(AMINA, "wrong"), HERE, Channel::CommCare)
            .await;
        assert_eq!(failure(outcome), AuthFailure::Basic, "{domain:?}");
    }
}

async fn inactive_membership_opens_nothing(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.web_user("bello@example.org", "demo", None).await;
    let actor = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let bello = fixture.authorize(basic("bello@example.org", PASSWORD)).await.unwrap();
    let Who::WebUser { id, .. } = bello.who else { panic!("a web user") };
    web_users.set_active(id.as_str(), false).await.unwrap();
    let outcome = fixture.authorize(basic("bello@example.org", PASSWORD)).await;
    assert_eq!(denial(outcome), Denial::NotAMember);
    web_users.set_active(id.as_str(), true).await.unwrap();
    fixture.authorize(basic("bello@example.org", PASSWORD)).await.unwrap();
}

async fn key_of_one_domain_opens_no_other(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "other", None).await;
    let key = fixture
        .key(NewApiKey { name: String::new(), domain: Some(name("other")), ..new_key() })
        .await;
    fixture
        .directory
        .authorize("other", by_key(AMINA, &key), HERE, Channel::CommCare)
        .await
        .unwrap();
    assert_eq!(denial(fixture.authorize(by_key(AMINA, &key)).await), Denial::KeyOfAnotherDomain);
    let nowhere =
        fixture.directory.authorize("nowhere", by_key(AMINA, &key), HERE, Channel::CommCare).await;
    assert_eq!(denial(nowhere), Denial::KeyOfAnotherDomain);
}

async fn role_limits_the_key_of_an_admin(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Reader", &["access_api", "access_all_locations", "view_commcare_users"]).await;
    let key = fixture.key(role_key("Reader")).await;
    let actor = fixture.authorize(by_key(AMINA, &key)).await.unwrap();
    assert!(actor.rights.has(Permission::VIEW_COMMCARE_USERS));
    let outcome = fixture.directory.web_users(&actor).map(drop);
    assert_eq!(denial(outcome), Denial::PermissionMissing("edit_web_users"));
    assert_eq!(actor.confined_to, None);
}

async fn rights_are_the_intersection_of_role_and_key(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["access_api", "access_all_locations", "edit_commcare_users"]).await;
    fixture.role("Placer", &["access_api", "access_all_locations", "edit_locations"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Writer")).await;
    let new = NewApiKey {
        name: String::new(),
        owner: "bello@example.org".to_owned(),
        ..role_key("Placer")
    };
    let key = fixture.key(new).await;
    let actor = fixture.authorize(by_key("bello@example.org", &key)).await.unwrap();
    let both = [Permission::ACCESS_API, Permission::ACCESS_ALL_LOCATIONS];
    assert_eq!(actor.rights, Rights::Some(both.into()));
}

async fn api_requires_its_own_permission(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["access_all_locations", "edit_commcare_users"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Writer")).await;
    let outcome = fixture.authorize(basic("bello@example.org", PASSWORD)).await;
    assert_eq!(denial(outcome), Denial::PermissionMissing("access_api"));
    fixture.authenticate(basic("bello@example.org", PASSWORD)).await.unwrap();
    let key = fixture.key(role_key("Writer")).await;
    let outcome = fixture.authorize(by_key(AMINA, &key)).await;
    assert_eq!(denial(outcome), Denial::KeyLacksPermission("access_api"));
}

async fn web_user_without_access_to_all_locations_is_confined(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Local", &["access_api", "edit_commcare_users"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Local")).await;
    let actor = fixture.authorize(basic("bello@example.org", PASSWORD)).await.unwrap();
    assert_eq!(actor.confined_to, Some(Vec::new()));
}

async fn key_expires(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let now = roster_directory::Clock::now(&*fixture.clock);
    let expires_at = Some(now + SignedDuration::from_secs(60));
    let key = fixture.key(NewApiKey { name: String::new(), expires_at, ..new_key() }).await;
    fixture.clock.advance(SignedDuration::from_secs(59));
    fixture.authorize(by_key(AMINA, &key)).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(failure(fixture.authorize(by_key(AMINA, &key)).await), AuthFailure::Key);
    assert_eq!(failure(fixture.authorize(Credentials::Bearer(key)).await), AuthFailure::Bearer);
}

async fn key_is_limited_to_its_addresses(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let allowed_ips = vec![HERE, "2001:db8::1".parse().unwrap()];
    let key = fixture.key(NewApiKey { name: String::new(), allowed_ips, ..new_key() }).await;
    for (from, is_allowed) in [
        ("203.0.113.7", true),
        ("::ffff:203.0.113.7", true),
        ("2001:db8::1", true),
        ("203.0.113.8", false),
        ("2001:db8::2", false),
    ] {
        let from = from.parse().unwrap();
        let outcome =
            fixture.directory.authorize("demo", by_key(AMINA, &key), from, Channel::CommCare).await;
        assert_eq!(outcome.is_ok(), is_allowed, "{from}");
    }
}

async fn revoked_key_is_rejected_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let (key, text) = fixture.directory.create_api_key(new_key()).await.unwrap();
    fixture.authorize(by_key(AMINA, &text)).await.unwrap();
    fixture.directory.revoke_api_key(&key.id).await.unwrap();
    assert_eq!(failure(fixture.authorize(by_key(AMINA, &text)).await), AuthFailure::Key);
    let in_place_of_a_password = Credentials::Basic { username: AMINA.to_owned(), password: text };
    assert_eq!(failure(fixture.authorize(in_place_of_a_password).await), AuthFailure::Basic);
}

async fn inactive_user_is_rejected_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.web_user("another@example.org", "demo", None).await;
    fixture.directory.set_web_user_active("Amina@example.org", false).await.unwrap();
    assert_eq!(failure(fixture.authorize(basic(AMINA, PASSWORD)).await), AuthFailure::Basic);
    assert_eq!(failure(fixture.authorize(by_key(AMINA, &key)).await), AuthFailure::Key);
    fixture.directory.set_web_user_active(AMINA, true).await.unwrap();
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
}

async fn new_password_is_valid_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let given = fixture.directory.reset_password(AMINA, Some(secret("another one"))).await.unwrap();
    assert!(given.is_none());
    assert_eq!(failure(fixture.authorize(basic(AMINA, PASSWORD)).await), AuthFailure::Basic);
    fixture.authorize(basic(AMINA, "another one")).await.unwrap();
    let generated = fixture.directory.reset_password(AMINA, None).await.unwrap().unwrap();
    assert_eq!(failure(fixture.authorize(basic(AMINA, "another one")).await), AuthFailure::Basic);
    let credentials = Credentials::Basic { username: AMINA.to_owned(), password: generated };
    fixture.authorize(credentials).await.unwrap();
}

async fn new_worker_password_is_valid_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = fixture.worker("jdoe", "worker secret").await;
    assert_eq!(
        denial(fixture.authorize(basic("jdoe", "worker secret")).await),
        Denial::MobileWorker
    );
    let actor = fixture.directory.operator("demo").await.unwrap();
    let edit = roster_model::WorkerEdit {
        password: Some(secret("another one")),
        ..roster_model::WorkerEdit::default()
    };
    fixture.directory.workers(&actor).unwrap().edit(&id, edit).await.unwrap();
    assert_eq!(
        failure(fixture.authorize(basic("jdoe", "worker secret")).await),
        AuthFailure::Basic
    );
    assert_eq!(denial(fixture.authorize(basic("jdoe", "another one")).await), Denial::MobileWorker);
}

async fn account_lists_its_domains(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("alpha", None).await.unwrap();
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "alpha", None).await;
    let account = fixture.authenticate(basic(AMINA, PASSWORD)).await.unwrap();
    assert_eq!(account.user.username, AMINA);
    let names = |domains: Vec<roster_model::Domain>| -> Vec<String> {
        domains.into_iter().map(|domain| domain.name.to_string()).collect()
    };
    let domains = fixture.directory.domains_of(&account).await.unwrap();
    assert_eq!(names(domains), ["alpha", "demo"]);

    let key = fixture
        .key(NewApiKey { name: String::new(), domain: Some(name("demo")), ..new_key() })
        .await;
    let account = fixture.authenticate(by_key(AMINA, &key)).await.unwrap();
    assert_eq!(account.only_domain, Some(name("demo")));
    let domains = fixture.directory.domains_of(&account).await.unwrap();
    assert_eq!(names(domains), ["demo"]);
}

async fn key_use_is_recorded_every_half_minute(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let start = roster_directory::Clock::now(&*fixture.clock);
    let mut noted = Vec::new();
    for seconds in [0, 29, 30] {
        let now = start + SignedDuration::from_secs(seconds);
        fixture.clock.advance(now.duration_since(roster_directory::Clock::now(&*fixture.clock)));
        let mut commits = fixture.store.commits();
        commits.borrow_and_update();
        fixture.authorize(by_key(AMINA, &key)).await.unwrap();
        if seconds != 29 {
            commits.changed().await.unwrap();
        }
        let listed = fixture.directory.list_api_keys(Some(AMINA)).await.unwrap();
        noted.push(listed[0].last_used_at.unwrap().duration_since(start).as_secs());
    }
    assert_eq!(noted, [0, 0, 30]);
}

async fn change_in_this_process_is_visible_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    for number in 0..50 {
        let before = seq(&fixture.authorize(by_key(AMINA, &key)).await.unwrap());
        worker(&fixture.directory, &actor, &format!("worker{number}")).await;
        let after = seq(&fixture.authorize(by_key(AMINA, &key)).await.unwrap());
        assert!(after > before, "{before:?}, {after:?}");
    }
}

async fn change_in_another_process_is_visible_within_a_second(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let elsewhere = AuthFixture::enter(&backend).await;
    let key = fixture.key(new_key()).await;
    let before = seq(&fixture.authorize(by_key(AMINA, &key)).await.unwrap());

    let actor = elsewhere.directory.operator("demo").await.unwrap();
    worker(&elsewhere.directory, &actor, "asha").await;
    let changed = Instant::now();
    while seq(&fixture.authorize(by_key(AMINA, &key)).await.unwrap()) == before {
        assert!(changed.elapsed() < Duration::from_secs(1), "the response took more than a second");
    }

    let listed = elsewhere.directory.list_api_keys(Some(AMINA)).await.unwrap();
    elsewhere.directory.revoke_api_key(&listed[0].key.id).await.unwrap();
    let changed = Instant::now();
    while fixture.authorize(by_key(AMINA, &key)).await.is_ok() {
        assert!(changed.elapsed() < Duration::from_secs(1), "the key was revoked");
    }
}

fn seq(actor: &Actor) -> Option<i64> {
    actor.state_version.map(|state_version| state_version.seq)
}

fn role_key(role: &str) -> NewApiKey {
    NewApiKey {
        name: String::new(),
        domain: Some(name("demo")),
        role: Some(role.to_owned()),
        ..new_key()
    }
}
