//! All routes of the console.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::from_fn_with_state,
    routing::{get, post},
};
use http::Method;

use super::{
    assets,
    components::choices,
    i18n::negotiate,
    pages::{
        account, activity, domains, fields, groups, history, imports, join, keys, labels,
        locations, oidc, operator, people, roles, set_password, settings, sign_in, web_users,
        webhooks,
    },
    submit_once,
};
use crate::{App, oidc::CALLBACK};

/// The pages of a domain that take a spreadsheet.
const UPLOADS: [&str; 3] = ["imports", "locations/import", "locations/import/confirm"];

/// The routes of the console.
pub(super) fn routes(app: &App) -> Router<App> {
    Router::new()
        // Sign-in and account.
        .route("/", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-in/code", post(sign_in::verify_code))
        .route("/sign-in/oidc", get(oidc::begin))
        .route(CALLBACK, get(oidc::callback))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/domains", get(domains::list))
        .route("/domains/join", post(domains::join))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/confirm", get(account::confirm::show).post(account::confirm::update))
        .route("/account/language", post(account::change_language))
        .route("/account/sessions", post(account::end_sessions))
        .route(
            "/account/second-factor",
            get(account::second_factor::setup_form).post(account::second_factor::set_up),
        )
        .route("/account/second-factor/codes", post(account::second_factor::renew_codes))
        .route("/account/second-factor/remove", post(account::second_factor::remove))
        // Invitations.
        .route("/join/{token}", get(join::show).post(join::create_account))
        .route("/join/{token}/accept", post(join::accept))
        // Password links for workers.
        .route("/set-password/{token}", get(set_password::show).post(set_password::update))
        // The server, for its operators.
        .route("/operator", get(operator::show))
        .route(
            "/operator/domains/new",
            get(operator::new_domain_form).post(operator::create_domain),
        )
        .route("/operator/backups", post(operator::start_backup))
        .route("/operator/backup/{name}", get(operator::download_backup))
        .route(
            "/operator/backup/{name}/delete",
            get(operator::confirm_delete_backup).post(operator::delete_backup),
        )
        .route("/d/{domain}", get(domains::enter))
        // People.
        .route("/d/{domain}/people", get(people::list))
        .route("/d/{domain}/people/new", get(people::new_form).post(people::create))
        .route(
            "/d/{domain}/people/new-contact",
            get(people::new_contact_form).post(people::create_contact),
        )
        .route("/d/{domain}/people/export", get(people::export))
        .route("/d/{domain}/people/print", get(people::print))
        .route("/d/{domain}/people/columns", get(people::columns_form).post(people::choose_columns))
        .route(
            "/d/{domain}/people/deleted",
            get(people::list_deleted).post(people::restore_deleted),
        )
        .route("/d/{domain}/people/selected", post(people::bulk_action))
        .route("/d/{domain}/person/{id}", get(people::show))
        .route("/d/{domain}/person/{id}/edit", get(people::edit_form).post(people::update))
        .route(
            "/d/{domain}/person/{id}/details",
            get(people::contact_form).post(people::update_contact),
        )
        .route(
            "/d/{domain}/person/{id}/password",
            get(people::password_form).post(people::reset_password),
        )
        .route(
            "/d/{domain}/person/{id}/password-link",
            get(people::password_link_form).post(people::create_password_link),
        )
        .route("/d/{domain}/person/{id}/archive", post(people::deactivate))
        .route("/d/{domain}/person/{id}/restore", post(people::reactivate))
        .route("/d/{domain}/person/{id}/tags", post(people::change_tags))
        .route("/d/{domain}/person/{id}/companies", post(people::change_companies))
        .route("/d/{domain}/person/{id}/delete", get(people::confirm_delete).post(people::delete))
        .route("/d/{domain}/choices/{kind}", get(choices::suggest))
        // Imports.
        .route("/d/{domain}/imports", get(imports::list).post(imports::upload))
        .route("/d/{domain}/table/{id}", get(imports::show).post(imports::execute))
        .route("/d/{domain}/imports/template", get(imports::template))
        .route("/d/{domain}/table/{id}/report", get(imports::report))
        .route("/d/{domain}/table/{id}/errors", get(imports::errors))
        .route("/d/{domain}/table/{id}/columns", post(imports::choose_columns))
        .route("/d/{domain}/table/{id}/slips", get(imports::slips))
        .route("/d/{domain}/import/{number}/password-links", get(people::link_form))
        .route("/d/{domain}/import/{number}/undo", get(imports::confirm_undo).post(imports::undo))
        // Groups.
        .route("/d/{domain}/groups", get(groups::list))
        .route("/d/{domain}/groups/new", get(groups::new_form).post(groups::create))
        .route("/d/{domain}/group/{id}", get(groups::show))
        .route("/d/{domain}/group/{id}/edit", get(groups::edit_form).post(groups::update))
        .route("/d/{domain}/group/{id}/members", post(groups::add_members))
        .route("/d/{domain}/group/{id}/members/remove", post(groups::remove_members))
        .route("/d/{domain}/group/{id}/delete", get(groups::confirm_delete).post(groups::delete))
        // Companies, tags and lists.
        .route("/d/{domain}/labels/{kind}", get(labels::list))
        .route("/d/{domain}/labels/{kind}/new", get(labels::new_form).post(labels::create))
        .route("/d/{domain}/labels/{kind}/{number}", get(labels::show))
        .route(
            "/d/{domain}/labels/{kind}/{number}/edit",
            get(labels::edit_form).post(labels::update),
        )
        .route("/d/{domain}/labels/{kind}/{number}/people", post(labels::add_people))
        .route("/d/{domain}/labels/{kind}/{number}/people/remove", post(labels::remove_people))
        .route(
            "/d/{domain}/labels/{kind}/{number}/delete",
            get(labels::confirm_delete).post(labels::delete),
        )
        // Locations and organization levels.
        .route("/d/{domain}/locations", get(locations::list))
        .route("/d/{domain}/locations/new", get(locations::new_form).post(locations::create))
        .route(
            "/d/{domain}/locations/import",
            get(locations::import_form).post(locations::check_import),
        )
        .route("/d/{domain}/locations/import/confirm", post(locations::import))
        .route("/d/{domain}/locations/export", get(locations::export))
        .route("/d/{domain}/location/{id}", get(locations::show))
        .route("/d/{domain}/location/{id}/deactivate", post(locations::deactivate))
        .route("/d/{domain}/location/{id}/reactivate", post(locations::reactivate))
        .route(
            "/d/{domain}/location/{id}/delete",
            get(locations::confirm_delete).post(locations::delete),
        )
        .route("/d/{domain}/location/{id}/edit", get(locations::edit_form).post(locations::update))
        .route("/d/{domain}/location-types", get(locations::list_levels))
        .route(
            "/d/{domain}/location-types/new",
            get(locations::new_level_form).post(locations::create_level),
        )
        .route(
            "/d/{domain}/location-type/{id}",
            get(locations::level_form).post(locations::update_level),
        )
        // Custom fields and profiles.
        .route("/d/{domain}/fields", get(fields::list).post(fields::create))
        .route("/d/{domain}/field/{id}", get(fields::edit_form).post(fields::update))
        .route("/d/{domain}/field/{id}/delete", get(fields::confirm_delete).post(fields::delete))
        .route("/d/{domain}/profiles", post(fields::create_profile))
        .route(
            "/d/{domain}/profile/{id}/delete",
            get(fields::confirm_delete_profile).post(fields::delete_profile),
        )
        // Web users and roles.
        .route("/d/{domain}/web-users", get(web_users::list))
        .route("/d/{domain}/web-users/new", get(web_users::new_form).post(web_users::create))
        .route("/d/{domain}/web-user/{id}", get(web_users::show).post(web_users::update))
        .route("/d/{domain}/web-user/{id}/activate", post(web_users::reactivate))
        .route("/d/{domain}/web-user/{id}/deactivate", post(web_users::deactivate))
        .route("/d/{domain}/invitation/{id}/withdraw", post(web_users::withdraw_invitation))
        .route("/d/{domain}/roles", get(roles::list))
        .route("/d/{domain}/roles/new", get(roles::new_form).post(roles::create))
        .route("/d/{domain}/roles/presets", post(roles::create_presets))
        .route("/d/{domain}/role/{id}", get(roles::show))
        .route("/d/{domain}/role/{id}/edit", get(roles::edit_form).post(roles::update))
        .route("/d/{domain}/role/{id}/delete", get(roles::confirm_delete).post(roles::delete))
        // Keys.
        .route("/d/{domain}/keys", get(keys::list).post(keys::create))
        .route("/d/{domain}/key/{id}/revoke", get(keys::confirm_revoke).post(keys::revoke))
        .route("/d/{domain}/app-keys", post(keys::create_app_key))
        .route(
            "/d/{domain}/app-key/{id}/revoke",
            get(keys::confirm_revoke_app_key).post(keys::revoke_app_key),
        )
        // Webhooks.
        .route("/d/{domain}/webhooks", get(webhooks::list))
        .route("/d/{domain}/webhooks/new", get(webhooks::new_form).post(webhooks::create))
        .route("/d/{domain}/webhook/{id}", get(webhooks::show))
        .route("/d/{domain}/webhook/{id}/edit", get(webhooks::edit_form).post(webhooks::update))
        .route("/d/{domain}/webhook/{id}/test", post(webhooks::test))
        .route("/d/{domain}/webhook/{id}/rotate", post(webhooks::rotate))
        .route("/d/{domain}/webhook/{id}/skip", post(webhooks::skip))
        .route("/d/{domain}/webhook/{id}/replay", post(webhooks::replay))
        .route(
            "/d/{domain}/webhook/{id}/delete",
            get(webhooks::confirm_delete).post(webhooks::delete),
        )
        // History, activity and settings.
        .route("/d/{domain}/history", get(history::list))
        .route("/d/{domain}/history/export", get(history::export))
        .route("/d/{domain}/history/put-back", post(history::put_back))
        .route("/d/{domain}/activity", get(activity::show))
        .route("/d/{domain}/settings", get(settings::show).post(settings::update))
        // Static files.
        .route("/assets/{name}", get(assets::show))
        .route_layer(from_fn_with_state(app.clone(), submit_once::handle))
        .layer(from_fn_with_state(app.clone(), negotiate::handle))
        // The request size layer checks the size of bodies before routing.
        .layer(DefaultBodyLimit::disable())
}

/// Whether a request uploads a file. Such bodies have a higher size limit.
pub(crate) fn is_upload(request: &Request) -> bool {
    let rest = request.uri().path().strip_prefix("/d/");
    let page = rest.and_then(|rest| rest.split_once('/')).map(|(_, page)| page);
    *request.method() == Method::POST && page.is_some_and(|page| UPLOADS.contains(&page))
}
