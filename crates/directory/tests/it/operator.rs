//! What the operator makes: domains, roles, web users and keys.

use std::time::Duration;

use jiff::Timestamp;
use roster_model::{Error, ExposeSecret as _, Id, NewApiKey, NewRole, Permission, WireMode};
use roster_store::Backend;

use crate::auth_fixture::{
    AMINA, AuthFixture, PASSWORD, basic, by_key, errors, name, new_key, secret,
};

roster_testkit::on_both_engines! {
    a_domain_has_a_name_of_its_own,
    settings_are_kept_and_logged,
    a_deleted_domain_is_gone_with_all_that_was_in_it,
    a_role_knows_its_permissions,
    a_web_user_joins_several_domains_with_one_password,
    a_password_is_generated_when_none_is_given,
    a_web_user_must_be_possible,
    key_is_returned_once,
    a_key_must_be_possible,
}

async fn a_domain_has_a_name_of_its_own(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let live = fixture.admin().create_domain("north-2026", Some("live")).await.unwrap();
    assert_eq!(live.settings.wire, WireMode::Live);
    let create = async |name| errors(fixture.admin().create_domain(name, None).await);
    assert_eq!(create("demo").await, ["name: taken"]);
    assert_eq!(create("Demo").await, ["name: domain_name_invalid"]);
    assert_eq!(create("").await, ["name: domain_name_invalid"]);
    let odd = fixture.admin().create_domain("odd", Some("lively")).await;
    assert_eq!(errors(odd), ["wire: invalid"]);
    let names: Vec<String> = fixture
        .admin()
        .list_domains()
        .await
        .unwrap()
        .into_iter()
        .map(|domain| domain.name.to_string())
        .collect();
    assert_eq!(names, ["demo", "north-2026"]);
}

async fn settings_are_kept_and_logged(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    for (key, value) in [("rate_limit", "60"), ("wire", "live"), ("rate_limit", "60")] {
        fixture.admin().set_domain("demo", key, value).await.unwrap();
    }
    let actor = fixture.admit(basic(AMINA, PASSWORD)).await.unwrap();
    assert_eq!(actor.domain.settings.rate_limit, 60);
    assert_eq!(actor.domain.settings.wire, WireMode::Live);
    // The one that changed nothing left nothing.
    let log = kinds(&fixture).await;
    assert_eq!(log, ["web_user.created ", "domain.updated rate_limit", "domain.updated wire"]);
    assert_eq!(
        errors(fixture.admin().set_domain("none", "wire", "live").await),
        ["domain: unknown"]
    );
}

async fn a_deleted_domain_is_gone_with_all_that_was_in_it(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.worker("jdoe", "worker secret").await;
    fixture.role("Reader", &["access_api"]).await;
    let key = fixture.key(NewApiKey { domain: Some(name("demo")), ..new_key() }).await;
    let before = fixture.admin().actor("demo").await.unwrap().domain.number;
    fixture.admit(by_key(AMINA, &key)).await.unwrap();
    fixture.admin().delete_domain("demo").await.unwrap();
    assert!(fixture.admit(by_key(AMINA, &key)).await.is_err());
    assert_eq!(errors(fixture.admin().delete_domain("demo").await), ["domain: unknown"]);

    let again = fixture.admin().create_domain("demo", None).await.unwrap();
    assert!(again.number > before);
    assert!(fixture.admin().list_roles("demo").await.unwrap().is_empty());
    fixture.web_user(AMINA, "demo", None).await;
    fixture.worker("jdoe", "worker secret").await;
}

async fn a_role_knows_its_permissions(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["edit_commcare_users", "access_api"]).await;
    let roles = fixture.admin().list_roles("demo").await.unwrap();
    let permissions = [Permission::ACCESS_API, Permission::EDIT_COMMCARE_USERS];
    assert_eq!((roles[0].name.as_str(), &roles[0].permissions), ("Writer", &permissions.into()));

    let create = async |name: &str, permission: &str| {
        let new = NewRole { name: name.to_owned(), permissions: vec![permission.to_owned()] };
        fixture.admin().create_role("demo", new).await
    };
    assert_eq!(errors(create("Writer", "access_api").await), ["name: taken"]);
    assert_eq!(errors(create("admin", "access_api").await), ["name: taken"]);
    assert_eq!(errors(create(" ", "fly").await), ["name: empty", "permission: invalid"]);
    let text = create("Slip", "acces_api").await.unwrap_err().to_string();
    assert!(text.contains("did you mean access_api"), "{text}");
}

