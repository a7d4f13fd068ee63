//! Entity tags: `ETag`, `If-None-Match` and `If-Match`.

use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_store::Backend;
use serde_json::{Value, json};

use crate::nodes::{Node, Nodes, Response};

roster_testkit::on_both_engines! {
    resource_has_one_tag_at_all_its_addresses,
    tag_changes_with_the_view,
    matching_if_none_match_gives_304,
    write_returns_the_tag_of_the_new_view,
    stale_if_match_is_rejected,
    if_match_on_a_collection_is_rejected,
    one_of_many_concurrent_writes_with_the_same_tag_succeeds,
    no_concurrent_update_is_lost,
    idempotency_key_and_if_match_are_combined,
}

const API: &str = "/a/demo/api";

/// One resource of every kind.
struct Resources {
    nodes: Nodes,
    node: Node,
    user: String,
    group: String,
    level: String,
    location: String,
    web_user: String,
    contact: String,
    company: String,
    tag: String,
    list: String,
    field: String,
}

impl Resources {
    async fn on(backend: Backend) -> Self {
        let nodes = Nodes::on(backend).await;
        let node = nodes.start().await;
        let create = async |path: &str, body: Value| {
            let created = node.request(&format!("POST {path}"), &[], &body.to_string()).await;
            assert_eq!(created.status, 201, "{created:?}");
            let created = created.json();
            let id = created.get("id").or(created.get("location_id")).unwrap();
            id.as_str().map_or_else(|| id.to_string(), str::to_owned)
        };
        let level = json!({ "code": "state" });
        let place = json!({ "name": "Bihar", "location_type_code": "state" });
        let web_users = node.request(&format!("GET {API}/web-user/v1/"), &[], "").await.json();
        Self {
            user: create(&format!("{API}/user/v1/"), worker("one")).await,
            group: create(&format!("{API}/group/v1/"), json!({ "name": "North" })).await,
            level: create(&format!("{API}/location_type/v1/"), level).await,
            location: create(&format!("{API}/location/v2/"), place).await,
            web_user: web_users["objects"][0]["id"].as_str().unwrap().to_owned(),
            contact: create("/api/public/users/", json!({ "first_name": "Ann" })).await,
            company: create("/api/public/companies/", json!({ "name": "Acme" })).await,
            tag: create("/api/public/tags/", json!({ "name": "new" })).await,
            list: create("/api/public/lists/", json!({ "name": "new" })).await,
            field: create("/api/public/attributes/", json!({ "name": "x", "type": "string" }))
                .await,
            nodes,
            node,
        }
    }

    /// The addresses of each resource.
    fn addresses(&self) -> Vec<Vec<String>> {
        let commcare = |resource: &str, id: &str| {
            ["v0.4/{}", "v0.5/{}", "v1/{}", "{}/v1"]
                .map(|style| format!("{API}/{}/{id}/", style.replace("{}", resource)))
                .to_vec()
        };
        let usercom = |resource: &str, id: &str| vec![format!("/api/public/{resource}/{id}/")];
        let location = ["v0.5/location", "location/v1", "v0.6/location", "location/v2"]
            .map(|style| format!("{API}/{style}/{}/", self.location));
        vec![
            commcare("user", &self.user),
            commcare("group", &self.group),
            commcare("location_type", &self.level),
            location.to_vec(),
            commcare("web-user", &self.web_user),
            usercom("users", &self.contact),
            usercom("companies", &self.company),
            usercom("tags", &self.tag),
            usercom("lists", &self.list),
            usercom("attributes", &self.field),
        ]
    }

