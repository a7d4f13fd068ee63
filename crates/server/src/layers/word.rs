//! Puts refusals into the words of the dialect that the request speaks.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::header;

use crate::{App, commcare, console, dialect::Dialect, plain, refusal::Refusal, usercom};

/// Words what could not be answered.
pub(super) async fn refusals(
    State(app): State<Option<App>>,
    request: Request,
    next: Next,
) -> Response {
    let dialect = Dialect::of(request.uri().path());
    let format = commcare::format_of(request.uri(), request.headers()).unwrap_or_default();
    let asking = console::Asking::of(&request);
    let mut response = next.run(request).await;
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
