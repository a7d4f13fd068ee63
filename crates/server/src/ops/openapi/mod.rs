//! The OpenAPI 3.1 document. The `openapi` module of each resource describes its operations.

pub(crate) mod conditional_headers;
mod operation;
mod ops;
pub(crate) mod schema;

use serde_json::{Map, Value, json};

pub(crate) use self::operation::Operation;
use crate::dialect::DIALECTS;

const INTRODUCTION: &str = include_str!("introduction.md");

/// Builds the document.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for openapi in DIALECTS.into_iter().filter_map(|dialect| dialect.openapi.as_ref()) {
        (openapi.add_paths)(&mut paths);
    }
    ops::add_to(&mut paths);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Roster",
            "version": env!("CARGO_PKG_VERSION"),
            "description": INTRODUCTION,
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "paths": paths,
        "components": {
            "schemas": schema::components(),
            "securitySchemes": {
                "apiKey": {
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "`ApiKey user@example.org:key`",
                },
                "basic": {
                    "type": "http", "scheme": "basic",
                    "description": "The e-mail address of a web user, with the password or an API key.",
                },
                "bearer": { "type": "http", "scheme": "bearer", "description": "An API key." },
                "digest": {
                    "type": "http", "scheme": "digest",
                    "description": "MD5 or SHA-256, with an API key as the password.",
                },
                "token": {
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "`Token key`, with an app key.",
                },
                "queryUser": { "type": "apiKey", "in": "query", "name": "username" },
                "queryKey": { "type": "apiKey", "in": "query", "name": "api_key" },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::Router;
    use roster_directory::{Directory, Environment};
    use roster_store::{Backend, Store};

    use super::document;
    use crate::{App, router};

    #[tokio::test]
    async fn document_has_exactly_the_served_paths() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        let routes = router::routes(&App::new(directory));
        let described: BTreeSet<String> = document()["paths"]
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
        let ops = ["/docs", "/livez", "/readyz", "/metrics", "/openapi.json"];
        let is_api = |path: &&str| {
            path.starts_with("/a/") || path.starts_with("/api/") || ops.contains(path)
        };
        texts.filter(is_api).map(str::to_owned).collect()
    }
}
