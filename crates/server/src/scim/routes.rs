//! All routes of the dialect.

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use super::{ROOT, bulk, discovery, groups, search, users};
use crate::{App, conditional_write};

/// The routes of the dialect.
pub(super) fn routes(app: &App) -> Router<App> {
    let users_detail = get(users::show).put(users::replace).patch(users::patch);
    let groups_detail = get(groups::show).put(groups::replace).patch(groups::patch);
    let below = [
        ("", get(search::list)),
        ("/.search", post(search::search)),
        ("/Users", get(users::list).post(users::create)),
        ("/Users/.search", post(users::search)),
        ("/Users/{id}", users_detail.delete(users::delete)),
        ("/Groups", get(groups::list).post(groups::create)),
        ("/Groups/.search", post(groups::search)),
        ("/Groups/{id}", groups_detail.delete(groups::delete)),
        ("/Bulk", post(bulk::execute)),
        ("/ServiceProviderConfig", get(discovery::config)),
        ("/ResourceTypes", get(discovery::list_resource_types)),
        ("/ResourceTypes/{name}", get(discovery::show_resource_type)),
        ("/Schemas", get(discovery::list_schemas)),
        ("/Schemas/{urn}", get(discovery::show_schema)),
    ];
    below
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| {
            router.route(&format!("{ROOT}{path}"), methods)
        })
        .route_layer(from_fn_with_state(app.clone(), conditional_write::handle))
}
