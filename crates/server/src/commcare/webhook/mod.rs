//! Webhooks.

mod actions;
mod openapi;

use axum::extract::State;
use http::StatusCode;
use roster_model::{FieldError, WebhookEdit};
use roster_wire::commcare::{
    ErrorContext, LIMIT_CAP, Paging,
    webhook::{self, RESOURCE},
};

pub(super) use self::{
    actions::{deliveries, replay, rotate, skip, test},
    openapi::{operations, schemas},
};
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    App,
    extract::{Body, Caller, PathId},
    reply::{ApiResult, Reply},
    webhooks::check_url,
};

/// `GET webhook/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let webhooks = directory.webhooks(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let found = webhooks.list(&paging.window()).await?;
    let view = request.view(&actor.domain);
    let page = found.map(|found| webhook::tree(&view, &found));
    Ok(request.reply(&actor.domain, paging.document(&view, RESOURCE, &request.params, page)))
}

/// `POST webhook/`.
pub(super) async fn create(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let webhooks = directory.webhooks(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::General);
    let edit = webhook::decode(&body, &actor.domain, None).map_err(&map_error)?;
    let edit = with_url_checked(&app, edit).await;
    let (created, secret) = webhooks.create(&edit).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let address = view.detail_path(RESOURCE, created.id.as_str());
    let document = webhook::encode(&view, &created, Some(&secret));
    let reply = request.show(&actor.domain, document, &created);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET webhook/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.webhooks(&actor)?.find(&id).await?;
    let document = webhook::encode(&request.view(&actor.domain), &found, None);
    Ok(request.show(&actor.domain, document, &found))
}

/// `PUT webhook/{id}/`.
pub(super) async fn edit(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let webhooks = directory.webhooks(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::General);
    let present = webhooks.find(&id).await?;
    let edit = webhook::decode(&body, &actor.domain, Some(&present)).map_err(&map_error)?;
    let edit = with_url_checked(&app, edit).await;
    let saved = webhooks.edit(&id, &edit).await.map_err(&map_error)?;
    let document = webhook::encode(&request.view(&actor.domain), &saved, None);
    Ok(request.show(&actor.domain, document, &saved))
}

/// `DELETE webhook/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, PathId(id): PathId) -> ApiResult {
    directory.webhooks(&actor)?.delete(&id).await?;
    Ok(Reply::no_content())
}

/// Adds the error of a new address that may not be reached.
async fn with_url_checked(app: &App, mut edit: WebhookEdit) -> WebhookEdit {
    if let Some(url) = &edit.url
        && let Err(problem) = check_url(url, &app.webhooks.settings().networks).await
    {
        edit.errors.push(FieldError::new("url", problem));
    }
    edit
}
