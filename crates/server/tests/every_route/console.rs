//! Pages of the console do not reveal records of other domains: for every route, the response for a
//! record of another domain equals the response for a record that does not exist.

use std::{net::IpAddr, sync::Arc};

use roster_directory::{SignedIn, Visitor};
use roster_model::{ExposeSecret as _, NewRole};
use roster_store::Backend;

use crate::{
    sorts::Sort,
    told::Told,
    world::{PASSWORD, Side, World},
};

roster_testkit::on_both_engines! { no_page_reveals_another_domain }

/// The source of the routes, with all paths as literals.
const ROUTES: &str = include_str!("../../src/console/routes.rs");

/// The fields of forms that refer to records.
const FIELDS: [(&str, &str, Sort); 14] = [
    ("/people/new", "group", Sort::Group),
    ("/people/new", "location", Sort::Location),
    ("/people/new", "role", Sort::Role),
    ("/people/selected", "person", Sort::Worker),
    ("/people/selected", "group", Sort::Group),
    ("/person/{id}/edit", "group", Sort::Group),
    ("/person/{id}/edit", "location", Sort::Location),
    ("/person/{id}/edit", "primary_location_id", Sort::Location),
    ("/group/{id}/members", "user", Sort::Worker),
    ("/group/{id}/members/remove", "user", Sort::Worker),
    ("/locations/new", "parent", Sort::Location),
    ("/location/{id}/edit", "parent", Sort::Location),
    ("/web-users/new", "role", Sort::Role),
    ("/keys", "role", Sort::Role),
];

/// Permissions that open pages. Web users without and with all permissions are added.
const PERMISSIONS: [&str; 10] = [
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
];

/// A signed-in web user.
struct WebUser {
    name: String,
    /// Whether the web user belongs to the other domain too.
    is_southern: bool,
    cookie: String,
    form: String,
}

