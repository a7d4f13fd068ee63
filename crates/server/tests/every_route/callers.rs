//! All kinds of callers in the domain `north`.

use roster_model::{NewRole, Permission};

use crate::fixture::{Fixture, PASSWORD, api_key, app_key};

/// A caller, and the cases that are tested with it.
pub(crate) struct Caller {
    pub(crate) name: String,
    pub(crate) authorization: Option<String>,
    pub(crate) usercom: bool,
    /// Whether the caller is also a member of the domain `south`.
    pub(crate) is_southern: bool,
    pub(crate) coverage: Coverage,
}

/// The cases that are tested with a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All positions, at all paths.
    All,
    /// All positions, at one path of each operation.
    OnePath,
    /// Path parameters, at one path of each operation.
    PathParameters,
}

/// The callers, those with most permissions first.
pub(crate) async fn all(fixture: &Fixture) -> Vec<Caller> {
    let mut callers = commcare(fixture).await;
    callers.extend(usercom(fixture).await);
    callers
}

async fn commcare(fixture: &Fixture) -> Vec<Caller> {
    let directory = &fixture.directory;
    let admin = directory.admin();
    let ada = fixture.north.admin;
    let caller = |name: &str, authorization: Option<String>, coverage| Caller {
        name: name.to_owned(),
        authorization,
        usercom: false,
        is_southern: false,
        coverage,
    };
    let with_key = |owner: &str, key: &str| Some(format!("ApiKey {owner}:{key}"));
    let password = || Some(PASSWORD.into());
    let mut callers =
        vec![caller("admin", Some(fixture.north.authorization.clone()), Coverage::All)];

    // A member of both domains must not leak one to the other.
    let both = "both@example.org";
    admin.create_web_user(both, "north", None, password()).await.unwrap();
    admin.create_web_user(both, "south", None, None).await.unwrap();
    let key = api_key(directory, both, None, None).await;
    let member = caller("member of both domains", with_key(both, &key), Coverage::OnePath);
    callers.push(Caller { is_southern: true, ..member });
    let key = api_key(directory, both, Some("south"), None).await;
    let member = caller("key for the other domain", with_key(both, &key), Coverage::PathParameters);
    callers.push(Caller { is_southern: true, ..member });

    let confined = ["access_api", "edit_commcare_users", "edit_locations", "edit_data"];
    role(fixture, "confined", &confined).await;
    let email = "confined@example.org";
    admin.create_web_user(email, "north", Some("confined"), password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    callers.push(caller("confined to no location", with_key(email, &key), Coverage::OnePath));

    role(fixture, "nothing", &[]).await;
    let email = "nothing@example.org";
    admin.create_web_user(email, "north", Some("nothing"), password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    callers.push(caller(
        "a role without permissions",
        with_key(email, &key),
        Coverage::PathParameters,
    ));

    let email = "inactive@example.org";
    admin.create_web_user(email, "north", None, password()).await.unwrap();
    let key = api_key(directory, email, None, None).await;
    admin.set_web_user_active(email, false).await.unwrap();
    callers.push(caller("inactive", with_key(email, &key), Coverage::PathParameters));

    for permission in Permission::all() {
        let name = permission.as_str();
        role(fixture, name, &["access_api", "access_all_locations", name]).await;
        let key = api_key(directory, ada, Some("north"), Some(name)).await;
        let caller_name = format!("key with {name} only");
        callers.push(caller(&caller_name, with_key(ada, &key), Coverage::PathParameters));
    }
    callers.push(caller("wrong key", with_key(ada, "wrong"), Coverage::PathParameters));
    callers.push(caller("unauthenticated", None, Coverage::PathParameters));
    callers
}

async fn usercom(fixture: &Fixture) -> Vec<Caller> {
    let directory = &fixture.directory;
    let caller = |name: &str, authorization: Option<String>, coverage| Caller {
        name: name.to_owned(),
        authorization,
        usercom: true,
        is_southern: false,
        coverage,
    };
    let contacts = app_key(directory, "north", true).await;
    let api = api_key(directory, fixture.north.admin, None, None).await;
    vec![
        caller("app key", Some(fixture.north.token.clone()), Coverage::All),
        caller("app key for contacts", Some(format!("Token {contacts}")), Coverage::OnePath),
        caller(
            "API key in place of an app key",
            Some(format!("Token {api}")),
            Coverage::PathParameters,
        ),
        caller(
            "wrong app key",
            Some(format!("Token {}", "x".repeat(64))),
            Coverage::PathParameters,
        ),
        caller("unauthenticated", None, Coverage::PathParameters),
    ]
}

async fn role(fixture: &Fixture, name: &str, permissions: &[&str]) {
    let permissions = permissions.iter().map(|name| (*name).to_owned()).collect();
    let new = NewRole { name: name.to_owned(), permissions };
    fixture.directory.admin().create_role("north", new).await.unwrap();
}
