//! The description of the API for programs: OpenAPI 3.1, put together from what each resource says
//! of itself beside its handlers.

mod operation;
pub(crate) mod schema;
pub(crate) mod terms;

use serde_json::{Map, Value, json};

pub(crate) use self::operation::Operation;
use crate::{commcare, usercom};

const INTRODUCTION: &str = include_str!("openapi/introduction.md");

/// The whole document.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for operation in commcare::operations() {
        operation.add_to(&mut paths);
    }
    usercom::describe(&mut paths);
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
