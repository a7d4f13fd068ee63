//! All routes of the dialect.

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post, put},
};

use super::{
    ROOT, attributes,
    auth::{self, PathMethods},
    bulk, companies, company_parts, events, lists, people, person_attributes, person_lists,
    segments, tags,
};
use crate::{App, conditional_write};

/// The routes of the dialect, each with the middleware of [`auth`].
pub(super) fn routes(app: &App) -> Router<App> {
    let routes = Routes { app, router: Router::new() }
        .at("/users", get(people::list).post(people::create))
        .at("/users/update_or_create", post(people::update_or_create))
        .at("/users/merge", post(bulk::merge_users))
        .below("/users", people_below)
        .below("/users-by-id", people_below)
        .at("/companies", get(companies::list).post(companies::create))
        .below("/companies", companies_below)
        .below("/companies-by-id", companies_below)
        .at("/attributes", get(attributes::list).post(attributes::create))
        .at("/attributes/{id}", get(attributes::show).delete(attributes::delete))
        .at("/attribute-type/{id}/users", get(attributes::of_people))
        .at("/attribute-type/{id}/companies", get(attributes::of_companies))
        .at("/tags", get(tags::list).post(tags::create))
        .at("/tags/{id}", get(tags::show).put(tags::edit).patch(tags::edit).delete(tags::delete))
        .at("/tags/{id}/users", get(tags::people))
        .at("/tags/{id}/companies", get(tags::companies))
        .at("/lists", get(lists::list).post(lists::create))
        .at(
            "/lists/{id}",
            get(lists::show).put(lists::edit).patch(lists::edit).delete(lists::delete),
        )
        .at("/lists/{id}/users", get(lists::people))
        .at("/segments", get(segments::list))
        .at("/segments/{id}", get(segments::show))
        .at("/segments/{id}/users", get(segments::people))
        .at("/events", get(events::list).post(events::create))
        .at("/events/{id}", get(events::show));
    Router::new().nest(ROOT, routes.router)
}

/// The routes of a user, by number or by custom ID.
fn people_below<'a>(routes: Routes<'a>, base: &str) -> Routes<'a> {
    let at = |rest: &str| format!("{base}{rest}");
    routes
        .at(&at("/search"), get(people::search))
        .at(&at("/mass_update_standard_attributes"), put(bulk::standard).post(bulk::standard))
        .at(&at("/mass_update_custom_attributes"), put(bulk::custom).post(bulk::custom))
        .at(
            &at("/{id}"),
            get(people::show).put(people::edit).patch(people::edit).delete(people::delete),
        )
        .at(&at("/{id}/set_attribute"), post(person_attributes::set))
        .at(&at("/{id}/set_multiple_attributes"), post(person_attributes::set_many))
        .at(
            &at("/{id}/remove_attribute"),
            post(person_attributes::remove).delete(person_attributes::remove),
        )
        .at(&at("/{id}/add_tag"), post(person_lists::add_tag))
        .at(&at("/{id}/add_many_tags"), post(person_lists::add_tags))
        .at(
            &at("/{id}/remove_tag"),
            post(person_lists::remove_tag).delete(person_lists::remove_tag),
        )
        .at(&at("/{id}/add_to_list"), post(person_lists::add_to_list))
        .at(
            &at("/{id}/remove_from_list"),
            post(person_lists::remove_from_list).delete(person_lists::remove_from_list),
        )
        .at(&at("/{id}/events"), get(events::list_of).post(events::create_of))
        .at(&at("/{id}/emails"), get(person_lists::empty_list))
        .at(&at("/{id}/ping_hits"), get(person_lists::empty_list))
        .at(&at("/{id}/product_events"), get(person_lists::empty_list))
        .at(&at("/{id}/segments"), get(segments::of_person))
        .at(&at("/{id}/timeline"), get(person_lists::empty_list))
}

/// The routes of a company, by number or by custom ID.
fn companies_below<'a>(routes: Routes<'a>, base: &str) -> Routes<'a> {
    let at = |rest: &str| format!("{base}{rest}");
    routes
        .at(
            &at("/{id}"),
            get(companies::show)
                .put(companies::edit)
                .patch(companies::edit)
                .delete(companies::delete),
        )
        .at(&at("/{id}/add_member"), post(companies::add_member))
        .at(&at("/{id}/remove_member"), post(companies::remove_member))
        .at(&at("/{id}/add_tag"), post(company_parts::add_tag))
        .at(
            &at("/{id}/remove_tag"),
            post(company_parts::remove_tag).delete(company_parts::remove_tag),
        )
        .at(&at("/{id}/set_attribute"), post(company_parts::set_attribute_of))
        .at(&at("/{id}/set_multiple_attributes"), post(company_parts::set_attributes_of))
        .at(
            &at("/{id}/remove_attribute"),
            post(company_parts::remove_attribute).delete(company_parts::remove_attribute),
        )
}

/// Builds the router, with the middleware of each path.
struct Routes<'a> {
    app: &'a App,
    router: Router<App>,
}

impl Routes<'_> {
    fn at(self, path: &str, methods: MethodRouter<App>) -> Self {
        let path_methods = PathMethods::new(&methods, self.app);
        let methods = methods
            .route_layer(from_fn_with_state(self.app.clone(), conditional_write::handle))
            .layer(from_fn_with_state(path_methods, auth::check));
        Self { router: self.router.route(path, methods), ..self }
    }

    fn below(self, base: &str, routes: fn(Self, &str) -> Self) -> Self {
        routes(self, base)
    }
}
