//! Accounts in the console: invitations, the password that is asked again, and protected members.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_model::WebUserEdit;
use roster_testkit::operator;

use crate::{
    raw::Response,
    server::{ADMIN, PASSWORD, Server},
};

const BELLO: &str = "bello@example.org";
const OLGA: &str = "olga@example.org";
const NEW: &str = "a new long password";

/// A browser with a session.
struct Browser<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn sign_in(server: &'a Server, email: &str, password: &str) -> Self {
        let form = format!("username={}&password={}", encoded(email), encoded(password));
        let response = post(server, "/", "", &form).await;
        assert_eq!(response.status, 303, "{}", response.body);
        let cookies: Vec<String> = response
            .all("Set-Cookie")
            .iter()
            .filter_map(|line| line.split(';').next().map(str::to_owned))
            .collect();
        Self { server, cookie: cookies.join("; ") }
    }

    async fn get(&self, path: &str) -> Response {
        let cookie = format!("Cookie: {}", self.cookie);
        self.server.request(&format!("GET {path}"), &[&cookie]).await
    }

    /// Sends a form, with the token of the page at `from`.
    async fn send(&self, from: &str, to: &str, fields: &str) -> Response {
        let page = self.get(from).await;
        let token = page.body.split("name=\"token\" value=\"").nth(1).unwrap();
        let token = token.split('"').next().unwrap();
        post(self.server, to, &self.cookie, &format!("token={token}&{fields}")).await
    }

    /// Invites a person, and returns the page and the path of the link.
    async fn invite(&self, domain: &str, email: &str) -> (Response, String) {
        let form = format!("/d/{domain}/web-users/new");
        let fields = format!("email={}&role=Admin", encoded(email));
        let page = self.send(&form, &form, &fields).await;
        let link = page.body.split("id=\"link\">http://localhost").nth(1).unwrap();
        let link = link.split('<').next().unwrap().to_owned();
        (page, link)
    }
}

async fn post(server: &Server, path: &str, cookie: &str, fields: &str) -> Response {
    let form = "Content-Type: application/x-www-form-urlencoded";
    server.send(&format!("POST {path}"), &[form, &format!("Cookie: {cookie}")], fields).await
}

fn encoded(text: &str) -> String {
    text.replace('@', "%40").replace(' ', "+")
}

/// A server with the domain `other`, whose admin is Olga.
async fn server() -> Server {
    let server = Server::start().await;
    server.directory.create_domain("other", None).await.unwrap();
    let password = Some(PASSWORD.into());
    operator::create_web_user(&server.directory, OLGA, "other", None, password).await.unwrap();
    server
}

async fn by_password(server: &Server, domain: &str, email: &str, password: &str) -> Response {
    let credentials = BASE64_STANDARD.encode(format!("{email}:{password}"));
    let line = format!("GET /a/{domain}/api/v0.5/user/");
    server.request(&line, &[&format!("Authorization: Basic {credentials}")]).await
}

#[tokio::test]
async fn invitation_page_is_the_same_for_known_and_unknown_addresses() {
    let server = server().await;
    let olga = Browser::sign_in(&server, OLGA, PASSWORD).await;
    let mut pages = Vec::new();
    for email in [ADMIN, BELLO] {
        let (page, link) = olga.invite("other", email).await;
        assert_eq!(page.status, 200);
        let body = page.body.replace(email, "EMAIL").replace(&link, "LINK");
        let token = body.split("name=\"token\" value=\"").nth(1).unwrap();
        let token = token.split('"').next().unwrap().to_owned();
        let (before, after) = body.split_once("<time ").unwrap();
        let after = after.split_once("</time>").unwrap().1;
        pages.push(format!("{before}{after}").replace(&token, "TOKEN"));
        let opened = server.request(&format!("GET {link}"), &[]).await;
        assert_eq!(opened.status, 200);
        assert!(opened.body.contains("Create an account"), "{}", opened.body);
    }
    assert_eq!(pages[0], pages[1]);
    // The owner of the known address has not joined yet.
    assert_eq!(by_password(&server, "other", ADMIN, PASSWORD).await.status, 403);
}

#[tokio::test]
async fn invited_person_creates_an_account_and_joins_another_domain() {
    let server = server().await;
    let ada = Browser::sign_in(&server, ADMIN, PASSWORD).await;
    let (_, link) = ada.invite("demo", BELLO).await;
    for (fields, text) in [
        ("password=short&again=short", "too weak"),
        ("password=river+otter+9&again=other", "do not match"),
    ] {
        let page = post(&server, &link, "", fields).await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains(text), "{}", page.body);
    }
    let fields = format!("password={0}&again={0}", encoded(PASSWORD));
    let created = post(&server, &link, "", &fields).await;
    assert_eq!((created.status, created.header("Location")), (303, Some("/?to=%2Fd%2Fdemo")));
    assert_eq!(server.request(&format!("GET {link}"), &[]).await.status, 404);
    assert_eq!(by_password(&server, "demo", BELLO, PASSWORD).await.status, 200);

    let olga = Browser::sign_in(&server, OLGA, PASSWORD).await;
    let (_, link) = olga.invite("other", BELLO).await;
    let bello = Browser::sign_in(&server, BELLO, PASSWORD).await;
    assert!(!bello.get("/domains").await.body.contains("other"));
    let accept = format!("{link}/accept");
    let unchanged = bello.send(&link, &accept, "").await;
    assert_eq!(unchanged.status, 422, "{}", unchanged.body);
    assert_eq!(by_password(&server, "other", BELLO, PASSWORD).await.status, 403);
    let fields = format!("old={}&new={1}&again={1}", encoded(PASSWORD), encoded(NEW));
    let accepted = bello.send(&link, &accept, &fields).await;
    assert_eq!((accepted.status, accepted.header("Location")), (303, Some("/d/other")));
    assert_eq!(bello.get("/d/other/web-users").await.status, 200);
    assert_eq!(by_password(&server, "other", BELLO, NEW).await.status, 200);
}

