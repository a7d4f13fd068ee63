//! Every address of the dialect, on one page.

use axum::{
    Router,
    routing::{get, post},
};
use serde_json::Value;

use super::{group, location, location_type, resource::Resource, user};
use crate::{App, openapi::Operation};

/// The routes of the dialect.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(
            Resource::of("user")
                .alias("users")
                .list(get(user::list).post(user::create))
                .detail(get(user::show).put(user::edit).delete(user::delete))
                .action("activate", post(user::activate))
                .action("deactivate", post(user::deactivate)),
        )
        .merge(
            Resource::of("group")
                .list(get(group::list).post(group::create).patch(group::create_many))
                .detail(get(group::show).put(group::edit).delete(group::delete)),
        )
        .merge(
            Resource::of("location").list(get(location::v1::list)).detail(get(location::v1::show)),
        )
        .merge(
            Resource::versioned("location", &["v0.6"], "v2")
                .list(
                    get(location::v2::list)
                        .post(location::v2::create)
                        .patch(location::v2::upsert_many),
                )
                .detail(get(location::v2::show).put(location::v2::edit)),
        )
        .merge(
            Resource::of("location_type")
                .list(get(location_type::list).post(location_type::create))
                .detail(get(location_type::show).put(location_type::edit)),
        )
}

/// What the documentation says of them.
pub(crate) fn operations() -> Vec<Operation> {
    [user::operations(), group::operations(), location::operations(), location_type::operations()]
        .into_iter()
        .flatten()
        .collect()
}

/// The schemas that those refer to.
pub(crate) fn schemas() -> Vec<(&'static str, Value)> {
    [user::schemas(), group::schemas(), location::schemas(), location_type::schemas()]
        .into_iter()
        .flatten()
        .collect()
}
