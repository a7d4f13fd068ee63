//! Submissions of workers: recording them, and the four counts.

use std::collections::HashSet;

use jiff::{Span, Timestamp, tz::TimeZone};
use roster_model::{ActivityCounts, Error, FieldError, Id, Person, Problem, Submission};
use roster_store::{Tx, activity, people};

use crate::{Directory, locations::accessible_ids, op_context::OpContext};

/// The longest instance id of a form, in characters.
const MAX_INSTANCE_ID: usize = 255;

/// Records submissions of workers.
pub struct Activity<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The submissions of the actor's domain. Requires `edit_data`, as the receiver of the live service
    /// does.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn activity(&self, actor: &roster_model::Actor) -> Result<Activity<'_>, Error> {
        let ctx = self.ctx(actor, roster_model::Permission::EDIT_DATA)?;
        Ok(Activity { ctx })
    }
}

impl Activity<'_> {
    /// Records submissions, each form once. Returns how many are new and how many repeated.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the index of each invalid submission; then none is recorded.
    pub async fn record(&self, submissions: Vec<Submission>) -> Result<(u64, u64), Error> {
        let sent = submissions.len() as u64;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let ids: HashSet<String> = submissions.iter().map(|form| form.user_id.clone()).collect();
        let found = people::find_many(&mut tx.store, domain, ids.into_iter().collect()).await;
        let accessible = accessible_ids(&mut tx.store, self.ctx.actor()).await?;
        let known: HashSet<String> = found?
            .into_iter()
            .filter(|person| is_accessible_worker(person, accessible.as_ref()))
            .inspect(|person| tx.require_person(&person.id))
            .map(|person| person.id.into_string())
            .collect();
        let errors: Vec<FieldError> = submissions
            .iter()
            .enumerate()
            .filter_map(|(index, form)| Some(validate(form, &known)?.at(index)))
            .collect();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let now = tx.now;
        let entries: Vec<activity::Entry> =
            submissions.into_iter().map(|form| entry(form, now)).collect();
        let accepted = activity::record(&mut tx.store, domain, &entries).await?;
        tx.state.activity += 1;
        tx.commit_or_defer().await?;
        Ok((accepted, sent - accepted))
    }
}

/// Whether the person is a worker, and at one of the caller's locations. Others look unknown.
fn is_accessible_worker(person: &Person, accessible: Option<&HashSet<String>>) -> bool {
    let Some(worker) = &person.worker else { return false };
    let is_at = |location: &Id, ids: &HashSet<String>| ids.contains(location.as_str());
    accessible.is_none_or(|ids| worker.locations.iter().any(|location| is_at(location, ids)))
}

fn validate(form: &Submission, known: &HashSet<String>) -> Option<FieldError> {
    if form.instance_id.is_empty() {
        return Some(FieldError::new("instance_id", Problem::Required));
    }
    if form.instance_id.chars().count() > MAX_INSTANCE_ID {
        return Some(FieldError::new("instance_id", Problem::TooLong(MAX_INSTANCE_ID)));
    }
    if !known.contains(&form.user_id) {
        let problem = Problem::UnknownUsers(vec![form.user_id.clone()]);
        return Some(FieldError::new("user_id", problem));
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

/// The four counts of the people with these ids, in the same order.
pub(crate) async fn counts(
    tx: &mut Tx,
    ctx: &OpContext<'_>,
    ids: Vec<String>,
) -> Result<Vec<ActivityCounts>, Error> {
    let spans = spans(ctx.now()).map_err(|error| Error::Internal(Box::new(error)))?;
    let number = ctx.domain().number;
    let counts = activity::counts(tx, number, ids.clone(), &spans).await?;
    Ok(ids.iter().map(|id| counts.get(id).copied().unwrap_or_default()).collect())
}

/// The last 30 days, and the previous calendar month in UTC.
fn spans(now: Timestamp) -> Result<activity::Spans, jiff::Error> {
    let this_month = now.to_zoned(TimeZone::UTC).first_of_month()?.start_of_day()?;
    let month_before = this_month.checked_sub(Span::new().months(1))?;
    Ok(activity::Spans {
        last_30: (now.checked_sub(Span::new().hours(30 * 24))?, now),
        last_month: (month_before.timestamp(), this_month.timestamp()),
    })
}
