//! What a client has read: what it need not be sent again, and what it may not overwrite unread.

use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_store::Backend;
use serde_json::{Value, json};

use crate::nodes::{ApiResult, Node, Nodes};

roster_testkit::on_both_engines! {
    a_thing_has_one_tag_however_it_is_asked_for,
    a_tag_changes_with_what_is_shown,
    what_is_known_is_not_sent_again,
    an_answer_to_a_write_has_the_tag_of_what_it_shows,
    only_what_was_read_is_overwritten,
    a_condition_that_cannot_be_judged_does_not_hold,
    of_many_who_read_the_same_one_writes,
    no_update_is_lost,
    a_key_and_a_condition_go_together,
}

const API: &str = "/a/demo/api";

/// One thing of every kind.
struct Things {
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

impl Things {
    async fn on(place: Backend) -> Self {
        let nodes = Nodes::on(place).await;
        let node = nodes.start().await;
        let make = async |path: &str, body: Value| {
            let made = node.ask(&format!("POST {path}"), &[], &body.to_string()).await;
            assert_eq!(made.status, 201, "{made:?}");
            let made = made.json();
            let id = made.get("id").or(made.get("location_id")).unwrap();
            id.as_str().map_or_else(|| id.to_string(), str::to_owned)
        };
        let level = json!({ "code": "state" });
        let place = json!({ "name": "Bihar", "location_type_code": "state" });
        let web_users = node.ask(&format!("GET {API}/web-user/v1/"), &[], "").await.json();
        Self {
            user: make(&format!("{API}/user/v1/"), worker("one")).await,
            group: make(&format!("{API}/group/v1/"), json!({ "name": "North" })).await,
            level: make(&format!("{API}/location_type/v1/"), level).await,
            location: make(&format!("{API}/location/v2/"), place).await,
            web_user: web_users["objects"][0]["id"].as_str().unwrap().to_owned(),
            contact: make("/api/public/users/", json!({ "first_name": "Ann" })).await,
            company: make("/api/public/companies/", json!({ "name": "Acme" })).await,
            tag: make("/api/public/tags/", json!({ "name": "new" })).await,
            list: make("/api/public/lists/", json!({ "name": "new" })).await,
            field: make("/api/public/attributes/", json!({ "name": "x", "type": "string" })).await,
            nodes,
            node,
        }
    }

    /// The addresses of each thing.
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

    /// An address of each thing, and a change of it.
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

    async fn get(&self, path: &str) -> ApiResult {
        let answer = self.node.ask(&format!("GET {path}"), &[], "").await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer
    }
}

fn worker(name: &str) -> Value {
    json!({ "username": name, "connect_username": name })
}

async fn a_thing_has_one_tag_however_it_is_asked_for(place: Backend) {
    let things = Things::on(place).await;
    let mut seen = Vec::new();
    for addresses in things.addresses() {
        let tag = things.get(&addresses[0]).await.tag().to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "strong: {tag}");
        for address in &addresses {
            for query in ["", "?format=xml", "?format=json&x=y"] {
                let asked = format!("{address}{query}");
                assert_eq!(things.get(&asked).await.tag(), tag, "{asked}");
                let head = things.node.ask(&format!("HEAD {asked}"), &[], "").await;
                assert_eq!(head.tag(), tag, "{asked}");
            }
        }
        assert!(!seen.contains(&tag));
        seen.push(tag);
    }
    let contact = format!("GET /api/public/users/{}/", things.contact);
    let second = [("Accept", "*/*; version=2")];
    let second = things.node.ask(&contact, &second, "").await;
    assert!(seen.contains(&second.tag().to_owned()), "{second:?}");
}

