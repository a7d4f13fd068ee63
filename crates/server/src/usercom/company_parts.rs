//! Tags and custom attributes of a company.

use http::Method;
use roster_model::{CompanyEdit, PersonEdit};
use roster_wire::usercom::{attribute_name, set_attribute, set_attributes, tag_name, tagged};
use serde_json::{Map, Value};

use super::{call::Call, companies::of, done::done, sent::Sent, whom::Which};
use crate::reply::ApiResult;

/// `POST companies/:id/add_tag/`.
pub(super) async fn add_tag(call: Call, Which(which): Which, Sent(body): Sent) -> ApiResult {
    let done = of(&call)?.add_tag(&which, &tag_name(&body)?).await?;
    Ok(Call::reply(&tagged(&done)))
}

/// `POST` and `DELETE companies/:id/remove_tag/`.
pub(super) async fn remove_tag(
    call: Call,
    Which(which): Which,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    of(&call)?.remove_tag(&which, &tag_name(&body)?).await?;
    Ok(done(&method))
}

/// `POST companies/:id/set_attribute/`.
pub(super) async fn set_attribute_of(
    call: Call,
    Which(which): Which,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    of(&call)?.edit(&which, &company_edit(set_attribute(&body)?)).await?;
    Ok(done(&method))
}

/// `POST companies/:id/set_multiple_attributes/`.
pub(super) async fn set_attributes_of(
    call: Call,
    Which(which): Which,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    of(&call)?.edit(&which, &company_edit(set_attributes(&body))).await?;
    Ok(done(&method))
}

/// `POST` and `DELETE companies/:id/remove_attribute/`.
pub(super) async fn remove_attribute(
    call: Call,
    Which(which): Which,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    let attributes = Map::from_iter([(attribute_name(&body)?, Value::Null)]);
    of(&call)?.edit(&which, &CompanyEdit { attributes, ..CompanyEdit::default() }).await?;
    Ok(done(&method))
}

/// A change of custom attributes, of a company instead of a user.
fn company_edit(edit: PersonEdit) -> CompanyEdit {
    let PersonEdit { attributes, undefined, errors, .. } = edit;
    CompanyEdit { attributes, undefined, errors, ..CompanyEdit::default() }
}
