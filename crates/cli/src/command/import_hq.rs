//! `roster import-hq`.

use std::{
    io::{self, BufRead as _, Read as _},
    path::PathBuf,
};

use anyhow::bail;
use clap::Args;
use roster_model::SecretString;

use super::Run;
use crate::{
    error::UsageError,
    import_hq::{
        Client, Credentials, Ending, LinksFile, Progress, Puller, Report, RetryPolicy, Source,
    },
    output::status,
};

/// Limit for the key, in bytes.
const LONGEST_KEY: u64 = 4_096;

/// Options of `import-hq`.
#[expect(clippy::struct_excessive_bools, reason = "each is a command-line switch")]
#[derive(Debug, Args)]
#[command(after_help = "\
Imports location types, locations, groups and mobile workers with their ids, page by page. An
interrupted run resumes when the command is started again; a later run imports the changes since.
Passwords are not available through the API: see --set-password-links.

Examples:
  printf %s \"$KEY\" | roster import-hq https://www.commcarehq.org --from-domain river --domain north \\
      --user ada@example.org --key-stdin --dry-run
  printf %s \"$KEY\" | roster import-hq https://www.commcarehq.org --from-domain river --domain north \\
      --user ada@example.org --key-stdin --set-password-links links.csv \\
      --address https://roster.example.org

Exit codes: 0 everything came, 1 something did not: the report tells what and why.")]
pub(crate) struct ImportHq {
    /// The address of CommCare HQ, or of another Roster
    url: String,
    /// The source domain
    #[arg(long, value_name = "DOMAIN")]
    from_domain: String,
    /// The target domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The web user at the source, by e-mail address
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// Read their API key from the first line of stdin
    #[arg(long, required = true)]
    key_stdin: bool,
    /// Preview: report what would be imported, and change nothing
    #[arg(long, conflicts_with_all = ["set_password_links", "archive_missing", "afresh"])]
    dry_run: bool,
    /// Deactivate workers who were imported before and are missing at the source now
    #[arg(long)]
    archive_missing: bool,
    /// Write one-time links to set a password for imported workers without one, `username,link`, to
    /// this file
    #[arg(long, value_name = "FILE")]
    set_password_links: Option<PathBuf>,
    /// The address of this server in the links [default: the listen address]
    #[arg(long, value_name = "URL", requires = "set_password_links")]
    address: Option<String>,
    /// Skip locations and their types: the source project has none
    #[arg(long)]
    without_locations: bool,
    /// Start from the beginning, even if the last run was interrupted
    #[arg(long)]
    afresh: bool,
    /// Limit for the passes over everything while the source keeps changing
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(i64).range(1..))]
    passes: i64,
}

/// Runs the command.
pub(crate) async fn run(import: ImportHq, run: &Run) -> anyhow::Result<()> {
    let source = Source::parse(&import.url, &import.from_domain)?;
    let address = import.address.clone();
    let address = address.unwrap_or_else(|| format!("http://{}", run.config.listen.value));
    let links = import.set_password_links.as_deref();
    let links = links.map(|path| LinksFile::at(path, &address)).transpose()?;
    if source.is_unencrypted() {
        status("warning: the key is sent unencrypted, because the address is not https://");
    }
    let credentials = Credentials { user: import.user.clone(), key: key()? };

    let progress = Progress::new();
    let client = Client::new(&credentials, RetryPolicy::real(), progress.clone())?;
    let directory = run.directory().await?;
    let operator = directory.operator(&import.domain).await?;
    let hq_import = directory.hq_import(&operator, &source.address())?;
    let from = source.address();
    let without_locations = import.without_locations;
    let puller = Puller { client, source, hq_import, progress, without_locations };

    let mut ending = pull(&puller, &import).await?;
    let mut archived = 0;
    // A record that a pass has not seen is gone only if the pass has seen everything.
    if import.archive_missing && ending.stable && ending.agrees() {
        archived = puller.hq_import.archive_gone(ending.checkpoint.pass).await?;
        ending.summaries = puller.summaries(&ending.checkpoint).await?;
    }
    let written = match &links {
        Some(links) => Some(links.write(&puller.hq_import).await?),
        None => None,
    };
    let report = Report {
        from,
        domain: &import.domain,
        dry_run: import.dry_run,
        ending: &ending,
        archived,
        links: written,
    };
    report.print(run.output)?;
    conclude(&report)
}

/// Pulls until done or interrupted.
async fn pull(puller: &Puller<'_>, import: &ImportHq) -> anyhow::Result<Ending> {
    let pulling = async {
        if import.dry_run {
            return puller.preview().await;
        }
        puller.run(import.passes, import.afresh).await
    };
    let ending = tokio::select! {
        ending = pulling => ending,
        stopped = tokio::signal::ctrl_c() => {
            stopped?;
            Err(anyhow::anyhow!("stopped: run the same command to resume"))
        }
    };
    puller.progress.end();
    ending
}

fn conclude(report: &Report<'_>) -> anyhow::Result<()> {
    if report.is_complete() {
        return Ok(());
    }
    if !report.is_settled() {
        bail!(
            "the import is not complete: the lists kept changing, or their totals do not match; run it again"
        );
    }
    bail!("the import is not complete: see the report for what is missing and why")
}

/// The first line of stdin.
fn key() -> anyhow::Result<SecretString> {
    let mut text = String::new();
    io::stdin().lock().take(LONGEST_KEY).read_line(&mut text)?;
    let key = text.trim();
    if key.is_empty() {
        return Err(UsageError("--key-stdin: the first line of stdin is empty".to_owned()).into());
    }
    Ok(SecretString::from(key))
}
