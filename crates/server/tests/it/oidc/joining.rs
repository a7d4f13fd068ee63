//! Domains that people join by signing in, and invitations.

use roster_directory::SelfJoin;
use roster_model::{NewRole, WebUserEdit};
use roster_server::OidcSettings;
use roster_store::Backend;
use roster_testkit::{on_both_engines, operator};

use super::fixture::{ADA, BELLO, Fixture, PASSWORD, encoded, person};

on_both_engines! {
    new_person_joins_the_configured_domains,
    members_and_unknown_roles_are_skipped,
    invited_person_decides_about_the_invitation,
    claimed_account_gets_a_new_password_before_it_joins_another_domain,
}

fn join(domain: &str, role: &str) -> SelfJoin {
    SelfJoin { domain: domain.to_owned(), role: role.to_owned() }
}

async fn open(backend: &Backend, domains: Vec<SelfJoin>) -> Fixture {
    let fixture = Fixture::open_with(backend, |it: &mut OidcSettings| it.domains = domains).await;
    let permissions = ["view_commcare_users", "access_all_locations"].map(str::to_owned);
    let role = NewRole { name: "Clerk".to_owned(), permissions: permissions.to_vec() };
    operator::create_role(&fixture.directory, "other", role).await.unwrap();
    fixture
}

/// The role of a web user in a domain; empty without a membership.
async fn role(fixture: &Fixture, domain: &str, email: &str) -> String {
    let actor = fixture.directory.operator(domain).await.unwrap();
    let users = fixture.directory.web_users(&actor).unwrap();
    let Ok(id) = users.id_of(email).await else { return String::new() };
    let member = users.find(id.as_str()).await.unwrap().member;
    member.role.map_or("Admin".to_owned(), |role| role.name)
}

async fn new_person_joins_the_configured_domains(backend: Backend) {
    let fixture = open(&backend, vec![join("other", "Clerk")]).await;
    fixture.provider.change(|it| it.person = person("bello-1", BELLO));
    let mut browser = fixture.browser();
    assert_eq!(browser.sign_in().await.status, 303);
    assert_eq!(browser.get("/d/other/people").await.status, 200);
    assert_eq!(browser.get("/d/demo/people").await.status, 403);
    assert_eq!(role(&fixture, "other", BELLO).await, "Clerk");
    let (kind, actor, _) = fixture.last_change("other").await;
    assert_eq!(kind, "web_user.created");
    assert!(actor.contains(BELLO), "{actor}");
    let actor = fixture.directory.operator("other").await.unwrap();
    let users = fixture.directory.web_users(&actor).unwrap();
    let id = users.id_of(BELLO).await.unwrap();
    let user = users.find(id.as_str()).await.unwrap().member.user;
    assert_eq!((user.first_name.as_str(), user.last_name.as_str()), ("Given", "Family"));
    // The password of the account is not known.
    assert_eq!(fixture.browser().sign_in_with_password(BELLO).await.status, 422);
    // The second sign-in changes nothing, also after the membership was deactivated.
    users.set_active(id.as_str(), false).await.unwrap();
    assert_eq!(browser.sign_in().await.status, 303);
    assert_eq!(browser.get("/d/other/people").await.status, 403);
}

async fn members_and_unknown_roles_are_skipped(backend: Backend) {
    let joins = vec![join("demo", "unknown"), join("missing", "Admin"), join("other", "Clerk")];
    let fixture = open(&backend, joins).await;
    operator::create_web_user(&fixture.directory, ADA, "other", None, None).await.unwrap();
    assert_eq!(fixture.browser().sign_in().await.status, 303);
    assert_eq!(role(&fixture, "other", ADA).await, "Admin", "the membership stays");
    fixture.provider.change(|it| it.person = person("bello-1", BELLO));
    assert_eq!(fixture.browser().sign_in().await.status, 303);
    assert_eq!(role(&fixture, "demo", BELLO).await, "");
    assert_eq!(role(&fixture, "other", BELLO).await, "Clerk");
}

async fn invited_person_decides_about_the_invitation(backend: Backend) {
    let fixture = open(&backend, vec![join("other", "Clerk")]).await;
    let actor = fixture.directory.operator("other").await.unwrap();
    let users = fixture.directory.web_users(&actor).unwrap();
    users.invite(BELLO, WebUserEdit::with_role("Admin")).await.unwrap();
    fixture.provider.change(|it| it.person = person("bello-1", BELLO));
    let mut browser = fixture.browser();
    assert_eq!(browser.sign_in().await.status, 303);
    assert_eq!(role(&fixture, "other", BELLO).await, "", "not joined yet");
    let page = browser.get("/domains").await;
    assert!(page.body.contains("You are invited to"), "{}", page.body);
    let id = page.body.split("name=\"invitation\" value=\"").nth(1).unwrap();
    let fields = format!("invitation={}", id.split('"').next().unwrap());
    assert_eq!(browser.post("/domains", "/domains/join", &fields).await.location, "/d/other");
    assert_eq!(role(&fixture, "other", BELLO).await, "Admin");
}

async fn claimed_account_gets_a_new_password_before_it_joins_another_domain(backend: Backend) {
    let fixture = open(&backend, vec![join("other", "Clerk")]).await;
    // Ada opens the link that she created for Bello, as a dishonest admin would.
    let mut ada = fixture.browser();
    ada.sign_in_with_password(ADA).await;
    let fields = format!("email={}&role=Admin", encoded(BELLO));
    let form = "/d/demo/web-users/new";
    let page = ada.post(form, form, &fields).await;
    let link = page.body.split("id=\"link\">http://roster.example.org").nth(1).unwrap();
    let link = link.split('<').next().unwrap();
    let fields = format!("password={0}&again={0}", encoded(PASSWORD));
    assert_eq!(fixture.browser().post("", link, &fields).await.status, 303);
    let mut intruder = fixture.browser();
    assert_eq!(intruder.sign_in_with_password(BELLO).await.status, 303);

    fixture.provider.change(|it| it.person = person("bello-1", BELLO));
    let mut bello = fixture.browser();
    assert_eq!(bello.sign_in().await.status, 303);
    assert_eq!(bello.get("/d/other/people").await.status, 200);
    assert_eq!(bello.get("/d/demo/people").await.status, 200);
    assert!(!intruder.is_signed_in().await);
    assert_eq!(intruder.sign_in_with_password(BELLO).await.status, 422);
}