async fn no_page_reveals_another_domain(backend: Backend) {
    let world = World::on(&backend).await;
    let routes = ROUTES.replace("{number}", "{id}").replace("{kind}", "groups");
    let routes: Vec<&str> =
        routes.split('"').filter(|text| text.starts_with("/d/{domain}")).collect();
    assert!(routes.len() > 40, "{} routes", routes.len());
    let web_users = sign_in_web_users(&world).await;
    let (mut cells, mut leaks) = (0, Vec::new());
    for web_user in &web_users {
        for request in
            routes.iter().flat_map(|route| [PageRequest::get(route), PageRequest::post(route)])
        {
            cells += 1;
            if !web_user.is_southern {
                let south = page(&world, web_user, &request.in_domain("south")).await;
                let nowhere = page(&world, web_user, &request.in_domain("nowhere")).await;
                leaks.extend(leak(web_user, &request, &south, &nowhere, &["south", "nowhere"]));
            }
            if request.route.contains("{id}") {
                cells += 1;
                let foreign = existing_id(&world, &world.south, request.route).await;
                let missing = missing(&world, request.route);
                let foreign_page = page(&world, web_user, &request.with_id(&foreign)).await;
                let missing_page = page(&world, web_user, &request.with_id(&missing)).await;
                leaks.extend(leak(
                    web_user,
                    &request,
                    &foreign_page,
                    &missing_page,
                    &[&foreign, &missing],
                ));
            }
        }
        for (form, field, sort) in FIELDS {
            cells += 1;
            let route = format!("/d/{{domain}}{form}");
            assert!(routes.contains(&route.as_str()), "{route}");
            let mut request = PageRequest::post(&route);
            if route.contains("{id}") {
                request.id = existing_id(&world, &world.north, &route).await;
            }
            let foreign = world.keep(&world.south, sort).await;
            let missing = world.missing(sort);
            let with = |value: &str| {
                request.with_fields(&format!("&{field}={value}&action=archive&sure=yes"))
            };
            let foreign_page = page(&world, web_user, &with(&foreign)).await;
            let missing_page = page(&world, web_user, &with(&missing)).await;
            leaks.extend(leak(
                web_user,
                &request,
                &foreign_page,
                &missing_page,
                &[&foreign, &missing],
            ));
        }
    }
    println!(
        "console: {} routes, {} web users, {cells} cells: {} leaks",
        routes.len(),
        web_users.len(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

fn leak(
    web_user: &WebUser,
    request: &PageRequest<'_>,
    foreign: &Told,
    missing: &Told,
    sent: &[&str],
) -> Option<String> {
    let sent: Vec<String> = sent.iter().map(|text| (*text).to_owned()).collect();
    let (first, second) = (foreign.compared(&sent), missing.compared(&sent));
    if first == second && foreign.status < 500 && !foreign.beside(&sent).contains("zzsouth") {
        return None;
    }
    let (method, route) = (request.method, request.route);
    Some(format!("{method} {route} as {}:\n{first}\n--- but\n{second}", web_user.name))
}

/// A request to a page.
#[derive(Clone)]
struct PageRequest<'a> {
    method: &'static str,
    route: &'a str,
    domain: &'static str,
    id: String,
    /// The form fields, after the token.
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

/// Requests a page, or submits its form.
async fn page(world: &World, web_user: &WebUser, request: &PageRequest<'_>) -> Told {
    let target = request.route.replace("{domain}", request.domain).replace("{id}", &request.id);
    let form = format!("token={}{}", web_user.form, request.fields);
    let headers = [
        ("Cookie", web_user.cookie.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let body = if request.method == "POST" { &form } else { "" };
    world.ask(request.method, &target, &headers, body).await
}

/// The id of a record of `side` for the `{id}` of a route.
async fn existing_id(world: &World, side: &Side, route: &str) -> String {
    let admin = world.directory.admin();
    match kind_segment(route) {
        "role" => admin.list_roles(side.domain).await.unwrap()[0].id.to_string(),
        "key" => {
            let listed = admin.list_api_keys(Some(side.admin)).await.unwrap();
            listed[0].key.id.to_string()
        }
        "app-key" => admin.list_app_keys(side.domain).await.unwrap()[0].key.id.to_string(),
        other => world.keep(side, sort(other)).await,
    }
}

fn missing(world: &World, route: &str) -> String {
    match kind_segment(route) {
        "role" | "key" | "app-key" => world.missing(Sort::Worker),
        other => world.missing(sort(other)),
    }
}

/// The path segment before `{id}`.
fn kind_segment(route: &str) -> &str {
    let before = route.split("/{id}").next().unwrap_or_default();
    before.rsplit('/').next().unwrap_or_default()
}

fn sort(segment: &str) -> Sort {
    match segment {
        // Uploaded tables have random ids too; only their uploader sees them.
        "person" | "table" => Sort::Worker,
        "group" => Sort::Group,
        "location" => Sort::Location,
        "location-type" => Sort::Level,
        "field" => Sort::Attribute,
        // Imports have numbers; a profile number stands for the number of another domain.
        "profile" | "import" => Sort::Profile,
        "web-user" => Sort::WebUser,
        other => panic!("no kind of record is declared for the path segment {other}"),
    }
}

async fn sign_in_web_users(world: &Arc<World>) -> Vec<WebUser> {
    let admin = world.directory.admin();
    let mut web_users = vec![sign_in(world, "admin", world.north.admin).await];
    admin.create_web_user("both@example.org", "north", None, Some(PASSWORD.into())).await.unwrap();
    admin.create_web_user("both@example.org", "south", None, None).await.unwrap();
    let both = sign_in(world, "web user of both domains", "both@example.org").await;
    web_users.push(WebUser { is_southern: true, ..both });
    let limited: [&[&str]; 2] = [&["view_commcare_users", "edit_commcare_users"], &[]];
    let unlimited = PERMISSIONS.map(|permission| vec!["access_all_locations", permission]);
    let roles = limited.into_iter().map(<[&str]>::to_vec).chain(unlimited);
    for (number, permissions) in roles.enumerate() {
        let email = format!("member{number}@example.org");
        let name = permissions.join(", ");
        let role = format!("role{number}");
        let permissions = permissions.into_iter().map(str::to_owned).collect();
        let new = NewRole { name: role.clone(), permissions };
        admin.create_role("north", new).await.unwrap();
        let password = Some(PASSWORD.into());
        admin.create_web_user(&email, "north", Some(&role), password).await.unwrap();
        web_users.push(sign_in(world, &name, &email).await);
    }
    web_users
}

async fn sign_in(world: &World, name: &str, email: &str) -> WebUser {
    let visitor = Visitor {
        from: IpAddr::from([203, 0, 113, 7]),
        secure: false,
        agent: String::new(),
        device: None,
    };
    let signed_in = world.directory.sign_in(email, &PASSWORD.into(), &visitor).await.unwrap();
    let SignedIn::Opened(opened) = signed_in else { panic!("{email} needs a code") };
    let session = world.directory.session(&opened.token).await.unwrap();
    WebUser {
        name: name.to_owned(),
        is_southern: false,
        cookie: format!("roster={}", opened.token.expose_secret()),
        // The token with a mask of zeros.
        form: format!("{}{}", "0".repeat(32), session.form_token()),
    }
}
