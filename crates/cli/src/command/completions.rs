//! `roster completions`.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::{arguments::Arguments, output};

/// Options of `completions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Example:
  roster completions bash > /etc/bash_completion.d/roster";

/// Prints the script to stdout.
pub(crate) fn run(completions: &Completions) -> anyhow::Result<()> {
    let mut script = Vec::new();
    generate(completions.shell, &mut Arguments::command(), "roster", &mut script);
    output::print(String::from_utf8_lossy(&script).trim_end())?;
    Ok(())
}
