//! Users.

use http::StatusCode;
use roster_directory::People;
use roster_model::{Error, PersonFilter, PersonView, Start, Subject, Undefined, Window};
use roster_wire::usercom::{
    aliases,
    user::{self, Search, Shape},
};
use serde_json::Value;

use super::{body::DecodedBody, path::UserRef, request_context::RequestContext};
use crate::reply::{ApiResult, Reply};

/// The maximum number of users in a search with `many`.
const MAX_MANY: u32 = 1_000;

/// `GET users/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let (people, filter) = (&request.people()?, &user::decode_filter(&request.params)?);
    let show = |found: &PersonView| user::encode(&request.view, found);
    request.page(|window| async move { people.list(filter, &window).await }, show).await
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
