//! Mobile workers over a socket.

use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn worker_is_created_edited_and_deleted_in_both_path_styles() {
    let server = Server::start().await;
    for base in ["/a/demo/api/user/v1/", "/a/demo/api/v0.5/user/"] {
        let new = json!({ "username": format!("w{}", base.len()), "password": "secret" });
        let created = server.send_as_admin(&format!("POST {base}"), &new.to_string()).await;
        assert_eq!(created.status, 201, "{created:?}");
        let id = created.json()["id"].as_str().unwrap().to_owned();
        let address = format!("{base}{id}/");
        assert_eq!(created.header("Location"), Some(address.as_str()));

        let edit = json!({ "first_name": "Zoë" });
        let kept = server.send_as_admin(&format!("PUT {address}"), &edit.to_string()).await;
        assert_eq!((kept.status, &kept.json()["first_name"]), (200, &json!("Zoë")));
        assert_eq!(kept.json()["resource_uri"], json!(address));
        assert_eq!(kept.header("Content-Type"), Some("application/json; charset=utf-8"));

        for action in ["deactivate", "activate"] {
            let done = server.request_as_admin(&format!("POST {address}{action}/")).await;
            assert_eq!((done.status, done.body.as_str()), (202, "{}"));
        }
        assert_eq!(server.request_as_admin(&format!("DELETE {address}")).await.status, 204);
        assert_eq!(server.request_as_admin(&format!("GET {address}")).await.status, 404);
    }
}

#[tokio::test]
async fn malformed_id_is_not_found() {
    let server = Server::start().await;
    let missing = server.request_as_admin("GET /a/demo/api/user/v1/none/").await;
    for id in ["%00", "%FF", "%0a", &"x".repeat(200)] {
        let response = server.request_as_admin(&format!("GET /a/demo/api/user/v1/{id}/")).await;
        assert_eq!((response.status, &response.body), (404, &missing.body), "{id}");
    }
}

#[tokio::test]
async fn body_is_parsed_by_content_type() {
    let server = Server::start().await;
    let line = "POST /a/demo/api/user/v1/";
    let authorization = server.authorization();
    let response = server.send(line, &[&authorization, "Content-Type: text/plain"], "x").await;
    assert_eq!(response.status, 415);
    let response = server.send_as_admin(line, "{").await;
    assert_eq!(
        (response.status, &response.json()["error"]),
        (400, &json!("Request is not valid JSON."))
    );
}
