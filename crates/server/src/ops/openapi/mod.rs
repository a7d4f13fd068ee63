//! The OpenAPI 3.1 document. The `openapi` module of each resource describes its operations.
//!
//! There are two editions: the whole document has every served address, the core has one operation per
//! resource and method, from which SDKs are generated.

mod core;
mod example;
mod operation;
mod ops;
pub(crate) mod schema;
pub(crate) mod shared;
pub(crate) mod tags;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

pub(crate) use self::operation::Operation;
use crate::dialect::OpenApi;

const INTRODUCTION: &str = include_str!("introduction.md");
const ABOUT_WHOLE: &str = include_str!("about_whole.md");

/// The document with every served address.
pub(crate) static WHOLE: LazyLock<Value> = LazyLock::new(|| document(ABOUT_WHOLE));

/// The document with one operation per resource and method.
pub(crate) static CORE: LazyLock<Value> = LazyLock::new(|| {
    let mut document = document("");
    core::reduce(&mut document);
    document
});

fn document(about: &str) -> Value {
    let mut paths = Map::new();
    for openapi in OpenApi::all() {
        (openapi.add_paths)(&mut paths);
    }
    ops::add_to(&mut paths);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Roster",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "A self-hosted user directory.",
            "description": format!("{about}{INTRODUCTION}"),
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "servers": [
            { "url": "/", "description": "The server that this document comes from." },
            { "url": "http://127.0.0.1:8080", "description": "A trial on this machine: `roster serve --demo`." },
        ],
        "security": tags::api_key_security(),
        "tags": tags::all(),
        "paths": paths,
        "components": {
            "schemas": schema::components(),
            "responses": shared::responses(),
            "parameters": shared::parameters(),
            "securitySchemes": tags::security_schemes(),
        },
    });
    example::add_to(&mut document);
    core::remove_unused(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::Router;
    use roster_directory::{Directory, Environment};
    use roster_store::{Backend, Store};

    use super::WHOLE;
    use crate::{App, router};

    #[tokio::test]
    async fn document_has_exactly_the_served_paths() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        let routes = router::routes(&App::new(directory));
        let described: BTreeSet<String> = WHOLE["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(|path| path.trim_end_matches('/').to_owned())
            .collect();
        let served = api_paths(&routes);
        assert!(served.len() > 150, "{} paths", served.len());
        assert_eq!(served.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(described.difference(&served).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    /// The API paths of the router, from its debug output: axum has no other way to list them.
    fn api_paths(routes: &Router<App>) -> BTreeSet<String> {
        let debug = format!("{routes:?}");
        let texts = debug.split('"').filter(|text| text.starts_with('/'));
        let ops = [
            "/docs",
            "/docs/api/{operation}",
            "/docs/guides/{guide}",
            "/livez",
            "/readyz",
            "/metrics",
            "/openapi.json",
            "/openapi-all.json",
        ];
        let is_api = |path: &&str| {
            path.starts_with("/a/") || path.starts_with("/api/") || ops.contains(path)
        };
        texts.filter(is_api).map(str::to_owned).collect()
    }
}
