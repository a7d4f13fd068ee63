//! Domain isolation of the console: on every page and in every form, a resource of another domain is
//! indistinguishable from one that never existed.

use std::{net::IpAddr, sync::Arc};

use roster_directory::{SignedIn, Visitor};
use roster_model::{ExposeSecret as _, NewRole};
use roster_store::Backend;
use roster_testkit::operator;

use crate::{
    fixture::{DomainFixture, Fixture, PASSWORD},
    resource_kind::ResourceKind,
    response::Response,
};

roster_testkit::on_both_engines! { no_page_reveals_another_domain }

/// The route table of the console. It contains all paths as literals.
const ROUTES: &str = include_str!("../../src/console/routes.rs");

/// Form fields that name a resource: form, field, kind.
const FIELDS: [(&str, &str, ResourceKind); 15] = [
    ("/people/new", "group", ResourceKind::Group),
    ("/people/new", "location", ResourceKind::Location),
    ("/people/new", "role", ResourceKind::Role),
    ("/people/selected", "person", ResourceKind::Worker),
    ("/people/deleted", "person", ResourceKind::Worker),
    ("/people/selected", "group", ResourceKind::Group),
    ("/person/{id}/edit", "group", ResourceKind::Group),
    ("/person/{id}/edit", "location", ResourceKind::Location),
    ("/person/{id}/edit", "primary_location_id", ResourceKind::Location),
    ("/group/{id}/members", "user", ResourceKind::Worker),
    ("/group/{id}/members/remove", "user", ResourceKind::Worker),
    ("/locations/new", "parent", ResourceKind::Location),
    ("/location/{id}/edit", "parent", ResourceKind::Location),
    ("/web-users/new", "role", ResourceKind::Role),
    ("/keys", "role", ResourceKind::Role),
];

/// The permissions of the console. Each is tested in a role of its own.
const PERMISSIONS: [&str; 11] = [
    "view_commcare_users",
    "edit_commcare_users",
    "view_groups",
    "edit_groups",
    "view_locations",
    "edit_locations",
    "view_web_users",
    "edit_web_users",
    "edit_roles",
    "edit_domain",
    "manage_webhooks",
];

/// A signed-in web user.
struct Member {
    name: String,
    /// Whether the user is also a member of the domain `south`.
    is_southern: bool,
    cookie: String,
    form: String,
}