    /// An address of each resource, and a change of it.
    fn changes(&self) -> Vec<(String, &'static str, Value)> {
        let Self { user, group, level, location, web_user, .. } = self;
        let Self { contact, company, tag, list, .. } = self;
        vec![
            (format!("{API}/user/v1/{user}/"), "PUT", json!({ "first_name": "Zoë" })),
            (format!("{API}/user/v1/{user}/"), "PUT", json!({ "user_data": { "a": [1, 0.5] } })),
            (format!("{API}/user/v1/{user}/"), "PUT", json!({ "groups": [group] })),
            (format!("{API}/user/v1/{user}/"), "PUT", json!({ "password": "another" })),
            (format!("{API}/group/v1/{group}/"), "PUT", json!({ "users": [], "name": "N" })),
            (format!("{API}/location_type/v1/{level}/"), "PUT", json!({ "name": "State" })),
            (format!("{API}/location/v2/{location}/"), "PUT", json!({ "latitude": "12.5" })),
            (
                format!("{API}/web-user/v1/{web_user}/"),
                "PATCH",
                json!({ "user_data": { "boat": "red" } }),
            ),
            (format!("/api/public/users/{contact}/"), "PUT", json!({ "email": "a@example.org" })),
            (format!("/api/public/users/{contact}/"), "PATCH", json!({ "tags": ["seen"] })),
            (format!("/api/public/companies/{company}/"), "PUT", json!({ "name": "A" })),
            (format!("/api/public/tags/{tag}/"), "PATCH", json!({ "name": "newer" })),
            (format!("/api/public/lists/{list}/"), "PUT", json!({ "description": "long" })),
        ]
    }

    async fn get(&self, path: &str) -> Response {
        let response = self.node.request(&format!("GET {path}"), &[], "").await;
        assert_eq!(response.status, 200, "{path}: {response:?}");
        response
    }
}

fn worker(name: &str) -> Value {
    json!({ "username": name, "connect_username": name })
}

async fn resource_has_one_tag_at_all_its_addresses(backend: Backend) {
    let resources = Resources::on(backend).await;
    let mut seen = Vec::new();
    for addresses in resources.addresses() {
        let tag = resources.get(&addresses[0]).await.tag().to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "strong: {tag}");
        for address in &addresses {
            for query in ["", "?format=xml", "?format=json&x=y"] {
                let asked = format!("{address}{query}");
                assert_eq!(resources.get(&asked).await.tag(), tag, "{asked}");
                let head = resources.node.request(&format!("HEAD {asked}"), &[], "").await;
                assert_eq!(head.tag(), tag, "{asked}");
            }
        }
        assert!(!seen.contains(&tag));
        seen.push(tag);
    }
    let contact = format!("GET /api/public/users/{}/", resources.contact);
    let second = [("Accept", "*/*; version=2")];
    let second = resources.node.request(&contact, &second, "").await;
    assert!(seen.contains(&second.tag().to_owned()), "{second:?}");
}

async fn tag_changes_with_the_view(backend: Backend) {
    let resources = Resources::on(backend).await;
    for (path, method, change) in resources.changes() {
        let before = resources.get(&path).await;
        resources.nodes.clock.advance(SignedDuration::from_secs(1));
        let done =
            resources.node.request(&format!("{method} {path}"), &[], &change.to_string()).await;
        assert!(done.status < 300, "{path}: {done:?}");
        let after = resources.get(&path).await;
        assert_ne!(before.body, after.body, "{path} {change}");
        assert_ne!(before.tag(), after.tag(), "{path} {change}");
        let again = resources.node.request(&format!("{method} {path}"), &[], "{}").await;
        assert!(again.status < 300 || again.status == 400, "{path}: {again:?}");
        assert_eq!(resources.get(&path).await.tag(), after.tag(), "nothing changed: {path}");
    }
    // The view of a worker also contains values of other records.
    let path = format!("{API}/user/v1/{}/", resources.user);
    let before = resources.get(&path).await;
    let other = worker("two").to_string();
    resources.node.request(&format!("POST {API}/user/v1/"), &[], &other).await;
    assert_eq!(
        resources.get(&path).await.tag(),
        before.tag(),
        "another worker does not change the tag"
    );
    let action = format!("POST {API}/user/v1/{}/deactivate/", resources.user);
    assert_eq!(resources.node.request(&action, &[], "").await.status, 202);
    assert_ne!(resources.get(&path).await.tag(), before.tag());
}

