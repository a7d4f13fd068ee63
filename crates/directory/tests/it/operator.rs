//! What the operator makes: domains, roles, web users and keys.

use std::time::Duration;

use jiff::Timestamp;
use roster_model::{Error, ExposeSecret as _, Id, NewApiKey, NewRole, Permission, WireMode};
use roster_store::Backend;
use roster_testkit::operator;

use crate::auth_fixture::{
    AMINA, AuthFixture, PASSWORD, basic, by_key, errors, name, new_key, secret,
};

roster_testkit::on_both_engines! {
    domain_name_is_valid_and_unique,
    settings_are_saved_and_logged,
    deleted_domain_loses_all_its_records,
    role_has_valid_permissions_and_a_unique_name,
    web_user_joins_several_domains_with_one_password,
    missing_password_is_generated,
    invalid_web_user_is_rejected,
    key_is_returned_once,
    invalid_key_is_rejected,
}

async fn domain_name_is_valid_and_unique(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let live = fixture.directory.create_domain("north-2026", Some("live")).await.unwrap();
    assert_eq!(live.settings.wire, WireMode::Live);
    let create = async |name| errors(fixture.directory.create_domain(name, None).await);
    assert_eq!(create("demo").await, ["name: taken"]);
    assert_eq!(create("Demo").await, ["name: domain_name_invalid"]);
    assert_eq!(create("").await, ["name: domain_name_invalid"]);
    let odd = fixture.directory.create_domain("odd", Some("lively")).await;
    assert_eq!(errors(odd), ["wire: invalid"]);
    let names: Vec<String> = fixture
        .directory
        .list_domains()
        .await
        .unwrap()
        .into_iter()
        .map(|domain| domain.name.to_string())
        .collect();
    assert_eq!(names, ["demo", "north-2026"]);
}

async fn settings_are_saved_and_logged(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    for (key, value) in [("rate_limit", "60"), ("wire", "live"), ("rate_limit", "60")] {
        operator::set_setting(&fixture.directory, "demo", key, value).await.unwrap();
    }
    let actor = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    assert_eq!(actor.domain.settings.rate_limit, 60);
    assert_eq!(actor.domain.settings.wire, WireMode::Live);
    // A save without a change adds no entry.
    let log = kinds(&fixture).await;
    assert_eq!(
        log,
        [
            "domain.created ",
            "web_user.created ",
            "domain.updated rate_limit",
            "domain.updated wire"
        ]
    );
    assert_eq!(
        errors(operator::set_setting(&fixture.directory, "none", "wire", "live").await),
        ["domain: unknown"]
    );
}

async fn deleted_domain_loses_all_its_records(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.worker("jdoe", "worker secret").await;
    fixture.role("Reader", &["access_api"]).await;
    let key = fixture
        .key(NewApiKey { name: String::new(), domain: Some(name("demo")), ..new_key() })
        .await;
    let before = fixture.directory.operator("demo").await.unwrap().domain.number;
    fixture.authorize(by_key(AMINA, &key)).await.unwrap();
    operator::delete_domain(&fixture.directory, "demo").await.unwrap();
    assert!(fixture.authorize(by_key(AMINA, &key)).await.is_err());
    assert_eq!(
        errors(operator::delete_domain(&fixture.directory, "demo").await),
        ["domain: unknown"]
    );

    let again = fixture.directory.create_domain("demo", None).await.unwrap();
    assert!(again.number > before);
    let operator = fixture.directory.operator("demo").await.unwrap();
    assert!(fixture.directory.roles(&operator).unwrap().list().await.unwrap().is_empty());
    fixture.web_user(AMINA, "demo", None).await;
    fixture.worker("jdoe", "worker secret").await;
}

async fn role_has_valid_permissions_and_a_unique_name(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Writer", &["edit_commcare_users", "access_api"]).await;
    let operator = fixture.directory.operator("demo").await.unwrap();
    let roles = fixture.directory.roles(&operator).unwrap().list().await.unwrap();
    let permissions = [Permission::ACCESS_API, Permission::EDIT_COMMCARE_USERS];
    assert_eq!(
        (roles[0].role.name.as_str(), &roles[0].role.permissions),
        ("Writer", &permissions.into())
    );

    let create = async |name: &str, permission: &str| {
        let new = NewRole { name: name.to_owned(), permissions: vec![permission.to_owned()] };
        operator::create_role(&fixture.directory, "demo", new).await
    };
    assert_eq!(errors(create("Writer", "access_api").await), ["name: taken"]);
    assert_eq!(errors(create("admin", "access_api").await), ["name: taken"]);
    assert_eq!(errors(create(" ", "fly").await), ["name: empty", "permission: invalid"]);
    let text = create("Slip", "acces_api").await.unwrap_err().to_string();
    assert!(text.contains("did you mean access_api"), "{text}");
}