async fn no_page_reveals_another_domain(backend: Backend) {
    let fixture = Fixture::on(&backend).await;
    let routes = ROUTES.replace("{number}", "{id}");
    let routes = routes.replace("labels/{kind}", "labels/companies").replace("{kind}", "groups");
    let routes: Vec<&str> =
        routes.split('"').filter(|text| text.starts_with("/d/{domain}")).collect();
    assert!(routes.len() > 40, "{} routes", routes.len());
    let members = members(&fixture).await;
    let (mut cases, mut leaks) = (0, Vec::new());
    for member in &members {
        for request in
            routes.iter().flat_map(|route| [PageRequest::get(route), PageRequest::post(route)])
        {
            cases += 1;
            if !member.is_southern {
                let south = page(&fixture, member, &request.in_domain("south")).await;
                let nowhere = page(&fixture, member, &request.in_domain("nowhere")).await;
                leaks.extend(leak(member, &request, &south, &nowhere, &["south", "nowhere"]));
            }
            if request.route.contains("{id}") {
                cases += 1;
                let foreign = existing_id(&fixture, &fixture.south, request.route).await;
                let missing = missing_id(&fixture, request.route);
                let response = page(&fixture, member, &request.with_id(&foreign)).await;
                let other = page(&fixture, member, &request.with_id(&missing)).await;
                leaks.extend(leak(member, &request, &response, &other, &[&foreign, &missing]));
            }
        }
        for (form, field, kind) in FIELDS {
            cases += 1;
            let route = format!("/d/{{domain}}{form}");
            assert!(routes.contains(&route.as_str()), "{route}");
            let mut request = PageRequest::post(&route);
            if route.contains("{id}") {
                request.id = existing_id(&fixture, &fixture.north, &route).await;
            }
            let foreign = fixture.existing(&fixture.south, kind).await;
            let missing = fixture.missing(kind);
            let with = |value: &str| {
                request.with_fields(&format!("&{field}={value}&action=archive&sure=yes"))
            };
            let response = page(&fixture, member, &with(&foreign)).await;
            let other = page(&fixture, member, &with(&missing)).await;
            leaks.extend(leak(member, &request, &response, &other, &[&foreign, &missing]));
        }
    }
    println!(
        "console: {} routes, {} members, {cases} cases: {} leaks",
        routes.len(),
        members.len(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

fn leak(
    member: &Member,
    request: &PageRequest<'_>,
    response: &Response,
    other: &Response,
    sent: &[&str],
) -> Option<String> {
    let sent: Vec<String> = sent.iter().map(|text| (*text).to_owned()).collect();
    let (first, second) = (response.comparable(&sent), other.comparable(&sent));
    if first == second && response.status < 500 && !response.without_sent(&sent).contains("zzsouth")
    {
        return None;
    }
    let (method, route) = (request.method, request.route);
    Some(format!("{method} {route} as {}:\n{first}\n--- but\n{second}", member.name))
}

/// A request to a page of the console.
#[derive(Clone)]
struct PageRequest<'a> {
    method: &'static str,
    route: &'a str,
    domain: &'static str,
    id: String,
    /// The form fields.
    fields: String,
}

impl<'a> PageRequest<'a> {
    fn get(route: &'a str) -> Self {
        Self { method: "GET", route, domain: "north", id: String::new(), fields: String::new() }
    }

    fn post(route: &'a str) -> Self {
        Self { method: "POST", ..Self::get(route) }
    }

    fn in_domain(&self, domain: &'static str) -> Self {
        Self { domain, ..self.clone() }
    }

    fn with_id(&self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self.clone() }
    }

    fn with_fields(&self, fields: &str) -> Self {
        Self { fields: fields.to_owned(), ..self.clone() }
    }
}

/// Loads a page, or sends its form.
async fn page(fixture: &Fixture, member: &Member, request: &PageRequest<'_>) -> Response {
    let target = request.route.replace("{domain}", request.domain).replace("{id}", &request.id);
    let form = format!("token={}{}", member.form, request.fields);
    let headers =
        [("Cookie", member.cookie.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    let body = if request.method == "POST" { &form } else { "" };
    fixture.request(request.method, &target, &headers, body).await
}

/// The value of `{id}` for an existing resource.
async fn existing_id(fixture: &Fixture, domain: &DomainFixture, route: &str) -> String {
    match segment_before_id(route) {
        "role" => {
            let operator = fixture.directory.operator(domain.name).await.unwrap();
            let roles = fixture.directory.roles(&operator).unwrap().list().await.unwrap();
            roles[0].role.id.to_string()
        }
        "key" => {
            let listed = fixture.directory.list_api_keys(Some(domain.admin)).await.unwrap();
            listed[0].key.id.to_string()
        }
        "invitation" => {
            let operator = fixture.directory.operator(domain.name).await.unwrap();
            let edit = roster_model::WebUserEdit::with_role("Admin");
            let web_users = fixture.directory.web_users(&operator).unwrap();
            let invitation = web_users.invite("invited@example.org", edit).await.unwrap().0;
            invitation.id().to_string()
        }
        "app-key" => {
            let operator = fixture.directory.operator(domain.name).await.unwrap();
            let keys = fixture.directory.app_keys(&operator).unwrap().list().await.unwrap();
            keys[0].key.id.to_string()
        }
        other => fixture.existing(domain, kind(other)).await,
    }
}

/// The value of `{id}` for a missing resource.
fn missing_id(fixture: &Fixture, route: &str) -> String {
    match segment_before_id(route) {
        "role" | "key" | "app-key" | "invitation" => fixture.missing(ResourceKind::Worker),
        other => fixture.missing(kind(other)),
    }
}

/// The segment before `{id}`.
fn segment_before_id(route: &str) -> &str {
    let before = route.split("/{id}").next().unwrap_or_default();
    before.rsplit('/').next().unwrap_or_default()
}

fn kind(segment: &str) -> ResourceKind {
    match segment {
        // A pending import has a random ID like a worker.
        "person" | "table" => ResourceKind::Worker,
        "group" => ResourceKind::Group,
        "location" => ResourceKind::Location,
        "location-type" => ResourceKind::LocationType,
        "field" => ResourceKind::Attribute,
        // Imports have numbers, like profiles.
        "profile" | "import" => ResourceKind::Profile,
        "web-user" => ResourceKind::WebUser,
        "webhook" => ResourceKind::Webhook,
        "companies" => ResourceKind::CompanyId,
        other => panic!("add the kind of {other} to `console`"),
    }
}

async fn members(fixture: &Arc<Fixture>) -> Vec<Member> {
    let mut members = vec![member(fixture, "admin", fixture.north.admin).await];
    operator::create_web_user(
        &fixture.directory,
        "both@example.org",
        "north",
        None,
        Some(PASSWORD.into()),
    )
    .await
    .unwrap();
    operator::create_web_user(&fixture.directory, "both@example.org", "south", None, None)
        .await
        .unwrap();
    let password = Some(PASSWORD.into());
    fixture.directory.reset_password("both@example.org", password).await.unwrap();
    let both = member(fixture, "member of both domains", "both@example.org").await;
    members.push(Member { is_southern: true, ..both });
    let confined: [&[&str]; 2] = [&["view_commcare_users", "edit_commcare_users"], &[]];
    let alone = PERMISSIONS.map(|permission| vec!["access_all_locations", permission]);
    let roles = confined.into_iter().map(<[&str]>::to_vec).chain(alone);
    for (number, permissions) in roles.enumerate() {
        let email = format!("member{number}@example.org");
        let name = permissions.join(", ");
        let role = format!("role{number}");
        let permissions = permissions.into_iter().map(str::to_owned).collect();
        let new = NewRole { name: role.clone(), permissions };
        operator::create_role(&fixture.directory, "north", new).await.unwrap();
        let password = Some(PASSWORD.into());
        operator::create_web_user(&fixture.directory, &email, "north", Some(&role), password)
            .await
            .unwrap();
        members.push(member(fixture, &name, &email).await);
    }
    members
}

async fn member(fixture: &Fixture, name: &str, email: &str) -> Member {
    let visitor = Visitor {
        from: IpAddr::from([203, 0, 113, 7]),
        secure: false,
        agent: String::new(),
        device: None,
    };
    let signed_in = fixture.directory.sign_in(email, &PASSWORD.into(), &visitor).await.unwrap();
    let SignedIn::Opened(opened) = signed_in else { panic!("{email} needs a code") };
    let session = fixture.directory.session(&opened.token).await.unwrap();
    Member {
        name: name.to_owned(),
        is_southern: false,
        cookie: format!("roster={}", opened.token.expose_secret()),
        // With a mask of zeros.
        form: format!("{}{}", "0".repeat(32), session.form_token()),
    }
}
