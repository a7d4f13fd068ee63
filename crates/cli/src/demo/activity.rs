//! The form submissions of the domain `demo` in the last 90 days.

use jiff::{SignedDuration, Timestamp};
use roster_directory::Directory;
use roster_model::{Actor, Id, Submission};

/// The days with submissions.
const DAYS: usize = 90;

/// Of this many workers, one has never submitted a form.
const SILENT: usize = 9;

/// Records what workers submitted: most on weekdays, more than before in the last weeks.
pub(super) async fn record(
    directory: &Directory,
    actor: &Actor,
    workers: &[Id],
) -> anyhow::Result<()> {
    let now = directory.now();
    let mut forms = Vec::new();
    for ago in 1..=DAYS {
        let day = now - SignedDuration::from_hours(24 * i64::try_from(ago)?);
        for (number, worker) in workers.iter().enumerate() {
            for form in 0..forms_of(number, ago) {
                forms.push(submission(directory, worker, at(day, number, form)?));
            }
        }
    }
    directory.activity(actor)?.record(forms).await?;
    Ok(())
}

/// How many forms the worker with this number submitted so many days ago. The numbers are always the
/// same, without a visible pattern.
fn forms_of(worker: usize, ago: usize) -> usize {
    if worker % SILENT == SILENT - 1 {
        return 0;
    }
    // Newer workers began later.
    let since = DAYS - worker * 2;
    let chance = (worker * 31 + ago * 17 + worker * ago) % 7;
    match (ago > since, ago % 7) {
        (true, _) | (_, 0 | 6) => 0,
        _ if ago < 30 => chance / 3,
        _ => chance / 4,
    }
}

/// A time on the day of `day`.
fn at(day: Timestamp, worker: usize, form: usize) -> anyhow::Result<Timestamp> {
    let minutes = i64::try_from((worker * 13 + form * 47) % 300)?;
    Ok(day - SignedDuration::from_mins(minutes))
}

fn submission(directory: &Directory, worker: &Id, at: Timestamp) -> Submission {
    Submission {
        instance_id: directory.environment().id().into_string(),
        user_id: worker.as_str().to_owned(),
        received_on: Some(at),
        completed_on: Some(at),
    }
}
