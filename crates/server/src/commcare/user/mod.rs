//! Mobile workers.

pub(super) mod bulk;
mod openapi;
mod render;

use axum::extract::State;
use http::StatusCode;
use roster_directory::Revision;
use roster_model::{Page, WorkerEdit};
use roster_wire::commcare::{
    Document, ErrorContext, LIMIT_CAP, Paging,
    user::{self, RESOURCE},
};
use serde_json::json;

pub(super) use self::openapi::{operations, schemas};
use self::render::Renderer;
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    App,
    error::ApiError,
    extract::{Body, Caller, PathId},
    reply::{ApiResult, Reply},
};

/// `GET user/`.
pub(super) async fn list(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let key = request.cache_key(&actor);
    if let Some(cached) = app.response_cache.get(key.as_ref()) {
        return Ok(cached);
    }
    let map_error = map_error(ErrorContext::WorkerList(actor.domain.name.as_str()));
    let filter = user::decode_filter(&request.params)?;
    let paging = match Paging::parse(&request.params, LIMIT_CAP) {
        Ok(paging) => paging,
        // The live service checks the group first, and reports one error.
        Err(error) => {
            workers.check(&filter).await.map_err(&map_error)?;
            return Err(error.into());
        }
    };
    let view = request.view(&actor.domain);
    let written = if request.params.flag("extras") {
        let found = workers.list(&filter, &paging.window(), true).await.map_err(map_error)?;
        let items = vec![(); found.len()];
        let page = Page { items, total: found.total, next: found.next.clone() };
        let name = |index| found.username(index).to_owned();
        paging.write(request.list(&view, RESOURCE), page, name, |writer| {
            user::write_all(&view, &found.schema, found.workers(), writer)
        })?
    } else {
        let renderer = Renderer::new(view);
        let found = workers.render_page(&filter, &paging.window(), &renderer).await;
        let found = found.map_err(map_error)?;
        let items = vec![(); found.len()];
        let page = Page { items, total: found.total, next: found.next.clone() };
        // The page is within the limit already, so it does not end early here.
        paging.write(
            request.list(&view, RESOURCE),
            page,
            |_| String::new(),
            |writer| {
                writer.reserve(found.bytes());
                writer.item(|out| found.write(out));
                Ok::<_, ApiError>(())
            },
        )?
    };
    Ok(app.response_cache.insert(key, request.written(written)))
}

/// `POST user/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::WorkerCreate);
    let new = user::decode_create(&body).map_err(&map_error)?;
    let created = workers.create(new).await.map_err(&map_error)?;
    let address = request.view(&actor.domain).detail_path(RESOURCE, created.person.id.as_str());
    let reply = request.show(&actor.domain, user::encode_created(&created.person), &created);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET user/{id}/`.
pub(super) async fn show(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let key = request.cache_key(&actor);
    if let Some(cached) = app.response_cache.get(key.as_ref()) {
        return Ok(cached);
    }
    let extras = request.params.flag("extras");
    let found = workers.find(&id, extras).await?;
    let view = request.view(&actor.domain);
    let worker = found.person.worker_ref();
    let written = user::write(&view, &found.schema, &worker, found.activity);
    let revision = Revision::new(&actor.domain, &found).with_extras(found.activity.as_ref());
    Ok(app.response_cache.insert(key, request.written(written).revision(&revision)))
}

/// `PUT user/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let restore_unshown = request.restore_unshown(&body);
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::WorkerEdit);
    let edit = user::decode_edit(&body, &id, &actor.domain).map_err(&map_error)?;
    let edit = WorkerEdit { restore_unshown, ..edit };
    let saved = workers.edit(&id, edit).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let document = user::encode(&view, &saved.schema, &saved.person, saved.activity);
    Ok(request.show(&actor.domain, document, &saved))
}

/// `DELETE user/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, PathId(id): PathId) -> ApiResult {
    directory.workers(&actor)?.delete(&id).await?;
    Ok(Reply::no_content())
}

/// `POST user/{id}/activate/`.
pub(super) async fn activate(
    caller: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    set_active(&caller, &request, &id, true).await
}

/// `POST user/{id}/deactivate/`.
pub(super) async fn deactivate(
    caller: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    set_active(&caller, &request, &id, false).await
}

/// `POST user/{id}/restore/`: undoes a deletion.
pub(super) async fn restore(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let restored = directory.workers(&actor)?.restore(&id).await?;
    let view = request.view(&actor.domain);
    let document = user::encode(&view, &restored.schema, &restored.person, restored.activity);
    Ok(request.show(&actor.domain, document, &restored))
}

/// `POST user/{id}/password-link/`. The body is optional.
pub(super) async fn password_link(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let decode = |content_type: Option<&str>, bytes: &[u8]| match bytes {
        [] => Ok(json!({})),
        _ => decode_body(content_type, bytes),
    };
    let valid_for = user::password_link::decode(&body.decode(decode).await?)?;
    let link = workers.create_password_link(&id, valid_for).await?;
    let url = app.password_url(request.origin(), &link.token);
    let document = user::password_link::encode(&url, link.expires_at);
    Ok(request.reply(&actor.domain, document).status(StatusCode::CREATED))
}

async fn set_active(
    caller: &Caller,
    request: &RequestContext,
    id: &str,
    active: bool,
) -> ApiResult {
    let Caller { directory, actor } = caller;
    let workers = directory.workers(actor)?;
    workers.set_active(id, active).await.map_err(map_error(ErrorContext::Action))?;
    Ok(request.reply(&actor.domain, Document::Response(json!({}))).status(StatusCode::ACCEPTED))
}
