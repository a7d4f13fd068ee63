//! Custom attributes of a user.

use http::Method;
use roster_model::PersonEdit;
use roster_wire::usercom::{attribute_name, set_attribute, set_attributes};
use serde_json::{Map, Value};

use super::{call::Call, done::done, sent::Sent, whom::Whom};
use crate::reply::ApiResult;

/// `POST users/:id/set_attribute/`.
pub(super) async fn set(
    call: Call,
    Whom(whom): Whom,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    let people = call.people()?;
    people.edit(&whom, &set_attribute(&body)?).await?;
    Ok(done(&method))
}

/// `POST users/:id/set_multiple_attributes/`.
pub(super) async fn set_many(
    call: Call,
    Whom(whom): Whom,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    call.people()?.edit(&whom, &set_attributes(&body)).await?;
    Ok(done(&method))
}

/// `POST` and `DELETE users/:id/remove_attribute/`. One that nobody has defined is removed already.
pub(super) async fn remove(
    call: Call,
    Whom(whom): Whom,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    let people = call.people()?;
    let attributes = Map::from_iter([(attribute_name(&body)?, Value::Null)]);
    people.edit(&whom, &PersonEdit { attributes, ..PersonEdit::default() }).await?;
    Ok(done(&method))
}
