//! Bulk actions in the background, with the progress, report and undo of imports.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    sync::{Arc, atomic::Ordering},
};

use roster_directory::{BulkVerdict, Directory};
use roster_model::{
    Actor, BulkAction, Error, ExposeSecret as _, ImportMode, RowOutcome, RowVerdict, SecretString,
};
use roster_wire::{
    password_slips::SlipWriter,
    table::{VerdictWriter, escape_formula},
};

use super::{
    show,
    table::{BulkRequest, BulkWorkers, Content, Status, UploadedTable, Uploader},
    task::{self, Finished, directory_error, report_error, report_file},
};
use crate::{
    App,
    console::{extract::Auth, pages::people::slip},
};

/// How many workers are changed at a time.
const BATCH_SIZE: usize = 1_000;

/// A bulk action in the background.
pub(crate) struct RunningAction {
    table: Arc<UploadedTable>,
    /// The URL of its page.
    pub(crate) url: String,
}

impl RunningAction {
    /// The number of workers that were changed, once the action has ended without errors.
    pub(crate) fn finished(&self) -> Option<u64> {
        let progress = self.table.progress();
        let is_done = progress.status == Status::Finished && progress.counts.refused == 0;
        is_done.then_some(progress.counts.changed)
    }

    /// Whether the action still runs.
    pub(crate) fn is_running(&self) -> bool {
        self.table.is_running()
    }
}

/// Starts an action on `total` workers. `name` is its name in the history of imports.
///
/// # Errors
/// [`Error::Unavailable`] if too many run.
pub(crate) fn spawn(
    app: &App,
    auth: &Auth,
    name: String,
    request: BulkRequest,
    total: u64,
) -> Result<RunningAction, Error> {
    let environment = app.directory.environment();
    let uploader = Uploader::new(&auth.actor);
    let table = UploadedTable::of_action(
        environment.id(),
        uploader,
        name,
        (Content::Bulk(Box::new(request)), total),
        environment.now(),
    );
    let table = app.pending_imports.add(table)?;
    let url = show::table_url(&auth.base(), &table.id);
    task::spawn(app, Arc::clone(&table), auth.actor.clone(), ImportMode::RowByRow);
    Ok(RunningAction { table, url })
}

/// Runs the action.
pub(super) async fn run(
    directory: &Directory,
    table: &UploadedTable,
    request: &BulkRequest,
    actor: &Actor,
) -> Result<Finished, String> {
    let ids = match &request.workers {
        BulkWorkers::Selected(ids) => ids.clone(),
        BulkWorkers::Found(filter) => {
            let people_view = directory.people_view(actor).map_err(directory_error)?;
            people_view.worker_ids(filter).await.map_err(directory_error)?
        }
    };
    let actions = directory.bulk_actions(actor).map_err(directory_error)?;
    let started = actions.start(&table.name, request.action.clone()).await;
    let mut action = started.map_err(directory_error)?;
    let mut report = Report::new(request, report_file()?).map_err(report_error)?;
    for ids in ids.chunks(BATCH_SIZE) {
        let outcomes = action.add(ids).await.map_err(directory_error)?;
        let verdicts: Vec<RowVerdict> = outcomes.iter().map(|it| it.verdict.clone()).collect();
        for outcome in outcomes {
            report.write(outcome).map_err(report_error)?;
        }
        table.record(&verdicts);
        table.read.fetch_add(ids.len() as u64, Ordering::Relaxed);
    }
    let report = report.finish().map_err(report_error)?;
    let (report, number) = (Some(report), action.number());
    Ok(Finished { report, notes: Vec::new(), is_committed: true, number })
}

/// The report: the outcomes, the new passwords, or the new links.
enum Report {
    Verdicts(Box<VerdictWriter<BufWriter<File>>>),
    Passwords(BufWriter<File>),
    Links { writer: Box<SlipWriter<BufWriter<File>>>, origin: String },
}

impl Report {
    fn new(request: &BulkRequest, mut file: BufWriter<File>) -> io::Result<Self> {
        match request.action {
            BulkAction::ResetPassword => {
                file.write_all(b"username,user_id,password,problem\r\n")?;
                Ok(Self::Passwords(file))
            }
            BulkAction::CreatePasswordLink(_) => {
                let writer = Box::new(SlipWriter::new(file)?);
                Ok(Self::Links { writer, origin: request.origin.clone() })
            }
            _ => Ok(Self::Verdicts(Box::new(VerdictWriter::new(file)?))),
        }
    }

    fn write(&mut self, outcome: BulkVerdict) -> io::Result<()> {
        let BulkVerdict { verdict, password, link } = outcome;
        match self {
            Self::Verdicts(report) => report.write(&verdict),
            Self::Passwords(file) => write_password(file, &verdict, password.as_ref()),
            Self::Links { writer, origin } => match link {
                Some(link) => writer.write(&slip(origin, link)),
                None => writer.write_problem(&verdict.username, &problem(&verdict)),
            },
        }
    }

    fn finish(self) -> io::Result<File> {
        let file = match self {
            Self::Verdicts(report) => report.finish()?,
            Self::Passwords(file) => file,
            Self::Links { writer, .. } => writer.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

fn write_password(
    file: &mut BufWriter<File>,
    verdict: &RowVerdict,
    password: Option<&SecretString>,
) -> io::Result<()> {
    let id = verdict.id.as_ref().map_or("", |id| id.as_str());
    let password = password.map_or("", |it| it.expose_secret());
    let cells = [&verdict.username, id, password, &problem(verdict)];
    let cells = cells.map(|cell| format!("\"{}\"", escape_formula(cell).replace('"', "\"\"")));
    write!(file, "{}\r\n", cells.join(","))
}

/// Why a worker was left out; empty if it was not.
fn problem(verdict: &RowVerdict) -> String {
    match &verdict.outcome {
        RowOutcome::Refused(errors) => {
            errors.first().map(|error| error.problem.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
