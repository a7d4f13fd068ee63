//! The User.com dialect over HTTP: `/api/public/...`.

mod attributes;
mod auth;
mod body;
mod bulk;
mod companies;
mod company_parts;
mod empty;
mod errors;
mod events;
mod filtered_page;
mod lists;
mod openapi;
mod path;
mod people;
mod person_attributes;
mod person_lists;
mod request_context;
mod routes;
mod segments;
mod tags;
mod token;

use roster_model::Channel;

use crate::dialect::{Cors, Dialect, OpenApi, private_response};

/// The prefix of all paths. Handlers see paths without it, because the router is nested.
const ROOT: &str = "/api/public";

/// The dialect.
pub(crate) static DIALECT: Dialect = Dialect {
    prefixes: &[ROOT],
    channel: Channel::UserCom,
    routes: routes::routes,
    authenticate: |app, parts| Box::pin(auth::authenticate(app, parts)),
    is_rate_limited: true,
    render_error: |error, _, _| Box::pin(async { errors::render(error) }),
    errors_show_session: false,
    add_headers: private_response,
    cors: Cors::AnyOriginWithCredentials,
    openapi: Some(OpenApi {
        add_paths: openapi::add_paths,
        schemas: openapi::schemas,
        tags: openapi::TAGS,
        errors: &openapi::ERRORS,
    }),
};
