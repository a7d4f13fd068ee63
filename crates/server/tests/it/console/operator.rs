//! The pages of the server, for its operators.

use std::time::Duration;

use roster_model::{NewRole, WireMode};
use roster_store::Backend;
use roster_testkit::operator;

use super::browser::Browser;
use crate::fixture::{ADA, Fixture};

roster_testkit::on_both_engines! {
    pages_need_an_operator,
    account_of_a_domain_cannot_operate,
    created_domain_has_its_operator_as_admin,
    backup_is_downloaded_soon_after_the_sign_in,
    preset_role_has_no_more_rights_than_its_creator,
}

const PAGES: [&str; 3] =
    ["/operator", "/operator/domains/new", "/operator/backup/roster-20260101T000000Z.backup"];

async fn pages_need_an_operator(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form("/account", "Change password").await;
    for path in PAGES {
        assert_eq!(browser.open(path).await.status, 403, "{path}");
        assert_eq!(browser.without_session().open(path).await.status, 303, "{path}");
    }
    for path in ["/operator/domains/new", "/operator/backups", "/operator/backup/x/delete"] {
        assert_eq!(browser.submit(path, &form.clone().with("name", "new")).await.status, 403);
    }
    fixture.directory.set_operator(ADA, true).await.unwrap();
    assert_eq!(browser.open("/operator").await.status, 200);
    for name in ["roster-1.backup", "x", "..%2Froster.db", "roster-..%2F1.backup"] {
        let page = browser.open(&format!("/operator/backup/{name}")).await;
        assert_eq!(page.status, 404, "{name}");
    }
    fixture.directory.set_operator(ADA, false).await.unwrap();
    assert_eq!(browser.open("/operator").await.status, 403);
}

async fn account_of_a_domain_cannot_operate(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let directory = &fixture.directory;
    let password = || Some("a rather long password".into());
    // The operator chose the password.
    operator::create_web_user(directory, "bo@example.org", "demo", None, password()).await.unwrap();
    directory.set_operator("bo@example.org", true).await.unwrap();
    let browser = Browser::sign_in(&fixture, "bo@example.org", "a rather long password").await;
    assert_eq!(browser.open("/operator").await.status, 403);
    directory.reset_password("bo@example.org", password()).await.unwrap();
    let browser = Browser::sign_in(&fixture, "bo@example.org", "a rather long password").await;
    assert_eq!(browser.open("/operator").await.status, 200);
}

async fn created_domain_has_its_operator_as_admin(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    fixture.directory.set_operator(ADA, true).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let path = "/operator/domains/new";
    let form = browser.form(path, "Create domain").await;
    for (name, error) in [("demo", "demo"), ("No!", "a-z"), ("", "63")] {
        let page = browser.submit(path, &form.clone().with("name", name)).await;
        assert_eq!(page.status, 422, "{name}");
        assert!(page.element("name-error").contains(error), "{}", page.element("name-error"));
    }
    let form = form.with("name", "north").with("wire", "live");
    let created = browser.submit(path, &form).await;
    assert_eq!(created.location, "/d/north/people?done=created");
    // The same form again creates nothing.
    assert_eq!(browser.submit(path, &form).await.location, created.location);
    assert_eq!(browser.open("/d/north/settings").await.status, 200);
    let history = browser.open("/d/north/history").await.text;
    assert!(history.contains(ADA), "{history}");
    let operator = fixture.directory.operator("north").await.unwrap();
    assert_eq!(operator.domain.settings.wire, WireMode::Live);
}

async fn backup_is_downloaded_soon_after_the_sign_in(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    fixture.directory.set_operator(ADA, true).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let page = browser.open("/operator").await;
    assert!(page.text.contains("Backup due"), "{}", page.text);
    let started = browser.submit("/operator/backups", &page.form("Start a backup")).await;
    assert_eq!(started.location, "/operator?done=backup-started");
    // The file is complete before the store notes the backup.
    let page = loop {
        let page = browser.open("/operator").await;
        assert!(!page.text.contains("failed"), "{}", page.text);
        if !page.text.contains("Backup due") {
            break page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let download = page.links().into_iter().find(|link| link.ends_with(".backup")).unwrap();
    assert_eq!(browser.open(&download).await.status, 200);
    fixture.advance_minutes(11);
    let asked = browser.open(&download).await;
    assert!(asked.location.starts_with("/account/confirm?to="), "{}", asked.location);
}

async fn preset_role_has_no_more_rights_than_its_creator(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let admin = Browser::admin(&fixture).await;
    let presets = admin.open("/d/demo/roles").await.form("Add Supervisor");
    let path = "/d/demo/roles/presets";
    let added = admin.submit(path, &presets.clone().with("preset", "supervisor")).await;
    assert_eq!(added.location, "/d/demo/roles?done=created");
    let page = admin.open("/d/demo/roles").await;
    assert!(!page.text.contains("Add Supervisor") && page.text.contains("Add Manager"));

    let permissions = ["edit_roles", "view_roles", "access_all_locations", "view_commcare_users"];
    let permissions = permissions.map(str::to_owned).to_vec();
    let role = NewRole { name: "Editor".to_owned(), permissions };
    operator::create_role(&fixture.directory, "demo", role).await.unwrap();
    let (email, password) = ("editor@example.org", "a rather long password");
    let role = Some("Editor");
    let directory = &fixture.directory;
    operator::create_web_user(directory, email, "demo", role, Some(password.into())).await.unwrap();
    let editor = Browser::sign_in(&fixture, email, password).await;
    let page = editor.open("/d/demo/roles").await;
    assert!(!page.text.contains("Add Manager"), "{}", page.text);
    let token = editor.form("/account", "Change password").await;
    let refused = editor.submit(path, &token.with("preset", "manager")).await;
    assert!(refused.text.contains("permissions that you do not have"), "{}", refused.text);
    assert!((400..500).contains(&refused.status), "{}", refused.status);
}
