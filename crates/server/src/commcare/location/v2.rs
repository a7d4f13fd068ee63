//! Locations, second version: to be read and written.

use http::StatusCode;
use roster_directory::LocationView;
use roster_model::{Domain, LocationItem};
use roster_wire::commcare::{
    LOCATION_LIMIT_CAP, Occasion, Paging, location_v1::RESOURCE, location_v2,
};

use super::super::{asked::RequestContext, at::At, body::Unread, refuse::worded};
use crate::{
    caller::Caller,
    reply::{ApiResult, Reply},
};

/// `GET location/`.
pub(in crate::commcare) async fn list(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let refuse = worded(Occasion::Location);
    let paging = Paging::read(&asked.params, LOCATION_LIMIT_CAP)?;
    let filter = location_v2::decode_filter(&asked.params).map_err(&refuse)?;
    let found = locations.list(&filter, &paging.window()).await.map_err(&refuse)?;
    let view = asked.view(&actor.domain);
    let page = found.page.map(|location| location_v2::tree(&view, &location, &found.types));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `POST location/`.
pub(in crate::commcare) async fn create(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Location);
    let new = location_v2::decode_create(&body).map_err(&refuse)?;
    let made = locations.create(new).await.map_err(&refuse)?;
    let view = asked.view(&actor.domain);
    let address = view.detail_url(RESOURCE, made.location.id.as_str());
    Ok(reply(&asked, &actor.domain, &made).status(StatusCode::CREATED).location(&address))
}

/// `PATCH location/`.
pub(in crate::commcare) async fn upsert_many(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Location);
    let items = location_v2::decode_items(&body).map_err(&refuse)?;
    let parted = |item| match item {
        LocationItem::Create(new) => (None, new.edit),
        LocationItem::Update { id, edit } => (Some(id), edit),
    };
    let items = items.into_iter().map(parted).collect();
    let ids = locations.upsert_many(items).await.map_err(&refuse)?;
    let reply = asked.reply(&actor.domain, location_v2::encode_items(&ids));
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `GET location/{id}/`.
pub(in crate::commcare) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let found = directory.locations(&actor)?.find(&id).await?;
    Ok(reply(&asked, &actor.domain, &found))
}

/// `PUT location/{id}/`.
pub(in crate::commcare) async fn edit(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
    body: Unread,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Location);
    let edit = location_v2::decode_edit(&body).map_err(&refuse)?;
    let kept = locations.edit(&id, edit).await.map_err(&refuse)?;
    Ok(reply(&asked, &actor.domain, &kept))
}

fn reply(asked: &RequestContext, domain: &Domain, found: &LocationView) -> Reply {
    let levels = std::slice::from_ref(&found.level);
    let document = location_v2::encode(&asked.view(domain), &found.location, levels);
    asked.show(domain, document, found)
}