async fn matching_if_none_match_gives_304(backend: Backend) {
    let resources = Resources::on(backend).await;
    let lists = [
        format!("{API}/user/v1/"),
        format!("{API}/bulk-user/v1/"),
        format!("{API}/changes/v1/"),
        format!("{API}/group/v1/?format=xml"),
        "/api/public/users/".to_owned(),
        "/api/public/tags/".to_owned(),
    ];
    let details = resources.addresses().into_iter().map(|addresses| addresses[0].clone());
    for path in details.chain(lists) {
        let tag = resources.get(&path).await.tag().to_owned();
        let known = [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()];
        for (method, known) in known.iter().flat_map(|known| [("GET", known), ("HEAD", known)]) {
            let asked = [("If-None-Match", known.as_str())];
            let response = resources.node.request(&format!("{method} {path}"), &asked, "").await;
            assert_eq!((response.status, response.tag()), (304, tag.as_str()), "{path} {known}");
            assert_eq!((response.body.as_str(), response.header("Content-Type")), ("", None));
        }
        let other = [("If-None-Match", "\"x\", W/\"y\"")];
        let response = resources.node.request(&format!("GET {path}"), &other, "").await;
        assert_eq!((response.status, response.tag()), (200, tag.as_str()), "{path}");
    }
    let missing = format!("GET {API}/user/v1/none/");
    assert_eq!(resources.node.request(&missing, &[("If-None-Match", "*")], "").await.status, 404);

    let extras = format!("{API}/user/v1/{}/?extras=true", resources.user);
    let before = resources.get(&extras).await;
    let form = json!({ "instance_id": "f", "user_id": resources.user });
    resources.node.request(&format!("POST {API}/activity/v1/"), &[], &form.to_string()).await;
    let asked = [("If-None-Match", before.tag())];
    let after = resources.node.request(&format!("GET {extras}"), &asked, "").await;
    assert_eq!(
        (after.status, after.json()["extras"]["submitted_last_30"].as_i64()),
        (200, Some(1))
    );
    let line = format!("PUT {API}/user/v1/{}/", resources.user);
    let kept = resources.node.request(&line, &[("If-Match", before.tag())], "{}").await;
    assert_eq!(kept.status, 200, "activity does not change the revision of a worker");
}

async fn write_returns_the_tag_of_the_new_view(backend: Backend) {
    let resources = Resources::on(backend).await;
    for (path, method, change) in resources.changes() {
        let done =
            resources.node.request(&format!("{method} {path}"), &[], &change.to_string()).await;
        assert_eq!(done.tag(), resources.get(&path).await.tag(), "{path} {change}");
    }
    let profile = json!({ "username": "x", "connect_username": "x", "first_name": "A", "email": "A@B.org",
        "phone_numbers": ["+1 23", "4"], "language": "", "user_data": { "b": 1, "a": { "z": null } },
        "groups": [resources.group], "locations": [resources.location],
        "primary_location": resources.location });
    for (path, body) in [
        (format!("{API}/user/v1/"), profile),
        (format!("{API}/group/v1/"), json!({ "name": "G", "users": [resources.user] })),
        (
            format!("{API}/location/v2/"),
            json!({ "name": "L", "location_type_code": "state", "longitude": 1 }),
        ),
        (format!("{API}/location_type/v1/"), json!({ "code": "c", "parent": "state" })),
    ] {
        let created = resources.node.request(&format!("POST {path}"), &[], &body.to_string()).await;
        assert_eq!(created.status, 201, "{created:?}");
        let address = created.header("Location").unwrap().replace("http://roster.example.org", "");
        assert_eq!(created.tag(), resources.get(&address).await.tag(), "{address}");
    }
    let whole = json!({ "first_name": "A", "email": "A@b.org", "tags": ["t"], "phone_number": "+48 22 555 01 02",
        "last_seen": "2026-01-01T00:00:00Z", "score": 3, "attributes": { "x": "y" } });
    for (path, body) in [
        ("/api/public/users/", whole),
        ("/api/public/companies/", json!({ "name": "B", "tags": ["t"] })),
        ("/api/public/tags/", json!({ "name": " b " })),
        ("/api/public/lists/", json!({ "name": "b" })),
        ("/api/public/attributes/", json!({ "name": "sail", "type": "fixed", "choices": ["1"] })),
    ] {
        let created = resources.node.request(&format!("POST {path}"), &[], &body.to_string()).await;
        assert_eq!(created.status, 201, "{created:?}");
        let address = format!("{path}{}/", created.json()["id"]);
        assert_eq!(created.tag(), resources.get(&address).await.tag(), "{address}");
    }
}

