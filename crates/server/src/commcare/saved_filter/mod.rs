//! Saved filters of the list of workers.

mod openapi;

use http::StatusCode;
use roster_model::{Error, SavedFilterEdit};
use roster_wire::commcare::{
    LIMIT_CAP, Paging,
    saved_filter::{self, RESOURCE},
};

pub(super) use self::openapi::{operations, schemas};
use super::{decode_body, request_context::RequestContext};
use crate::{
    error::ApiError,
    extract::{Body, Caller, PathId},
    reply::{ApiResult, Reply},
};

/// `GET saved_filter/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let filters = directory.saved_filters(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let found = filters.list(&paging.window()).await?;
    let view = request.view(&actor.domain);
    let page = found.map(|found| saved_filter::tree(&view, &found));
    Ok(request.reply(&actor.domain, paging.document(&view, RESOURCE, &request.params, page)))
}

/// `POST saved_filter/`.
pub(super) async fn create(caller: Caller, request: RequestContext, body: Body) -> ApiResult {
    let edit = read(&caller, body).await?;
    let Caller { directory, actor } = caller;
    let created = directory.saved_filters(&actor)?.create(&edit).await?;
    let view = request.view(&actor.domain);
    let address = view.detail_path(RESOURCE, &created.number.to_string());
    let reply = request.show(&actor.domain, saved_filter::encode(&view, &created), &created);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET saved_filter/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.saved_filters(&actor)?.find(number(&id)?).await?;
    let document = saved_filter::encode(&request.view(&actor.domain), &found);
    Ok(request.show(&actor.domain, document, &found))
}

/// `PUT saved_filter/{id}/`.
pub(super) async fn edit(
    caller: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let edit = read(&caller, body).await?;
    let number = number(&id)?;
    let Caller { directory, actor } = caller;
    let saved = directory.saved_filters(&actor)?.edit(number, &edit).await?;
    let document = saved_filter::encode(&request.view(&actor.domain), &saved);
    Ok(request.show(&actor.domain, document, &saved))
}

/// `DELETE saved_filter/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, PathId(id): PathId) -> ApiResult {
    directory.saved_filters(&actor)?.delete(number(&id)?).await?;
    Ok(Reply::no_content())
}

/// Reads the body, and checks that the group and the location of the query exist.
async fn read(caller: &Caller, body: Body) -> Result<SavedFilterEdit, ApiError> {
    let Caller { directory, actor } = caller;
    // The permission is checked before the body is read.
    directory.saved_filters(actor)?;
    let body = body.decode(decode_body).await?;
    let edit = saved_filter::decode(&body)?;
    if let Some(query) = &edit.query {
        let filter = saved_filter::parse_query(query)?;
        directory.workers(actor)?.check(&filter).await?;
    }
    Ok(edit)
}

/// Parses the number of a saved filter.
fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| Error::not_found("saved filter"))
}
