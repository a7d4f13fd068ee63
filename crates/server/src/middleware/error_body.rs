//! Renders errors in the dialect of the request.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, header};

use crate::{
    App,
    dialect::{Dialect, ErrorRequest},
    error::ApiError,
    json_errors,
    origin::Scheme,
};

/// `Strict-Transport-Security` of one year, in seconds.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Renders the error of a response, if it carries one, and adds the headers of the dialect.
pub(super) async fn render<F: Future<Output = Response>>(
    app: Option<&App>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let dialect = Dialect::from_extensions(request.extensions());
    let error_request = ErrorRequest::new(&request, dialect);
    let scheme = Scheme::from_extensions(request.extensions());
    let mut response = next(request).await;
    if scheme == Scheme::Https {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if let Some(dialect) = dialect {
        (dialect.add_headers)(&mut response);
    }
    let Some(error) = response.extensions_mut().remove::<ApiError>() else { return response };
    let mut rendered = match dialect {
        Some(dialect) => (dialect.render_error)(&error, &error_request, app).await,
        None => json_errors::render(&error),
    };
    // Headers such as `Allow` and the rate limits stay.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_LENGTH {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    *rendered.extensions_mut() = std::mem::take(response.extensions_mut());
    rendered
}
