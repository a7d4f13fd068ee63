//! Companies.

use http::StatusCode;
use roster_directory::Companies;
use roster_model::{Error, Subject, Window};
use roster_wire::usercom::{aliases, company, shown_filter::FilteredList};

use super::{body::DecodedBody, path::CompanyPath, request_context::RequestContext};
use crate::reply::{ApiResult, Reply};

/// `GET companies/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let companies = &companies(&request)?;
    let read = |window: Window| async move { companies.list(None, &window).await };
    request.filtered_page(FilteredList::Companies, read, company::encode).await
}

/// `POST companies/`.
pub(super) async fn create(request: RequestContext, DecodedBody(body): DecodedBody) -> ApiResult {
    let created = companies(&request)?.create(&company::decode_edit(&body)).await;
    let created =
        created.map_err(|error| aliases::with_request_names(error, &body, Subject::Company))?;
    Ok(request
        .show(&company::encode(&request.view, &created), &created)
        .status(StatusCode::CREATED))
}

/// `GET companies/:id/`.
pub(super) async fn show(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
) -> ApiResult {
    let found = companies(&request)?.find(&company_ref).await?;
    Ok(request.show(&company::encode(&request.view, &found), &found))
}

/// `PUT companies/:id/` and `PATCH companies/:id/`. Both keep the values of absent fields.
pub(super) async fn edit(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let saved = companies(&request)?.edit(&company_ref, &company::decode_edit(&body)).await;
    let saved =
        saved.map_err(|error| aliases::with_request_names(error, &body, Subject::Company))?;
    Ok(request.show(&company::encode(&request.view, &saved), &saved))
}

/// `DELETE companies/:id/`.
pub(super) async fn delete(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
) -> ApiResult {
    companies(&request)?.delete(&company_ref).await?;
    Ok(Reply::no_content())
}

/// `POST companies/:id/add_member/`.
pub(super) async fn add_member(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let joined =
        companies(&request)?.add_member(&company_ref, &company::decode_member(&body)?).await?;
    Ok(request.show(&company::encode(&request.view, &joined), &joined))
}

/// `POST companies/:id/remove_member/`.
pub(super) async fn remove_member(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let left =
        companies(&request)?.remove_member(&company_ref, &company::decode_member(&body)?).await?;
    Ok(request.show(&company::encode(&request.view, &left), &left))
}

/// The companies of the caller's domain.
pub(super) fn companies(request: &RequestContext) -> Result<Companies<'_>, Error> {
    request.directory.companies(&request.actor)
}
