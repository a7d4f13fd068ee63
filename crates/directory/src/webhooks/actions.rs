//! Moving the position of a webhook: skipping the first waiting change, and replaying earlier ones.

use roster_model::{Change, ChangeCursor, Error, Kind, Rule, Webhook, WebhookProgress};
use roster_store::{Tx, changes, webhook_progress};

use super::{Webhooks, load, missing};

/// The number of changes per read.
const PAGE: u32 = 500;

impl Webhooks<'_> {
    /// Passes the first waiting change by: it is not sent any more. A paused webhook stays paused.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when no change is waiting.
    pub async fn skip(&self, id: &str) -> Result<Webhook, Error> {
        self.move_position(id, async |tx, domain, webhook, progress| {
            let next = next_matching(tx, domain, webhook, progress.position).await?;
            let nothing = || Error::invalid_field("", Rule::NothingWaiting.into());
            let next = next.ok_or_else(nothing)?;
            progress.position = next.seq;
            Ok(())
        })
        .await
    }

    /// The number of the change that the cursor points to, for [`Webhooks::replay`].
    ///
    /// # Errors
    /// [`Error::HistoryChanged`] when the cursor is of another history.
    pub fn resolve(&self, cursor: &ChangeCursor) -> Result<i64, Error> {
        crate::changes::check_history(&self.ctx, cursor).map(|()| cursor.seq)
    }

    /// Sends the changes after number `since` again, under new message ids.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] for a number that no change has yet.
    pub async fn replay(&self, id: &str, since: i64) -> Result<Webhook, Error> {
        self.move_position(id, async |tx, domain, _, progress| {
            let last = roster_store::domain_state::seq(tx, domain).await?.unwrap_or(0);
            if !(0..=last).contains(&since) {
                return Err(Error::invalid_field("since", Rule::UnknownChange(last).into()));
            }
            // Changes that are still waiting are sent anyway.
            progress.position = progress.position.min(since);
            progress.replays += 1;
            Ok(())
        })
        .await
    }

    async fn move_position(
        &self,
        id: &str,
        change: impl AsyncFnOnce(&mut Tx, i64, &Webhook, &mut WebhookProgress) -> Result<(), Error>,
    ) -> Result<Webhook, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let webhook = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&webhook)?;
        let progress = webhook_progress::take(&mut tx.store, domain, &webhook.id).await?;
        let mut progress = progress.ok_or_else(missing)?;
        change(&mut tx.store, domain, &webhook, &mut progress).await?;
        progress.retry_now();
        progress.revision += 1;
        webhook_progress::save(&mut tx.store, domain, &webhook.id, &progress).await?;
        tx.log(Kind::WebhookUpdated, webhook.id.as_str(), None, &["position"]);
        tx.commit_or_defer().await?;
        Ok(webhook)
    }
}

/// The first change after number `seq` that is sent to the webhook.
async fn next_matching(
    tx: &mut Tx,
    domain: i64,
    webhook: &Webhook,
    mut seq: i64,
) -> Result<Option<Change>, Error> {
    loop {
        let page = changes::after(tx, domain, seq, PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        seq = last.seq;
        if let Some(found) = page.into_iter().find(|change| webhook.matches(&change.kind)) {
            return Ok(Some(found));
        }
    }
}
