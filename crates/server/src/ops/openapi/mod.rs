//! The OpenAPI 3.1 document, collected from the descriptions beside the handlers.

mod operation;
mod own;
pub(crate) mod schema;
pub(crate) mod terms;

use serde_json::{Map, Value, json};

pub(crate) use self::operation::Operation;
use crate::dialect::DIALECTS;

const INTRODUCTION: &str = include_str!("introduction.md");

/// The whole document.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for openapi in DIALECTS.into_iter().filter_map(|dialect| dialect.openapi.as_ref()) {
        (openapi.add_paths)(&mut paths);
    }
    own::add_to(&mut paths);
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
                    "description": "A web user's password, or an API key in its place.",
                },
                "bearer": { "type": "http", "scheme": "bearer", "description": "An API key alone." },
                "digest": {
                    "type": "http", "scheme": "digest",
                    "description": "MD5 or SHA-256, with an API key as the password.",
                },
                "token": {
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "`Token key`, with an application's key.",
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
    async fn every_address_is_described() {
        let folder = tempfile::tempdir().unwrap();
        let place = Backend::Embedded(folder.path().to_owned());
        let store = Store::open(&place).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        let routes = router::routes(&App::new(directory));
        let described: BTreeSet<String> = document()["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(|path| path.trim_end_matches('/').to_owned())
            .collect();
        let served = addresses(&routes);
        assert!(served.len() > 150, "{} addresses", served.len());
        assert_eq!(served.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(described.difference(&served).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    /// The paths of the router, taken from its debug output.
    fn addresses(routes: &Router<App>) -> BTreeSet<String> {
        let told = format!("{routes:?}");
        let texts = told.split('"').filter(|text| text.starts_with('/'));
        let ours = ["/docs", "/livez", "/readyz", "/metrics", "/openapi.json"];
        let ours = |path: &&str| {
            path.starts_with("/a/") || path.starts_with("/api/") || ours.contains(path)
        };
        texts.filter(ours).map(str::to_owned).collect()
    }
}
