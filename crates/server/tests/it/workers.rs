//! Mobile workers, as far as the server itself has a part in them.

use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn a_worker_comes_changes_and_goes_in_either_style() {
    let server = Server::start().await;
    for base in ["/a/demo/api/user/v1/", "/a/demo/api/v0.5/user/"] {
        let new = json!({ "username": format!("w{}", base.len()), "password": "secret" });
        let made = server.send_as_admin(&format!("POST {base}"), &new.to_string()).await;
        assert_eq!(made.status, 201, "{made:?}");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let address = format!("{base}{id}/");
        assert_eq!(made.header("Location"), Some(address.as_str()));

        let edit = json!({ "first_name": "Zoë" });
        let kept = server.send_as_admin(&format!("PUT {address}"), &edit.to_string()).await;
        assert_eq!((kept.status, &kept.json()["first_name"]), (200, &json!("Zoë")));
        assert_eq!(kept.json()["resource_uri"], json!(address));
        assert_eq!(kept.header("Content-Type"), Some("application/json; charset=utf-8"));

        for action in ["deactivate", "activate"] {
            let done = server.ask_as_admin(&format!("POST {address}{action}/")).await;
            assert_eq!((done.status, done.body.as_str()), (202, "{}"));
        }
        assert_eq!(server.ask_as_admin(&format!("DELETE {address}")).await.status, 204);
        assert_eq!(server.ask_as_admin(&format!("GET {address}")).await.status, 404);
    }
}

#[tokio::test]
async fn an_identity_that_cannot_be_is_as_good_as_one_that_is_missing() {
    let server = Server::start().await;
    let missing = server.ask_as_admin("GET /a/demo/api/user/v1/none/").await;
    for id in ["%00", "%FF", "%0a", &"x".repeat(200)] {
        let answer = server.ask_as_admin(&format!("GET /a/demo/api/user/v1/{id}/")).await;
        assert_eq!((answer.status, &answer.body), (404, &missing.body), "{id}");
    }
}

#[tokio::test]
async fn bodies_are_read_by_their_type() {
    let server = Server::start().await;
    let line = "POST /a/demo/api/user/v1/";
    let authorization = server.authorization();
    let answer = server.send(line, &[&authorization, "Content-Type: text/plain"], "x").await;
    assert_eq!(answer.status, 415);
    let answer = server.send_as_admin(line, "{").await;
    assert_eq!(
        (answer.status, &answer.json()["error"]),
        (400, &json!("Request is not valid JSON."))
    );
}
