//! `roster man`.

use std::{fs, path::PathBuf};

use clap::{Args, CommandFactory};

use crate::{arguments::Arguments, output::status};

/// Options of `man`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Man {
    /// The folder for the pages; it is created if it is missing
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Example:
  roster man /usr/local/share/man/man1";

/// Writes a manual page per command, in section 1.
pub(crate) fn run(man: &Man) -> anyhow::Result<()> {
    fs::create_dir_all(&man.folder)?;
    clap_mangen::generate_to(Arguments::command(), &man.folder)?;
    status(format_args!("wrote manual pages to {}", man.folder.display()));
    Ok(())
}
