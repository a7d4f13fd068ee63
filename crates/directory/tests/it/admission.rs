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
    a_member_comes_in_by_password_and_by_key,
    wrong_credentials_are_refused_in_the_words_of_their_scheme,
    a_basic_name_has_no_case_and_a_key_name_has,
    a_worker_is_known_but_denied,
    no_domain_looks_like_another_domain,
    an_inactive_membership_is_none,
    a_key_of_one_domain_opens_no_other,
    a_role_cuts_down_even_an_admins_key,
    rights_of_role_and_key_are_what_both_allow,
    the_api_has_a_permission_of_its_own,
    web_user_without_access_to_all_locations_is_confined,
    a_key_ends_with_its_time,
    a_key_works_from_its_addresses,
    a_revoked_key_is_refused_at_once,
    a_locked_out_user_is_refused_at_once,
    a_new_password_counts_at_once,
    a_workers_new_password_counts_at_once,
    an_account_knows_its_domains,
    the_use_of_a_key_is_noted_every_half_minute,
    what_was_changed_here_is_seen_at_once,
    what_was_changed_elsewhere_is_seen_within_a_second,
}

async fn a_member_comes_in_by_password_and_by_key(backend: Backend) {
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
        let actor = fixture.admit(credentials).await.unwrap();
        assert_eq!(actor.domain.name, name("demo"));
        assert_eq!(actor.rights, Rights::Admin);
        assert_eq!(actor.confined_to, None);
        assert!(matches!(actor.who, Who::WebUser { username, .. } if username == AMINA));
    }
    let by_password = fixture.admit(basic(AMINA, PASSWORD)).await.unwrap().credential;
    let by_key = fixture.admit(by_key(AMINA, &key)).await.unwrap().credential;
    assert_ne!(by_password, by_key);
    assert!(!by_key.contains(&text));
}

async fn wrong_credentials_are_refused_in_the_words_of_their_scheme(backend: Backend) {
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
        assert_eq!(failure(fixture.identify(credentials.clone()).await), expected);
        assert_eq!(failure(fixture.admit(credentials).await), expected);
    }
}

async fn a_basic_name_has_no_case_and_a_key_name_has(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    fixture.admit(basic("Amina@Example.ORG", PASSWORD)).await.unwrap();
    assert_eq!(failure(fixture.admit(by_key("Amina@Example.org", &key)).await), AuthFailure::Key);
}

async fn a_worker_is_known_but_denied(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = fixture.worker("jdoe", "worker secret").await;
    let full = "jdoe@demo.commcarehq.org";
    for username in ["jdoe", full, "JDoe"] {
        let outcome = fixture.admit(basic(username, "worker secret")).await;
        assert_eq!(denial(outcome), Denial::MobileWorker);
        assert_eq!(failure(fixture.admit(basic(username, "wrong")).await), AuthFailure::Basic);
    }
    assert_eq!(failure(fixture.identify(basic(full, "worker secret")).await), AuthFailure::Basic);
    let elsewhere = fixture
        .directory
        .admit("nowhere", basic(full, "worker secret"), HERE, Channel::CommCare)
        .await;
    assert_eq!(failure(elsewhere), AuthFailure::Basic);

    let actor = fixture.admin().actor("demo").await.unwrap();
    fixture.directory.workers(&actor).unwrap().set_active(&id, false).await.unwrap();
    assert_eq!(failure(fixture.admit(basic("jdoe", "worker secret")).await), AuthFailure::Basic);
}

async fn no_domain_looks_like_another_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admin().create_domain("other", None).await.unwrap();
    for domain in ["other", "nowhere", "No Where", "", "a\0b"] {
        let outcome =
            fixture.directory.admit(domain, basic(AMINA, PASSWORD), HERE, Channel::CommCare).await;
        assert_eq!(denial(outcome), Denial::NotAMember, "{domain:?}");
        let outcome =
            fixture.directory.admit(domain, basic(AMINA, "wrong"), HERE, Channel::CommCare).await;
        assert_eq!(failure(outcome), AuthFailure::Basic, "{domain:?}");
    }
}

async fn an_inactive_membership_is_none(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.web_user("bello@example.org", "demo", None).await;
    let actor = fixture.admit(basic(AMINA, PASSWORD)).await.unwrap();
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let bello = fixture.admit(basic("bello@example.org", PASSWORD)).await.unwrap();
    let Who::WebUser { id, .. } = bello.who else { panic!("a web user") };
    web_users.set_active(id.as_str(), false).await.unwrap();
    let outcome = fixture.admit(basic("bello@example.org", PASSWORD)).await;
    assert_eq!(denial(outcome), Denial::NotAMember);
    web_users.set_active(id.as_str(), true).await.unwrap();
    fixture.admit(basic("bello@example.org", PASSWORD)).await.unwrap();
}

