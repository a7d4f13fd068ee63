//! Actions on a webhook, and its deliveries.

use axum::extract::State;
use roster_wire::commcare::{
    ErrorContext, LIMIT_CAP, Paging,
    webhook::{self, RESOURCE},
};

use super::super::{errors::map_error, request_context::RequestContext};
use crate::{
    App,
    extract::{Caller, PathId},
    reply::ApiResult,
    webhooks::send_webhook_test,
};

/// `GET webhook/{id}/deliveries/`.
pub(in crate::commcare) async fn deliveries(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let webhooks = directory.webhooks(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let found = webhooks.deliveries(&id, &paging.window()).await?;
    let view = request.view(&actor.domain);
    let page = found.map(|delivery| webhook::delivery_tree(&delivery));
    let path = format!("{}deliveries/", view.detail_path(RESOURCE, &id));
    Ok(request.reply(&actor.domain, paging.document_at(&view, &path, &request.params, page)))
}

/// `POST webhook/{id}/test/`.
pub(in crate::commcare) async fn test(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let sent = send_webhook_test(&app, &directory, &actor, &id).await;
    let delivery = sent.map_err(map_error(ErrorContext::General))?;
    Ok(request.reply(&actor.domain, webhook::encode_delivery(&delivery)))
}

/// `POST webhook/{id}/rotate/`.
pub(in crate::commcare) async fn rotate(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let overlap = app.webhooks.settings().secret_overlap;
    let (found, secret) = directory.webhooks(&actor)?.rotate(&id, overlap).await?;
    let document = webhook::encode(&request.view(&actor.domain), &found, Some(&secret));
    Ok(request.show(&actor.domain, document, &found))
}

/// `POST webhook/{id}/skip/`.
pub(in crate::commcare) async fn skip(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let skipped = directory.webhooks(&actor)?.skip(&id).await;
    let found = skipped.map_err(map_error(ErrorContext::General))?;
    let document = webhook::encode(&request.view(&actor.domain), &found, None);
    Ok(request.show(&actor.domain, document, &found))
}

/// `POST webhook/{id}/replay/?since=`.
pub(in crate::commcare) async fn replay(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let webhooks = directory.webhooks(&actor)?;
    let map_error = map_error(ErrorContext::General);
    let since = webhook::decode_since(&request.params).map_err(&map_error)?;
    let since = webhooks.resolve(&since).map_err(&map_error)?;
    let found = webhooks.replay(&id, since).await.map_err(&map_error)?;
    let document = webhook::encode(&request.view(&actor.domain), &found, None);
    Ok(request.show(&actor.domain, document, &found))
}
