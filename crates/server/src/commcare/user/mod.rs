//! Mobile workers.

pub(super) mod bulk;
mod describe;

use axum::extract::State;
use http::StatusCode;
use roster_directory::Revision;
use roster_model::Page;
use roster_wire::commcare::{
    Document, LIMIT_CAP, Occasion, Paging,
    user::{RESOURCE, filter, response},
    worker_write,
};
use serde_json::json;

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, at::At, body::Unread, refuse::worded};
use crate::{
    App,
    caller::Caller,
    reply::{ApiResult, Reply},
};

/// `GET user/`.
pub(super) async fn list(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    asked: RequestContext,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let question = asked.question(&actor);
    if let Some(known) = app.answers.find(question.as_ref()) {
        return Ok(known);
    }
    let refuse = worded(Occasion::WorkerList(actor.domain.name.as_str()));
    let filter = filter::decode(&asked.params)?;
    let paging = match Paging::read(&asked.params, LIMIT_CAP) {
        Ok(paging) => paging,
        // The live service looks for the group first, and tells one thing at a time.
        Err(error) => {
            workers.check(&filter).await.map_err(&refuse)?;
            return Err(error.into());
        }
    };
    let extras = asked.params.flag("extras");
    let found = workers.list(&filter, &paging.window(), extras).await.map_err(refuse)?;
    let view = asked.view(&actor.domain);
    let page = Page { items: Vec::new(), total: found.total, next: found.next.clone() };
    let written = paging.write(&view, RESOURCE, &asked.params, page, |out| {
        response::write_all(&view, &found.schema, found.workers(), out)
    })?;
    Ok(app.answers.keep(question, asked.written(written)))
}

/// `POST user/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::WorkerCreate);
    let new = worker_write::decode_create(&body).map_err(&refuse)?;
    let made = workers.create(new).await.map_err(&refuse)?;
    let address = asked.view(&actor.domain).detail_path(RESOURCE, made.person.id.as_str());
    let reply = asked.show(&actor.domain, response::encode_created(&made.person), &made);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET user/{id}/`.
pub(super) async fn show(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let question = asked.question(&actor);
    if let Some(known) = app.answers.find(question.as_ref()) {
        return Ok(known);
    }
    let extras = asked.params.flag("extras");
    let found = workers.find(&id, extras).await?;
    let view = asked.view(&actor.domain);
    let worker = found.person.worker_ref();
    let written = response::write(&view, &found.schema, &worker, found.activity);
    let version = Revision::of(&actor.domain, &found).beside(found.activity.as_ref());
    Ok(app.answers.keep(question, asked.written(written).version(&version)))
}

/// `PUT user/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
    body: Unread,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::WorkerEdit);
    let edit = worker_write::decode_edit(&body, &id, &actor.domain).map_err(&refuse)?;
    let kept = workers.edit(&id, edit).await.map_err(&refuse)?;
    let view = asked.view(&actor.domain);
    let document = response::encode(&view, &kept.schema, &kept.person, kept.activity);
    Ok(asked.show(&actor.domain, document, &kept))
}

/// `DELETE user/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, At(id): At) -> ApiResult {
    directory.workers(&actor)?.delete(&id).await?;
    Ok(Reply::no_content())
}

/// `POST user/{id}/activate/`.
pub(super) async fn activate(caller: Caller, asked: RequestContext, At(id): At) -> ApiResult {
    set_active(&caller, &asked, &id, true).await
}

/// `POST user/{id}/deactivate/`.
pub(super) async fn deactivate(caller: Caller, asked: RequestContext, At(id): At) -> ApiResult {
    set_active(&caller, &asked, &id, false).await
}

async fn set_active(caller: &Caller, asked: &RequestContext, id: &str, active: bool) -> ApiResult {
    let Caller { directory, actor } = caller;
    let workers = directory.workers(actor)?;
    workers.set_active(id, active).await.map_err(worded(Occasion::Action))?;
    Ok(asked.reply(&actor.domain, Document::Response(json!({}))).status(StatusCode::ACCEPTED))
}
