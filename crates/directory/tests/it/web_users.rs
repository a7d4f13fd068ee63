//! Web users, as those see and change them who may.

use roster_model::{Actor, Error, Membership, NewProfile, Patch, Start, WebUserEdit, Who, Window};
use roster_store::Backend;
use serde_json::json;

use crate::auth_fixture::{AMINA, AuthFixture, PASSWORD, basic, errors};

roster_testkit::on_both_engines! {
    list_is_sorted_by_name,
    name_filter_finds_one_web_user,
    web_user_of_another_domain_is_missing,
    role_is_granted_and_removed,
    permissions_above_the_own_are_rejected,
    locations_must_exist,
    profile_and_data_must_not_conflict,
    edit_without_change_is_not_logged,
}

const BELLO: &str = "bello@example.org";

async fn list_is_sorted_by_name(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    for name in ["dora", "bello", "chidi"] {
        fixture.web_user(&format!("{name}@example.org"), "demo", None).await;
    }
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user("zoe@example.org", "other", None).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let first = web_users.list(None, window(2, Start::Offset(0))).await.unwrap();
    assert_eq!((names(&first.items), first.total), (vec!["amina", "bello"], 4));
    let next = Start::After(first.next.unwrap());
    let second = web_users.list(None, window(2, next)).await.unwrap();
    assert_eq!((names(&second.items), second.next), (vec!["chidi", "dora"], None));
    let third = web_users.list(None, window(2, Start::Offset(3))).await.unwrap();
    assert_eq!(names(&third.items), ["dora"]);
}

async fn name_filter_finds_one_web_user(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.web_user(BELLO, "demo", None).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let find = async |name| web_users.list(Some(name), window(20, Start::Offset(0))).await.unwrap();
    assert_eq!(names(&find(BELLO).await.items), ["bello"]);
    assert_eq!(find("bell").await.total, 0);
    assert_eq!(find("\0").await.total, 0);
    let id = id(&fixture, BELLO).await;
    web_users.set_active(&id, false).await.unwrap();
    assert_eq!(find(BELLO).await.total, 0);
    assert!(!web_users.find(&id).await.unwrap().member.active);
}

async fn web_user_of_another_domain_is_missing(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(BELLO, "other", None).await;
    let elsewhere =
        fixture.authenticate(basic(BELLO, PASSWORD)).await.unwrap().user.id.into_string();
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    for id in [elsewhere.as_str(), "none", "", "a\0b"] {
        let is_missing = |error: Error| matches!(error, Error::NotFound { what: "web user" });
        assert!(is_missing(web_users.find(id).await.unwrap_err()));
        assert!(is_missing(web_users.edit(id, WebUserEdit::default()).await.unwrap_err()));
        assert!(is_missing(web_users.set_active(id, false).await.unwrap_err()));
    }
}

async fn role_is_granted_and_removed(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Reader", &["access_api", "view_commcare_users"]).await;
    fixture.web_user(BELLO, "demo", None).await;
    let id = id(&fixture, BELLO).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let give = async |role: &str| {
        let edit = WebUserEdit { role: Some(role.to_owned()), ..WebUserEdit::default() };
        web_users.edit(&id, edit).await
    };
    assert_eq!(give("Reader").await.unwrap().member.role.unwrap().name, "Reader");
    assert_eq!(give("Admin").await.unwrap().member.role, None);
    assert_eq!(errors(give("Writer").await), ["role: role_unknown"]);
    assert_eq!(errors(give("").await), ["role: required"]);
}

async fn permissions_above_the_own_are_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("Clerk", &["access_api", "access_all_locations", "edit_web_users"]).await;
    fixture.role("Reader", &["access_api"]).await;
    fixture.role("Writer", &["access_api", "edit_commcare_users"]).await;
    fixture.web_user(BELLO, "demo", Some("Clerk")).await;
    let id = id(&fixture, BELLO).await;
    let actor = fixture.authorize(basic(BELLO, PASSWORD)).await.unwrap();
    let web_users = fixture.directory.web_users(&actor).unwrap();
    for role in ["Admin", "Writer"] {
        let edit = WebUserEdit { role: Some(role.to_owned()), ..WebUserEdit::default() };
        assert_eq!(errors(web_users.edit(&id, edit).await), ["role: role_unknown"], "{role}");
    }
    let edit = WebUserEdit { role: Some("Reader".to_owned()), ..WebUserEdit::default() };
    web_users.edit(&id, edit).await.unwrap();
}

