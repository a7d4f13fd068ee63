//! `roster export`.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use roster_wire::table::{TableFormat, TableWriter};
use serde_json::json;

use super::{Run, atomic_file::AtomicFile};
use crate::{
    error::UsageError,
    output::{print, status},
};

/// Options of `export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exports all workers of the domain, deactivated ones too, by username, as of one moment. The columns are
those of `roster import`: importing an export changes nothing. Passwords are not exported. In CSV an
apostrophe is put before a cell that a spreadsheet would evaluate as a formula; in XLSX every cell is
text.

Examples:
  roster export --domain north --format csv > workers.csv
  roster export --domain north --format xlsx --output workers.xlsx")]
pub(crate) struct Export {
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Format of the file [default: by the name of the output, or csv]
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "xlsx", "jsonl"])]
    format: Option<String>,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    force: bool,
}

/// Runs the command.
pub(crate) async fn run(command: Export, run: &Run) -> anyhow::Result<()> {
    let chosen = command.format.as_deref().and_then(TableFormat::parse);
    let format = match (chosen, &command.output) {
        (Some(format), _) => format,
        (None, Some(path)) => format_of(path)?,
        (None, None) => TableFormat::Csv,
    };
    if let Some(path) = &command.output {
        let file = AtomicFile::beside(path, command.force)?;
        let (count, file) = write(run, &command.domain, format, file).await?;
        file.keep()?;
        answer(run, &command.domain, path, count)
    } else {
        // Output on stdout cannot be undone, so the whole file is written first.
        let file = tempfile::tempfile().context("cannot create a temporary file")?;
        let (count, mut file) = write(run, &command.domain, format, file).await?;
        file.rewind()?;
        to_stdout(&mut file)?;
        status(format_args!("exported {count} workers"));
        Ok(())
    }
}

/// The format by the name of the output.
fn format_of(path: &Path) -> Result<TableFormat, UsageError> {
    let name = path.to_string_lossy();
    match TableFormat::from_output_name(&name) {
        Some(format) => Ok(format),
        // Imports read it, exports do not write it.
        None if TableFormat::from_file_name(&name).is_some() => Err(UsageError(format!(
            "{name} is a format that exports do not write: use .xlsx, or add --format"
        ))),
        None => Ok(TableFormat::Csv),
    }
}

/// Writes the table to `out` and returns the number of workers in it, which is all there are.
async fn write<W: Write + Seek + Send>(
    run: &Run,
    domain: &str,
    format: TableFormat,
    out: W,
) -> anyhow::Result<(u64, W)> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let mut export = directory.workers(&actor)?.export().await?;
    let total = export.shape().total;
    let bar = bar(total)?;
    let out = BufWriter::new(out);
    let mut table = TableWriter::new(format, export.shape().clone(), actor.domain, out)?;
    loop {
        let workers = export.next().await?;
        if workers.is_empty() {
            break;
        }
        for worker in &workers {
            table.write(worker)?;
        }
        bar.inc(workers.len() as u64);
    }
    bar.finish_and_clear();
    let (written, out) = table.finish()?;
    if written != total {
        bail!("{written} of {total} workers were read: run `roster check`");
    }
    Ok((written, out.into_inner().map_err(io::IntoInnerError::into_error)?))
}

fn bar(total: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len}, {eta} left")?;
    Ok(ProgressBar::new(total).with_style(style))
}

fn to_stdout(file: &mut File) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    io::copy(file, &mut stdout)?;
    stdout.flush()
}

fn answer(run: &Run, domain: &str, path: &Path, count: u64) -> anyhow::Result<()> {
    if run.output.json {
        let path = path.display().to_string();
        print(&format!("{:#}", json!({ "domain": domain, "file": path, "workers": count })))?;
    } else {
        status(format_args!("exported {count} workers to {}", path.display()));
    }
    Ok(())
}