async fn stale_if_match_is_rejected(backend: Backend) {
    let resources = Resources::on(backend).await;
    let mut changes = resources.changes();
    changes.push((format!("{API}/user/v1/{}/deactivate/", resources.user), "POST", Value::Null));
    changes.push((format!("{API}/user/v1/{}/activate/", resources.user), "POST", Value::Null));
    let actions = [
        ("add_tag/", "POST", json!({ "name": "t" })),
        ("remove_tag/", "DELETE", json!({ "name": "t" })),
        ("add_to_list/", "POST", json!({ "list": resources.list.parse::<i64>().unwrap() })),
        ("set_attribute/", "POST", json!({ "attribute": "x", "value": "1" })),
    ];
    for (action, method, body) in actions {
        changes.push((format!("/api/public/users/{}/{action}", resources.contact), method, body));
    }
    let company = |rest: &str| format!("/api/public/companies/{}/{rest}", resources.company);
    changes.push((company("add_tag/"), "POST", json!({ "name": "t" })));
    let member = json!({ "user_id": resources.contact.parse::<i64>().unwrap() });
    changes.push((company("add_member/"), "POST", member));
    for addresses in resources.addresses() {
        let address = addresses.last().unwrap().clone();
        let fixed = ["/web-user/", "/location_type/", "/location/"];
        if !fixed.iter().any(|resource| address.contains(resource)) {
            changes.push((address, "DELETE", Value::Null));
        }
    }
    for (path, method, body) in changes {
        let (line, body) = (format!("{method} {path}"), body.to_string());
        let body = if body == "null" { "" } else { &body };
        let owner: Vec<&str> = path.split('/').collect();
        let resource = if path.starts_with(API) { &owner[..7] } else { &owner[..5] };
        let tag = resources.get(&format!("{}/", resource.join("/"))).await.tag().to_owned();
        let seq = resources.node.seq().await;
        for stale in ["\"x\"", &format!("W/{tag}"), "x, \"y\"", ""] {
            let refused = resources.node.request(&line, &[("If-Match", stale)], body).await;
            assert_eq!(refused.status, 412, "{line} {stale}: {refused:?}");
            let code = if path.starts_with(API) { "changed_meanwhile" } else { "detail" };
            assert!(refused.body.contains(code), "{refused:?}");
        }
        assert_eq!(resources.node.seq().await, seq, "{line} changed nothing");
        let known = format!("\"x\", {tag}");
        let done = resources.node.request(&line, &[("If-Match", &known)], body).await;
        assert!(done.status < 300, "{line}: {done:?}");
    }
    for path in [format!("{API}/user/v1/none/"), "/api/public/users/9999/".to_owned()] {
        for condition in ["*", "\"x\""] {
            let line = format!("PUT {path}");
            let refused = resources.node.request(&line, &[("If-Match", condition)], "{}").await;
            assert_eq!(refused.status, 404, "{line}");
        }
    }
}

