//! Upward protection: no caller changes a member whose rights they do not cover, and a domain keeps an
//! active admin.

use jiff::SignedDuration;
use roster_directory::Clock as _;
use roster_model::{Actor, Denial, DomainName, Error, NewApiKey, NewAppKey, NewRole, WebUserEdit};
use roster_store::Backend;
use roster_testkit::operator;

use crate::auth_fixture::{
    AMINA, AuthFixture, PASSWORD, basic, denial, errors, name, new_key, secret,
};

roster_testkit::on_both_engines! {
    member_with_more_rights_is_not_changed,
    keys_of_a_member_with_more_rights_are_not_revoked,
    role_with_more_rights_is_not_deleted,
    last_admin_is_neither_demoted_nor_deactivated,
    key_that_has_expired_is_not_created,
}

const BELLO: &str = "bello@example.org";
const DIDI: &str = "didi@example.org";

/// Bello, with these permissions.
async fn bello(fixture: &AuthFixture, permissions: &[&str]) -> Actor {
    fixture.role("Clerk", permissions).await;
    fixture.web_user(BELLO, "demo", Some("Clerk")).await;
    fixture.authorize(basic(BELLO, PASSWORD)).await.unwrap()
}

async fn member_with_more_rights_is_not_changed(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let permissions = ["access_api", "access_all_locations", "edit_web_users"];
    let clerk = bello(&fixture, &permissions).await;
    fixture.role("Reader", &["access_api"]).await;
    fixture.role("Writer", &["access_api", "edit_commcare_users"]).await;
    let web_users = fixture.directory.web_users(&clerk).unwrap();
    let more = Denial::MemberHasMoreRights;
    fixture.web_user("writer@example.org", "demo", Some("Writer")).await;
    for above in [AMINA, "writer@example.org"] {
        let id = web_users.id_of(above).await.unwrap();
        let id = id.as_str();
        for edit in [
            WebUserEdit::with_role("Reader"),
            WebUserEdit { locations: Some(Vec::new()), ..WebUserEdit::default() },
            WebUserEdit { data: Some(serde_json::Map::new()), ..WebUserEdit::default() },
        ] {
            assert_eq!(denial(web_users.edit(id, edit).await), more, "{above}");
        }
        assert_eq!(denial(web_users.set_active(id, false).await), more);
        assert_eq!(denial(web_users.set_active(id, true).await), more);
    }
    fixture.web_user("reader@example.org", "demo", Some("Reader")).await;
    let id = web_users.id_of("reader@example.org").await.unwrap();
    web_users.edit(id.as_str(), WebUserEdit::with_role("Clerk")).await.unwrap();
    web_users.set_active(id.as_str(), false).await.unwrap();
}

async fn keys_of_a_member_with_more_rights_are_not_revoked(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let clerk = bello(&fixture, &["access_api", "edit_domain"]).await;
    let create = async |owner: &str| {
        let new = NewApiKey {
            name: String::new(),
            owner: owner.to_owned(),
            domain: Some(name("demo")),
            ..new_key()
        };
        fixture.directory.create_api_key(new).await.unwrap().0.id
    };
    let (of_admin, own) = (create(AMINA).await, create(BELLO).await);
    let keys = fixture.directory.keys(&clerk).unwrap();
    let refused = keys.revoke(of_admin.as_str()).await;
    assert_eq!(denial(refused), Denial::MemberHasMoreRights);
    keys.revoke(own.as_str()).await.unwrap();
    let admin = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    fixture.directory.keys(&admin).unwrap().revoke(of_admin.as_str()).await.unwrap();
}

async fn role_with_more_rights_is_not_deleted(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let clerk = bello(&fixture, &["access_api", "edit_roles"]).await;
    let strong = NewRole { name: "Strong".to_owned(), permissions: vec!["edit_domain".to_owned()] };
    let strong = operator::create_role(&fixture.directory, "demo", strong).await.unwrap();
    let roles = fixture.directory.roles(&clerk).unwrap();
    assert_eq!(errors(roles.delete(strong.id.as_str()).await), ["permission: invalid"]);
}

async fn last_admin_is_neither_demoted_nor_deactivated(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    fixture.role("Reader", &["access_api"]).await;
    fixture.web_user(BELLO, "demo", Some("Reader")).await;
    let operator = directory.operator("demo").await.unwrap();
    let admin = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let demote = || WebUserEdit::with_role("Reader");
    let id = directory.web_users(&admin).unwrap().id_of(AMINA).await.unwrap();
    let id = id.as_str();
    for actor in [&admin, &operator] {
        let web_users = directory.web_users(actor).unwrap();
        assert!(is_last(web_users.edit(id, demote()).await));
        assert!(is_last(web_users.set_active(id, false).await));
    }
    assert!(is_last(directory.set_web_user_active(AMINA, false).await));

    // Nor does one whose first password opens another domain only.
    directory.create_domain("other", None).await.unwrap();
    let password = Some(secret(PASSWORD));
    operator::create_web_user(directory, DIDI, "other", None, password).await.unwrap();
    operator::create_web_user(directory, DIDI, "demo", None, None).await.unwrap();
    assert!(fixture.authorize(basic(DIDI, PASSWORD)).await.is_err());
    assert!(is_last(directory.web_users(&admin).unwrap().edit(id, demote()).await));

    // An admin who is deactivated, here or everywhere, does not count.
    let web_users = directory.web_users(&admin).unwrap();
    let bello = web_users.id_of(BELLO).await.unwrap();
    web_users.edit(bello.as_str(), WebUserEdit::with_role("Admin")).await.unwrap();
    web_users.set_active(bello.as_str(), false).await.unwrap();
    assert!(is_last(web_users.edit(id, demote()).await));
    web_users.set_active(bello.as_str(), true).await.unwrap();
    directory.set_web_user_active(BELLO, false).await.unwrap();
    assert!(is_last(web_users.set_active(id, false).await));
    directory.set_web_user_active(BELLO, true).await.unwrap();
    web_users.edit(id, demote()).await.unwrap();
    assert!(is_last(directory.set_web_user_active(BELLO, false).await));
    directory.set_web_user_active(AMINA, false).await.unwrap();
}

fn is_last<T>(outcome: Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::LastAdmin(domain)) if domain.as_str() == "demo")
}

async fn key_that_has_expired_is_not_created(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let now = fixture.clock.now();
    let admin = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let demo: DomainName = name("demo");
    for (seconds, expected) in [(-1, false), (0, false), (1, true)] {
        let expires_at = Some(now + SignedDuration::from_secs(seconds));
        let new = || NewApiKey {
            name: String::new(),
            expires_at,
            domain: Some(demo.clone()),
            ..new_key()
        };
        let app = || NewAppKey {
            domain: demo.clone(),
            name: String::new(),
            contacts_only: false,
            allowed_ips: Vec::new(),
            expires_at,
        };
        let outcomes = [
            fixture.directory.create_api_key(new()).await.map(drop),
            fixture.directory.keys(&admin).unwrap().create(new()).await.map(drop),
            operator::create_app_key(&fixture.directory, app()).await.map(drop),
            fixture.directory.app_keys(&admin).unwrap().create(app()).await.map(drop),
        ];
        for outcome in outcomes {
            if expected {
                outcome.unwrap();
            } else {
                assert_eq!(errors(outcome), ["expires: invalid"]);
            }
        }
    }
}
