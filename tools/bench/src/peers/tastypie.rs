//! django-tastypie behind gunicorn, on PostgreSQL.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, ensure};

use super::{Peer, free_address, installed};
use crate::{postgres::Postgres, report::progress};

/// The service, a Python module.
const SERVICE: &str = include_str!("../../peers/tastypie_peer.py");
/// The API key of the service.
const KEY: &str = "ApiKey bench@example.org:0123456789abcdef0123456789abcdef01234567";

/// Starts it with the people of `table`.
pub(super) fn start<'a>(
    programs: &Path,
    people: u64,
    table: &Path,
    postgres: &'a Postgres,
) -> anyhow::Result<Peer<'a>> {
    let folder = installed::folder()?;
    let service = folder.join("tastypie_peer.py");
    fs::write(&service, SERVICE)?;
    let database = format!("tastypie_{people}");
    let socket = postgres.socket().context("a PostgreSQL of our own")?;
    let socket = format!("{} {database}", socket.display());
    let there = format!("SELECT count(*) FROM pg_database WHERE datname = '{database}'");
    if postgres.order("postgres", &there)? == "0" {
        progress(&format!("filling django-tastypie with {people} people, which is done once"));
        // A partly filled database must not count as filled.
        let unfinished = format!("{database}_unfinished");
        postgres.drop(&unfinished)?;
        postgres.make(&unfinished)?;
        let filled = Command::new(programs.join("python"))
            .arg(&service)
            .arg("fill")
            .arg(table)
            .env("PEER_DATABASE", format!("{socket}_unfinished"))
            .status()?;
        ensure!(filled.success(), "django-tastypie cannot be filled");
        let rename = format!("ALTER DATABASE {unfinished} RENAME TO {database}");
        postgres.order("postgres", &rename)?;
    }
    let address = free_address()?;
    let mut serve = Command::new(programs.join("gunicorn"));
    serve
        .args(["--workers", "4", "--threads", "4", "--worker-class", "gthread"])
        .args(["--keep-alive", "60", "--log-level", "error", "--bind", &address])
        .arg("tastypie_peer:application")
        .current_dir(&folder)
        .env("PEER_DATABASE", &socket)
        .stdout(Stdio::null());
    Peer::start(serve, address, KEY.to_owned(), Some(postgres))
}
