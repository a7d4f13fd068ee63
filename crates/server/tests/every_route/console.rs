//! The console tells no more of another domain than the dialects do: each of its addresses, asked for
//! with what is of another domain and with what never was.

use std::{net::IpAddr, sync::Arc};

use roster_directory::{SignedIn, Visitor};
use roster_model::{ExposeSecret as _, NewRole};
use roster_store::Backend;

use crate::{
    sorts::Sort,
    told::Told,
    world::{PASSWORD, Side, World},
};

roster_testkit::on_both_engines! { no_page_tells_of_another_domain }

/// The table of routes: all its addresses are in it to the letter.
const ROUTES: &str = include_str!("../../src/console/routes.rs");

/// Fields of forms that name something, and the forms that have them.
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

/// Permissions that open pages of the console, beside none and all.
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

/// Somebody who is signed in.
struct Member {
    name: String,
    /// Whether the other domain is theirs too.
    is_southern: bool,
    cookie: String,
    form: String,
}

async fn no_page_tells_of_another_domain(place: Backend) {
    let world = World::on(&place).await;
    let routes = ROUTES.replace("{number}", "{id}").replace("{kind}", "groups");
    let routes: Vec<&str> =
        routes.split('"').filter(|text| text.starts_with("/d/{domain}")).collect();
    assert!(routes.len() > 40, "{} routes", routes.len());
    let members = members(&world).await;
    let (mut cells, mut leaks) = (0, Vec::new());
    for member in &members {
        for door in routes.iter().flat_map(|route| [Listener::get(route), Listener::post(route)]) {
            cells += 1;
            if !member.is_southern {
                let south = page(&world, member, &door.of("south")).await;
                let nowhere = page(&world, member, &door.of("nowhere")).await;
                leaks.extend(leak(member, &door, &south, &nowhere, &["south", "nowhere"]));
            }
            if door.route.contains("{id}") {
                cells += 1;
                let foreign = thing(&world, &world.south, door.route).await;
                let missing = missing(&world, door.route);
                let told = page(&world, member, &door.at(&foreign)).await;
                let other = page(&world, member, &door.at(&missing)).await;
                leaks.extend(leak(member, &door, &told, &other, &[&foreign, &missing]));
            }
        }
        for (form, field, sort) in FIELDS {
            cells += 1;
            let route = format!("/d/{{domain}}{form}");
            assert!(routes.contains(&route.as_str()), "{route}");
            let mut door = Listener::post(&route);
            if route.contains("{id}") {
                door.id = thing(&world, &world.north, &route).await;
            }
            let foreign = world.keep(&world.south, sort).await;
            let missing = world.missing(sort);
            let with =
                |value: &str| door.with(&format!("&{field}={value}&action=archive&sure=yes"));
            let told = page(&world, member, &with(&foreign)).await;
            let other = page(&world, member, &with(&missing)).await;
            leaks.extend(leak(member, &door, &told, &other, &[&foreign, &missing]));
        }
    }
    println!(
        "console: {} routes, {} members, {cells} cells: {} leaks",
        routes.len(),
        members.len(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

fn leak(
    member: &Member,
    door: &Listener<'_>,
    told: &Told,
    other: &Told,
    sent: &[&str],
) -> Option<String> {
    let sent: Vec<String> = sent.iter().map(|text| (*text).to_owned()).collect();
    let (first, second) = (told.compared(&sent), other.compared(&sent));
    if first == second && told.status < 500 && !told.beside(&sent).contains("zzsouth") {
        return None;
    }
    let (method, route) = (door.method, door.route);
    Some(format!("{method} {route} as {}:\n{first}\n--- but\n{second}", member.name))
}

/// A way in: an address of the console, and what is put into it.
#[derive(Clone)]
struct Listener<'a> {
    method: &'static str,
    route: &'a str,
    domain: &'static str,
    id: String,
    /// What is filled in.
    fields: String,
}

impl<'a> Listener<'a> {
    fn get(route: &'a str) -> Self {
        Self { method: "GET", route, domain: "north", id: String::new(), fields: String::new() }
    }

    fn post(route: &'a str) -> Self {
        Self { method: "POST", ..Self::get(route) }
    }

    fn of(&self, domain: &'static str) -> Self {
        Self { domain, ..self.clone() }
    }

    fn at(&self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self.clone() }
    }

    fn with(&self, fields: &str) -> Self {
        Self { fields: fields.to_owned(), ..self.clone() }
    }
}

/// Asks for a page, or sends its form.
async fn page(world: &World, member: &Member, door: &Listener<'_>) -> Told {
    let target = door.route.replace("{domain}", door.domain).replace("{id}", &door.id);
    let form = format!("token={}{}", member.form, door.fields);
    let headers =
        [("Cookie", member.cookie.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    let body = if door.method == "POST" { &form } else { "" };
    world.ask(door.method, &target, &headers, body).await
}

/// What stands for `{id}` at an address.
async fn thing(world: &World, side: &Side, route: &str) -> String {
    let admin = world.directory.admin();
    match named(route) {
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
    match named(route) {
        "role" | "key" | "app-key" => world.missing(Sort::Worker),
        other => world.missing(sort(other)),
    }
}

/// The segment before `{id}`.
fn named(route: &str) -> &str {
    let before = route.split("/{id}").next().unwrap_or_default();
    before.rsplit('/').next().unwrap_or_default()
}

fn sort(named: &str) -> Sort {
    match named {
        // A table that waits to be carried out is its owner's alone, by a name that is as hard to guess.
        "person" | "table" => Sort::Worker,
        "group" => Sort::Group,
        "location" => Sort::Location,
        "location-type" => Sort::Level,
        "field" => Sort::Attribute,
        // Imports have numbers of their own, which stand here for those of another domain.
        "profile" | "import" => Sort::Profile,
        "web-user" => Sort::WebUser,
        other => panic!("say in `console` what {other} is"),
    }
}

async fn members(world: &Arc<World>) -> Vec<Member> {
    let admin = world.directory.admin();
    let mut members = vec![member(world, "admin", world.north.admin).await];
    admin.create_web_user("both@example.org", "north", None, Some(PASSWORD.into())).await.unwrap();
    admin.create_web_user("both@example.org", "south", None, None).await.unwrap();
    let both = member(world, "member of both domains", "both@example.org").await;
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
        admin.create_role("north", new).await.unwrap();
        let password = Some(PASSWORD.into());
        admin.create_web_user(&email, "north", Some(&role), password).await.unwrap();
        members.push(member(world, &name, &email).await);
    }
    members
}

async fn member(world: &World, name: &str, email: &str) -> Member {
    let visitor = Visitor {
        from: IpAddr::from([203, 0, 113, 7]),
        secure: false,
        agent: String::new(),
        device: None,
    };
    let signed_in = world.directory.sign_in(email, &PASSWORD.into(), &visitor).await.unwrap();
    let SignedIn::Opened(opened) = signed_in else { panic!("{email} needs a code") };
    let session = world.directory.session(&opened.token).await.unwrap();
    Member {
        name: name.to_owned(),
        is_southern: false,
        cookie: format!("roster={}", opened.token.expose_secret()),
        // Under a mask of nothing.
        form: format!("{}{}", "0".repeat(32), session.form_token()),
    }
}