async fn a_web_user_joins_several_domains_with_one_password(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admin().create_domain("other", None).await.unwrap();
    let other = Some(secret("ignored password"));
    let (user, text) =
        fixture.admin().create_web_user("Amina@Example.org", "other", None, other).await.unwrap();
    assert_eq!(user.username, AMINA);
    assert!(text.is_none());
    let account = fixture.identify(basic(AMINA, PASSWORD)).await.unwrap();
    assert_eq!(account.user.id, user.id);
    assert_eq!(fixture.directory.domains_of(&account).await.unwrap().len(), 2);
    let again = fixture.admin().create_web_user(AMINA, "other", None, None).await;
    assert_eq!(errors(again), ["email: taken"]);
}

async fn a_password_is_generated_when_none_is_given(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let made = fixture.admin().create_web_user("bello@example.org", "demo", None, None).await;
    let password = made.unwrap().1.unwrap();
    assert!(password.expose_secret().len() >= 20);
    fixture.admit(basic("bello@example.org", password.expose_secret())).await.unwrap();
}

async fn a_web_user_must_be_possible(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let admin = fixture.admin();
    let create = async |email, domain, role, password| {
        errors(admin.create_web_user(email, domain, role, Some(secret(password))).await)
    };
    assert_eq!(create("bello", "demo", None, PASSWORD).await, ["email: email_invalid"]);
    assert_eq!(create(" ", "demo", None, PASSWORD).await, ["email: required"]);
    assert_eq!(create("b@example.org", "none", None, PASSWORD).await, ["domain: unknown"]);
    assert_eq!(create("b@example.org", "demo", Some("X"), PASSWORD).await, ["role: role_unknown"]);
    assert_eq!(create("b@example.org", "demo", None, "short").await, ["password: password_weak"]);
    // No role was created.
    let missing = admin.reset_password("b@example.org", None).await;
    assert_eq!(errors(missing), ["email: unknown"]);
}

async fn key_is_returned_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let (key, text) = fixture.admin().create_api_key(new_key()).await.unwrap();
    let text = text.expose_secret();
    assert!(text.starts_with(&key.prefix) && text.len() > 60, "{}", text.len());
    let listed = fixture.admin().list_api_keys(None).await.unwrap();
    assert_eq!((listed[0].owner.as_str(), &listed[0].key), (AMINA, &key));
    assert_eq!(listed[0].last_used_at, None);
    let unknown = fixture.admin().revoke_api_key(&Id::new(Timestamp::UNIX_EPOCH, [0; 16])).await;
    assert!(matches!(unknown, Err(Error::NotFound { what: "API key" })));
}

async fn a_key_must_be_possible(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.admin().create_domain("other", None).await.unwrap();
    fixture.role("Reader", &["access_api"]).await;
    let create = async |new| errors(fixture.admin().create_api_key(new).await);
    let (demo, role) = (Some(name("demo")), |role: &str| Some(role.to_owned()));
    let owner = "nobody@example.org".to_owned();
    assert_eq!(create(NewApiKey { owner, ..new_key() }).await, ["user: unknown"]);
    let domain = Some(name("none"));
    assert_eq!(create(NewApiKey { domain, ..new_key() }).await, ["domain: unknown"]);
    let domain = Some(name("other"));
    assert_eq!(create(NewApiKey { domain, ..new_key() }).await, ["domain: invalid"]);
    assert_eq!(create(NewApiKey { role: role("Reader"), ..new_key() }).await, ["role: invalid"]);
    let new = NewApiKey { domain: demo, role: role("Writer"), ..new_key() };
    assert_eq!(create(new).await, ["role: role_unknown"]);
}

/// The change log of `demo`: what happened to which fields.
async fn kinds(fixture: &AuthFixture) -> Vec<String> {
    let actor = fixture.admin().actor("demo").await.unwrap();
    let changes = fixture.directory.changes(&actor).unwrap();
    let page = changes.after(0, 100, Duration::ZERO).await.unwrap();
    let text =
        |change: roster_model::Change| format!("{} {}", change.kind, change.fields.join(","));
    page.changes.into_iter().map(text).collect()
}
