//! Puts refusals into the words of the dialect that the request speaks.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Uri, header};
use roster_wire::Params;

use crate::{
    App, commcare,
    console::{self, ErrorPageContext},
    dialect::Dialect,
    error::ApiError,
    origin::Scheme,
    plain, usercom,
};

/// Whoever reaches us over TLS is to do so for a year to come, in seconds.
const FROM_NOW_ON: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What must be known of whoever asks, to tell them why not.
enum ErrorFormat {
    CommCare { uri: Uri, accept: Option<HeaderValue> },
    UserCom,
    Console(ErrorPageContext),
    Plain,
}

impl ErrorFormat {
    fn of(request: &Request) -> Self {
        match Dialect::of(request.uri().path()) {
            Dialect::CommCare => Self::CommCare {
                uri: request.uri().clone(),
                accept: request.headers().get(header::ACCEPT).cloned(),
            },
            Dialect::UserCom => Self::UserCom,
            Dialect::Console => Self::Console(ErrorPageContext::new(request)),
            Dialect::Plain => Self::Plain,
        }
    }

    fn tell(&self, refusal: &ApiError, app: Option<&App>) -> Response {
        match self {
            Self::CommCare { uri, accept } => {
                let params = Params::parse(uri.query().unwrap_or_default());
                let format = commcare::format_of(&params, accept.as_ref()).unwrap_or_default();
                commcare::refuse(refusal, format, app)
            }
            Self::UserCom => usercom::refuse(refusal),
            Self::Console(context) => console::error_page(refusal, context),
            Self::Plain => plain::refuse(refusal),
        }
    }
}

/// Words what could not be answered.
pub(super) async fn refusals<F: Future<Output = Response>>(
    app: Option<&App>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let hearer = ErrorFormat::of(&request);
    let scheme = Scheme::of(request.extensions());
    let mut response = next(request).await;
    if scheme == Scheme::Https {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, FROM_NOW_ON);
    }
    if let ErrorFormat::Console(_) = hearer {
        response = console::add_security_headers(response);
    }
    let Some(refusal) = response.extensions_mut().remove::<ApiError>() else { return response };
    let mut worded = hearer.tell(&refusal, app);
    // What was said of the address, or of who asks, holds whatever the words.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_LENGTH {
            worded.headers_mut().append(name, value.clone());
        }
    }
    *worded.extensions_mut() = std::mem::take(response.extensions_mut());
    worded
}
