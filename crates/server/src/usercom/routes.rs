//! Every address of the dialect, on one page.

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post, put},
};

use super::{
    ROOT, attributes, companies, company_parts, events, gate, lists, mass, people,
    person_attributes, person_lists, segments, tags,
};
use crate::App;

/// The routes of the dialect, behind its gate.
pub(crate) fn routes(app: App) -> Router<App> {
    let routes = Router::new()
        .route("/users", get(people::list).post(people::create))
        .route("/users/update_or_create", post(people::update_or_create))
        .route("/users/merge", post(mass::join))
        .merge(below_people("/users"))
        .merge(below_people("/users-by-id"))
        .route("/companies", get(companies::list).post(companies::create))
        .merge(below_companies("/companies"))
        .merge(below_companies("/companies-by-id"))
        .route("/attributes", get(attributes::list).post(attributes::create))
        .route("/attributes/{id}", get(attributes::show).delete(attributes::delete))
        .route("/attribute-type/{id}/users", get(attributes::of_people))
        .route("/attribute-type/{id}/companies", get(attributes::of_companies))
        .route("/tags", get(tags::list).post(tags::create))
        .route("/tags/{id}", get(tags::show).put(tags::edit).patch(tags::edit).delete(tags::delete))
        .route("/tags/{id}/users", get(tags::people))
        .route("/tags/{id}/companies", get(tags::companies))
        .route("/lists", get(lists::list).post(lists::create))
        .route(
            "/lists/{id}",
            get(lists::show).put(lists::edit).patch(lists::edit).delete(lists::delete),
        )
        .route("/lists/{id}/users", get(lists::people))
        .route("/segments", get(segments::list))
        .route("/segments/{id}", get(segments::missing))
        .route("/segments/{id}/users", get(segments::missing))
        .route("/events", get(events::list).post(events::create))
        .route("/events/{id}", get(events::show));
    Router::new().nest(ROOT, routes.layer(from_fn_with_state(app, gate::enter)))
}

/// What there is of a user, named by number or by the client's own identity.
fn below_people(base: &str) -> Router<App> {
    let at = |rest: &str| format!("{base}{rest}");
    Router::new()
        .route(&at("/search"), get(people::search))
        .route(&at("/mass_update_standard_attributes"), put(mass::standard).post(mass::standard))
        .route(&at("/mass_update_custom_attributes"), put(mass::custom).post(mass::custom))
        .route(
            &at("/{id}"),
            get(people::show).put(people::edit).patch(people::edit).delete(people::delete),
        )
        .route(&at("/{id}/set_attribute"), post(person_attributes::set))
        .route(&at("/{id}/set_multiple_attributes"), post(person_attributes::set_many))
        .route(
            &at("/{id}/remove_attribute"),
            post(person_attributes::remove).delete(person_attributes::remove),
        )
        .route(&at("/{id}/add_tag"), post(person_lists::add_tag))
        .route(&at("/{id}/add_many_tags"), post(person_lists::add_tags))
        .route(
            &at("/{id}/remove_tag"),
            post(person_lists::remove_tag).delete(person_lists::remove_tag),
        )
        .route(&at("/{id}/add_to_list"), post(person_lists::add_to_list))
        .route(
            &at("/{id}/remove_from_list"),
            post(person_lists::remove_from_list).delete(person_lists::remove_from_list),
        )
        .route(&at("/{id}/events"), get(events::list_of).post(events::create_of))
        .route(&at("/{id}/emails"), get(person_lists::nothing))
        .route(&at("/{id}/ping_hits"), get(person_lists::nothing))
        .route(&at("/{id}/product_events"), get(person_lists::nothing))
        .route(&at("/{id}/segments"), get(person_lists::nothing))
        .route(&at("/{id}/timeline"), get(person_lists::nothing))
}

/// What there is of a company, named in the same two ways.
fn below_companies(base: &str) -> Router<App> {
    let at = |rest: &str| format!("{base}{rest}");
    Router::new()
        .route(
            &at("/{id}"),
            get(companies::show)
                .put(companies::edit)
                .patch(companies::edit)
                .delete(companies::delete),
        )
        .route(&at("/{id}/add_member"), post(companies::add_member))
        .route(&at("/{id}/remove_member"), post(companies::remove_member))
        .route(&at("/{id}/add_tag"), post(company_parts::add_tag))
        .route(
            &at("/{id}/remove_tag"),
            post(company_parts::remove_tag).delete(company_parts::remove_tag),
        )
        .route(&at("/{id}/set_attribute"), post(company_parts::set_attribute_of))
        .route(&at("/{id}/set_multiple_attributes"), post(company_parts::set_attributes_of))
        .route(
            &at("/{id}/remove_attribute"),
            post(company_parts::remove_attribute).delete(company_parts::remove_attribute),
        )
}
