//! What every request of the dialect passes before its handler, in the order of the service: can it
//! be answered as it asks, who asks, how often, and only then by which method.

use axum::{
    body::Body,
    extract::{Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::MethodRouter,
};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use roster_model::{Actor, Error};
use roster_wire::{
    Params,
    usercom::{self, Version, View},
};
use tower::ServiceExt as _;

use super::{ROOT, call::Call, token};
use crate::{App, caller::peer, error::ApiError, origin::origin};

/// The gate before one address.
#[derive(Clone)]
pub(super) struct Gate {
    app: App,
    /// The methods of the address, in the order in which the service tells them.
    allowed: HeaderValue,
}

impl Gate {
    /// The gate before an address with these methods.
    pub(super) fn before(methods: &MethodRouter<App>, app: &App) -> Self {
        Self { app: app.clone(), allowed: allowed(methods.clone().with_state(app.clone())) }
    }
}

/// Lets a request in, or says why not.
pub(super) async fn enter(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let mut response = match answer(&gate, request, next).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    };
    response.headers_mut().insert(header::ALLOW, gate.allowed);
    response
}

async fn answer(gate: &Gate, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let call = call(gate.app.clone(), &parts).await?;
    if parts.method == Method::OPTIONS {
        return Ok(describe(parts.uri.path()));
    }
    let method = parts.method.clone();
    parts.extensions.insert(call);
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        return Err(usercom::ErrorResponse::method(method.as_str()).into());
    }
    Ok(response)
}

async fn call(app: App, parts: &Parts) -> Result<Call, ApiError> {
    let accept = parts.headers.get(header::ACCEPT).map(|value| value.to_str().unwrap_or("?"));
    let version = Version::of_accept(accept).map_err(usercom::ErrorResponse::from)?;
    let actor = admit(&app, parts).await?;
    app.throttle.count(&actor, &parts.extensions)?;
    let address = format!("{}{ROOT}{}/", origin(parts), parts.uri.path());
    let params = Params::parse(parts.uri.query().unwrap_or_default());
    Ok(Call { directory: app.directory.clone(), actor, view: View { version, address }, params })
}

async fn admit(app: &App, parts: &Parts) -> Result<Actor, Error> {
    let token = token::of(&parts.headers).map_err(Error::Unauthenticated)?;
    app.directory.admit_app_key(&token, peer(parts)?).await
}

/// The methods of an address. The router knows them, and tells whoever asks with another one; it
/// does so at once.
fn allowed(methods: MethodRouter) -> HeaderValue {
    let mut question = Request::new(Body::empty());
    *question.method_mut() = Method::OPTIONS;
    let answer = methods.oneshot(question).now_or_never().and_then(Result::ok).unwrap_or_default();
    let known = answer.headers().get(header::ALLOW).and_then(|value| value.to_str().ok());
    let known: Vec<&str> = known.unwrap_or_default().split(',').map(str::trim).collect();
    let in_order = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    let mut told: Vec<&str> = in_order.into_iter().filter(|name| known.contains(name)).collect();
    told.push("OPTIONS");
    HeaderValue::from_str(&told.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"))
}

/// What the service says of an address that is asked with OPTIONS.
fn describe(path: &str) -> Response {
    let mut segments = path.trim_start_matches('/').split('/');
    let name = segments.next().unwrap_or_default();
    let kind = if segments.next().is_some() { "Instance" } else { "List" };
    let described = serde_json::json!({
        "name": format!("{} {kind}", capitalised(name)),
        "description": "",
        "renders": ["application/json"],
        "parses": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    });
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(usercom::CONTENT_TYPE));
    (headers, usercom::write(&described)).into_response()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
