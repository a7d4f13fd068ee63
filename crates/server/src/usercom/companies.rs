//! Companies.

use http::StatusCode;
use roster_directory::Companies;
use roster_model::{CompanyView, Error, Subject};
use roster_wire::usercom::{company, company_edit, member, spell};

use super::{call::Call, sent::Sent, whom::Which};
use crate::reply::{ApiResult, Reply};

/// `GET companies/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let companies = &of(&call)?;
    let show = |found: &CompanyView| company(&call.view, found);
    call.page(|window| async move { companies.list(None, &window).await }, show).await
}

/// `POST companies/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let made = of(&call)?.create(&company_edit(&body)).await;
    let made = made.map_err(|error| spell(error, &body, Subject::Company))?;
    Ok(call.show(&company(&call.view, &made), &made).status(StatusCode::CREATED))
}

/// `GET companies/:id/`.
pub(super) async fn show(call: Call, Which(which): Which) -> ApiResult {
    let found = of(&call)?.find(&which).await?;
    Ok(call.show(&company(&call.view, &found), &found))
}

/// `PUT companies/:id/` and `PATCH companies/:id/`: what is left out stays, in both.
pub(super) async fn edit(call: Call, Which(which): Which, Sent(body): Sent) -> ApiResult {
    let kept = of(&call)?.edit(&which, &company_edit(&body)).await;
    let kept = kept.map_err(|error| spell(error, &body, Subject::Company))?;
    Ok(call.show(&company(&call.view, &kept), &kept))
}

/// `DELETE companies/:id/`.
pub(super) async fn delete(call: Call, Which(which): Which) -> ApiResult {
    of(&call)?.delete(&which).await?;
    Ok(Reply::no_content())
}

/// `POST companies/:id/add_member/`.
pub(super) async fn add_member(call: Call, Which(which): Which, Sent(body): Sent) -> ApiResult {
    let joined = of(&call)?.add_member(&which, &member(&body)?).await?;
    Ok(call.show(&company(&call.view, &joined), &joined))
}

/// `POST companies/:id/remove_member/`.
pub(super) async fn remove_member(call: Call, Which(which): Which, Sent(body): Sent) -> ApiResult {
    let left = of(&call)?.remove_member(&which, &member(&body)?).await?;
    Ok(call.show(&company(&call.view, &left), &left))
}

/// The companies of the caller's domain.
pub(super) fn of(call: &Call) -> Result<Companies<'_>, Error> {
    call.directory.companies(&call.actor)
}
