//! Reading groups.

use std::collections::HashMap;

use roster_model::{
    Error, Id,
    scim::{
        ElementTest, Expr, GroupSort, GroupTest, GroupView, Position, ScimPage, ScimWindow, Sub,
        Test,
    },
};
use roster_store::{
    PAGE_BYTES, Tx, domain_state,
    scim::{GroupSelection, find_group, group_members, groups_after, groups_by_id, member_counts},
};

use super::list::{self, Source};
use crate::{groups::LoadedGroup, op_context::OpContext};

/// The most members of all groups of a page. A member has about 200 bytes in a response.
const MAX_MEMBERS: usize = PAGE_BYTES / 200;

/// How many groups are read at a time with their members.
const BATCH_WITH_MEMBERS: u32 = 20;

/// Loads the group with this id.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn load(
    tx: &mut Tx,
    domain: i64,
    id: &str,
    with_members: bool,
) -> Result<GroupView, Error> {
    let group = find_group(tx, domain, id).await?.ok_or(Error::not_found("group"))?;
    if !with_members {
        return Ok(group);
    }
    let mut groups = vec![group];
    add_members(tx, domain, &mut groups).await?;
    groups.pop().ok_or(Error::not_found("group"))
}

impl LoadedGroup for GroupView {
    async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Self, Error> {
        load(tx, domain, id, true).await
    }
}

async fn add_members(tx: &mut Tx, domain: i64, groups: &mut [GroupView]) -> Result<(), Error> {
    if groups.is_empty() {
        return Ok(());
    }
    let ids = groups.iter().map(|group| group.id.as_str().to_owned()).collect();
    let mut members: HashMap<Id, Vec<Id>> = HashMap::new();
    for (group, person) in group_members(tx, domain, ids).await? {
        members.entry(group).or_default().push(person);
    }
    for group in groups {
        group.members = members.remove(&group.id).unwrap_or_default();
    }
    Ok(())
}

/// See [`super::ScimGroups::list`].
pub(super) async fn list(
    ctx: &OpContext<'_>,
    filter: &Expr<GroupTest>,
    window: &ScimWindow<GroupSort>,
    with_members: bool,
) -> Result<ScimPage<GroupView>, Error> {
    let domain = ctx.domain().number;
    let mut tx = ctx.read().await?;
    let seq = domain_state::seq(&mut tx, domain).await?.unwrap_or_default();
    let cache = ctx.directory().cache();
    let key = format!("groups {filter:?}");
    let cached = cache.scim_total(domain, &key, seq);
    let mut source = Groups {
        tx: &mut tx,
        domain,
        selection: GroupSelection::new(filter),
        filter,
        sort: window.sort.map(|(sort, _)| sort),
        needs_members: needs_members(filter),
    };
    let mut page = list::page(&mut source, window, cached).await?;
    if cached.is_none() {
        cache.insert_scim_total(domain, key, seq, page.total);
    }
    page.items.iter_mut().for_each(|group| group.members.clear());
    if with_members {
        cut_by_members(&mut tx, domain, &mut page, window.sort.map(|(sort, _)| sort)).await?;
        add_members(&mut tx, domain, &mut page.items).await?;
    }
    Ok(page)
}

/// Ends a page before the group whose members would make it larger than [`PAGE_BYTES`], but not before
/// the first group.
async fn cut_by_members(
    tx: &mut Tx,
    domain: i64,
    page: &mut ScimPage<GroupView>,
    sort: Option<GroupSort>,
) -> Result<(), Error> {
    let ids = page.items.iter().map(|group| group.id.to_string()).collect();
    let counts = member_counts(tx, domain, ids).await?;
    let mut members = 0;
    let is_full = |group: &GroupView| {
        members += counts.get(&group.id).copied().unwrap_or(0);
        members > MAX_MEMBERS
    };
    let end = page.items.iter().position(is_full).unwrap_or(usize::MAX).max(1);
    if end < page.items.len() {
        page.items.truncate(end);
        page.next = page.items.last().map(|last| Position {
            key: sort.and_then(|sort| last.sort_key(sort)),
            id: last.id.to_string(),
        });
    }
    Ok(())
}

/// Whether the filter must be tested with the members. The store finds the groups of one member.
fn needs_members(filter: &Expr<GroupTest>) -> bool {
    let mut needs = false;
    filter.visit(&mut |test| needs |= matches!(test, GroupTest::Member(_)));
    needs && !is_single_member(filter)
}

fn is_single_member(filter: &Expr<GroupTest>) -> bool {
    matches!(
        filter,
        Expr::Test(GroupTest::Member(Expr::Test(ElementTest {
            sub: Sub::Value,
            test: Test::Compare(roster_model::scim::Operator::Equal, _),
        })))
    )
}

struct Groups<'a> {
    tx: &'a mut Tx,
    domain: i64,
    selection: GroupSelection<'a>,
    filter: &'a Expr<GroupTest>,
    sort: Option<GroupSort>,
    needs_members: bool,
}

impl Source for Groups<'_> {
    type Item = GroupView;

    async fn batch(
        &mut self,
        after: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<GroupView>, bool), Error> {
        let after = after.unwrap_or_default();
        let limit = if self.needs_members { BATCH_WITH_MEMBERS } else { limit };
        let (mut groups, has_more) =
            groups_after(self.tx, self.domain, &self.selection, after, limit).await?;
        if self.needs_members {
            add_members(self.tx, self.domain, &mut groups).await?;
        }
        Ok((groups, has_more))
    }

    async fn load(&mut self, ids: &[String]) -> Result<Vec<GroupView>, Error> {
        Ok(groups_by_id(self.tx, self.domain, ids.to_vec()).await?)
    }

    fn id(item: &GroupView) -> String {
        item.id.to_string()
    }

    fn size(item: &GroupView) -> usize {
        item.name.len()
    }

    fn matches(&self, item: &GroupView) -> bool {
        is_single_member(self.filter) || item.matches(self.filter)
    }

    fn sort_key(&self, item: &GroupView) -> Option<String> {
        self.sort.and_then(|sort| item.sort_key(sort))
    }
}
