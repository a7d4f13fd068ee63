//! What workers submit: taking it in, and the four counts.

use std::collections::HashSet;

use jiff::{Span, Timestamp, tz::TimeZone};
use roster_model::{ActivityCounts, Fault, Flaw, Problem, Submission};
use roster_store::{Tx, activity, people};

use crate::{Directory, faults::fault, scope::Scope};

/// The longest identity of a form.
const MAX_INSTANCE_ID: usize = 255;

/// The intake of what workers submit.
pub struct Activity<'a> {
    scope: Scope<'a>,
}

impl Directory {
    /// The intake of what workers of the actor's domain submit. Needs `edit_data`, as the live
    /// service's receiver does.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn activity(&self, actor: &roster_model::Actor) -> Result<Activity<'_>, Fault> {
        let scope = self.scope(actor, roster_model::Permission::EDIT_DATA)?;
        Ok(Activity { scope })
    }
}

impl Activity<'_> {
    /// Counts submissions, each form once: tells how many were new and how many repeated.
    ///
    /// # Errors
    /// [`Fault::Invalid`], with the place of each submission at fault; then none is counted.
    pub async fn record(&self, submissions: Vec<Submission>) -> Result<(u64, u64), Fault> {
        let sent = submissions.len() as u64;
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let ids: HashSet<String> = submissions.iter().map(|form| form.user_id.clone()).collect();
        let found = people::find_many(&mut work.tx, domain, ids.into_iter().collect()).await;
        let known: HashSet<String> = found
            .map_err(fault)?
            .into_iter()
            .filter(|person| person.worker.is_some())
            .map(|person| person.id.into_string())
            .collect();
        let flaws: Vec<Flaw> = submissions
            .iter()
            .enumerate()
            .flat_map(|(index, form)| judge(form, &known).into_iter().map(move |f| f.at(index)))
            .collect();
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let now = work.now;
        let entries: Vec<activity::Entry> =
            submissions.into_iter().map(|form| entry(form, now)).collect();
        let accepted = activity::record(&mut work.tx, domain, &entries).await.map_err(fault)?;
        work.state.activity += 1;
        work.commit().await?;
        Ok((accepted, sent - accepted))
    }
}

fn judge(form: &Submission, known: &HashSet<String>) -> Option<Flaw> {
    if form.instance_id.is_empty() {
        return Some(Flaw::new("instance_id", Problem::Required));
    }
    if form.instance_id.chars().count() > MAX_INSTANCE_ID {
        return Some(Flaw::new("instance_id", Problem::TooLong(MAX_INSTANCE_ID)));
    }
    if !known.contains(&form.user_id) {
        let problem = Problem::UnknownUsers(vec![form.user_id.clone()]);
        return Some(Flaw::new("user_id", problem));
    }
    None
}

fn entry(form: Submission, now: Timestamp) -> activity::Entry {
    activity::Entry {
        instance_id: form.instance_id,
        person: form.user_id,
        received_at: form.received_on.unwrap_or(now),
        completed_at: form.completed_on,
    }
}

/// The four counts of the people with these identities, in their order.
pub(crate) async fn counts(
    tx: &mut Tx,
    scope: &Scope<'_>,
    ids: Vec<String>,
) -> Result<Vec<ActivityCounts>, Fault> {
    let spans = spans(scope.now()).map_err(|error| Fault::Broken(Box::new(error)))?;
    let number = scope.domain().number;
    let counts = activity::counts(tx, number, ids.clone(), &spans).await.map_err(fault)?;
    Ok(ids.iter().map(|id| counts.get(id).copied().unwrap_or_default()).collect())
}

/// The last 30 days, and the calendar month (UTC) before this one.
fn spans(now: Timestamp) -> Result<activity::Spans, jiff::Error> {
    let this_month = now.to_zoned(TimeZone::UTC).first_of_month()?.start_of_day()?;
    let month_before = this_month.checked_sub(Span::new().months(1))?;
    Ok(activity::Spans {
        last_30: (now.checked_sub(Span::new().hours(30 * 24))?, now),
        last_month: (month_before.timestamp(), this_month.timestamp()),
    })
}
