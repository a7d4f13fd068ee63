//! All routes of the dialect.

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use serde_json::{Map, Value};

use super::{
    account, activity, bulk_user, changes, forwarded, group, location, location_type,
    resource::Resource, saved_filter, user, web_user, webhook,
};
use crate::{App, conditional_write, ops::openapi::Operation};

/// The routes of the dialect.
pub(super) fn routes(app: &App) -> Router<App> {
    Router::new()
        .merge(
            Resource::new("user")
                .alias("users")
                .list(get(user::list).post(user::create))
                .detail(get(user::show).put(user::edit).delete(user::delete))
                .action("activate", post(user::activate))
                .action("deactivate", post(user::deactivate))
                .action("restore", post(user::restore))
                .action("password-link", post(user::password_link)),
        )
        .merge(Resource::versioned("user", &[], "v1").below("/bulk", post(user::bulk::write)))
        .merge(
            Resource::new("group")
                .list(get(group::list).post(group::create).patch(group::create_many))
                .detail(get(group::show).put(group::edit).delete(group::delete)),
        )
        .merge(
            Resource::new("location").list(get(location::v1::list)).detail(get(location::v1::show)),
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
            Resource::new("location_type")
                .list(get(location_type::list).post(location_type::create))
                .detail(get(location_type::show).put(location_type::edit)),
        )
        .merge(
            Resource::new("web-user")
                .list(get(web_user::list))
                .detail(get(web_user::show).patch(web_user::edit))
                .action("activate", post(web_user::activate))
                .action("deactivate", post(web_user::deactivate)),
        )
        .merge(Resource::new("bulk-user").list(get(bulk_user::list)).detail(get(bulk_user::show)))
        .merge(Resource::new("domain_usernames").list(get(account::usernames)))
        .merge(Resource::without_domain("identity").list(get(account::identity)))
        .merge(Resource::without_domain("user_domains").list(get(account::domains)))
        .merge(
            Resource::versioned("saved_filter", &[], "v1")
                .list(get(saved_filter::list).post(saved_filter::create))
                .detail(
                    get(saved_filter::show).put(saved_filter::edit).delete(saved_filter::delete),
                ),
        )
        .merge(Resource::versioned("changes", &[], "v1").list(get(changes::list)))
        .merge(Resource::versioned("activity", &[], "v1").list(post(activity::record)))
        .merge(
            Resource::versioned("webhook", &[], "v1")
                .list(get(webhook::list).post(webhook::create))
                .detail(get(webhook::show).put(webhook::edit).delete(webhook::delete))
                .action("deliveries", get(webhook::deliveries))
                .action("test", post(webhook::test))
                .action("rotate", post(webhook::rotate))
                .action("skip", post(webhook::skip))
                .action("replay", post(webhook::replay)),
        )
        .merge(Resource::versioned("forwarded/user", &[], "v1").list(post(forwarded::user)))
        .merge(Resource::versioned("forwarded/location", &[], "v1").list(post(forwarded::location)))
        .route_layer(from_fn_with_state(app.clone(), conditional_write::handle))
}

/// Adds the operations to the API document.
pub(super) fn add_paths(paths: &mut Map<String, Value>) {
    for operation in operations() {
        operation.add_to(paths);
    }
}

fn operations() -> impl Iterator<Item = Operation> {
    [
        user::operations(),
        group::operations(),
        location::operations(),
        location_type::operations(),
        web_user::operations(),
        bulk_user::operations(),
        account::operations(),
        changes::operations(),
        saved_filter::operations(),
        activity::operations(),
        webhook::operations(),
        forwarded::operations(),
    ]
    .into_iter()
    .flatten()
}

/// The schemas that the operations refer to.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    [
        user::schemas(),
        group::schemas(),
        location::schemas(),
        location_type::schemas(),
        web_user::schemas(),
        bulk_user::schemas(),
        account::schemas(),
        changes::schemas(),
        saved_filter::schemas(),
        activity::schemas(),
        webhook::schemas(),
        forwarded::schemas(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
