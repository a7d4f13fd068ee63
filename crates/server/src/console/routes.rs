//! Every address of the console, on one page.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    routing::{get, post},
};
use http::Method;
use tower_http::compression::CompressionLayer;

use super::{
    account, activity, assets, choices, domains, fields, groups, history, imports, keys, locations,
    people, roles, set_password, settings, sign_in, web_users,
};
use crate::App;

/// The routes of the console.
pub(super) fn routes() -> Router<App> {
    Router::new()
        // Signing in and out, and one's own account.
        .route("/", get(sign_in::show).post(sign_in::with_password))
        .route("/sign-in/code", post(sign_in::with_code))
        .route("/sign-out", post(sign_in::out))
        .route("/domains", get(domains::list))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions", post(account::end_sessions))
        .route(
            "/account/second-factor",
            get(account::second_factor::offer).post(account::second_factor::set_up),
        )
        .route("/account/second-factor/codes", post(account::second_factor::renew_codes))
        .route("/account/second-factor/remove", post(account::second_factor::remove))
        // Workers, by a one-time link.
        .route("/set-password/{token}", get(set_password::show).post(set_password::set))
        // A domain.
        .route("/d/{domain}", get(domains::enter))
        // Its people.
        .route("/d/{domain}/people", get(people::list))
        .route("/d/{domain}/people/new", get(people::blank).post(people::create))
        .route(
            "/d/{domain}/people/new-contact",
            get(people::blank_contact).post(people::create_contact),
        )
        .route("/d/{domain}/people/export", get(people::export))
        .route("/d/{domain}/people/selected", post(people::act))
        .route("/d/{domain}/person/{id}", get(people::show))
        .route("/d/{domain}/person/{id}/edit", get(people::edit).post(people::save))
        .route(
            "/d/{domain}/person/{id}/details",
            get(people::edit_contact).post(people::save_contact),
        )
        .route(
            "/d/{domain}/person/{id}/password",
            get(people::ask_password).post(people::set_password),
        )
        .route("/d/{domain}/person/{id}/archive", post(people::archive))
        .route("/d/{domain}/person/{id}/restore", post(people::restore))
        .route("/d/{domain}/person/{id}/tags", post(people::change_tags))
        .route("/d/{domain}/person/{id}/companies", post(people::change_companies))
        .route("/d/{domain}/person/{id}/delete", get(people::ask_delete).post(people::delete))
        .route("/d/{domain}/choices/{kind}", get(choices::offer))
        // Moving many of them in.
        .route("/d/{domain}/imports", get(imports::list).post(imports::receive))
        .route("/d/{domain}/table/{id}", get(imports::show).post(imports::carry_out))
        .route("/d/{domain}/table/{id}/verdicts", get(imports::verdicts))
        .route("/d/{domain}/import/{number}/undo", get(imports::ask_undo).post(imports::undo))
        // Its groups.
        .route("/d/{domain}/groups", get(groups::list))
        .route("/d/{domain}/groups/new", get(groups::blank).post(groups::create))
        .route("/d/{domain}/group/{id}", get(groups::show))
        .route("/d/{domain}/group/{id}/edit", get(groups::edit).post(groups::save))
        .route("/d/{domain}/group/{id}/members", post(groups::add))
        .route("/d/{domain}/group/{id}/members/remove", post(groups::remove))
        .route("/d/{domain}/group/{id}/delete", get(groups::ask_delete).post(groups::delete))
        // Its places, and their levels.
        .route("/d/{domain}/locations", get(locations::list))
        .route("/d/{domain}/locations/new", get(locations::blank).post(locations::create))
        .route("/d/{domain}/location/{id}", get(locations::show))
        .route("/d/{domain}/location/{id}/edit", get(locations::edit).post(locations::save))
        .route("/d/{domain}/location-types", get(locations::list_levels))
        .route(
            "/d/{domain}/location-types/new",
            get(locations::blank_level).post(locations::create_level),
        )
        .route(
            "/d/{domain}/location-type/{id}",
            get(locations::edit_level).post(locations::save_level),
        )
        // Its custom fields and profiles.
        .route("/d/{domain}/fields", get(fields::list).post(fields::declare))
        .route("/d/{domain}/field/{id}", get(fields::edit).post(fields::save))
        .route("/d/{domain}/profiles", post(fields::create_profile))
        .route(
            "/d/{domain}/profile/{id}/delete",
            get(fields::ask_delete_profile).post(fields::delete_profile),
        )
        // Its web users, and their roles.
        .route("/d/{domain}/web-users", get(web_users::list))
        .route("/d/{domain}/web-users/new", get(web_users::blank).post(web_users::create))
        .route("/d/{domain}/web-user/{id}", get(web_users::show).post(web_users::save))
        .route("/d/{domain}/web-user/{id}/activate", post(web_users::activate))
        .route("/d/{domain}/web-user/{id}/deactivate", post(web_users::deactivate))
        .route("/d/{domain}/roles", get(roles::list))
        .route("/d/{domain}/roles/new", get(roles::blank).post(roles::create))
        .route("/d/{domain}/role/{id}", get(roles::show))
        .route("/d/{domain}/role/{id}/edit", get(roles::edit).post(roles::save))
        .route("/d/{domain}/role/{id}/delete", get(roles::ask_delete).post(roles::delete))
        // Keys.
        .route("/d/{domain}/keys", get(keys::list).post(keys::create))
        .route("/d/{domain}/key/{id}/revoke", get(keys::ask_revoke).post(keys::revoke))
        .route("/d/{domain}/app-keys", post(keys::create_app_key))
        .route("/d/{domain}/app-key/{id}/revoke", get(keys::ask_app_key).post(keys::revoke_app_key))
        // What happened in it, and how it is set.
        .route("/d/{domain}/history", get(history::list))
        .route("/d/{domain}/activity", get(activity::show))
        .route("/d/{domain}/settings", get(settings::show).post(settings::save))
        // What pages bring with them.
        .route("/assets/{name}", get(assets::show))
        // How large a body may be is judged before a route is chosen.
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new())
}

/// Whether a request brings a file, which may be larger than other bodies.
pub(crate) fn is_upload(request: &Request) -> bool {
    let below = request.uri().path().strip_prefix("/d/");
    *request.method() == Method::POST
        && below.and_then(|rest| rest.split_once('/')).is_some_and(|(_, page)| page == "imports")
}
