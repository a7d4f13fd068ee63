//! Takes the users and locations that CommCare HQ forwards as they change there.

mod openapi;

use http::StatusCode;
use roster_model::HqOutcome;
use roster_wire::commcare::{
    ErrorContext,
    client::{decode_forwarded_location, decode_forwarded_worker},
    location, user,
};

pub(super) use self::openapi::{operations, schemas};
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller},
    reply::{ApiResult, Reply},
};

/// `POST forwarded/user/`.
pub(super) async fn user(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let intake = directory.forwarded_workers(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::General);
    let (worker, active) = decode_forwarded_worker(&body, &actor.domain).map_err(&map_error)?;
    // Boxed: the future of the writers is large.
    let saved = Box::pin(intake.worker(worker, active)).await;
    let (saved, outcome) = saved.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let address = view.detail_path(user::RESOURCE, saved.person.id.as_str());
    let document = user::encode(&view, &saved.schema, &saved.person, None);
    let reply = request.show(&actor.domain, document, &saved);
    Ok(with_outcome(reply, &outcome, &address))
}

/// `POST forwarded/location/`.
pub(super) async fn location(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let intake = directory.forwarded_locations(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::General);
    let location = decode_forwarded_location(&body).map_err(&map_error)?;
    let (saved, outcome) = intake.location(location).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let address = view.detail_path(location::RESOURCE, saved.location.id.as_str());
    let document = location::v1::encode(&view, &saved.location);
    let reply = request.show(&actor.domain, document, &saved);
    Ok(with_outcome(reply, &outcome, &address))
}

/// 201 for a new record, 200 for a present one.
fn with_outcome(reply: Reply, outcome: &HqOutcome, address: &str) -> Reply {
    match outcome {
        HqOutcome::Created => reply.status(StatusCode::CREATED).location(address),
        _ => reply,
    }
}
