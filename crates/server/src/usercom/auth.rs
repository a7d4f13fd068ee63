//! The checks before every handler, in the order of the live service: the `Accept` header, the
//! credentials, the rate limit, and then the method.

use axum::{
    body::Body,
    extract::{FromRequestParts as _, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::MethodRouter,
};
use futures_util::FutureExt as _;
use http::{HeaderValue, Method, header};
use roster_model::{Actor, Error};
use roster_wire::usercom;
use tower::ServiceExt as _;

use super::{DIALECT, request_context::accepted_version, token};
use crate::{
    App,
    error::ApiError,
    extract::{Caller, peer},
};

/// The state of the middleware of one path.
#[derive(Clone)]
pub(super) struct PathMethods {
    app: App,
    /// The `Allow` header, in the order of the live service.
    allowed: HeaderValue,
}

impl PathMethods {
    /// Reads the methods of a path from its router.
    pub(super) fn new(methods: &MethodRouter<App>, app: &App) -> Self {
        Self { app: app.clone(), allowed: allowed(methods.clone().with_state(app.clone())) }
    }
}

/// Authenticates the app key, and authorizes its program for its domain.
pub(super) async fn authenticate(app: &App, parts: &mut Parts) -> Result<Actor, ApiError> {
    let token = token::from_headers(&parts.headers).map_err(Error::Unauthenticated)?;
    Ok(app.directory.admit_app_key(&token, peer(parts)?, DIALECT.channel).await?)
}

/// Checks a request before its handler, and adds `Allow` to every response.
pub(super) async fn check(
    State(path): State<PathMethods>,
    request: Request,
    next: Next,
) -> Response {
    let response = checked(&path.app, request, next).await;
    let mut response = response.unwrap_or_else(ApiError::into_response);
    response.headers_mut().insert(header::ALLOW, path.allowed);
    response
}

async fn checked(app: &App, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    accepted_version(&parts.headers)?;
    let caller = Caller::from_request_parts(&mut parts, app).await?;
    if parts.method == Method::OPTIONS {
        return Ok(options(parts.uri.path()));
    }
    let method = parts.method.clone();
    parts.extensions.insert(caller);
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == http::StatusCode::METHOD_NOT_ALLOWED {
        return Err(usercom::ErrorResponse::method_not_allowed(method.as_str()).into());
    }
    Ok(response)
}

/// The methods of a path. The router lists them in its response to an unsupported method, which is
/// ready at once.
fn allowed(methods: MethodRouter) -> HeaderValue {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::OPTIONS;
    let response = methods.oneshot(request).now_or_never().and_then(Result::ok).unwrap_or_default();
    let supported = response.headers().get(header::ALLOW).and_then(|value| value.to_str().ok());
    let supported: Vec<&str> = supported.unwrap_or_default().split(',').map(str::trim).collect();
    let in_order = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    let mut listed: Vec<&str> =
        in_order.into_iter().filter(|name| supported.contains(name)).collect();
    listed.push("OPTIONS");
    HeaderValue::from_str(&listed.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"))
}

/// The response of the live service to OPTIONS.
fn options(path: &str) -> Response {
    let mut segments = path.trim_start_matches('/').split('/');
    let name = segments.next().unwrap_or_default();
    let kind = if segments.next().is_some() { "Instance" } else { "List" };
    let description = serde_json::json!({
        "name": format!("{} {kind}", capitalized(name)),
        "description": "",
        "renders": ["application/json"],
        "parses": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    });
    ([(header::CONTENT_TYPE, usercom::CONTENT_TYPE)], usercom::write(&description)).into_response()
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
