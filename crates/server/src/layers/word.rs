//! Puts refusals into the words of the dialect that the request speaks.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, header};

use crate::{
    App, commcare, console, dialect::Dialect, origin::Scheme, plain, refusal::Refusal, usercom,
};

/// Whoever reaches us over TLS is to do so for a year to come, in seconds.
const FROM_NOW_ON: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Words what could not be answered.
pub(super) async fn refusals(
    State(app): State<Option<App>>,
    request: Request,
    next: Next,
) -> Response {
    let dialect = Dialect::of(request.uri().path());
    let format = commcare::format_of(request.uri(), request.headers()).unwrap_or_default();
    let asking = console::Asking::of(&request);
    let scheme = Scheme::of(request.extensions());
    let mut response = next.run(request).await;
    if scheme == Scheme::Https {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, FROM_NOW_ON);
    }
    if dialect == Dialect::Console {
        response = console::guard(response);
    }
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let mut worded = match dialect {
        Dialect::CommCare => commcare::refuse(&refusal, format, app.as_ref()),
        Dialect::UserCom => usercom::refuse(&refusal),
        Dialect::Console => console::refuse(&refusal, &asking),
        Dialect::Plain => plain::refuse(&refusal),
    };
    // What was said of the address, or of who asks, holds whatever the words.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_LENGTH {
            worded.headers_mut().append(name, value.clone());
        }
    }
    *worded.extensions_mut() = std::mem::take(response.extensions_mut());
    worded
}
