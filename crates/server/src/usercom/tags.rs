//! Tags.

use http::StatusCode;
use roster_directory::Tags;
use roster_model::{CompanyView, Condition, Error, PersonFilter, PersonView};
use roster_wire::usercom::{company, person, tag, tag_name};

use super::{call::Call, companies, sent::Sent, whom::Numbered};
use crate::reply::{ApiResult, Reply};

/// `GET tags/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let tags = &of(&call)?;
    call.page(|window| async move { tags.list(&window).await }, tag).await
}

/// `POST tags/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let made = of(&call)?.create(&tag_name(&body)?).await?;
    Ok(call.show(&tag(&made), &made).status(StatusCode::CREATED))
}

/// `GET tags/:id/`.
pub(super) async fn show(call: Call, Numbered(number): Numbered) -> ApiResult {
    let found = of(&call)?.find(number).await?;
    Ok(call.show(&tag(&found), &found))
}

/// `PUT tags/:id/` and `PATCH tags/:id/`.
pub(super) async fn edit(call: Call, Numbered(number): Numbered, Sent(body): Sent) -> ApiResult {
    let kept = of(&call)?.rename(number, &tag_name(&body)?).await?;
    Ok(call.show(&tag(&kept), &kept))
}

/// `DELETE tags/:id/`.
pub(super) async fn delete(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.delete(number).await?;
    Ok(Reply::no_content())
}

/// `GET tags/:id/users/`.
pub(super) async fn people(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.find(number).await?;
    let people = &call.people()?;
    let filter = &PersonFilter { conditions: vec![Condition::Tagged(number)] };
    let show = |found: &PersonView| person(&call.view, found);
    call.page(|window| async move { people.list(filter, &window).await }, show).await
}

/// `GET tags/:id/companies/`.
pub(super) async fn companies(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.find(number).await?;
    let companies = &companies::of(&call)?;
    let show = |found: &CompanyView| company(&call.view, found);
    call.page(|window| async move { companies.list(Some(number), &window).await }, show).await
}

fn of(call: &Call) -> Result<Tags<'_>, Error> {
    call.directory.tags(&call.actor)
}
