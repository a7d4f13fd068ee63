//! Every address of the console, on one page.

use axum::{
    Router,
    routing::{get, post},
};
use tower_http::compression::CompressionLayer;

use super::{account, assets, domains, people, set_password, sign_in};
use crate::App;

/// The routes of the console.
pub(crate) fn routes() -> Router<App> {
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
        .route("/d/{domain}/person/{id}/delete", get(people::ask_delete).post(people::delete))
        // What pages bring with them.
        .route("/assets/{name}", get(assets::show))
        .layer(CompressionLayer::new())
}
