//! `roster import`.

mod reading;
mod telling;

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Subcommand};
use reading::Rows;
use roster_model::{ImportCounts, ImportMode, ImportRecord};
use roster_wire::table::{TableError, TableFormat};
use serde_json::{Value, json};
use telling::Telling;

use super::Run;
use crate::{output::talk, refusal::Misuse};

/// How many imports are listed.
const LISTED: u32 = 100;

/// What to import, and how.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Columns are those of CommCare's bulk upload: username, user_id, password, first_name, last_name, name,
email, phone-number 1, language, role, group 1, location_code 1, user_profile, is_active,
is_account_confirmed, and 'data: FIELD' for each custom field. Workers are found by user_id, then by
username. A column that is not there changes nothing; an empty cell empties the field; a password of
asterisks stays as it is. Importing a file again changes nothing, so an import that was broken off is
simply started again.

A verdict on each row is written beside the file, as FILE.verdicts.csv.

Examples:
  roster import workers.xlsx --domain north --dry-run    # what would happen
  roster import workers.csv --domain north               # row by row, each for itself
  roster import workers.csv --domain north --atomic      # all rows or none
  roster import undo north/3                             # as it was before

Exit codes: 0 every row was taken, 1 some were refused, 2 misused."
)]
pub(crate) struct Import {
    /// A table of workers: CSV, XLSX or JSON Lines
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The domain
    #[arg(long, value_name = "DOMAIN", required = true)]
    domain: Option<String>,
    /// What the file is, where its name does not tell
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "xlsx", "jsonl"])]
    format: Option<String>,
    /// Tell what each row would do, and do nothing
    #[arg(long, conflicts_with = "atomic")]
    dry_run: bool,
    /// Carry out all rows, or none when one is refused
    #[arg(long)]
    atomic: bool,
    /// Where the verdicts go [default: FILE.verdicts.csv]
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    #[command(subcommand)]
    other: Option<ImportCommand>,
}

/// What to do with imports that were made.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Put back everybody whom an import made or changed, unless something changed them since
    #[command(after_help = "Example:\n  roster import undo north/3")]
    Undo {
        /// The import: what `roster import` told at its end
        #[arg(value_name = "DOMAIN/NUMBER")]
        id: String,
    },
    /// List the last imports of a domain
    #[command(after_help = "Example:\n  roster import list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Does it.
pub(crate) async fn run(command: Import, run: &Run) -> anyhow::Result<()> {
    match command.other {
        Some(ImportCommand::Undo { id }) => undo(run, &id).await,
        Some(ImportCommand::List { domain }) => list(run, &domain).await,
        None => import(run, &command).await,
    }
}

async fn import(run: &Run, command: &Import) -> anyhow::Result<()> {
    let (Some(file), Some(domain)) = (&command.file, &command.domain) else {
        return Err(Misuse("a file and --domain are needed: see --help".to_owned()).into());
    };
    let mode = match (command.dry_run, command.atomic) {
        (true, _) => ImportMode::DryRun,
        (false, true) => ImportMode::Atomic,
        (false, false) => ImportMode::RowByRow,
    };
    let format = format(file, command.format.as_deref())?;
    let directory = run.directory().await?;
    let actor = directory.admin().actor(domain).await?;
    let imports = directory.imports(&actor)?;
    let mut rows = Rows::open(file, format)?;
    let source = file.file_name().unwrap_or_default().to_string_lossy();
    let mut import = imports.start(&source, mode);
    let beside = || {
        let mut name = file.clone().into_os_string();
        name.push(".verdicts.csv");
        PathBuf::from(name)
    };
    let verdicts = command.verdicts.clone().unwrap_or_else(beside);
    let mut telling = Telling::open(&verdicts, mode, run.output)?;

    while let Some(some) = rows.next().await {
        telling.tell(&import.add(some).await?)?;
    }
    // A table that cannot be read to its end is not imported as a whole.
    let sheets = match rows.end().await {
        Ok(sheets) => sheets,
        Err(error) => return Err(broken_off(error, telling.end()?, mode)),
    };
    if !sheets.is_empty() {
        talk(format_args!(
            "of the workbook's other sheets nothing was read: {}",
            sheets.join(", ")
        ));
    }
    let report = import.finish().await?;
    telling.tell(&report.verdicts)?;
    let counts = telling.end()?;
    let id = report.number.map(|number| format!("{domain}/{number}"));
    telling.sum_up(&report, id.as_deref())?;
    if let Some(id) = id {
        talk(format_args!("undo with: roster import undo {id}"));
    }
    match counts.refused {
        0 => Ok(()),
        refused if mode == ImportMode::Atomic => {
            bail!("{refused} rows are refused, so nothing was done: see {}", verdicts.display())
        }
        refused => bail!("{refused} rows are refused: see {}", verdicts.display()),
    }
}

fn broken_off(error: TableError, done: ImportCounts, mode: ImportMode) -> anyhow::Error {
    let kept = match mode {
        ImportMode::RowByRow if done.created + done.changed > 0 => format!(
            "{} rows before it were carried out: mend the file and import it again",
            done.total()
        ),
        _ => "nothing was done".to_owned(),
    };
    anyhow::Error::from(error).context(kept)
}

fn format(file: &std::path::Path, said: Option<&str>) -> Result<TableFormat, Misuse> {
    let told = said.and_then(TableFormat::parse);
    told.or_else(|| TableFormat::of_file(&file.to_string_lossy())).ok_or_else(|| {
        Misuse(format!(
            "the name {} does not tell what the file is: add --format csv, xlsx or jsonl",
            file.display()
        ))
    })
}

async fn undo(run: &Run, id: &str) -> anyhow::Result<()> {
    let parts =
        id.split_once('/').and_then(|(domain, number)| Some((domain, number.parse().ok()?)));
    let Some((domain, number)) = parts else {
        return Err(Misuse(format!("'{id}' is no import: it must be DOMAIN/NUMBER")).into());
    };
    let directory = run.directory().await?;
    let actor = directory.admin().actor(domain).await?;
    let import = directory.imports(&actor)?.undo(number).await?;
    let plain =
        format!("removed {} people, put back {} as they were", import.created, import.changed);
    run.output.answer(plain, &document(domain, &import))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.admin().actor(domain).await?;
    let imports = directory.imports(&actor)?.list(LISTED).await?;
    let rows: Vec<Vec<String>> = imports.iter().map(|import| row(domain, import)).collect();
    let documents = imports.iter().map(|import| document(domain, import)).collect();
    let head = ["import", "began", "file", "created", "changed", "state"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

fn row(domain: &str, import: &ImportRecord) -> Vec<String> {
    vec![
        format!("{domain}/{}", import.number),
        format!("{:.0}", import.started_at),
        import.source.clone(),
        import.created.to_string(),
        import.changed.to_string(),
        if import.undone_at.is_some() { "undone" } else { "done" }.to_owned(),
    ]
}

fn document(domain: &str, import: &ImportRecord) -> Value {
    json!({
        "id": format!("{domain}/{}", import.number),
        "file": import.source,
        "actor": import.actor,
        "began": import.started_at.to_string(),
        "created": import.created,
        "changed": import.changed,
        "undone": import.undone_at.map(|at| at.to_string()),
    })
}
