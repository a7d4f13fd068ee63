//! The documentation as web pages. No script runs here, so everything found is readable without one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::server::Server;

/// The largest size of the first page in bytes.
const MAX_PAGE: usize = 60_000;

async fn get(server: &Server, path: &str) -> String {
    let response = server.request(&format!("GET {path}"), &[]).await;
    assert_eq!(response.status, 200, "{path}");
    let policy = response.header("Content-Security-Policy").unwrap_or_default();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self';"),
        "{path}"
    );
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    response.body
}

/// The values of an attribute.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let values = html.split(&start).skip(1);
    values.map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The addresses of the guides, from the first page.
async fn guides(server: &Server) -> BTreeMap<String, String> {
    let index = get(server, "/docs/").await;
    let mut guides = BTreeMap::new();
    for path in
        attributes(&index, "href").into_iter().filter(|path| path.starts_with("/docs/guides/"))
    {
        guides.insert(path.to_owned(), get(server, path).await);
    }
    guides
}

#[tokio::test]
async fn first_page_is_small_and_lists_every_operation() {
    let server = Server::start().await;
    let index = get(&server, "/docs/").await;
    assert!(index.len() <= MAX_PAGE, "{} bytes", index.len());
    let links: BTreeSet<&str> = attributes(&index, "href").into_iter().collect();
    let document = server.request("GET /openapi.json", &[]).await.json();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(links.contains(format!("/docs/api/{id}").as_str()), "{id}");
            assert!(index.contains(&format!("<code>{path}</code>")), "{path}");
        }
    }
}

#[tokio::test]
async fn every_operation_has_a_page_with_samples_and_its_properties() {
    let server = Server::start().await;
    let document = server.request("GET /openapi.json", &[]).await.json();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            let page = get(&server, &format!("/docs/api/{id}")).await;
            for sample in ["curl", "python", "javascript"] {
                assert!(page.contains(&format!("id=\"sample-{sample}\"")), "{id}: {sample}");
            }
            for name in property_names(&operation["requestBody"], &document) {
                assert!(page.contains(&format!("{name} <small>")), "{id}: {name}");
            }
        }
    }
    let page = get(&server, "/docs/api/createUser").await;
    assert!(
        page.contains("curl -X POST &#39;https://roster.example.org/a/demo/api/user/v1/&#39;"),
        "{page}"
    );
    assert!(page.contains("/a/{domain}/api/v0.5/user/"), "aliases are listed");
    let unknown = server.request("GET /docs/api/nothing", &[]).await;
    assert_eq!(unknown.status, 404);
}

fn property_names(body: &Value, document: &Value) -> Vec<String> {
    let schema = &body["content"]["application/json"]["schema"];
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

#[tokio::test]
async fn guides_are_served_and_their_links_resolve() {
    let server = Server::start().await;
    let guides = guides(&server).await;
    assert!(guides.len() >= 13, "{}", guides.len());
    for (path, page) in &guides {
        assert!(page.contains("<h1"), "{path}");
        for link in attributes(page, "href") {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target_page = match target {
                "" => page,
                _ if target.starts_with("https://") || target.starts_with("http://") => continue,
                "/" | "/docs/" | "/docs/page.css" => continue,
                _ => guides.get(target).unwrap_or_else(|| panic!("{path}: {link} is not served")),
            };
            let has_anchor = anchor.is_empty() || attributes(target_page, "id").contains(&anchor);
            assert!(has_anchor, "{path}: {link} has no target");
        }
    }
}

#[tokio::test]
async fn pages_load_nothing_from_other_servers_and_use_the_colours_of_the_console() {
    let server = Server::start().await;
    let mut pages = guides(&server).await;
    for path in ["/docs/", "/docs/api/createUser"] {
        pages.insert(path.to_owned(), get(&server, path).await);
    }
    for (path, page) in &pages {
        assert_eq!(attributes(page, "src"), ["/docs/page.js"], "{path}");
        assert!(!page.contains(" style=") && !page.contains(" onclick="), "{path}");
    }
    let style = get(&server, "/docs/page.css").await;
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert!(style.contains("--accent: #0c6259;") && style.contains("prefers-color-scheme: dark"));
}
