//! The background task that previews or executes an import.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    sync::Arc,
};

use roster_directory::Directory;
use roster_model::{Actor, Error, ImportMode, RowVerdict};
use roster_wire::table::{BYTE_ORDER_MARK, SheetColumns, TableError, VerdictWriter};

use super::{
    bulk, messages,
    reader::{self, ReadError, Rows},
    table::{Content, Status, TableFile, UploadedTable},
    undo,
};
use crate::{
    App,
    console::i18n::{self, in_language, language},
    error::log,
};

/// The result of a finished task.
pub(super) struct Finished {
    pub(super) report: Option<File>,
    pub(super) notes: Vec<String>,
    pub(super) is_committed: bool,
    /// The number in the history of imports.
    pub(super) number: Option<i64>,
}

/// Why a task has not finished.
pub(super) enum Failure {
    /// The user can choose columns for the unknown headers.
    UnknownColumns(SheetColumns),
    /// The reason.
    Reason(String),
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Reason(reason)
    }
}

/// Starts the task. The page of the table shows its progress.
pub(super) fn spawn(app: &App, table: Arc<UploadedTable>, actor: Actor, mode: ImportMode) {
    let (directory, pending) = (app.directory.for_task(), app.pending_imports.clone());
    let running_table = Arc::clone(&table);
    // The texts of errors are in the language of the upload.
    let running = in_language(language(), async move {
        let _turn = pending.turn(actor.domain.number).await;
        match &running_table.content {
            Content::File(file) => run(&directory, &running_table, file, &actor, mode).await,
            Content::Bulk(request) => {
                let result = bulk::run(&directory, &running_table, request, &actor).await;
                result.map_err(Failure::Reason)
            }
            Content::Undo(number) => {
                let result = undo::run(&directory, &running_table, *number, &actor).await;
                result.map_err(Failure::Reason)
            }
        }
    });
    let running = tokio::spawn(running);
    tokio::spawn(async move {
        let result = running.await.unwrap_or_else(|panic| Err(panic.to_string().into()));
        if let Err(Failure::UnknownColumns(sheet)) = &result {
            table.set_sheet(sheet.clone());
        }
        table.update(|progress| match result {
            Ok(Finished { report, notes, is_committed, number }) => {
                progress.report = report.map(Arc::new);
                progress.notes = notes;
                progress.is_committed = is_committed;
                progress.number = number;
                progress.status = Status::Finished;
            }
            Err(Failure::UnknownColumns(_)) => progress.status = Status::UnknownColumns,
            Err(Failure::Reason(reason)) => progress.status = Status::Failed(reason),
        });
    });
}

async fn run(
    directory: &Directory,
    table: &UploadedTable,
    file: &TableFile,
    actor: &Actor,
    mode: ImportMode,
) -> Result<Finished, Failure> {
    let imports = directory.imports(actor).map_err(directory_error)?;
    let mut import = imports.start(&table.name, mode);
    import.set_groups(reader::groups(table, file).await?);
    let mut report = VerdictWriter::new(report_file()?).map_err(report_error)?;
    let mut record = |verdicts: &[RowVerdict]| {
        table.record(verdicts);
        verdicts.iter().try_for_each(|verdict| report.write(verdict)).map_err(report_error)
    };

    let mut rows = Rows::open(table, file);
    while let Some(batch) = rows.next().await {
        record(&import.add(batch).await.map_err(directory_error)?)?;
    }
    let notes = match rows.finish().await {
        Ok(notes) => notes,
        // Only a sheet has one header for all rows.
        Err(ReadError::Table(TableError::UnknownColumns(_))) if table.has_sheet() => {
            return Err(Failure::UnknownColumns(reader::columns(table, file).await?));
        }
        Err(error) => return Err(error.into_text().into()),
    };
    let mut notes = messages::table_notes(&notes);
    let import = import.finish().await.map_err(directory_error)?;
    notes.extend(messages::group_notes(&import.groups, import.executed));
    record(&import.verdicts)?;
    let report = report.finish().map_err(report_error)?;
    let report = report.into_inner().map_err(|error| report_error(error.into_error()))?;
    let (report, number) = (Some(report), import.number);
    Ok(Finished { report, notes, is_committed: import.executed, number })
}

/// An empty report. Spreadsheets recognize UTF-8 by the byte order mark.
pub(super) fn report_file() -> Result<BufWriter<File>, String> {
    let mut file = BufWriter::new(tempfile::tempfile().map_err(report_error)?);
    file.write_all(BYTE_ORDER_MARK.as_bytes()).map_err(report_error)?;
    Ok(file)
}

/// The text of an error for the page. Causes go to the log only.
pub(super) fn directory_error(error: Error) -> String {
    log(&error);
    match error {
        Error::Unavailable(_) => i18n::text("imports-reason-busy"),
        Error::Internal(_) => i18n::text("imports-reason-server"),
        other => other.to_string(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "passed to map_err")]
pub(super) fn report_error(error: io::Error) -> String {
    tracing::error!(%error, "import report cannot be written");
    i18n::text("imports-reason-report")
}