async fn a_tag_changes_with_what_is_shown(place: Backend) {
    let things = Things::on(place).await;
    for (path, method, change) in things.changes() {
        let before = things.get(&path).await;
        things.nodes.clock.advance(SignedDuration::from_secs(1));
        let done = things.node.ask(&format!("{method} {path}"), &[], &change.to_string()).await;
        assert!(done.status < 300, "{path}: {done:?}");
        let after = things.get(&path).await;
        assert_ne!(before.body, after.body, "{path} {change}");
        assert_ne!(before.tag(), after.tag(), "{path} {change}");
        let again = things.node.ask(&format!("{method} {path}"), &[], "{}").await;
        assert!(again.status < 300 || again.status == 400, "{path}: {again:?}");
        assert_eq!(things.get(&path).await.tag(), after.tag(), "nothing changed: {path}");
    }
    // What is shown of a worker is not in the worker's record alone.
    let path = format!("{API}/user/v1/{}/", things.user);
    let before = things.get(&path).await;
    let other = worker("two").to_string();
    things.node.ask(&format!("POST {API}/user/v1/"), &[], &other).await;
    assert_eq!(things.get(&path).await.tag(), before.tag(), "somebody else is another matter");
    let action = format!("POST {API}/user/v1/{}/deactivate/", things.user);
    assert_eq!(things.node.ask(&action, &[], "").await.status, 202);
    assert_ne!(things.get(&path).await.tag(), before.tag());
}

async fn what_is_known_is_not_sent_again(place: Backend) {
    let things = Things::on(place).await;
    let lists = [
        format!("{API}/user/v1/"),
        format!("{API}/bulk-user/v1/"),
        format!("{API}/changes/v1/"),
        format!("{API}/group/v1/?format=xml"),
        "/api/public/users/".to_owned(),
        "/api/public/tags/".to_owned(),
    ];
    let details = things.addresses().into_iter().map(|addresses| addresses[0].clone());
    for path in details.chain(lists) {
        let tag = things.get(&path).await.tag().to_owned();
        let known = [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()];
        for (method, known) in known.iter().flat_map(|known| [("GET", known), ("HEAD", known)]) {
            let asked = [("If-None-Match", known.as_str())];
            let answer = things.node.ask(&format!("{method} {path}"), &asked, "").await;
            assert_eq!((answer.status, answer.tag()), (304, tag.as_str()), "{path} {known}");
            assert_eq!((answer.body.as_str(), answer.header("Content-Type")), ("", None));
        }
        let other = [("If-None-Match", "\"x\", W/\"y\"")];
        let answer = things.node.ask(&format!("GET {path}"), &other, "").await;
        assert_eq!((answer.status, answer.tag()), (200, tag.as_str()), "{path}");
    }
    let missing = format!("GET {API}/user/v1/none/");
    assert_eq!(things.node.ask(&missing, &[("If-None-Match", "*")], "").await.status, 404);

    let extras = format!("{API}/user/v1/{}/?extras=true", things.user);
    let before = things.get(&extras).await;
    let form = json!({ "instance_id": "f", "user_id": things.user });
    things.node.ask(&format!("POST {API}/activity/v1/"), &[], &form.to_string()).await;
    let asked = [("If-None-Match", before.tag())];
    let after = things.node.ask(&format!("GET {extras}"), &asked, "").await;
    assert_eq!(
        (after.status, after.json()["extras"]["submitted_last_30"].as_i64()),
        (200, Some(1))
    );
    let line = format!("PUT {API}/user/v1/{}/", things.user);
    let kept = things.node.ask(&line, &[("If-Match", before.tag())], "{}").await;
    assert_eq!(kept.status, 200, "what is beside a worker does not matter to a change");
}

