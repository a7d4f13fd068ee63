//! The resources that describe the service. They need credentials, like all others.

use axum::extract::RawPathParams;
use roster_wire::scim::{
    ErrorResponse, encode_all, resource_type, resource_types, schema_document, schema_documents,
    service_provider_config,
};
use serde_json::Value;

use super::request_context::RequestContext;
use crate::{error::ApiError, reply::ApiResult};

/// `GET ServiceProviderConfig`.
pub(super) async fn config(request: RequestContext) -> ApiResult {
    Ok(RequestContext::reply(&service_provider_config(&request.view)))
}

/// `GET ResourceTypes`.
pub(super) async fn list_resource_types(request: RequestContext) -> ApiResult {
    all(&request, &resource_types(&request.view))
}

/// `GET ResourceTypes/{name}`.
pub(super) async fn show_resource_type(
    request: RequestContext,
    params: RawPathParams,
) -> ApiResult {
    one(resource_type(&request.view, param(&params, "name")))
}

/// `GET Schemas`.
pub(super) async fn list_schemas(request: RequestContext) -> ApiResult {
    all(&request, &schema_documents(&request.view))
}

/// `GET Schemas/{urn}`.
pub(super) async fn show_schema(request: RequestContext, params: RawPathParams) -> ApiResult {
    one(schema_document(&request.view, param(&params, "urn")))
}

/// A filter would return nothing useful here (RFC 7644, 4).
fn all(request: &RequestContext, documents: &[Value]) -> ApiResult {
    if request.params.get("filter").is_some() {
        let error = ErrorResponse::new(
            http::StatusCode::FORBIDDEN,
            "This resource cannot be filtered. Leave out the filter.",
        );
        return Err(error.into());
    }
    Ok(RequestContext::reply(&encode_all(documents)))
}

fn one(document: Option<Value>) -> ApiResult {
    match document {
        Some(document) => Ok(RequestContext::reply(&document)),
        None => Err(ApiError::from(ErrorResponse::not_found())),
    }
}

fn param<'a>(params: &'a RawPathParams, name: &str) -> &'a str {
    params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}
