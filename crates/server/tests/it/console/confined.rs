//! Supervisors who are confined to locations.

use std::collections::BTreeSet;

use roster_directory::Directory;
use roster_model::{LocationEdit, NewLocation, NewLocationType, NewRole, Patch, WebUserEdit};
use roster_store::Backend;
use roster_testkit::operator;

use super::browser::Browser;
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    worker_form_offers_own_locations_only,
    refusal_is_an_error_of_the_locations_field,
    no_page_links_to_a_refused_page,
    location_elsewhere_has_no_edit_form,
}

const NEW: &str = "/d/demo/people/new";
const PASSWORD: &str = "a rather long password";

/// The locations Patna and Gaya, and a supervisor who is confined to Patna, with these permissions.
async fn supervisor(fixture: &Fixture, email: &str, permissions: &[&str]) -> [String; 2] {
    let directory: &Directory = &fixture.directory;
    let actor = directory.operator("demo").await.unwrap();
    let types = directory.location_types(&actor).unwrap();
    let level = NewLocationType { code: Some(format!("l-{email}")), ..NewLocationType::default() };
    let level = types.create(level).await.unwrap();
    let mut ids = Vec::new();
    for name in ["Patna", "Gaya"] {
        let edit = LocationEdit {
            name: Some(format!("{name} {email}")),
            kind: Some(level.code.clone()),
            ..LocationEdit::default()
        };
        let new = NewLocation { edit, id: None };
        let created = directory.locations(&actor).unwrap().create(new).await.unwrap();
        ids.push(created.location.id.to_string());
    }
    let permissions = permissions.iter().map(|it| (*it).to_owned()).collect();
    let role = NewRole { name: email.to_owned(), permissions };
    operator::create_role(directory, "demo", role).await.unwrap();
    let password = Some(PASSWORD.into());
    let created = operator::create_web_user(directory, email, "demo", Some(email), password).await;
    let (member, _) = created.unwrap();
    let edit = WebUserEdit {
        primary_location: Patch::Set(ids[0].clone()),
        locations: Some(vec![ids[0].clone()]),
        ..WebUserEdit::default()
    };
    let users = directory.web_users(&actor).unwrap();
    users.edit(member.user.id.as_str(), edit).await.unwrap();
    ids.try_into().unwrap()
}

const EDITOR: [&str; 2] = ["view_commcare_users", "edit_commcare_users"];

async fn worker_form_offers_own_locations_only(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let [patna, gaya] = supervisor(&fixture, "s@example.org", &EDITOR).await;
    let browser = Browser::sign_in(&fixture, "s@example.org", PASSWORD).await;
    let page = browser.open(NEW).await;
    assert!(page.text.contains(&patna) && !page.text.contains(&gaya), "{page:?}");
    let form = page.form("Add worker");
    assert_eq!(form.values("locations"), [patna.as_str()], "the only one is selected");
    let page = browser.submit(NEW, &form.with("username", "asha")).await;
    assert_eq!(page.status, 200, "{page:?}");

    // The location that another user adds stays, and is shown as fixed.
    let person = page.links().into_iter().find(|url| url.contains("/person/")).unwrap();
    let (path, admin) = (format!("{person}/edit"), Browser::admin(&fixture).await);
    let form = admin.form(&path, "Save").await.and("locations", &gaya);
    assert_eq!(admin.submit(&path, &form).await.status, 303);
    let form = browser.form(&path, "Save").await;
    assert_eq!(form.values("locations").len(), 2);
    let page = browser.submit(&path, &form.with("first_name", "Asha")).await;
    assert_eq!(page.status, 303, "{page:?}");
}

async fn refusal_is_an_error_of_the_locations_field(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let [_, gaya] = supervisor(&fixture, "s@example.org", &EDITOR).await;
    let browser = Browser::sign_in(&fixture, "s@example.org", PASSWORD).await;
    let form = browser.form(NEW, "Add worker").await;
    let form = form.with("username", "asha").with("first_name", "Asha").with("locations", &gaya);
    let page = browser.submit(NEW, &form).await;
    assert_eq!(page.status, 422, "{page:?}");
    let text = page.element("locations-error");
    assert!(text.contains("only add workers at your own locations"), "{text}");
    let form = page.form("Add worker");
    assert_eq!([form.values("username"), form.values("first_name")], [["asha"], ["Asha"]]);
}

async fn no_page_links_to_a_refused_page(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let all = [
        "view_commcare_users",
        "edit_commcare_users",
        "view_groups",
        "view_locations",
        "edit_locations",
        "view_web_users",
        "edit_web_users",
        "view_roles",
        "edit_roles",
        "edit_domain",
        "manage_webhooks",
    ];
    let mut cases: Vec<Vec<&str>> = vec![all.to_vec(), EDITOR.to_vec(), vec![all[0]]];
    cases.extend(all.map(|permission| vec![permission, "access_all_locations"]));
    let admin = Browser::admin(&fixture).await;
    let group = admin.form("/d/demo/groups/new", "Save").await.with("name", "North");
    admin.submit("/d/demo/groups/new", &group).await;
    for (number, permissions) in cases.into_iter().enumerate() {
        let email = format!("s{number}@example.org");
        let [patna, _] = supervisor(&fixture, &email, &permissions).await;
        let new = admin.form(NEW, "Add worker").await.with("username", &format!("worker{number}"));
        admin.submit(NEW, &new.and("locations", &patna)).await;
        let browser = Browser::sign_in(&fixture, &email, PASSWORD).await;
        let (mut seen, mut open) = (BTreeSet::new(), vec!["/d/demo".to_owned()]);
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) || seen.len() > 150 {
                continue;
            }
            let page = browser.open(&path).await;
            assert!(page.status < 400, "{permissions:?}: {path}: {}", page.status);
            let links = page.links().into_iter().chain([page.location.clone()]);
            let links = links.map(|url| url.split('#').next().unwrap_or_default().to_owned());
            // The other orders of the list of people have the same links.
            let is_other = |url: &str| url.contains("export") || url.contains("sort=");
            open.extend(links.filter(|url| url.starts_with("/d/demo") && !is_other(url)));
        }
    }
}

async fn location_elsewhere_has_no_edit_form(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let permissions = ["view_locations", "edit_locations"];
    let [patna, gaya] = supervisor(&fixture, "s@example.org", &permissions).await;
    let browser = Browser::sign_in(&fixture, "s@example.org", PASSWORD).await;
    let form = browser.form(&format!("/d/demo/location/{patna}/edit"), "Save").await;
    let path = format!("/d/demo/location/{gaya}/edit");
    assert_eq!(browser.open(&path).await.status, 404);
    assert_eq!(browser.submit(&path, &form).await.status, 404);
}