async fn a_key_of_one_domain_opens_no_other(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admin().create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "other", None).await;
    let key = fixture.key(NewApiKey { domain: Some(name("other")), ..new_key() }).await;
    fixture.directory.admit("other", by_key(AMINA, &key), HERE, Channel::CommCare).await.unwrap();
    assert_eq!(denial(fixture.admit(by_key(AMINA, &key)).await), Denial::KeyOfAnotherDomain);
    let nowhere =
        fixture.directory.admit("nowhere", by_key(AMINA, &key), HERE, Channel::CommCare).await;
    assert_eq!(denial(nowhere), Denial::KeyOfAnotherDomain);
}

async fn a_role_cuts_down_even_an_admins_key(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Reader", &["access_api", "access_all_locations", "view_commcare_users"]).await;
    let key = fixture.key(role_key("Reader")).await;
    let actor = fixture.admit(by_key(AMINA, &key)).await.unwrap();
    assert!(actor.rights.has(Permission::VIEW_COMMCARE_USERS));
    let outcome = fixture.directory.web_users(&actor).map(drop);
    assert_eq!(denial(outcome), Denial::PermissionMissing("edit_web_users"));
    assert_eq!(actor.confined_to, None);
}

async fn rights_of_role_and_key_are_what_both_allow(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["access_api", "access_all_locations", "edit_commcare_users"]).await;
    fixture.role("Placer", &["access_api", "access_all_locations", "edit_locations"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Writer")).await;
    let new = NewApiKey { owner: "bello@example.org".to_owned(), ..role_key("Placer") };
    let key = fixture.key(new).await;
    let actor = fixture.admit(by_key("bello@example.org", &key)).await.unwrap();
    let both = [Permission::ACCESS_API, Permission::ACCESS_ALL_LOCATIONS];
    assert_eq!(actor.rights, Rights::Some(both.into()));
}

async fn the_api_has_a_permission_of_its_own(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["access_all_locations", "edit_commcare_users"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Writer")).await;
    let outcome = fixture.admit(basic("bello@example.org", PASSWORD)).await;
    assert_eq!(denial(outcome), Denial::PermissionMissing("access_api"));
    fixture.identify(basic("bello@example.org", PASSWORD)).await.unwrap();
    let key = fixture.key(role_key("Writer")).await;
    let outcome = fixture.admit(by_key(AMINA, &key)).await;
    assert_eq!(denial(outcome), Denial::KeyLacksPermission("access_api"));
}

async fn web_user_without_access_to_all_locations_is_confined(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Local", &["access_api", "edit_commcare_users"]).await;
    fixture.web_user("bello@example.org", "demo", Some("Local")).await;
    let actor = fixture.admit(basic("bello@example.org", PASSWORD)).await.unwrap();
    assert_eq!(actor.confined_to, Some(Vec::new()));
}

async fn a_key_ends_with_its_time(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let now = roster_directory::Clock::now(&*fixture.clock);
    let expires_at = Some(now + SignedDuration::from_secs(60));
    let key = fixture.key(NewApiKey { expires_at, ..new_key() }).await;
    fixture.clock.advance(SignedDuration::from_secs(59));
    fixture.admit(by_key(AMINA, &key)).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(failure(fixture.admit(by_key(AMINA, &key)).await), AuthFailure::Key);
    assert_eq!(failure(fixture.admit(Credentials::Bearer(key)).await), AuthFailure::Bearer);
}

async fn a_key_works_from_its_addresses(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let allowed_ips = vec![HERE, "2001:db8::1".parse().unwrap()];
    let key = fixture.key(NewApiKey { allowed_ips, ..new_key() }).await;
    for (from, is_allowed) in [
        ("203.0.113.7", true),
        ("::ffff:203.0.113.7", true),
        ("2001:db8::1", true),
        ("203.0.113.8", false),
        ("2001:db8::2", false),
    ] {
        let from = from.parse().unwrap();
        let outcome =
            fixture.directory.admit("demo", by_key(AMINA, &key), from, Channel::CommCare).await;
        assert_eq!(outcome.is_ok(), is_allowed, "{from}");
    }
}

async fn a_revoked_key_is_refused_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let (key, text) = fixture.admin().create_api_key(new_key()).await.unwrap();
    fixture.admit(by_key(AMINA, &text)).await.unwrap();
    fixture.admin().revoke_api_key(&key.id).await.unwrap();
    assert_eq!(failure(fixture.admit(by_key(AMINA, &text)).await), AuthFailure::Key);
    let in_place_of_a_password = Credentials::Basic { username: AMINA.to_owned(), password: text };
    assert_eq!(failure(fixture.admit(in_place_of_a_password).await), AuthFailure::Basic);
}

async fn a_locked_out_user_is_refused_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    fixture.admit(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.admin().set_web_user_active("Amina@example.org", false).await.unwrap();
    assert_eq!(failure(fixture.admit(basic(AMINA, PASSWORD)).await), AuthFailure::Basic);
    assert_eq!(failure(fixture.admit(by_key(AMINA, &key)).await), AuthFailure::Key);
    fixture.admin().set_web_user_active(AMINA, true).await.unwrap();
    fixture.admit(basic(AMINA, PASSWORD)).await.unwrap();
}

async fn a_new_password_counts_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admit(basic(AMINA, PASSWORD)).await.unwrap();
    let given = fixture.admin().reset_password(AMINA, Some(secret("another one"))).await.unwrap();
    assert!(given.is_none());
    assert_eq!(failure(fixture.admit(basic(AMINA, PASSWORD)).await), AuthFailure::Basic);
    fixture.admit(basic(AMINA, "another one")).await.unwrap();
    let generated = fixture.admin().reset_password(AMINA, None).await.unwrap().unwrap();
    assert_eq!(failure(fixture.admit(basic(AMINA, "another one")).await), AuthFailure::Basic);
    let credentials = Credentials::Basic { username: AMINA.to_owned(), password: generated };
    fixture.admit(credentials).await.unwrap();
}

