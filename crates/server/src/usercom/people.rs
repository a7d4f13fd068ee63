//! Users.

use http::StatusCode;
use roster_directory::{People, RenderPeople, RenderedPerson};
use roster_model::{Error, PersonFilter, PersonView, Start, Subject, Undefined, Window};
use roster_wire::usercom::{
    self, Version, View, aliases,
    user::{self, Search, Shape},
};
use serde_json::Value;

use super::{body::DecodedBody, path::UserRef, request_context::RequestContext};
use crate::reply::{ApiResult, Reply};

/// The maximum number of users in a search with `many`.
const MAX_MANY: u32 = 1_000;

/// `GET users/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    page_of_users(&request, &user::decode_filter(&request.params)?).await
}

/// 200 with the page that the query asks for, of the users who match a filter.
pub(super) async fn page_of_users(request: &RequestContext, filter: &PersonFilter) -> ApiResult {
    let people = &request.people()?;
    let renderer = &Renderer { view: &request.view };
    let read = |window| async move { people.render_list(filter, &window, renderer).await };
    let write = |found: &RenderedPerson, out: &mut Vec<u8>| out.extend_from_slice(&found.bytes);
    request.page_of(read, write).await
}

/// `POST users/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let edit = user::decode_edit(&body, Undefined::Ignore);
    let created = request.people()?.create(&edit).await;
    let created =
        created.map_err(|error| aliases::with_request_names(error, &body, Subject::Person))?;
    Ok(request.show(&user::encode(&request.view, &created), &created).status(StatusCode::CREATED))
}

/// `POST users/update_or_create/`.
pub(super) async fn update_or_create(
    request: RequestContext,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let edit = user::decode_edit(&body, Undefined::Define);
    let outcome = request.people()?.update_or_create(&edit).await;
    let outcome =
        outcome.map_err(|error| aliases::with_request_names(error, &body, Subject::Person))?;
    let status = if outcome.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(RequestContext::reply(&user::encode_upserted(outcome)).status(status))
}

/// `GET users/:id/`.
pub(super) async fn show(request: RequestContext, UserRef(user): UserRef) -> ApiResult {
    let found = request.people()?.find(&user).await?;
    Ok(request.show(&user::encode(&request.view, &found), &found))
}

/// `PUT users/:id/` and `PATCH users/:id/`. Both keep the values of absent fields.
pub(super) async fn edit(
    request: RequestContext,
    UserRef(user): UserRef,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let edit = user::decode_edit(&body, Undefined::Ignore);
    let saved = request.people()?.edit(&user, &edit).await;
    let saved =
        saved.map_err(|error| aliases::with_request_names(error, &body, Subject::Person))?;
    Ok(request.show(&user::encode(&request.view, &saved), &saved))
}

/// `DELETE users/:id/`.
pub(super) async fn delete(request: RequestContext, UserRef(user): UserRef) -> ApiResult {
    request.people()?.delete(&user).await?;
    Ok(Reply::no_content())
}

/// `GET users/search/`.
pub(super) async fn search(request: RequestContext) -> ApiResult {
    let search = Search::decode(&request.params, request.view.version)?;
    let people = &request.people()?;
    let show = |found: &PersonView| user::encode(&request.view, found);
    if search.shape == Shape::Page {
        let filter = &search.attempts[0];
        return request
            .page(|window| async move { people.search(filter, &window).await }, show)
            .await;
    }
    let found = first_found(people, &search.attempts).await?;
    if search.shape == Shape::All {
        return Ok(RequestContext::reply(&found.iter().map(show).collect::<Value>()));
    }
    let one = found.first().ok_or(Error::not_found("user"))?;
    Ok(request.show(&show(one), one))
}

/// Renders users as items of a list, for the cache of renderings.
struct Renderer<'a> {
    view: &'a View,
}

impl RenderPeople for Renderer<'_> {
    fn style(&self) -> &'static str {
        match self.view.version {
            Version::V1 => "usercom 1",
            Version::V2 => "usercom 2",
        }
    }

    fn render(&self, person: &PersonView, out: &mut Vec<u8>) {
        out.extend(usercom::write(&user::encode(self.view, person)));
    }
}

/// The result of the first filter that finds a user.
async fn first_found(
    people: &People<'_>,
    attempts: &[PersonFilter],
) -> Result<Vec<PersonView>, Error> {
    let window = Window { limit: MAX_MANY, start: Start::Offset(0) };
    for filter in attempts {
        let found = people.search(filter, &window).await?.items;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
