//! The SCIM 2.0 dialect over HTTP: `/a/{domain}/scim/v2/...`.

mod bulk;
mod discovery;
mod errors;
mod groups;
mod openapi;
mod request_context;
mod routes;
mod search;
mod users;

use roster_model::Channel;

use crate::{
    auth::authenticate,
    dialect::{Cors, Dialect, OpenApi, private_response},
};

/// The prefix of all paths.
const ROOT: &str = "/a/{domain}/scim/v2";

/// The dialect. Provisioning clients are servers, so no page of another origin may use it.
pub(crate) static DIALECT: Dialect = Dialect {
    prefixes: &["/a/{domain}/scim"],
    channel: Channel::Scim,
    routes: routes::routes,
    authenticate: |app, parts| Box::pin(authenticate(app, parts, Channel::Scim)),
    is_rate_limited: true,
    render_error: |error, _, app| Box::pin(async move { errors::render(error, app) }),
    errors_show_session: false,
    add_headers: private_response,
    cors: Cors::SameOrigin,
    openapi: Some(OpenApi {
        add_paths: openapi::add_paths,
        schemas: openapi::schemas,
        tags: openapi::TAGS,
        errors: &openapi::ERRORS,
    }),
};
