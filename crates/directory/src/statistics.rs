//! Statistics of a domain by day.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, DayOfActivity, DayOfPeople, Error, Permission};
use roster_store::{activity, changes, domain_state};

use crate::{Directory, op_context::OpContext};

/// A worker counts as active for this long after a submission.
const ACTIVE_PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The statistics of a domain.
pub struct Statistics<'a> {
    ctx: OpContext<'a>,
}

/// Totals, and counts by day. Days without activity are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trends {
    /// Today, as days since 1 January 1970 in UTC.
    pub today: i64,
    /// The number of people, with contacts and archived workers.
    pub people: i64,
    /// The number of active workers.
    pub workers: i64,
    /// The number of active workers with a submission in the last 30 days.
    pub active: i64,
    /// Created and deleted people by day.
    pub by_day: Vec<DayOfPeople>,
    /// Submissions by day.
    pub submitted: Vec<DayOfActivity>,
}

impl Directory {
    /// The statistics of the actor's domain. Requires `view_commcare_users` and, because they count all
    /// people, `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn statistics(&self, actor: &Actor) -> Result<Statistics<'_>, Error> {
        self.ctx(actor, Permission::VIEW_COMMCARE_USERS)?;
        Ok(Statistics { ctx: self.ctx(actor, Permission::ACCESS_ALL_LOCATIONS)? })
    }
}

impl Statistics<'_> {
    /// The statistics of the last `days` days, including today.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn trends(&self, days: u32) -> Result<Trends, Error> {
        let domain = self.ctx.domain().number;
        let now = self.ctx.now();
        let today = now.as_second().div_euclid(DAY);
        let since = Timestamp::from_second((today - i64::from(days) + 1) * DAY).unwrap_or(now);
        let mut tx = self.ctx.read().await?;
        let state = domain_state::read(&mut tx, domain).await?;
        let total = state.as_ref();
        let month = now.checked_sub(ACTIVE_PERIOD).unwrap_or(now);
        Ok(Trends {
            today,
            people: total.map_or(0, |it| it.contacts + it.active_workers + it.archived_workers),
            workers: total.map_or(0, |it| it.active_workers),
            active: activity::active_workers(&mut tx, domain, month).await?,
            by_day: changes::people_by_day(&mut tx, domain, since).await?,
            submitted: activity::by_day(&mut tx, domain, since).await?,
        })
    }
}

/// Seconds per day.
const DAY: i64 = 24 * 60 * 60;