#[tokio::test]
async fn link_of_another_person_is_not_accepted() {
    let server = server().await;
    let olga = Browser::sign_in(&server, OLGA, PASSWORD).await;
    let (_, link) = olga.invite("other", BELLO).await;
    let ada = Browser::sign_in(&server, ADMIN, PASSWORD).await;
    assert!(ada.get(&link).await.body.contains("You are signed in as"));
    let fields = format!("old={}&new={1}&again={1}", encoded(PASSWORD), encoded(NEW));
    let refused = ada.send(&link, &format!("{link}/accept"), &fields).await;
    assert_eq!(refused.status, 404);
    assert_eq!(ada.get("/d/other").await.status, 403);
    // Without the token of a form nothing is accepted either.
    let forged = post(&server, &format!("{link}/accept"), &ada.cookie, "").await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn second_factor_asks_for_the_password_again() {
    let server = server().await;
    let ada = Browser::sign_in(&server, ADMIN, PASSWORD).await;
    let confirm = Some("/account/confirm?to=%2Faccount%2Fsecond%2Dfactor");
    let form = ada.get("/account/second-factor").await;
    assert_eq!((form.status, form.header("Location")), (303, confirm));
    let setup = "/account/second-factor";
    let set_up = ada.send("/account", setup, "offer=x&code=000000").await;
    assert_eq!((set_up.status, set_up.header("Location")), (303, confirm));
    for action in ["codes", "remove"] {
        let path = format!("/account/second-factor/{action}");
        let response = ada.send("/account", &path, "code=000000").await;
        assert_eq!(response.header("Location"), Some("/account/confirm?to=%2Faccount"), "{action}");
    }
    let path = "/account/confirm";
    let wrong = ada.send(path, path, "password=wrong").await;
    assert!(wrong.status == 422 && wrong.body.contains("not the current password"));
    assert_eq!(ada.get("/account/second-factor").await.status, 303);
    let fields = format!("password={}&to=%2F%2Fevil", encoded(PASSWORD));
    let confirmed = ada.send(path, path, &fields).await;
    assert_eq!((confirmed.status, confirmed.header("Location")), (303, Some("/")));
    assert_eq!(ada.get("/account/second-factor").await.status, 200);
    let other = Browser::sign_in(&server, ADMIN, PASSWORD).await;
    assert_eq!(other.get("/account/second-factor").await.status, 303);
}

#[tokio::test]
async fn protected_members_are_not_changed_by_any_door() {
    let server = server().await;
    let directory = &server.directory;
    let new = roster_model::NewRole {
        name: "Clerk".to_owned(),
        permissions: ["access_api", "access_all_locations", "edit_web_users"]
            .map(str::to_owned)
            .to_vec(),
    };
    operator::create_role(directory, "demo", new).await.unwrap();
    let password = Some(PASSWORD.into());
    operator::create_web_user(directory, BELLO, "demo", Some("Clerk"), password).await.unwrap();
    let actor = directory.operator("demo").await.unwrap();
    let ada = directory.web_users(&actor).unwrap().id_of(ADMIN).await.unwrap();
    let page = format!("/d/demo/web-user/{ada}");
    let api = format!("/a/demo/api/web-user/v1/{ada}/");

    let bello = Browser::sign_in(&server, BELLO, PASSWORD).await;
    let shown = bello.get(&page).await;
    assert!(shown.status == 200 && !shown.body.contains(&format!("action=\"{page}\"")));
    let deactivated = bello.send("/account", &format!("{page}/deactivate"), "").await;
    assert_eq!(deactivated.status, 403);
    let key = crate::server::key(directory, BELLO).await;
    let header = format!("Authorization: ApiKey {BELLO}:{key}");
    let json = "Content-Type: application/json";
    let edited =
        server.send(&format!("PATCH {api}"), &[&header, json], "{\"role\": \"Clerk\"}").await;
    assert_eq!((edited.status, &edited.json()["code"]), (403, &"member_has_more_rights".into()));

    // The admin is the last one.
    let admin = Browser::sign_in(&server, ADMIN, PASSWORD).await;
    let demoted = server.send_as_admin(&format!("PATCH {api}"), "{\"role\": \"Clerk\"}").await;
    assert_eq!((demoted.status, &demoted.json()["code"]), (409, &"last_admin".into()));
    let deactivated = server.send_as_admin(&format!("POST {api}deactivate/"), "{}").await;
    assert_eq!(deactivated.status, 409);
    let deactivated = admin.send("/account", &format!("{page}/deactivate"), "").await;
    assert!(deactivated.status == 409 && deactivated.body.contains("last active admin"));
    let bello = directory.web_users(&actor).unwrap().id_of(BELLO).await.unwrap();
    let admin_role = WebUserEdit::with_role("Admin");
    directory.web_users(&actor).unwrap().edit(bello.as_str(), admin_role).await.unwrap();
    let demoted = server.send_as_admin(&format!("PATCH {api}"), "{\"role\": \"Clerk\"}").await;
    assert_eq!(demoted.status, 202);
}
