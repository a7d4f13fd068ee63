//! Completes the accepted changes that a process left.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, Channel, Domain, Error, Id, Rights, Who};
use roster_store::{
    accepted_change::AcceptedChange,
    domains,
    pending_deletions::{self, PendingDeletion},
};

use super::{Deletion, resume};
use crate::{
    Directory, fields::FieldDeletion, groups, groups::GroupDeletion, lists::ListDeletion,
    op_context::OpContext, tags::TagDeletion, visibility::Visibility,
};

/// How often changes that a process left are looked for.
const INTERVAL: Duration = Duration::from_mins(1);

/// The age from which a change counts as left by its process. A younger one is in progress.
const LEFT_AFTER: SignedDuration = SignedDuration::from_secs(60);

impl Directory {
    /// Completes the accepted changes that a process left, now and then every minute. Never returns.
    pub async fn complete_accepted_changes_regularly(&self) {
        let mut minutes = tokio::time::interval(INTERVAL);
        loop {
            minutes.tick().await;
            if let Err(error) = self.complete_accepted_changes().await {
                tracing::warn!(%error, "accepted changes were not completed");
            }
        }
    }

    /// Completes the accepted changes that a process left: of members of groups, and deletions. Returns
    /// how many there were.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn complete_accepted_changes(&self) -> Result<u64, Error> {
        let now = self.environment().now();
        let before = now.checked_sub(LEFT_AFTER).unwrap_or(now);
        let groups = groups::complete_changes(self, before).await?;
        Ok(groups + self.complete_deletions(before).await?)
    }

    async fn complete_deletions(&self, before: Timestamp) -> Result<u64, Error> {
        let mut tx = self.store().read().await?;
        let mut left = Vec::new();
        for pending in pending_deletions::left_over(&mut tx, before).await? {
            if let Some(domain) = domains::numbered(&mut tx, pending.domain).await?
                && let Some(change) = pending_deletions::find(&mut tx, &pending).await?
            {
                left.push((domain, pending, change));
            }
        }
        drop(tx);
        let count = left.len() as u64;
        for (domain, pending, change) in left {
            self.complete_deletion(domain, &pending, change).await?;
        }
        Ok(count)
    }

    async fn complete_deletion(
        &self,
        domain: Domain,
        pending: &PendingDeletion,
        change: AcceptedChange,
    ) -> Result<(), Error> {
        let actor = on_behalf_of(domain, &change);
        let number = pending.id.parse().unwrap_or_default();
        match pending.kind.as_str() {
            <GroupDeletion<'_> as Deletion>::KIND => {
                let (ctx, id) =
                    (OpContext::new(self, actor), Id::new_unchecked(pending.id.clone()));
                resume(&mut GroupDeletion::of(&ctx, &id), change.actor).await
            }
            <TagDeletion<'_> as Deletion>::KIND => {
                let visibility = Visibility::new(self, &actor)?;
                resume(&mut TagDeletion::new(&visibility, number), change.actor).await
            }
            <ListDeletion<'_> as Deletion>::KIND => {
                let visibility = Visibility::new(self, &actor)?;
                resume(&mut ListDeletion::new(&visibility, number), change.actor).await
            }
            <FieldDeletion<'_> as Deletion>::KIND => {
                let ctx = OpContext::new(self, actor);
                resume(&mut FieldDeletion::new(&ctx, number), change.actor).await
            }
            // A later version has accepted it.
            _ => Ok(()),
        }
    }
}

/// The server, for a caller whose change was accepted.
pub(crate) fn on_behalf_of(domain: Domain, change: &AcceptedChange) -> Actor {
    Actor {
        domain,
        who: Who::Operator,
        channel: Channel::parse(&change.via).unwrap_or(Channel::Server),
        rights: Rights::Admin,
        confined_to: None,
        credential: "server".to_owned(),
        state_version: None,
    }
}