async fn if_match_on_a_collection_is_rejected(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let line = format!("POST {API}/user/v1/");
    let seq = node.seq().await;
    let list = node.request(&format!("GET {API}/user/v1/"), &[], "").await;
    for tag in [list.tag(), "\"x\""] {
        let refused = node.request(&line, &[("If-Match", tag)], &worker("one").to_string()).await;
        assert_eq!(refused.status_and_code(), (412, "changed_meanwhile".to_owned()));
    }
    assert_eq!(node.seq().await, seq);
    let created = node.request(&line, &[("If-Match", "*")], &worker("one").to_string()).await;
    assert_eq!(created.status, 201, "the collection exists");
}

async fn one_of_many_concurrent_writes_with_the_same_tag_succeeds(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let both = [nodes.start().await, nodes.start().await];
    let created =
        both[0].request(&format!("POST {API}/user/v1/"), &[], &worker("one").to_string()).await;
    let path = created.header("Location").unwrap().to_owned();
    let tag = created.tag().to_owned();
    let write = |number: usize| {
        let (node, path, tag) = (both[number % 2].clone(), path.clone(), tag.clone());
        tokio::spawn(async move {
            let body = json!({ "first_name": format!("n{number}") }).to_string();
            (number, node.request(&format!("PUT {path}"), &[("If-Match", &tag)], &body).await)
        })
    };
    let responses = join_all((0..50).map(write)).await.into_iter().map(Result::unwrap);
    let (won, lost): (Vec<_>, Vec<_>) = responses.partition(|(_, response)| response.status == 200);
    assert!(lost.iter().all(|(_, response)| response.status == 412), "{lost:?}");
    let [(winner, _)] = &won[..] else { panic!("one write must succeed: {won:?}") };
    let kept = both[0].request(&format!("GET {path}"), &[], "").await;
    assert_eq!(kept.json()["first_name"], json!(format!("n{winner}")));
}

async fn no_concurrent_update_is_lost(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let both = [nodes.start().await, nodes.start().await];
    let new = json!({ "first_name": "Ann", "score": 0 });
    let created = both[0].request("POST /api/public/users/", &[], &new.to_string()).await.json();
    let path = format!("/api/public/users/{}/", created["id"]);
    let count = |number: usize| {
        let (node, path) = (both[number % 2].clone(), path.clone());
        tokio::spawn(async move {
            for _ in 0..5 {
                while !increment(&node, &path).await {}
            }
        })
    };
    join_all((0..6).map(count)).await.into_iter().for_each(Result::unwrap);
    let kept = both[0].request(&format!("GET {path}"), &[], "").await;
    assert_eq!(kept.json()["score"], 30);
}

/// Reads a score and writes the next one. Returns whether no other write came between.
async fn increment(node: &Node, path: &str) -> bool {
    let read = node.request(&format!("GET {path}"), &[], "").await;
    let next = json!({ "score": read.json()["score"].as_i64().unwrap() + 1 });
    let condition = [("If-Match", read.tag())];
    let response = node.request(&format!("PUT {path}"), &condition, &next.to_string()).await;
    assert!(matches!(response.status, 200 | 412), "{response:?}");
    response.status == 200
}

async fn idempotency_key_and_if_match_are_combined(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let created =
        node.request(&format!("POST {API}/user/v1/"), &[], &worker("one").to_string()).await;
    let line = format!("PUT {}", created.header("Location").unwrap());
    let body = json!({ "first_name": "Zoë" }).to_string();
    let stale = [("Idempotency-Key", "k"), ("If-Match", "\"x\"")];
    assert_eq!(node.request(&line, &stale, &body).await.status, 412);
    let good = [("Idempotency-Key", "k"), ("If-Match", created.tag())];
    let first = node.request(&line, &good, &body).await;
    assert_eq!(first.status, 200, "no response of a rejected request is stored: {first:?}");
    let again = node.request(&line, &good, &body).await;
    assert_eq!(
        (again.status, again.tag()),
        (200, first.tag()),
        "the replay does not evaluate the precondition"
    );
    assert_eq!(again.header("Idempotent-Replayed"), Some("true"));
}
