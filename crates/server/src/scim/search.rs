//! Lists of users and groups together, at the root.

use roster_model::{
    Error,
    scim::{GroupView, PageStart, Position, ScimPage, ScimWindow, UserView},
};
use roster_wire::scim::{
    Everything, EverythingStart, ListRequest, ListResponse, Resource, decode_body,
};

use super::request_context::RequestContext;
use crate::{extract::Body, reply::ApiResult};

const ALL_USERS: &str = "all users";
const ALL_GROUPS: &str = "all groups";

/// `GET` of the root.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let list = ListRequest::from_params(&request.params)?;
    page(&request, &list).await
}

/// `POST .search`.
pub(super) async fn search(request: RequestContext, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let list = ListRequest::from_body(&body.decode(decode_body).await?)?;
    page(&request, &list).await
}

async fn page(request: &RequestContext, list: &ListRequest) -> ApiResult {
    let domain = &request.actor.domain;
    let wanted = list.everything(&request.view, domain)?;
    let with_members = list.projection.shows_members();
    let (users, groups) = read(request, &wanted, with_members).await?;
    let total = users.total + groups.total;
    let next = next(&wanted, &users, &groups);
    let next = next.and_then(|(list_name, position)| list.next(Some(&position), domain, list_name));
    let show_user = |found| list.projection.apply(request.user(found), Resource::User);
    let show_group = |found| list.projection.apply(request.group(found), Resource::Group);
    let users = users.items.iter().map(show_user);
    let resources = users.chain(groups.items.iter().map(show_group)).collect();
    Ok(RequestContext::reply(&list.encode(ListResponse { resources, total, next })))
}

/// The users and the groups of a page. Users come first.
async fn read(
    request: &RequestContext,
    wanted: &Everything,
    with_members: bool,
) -> Result<(ScimPage<UserView>, ScimPage<GroupView>), Error> {
    let users = request.directory.scim_users(&request.actor)?;
    let groups = request.directory.scim_groups(&request.actor)?;
    let (limit, start) = match &wanted.start {
        EverythingStart::Index(index) => (wanted.count, PageStart::Index(*index)),
        EverythingStart::Users(after) => (wanted.count, page_start(after.as_ref())),
        EverythingStart::Groups(_) => (0, PageStart::Index(0)),
    };
    let sort = wanted.user_sort.clone().map(|sort| (sort, wanted.descending));
    let window = ScimWindow { limit, start, sort };
    let users = users.list(&wanted.users, &window).await?;
    let shown = u32::try_from(users.items.len()).unwrap_or(u32::MAX);
    let (limit, start) = match &wanted.start {
        EverythingStart::Groups(after) => (wanted.count, page_start(after.as_ref())),
        // Groups come after the last user.
        EverythingStart::Users(_) | EverythingStart::Index(_) if users.next.is_some() => {
            (0, PageStart::Index(0))
        }
        EverythingStart::Index(index) => {
            (wanted.count - shown, PageStart::Index(index.saturating_sub(users.total)))
        }
        EverythingStart::Users(_) => (wanted.count - shown, PageStart::Index(0)),
    };
    let sort = wanted.group_sort.map(|sort| (sort, wanted.descending));
    let window = ScimWindow { limit, start, sort };
    let groups = groups.list(&wanted.groups, &window, with_members).await?;
    Ok((users, groups))
}

fn page_start(after: Option<&Position>) -> PageStart {
    after.map_or(PageStart::Index(0), |position| PageStart::After(position.clone()))
}

/// The list in which the next page starts, and after which position. An empty id is its start.
fn next(
    wanted: &Everything,
    users: &ScimPage<UserView>,
    groups: &ScimPage<GroupView>,
) -> Option<(&'static str, Position)> {
    if let Some(position) = &users.next
        && !matches!(wanted.start, EverythingStart::Groups(_))
    {
        return Some((ALL_USERS, position.clone()));
    }
    if let Some(position) = &groups.next {
        return Some((ALL_GROUPS, position.clone()));
    }
    let has_groups = groups.total > 0 && groups.items.is_empty() && !users.items.is_empty();
    has_groups.then(|| (ALL_GROUPS, Position { key: None, id: String::new() }))
}
