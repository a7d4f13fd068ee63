//! What a domain was like, day by day.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, DayOfActivity, DayOfPeople, Error, Permission};
use roster_store::{activity, changes, domain_state};

use crate::{Directory, op_context::OpContext};

/// How far back active workers count.
const ACTIVE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The statistics of a domain.
pub struct Statistics<'a> {
    ctx: OpContext<'a>,
}

/// What happened on each of some days. Days without anything are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trends {
    /// The last day: today, counted from 1 January 1970 in UTC.
    pub today: i64,
    /// How many people there are now, contacts and archived workers included.
    pub people: i64,
    /// How many active workers there are.
    pub workers: i64,
    /// How many of them submitted something in the last 30 days.
    pub active: i64,
    /// Who came and went.
    pub by_day: Vec<DayOfPeople>,
    /// What was submitted.
    pub submitted: Vec<DayOfActivity>,
}

impl Directory {
    /// The statistics of the actor's domain. Needs `view_commcare_users` and, since they count
    /// everybody, `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn statistics(&self, actor: &Actor) -> Result<Statistics<'_>, Error> {
        self.ctx(actor, Permission::VIEW_COMMCARE_USERS)?;
        Ok(Statistics { ctx: self.ctx(actor, Permission::ACCESS_ALL_LOCATIONS)? })
    }
}

impl Statistics<'_> {
    /// What happened on the last `days` days, today included.
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
        let month = now.checked_sub(ACTIVE).unwrap_or(now);
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

/// How many seconds a day has.
const DAY: i64 = 24 * 60 * 60;
