//! Tags and custom attributes of a company.

use http::Method;
use roster_wire::usercom::{company, tag};

use super::{
    body::DecodedBody, companies::companies, empty::empty, path::CompanyPath,
    request_context::RequestContext,
};
use crate::reply::ApiResult;

/// `POST companies/:id/add_tag/`.
pub(super) async fn add_tag(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let tag = companies(&request)?.add_tag(&company_ref, &tag::decode_name(&body)?).await?;
    Ok(RequestContext::reply(&tag::encode_added(&tag)))
}

/// `POST` and `DELETE companies/:id/remove_tag/`.
pub(super) async fn remove_tag(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    companies(&request)?.remove_tag(&company_ref, &tag::decode_name(&body)?).await?;
    Ok(empty(&method))
}

/// `POST companies/:id/set_attribute/`.
pub(super) async fn set_attribute_of(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    companies(&request)?.edit(&company_ref, &company::decode_set_attribute(&body)?).await?;
    Ok(empty(&method))
}

/// `POST companies/:id/set_multiple_attributes/`.
pub(super) async fn set_attributes_of(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    companies(&request)?.edit(&company_ref, &company::decode_set_attributes(&body)).await?;
    Ok(empty(&method))
}

/// `POST` and `DELETE companies/:id/remove_attribute/`.
pub(super) async fn remove_attribute(
    request: RequestContext,
    CompanyPath(company_ref): CompanyPath,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    companies(&request)?.edit(&company_ref, &company::decode_remove_attribute(&body)?).await?;
    Ok(empty(&method))
}
