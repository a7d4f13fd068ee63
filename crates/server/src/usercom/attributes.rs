//! Definitions of custom attributes.

use http::StatusCode;
use roster_directory::Attributes;
use roster_model::{Error, Subject, Window};
use roster_wire::usercom::{attribute, shown_filter::FilteredList};

use super::{body::DecodedBody, path::NumberPath, request_context::RequestContext};
use crate::{
    extract::PathId,
    reply::{ApiResult, Reply},
};

/// `GET attributes/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let attributes = &attributes(&request)?;
    let read = |window: Window| async move { attributes.list(&window).await };
    request.filtered_page(FilteredList::Attributes, read, attribute::encode).await
}

/// `POST attributes/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let created = attributes(&request)?.define(&attribute::decode_create(&body)).await?;
    Ok(request
        .show(&attribute::encode(&request.view, &created), &created)
        .status(StatusCode::CREATED))
}

/// `GET attributes/:id/`.
pub(super) async fn show(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    let found = attributes(&request)?.find(number).await?;
    Ok(request.show(&attribute::encode(&request.view, &found), &found))
}

/// `DELETE attributes/:id/`.
pub(super) async fn delete(request: RequestContext, NumberPath(number): NumberPath) -> ApiResult {
    attributes(&request)?.remove(number).await?;
    Ok(Reply::no_content())
}

/// `GET attribute-type/:name_std/users/`.
pub(super) async fn of_people(request: RequestContext, PathId(name): PathId) -> ApiResult {
    let found = attributes(&request)?.find_by_name(Subject::Person, &name).await?;
    Ok(request.show(&attribute::encode(&request.view, &found), &found))
}

/// `GET attribute-type/:name_std/companies/`.
pub(super) async fn of_companies(request: RequestContext, PathId(name): PathId) -> ApiResult {
    let found = attributes(&request)?.find_by_name(Subject::Company, &name).await?;
    Ok(request.show(&attribute::encode(&request.view, &found), &found))
}

fn attributes(request: &RequestContext) -> Result<Attributes<'_>, Error> {
    request.directory.attributes(&request.actor)
}
