//! `roster location`.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal as _, Seek as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Subcommand;
use roster_directory::LocationRemoval;
use roster_model::{LocationRow, LocationVerdict};
use roster_wire::table::{TableFormat, read_locations, write_locations};
use serde_json::{Value, json};

use super::{Run, atomic_file::AtomicFile};
use crate::{error::UsageError, output::status};

/// Commands for locations.
#[derive(Debug, Subcommand)]
pub(crate) enum LocationCommand {
    /// Create and update locations from a spreadsheet: all rows, or none if one has an error
    #[command(after_help = "\
Columns: name (required), site_code, level (code or name of the organization level), parent (site code of
the parent), external_id, latitude, longitude, `data: NAME`, location_id. A row with a known location_id or
site_code changes that location; other rows create one. An empty cell removes the value; a missing
column changes nothing.

Examples:
  roster location import tree.csv --domain north --dry-run
  roster location import tree.xlsx --domain north")]
    Import {
        /// The file: CSV, XLSX, XLS or ODS
        file: PathBuf,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// Say what each row would do, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Export all locations, with the columns that an import reads
    #[command(after_help = "\
Examples:
  roster location export --domain north > tree.csv
  roster location export --domain north --output tree.xlsx")]
    Export {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// The file to write, .csv or .xlsx [default: CSV to stdout]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Replace the file if it exists
        #[arg(long, requires = "output")]
        force: bool,
    },
    /// Deactivate a location and those below it: workers stay, and no others can be assigned
    #[command(after_help = "Example:\n  roster location deactivate patna --domain north")]
    Deactivate {
        /// The location: its site code or id
        location: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
    /// Reactivate a location and those below it
    #[command(after_help = "Example:\n  roster location reactivate patna --domain north")]
    Reactivate {
        /// The location: its site code or id
        location: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
    /// Delete a location and those below it
    #[command(after_help = "\
Workers and web users who are assigned lose the location. Without --yes the command says how many, and
changes nothing.

Examples:
  roster location delete patna --domain north          # says what it would do
  roster location delete patna --domain north --yes")]
    Delete {
        /// The location: its site code or id
        location: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// Delete it
        #[arg(long)]
        yes: bool,
    },
}

/// Runs the command.
pub(crate) async fn run(command: LocationCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        LocationCommand::Import { file, domain, dry_run } => {
            import(run, &file, &domain, dry_run).await
        }
        LocationCommand::Export { domain, output, force } => {
            export(run, &domain, output.as_deref(), force).await
        }
        LocationCommand::Deactivate { location, domain } => {
            set_active(run, &domain, &location, false).await
        }
        LocationCommand::Reactivate { location, domain } => {
            set_active(run, &domain, &location, true).await
        }
        LocationCommand::Delete { location, domain, yes } => {
            delete(run, &domain, &location, yes).await
        }
    }
}

async fn import(run: &Run, file: &Path, domain: &str, dry_run: bool) -> anyhow::Result<()> {
    let format = TableFormat::from_file_name(&file.to_string_lossy()).ok_or_else(|| {
        UsageError(format!("{}: the name must end in .csv, .xlsx, .xls or .ods", file.display()))
    })?;
    let cannot = || format!("cannot read {}", file.display());
    let rows = read_locations(File::open(file).with_context(cannot)?, format)?;
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let locations = directory.locations(&actor)?;
    let verdicts = if dry_run {
        locations.check_import(&rows).await?
    } else {
        locations.import(&rows).await?
    };
    let mut errors = Vec::new();
    for (row, verdict) in rows.iter().zip(&verdicts) {
        if let LocationVerdict::Invalid(found) = verdict {
            errors.extend(found.iter().map(|error| match error.field.as_str() {
                "" => format!("row {}: {}", row.row, error.problem),
                field => format!("row {}: {field}: {}", row.row, error.problem),
            }));
        }
    }
    let count =
        |wanted: fn(&LocationVerdict) -> bool| verdicts.iter().filter(|it| wanted(it)).count();
    let created = count(|it| matches!(it, LocationVerdict::Created));
    let updated = count(|it| matches!(it, LocationVerdict::Updated(_)));
    let unchanged = count(|it| matches!(it, LocationVerdict::Unchanged));
    for error in &errors {
        status(error);
    }
    let rows: Vec<Value> = rows.iter().zip(&verdicts).map(document).collect();
    run.output.answer(
        format_args!(
            "{created} to create or created, {updated} to update or updated, {unchanged} unchanged"
        ),
        &json!({ "created": created, "updated": updated, "unchanged": unchanged,
                 "dry_run": dry_run, "rows": rows }),
    )?;
    if errors.is_empty() { Ok(()) } else { bail!("{} errors: nothing was changed", errors.len()) }
}

fn document((row, verdict): (&LocationRow, &LocationVerdict)) -> Value {
    let (outcome, details) = match verdict {
        LocationVerdict::Created => ("create", Vec::new()),
        LocationVerdict::Updated(fields) => ("update", fields.clone()),
        LocationVerdict::Unchanged => ("unchanged", Vec::new()),
        LocationVerdict::Invalid(errors) => {
            ("error", errors.iter().map(|it| format!("{}: {}", it.field, it.problem)).collect())
        }
    };
    json!({ "row": row.row, "name": row.name, "outcome": outcome, "details": details })
}

async fn export(run: &Run, domain: &str, output: Option<&Path>, force: bool) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let (locations, levels) = directory.locations(&actor)?.export().await?;
    if let Some(path) = output {
        let format = TableFormat::from_output_name(&path.to_string_lossy());
        let format =
            format.filter(|format| *format != TableFormat::JsonLines).ok_or_else(|| {
                UsageError(format!("{}: the name must end in .csv or .xlsx", path.display()))
            })?;
        let mut out = BufWriter::new(AtomicFile::beside(path, force)?);
        write_locations(&locations, &levels, format, &mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.keep()?;
        status(format_args!("exported {} locations to {}", locations.len(), path.display()));
        return Ok(());
    }
    let mut file = tempfile::tempfile().context("cannot create a temporary file")?;
    write_locations(&locations, &levels, TableFormat::Csv, &mut file)?;
    file.rewind()?;
    io::copy(&mut file, &mut io::stdout().lock())?;
    status(format_args!("exported {} locations", locations.len()));
    Ok(())
}

async fn set_active(run: &Run, domain: &str, location: &str, active: bool) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let id = directory.atlas(&actor)?.called(location).await?;
    let id = id.with_context(|| format!("no location '{location}'"))?;
    directory.locations(&actor)?.set_active(id.as_str(), active).await?;
    let done = if active { "active" } else { "deactivated" };
    status(format_args!("{location} is {done}, with the locations below it"));
    Ok(())
}

async fn delete(run: &Run, domain: &str, location: &str, yes: bool) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let id = directory.atlas(&actor)?.called(location).await?;
    let id = id.with_context(|| format!("no location '{location}'"))?;
    let locations = directory.locations(&actor)?;
    let removal = if yes {
        locations.delete(id.as_str()).await?
    } else {
        locations.removal(id.as_str()).await?
    };
    let LocationRemoval { locations, workers, without_location, web_users } = removal;
    let document = json!({
        "deleted": yes,
        "locations": locations,
        "workers": workers,
        "workers_without_location": without_location,
        "web_users": web_users,
    });
    let plain = format!(
        "{locations} locations, {workers} workers ({without_location} without another location), \
         {web_users} web users"
    );
    run.output.answer(plain, &document)?;
    if !yes {
        let hint = if io::stdin().is_terminal() {
            "add --yes to delete"
        } else {
            "nothing was deleted: add --yes"
        };
        bail!("{hint}");
    }
    Ok(())
}
