//! Leave for pages of other origins to read answers of the dialects, as the live services
//! give it. No cookie means anything there, so there is nothing that a page could misuse.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Method, header};

use crate::{dialect::Dialect, usercom};

/// Says who may read the answer.
pub(super) async fn allow<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let dialect = Dialect::of(request.uri().path());
    if dialect == Dialect::UserCom {
        return usercom::allow(request, next).await;
    }
    let asked = *request.method() == Method::OPTIONS;
    let mut response = next(request).await;
    if dialect != Dialect::CommCare {
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("Content-Type, Authorization, X-Requested-With"),
    );
    if asked && let Some(methods) = headers.get(header::ALLOW).cloned() {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
    response
}
