//! Tags.

use http::StatusCode;
use roster_directory::Tags;
use roster_model::{Condition, Error, Window};
use roster_wire::usercom::{company, shown_filter::FilteredList, tag, user};

use super::{
    body::DecodedBody, companies, path::NumberPath, people::page_of_users,
    request_context::RequestContext,
};
use crate::reply::{ApiResult, Reply};

/// `GET tags/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let tags = &tags(&request)?;
    let read = |window: Window| async move { tags.list(&window).await };
    request.filtered_page(FilteredList::Tags, read, |_, tag| tag::encode(tag)).await
}

/// `POST tags/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let created = tags(&request)?.create(&tag::decode_name(&body)?).await?;
    Ok(request.show(&tag::encode(&created), &created).status(StatusCode::CREATED))
}

/// `GET tags/:id/`.
pub(super) async fn show(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    let found = tags(&request)?.find(number).await?;
    Ok(request.show(&tag::encode(&found), &found))
}

/// `PUT tags/:id/` and `PATCH tags/:id/`.
pub(super) async fn edit(
    request: RequestContext,
    NumberPath(number): NumberPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let saved = tags(&request)?.rename(number, &tag::decode_name(&body)?).await?;
    Ok(request.show(&tag::encode(&saved), &saved))
}

/// `DELETE tags/:id/`.
pub(super) async fn delete(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    tags(&request)?.delete(number).await?;
    Ok(Reply::no_content())
}

/// `GET tags/:id/users/`.
pub(super) async fn people(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    tags(&request)?.find(number).await?;
    let mut filter = user::decode_filter(&request.params)?;
    filter.conditions.push(Condition::tagged(number));
    page_of_users(&request, &filter).await
}

/// `GET tags/:id/companies/`.
pub(super) async fn companies(
    request: RequestContext,
    NumberPath(number): NumberPath,
) -> ApiResult {
    tags(&request)?.find(number).await?;
    let companies = &companies::companies(&request)?;
    let read = |window: Window| async move { companies.list(Some(number), &window).await };
    request.filtered_page(FilteredList::Companies, read, company::encode).await
}

fn tags(request: &RequestContext) -> Result<Tags<'_>, Error> {
    request.directory.tags(&request.actor)
}
