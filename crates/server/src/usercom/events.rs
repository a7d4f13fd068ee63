//! Events.

use http::StatusCode;
use roster_directory::Events;
use roster_model::{Error, Occurrence};
use roster_wire::usercom::{event, new_event, new_event_of, occurred, occurrence};

use super::{
    call::Call,
    sent::Sent,
    whom::{Numbered, Whom},
};
use crate::reply::ApiResult;

/// `GET events/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let events = &of(&call)?;
    call.page(|window| async move { events.list(&window).await }, event).await
}

/// `POST events/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let (whom, new) = new_event(&body, call.view.version)?;
    let done = of(&call)?.record(&whom, &new).await?;
    Ok(Call::reply(&occurred(done)).status(StatusCode::CREATED))
}

/// `GET events/:id/`: its occurrences.
pub(super) async fn show(call: Call, Numbered(number): Numbered) -> ApiResult {
    let events = &of(&call)?;
    let show = |found: &Occurrence| occurrence(&call.view, found);
    call.page(|window| async move { events.occurrences(number, &window).await }, show).await
}

/// `POST users/:id/events/`.
pub(super) async fn create_of(call: Call, Whom(whom): Whom, Sent(body): Sent) -> ApiResult {
    let done = of(&call)?.record(&whom, &new_event_of(&body)).await?;
    Ok(Call::reply(&occurred(done)).status(StatusCode::CREATED))
}

/// `GET users/:id/events/`.
pub(super) async fn list_of(call: Call, Whom(whom): Whom) -> ApiResult {
    let whom = &whom;
    let events = &of(&call)?;
    let show = |found: &Occurrence| occurrence(&call.view, found);
    call.page(|window| async move { events.of_person(whom, &window).await }, show).await
}

fn of(call: &Call) -> Result<Events<'_>, Error> {
    call.directory.events(&call.actor)
}
