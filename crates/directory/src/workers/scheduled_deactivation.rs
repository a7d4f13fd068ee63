//! Deactivates workers on the day that was set for them.

use std::time::Duration;

use roster_model::{Actor, Channel, Domain, Error, Rights, Who};
use roster_store::{domains, people};

use crate::{
    Directory,
    people::write::{Batch, PasswordChange},
    unit_of_work::WriteTx,
};

const INTERVAL: Duration = Duration::from_mins(1);

/// The most workers of one transaction.
const BATCH_SIZE: u32 = 500;

impl Directory {
    /// Deactivates due workers now and then every minute. Never returns.
    pub async fn deactivate_due_workers_regularly(&self) {
        let mut minutes = tokio::time::interval(INTERVAL);
        loop {
            minutes.tick().await;
            if let Err(error) = self.deactivate_due_workers().await {
                tracing::warn!(%error, "workers that are due were not deactivated");
            }
        }
    }

    /// Deactivates the workers of all domains whose day has come. Returns how many. The change log
    /// has them as changes by the operator.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn deactivate_due_workers(&self) -> Result<u64, Error> {
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let mut with_due = Vec::new();
        for number in people::domains_with_due(&mut tx, now).await? {
            with_due.extend(domains::numbered(&mut tx, number).await?);
        }
        drop(tx);
        let mut deactivated = 0;
        for domain in with_due {
            let actor = actor(domain);
            loop {
                let count = self.deactivate_batch(&actor).await?;
                deactivated += count;
                if count == 0 {
                    break;
                }
            }
        }
        Ok(deactivated)
    }

    async fn deactivate_batch(&self, actor: &Actor) -> Result<u64, Error> {
        let mut tx = WriteTx::begin(self, actor).await?;
        let (domain, now) = (tx.number(), tx.now);
        let due = people::due_for_deactivation(&mut tx.store, domain, now, BATCH_SIZE).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut batch = Batch::default();
        let count = due.len() as u64;
        for before in due {
            let mut after = before.clone();
            if let Some(worker) = &mut after.worker {
                worker.active = false;
                worker.deactivate_on = None;
            }
            batch.update(&mut tx, before, after, &[], PasswordChange::Keep)?;
        }
        batch.flush(&mut tx).await?;
        tx.commit_or_defer().await?;
        Ok(count)
    }
}

/// Imports set the days.
fn actor(domain: Domain) -> Actor {
    Actor {
        domain,
        who: Who::Operator,
        channel: Channel::Import,
        rights: Rights::Admin,
        confined_to: None,
        credential: "schedule".to_owned(),
        state_version: None,
    }
}