async fn a_workers_new_password_counts_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = fixture.worker("jdoe", "worker secret").await;
    assert_eq!(denial(fixture.admit(basic("jdoe", "worker secret")).await), Denial::MobileWorker);
    let actor = fixture.admin().actor("demo").await.unwrap();
    let edit = roster_model::WorkerEdit {
        password: Some(secret("another one")),
        ..roster_model::WorkerEdit::default()
    };
    fixture.directory.workers(&actor).unwrap().edit(&id, edit).await.unwrap();
    assert_eq!(failure(fixture.admit(basic("jdoe", "worker secret")).await), AuthFailure::Basic);
    assert_eq!(denial(fixture.admit(basic("jdoe", "another one")).await), Denial::MobileWorker);
}

async fn an_account_knows_its_domains(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admin().create_domain("alpha", None).await.unwrap();
    fixture.admin().create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "alpha", None).await;
    let account = fixture.identify(basic(AMINA, PASSWORD)).await.unwrap();
    assert_eq!(account.user.username, AMINA);
    let names = |domains: Vec<roster_model::Domain>| -> Vec<String> {
        domains.into_iter().map(|domain| domain.name.to_string()).collect()
    };
    let domains = fixture.directory.domains_of(&account).await.unwrap();
    assert_eq!(names(domains), ["alpha", "demo"]);

    let key = fixture.key(NewApiKey { domain: Some(name("demo")), ..new_key() }).await;
    let account = fixture.identify(by_key(AMINA, &key)).await.unwrap();
    assert_eq!(account.only, Some(name("demo")));
    let domains = fixture.directory.domains_of(&account).await.unwrap();
    assert_eq!(names(domains), ["demo"]);
}

async fn the_use_of_a_key_is_noted_every_half_minute(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let start = roster_directory::Clock::now(&*fixture.clock);
    let mut noted = Vec::new();
    for seconds in [0, 29, 30] {
        let now = start + SignedDuration::from_secs(seconds);
        fixture.clock.advance(now.duration_since(roster_directory::Clock::now(&*fixture.clock)));
        let mut commits = fixture.store.commits();
        commits.borrow_and_update();
        fixture.admit(by_key(AMINA, &key)).await.unwrap();
        if seconds != 29 {
            commits.changed().await.unwrap();
        }
        let listed = fixture.admin().list_api_keys(Some(AMINA)).await.unwrap();
        noted.push(listed[0].last_used_at.unwrap().duration_since(start).as_secs());
    }
    assert_eq!(noted, [0, 0, 30]);
}

async fn what_was_changed_here_is_seen_at_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    let actor = fixture.admin().actor("demo").await.unwrap();
    for number in 0..50 {
        let before = seq(&fixture.admit(by_key(AMINA, &key)).await.unwrap());
        worker(&fixture.directory, &actor, &format!("worker{number}")).await;
        let after = seq(&fixture.admit(by_key(AMINA, &key)).await.unwrap());
        assert!(after > before, "{before:?}, {after:?}");
    }
}

async fn what_was_changed_elsewhere_is_seen_within_a_second(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let elsewhere = AuthFixture::enter(&backend).await;
    let key = fixture.key(new_key()).await;
    let before = seq(&fixture.admit(by_key(AMINA, &key)).await.unwrap());

    let actor = elsewhere.admin().actor("demo").await.unwrap();
    worker(&elsewhere.directory, &actor, "asha").await;
    let changed = Instant::now();
    while seq(&fixture.admit(by_key(AMINA, &key)).await.unwrap()) == before {
        assert!(changed.elapsed() < Duration::from_secs(1), "the response took more than a second");
    }

    let listed = elsewhere.admin().list_api_keys(Some(AMINA)).await.unwrap();
    elsewhere.admin().revoke_api_key(&listed[0].key.id).await.unwrap();
    let changed = Instant::now();
    while fixture.admit(by_key(AMINA, &key)).await.is_ok() {
        assert!(changed.elapsed() < Duration::from_secs(1), "the key was revoked");
    }
}

fn seq(actor: &Actor) -> Option<i64> {
    actor.state_version.map(|state_version| state_version.seq)
}

fn role_key(role: &str) -> NewApiKey {
    NewApiKey { domain: Some(name("demo")), role: Some(role.to_owned()), ..new_key() }
}
