//! Web users by the time of their last change.

use std::collections::HashSet;

use jiff::Timestamp;
use roster_model::{Error, Id, Membership, Page, Start, Window, fold};
use roster_store::{changes, memberships};

use super::WebUsers;

impl WebUsers<'_> {
    /// A page of the web users who changed at or after `since`, by sign-in name, with their
    /// exact total. The change log has the times.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn changed_since(
        &self,
        since: Timestamp,
        web_username: Option<&str>,
        window: &Window,
    ) -> Result<Page<Membership>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let changed: HashSet<Id> =
            changes::web_users_since(&mut tx, domain, since).await?.into_iter().collect();
        let mut found = Vec::new();
        if let Some(username) = web_username {
            let member = memberships::by_username(&mut tx, domain, &fold(username)).await?;
            found.extend(member.filter(|it| it.active && it.user.active));
        } else {
            let all = Window { limit: u32::MAX, start: Start::Offset(0) };
            found.extend(memberships::list(&mut tx, domain, &all).await?);
        }
        found.retain(|member| changed.contains(&member.user.id));
        let total = found.len() as u64;
        let skipped = match &window.start {
            Start::Offset(offset) => usize::try_from(*offset).unwrap_or(usize::MAX),
            Start::After(name) => found.partition_point(|member| member.user.username <= *name),
        };
        let mut items: Vec<Membership> = found.into_iter().skip(skipped).collect();
        let limit = window.limit as usize;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(|last| last.user.username.clone());
        Ok(Page { items, total, next })
    }
}
