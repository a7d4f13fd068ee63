//! The callers of each request: users, API keys and nobody.

use roster_model::{NewRole, Permission};

use crate::world::{PASSWORD, World, api_key, app_key};

/// Somebody, and how much is asked as them.
pub(crate) struct Caller {
    pub(crate) name: String,
    pub(crate) authorization: Option<String>,
    pub(crate) usercom: bool,
    /// Whether the other domain is theirs too.
    pub(crate) is_southern: bool,
    pub(crate) asks: Asks,
}

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Everything, at every address.
    Everything,
    /// Everything, at one address of each operation.
    OfEachOperation,
    /// At one address of each operation, by its path.
    ByPath,
}

/// The callers, those with most permissions first.
pub(crate) async fn all(world: &World) -> Vec<Caller> {
    let mut callers = commcare(world).await;
    callers.extend(usercom(world).await);
    callers
}

async fn commcare(world: &World) -> Vec<Caller> {
    let directory = &world.directory;
    let admin = directory.admin();
    let ada = world.north.admin;
    let caller = |name: &str, authorization: Option<String>, asks| Caller {
        name: name.to_owned(),
        authorization,
        usercom: false,
        is_southern: false,
        asks,
    };
    let with_key = |owner: &str, key: &str| Some(format!("ApiKey {owner}:{key}"));
    let password = || Some(PASSWORD.into());
    let mut callers =
        vec![caller("admin", Some(world.north.authorization.clone()), Asks::Everything)];

    // A member of both domains is nobody's bridge from one to the other.
    let both = "both@example.org";
    admin.create_web_user(both, "north", None, password()).await.unwrap();
    admin.create_web_user(both, "south", None, None).await.unwrap();
    let key = api_key(directory, both, None, None).await;
    let member = caller("member of both domains", with_key(both, &key), Asks::OfEachOperation);
    callers.push(Caller { is_southern: true, ..member });
    let key = api_key(directory, both, Some("south"), None).await;
    let member = caller("key for the other domain", with_key(both, &key), Asks::ByPath);
    callers.push(Caller { is_southern: true, ..member });

    let confined = ["access_api", "edit_commcare_users", "edit_locations", "edit_data"];
    role(world, "confined", &confined).await;
    let email = "confined@example.org";
    admin.create_web_user(email, "north", Some("confined"), password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    callers.push(caller("confined to no location", with_key(email, &key), Asks::OfEachOperation));

    role(world, "nothing", &[]).await;
    let email = "nothing@example.org";
    admin.create_web_user(email, "north", Some("nothing"), password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    callers.push(caller("a role without permissions", with_key(email, &key), Asks::ByPath));

    let email = "inactive@example.org";
    admin.create_web_user(email, "north", None, password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    admin.set_web_user_active(email, false).await.unwrap();
    callers.push(caller("inactive", with_key(email, &key), Asks::ByPath));

    for permission in Permission::all() {
        let name = permission.as_str();
        role(world, name, &["access_api", "access_all_locations", name]).await;
        let key = api_key(directory, ada, Some("north"), Some(name)).await;
        let told = format!("key with {name} alone");
        callers.push(caller(&told, with_key(ada, &key), Asks::ByPath));
    }
    callers.push(caller("wrong key", with_key(ada, "wrong"), Asks::ByPath));
    callers.push(caller("nobody", None, Asks::ByPath));
    callers
}

async fn usercom(world: &World) -> Vec<Caller> {
    let directory = &world.directory;
    let caller = |name: &str, authorization: Option<String>, asks| Caller {
        name: name.to_owned(),
        authorization,
        usercom: true,
        is_southern: false,
        asks,
    };
    let contacts = app_key(directory, "north", true).await;
    let api = api_key(directory, world.north.admin, None, None).await;
    vec![
        caller("app key", Some(world.north.token.clone()), Asks::Everything),
        caller("app key for contacts", Some(format!("Token {contacts}")), Asks::OfEachOperation),
        caller("API key in place of an app key", Some(format!("Token {api}")), Asks::ByPath),
        caller("wrong app key", Some(format!("Token {}", "x".repeat(64))), Asks::ByPath),
        caller("nobody", None, Asks::ByPath),
    ]
}

async fn role(world: &World, name: &str, permissions: &[&str]) {
    let permissions = permissions.iter().map(|name| (*name).to_owned()).collect();
    let new = NewRole { name: name.to_owned(), permissions };
    world.directory.admin().create_role("north", new).await.unwrap();
}
