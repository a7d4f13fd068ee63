//! Lists of users from cached renderings, during writes of another server in both dialects.

use std::time::Duration;

use roster_store::Backend;
use serde_json::{Value, json};

use crate::nodes::{Node, Nodes};

roster_testkit::on_both_engines! {
    rendered_users_equal_users_from_rows,
    large_users_are_read_from_rows,
}

/// Users without a username.
const CONTACTS: usize = 130;

/// Workers, created before: enough for a known position in the list.
const WORKERS: usize = 1_100;

/// The version of the API, by its `Accept` header.
const VERSIONS: [&str; 2] = ["application/json", "application/json; version=2"];

/// One node serves lists while another one writes. Each page must have the bytes of the same page of a
/// third node, which has nothing in its cache, and the items and the total of a page from rows, which a
/// filter that all users match and no index answers causes.
async fn rendered_users_equal_users_from_rows(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let mut writer = Writer::new(nodes.start().await).await;
    let reader = nodes.start().await;
    let mut compared = 0;
    for round in 0..20 {
        for _ in 0..6 {
            writer.write().await;
        }
        // On SQLite, a commit of another process may go unseen for 10 ms.
        tokio::time::sleep(Duration::from_millis(15)).await;
        let cold = nodes.start().await;
        for accept in VERSIONS {
            for list in [
                "users/?page=2&page_size=50",
                "users/?page_size=7",
                "users/?page=12&page_size=95",
                "users/?page=last&page_size=30",
                "users/?with_email=true&page=1",
                "tags/1/users/?page=1",
            ] {
                let headers = [("Accept", accept)];
                let path = format!("GET /api/public/{list}");
                let rendered = reader.request(&path, &headers, "").await;
                let new = cold.request(&path, &headers, "").await;
                let from_rows = cold.request(&format!("{path}&score__gte=-9"), &headers, "").await;
                assert_eq!((rendered.status, from_rows.status), (200, 200), "{rendered:?}");
                assert!(rendered.body == new.body, "{round} {list}");
                assert!(parts(&rendered.body) == parts(&from_rows.body), "{round} {list}");
                compared += 1;
            }
        }
    }
    assert!(compared > 200);
}

/// A page of users who are large as a whole ends where it ends when it is read from rows.
async fn large_users_are_read_from_rows(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let node = nodes.start().await;
    let settings = json!({ "note": "x".repeat(60_000) });
    for number in 0..3 {
        let user = json!({ "user_id": format!("c{number}"), "first_name": "Asha" }).to_string();
        let created = node.request("POST /api/public/users/", &[], &user).await;
        assert_eq!(created.status, 201, "{created:?}");
        let line = format!(
            "POST /api/public/users/{}/set_multiple_attributes/",
            created.json()["id"].as_i64().unwrap()
        );
        let changed = node.request(&line, &[], &settings.to_string()).await;
        assert_eq!(changed.status, 200, "{changed:?}");
    }
    for _ in 0..2 {
        let page = node.request("GET /api/public/users/?page=1", &[], "").await;
        let rows = node.request("GET /api/public/users/?page=1&score__gte=-9", &[], "").await;
        assert!(parts(&page.body) == parts(&rows.body));
        assert_eq!(page.json()["results"].as_array().unwrap().len(), 3);
    }
}

/// The total and the items of a page, as bytes.
fn parts(body: &str) -> (&str, &str) {
    let total = body.split_once(",\"next\"").unwrap().0;
    (total, body.split_once("\"results\":").unwrap().1)
}

/// A node that makes random changes of people, and of what their responses show.
struct Writer {
    node: Node,
    random: u64,
    created: usize,
    /// The ids of workers, and those of deleted ones.
    workers: Vec<String>,
    deleted: Vec<String>,
}

impl Writer {
    /// Creates users, and tags, lists and companies that some of them have.
    async fn new(node: Node) -> Self {
        let mut writer =
            Self { node, random: 29, created: 0, workers: Vec::new(), deleted: Vec::new() };
        for name in ["Blue", "Red"] {
            writer.send("POST", "tags/", json!({ "name": name })).await;
            writer.send("POST", "lists/", json!({ "name": name, "description": "" })).await;
            writer.send("POST", "companies/", json!({ "name": name })).await;
        }
        for _ in 0..WORKERS / 100 {
            writer.create_workers(100).await;
        }
        for _ in 0..CONTACTS {
            writer.create().await;
        }
        writer
    }

