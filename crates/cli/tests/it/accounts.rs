//! Accounts on the command line: who gets which password or link, and how an account is recovered.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::program::Program;

on_both_engines! {
    known_address_keeps_its_password,
    invitation_is_a_link,
    role_is_changed_but_not_of_the_last_admin,
    recovery_replaces_password_and_keys,
    expired_keys_are_refused,
}

fn basic(password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("ada@example.org:{password}")))
}

async fn known_address_keeps_its_password(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("domain create south");
    let password = roster.must("web-user create ada@example.org --domain north");
    let add = "web-user create Ada@Example.org --domain south";
    let refused = roster.run_with(&format!("{add} --password-stdin"), &[], "another password\n");
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.contains("keeps its password"), "{}", refused.stderr);
    assert_eq!(roster.json("web-user list --domain south"), json!([]));
    let added = roster.run(add);
    assert_eq!((added.code, added.stdout.as_str()), (0, ""));
    assert!(added.stderr.contains("keeps the current password"), "{}", added.stderr);

    let key = roster.must("api-key create --user ada@example.org");
    let server = roster.serve("");
    let path = |domain: &str| format!("/a/{domain}/api/v0.5/user/");
    let status = |response: &str| response.split(' ').nth(1).unwrap().to_owned();
    assert_eq!(status(&server.get(&path("north"), &basic(&password))), "200");
    assert_eq!(status(&server.get(&path("south"), &basic(&password))), "403");
    let by_key = format!("ApiKey ada@example.org:{key}");
    assert_eq!(status(&server.get(&path("south"), &by_key)), "200");
    let renewed = roster.must("web-user set-password ada@example.org");
    assert_eq!(status(&server.get(&path("south"), &basic(&renewed))), "200");
}

async fn invitation_is_a_link(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    let words =
        "web-user invite bo@example.org --domain north --address https://roster.example.org/";
    let link = roster.must(words);
    let token = link.strip_prefix("https://roster.example.org/join/").unwrap();
    assert_eq!(token.len(), 64);
    let document = roster.json(words);
    assert_eq!(
        (&document["username"], &document["role"]),
        (&json!("bo@example.org"), &json!("Admin"))
    );
    assert_ne!(document["link"], link.as_str());
    assert_eq!(roster.json("web-user list --domain north"), json!([]), "not accepted yet");
}

async fn role_is_changed_but_not_of_the_last_admin(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("role create reader --domain north --permission access_api");
    roster.must("web-user create ada@example.org --domain north");
    let demote = "web-user set-role ada@example.org --domain north --role reader";
    for words in [demote, "web-user deactivate ada@example.org"] {
        let refused = roster.run(words);
        assert_eq!(refused.code, 1, "{words}");
        assert!(refused.stderr.contains("last active admin"), "{}", refused.stderr);
    }
    roster.must("web-user create bo@example.org --domain north --role reader");
    roster.must("web-user set-role bo@example.org --domain north --role Admin");
    roster.must(demote);
    let listed = roster.json("web-user list --domain north");
    assert_eq!((&listed[0]["role"], &listed[1]["role"]), (&json!("reader"), &json!("Admin")));
    let unknown = roster.run("web-user set-role zoe@example.org --domain north --role Admin");
    assert!(unknown.stderr.contains("does not exist"), "{}", unknown.stderr);
    let unknown = roster.run("web-user set-role bo@example.org --domain north --role chief");
    assert!(unknown.stderr.contains("roster role list"), "{}", unknown.stderr);
}

async fn recovery_replaces_password_and_keys(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    let first = roster.must("web-user create ada@example.org --domain north");
    roster.must("api-key create --user ada@example.org");
    let second = roster.must("web-user recover ada@example.org");
    assert_ne!(first, second);
    let keys = roster.json("api-key list --user ada@example.org");
    assert_eq!(keys[0]["active"], false);
    let server = roster.serve("");
    let get = |password: &str| server.get("/a/north/api/v0.5/user/", &basic(password));
    assert!(get(&first).contains(" 401 ") && get(&second).contains(" 200 "));
}

async fn expired_keys_are_refused(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    for date in ["2020-01-31", "2020-01-31T12:00:00Z"] {
        for words in ["app-key create --domain north", "api-key create --user ada@example.org"] {
            let refused = roster.run(&format!("{words} --expires {date}"));
            assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{words}");
            assert!(
                refused.stderr.contains("expires: must be in the future"),
                "{}",
                refused.stderr
            );
        }
    }
    let listed = roster.json("app-key list --domain north");
    assert_eq!(listed, json!([]));
}
