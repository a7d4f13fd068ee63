//! What is done to many users at once.

use http::Uri;
use roster_wire::usercom::{mass_custom, mass_standard, merge};
use serde_json::json;

use super::{call::Call, done::status_ok, sent::Sent};
use crate::reply::ApiResult;

/// `POST users/merge/`.
pub(super) async fn join(call: Call, Sent(body): Sent) -> ApiResult {
    let asked = merge(&body)?;
    call.people()?.merge(asked.parent, &asked.others).await?;
    Ok(Call::reply(&json!({ "success": true })))
}

/// `PUT users/mass_update_standard_attributes/`.
pub(super) async fn standard(call: Call, uri: Uri, Sent(body): Sent) -> ApiResult {
    let mass = mass_standard(&body, by_custom_id(&uri))?;
    call.people()?.edit_all(&mass.people, &mass.edit).await?;
    Ok(status_ok())
}

/// `PUT` and, as the service's own samples have it, `POST users/mass_update_custom_attributes/`.
pub(super) async fn custom(call: Call, uri: Uri, Sent(body): Sent) -> ApiResult {
    let mass = mass_custom(&body, by_custom_id(&uri))?;
    call.people()?.edit_all(&mass.people, &mass.edit).await?;
    Ok(status_ok())
}

fn by_custom_id(uri: &Uri) -> bool {
    uri.path().starts_with("/users-by-id/")
}
