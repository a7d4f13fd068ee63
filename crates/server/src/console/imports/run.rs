//! Carrying a table out, or rehearsing that, behind the back of whoever asked for it.

use std::{
    fs::File,
    io::{self, BufWriter},
    sync::Arc,
};

use roster_directory::{Directory, ImportReport};
use roster_model::{Actor, Error, ImportMode};
use roster_wire::table::VerdictWriter;

use super::{
    reading::Rows,
    table::{Stage, Table},
};
use crate::{App, error::log};

/// What there is at the end.
struct Outcome {
    report: ImportReport,
    verdicts: File,
    sheets: Vec<String>,
}

/// Begins; the page of the table tells how far it is.
pub(super) fn begin(app: &App, table: Arc<Table>, actor: Actor, mode: ImportMode) {
    let (directory, turns) = (app.directory.clone(), Arc::clone(&app.desk.turns));
    let here = Arc::clone(&table);
    let running = tokio::spawn(async move {
        // Turns are never taken back.
        let _turn = turns.acquire().await;
        run(&directory, &here, &actor, mode).await
    });
    tokio::spawn(async move {
        let outcome = running.await.unwrap_or_else(|lost| Err(lost.to_string()));
        table.end(|progress| match outcome {
            Ok(Outcome { report, verdicts, sheets }) => {
                progress.verdicts = Some(Arc::new(verdicts));
                progress.sheets = sheets;
                progress.executed = report.executed;
                progress.number = report.number;
                progress.stage = Stage::Done;
            }
            Err(reason) => progress.stage = Stage::BrokenOff(reason),
        });
    });
}

async fn run(
    directory: &Directory,
    table: &Table,
    actor: &Actor,
    mode: ImportMode,
) -> Result<Outcome, String> {
    let imports = directory.imports(actor).map_err(told)?;
    let mut import = imports.start(&table.name, mode);
    let file = tempfile::tempfile().map_err(unwritten)?;
    let mut verdicts = VerdictWriter::new(BufWriter::new(file)).map_err(unwritten)?;
    let mut tell = |some: &[roster_model::RowVerdict]| {
        table.tell(some);
        some.iter().try_for_each(|verdict| verdicts.write(verdict)).map_err(unwritten)
    };

    let mut rows = Rows::open(table);
    while let Some(some) = rows.next().await {
        tell(&import.add(some).await.map_err(told)?)?;
    }
    let sheets = rows.end().await?;
    let report = import.finish().await.map_err(told)?;
    tell(&report.verdicts)?;
    let verdicts = verdicts.finish().map_err(unwritten)?;
    let verdicts = verdicts.into_inner().map_err(|error| unwritten(error.into_error()))?;
    Ok(Outcome { report, verdicts, sheets })
}

/// What a error of the directory is to whoever waits for the import; the causes are for the log.
fn told(error: Error) -> String {
    log(&error);
    match error {
        Error::Unavailable(_) => "the directory was too busy".to_owned(),
        Error::Internal(_) => "something broke; it is in the server's log".to_owned(),
        other => other.to_string(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn unwritten(error: io::Error) -> String {
    tracing::error!(%error, "the verdicts of an import cannot be written");
    "the verdicts cannot be written; it is in the server's log".to_owned()
}
