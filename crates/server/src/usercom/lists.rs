//! Lists.

use http::StatusCode;
use roster_directory::Lists;
use roster_model::{Condition, Error, PersonFilter, PersonView};
use roster_wire::usercom::{self, list_edit, person};

use super::{call::Call, sent::Sent, whom::Numbered};
use crate::reply::{ApiResult, Reply};

/// `GET lists/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let lists = &of(&call)?;
    call.page(|window| async move { lists.list(&window).await }, usercom::list).await
}

/// `POST lists/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let made = of(&call)?.create(&list_edit(&body)).await?;
    Ok(call.show(&usercom::list(&made), &made).status(StatusCode::CREATED))
}

/// `GET lists/:id/`.
pub(super) async fn show(call: Call, Numbered(number): Numbered) -> ApiResult {
    let found = of(&call)?.find(number).await?;
    Ok(call.show(&usercom::list(&found), &found))
}

/// `PUT lists/:id/` and `PATCH lists/:id/`.
pub(super) async fn edit(call: Call, Numbered(number): Numbered, Sent(body): Sent) -> ApiResult {
    let kept = of(&call)?.edit(number, &list_edit(&body)).await?;
    Ok(call.show(&usercom::list(&kept), &kept))
}

/// `DELETE lists/:id/`.
pub(super) async fn delete(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.delete(number).await?;
    Ok(Reply::no_content())
}

/// `GET lists/:id/users/`.
pub(super) async fn people(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.find(number).await?;
    let people = &call.people()?;
    let filter = &PersonFilter { conditions: vec![Condition::OnList(number)] };
    let show = |found: &PersonView| person(&call.view, found);
    call.page(|window| async move { people.list(filter, &window).await }, show).await
}

fn of(call: &Call) -> Result<Lists<'_>, Error> {
    call.directory.lists(&call.actor)
}
