//! Definitions of custom attributes.

use http::StatusCode;
use roster_directory::Attributes;
use roster_model::{Attribute, Error, Subject};
use roster_wire::usercom::{attribute, new_attribute};

use super::{
    call::Call,
    sent::Sent,
    whom::{Named, Numbered},
};
use crate::reply::{ApiResult, Reply};

/// `GET attributes/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let attributes = &of(&call)?;
    let show = |found: &Attribute| attribute(&call.view, found);
    call.page(|window| async move { attributes.list(&window).await }, show).await
}

/// `POST attributes/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let made = of(&call)?.define(&new_attribute(&body)).await?;
    Ok(call.show(&attribute(&call.view, &made), &made).status(StatusCode::CREATED))
}

/// `GET attributes/:id/`.
pub(super) async fn show(call: Call, Numbered(number): Numbered) -> ApiResult {
    let found = of(&call)?.find(number).await?;
    Ok(call.show(&attribute(&call.view, &found), &found))
}

/// `DELETE attributes/:id/`.
pub(super) async fn delete(call: Call, Numbered(number): Numbered) -> ApiResult {
    of(&call)?.remove(number).await?;
    Ok(Reply::no_content())
}

/// `GET attribute-type/:name_std/users/`.
pub(super) async fn of_people(call: Call, Named(name): Named) -> ApiResult {
    let found = of(&call)?.find_by_name(Subject::Person, &name).await?;
    Ok(call.show(&attribute(&call.view, &found), &found))
}

/// `GET attribute-type/:name_std/companies/`.
pub(super) async fn of_companies(call: Call, Named(name): Named) -> ApiResult {
    let found = of(&call)?.find_by_name(Subject::Company, &name).await?;
    Ok(call.show(&attribute(&call.view, &found), &found))
}

fn of(call: &Call) -> Result<Attributes<'_>, Error> {
    call.directory.attributes(&call.actor)
}
