//! The API documentation as web pages. They are readable without JavaScript and load nothing from other
//! servers, so they work offline.

mod guides;
mod markdown;
mod operation;
mod samples;
mod schema;

use std::{collections::HashMap, sync::LazyLock};

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::header;
use serde_json::Value;

use self::guides::{GUIDES, Guide};
use super::openapi;
use crate::error::ApiError;

/// The colours of the console, and the layout of these pages.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let console = include_str!("../../console/assets/console.css");
    let colours = console.split("*, ::before").next().unwrap_or_default();
    format!("{colours}{}", include_str!("page.css"))
});
const SCRIPT: &str = include_str!("page.js");

/// The page may load its own files only, and send requests to its own server only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The list of guides and operations.
#[derive(Template)]
#[template(path = "docs/index.html")]
struct Index {
    version: &'static str,
    introduction: String,
    guides: &'static [Guide],
    schemes: Vec<Described>,
    tags: Vec<Tag>,
}

/// A name with its description as HTML.
struct Described {
    name: String,
    description: String,
}

/// A tag with its operations.
struct Tag {
    name: String,
    anchor: String,
    description: String,
    operations: Vec<Listed>,
}

/// An operation in the list.
struct Listed {
    id: String,
    method: String,
    path: String,
    summary: String,
}

static INDEX: LazyLock<String> = LazyLock::new(|| {
    let document = &*openapi::CORE;
    let schemes = document["components"]["securitySchemes"].as_object().into_iter().flatten();
    let schemes = schemes.map(|(name, scheme)| Described {
        name: name.clone(),
        description: markdown::inline(text(&scheme["description"])),
    });
    let tags = document["tags"].as_array().into_iter().flatten().map(|tag| {
        let name = text(&tag["name"]);
        let of_tag = operation::all().filter(|operation| operation.value["tags"][0] == name);
        Tag {
            anchor: markdown::slug(name),
            description: markdown::render(text(&tag["description"])),
            operations: of_tag
                .map(|operation| Listed {
                    id: text(&operation.value["operationId"]).to_owned(),
                    method: operation.method.to_owned(),
                    path: operation.path.to_owned(),
                    summary: text(&operation.value["summary"]).to_owned(),
                })
                .collect(),
            name: name.to_owned(),
        }
    });
    let index = Index {
        version: env!("CARGO_PKG_VERSION"),
        introduction: markdown::render(text(&document["info"]["description"])),
        guides: &GUIDES,
        schemes: schemes.collect(),
        tags: tags.collect(),
    };
    index.render().unwrap_or_default()
});

/// `GET /docs/`.
pub(crate) async fn page() -> Response {
    asset("text/html; charset=utf-8", &INDEX)
}

/// `GET /docs/api/{operation}`.
pub(crate) async fn operation_page(Path(id): Path<String>) -> Result<Response, ApiError> {
    static PAGES: LazyLock<HashMap<String, String>> = LazyLock::new(operation::pages);
    let page = PAGES.get(&id).ok_or(ApiError::NoRoute)?;
    Ok(asset("text/html; charset=utf-8", page))
}

/// `GET /docs/guides/{guide}`.
pub(crate) async fn guide(Path(name): Path<String>) -> Result<Response, ApiError> {
    static PAGES: LazyLock<HashMap<&str, String>> = LazyLock::new(guides::pages);
    let page = PAGES.get(name.as_str()).ok_or(ApiError::NoRoute)?;
    Ok(asset("text/html; charset=utf-8", page))
}

/// `GET /docs/page.css`.
pub(crate) async fn style() -> Response {
    asset("text/css; charset=utf-8", &STYLE)
}

/// `GET /docs/page.js`.
pub(crate) async fn script() -> Response {
    asset("text/javascript; charset=utf-8", SCRIPT)
}

/// `GET /openapi.json`.
pub(crate) async fn document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi::CORE.to_string());
    json(&TEXT)
}

/// `GET /openapi-all.json`.
pub(crate) async fn whole_document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi::WHOLE.to_string());
    json(&TEXT)
}

fn json(text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}

fn asset(content_type: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}

/// The text of a value, or an empty text.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