async fn an_answer_to_a_write_has_the_tag_of_what_it_shows(place: Backend) {
    let things = Things::on(place).await;
    for (path, method, change) in things.changes() {
        let done = things.node.ask(&format!("{method} {path}"), &[], &change.to_string()).await;
        assert_eq!(done.tag(), things.get(&path).await.tag(), "{path} {change}");
    }
    let profile = json!({ "username": "x", "connect_username": "x", "first_name": "A", "email": "A@B.org",
        "phone_numbers": ["+1 23", "4"], "language": "", "user_data": { "b": 1, "a": { "z": null } },
        "groups": [things.group], "locations": [things.location],
        "primary_location": things.location });
    for (path, body) in [
        (format!("{API}/user/v1/"), profile),
        (format!("{API}/group/v1/"), json!({ "name": "G", "users": [things.user] })),
        (
            format!("{API}/location/v2/"),
            json!({ "name": "L", "location_type_code": "state", "longitude": 1 }),
        ),
        (format!("{API}/location_type/v1/"), json!({ "code": "c", "parent": "state" })),
    ] {
        let made = things.node.ask(&format!("POST {path}"), &[], &body.to_string()).await;
        assert_eq!(made.status, 201, "{made:?}");
        let address = made.header("Location").unwrap().replace("http://roster.example.org", "");
        assert_eq!(made.tag(), things.get(&address).await.tag(), "{address}");
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
        let made = things.node.ask(&format!("POST {path}"), &[], &body.to_string()).await;
        assert_eq!(made.status, 201, "{made:?}");
        let address = format!("{path}{}/", made.json()["id"]);
        assert_eq!(made.tag(), things.get(&address).await.tag(), "{address}");
    }
}

async fn only_what_was_read_is_overwritten(place: Backend) {
    let things = Things::on(place).await;
    let mut changes = things.changes();
    changes.push((format!("{API}/user/v1/{}/deactivate/", things.user), "POST", Value::Null));
    changes.push((format!("{API}/user/v1/{}/activate/", things.user), "POST", Value::Null));
    let actions = [
        ("add_tag/", "POST", json!({ "name": "t" })),
        ("remove_tag/", "DELETE", json!({ "name": "t" })),
        ("add_to_list/", "POST", json!({ "list": things.list.parse::<i64>().unwrap() })),
        ("set_attribute/", "POST", json!({ "attribute": "x", "value": "1" })),
    ];
    for (action, method, body) in actions {
        changes.push((format!("/api/public/users/{}/{action}", things.contact), method, body));
    }
    let company = |rest: &str| format!("/api/public/companies/{}/{rest}", things.company);
    changes.push((company("add_tag/"), "POST", json!({ "name": "t" })));
    let member = json!({ "user_id": things.contact.parse::<i64>().unwrap() });
    changes.push((company("add_member/"), "POST", member));
    for addresses in things.addresses() {
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
        let thing = if path.starts_with(API) { &owner[..7] } else { &owner[..5] };
        let tag = things.get(&format!("{}/", thing.join("/"))).await.tag().to_owned();
        let seq = things.node.seq().await;
        for stale in ["\"x\"", &format!("W/{tag}"), "x, \"y\"", ""] {
            let refused = things.node.ask(&line, &[("If-Match", stale)], body).await;
            assert_eq!(refused.status, 412, "{line} {stale}: {refused:?}");
            let code = if path.starts_with(API) { "changed_meanwhile" } else { "detail" };
            assert!(refused.body.contains(code), "{refused:?}");
        }
        assert_eq!(things.node.seq().await, seq, "{line} left nothing behind");
        let known = format!("\"x\", {tag}");
        let done = things.node.ask(&line, &[("If-Match", &known)], body).await;
        assert!(done.status < 300, "{line}: {done:?}");
    }
    for path in [format!("{API}/user/v1/none/"), "/api/public/users/9999/".to_owned()] {
        for condition in ["*", "\"x\""] {
            let line = format!("PUT {path}");
            let refused = things.node.ask(&line, &[("If-Match", condition)], "{}").await;
            assert_eq!(refused.status, 404, "{line}");
        }
    }
}

async fn a_condition_that_cannot_be_judged_does_not_hold(place: Backend) {
    let node = Nodes::on(place).await.start().await;
    let line = format!("POST {API}/user/v1/");
    let seq = node.seq().await;
    let list = node.ask(&format!("GET {API}/user/v1/"), &[], "").await;
    for tag in [list.tag(), "\"x\""] {
        let refused = node.ask(&line, &[("If-Match", tag)], &worker("one").to_string()).await;
        assert_eq!(refused.told(), (412, "changed_meanwhile".to_owned()));
    }
    assert_eq!(node.seq().await, seq);
    let made = node.ask(&line, &[("If-Match", "*")], &worker("one").to_string()).await;
    assert_eq!(made.status, 201, "there is a list");
}

