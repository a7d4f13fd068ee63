//! Lists from cached renderings of blocks of workers, during writes in both dialects.

use std::{collections::HashMap, time::Duration};

use roster_directory::Directory;
use roster_model::NewField;
use roster_store::{
    Backend, Store,
    people::{WorkerRow, block_rows, blocks_from},
};
use serde_json::{Value, json};

use crate::nodes::{Node, Nodes};

roster_testkit::on_both_engines! {
    rendered_pages_equal_pages_of_rows,
    changed_row_changes_the_version_of_its_block,
}

/// More than two blocks.
const WORKERS: usize = 600;

/// One node serves lists while another one writes. Each page must have the bytes of the same page
/// read from rows, which a filter that matches all workers causes.
async fn rendered_pages_equal_pages_of_rows(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let mut writer = Writer::new(&nodes).await;
    let (reader, other) = (nodes.start().await, nodes.start().await);
    for round in 0..16 {
        for _ in 0..8 {
            writer.write().await;
        }
        // On SQLite, a commit of another process may go unseen for 10 ms.
        tokio::time::sleep(Duration::from_millis(15)).await;
        for path in ["/a/demo/api/v0.5/user/", "/a/demo/api/user/v1/"] {
            for query in [
                "limit=20",
                "limit=20&offset=250",
                "limit=1000",
                "limit=130&offset=140",
                "limit=90&offset=590",
                "limit=1000&format=xml",
                "limit=20&archived=true",
                "limit=1000&archived=true",
            ] {
                let rendered = reader.request(&format!("GET {path}?{query}"), &[], "").await;
                let all = format!("GET {path}?{query}&modified_since=2000-01-01");
                let rows = other.request(&all, &[], "").await;
                assert_eq!((rendered.status, rows.status), (200, 200), "{rendered:?}");
                assert!(items(&rendered.body) == items(&rows.body), "{round} {path}?{query}");
                assert_eq!(total(&rendered.body), total(&rows.body), "{round} {path}?{query}");
            }
        }
        let walked = walk(&reader, "/a/demo/api/v0.5/user/?limit=70").await;
        let page = "GET /a/demo/api/v0.5/user/?limit=1000&modified_since=2000-01-01";
        assert_eq!(walked, objects(&other.request(page, &[], "").await.json()), "{round}");
    }
}

/// A rendering is identified by the block and its version, so the same version must always have the
/// same rows.
async fn changed_row_changes_the_version_of_its_block(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let mut writer = Writer::new(&nodes).await;
    let store = nodes.store().await;
    let mut known = HashMap::new();
    for round in 0..150 {
        writer.write().await;
        tokio::time::sleep(Duration::from_millis(15)).await;
        for (block, rows) in blocks(&store).await {
            let earlier = known.entry(block.clone()).or_insert_with(|| rows.clone());
            assert!(*earlier == rows, "{round}: {block:?}");
        }
    }
    assert!(known.len() > 100, "{}", known.len());
}

/// A block, identified by its list, first username and version, and its rows.
type IdentifiedBlock = ((bool, String, i64), Vec<WorkerRow>);

/// The blocks of both lists.
async fn blocks(store: &Store) -> Vec<IdentifiedBlock> {
    let mut tx = store.read().await.unwrap();
    let mut all = Vec::new();
    for archived in [false, true] {
        let blocks = blocks_from(&mut tx, 1, archived, "", 1000).await.unwrap();
        for (index, block) in blocks.iter().enumerate() {
            let rows = block_rows(&mut tx, 1, archived, block).await.unwrap().unwrap();
            assert_eq!(rows.len() as u64, block.size, "{block:?}");
            let end = blocks.get(index + 1).map(|next| next.first.as_str());
            let within = |row: &WorkerRow| {
                row.username() >= block.first.as_str() && end.is_none_or(|end| row.username() < end)
            };
            assert!(rows.iter().all(within), "{block:?}");
            all.push(((archived, block.first.clone(), block.version), rows));
        }
    }
    all
}

