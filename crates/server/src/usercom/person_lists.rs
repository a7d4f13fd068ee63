//! Tags and lists of a user, and what else is kept of one.

use http::Method;
use roster_model::Page;
use roster_wire::usercom::{list, list_number, tag_name, tag_names, tagged};
use serde_json::Value;

use super::{
    call::Call,
    done::{done, status_ok},
    sent::Sent,
    whom::Whom,
};
use crate::reply::ApiResult;

/// `POST users/:id/add_tag/`.
pub(super) async fn add_tag(call: Call, Whom(whom): Whom, Sent(body): Sent) -> ApiResult {
    let people = call.people()?;
    let done = people.add_tag(&whom, &tag_name(&body)?).await?;
    Ok(Call::reply(&tagged(&done)))
}

/// `POST users/:id/add_many_tags/`.
pub(super) async fn add_tags(call: Call, Whom(whom): Whom, Sent(body): Sent) -> ApiResult {
    let people = call.people()?;
    people.add_tags(&whom, &tag_names(&body)?).await?;
    Ok(status_ok())
}

/// `POST` and `DELETE users/:id/remove_tag/`. A tag that the user has not is removed already.
pub(super) async fn remove_tag(
    call: Call,
    Whom(whom): Whom,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    let people = call.people()?;
    people.remove_tag(&whom, &tag_name(&body)?).await?;
    Ok(done(&method))
}

/// `POST users/:id/add_to_list/`.
pub(super) async fn add_to_list(call: Call, Whom(whom): Whom, Sent(body): Sent) -> ApiResult {
    let people = call.people()?;
    let joined = people.add_to_list(&whom, list_number(&body)?).await?;
    Ok(Call::reply(&list(&joined)))
}

/// `POST` and `DELETE users/:id/remove_from_list/`.
pub(super) async fn remove_from_list(
    call: Call,
    Whom(whom): Whom,
    method: Method,
    Sent(body): Sent,
) -> ApiResult {
    let people = call.people()?;
    people.remove_from_list(&whom, list_number(&body)?).await?;
    Ok(done(&method))
}

/// `GET users/:id/emails/` and its likes: what the service sends and watches, and we do not.
pub(super) async fn nothing(call: Call, Whom(whom): Whom) -> ApiResult {
    call.people()?.find(&whom).await?;
    call.page(async |_| Ok(Page { items: Vec::new(), total: 0, next: None }), Value::clone).await
}
