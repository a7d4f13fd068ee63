//! Load, by `wrk`: a public tool, so that nobody has to take ours on trust.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, time::Duration};

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::process::Server;
use crate::report::tell;

/// What to send.
pub(crate) struct Load<'a> {
    /// Lines for the script.
    pub(crate) lines: &'a [String],
    /// The `Authorization` header.
    pub(crate) key: &'a str,
    /// How many connections.
    pub(crate) connections: usize,
    /// For how long.
    pub(crate) seconds: u64,
}

/// What one round of load showed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    /// Requests a second.
    pub(crate) rate: f64,
    /// The time that half of the requests took at most, in milliseconds,
    pub(crate) p50: f64,
    /// and that 99 of 100 did.
    pub(crate) p99: f64,
    /// Processor time of the server for each request, in microseconds.
    pub(crate) cpu: f64,
}

#[derive(Deserialize)]
struct Told {
    requests: u32,
    micros: u64,
    p50: f64,
    p99: f64,
    errors: u64,
}

/// Drives `server`; the folder is for the files that `wrk` reads.
///
/// # Errors
/// When there is no `wrk`, or one answer was no success.
pub(crate) fn drive(server: &Server, load: &Load<'_>, folder: &Path) -> anyhow::Result<Shown> {
    let (script, lines) = (folder.join("load.lua"), folder.join("requests.txt"));
    fs::write(&script, include_str!("load.lua"))?;
    fs::write(&lines, load.lines.join("\n") + "\n")?;
    let before = server.spent()?;
    let output = Command::new(wrk()?)
        .args(["-t1", &format!("-c{}", load.connections), &format!("-d{}s", load.seconds), "-s"])
        .arg(script)
        .args([&format!("http://{}/", server.address), "--"])
        .arg(lines)
        .arg(load.key)
        .output()?;
    let spent = server.spent()?.saturating_sub(before);
    let text = String::from_utf8_lossy(&output.stdout);
    let told = text.lines().find_map(|line| line.strip_prefix("RESULT "));
    let told: Told = serde_json::from_str(told.with_context(|| format!("wrk failed: {text}"))?)?;
    ensure!(told.errors == 0, "{} of {} answers were errors", told.errors, told.requests);
    let seconds = Duration::from_micros(told.micros).as_secs_f64();
    Ok(Shown {
        rate: f64::from(told.requests) / seconds,
        p50: told.p50 / 1000.0,
        p99: told.p99 / 1000.0,
        cpu: spent.as_secs_f64() * 1e6 / f64::from(told.requests.max(1)),
    })
}

/// The program, installed by Debian's package manager when it is missing.
fn wrk() -> anyhow::Result<PathBuf> {
    let program = PathBuf::from("/usr/bin/wrk");
    if !program.is_file() {
        tell("wrk is not installed: apt-get install wrk");
        let installed = Command::new("apt-get").args(["install", "-y", "-qq", "wrk"]).status()?;
        ensure!(installed.success(), "please install wrk");
    }
    Ok(program)
}
