//! Segments: the saved filters of the domain.

use roster_directory::SavedFilters;
use roster_model::{Error, Page, PersonView, SavedFilter, Start, Window};
use roster_wire::{
    commcare::saved_filter,
    usercom::{segment, user},
};

use super::{
    path::{NumberPath, UserRef},
    request_context::RequestContext,
};
use crate::reply::ApiResult;

/// The number of filters that are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// `GET segments/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let filters = &filters(&request)?;
    request.page(|window| async move { filters.list(&window).await }, segment::encode).await
}

/// `GET segments/:id/`.
pub(super) async fn show(request: RequestContext, NumberPath(id): NumberPath) -> ApiResult {
    let found = find(&request, id).await?;
    Ok(request.show(&segment::encode(&found), &found))
}

/// `GET segments/:id/users/`.
pub(super) async fn people(request: RequestContext, NumberPath(id): NumberPath) -> ApiResult {
    let found = find(&request, id).await?;
    let filter = &saved_filter::parse_query(&found.query)?;
    let people = &request.people()?;
    let show = |found: &PersonView| user::encode(&request.view, found);
    request.page(|window| async move { people.in_filter(filter, &window).await }, show).await
}

/// `GET users/:id/segments/`.
pub(super) async fn of_person(request: RequestContext, UserRef(user): UserRef) -> ApiResult {
    let people = request.people()?;
    people.find(&user).await?;
    let filters = filters(&request)?;
    let mut matching: Vec<SavedFilter> = Vec::new();
    let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let page = filters.list(&window).await?;
        for filter in page.items {
            if people.matches(&user, &saved_filter::parse_query(&filter.query)?).await? {
                matching.push(filter);
            }
        }
        let Some(next) = page.next else { break };
        window.start = Start::After(next);
    }
    let matching = &matching;
    let page = |window: Window| async move { Ok(page_of(matching, &window)) };
    request.page(page, segment::encode).await
}

/// A page of filters in the order of their numbers.
fn page_of(filters: &[SavedFilter], window: &Window) -> Page<SavedFilter> {
    let first = match &window.start {
        Start::Offset(offset) => usize::try_from(*offset).unwrap_or(usize::MAX),
        Start::After(key) => {
            let after = key.parse().unwrap_or(0);
            filters.partition_point(|filter| filter.number <= after)
        }
    };
    let mut rest = filters.iter().skip(first);
    let items: Vec<SavedFilter> = rest.by_ref().take(window.limit as usize).cloned().collect();
    let next = rest.next().and(items.last()).map(|last| last.number.to_string());
    Page { items, total: filters.len() as u64, next }
}

fn filters(request: &RequestContext) -> Result<SavedFilters<'_>, Error> {
    request.directory.saved_filters(&request.actor)
}

async fn find(request: &RequestContext, id: i64) -> Result<SavedFilter, Error> {
    match filters(request)?.find(id).await {
        Err(Error::NotFound { .. }) => Err(Error::not_found("segment")),
        other => other,
    }
}
