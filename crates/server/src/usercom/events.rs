//! Events.

use http::StatusCode;
use roster_directory::Events;
use roster_model::{Error, Window};
use roster_wire::usercom::{event, shown_filter::FilteredList};

use super::{
    body::DecodedBody,
    path::{NumberPath, UserRef},
    request_context::RequestContext,
};
use crate::reply::ApiResult;

/// `GET events/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let events = &events(&request)?;
    let read = |window: Window| async move { events.list(&window).await };
    request.filtered_page(FilteredList::Events, read, |_, event| event::encode(event)).await
}

/// `POST events/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let (user, new) = event::decode_create(&body, request.view.version)?;
    let occurrence = events(&request)?.record(&user, &new).await?;
    Ok(RequestContext::reply(&event::encode_created(occurrence)).status(StatusCode::CREATED))
}

/// `GET events/:id/`: its occurrences.
pub(super) async fn show(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    let events = &events(&request)?;
    let read = |window: Window| async move { events.occurrences(number, &window).await };
    request.filtered_page(FilteredList::Occurrences, read, event::encode_occurrence).await
}

/// `POST users/:id/events/`.
pub(super) async fn create_of(
    request: RequestContext,
    UserRef(user): UserRef,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let occurrence = events(&request)?.record(&user, &event::decode_occurrence(&body)).await?;
    Ok(RequestContext::reply(&event::encode_created(occurrence)).status(StatusCode::CREATED))
}

/// `GET users/:id/events/`.
pub(super) async fn list_of(request: RequestContext, UserRef(user): UserRef) -> ApiResult {
    let user = &user;
    let events = &events(&request)?;
    let read = |window: Window| async move { events.of_person(user, &window).await };
    request.filtered_page(FilteredList::Occurrences, read, event::encode_occurrence).await
}

fn events(request: &RequestContext) -> Result<Events<'_>, Error> {
    request.directory.events(&request.actor)
}
