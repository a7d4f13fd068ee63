//! `roster import`.

mod mapping;
mod reading;
mod report;
mod undo;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand};
use reading::Rows;
use report::RowReport;
use roster_model::{ImportCounts, ImportMode, ImportRecord, WorkerField};
use roster_wire::table::{TableError, TableFormat};
use serde_json::{Value, json};

use super::Run;
use crate::{error::UsageError, output::status};

/// Number of imports in the list.
const LISTED: u32 = 100;

/// The help below the list of columns.
const NOTES: &str = "\
'name' is the first and the last name; 'data: FIELD' is a custom field.

A row matches a worker by user_id, then by username. A missing column changes nothing. An empty cell
removes phone numbers, groups, locations, the profile, the day of the deactivation and custom values. In
other columns it changes nothing; '#clear' removes a name, e-mail, language or role. Asterisks keep a
password. Importing a file again changes nothing, so an interrupted import is simply started again.

The result of each row is written to FILE.verdicts.csv, for '-' to stdin.verdicts.csv.

Examples:
  roster import workers.xlsx --domain north --dry-run    # a preview
  roster import workers.csv --domain north               # row by row
  roster import workers.csv --domain north --atomic      # all or nothing
  roster import - --format csv --domain north < file     # standard input
  roster import workers.csv --domain north --map 'Phone=phone-number' --map 'Notes=ignore'
  roster import undo north/3                             # reverts the import

Exit codes: 0 every row is valid, 1 some have errors, 2 invalid usage.";

/// Options of `import`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = format!("Columns are those of CommCare's bulk upload: {}.\n{NOTES}", columns())
)]
pub(crate) struct Import {
    /// A file of workers: CSV, XLSX, XLS, ODS or JSON Lines; '-' for standard input
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The domain
    #[arg(long, value_name = "DOMAIN", required = true)]
    domain: Option<String>,
    /// Format of the file [default: by its name]
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "xlsx", "jsonl"])]
    format: Option<String>,
    /// Preview: report what each row would change, and change nothing
    #[arg(long, conflicts_with = "atomic")]
    dry_run: bool,
    /// Read the column with this header as another column, or leave it out with 'ignore'; repeatable
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    maps: Vec<String>,
    /// Import all rows, or none if one has an error
    #[arg(long)]
    atomic: bool,
    /// The file for the report [default: FILE.verdicts.csv]
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    #[command(subcommand)]
    other: Option<ImportCommand>,
}

/// Commands for finished imports.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Revert an import, unless its workers were changed since
    #[command(after_help = "Example:\n  roster import undo north/3")]
    Undo {
        /// The import, as printed at the end of `roster import`
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

/// Runs the command.
pub(crate) async fn run(command: Import, run: &Run) -> anyhow::Result<()> {
    match command.other {
        Some(ImportCommand::Undo { id }) => undo::undo(run, &id).await,
        Some(ImportCommand::List { domain }) => list(run, &domain).await,
        None => import(run, &command).await,
    }
}

/// The headers of the columns that an import reads; a list has the one of the first item.
fn columns() -> String {
    let read = WorkerField::columns().filter(|(_, column)| column.set.is_some());
    let headers = read.map(|(_, column)| match column.count {
        Some(_) => format!("{} 1", column.header),
        None => column.header.to_owned(),
    });
    headers.collect::<Vec<_>>().join(", ")
}

async fn import(run: &Run, command: &Import) -> anyhow::Result<()> {
    let (Some(file), Some(domain)) = (&command.file, &command.domain) else {
        return Err(UsageError("FILE and --domain are required: see --help".to_owned()).into());
    };
    let mode = match (command.dry_run, command.atomic) {
        (true, _) => ImportMode::DryRun,
        (false, true) => ImportMode::Atomic,
        (false, false) => ImportMode::RowByRow,
    };
    let format = format(file, command.format.as_deref())?;
    let map = mapping::parse(&command.maps)?;
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let imports = directory.imports(&actor)?;
    let mut rows = Rows::open(file, format, map)?;
    let name = if is_stdin(file) { Path::new("stdin") } else { file };
    let source = name.file_name().unwrap_or_default().to_string_lossy();
    let mut import = imports.start(&source, mode);
    import.set_groups(std::mem::take(&mut rows.groups));
    let beside = || {
        let mut name = name.as_os_str().to_owned();
        name.push(".verdicts.csv");
        PathBuf::from(name)
    };
    let verdicts = command.verdicts.clone().unwrap_or_else(beside);
    let mut report = RowReport::open(&verdicts, mode, run.output)?;

    while let Some(some) = rows.next().await {
        report.add(&import.add(some).await?)?;
    }
    // A file that cannot be read to its end is not imported as a whole.
    let mut notes = match rows.end().await {
        Ok(notes) => notes.lines(),
        Err(error) => {
            if let TableError::UnknownColumns(headers) = &error {
                let schema = directory.people_view(&actor)?.choices().await?.schema;
                for line in mapping::suggestions(headers, &schema.fields) {
                    status(line);
                }
            }
            return Err(broken_off(error, report.end()?, mode));
        }
    };
    let outcome = import.finish().await?;
    notes.extend(outcome.groups.lines(outcome.executed));
    for note in &notes {
        status(note);
    }
    report.add(&outcome.verdicts)?;
    let counts = report.end()?;
    let id = outcome.number.map(|number| format!("{domain}/{number}"));
    report.print_summary(&outcome, id.as_deref(), &notes)?;
    if let Some(id) = id {
        status(format_args!("undo with: roster import undo {id}"));
    }
    match counts.refused {
        0 => Ok(()),
        refused if mode == ImportMode::Atomic => {
            bail!("{refused} rows have errors, so nothing was imported: see {}", verdicts.display())
        }
        refused => bail!("{refused} rows have errors: see {}", verdicts.display()),
    }
}

/// The error of a file that cannot be read to its end, with the effect of the rows before.
fn broken_off(error: TableError, done: ImportCounts, mode: ImportMode) -> anyhow::Error {
    let effect = match mode {
        ImportMode::RowByRow if done.created + done.changed > 0 => format!(
            "{} rows before it were imported: correct the file and import it again",
            done.total()
        ),
        _ => "nothing was imported".to_owned(),
    };
    anyhow::Error::from(error).context(effect)
}

/// Whether the file is standard input.
fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// The format of a file: the one of the option, else by the name of the file.
fn format(file: &Path, option: Option<&str>) -> Result<TableFormat, UsageError> {
    let chosen = option.and_then(TableFormat::parse);
    chosen.or_else(|| TableFormat::from_file_name(&file.to_string_lossy())).ok_or_else(|| {
        UsageError(format!(
            "the format of {} is unknown: add --format csv, xlsx or jsonl",
            file.display()
        ))
    })
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
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
        state(import),
    ]
}

fn state(import: &ImportRecord) -> String {
    match import.undone {
        _ if import.undone_at.is_some() => "undone".to_owned(),
        0 => "done".to_owned(),
        undone => format!("{undone} undone"),
    }
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
