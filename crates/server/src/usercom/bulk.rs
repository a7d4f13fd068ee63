//! Operations on many users.

use http::Uri;
use roster_wire::usercom::user::bulk;
use serde_json::json;

use super::{body::DecodedBody, empty::status_ok, request_context::RequestContext};
use crate::{rate_limit::RowCounter, reply::ApiResult};

/// `POST users/merge/`.
pub(super) async fn merge_users(
    request: RequestContext,
    rows: RowCounter,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let merged = bulk::decode_merge(&body)?;
    rows.count(&request.actor, merged.others.len() + 1)?;
    request.people()?.merge(merged.parent, &merged.others).await?;
    Ok(RequestContext::reply(&json!({ "success": true })))
}

/// `PUT users/mass_update_standard_attributes/`.
pub(super) async fn standard(
    request: RequestContext,
    rows: RowCounter,
    uri: Uri,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let update = bulk::decode_standard(&body, by_custom_id(&uri))?;
    rows.count(&request.actor, update.people.len())?;
    request.people()?.edit_all(&update.people, &update.edit).await?;
    Ok(status_ok())
}

/// `PUT users/mass_update_custom_attributes/`, and `POST` as in the samples of the service.
pub(super) async fn custom(
    request: RequestContext,
    rows: RowCounter,
    uri: Uri,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let update = bulk::decode_custom(&body, by_custom_id(&uri))?;
    rows.count(&request.actor, update.people.len())?;
    request.people()?.edit_all(&update.people, &update.edit).await?;
    Ok(status_ok())
}

fn by_custom_id(uri: &Uri) -> bool {
    uri.path().starts_with("/users-by-id/")
}
