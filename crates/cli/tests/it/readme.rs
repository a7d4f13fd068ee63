//! The commands of the README.

use std::{path::Path, process::Command};

use crate::program::{Program, Server};

/// Commands that are not run here: the tests, and building the binary under test.
const LEFT_OUT: [&str; 2] = ["./test.sh", "cargo install --path crates/cli"];
const FROM_SOURCE: &str = "cargo run --release -- ";
const ADDRESS: &str = "127.0.0.1:8080";

#[test]
fn every_command_works() {
    let (demonstration, own) = (Program::bare(), Program::bare());
    let (mut server, mut keys) = (None, Vec::new());
    for command in commands() {
        if let Some(words) = command.strip_prefix(FROM_SOURCE) {
            let words = words.strip_prefix("serve").unwrap();
            let mut started = demonstration.serve(words);
            keys = keys_of(&mut started);
            server = Some(started);
        } else if command.starts_with("curl ") {
            ask(&command, server.as_ref().unwrap(), &keys);
        } else if let Some(words) = command.strip_prefix("roster serve") {
            own.serve(words);
        } else if let Some(words) = command.strip_prefix("roster ") {
            own.must(words);
        } else {
            assert!(LEFT_OUT.contains(&command.as_str()), "{command}");
        }
    }
    assert!(!keys.is_empty());
}

/// The indented lines without comments, with continuation lines joined.
fn commands() -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let text = std::fs::read_to_string(readme).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    let lines: Vec<&str> = lines.map(|line| line.split(" # ").next().unwrap().trim()).collect();
    let joined = lines.join("\n").replace("\\\n", "");
    joined.lines().map(str::to_owned).collect()
}

/// The two keys, by their names in the README, from the commands that the demo server prints.
fn keys_of(server: &mut Server) -> Vec<(&'static str, String)> {
    let (mut key, mut app_key) = (None, None);
    while key.is_none() || app_key.is_none() {
        let line = server.line();
        let after = |mark: &str| {
            let (_, rest) = line.split_once(mark)?;
            Some(rest.split('\'').next()?.to_owned())
        };
        key = key.or(after("ApiKey demo@example.org:"));
        app_key = app_key.or(after("Authorization: Token "));
    }
    vec![("KEY", key.unwrap()), ("USERCOM_KEY", app_key.unwrap())]
}

fn ask(command: &str, server: &Server, keys: &[(&str, String)]) {
    let command = command.replace(ADDRESS, &server.address);
    let command = command.replacen("curl ", "curl -sS --fail-with-body --max-time 30 ", 1);
    let variables = keys.iter().map(|(name, key)| (name, key));
    let output = Command::new("sh").args(["-c", &command]).envs(variables).output().unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
}
