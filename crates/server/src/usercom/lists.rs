//! Lists.

use http::StatusCode;
use roster_directory::Lists;
use roster_model::{Condition, Error, Window};
use roster_wire::usercom::{list, shown_filter::FilteredList, user};

use super::{
    body::DecodedBody, path::NumberPath, people::page_of_users, request_context::RequestContext,
};
use crate::reply::{ApiResult, Reply};

/// `GET lists/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let lists = &lists(&request)?;
    let read = |window: Window| async move { lists.list(&window).await };
    request.filtered_page(FilteredList::Lists, read, |_, list| list::encode(list)).await
}

/// `POST lists/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let created = lists(&request)?.create(&list::decode_edit(&body)).await?;
    Ok(request.show(&list::encode(&created), &created).status(StatusCode::CREATED))
}

/// `GET lists/:id/`.
pub(super) async fn show(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    let found = lists(&request)?.find(number).await?;
    Ok(request.show(&list::encode(&found), &found))
}

/// `PUT lists/:id/` and `PATCH lists/:id/`.
pub(super) async fn edit(
    request: RequestContext,
    NumberPath(number): NumberPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let saved = lists(&request)?.edit(number, &list::decode_edit(&body)).await?;
    Ok(request.show(&list::encode(&saved), &saved))
}

/// `DELETE lists/:id/`.
pub(super) async fn delete(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    lists(&request)?.delete(number).await?;
    Ok(Reply::no_content())
}

/// `GET lists/:id/users/`.
pub(super) async fn people(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    lists(&request)?.find(number).await?;
    let mut filter = user::decode_filter(&request.params)?;
    filter.conditions.push(Condition::on_list(number));
    page_of_users(&request, &filter).await
}

fn lists(request: &RequestContext) -> Result<Lists<'_>, Error> {
    request.directory.lists(&request.actor)
}