async fn web_user_joins_several_domains_with_one_password(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    let add = async |password| {
        let name = "Amina@Example.org";
        operator::create_web_user(&fixture.directory, name, "other", None, password).await
    };
    let given = add(Some(secret("a password of their own"))).await;
    assert_eq!(errors(given), ["password: invalid"]);
    let (membership, text) = add(None).await.unwrap();
    assert_eq!(membership.user.username, AMINA);
    assert!(text.is_none());
    let domains = async |password: &str| {
        let account = fixture.authenticate(basic(AMINA, password)).await.unwrap();
        fixture.directory.domains_of(&account).await.unwrap().len()
    };
    assert_eq!(domains(PASSWORD).await, 1, "the first password opens its domain only");
    let (old, new) = (secret(PASSWORD), secret("a new long password"));
    let session = fixture.session(AMINA).await;
    fixture.directory.change_password(&session, &old, &new).await.unwrap();
    assert_eq!(domains("a new long password").await, 2);
    assert_eq!(errors(add(None).await), ["email: taken"]);
}

async fn missing_password_is_generated(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let made =
        operator::create_web_user(&fixture.directory, "bello@example.org", "demo", None, None)
            .await;
    let password = made.unwrap().1.unwrap();
    assert!(password.expose_secret().len() >= 20);
    fixture.authorize(basic("bello@example.org", password.expose_secret())).await.unwrap();
}

async fn invalid_web_user_is_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let create = async |email, domain, role, password| {
        errors(
            operator::create_web_user(
                &fixture.directory,
                email,
                domain,
                role,
                Some(secret(password)),
            )
            .await,
        )
    };
    assert_eq!(create("bello", "demo", None, PASSWORD).await, ["email: email_invalid"]);
    assert_eq!(create(" ", "demo", None, PASSWORD).await, ["email: required"]);
    assert_eq!(create("b@example.org", "none", None, PASSWORD).await, ["domain: unknown"]);
    assert_eq!(create("b@example.org", "demo", Some("X"), PASSWORD).await, ["role: role_unknown"]);
    assert_eq!(create("b@example.org", "demo", None, "short").await, ["password: password_weak"]);
    // No web user was created.
    let missing = fixture.directory.reset_password("b@example.org", None).await;
    assert_eq!(errors(missing), ["email: unknown"]);
}

async fn key_is_returned_once(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let (key, text) = fixture.directory.create_api_key(new_key()).await.unwrap();
    let text = text.expose_secret();
    assert!(text.starts_with(&key.prefix) && text.len() > 60, "{}", text.len());
    let listed = fixture.directory.list_api_keys(None).await.unwrap();
    assert_eq!((listed[0].owner.as_str(), &listed[0].key), (AMINA, &key));
    assert_eq!(listed[0].last_used_at, None);
    let unknown = fixture.directory.revoke_api_key(&Id::new(Timestamp::UNIX_EPOCH, [0; 16])).await;
    assert!(matches!(unknown, Err(Error::NotFound { what: "API key" })));
}

async fn invalid_key_is_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.role("Reader", &["access_api"]).await;
    let create = async |new| errors(fixture.directory.create_api_key(new).await);
    let (demo, role) = (Some(name("demo")), |role: &str| Some(role.to_owned()));
    let owner = "nobody@example.org".to_owned();
    assert_eq!(
        create(NewApiKey { name: String::new(), owner, ..new_key() }).await,
        ["user: unknown"]
    );
    let domain = Some(name("none"));
    assert_eq!(
        create(NewApiKey { name: String::new(), domain, ..new_key() }).await,
        ["domain: unknown"]
    );
    let domain = Some(name("other"));
    assert_eq!(
        create(NewApiKey { name: String::new(), domain, ..new_key() }).await,
        ["domain: invalid"]
    );
    assert_eq!(
        create(NewApiKey { name: String::new(), role: role("Reader"), ..new_key() }).await,
        ["role: invalid"]
    );
    let new = NewApiKey { name: String::new(), domain: demo, role: role("Writer"), ..new_key() };
    assert_eq!(create(new).await, ["role: role_unknown"]);
}

/// The change log of `demo`: kinds and changed fields.
async fn kinds(fixture: &AuthFixture) -> Vec<String> {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let changes = fixture.directory.changes(&actor).unwrap();
    let page = changes.after(0, 100, Duration::ZERO).await.unwrap();
    let text =
        |change: roster_model::Change| format!("{} {}", change.kind, change.fields.join(","));
    page.changes.into_iter().map(text).collect()
}
