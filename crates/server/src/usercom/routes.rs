//! Every address of the dialect, on one page.

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodRouter, get, post, put},
};

use super::{
    ROOT, attributes, companies, company_parts, events,
    gate::{self, Gate},
    lists, mass, people, person_attributes, person_lists, segments, tags, terms,
};
use crate::App;

/// The routes of the dialect, each behind the gate.
pub(crate) fn routes(app: App) -> Router<App> {
    let addresses = Addresses { app, router: Router::new() }
        .at("/users", get(people::list).post(people::create))
        .at("/users/update_or_create", post(people::update_or_create))
        .at("/users/merge", post(mass::join))
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
        .at("/segments/{id}", get(segments::missing))
        .at("/segments/{id}/users", get(segments::missing))
        .at("/events", get(events::list).post(events::create))
        .at("/events/{id}", get(events::show));
    Router::new().nest(ROOT, addresses.router)
}

/// What there is of a user, named by number or by the client's own identity.
fn people_below(addresses: Addresses, base: &str) -> Addresses {
    let at = |rest: &str| format!("{base}{rest}");
    addresses
        .at(&at("/search"), get(people::search))
        .at(&at("/mass_update_standard_attributes"), put(mass::standard).post(mass::standard))
        .at(&at("/mass_update_custom_attributes"), put(mass::custom).post(mass::custom))
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
        .at(&at("/{id}/emails"), get(person_lists::nothing))
        .at(&at("/{id}/ping_hits"), get(person_lists::nothing))
        .at(&at("/{id}/product_events"), get(person_lists::nothing))
        .at(&at("/{id}/segments"), get(person_lists::nothing))
        .at(&at("/{id}/timeline"), get(person_lists::nothing))
}

/// What there is of a company, named in the same two ways.
fn companies_below(addresses: Addresses, base: &str) -> Addresses {
    let at = |rest: &str| format!("{base}{rest}");
    addresses
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

/// Addresses being put together, a gate before each.
struct Addresses {
    app: App,
    router: Router<App>,
}

impl Addresses {
    fn at(self, path: &str, methods: MethodRouter<App>) -> Self {
        let gate = Gate::before(&methods, &self.app);
        let methods =
            methods.route_layer(from_fn(terms::keep)).layer(from_fn_with_state(gate, gate::enter));
        Self { router: self.router.route(path, methods), ..self }
    }

    fn below(self, base: &str, addresses: fn(Self, &str) -> Self) -> Self {
        addresses(self, base)
    }
}
