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
    import_hq::{Client, Credentials, Ending, Far, LinksFile, Patience, Progress, Puller, Report},
    output::talk,
    refusal::Misuse,
};

/// The longest key, in bytes.
const LONGEST_KEY: u64 = 4_096;

/// Where from, where to, and how.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Args)]
#[command(after_help = "\
Location types, locations, groups and mobile workers come with their identities, page by page. A run
that breaks off goes on when it is started again; a run after it has ended brings what has changed
since. Passwords cannot come: see --set-password-links.

Examples:
  printf %s \"$KEY\" | roster import-hq https://www.commcarehq.org --from-domain river --domain north \\
      --user ada@example.org --key-stdin --dry-run
  printf %s \"$KEY\" | roster import-hq https://www.commcarehq.org --from-domain river --domain north \\
      --user ada@example.org --key-stdin --set-password-links links.csv \\
      --address https://roster.example.org

Exit codes: 0 everything came, 1 something did not: the report tells what and why.")]
pub(crate) struct ImportHq {
    /// The address of the CommCare HQ, or of a Roster
    url: String,
    /// The domain there
    #[arg(long, value_name = "DOMAIN")]
    from_domain: String,
    /// The domain here
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The web user there, by e-mail address
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// Read their API key from the first line of stdin
    #[arg(long, required = true)]
    key_stdin: bool,
    /// Tell what would be done, and do nothing
    #[arg(long, conflicts_with_all = ["set_password_links", "archive_missing", "afresh"])]
    dry_run: bool,
    /// Archive workers who came before and are there no more
    #[arg(long)]
    archive_missing: bool,
    /// Write one-time links by which those without a password set one, `username,link`, to this file
    #[arg(long, value_name = "FILE")]
    set_password_links: Option<PathBuf>,
    /// The address of this server as people know it, for the links [default: the one it listens on]
    #[arg(long, value_name = "URL", requires = "set_password_links")]
    address: Option<String>,
    /// Leave out locations and their types: the project there has none
    #[arg(long)]
    without_locations: bool,
    /// Begin at the beginning, even if the last run broke off
    #[arg(long)]
    afresh: bool,
    /// Read everything at most so many times while it keeps changing
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(i64).range(1..))]
    passes: i64,
}

/// Does it.
pub(crate) async fn run(import: ImportHq, run: &Run) -> anyhow::Result<()> {
    let far = Far::parse(&import.url, &import.from_domain)?;
    let address = import.address.clone();
    let address = address.unwrap_or_else(|| format!("http://{}", run.config.listen.value));
    let links = import.set_password_links.as_deref();
    let links = links.map(|path| LinksFile::at(path, &address)).transpose()?;
    if far.is_open_to_all() {
        talk(
            "warning: the key goes over the network unprotected, because the address is no https://",
        );
    }
    let credentials = Credentials { user: import.user.clone(), key: key()? };

    let progress = Progress::new();
    let client = Client::new(&credentials, Patience::real(), progress.clone())?;
    let directory = run.directory().await?;
    let hq_import = directory.admin().hq_import(&import.domain, &far.address()).await?;
    let from = far.address();
    let without_locations = import.without_locations;
    let puller = Puller { client, far, hq_import, progress, without_locations };

    let mut ending = pull(&puller, &import).await?;
    let mut archived = 0;
    // What a pass has not seen is gone only if it has seen everything.
    if import.archive_missing && ending.stable && ending.agrees() {
        archived = puller.hq_import.archive_gone(ending.checkpoint.pass).await?;
        ending.standings = puller.standings(&ending.checkpoint).await?;
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

/// Pulls until done, or until somebody at the terminal has enough of it.
async fn pull(puller: &Puller<'_>, import: &ImportHq) -> anyhow::Result<Ending> {
    let pulling = async {
        if import.dry_run {
            return puller.rehearse().await;
        }
        puller.run(import.passes, import.afresh).await
    };
    let ending = tokio::select! {
        ending = pulling => ending,
        stopped = tokio::signal::ctrl_c() => {
            stopped?;
            Err(anyhow::anyhow!("stopped: the same command goes on from here"))
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
            "not everything is here: the lists kept changing, or their totals do not agree with \
             what they list; run it again"
        );
    }
    bail!("not everything came: the report tells what, and why")
}

/// The first line of stdin.
fn key() -> anyhow::Result<SecretString> {
    let mut text = String::new();
    io::stdin().lock().take(LONGEST_KEY).read_line(&mut text)?;
    let key = text.trim();
    if key.is_empty() {
        return Err(Misuse("--key-stdin: the first line of stdin is empty".to_owned()).into());
    }
    Ok(SecretString::from(key))
}
