//! Statistics of a domain by day.

use jiff::{SignedDuration, ToSpan as _, civil::Date};
use roster_model::{Actor, DayOfActivity, DayOfPeople, Error, Permission};
use roster_store::{LocalDays, activity, changes, domain_state};

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
    /// Today in the time zone of the domain, as days since 1 January 1970.
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
    /// The statistics of the last `days` days of the domain's time zone, including today.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn trends(&self, days: u32) -> Result<Trends, Error> {
        let domain = self.ctx.domain().number;
        let now = self.ctx.now();
        let zone = self.ctx.domain().settings.time_zone.zone();
        let today = now.to_zoned(zone.clone()).date();
        let first = today.saturating_sub((i64::from(days) - 1).days());
        let since = first.to_zoned(zone.clone()).map_or(now, |start| start.timestamp());
        let local_days = LocalDays::new(&zone, since, now);
        let mut tx = self.ctx.read().await?;
        let state = domain_state::read(&mut tx, domain).await?;
        let total = state.as_ref();
        let month = now.checked_sub(ACTIVE_PERIOD).unwrap_or(now);
        Ok(Trends {
            today: day_number(today),
            people: total.map_or(0, |it| it.contacts + it.active_workers + it.archived_workers),
            workers: total.map_or(0, |it| it.active_workers),
            active: activity::active_workers(&mut tx, domain, month).await?,
            by_day: changes::people_by_day(&mut tx, domain, since, &local_days).await?,
            submitted: activity::by_day(&mut tx, domain, since, &local_days).await?,
        })
    }
}

/// A date as days since 1 January 1970.
fn day_number(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}