    /// A random number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.random >> 33).unwrap() % end
    }

    /// Makes a random change. A user who does not exist any more is not changed. Most changes are among
    /// the last users.
    async fn write(&mut self) {
        let user = self.created - self.below(self.created.min(300));
        let (one, name) = (self.below(2) + 1, format!("Name {}", self.below(1_000)));
        let at = format!("users/{user}");
        match self.below(19) {
            0..3 => self.send("PUT", &format!("{at}/"), json!({ "first_name": name })).await,
            3 => self.send("DELETE", &format!("{at}/"), Value::Null).await,
            4 | 5 => self.create().await,
            6 => {
                let tag = ["Blue", "Green"][one - 1];
                self.send("POST", &format!("{at}/add_tag/"), json!({ "name": tag })).await;
            }
            7 => self.send("POST", &format!("{at}/add_to_list/"), json!({ "list": one })).await,
            8 => self.send("PUT", &format!("tags/{one}/"), json!({ "name": name })).await,
            9 => self.send("PUT", &format!("lists/{one}/"), json!({ "name": name })).await,
            10 => self.send("PUT", &format!("companies/{one}/"), json!({ "name": name })).await,
            11 | 12 => {
                let path = format!("companies/{one}/add_member/");
                self.send("POST", &path, json!({ "user_id": user })).await;
            }
            13 => {
                let path = format!("companies/{one}/remove_member/");
                self.send("POST", &path, json!({ "user_id": user })).await;
            }
            14 => {
                let new = json!({ "name": name, "content_type": "clientuser" });
                self.send("POST", "attributes/", new).await;
            }
            15 => {
                let set = json!({ "attribute": "level", "value": name });
                self.send("POST", &format!("{at}/set_attribute/"), set).await;
            }
            16 => {
                let restore = self.deleted.pop();
                match restore {
                    Some(worker) => {
                        let line = format!("POST /a/demo/api/user/v1/{worker}/restore/");
                        let restored = self.node.request(&line, &[], "").await;
                        assert_eq!(restored.status, 200, "{restored:?}");
                    }
                    None => self.create_workers(1).await,
                }
            }
            17 => {
                let Some(worker) = self.workers.pop() else { return };
                let line = format!("DELETE /a/demo/api/v0.5/user/{worker}/");
                let deleted = self.node.request(&line, &[], "").await;
                if deleted.status == 204 {
                    self.deleted.push(worker);
                }
            }
            _ => {
                let new = json!({ "name": format!("C{name}"), "members": [] });
                self.send("POST", "companies/", new).await;
                let last = self.node.request("GET /api/public/companies/?page=last", &[], "").await;
                let last = last.json()["results"].as_array().unwrap().last().unwrap().clone();
                let path = format!("companies/{}/", last["id"]);
                let join = json!({ "user_id": user });
                self.send("POST", &format!("{path}add_member/"), join).await;
                if one == 1 {
                    self.send("DELETE", &path, Value::Null).await;
                }
            }
        }
    }

    async fn create_workers(&mut self, count: usize) {
        let mut rows = Vec::new();
        for _ in 0..count {
            self.created += 1;
            let username = format!("w{}", self.created);
            rows.push(json!({ "username": username, "connect_username": username }));
        }
        let body = json!({ "objects": rows }).to_string();
        let created = self.node.request("POST /a/demo/api/user/v1/bulk/", &[], &body).await;
        assert_eq!(created.status, 200, "{created:?}");
        let created = created.json();
        let ids = created["objects"].as_array().unwrap().iter();
        self.workers.extend(ids.map(|row| row["id"].as_str().unwrap().to_owned()));
    }

    async fn create(&mut self) {
        self.created += 1;
        let email = format!("u{}@example.org", self.created);
        let email = (!self.created.is_multiple_of(3)).then_some(email);
        self.send("POST", "users/", json!({ "first_name": "Asha", "email": email })).await;
    }

    async fn send(&self, method: &str, path: &str, body: Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let response = self.node.request(&format!("{method} /api/public/{path}"), &[], &body).await;
        assert!(matches!(response.status, 200..300 | 400 | 404), "{path}: {response:?}");
    }
}
