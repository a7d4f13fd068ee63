//! Locations, first version: to be read only, with absolute links.

use roster_wire::commcare::{
    LIMIT_CAP, Occasion, Paging,
    location_v1::{self, RESOURCE},
};

use super::super::{asked::RequestContext, at::At, refuse::worded};
use crate::{caller::Caller, reply::ApiResult};

/// `GET location/`.
pub(in crate::commcare) async fn list(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let refuse = worded(Occasion::Location);
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    let filter = location_v1::decode_filter(&asked.params).map_err(&refuse)?;
    let found = locations.list(&filter, &paging.window()).await.map_err(&refuse)?;
    let view = asked.view(&actor.domain);
    let page = found.page.map(|location| location_v1::tree(&view, &location));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `GET location/{id}/`.
pub(in crate::commcare) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let found = directory.locations(&actor)?.find(&id).await?;
    let document = location_v1::encode(&asked.view(&actor.domain), &found.location);
    Ok(asked.show(&actor.domain, document, &found))
}
