//! The CommCare HQ dialect over HTTP: `/a/{domain}/api/...`, and `/api/...` without a domain.

mod account;
mod activity;
mod auth;
mod bulk_user;
mod changes;
mod errors;
mod forwarded;
mod group;
mod location;
mod location_type;
pub(crate) mod openapi;
mod request_context;
mod resource;
mod routes;
mod saved_filter;
mod user;
mod web_user;
mod webhook;

use roster_model::Channel;
use roster_wire::commcare::body::decode as decode_body;

use crate::{
    auth::authenticate,
    dialect::{Cors, Dialect, OpenApi, private_response},
};

/// The dialect.
pub(crate) static DIALECT: Dialect = Dialect {
    prefixes: &["/a", "/api"],
    channel: Channel::CommCare,
    routes: routes::routes,
    authenticate: |app, parts| Box::pin(authenticate(app, parts, Channel::CommCare)),
    is_rate_limited: true,
    render_error: |error, request, app| {
        Box::pin(async move { errors::render(error, request, app) })
    },
    errors_show_session: false,
    add_headers: private_response,
    cors: Cors::AnyOrigin,
    openapi: Some(OpenApi {
        add_paths: routes::add_paths,
        schemas: routes::schemas,
        tags: openapi::TAGS,
        errors: &openapi::ERRORS,
    }),
};