async fn of_many_who_read_the_same_one_writes(place: Backend) {
    let nodes = Nodes::on(place).await;
    let both = [nodes.start().await, nodes.start().await];
    let made = both[0].ask(&format!("POST {API}/user/v1/"), &[], &worker("one").to_string()).await;
    let path = made.header("Location").unwrap().to_owned();
    let tag = made.tag().to_owned();
    let write = |number: usize| {
        let (node, path, tag) = (both[number % 2].clone(), path.clone(), tag.clone());
        tokio::spawn(async move {
            let body = json!({ "first_name": format!("n{number}") }).to_string();
            (number, node.ask(&format!("PUT {path}"), &[("If-Match", &tag)], &body).await)
        })
    };
    let answers = join_all((0..50).map(write)).await.into_iter().map(Result::unwrap);
    let (won, lost): (Vec<_>, Vec<_>) = answers.partition(|(_, answer)| answer.status == 200);
    assert!(lost.iter().all(|(_, answer)| answer.status == 412), "{lost:?}");
    let [(winner, _)] = &won[..] else { panic!("one wins: {won:?}") };
    let kept = both[0].ask(&format!("GET {path}"), &[], "").await;
    assert_eq!(kept.json()["first_name"], json!(format!("n{winner}")));
}

async fn no_update_is_lost(place: Backend) {
    let nodes = Nodes::on(place).await;
    let both = [nodes.start().await, nodes.start().await];
    let new = json!({ "first_name": "Ann", "score": 0 });
    let made = both[0].ask("POST /api/public/users/", &[], &new.to_string()).await.json();
    let path = format!("/api/public/users/{}/", made["id"]);
    let count = |number: usize| {
        let (node, path) = (both[number % 2].clone(), path.clone());
        tokio::spawn(async move {
            for _ in 0..5 {
                while !increment(&node, &path).await {}
            }
        })
    };
    join_all((0..6).map(count)).await.into_iter().for_each(Result::unwrap);
    let kept = both[0].ask(&format!("GET {path}"), &[], "").await;
    assert_eq!(kept.json()["score"], 30);
}

/// Reads a score and writes the next one; whether nobody else did meanwhile.
async fn increment(node: &Node, path: &str) -> bool {
    let read = node.ask(&format!("GET {path}"), &[], "").await;
    let next = json!({ "score": read.json()["score"].as_i64().unwrap() + 1 });
    let condition = [("If-Match", read.tag())];
    let answer = node.ask(&format!("PUT {path}"), &condition, &next.to_string()).await;
    assert!(matches!(answer.status, 200 | 412), "{answer:?}");
    answer.status == 200
}

async fn a_key_and_a_condition_go_together(place: Backend) {
    let node = Nodes::on(place).await.start().await;
    let made = node.ask(&format!("POST {API}/user/v1/"), &[], &worker("one").to_string()).await;
    let line = format!("PUT {}", made.header("Location").unwrap());
    let body = json!({ "first_name": "Zoë" }).to_string();
    let stale = [("Idempotency-Key", "k"), ("If-Match", "\"x\"")];
    assert_eq!(node.ask(&line, &stale, &body).await.status, 412);
    let good = [("Idempotency-Key", "k"), ("If-Match", made.tag())];
    let first = node.ask(&line, &good, &body).await;
    assert_eq!(first.status, 200, "a refusal was not kept: {first:?}");
    let again = node.ask(&line, &good, &body).await;
    assert_eq!((again.status, again.tag()), (200, first.tag()), "though it has changed since");
    assert_eq!(again.header("Idempotent-Replayed"), Some("true"));
}
