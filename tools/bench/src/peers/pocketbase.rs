//! `PocketBase`, with the people in its own collection.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, ensure};
use rusqlite::{Connection, params_from_iter};
use serde_json::{Value, json};

use super::{Peer, free_address, installed, people};
use crate::{client::Client, report::progress};

const OWNER: &str = "bench@example.org";
const PASSWORD: &str = "a password for measuring";
/// The columns, in the order of [`people::row`].
const COLUMNS: [&str; 10] = [
    "id",
    "username",
    "first_name",
    "last_name",
    "email",
    "phone",
    "language",
    "team",
    "location",
    "user_data",
];

/// Starts it with this number of people.
pub(super) fn start(programs: &Path, people: u64) -> anyhow::Result<Peer<'static>> {
    let program = programs.join("pocketbase");
    let folder = installed::folder()?.join(format!("pocketbase-{people}"));
    if !folder.join("filled").is_file() {
        progress(&format!("filling PocketBase with {people} people, which is done once"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut owner = command(&program, &folder);
        let made = owner.args(["superuser", "upsert", OWNER, PASSWORD]).status()?;
        ensure!(made.success(), "PocketBase takes no superuser");
        {
            let peer = serve(&program, &folder, String::new())?;
            let key = sign_in(&peer.address)?;
            let body = collection().to_string();
            Client::connect(&peer.address, &key)?.send("POST", "/api/collections", &body)?;
        }
        // Its API accepts about fifteen records per second.
        fill(&folder.join("data.db"), people)?;
        fs::write(folder.join("filled"), "")?;
    }
    let mut peer = serve(&program, &folder, String::new())?;
    peer.key = sign_in(&peer.address)?;
    Ok(peer)
}

fn command(program: &Path, folder: &PathBuf) -> Command {
    let mut command = Command::new(program);
    command.arg("--dir").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn serve(program: &Path, folder: &PathBuf, key: String) -> anyhow::Result<Peer<'static>> {
    let address = free_address()?;
    let mut serve = command(program, folder);
    serve.args(["serve", "--http", &address]);
    Peer::start(serve, address, key, None)
}

/// A token of the superuser.
fn sign_in(address: &str) -> anyhow::Result<String> {
    let path = "/api/collections/_superusers/auth-with-password";
    let body = json!({ "identity": OWNER, "password": PASSWORD }).to_string();
    let answer = Client::connect(address, "")?.send("POST", path, &body)?;
    let answer: Value = serde_json::from_slice(&answer)?;
    Ok(answer["token"].as_str().context("no token")?.to_owned())
}

fn collection() -> Value {
    let text = |name: &&str| json!({ "name": name, "type": "text" });
    let mut fields: Vec<Value> = COLUMNS[1..COLUMNS.len() - 1].iter().map(text).collect();
    fields.push(json!({ "name": "user_data", "type": "json" }));
    json!({
        "name": "workers",
        "type": "base",
        "fields": fields,
        "indexes": [
            "CREATE UNIQUE INDEX workers_by_username ON workers (username)",
            "CREATE INDEX workers_by_team ON workers (team, username)",
        ],
    })
}

fn fill(file: &Path, people: u64) -> anyhow::Result<()> {
    let mut connection = Connection::open(file)?;
    let filling = connection.transaction()?;
    let marks = vec!["?"; COLUMNS.len()].join(", ");
    let sql = format!("INSERT INTO workers ({}) VALUES ({marks})", COLUMNS.join(", "));
    let mut insert = filling.prepare(&sql)?;
    for number in 0..people {
        insert.execute(params_from_iter(people::row(number)))?;
    }
    drop(insert);
    filling.commit()?;
    connection.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}
