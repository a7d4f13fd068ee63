//! `roster password-links`.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use clap::{Args, builder::PossibleValuesParser};
use jiff::{SignedDuration, tz::TimeZone};
use roster_model::{ExposeSecret as _, Start, Window, WorkerFilter};
use roster_server::{slip_languages, write_slip_file};
use roster_wire::password_slips::{PasswordSlip, SlipWriter};
use serde_json::json;

use super::{Run, atomic_file::AtomicFile};
use crate::{
    error::UsageError,
    output::{print, status},
};

/// Number of workers per transaction.
const BATCH_SIZE: usize = 500;

/// Options of `password-links`.
#[derive(Debug, Args)]
#[command(after_help = "\
Creates a one-time link for each active worker, or for those who match the filters. A worker who opens
the link chooses a password; until then the earlier password works. A new link replaces an earlier one
of the same worker. The links are shown once: anyone who has a link can set the password.

The links begin with --url, or with the setting public_url. A slip is in the language of its worker.

Examples:
  roster password-links --domain north --url https://roster.example.org > links.csv
  roster password-links --domain north --group 0a1b2c --format html --output slips.html
  roster password-links --domain north --username asha --expires-in 86400")]
pub(crate) struct PasswordLinks {
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Only this worker; repeatable
    #[arg(long = "username", value_name = "NAME")]
    usernames: Vec<String>,
    /// Only members of the group with this ID
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// Only workers at the location with this ID, or below it
    #[arg(long, value_name = "ID")]
    location: Option<String>,
    /// Only workers with this role
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// For how many seconds the links are valid, 60 to 2592000
    #[arg(long, value_name = "SECONDS", default_value_t = 604_800)]
    expires_in: i64,
    /// The URL of the server [default: the public URL of the settings]
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Format: a table, or a page to print with a slip and a QR code per worker
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "html"], default_value = "csv")]
    format: String,
    /// The language of the page, and of slips for workers whose language is not one of these
    #[arg(
        long,
        value_name = "CODE",
        value_parser = PossibleValuesParser::new(slip_languages()),
        default_value = "en"
    )]
    language: String,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    force: bool,
}

/// Runs the command.
pub(crate) async fn run(command: PasswordLinks, run: &Run) -> anyhow::Result<()> {
    let configured = run.config.public_url.as_ref().map(|url| url.value.clone());
    let url = command.url.clone().or(configured).ok_or_else(|| {
        let text = "the links need the URL of the server: give --url, or set public_url";
        UsageError(text.to_owned())
    })?;
    // The file is created first: links that cannot be written would be lost.
    let beside = |path| AtomicFile::beside(path, command.force);
    let file = command.output.as_deref().map(beside).transpose()?;
    let (slips, zone) = create(&command, run, url.trim_end_matches('/')).await?;
    let count = slips.len();
    let (Some(mut file), Some(path)) = (file, &command.output) else {
        write(&command, &zone, slips, &mut io::stdout().lock())?;
        status(format_args!("{count} links"));
        return Ok(());
    };
    write(&command, &zone, slips, &mut file)?;
    file.keep()?;
    if run.output.json {
        let path = path.display().to_string();
        return Ok(print(&format!("{:#}", json!({ "file": path, "links": count })))?);
    }
    status(format_args!("{count} links in {}", path.display()));
    Ok(())
}

fn write(
    command: &PasswordLinks,
    zone: &TimeZone,
    slips: Vec<PasswordSlip>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    if command.format == "html" {
        return write_slip_file(&command.domain, zone, &command.language, slips, &mut out);
    }
    let mut writer = SlipWriter::new(&mut out)?;
    slips.iter().try_for_each(|slip| writer.write(slip))?;
    writer.finish()?.flush()
}

async fn create(
    command: &PasswordLinks,
    run: &Run,
    url: &str,
) -> anyhow::Result<(Vec<PasswordSlip>, TimeZone)> {
    let directory = run.directory().await?;
    let actor = directory.operator(&command.domain).await?;
    let workers = directory.workers(&actor)?;
    let mut ids = Vec::new();
    for filter in filters(command) {
        let (before, mut start) = (ids.len(), Start::Offset(0));
        loop {
            let window = Window { limit: 1_000, start };
            let page = workers.list(&filter, &window, false).await?;
            for worker in page.workers() {
                ids.push(worker?.0.id.to_owned());
            }
            let Some(next) = page.next.clone() else { break };
            start = Start::After(next);
        }
        if let Some(username) = filter.username.filter(|_| ids.len() == before) {
            anyhow::bail!("there is no active worker '{username}' that matches");
        }
    }
    let valid_for = SignedDuration::from_secs(command.expires_in);
    let mut slips = Vec::with_capacity(ids.len());
    for ids in ids.chunks(BATCH_SIZE) {
        for link in workers.create_password_links(ids, valid_for).await? {
            slips.push(PasswordSlip {
                url: format!("{url}/set-password/{}", link.token.expose_secret()),
                username: link.username,
                name: link.name,
                expires_at: link.expires_at,
                language: link.language,
            });
        }
    }
    Ok((slips, actor.domain.settings.time_zone.zone()))
}

/// A filter for each username, or one for all workers.
fn filters(command: &PasswordLinks) -> Vec<WorkerFilter> {
    let all = WorkerFilter {
        group: command.group.clone(),
        location: command.location.clone(),
        include_descendants: command.location.is_some(),
        role: command.role.clone(),
        ..WorkerFilter::default()
    };
    if command.usernames.is_empty() {
        return vec![all];
    }
    let named = |name: &String| WorkerFilter { username: Some(name.clone()), ..all.clone() };
    command.usernames.iter().map(named).collect()
}