/// Follows the links of a list.
async fn walk(node: &Node, from: &str) -> Vec<Value> {
    let (mut found, mut next) = (Vec::new(), Some(from.to_owned()));
    while let Some(path) = next {
        let page = node.request(&format!("GET {path}"), &[], "").await.json();
        found.extend(objects(&page));
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    found
}

fn objects(page: &Value) -> Vec<Value> {
    page["objects"].as_array().unwrap().clone()
}

/// The items of a page, as bytes.
fn items(body: &str) -> &str {
    match body.split_once("\"objects\": ") {
        Some((_, items)) => items,
        None => body.split_once("<objects").unwrap().1.split_once("<meta").unwrap().0,
    }
}

fn total(body: &str) -> &str {
    body.split_once("total_count").unwrap().1.split(['}', '<', ',']).next().unwrap()
}

/// A node that makes random changes of people, in both dialects.
struct Writer {
    node: Node,
    directory: Directory,
    random: u64,
    created: usize,
    fields: usize,
    workers: Vec<String>,
    group: String,
}

impl Writer {
    /// Creates the workers and a group.
    async fn new(nodes: &Nodes) -> Self {
        let (node, directory) = (nodes.start().await, nodes.directory().await);
        let group = json!({ "name": "Nurses" }).to_string();
        let group = node.request("POST /a/demo/api/v0.5/group/", &[], &group).await.json();
        let group = group["id"].as_str().unwrap().to_owned();
        let (created, workers) = (0, Vec::new());
        let mut writer = Self { node, directory, random: 17, created, fields: 0, workers, group };
        writer.create(WORKERS).await;
        writer
    }

    /// A random number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.random >> 33).unwrap() % end
    }

    /// Makes a random change.
    async fn write(&mut self) {
        let random = self.below(1_000);
        let index = self.below(self.workers.len());
        let worker = self.workers[index].clone();
        let name = json!({ "first_name": format!("Name {random}") }).to_string();
        match self.below(14) {
            0..4 => self.send(&format!("PUT /a/demo/api/v0.5/user/{worker}/"), &name).await,
            4 => self.send(&format!("POST /a/demo/api/user/v1/{worker}/deactivate/"), "").await,
            5 => self.send(&format!("POST /a/demo/api/user/v1/{worker}/activate/"), "").await,
            6 => {
                self.workers.swap_remove(index);
                self.send(&format!("DELETE /a/demo/api/v0.5/user/{worker}/"), "").await;
            }
            7 => {
                let from = self.below(self.workers.len() - 40);
                let members = json!({ "users": self.workers[from..from + 40] }).to_string();
                let path = format!("PUT /a/demo/api/v0.5/group/{}/", self.group);
                self.send(&path, &members).await;
            }
            8 => self.create(1).await,
            9 => self.create(30).await,
            10 => {
                let slug = format!("field_{}", self.fields);
                self.fields += 1;
                let actor = self.directory.operator("demo").await.unwrap();
                let field = NewField { slug, ..NewField::default() };
                self.directory.fields(&actor).unwrap().declare(field).await.unwrap();
            }
            _ => {
                let page = self.below(5) + 1;
                let list = format!("GET /api/public/users/?page={page}");
                let page = self.node.request(&list, &[], "").await.json();
                let results = page["results"].as_array().unwrap();
                let Some(person) = results.get(random % results.len().max(1)) else { return };
                let path = format!("/api/public/users/{}/", person["id"]);
                let method = if random < 200 { "DELETE" } else { "PUT" };
                let (line, body) =
                    (format!("{method} {path}"), if random < 200 { "" } else { &name });
                let response = self.node.request(&line, &[], body).await;
                assert!(response.status < 300, "{response:?}");
            }
        }
    }

    /// Creates workers whose names are anywhere in the list.
    async fn create(&mut self, count: usize) {
        let mut rows = Vec::new();
        for _ in 0..count {
            let username = format!("w{:03}-{}", self.below(1_000), self.created);
            self.created += 1;
            rows.push(json!({ "username": username, "connect_username": username }));
        }
        let body = json!({ "objects": rows }).to_string();
        let created = self.node.request("POST /a/demo/api/user/v1/bulk/", &[], &body).await;
        assert_eq!(created.status, 200, "{created:?}");
        let created = created.json();
        let ids = created["objects"].as_array().unwrap().iter().map(|row| row["id"].as_str());
        self.workers.extend(ids.map(|id| id.unwrap().to_owned()));
    }

    /// A change of a worker who was deleted in the other dialect changes nothing.
    async fn send(&self, line: &str, body: &str) {
        let response = self.node.request(line, &[], body).await;
        assert!(matches!(response.status, 200..300 | 400 | 404), "{line}: {response:?}");
    }
}
