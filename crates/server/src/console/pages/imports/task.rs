//! The background task that previews or executes an import.

use std::{
    fs::File,
    io::{self, BufWriter},
    sync::Arc,
};

use roster_directory::{Directory, ImportReport};
use roster_model::{Actor, Error, ImportMode, RowVerdict};
use roster_wire::table::VerdictWriter;

use super::{
    reader::{self, Rows},
    table::{Status, UploadedTable},
};
use crate::{App, error::log};

/// The result of a finished task.
struct Finished {
    import: ImportReport,
    report: File,
    notes: Vec<String>,
}

/// Starts the task. The page of the table shows its progress.
pub(super) fn spawn(app: &App, table: Arc<UploadedTable>, actor: Actor, mode: ImportMode) {
    let (directory, pending) = (app.directory.for_task(), app.pending_imports.clone());
    let running_table = Arc::clone(&table);
    let running = tokio::spawn(async move {
        let _turn = pending.turn(actor.domain.number).await;
        run(&directory, &running_table, &actor, mode).await
    });
    tokio::spawn(async move {
        let result = running.await.unwrap_or_else(|panic| Err(panic.to_string()));
        table.update(|progress| match result {
            Ok(Finished { import, report, notes }) => {
                progress.report = Some(Arc::new(report));
                progress.notes = notes;
                progress.is_committed = import.executed;
                progress.number = import.number;
                progress.status = Status::Finished;
            }
            Err(reason) => progress.status = Status::Failed(reason),
        });
    });
}

async fn run(
    directory: &Directory,
    table: &UploadedTable,
    actor: &Actor,
    mode: ImportMode,
) -> Result<Finished, String> {
    let imports = directory.imports(actor).map_err(directory_error)?;
    let mut import = imports.start(&table.name, mode);
    import.set_groups(reader::groups(table).await?);
    let file = tempfile::tempfile().map_err(report_error)?;
    let mut report = VerdictWriter::new(BufWriter::new(file)).map_err(report_error)?;
    let mut record = |verdicts: &[RowVerdict]| {
        table.record(verdicts);
        verdicts.iter().try_for_each(|verdict| report.write(verdict)).map_err(report_error)
    };

    let mut rows = Rows::open(table);
    while let Some(batch) = rows.next().await {
        record(&import.add(batch).await.map_err(directory_error)?)?;
    }
    let mut notes = rows.finish().await?.lines();
    let import = import.finish().await.map_err(directory_error)?;
    notes.extend(import.groups.lines(import.executed));
    record(&import.verdicts)?;
    let report = report.finish().map_err(report_error)?;
    let report = report.into_inner().map_err(|error| report_error(error.into_error()))?;
    Ok(Finished { import, report, notes })
}

/// The text of an error for the page. Causes go to the log only.
fn directory_error(error: Error) -> String {
    log(&error);
    match error {
        Error::Unavailable(_) => "the server was too busy".to_owned(),
        Error::Internal(_) => "server error; details are in the server log".to_owned(),
        other => other.to_string(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "passed to map_err")]
fn report_error(error: io::Error) -> String {
    tracing::error!(%error, "import report cannot be written");
    "the report could not be written; details are in the server log".to_owned()
}