async fn locations_must_exist(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = id(&fixture, AMINA).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let assign = async |primary: Patch<String>, locations: Option<Vec<String>>| {
        let edit = WebUserEdit { primary_location: primary, locations, ..WebUserEdit::default() };
        errors(web_users.edit(&id, edit).await)
    };
    let set = |id: &str| Patch::Set(id.to_owned());
    let all = |id: &str| Some(vec![id.to_owned()]);
    let unknown = ["assigned_location_ids: location_unknown"];
    assert_eq!(assign(set("x"), all("x")).await, unknown);
    assert_eq!(assign(set("x"), None).await, ["primary_location_id: locations_incomplete"]);
    assert_eq!(assign(Patch::Keep, all("x")).await, ["primary_location_id: locations_incomplete"]);
    let apart = ["primary_location_id: primary_location_not_assigned"];
    assert_eq!(assign(set("x"), all("y")).await, apart);
}

async fn profile_and_data_must_not_conflict(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let id = id(&fixture, AMINA).await;
    let actor = amina(&fixture).await;
    let values = json!({"team": "north"}).as_object().unwrap().clone();
    let profile = NewProfile { name: "North".to_owned(), values, adds_fields: true };
    let fields = fixture.directory.fields(&actor).unwrap();
    let number = fields.create_profile(profile).await.unwrap().number;

    let web_users = fixture.directory.web_users(&actor).unwrap();
    let edit = async |profile: Patch<String>, data: serde_json::Value| {
        let data = Some(data.as_object().unwrap().clone());
        web_users.edit(&id, WebUserEdit { profile, data, ..WebUserEdit::default() }).await
    };
    let north = || Patch::Set("North".to_owned());
    let south = Patch::Set("South".to_owned());
    assert_eq!(errors(edit(south, json!({})).await), ["profile: profile_unknown"]);
    assert_eq!(errors(edit(north(), json!({"team": "x"})).await), ["user_data: key_controlled"]);
    let made = edit(north(), json!({"team": "north", "boat": "red"})).await.unwrap();
    let made = made.member;
    assert_eq!((made.profile, json!(made.custom)), (Some(number), json!({"boat": "red"})));
    let merged = edit(Patch::Clear, json!({"team": "x"})).await.unwrap();
    assert_eq!(merged.member.profile, None);
    assert_eq!(json!(merged.member.custom), json!({"boat": "red", "team": "x"}));
    assert_eq!(errors(edit(north(), json!({})).await), ["profile: profile_conflict"]);
    assert_eq!(web_users.find(&id).await.unwrap(), merged);
}

async fn edit_without_change_is_not_logged(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.web_user(BELLO, "demo", None).await;
    let id = id(&fixture, BELLO).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    web_users.edit(&id, WebUserEdit::default()).await.unwrap();
    web_users.set_active(&id, true).await.unwrap();
    web_users.set_active(&id, false).await.unwrap();
    let changes = fixture
        .directory
        .changes(&fixture.directory.operator("demo").await.unwrap())
        .unwrap()
        .after(0, 100, std::time::Duration::ZERO)
        .await
        .unwrap()
        .changes;
    let kinds: Vec<&str> = changes.iter().map(|change| change.kind.as_str()).collect();
    let created = "web_user.created";
    assert_eq!(kinds, ["domain.created", created, created, "web_user.updated"]);
    assert_eq!((changes[3].actor.as_str(), changes[3].id.as_str()), (AMINA, id.as_str()));
}

async fn amina(fixture: &AuthFixture) -> Actor {
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap()
}

async fn id(fixture: &AuthFixture, username: &str) -> String {
    let actor = fixture.authorize(basic(username, PASSWORD)).await.unwrap();
    let Who::WebUser { id, .. } = actor.who else { panic!("a web user") };
    id.into_string()
}

fn window(limit: u32, start: Start) -> Window {
    Window { limit, start }
}

fn names(items: &[Membership]) -> Vec<&str> {
    items.iter().map(|item| item.user.username.split('@').next().unwrap()).collect()
}
