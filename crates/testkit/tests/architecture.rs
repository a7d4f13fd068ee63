//! Who may know whom, and how long a file may be: what ARCHITECTURE.md says of the house, as tests.

#![expect(clippy::unwrap_used, reason = "without its premises no test goes on")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The crates of the house that each may use. `roster-testkit` may be used by tests alone.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("roster-model", &[]),
    ("roster-store", &["roster-model"]),
    ("roster-directory", &["roster-model", "roster-store"]),
    ("roster-wire", &["roster-model"]),
    ("roster-server", &["roster-model", "roster-directory", "roster-wire"]),
    (
        "roster-cli",
        &["roster-model", "roster-store", "roster-directory", "roster-wire", "roster-server"],
    ),
    ("roster-testkit", &["roster-model", "roster-directory"]),
];

/// Crates of the outside that only some may use, because each brings a language with it that the
/// others are not to speak.
const ONLY_FOR: [(&str, &[&str]); 9] = [
    ("rusqlite", &["roster-store"]),
    ("tokio-postgres", &["roster-store", "roster-testkit"]),
    ("deadpool-postgres", &["roster-store"]),
    ("argon2", &["roster-directory"]),
    ("quick-xml", &["roster-wire"]),
    ("axum", &["roster-server"]),
    ("hyper", &["roster-server"]),
    ("anyhow", &["roster-cli"]),
    ("clap", &["roster-cli"]),
];

/// What the pure crates must not use: they neither wait nor log.
const IMPURE: [&str; 4] = ["tokio", "tokio-util", "futures-util", "tracing"];
const PURE: [&str; 2] = ["roster-model", "roster-wire"];

const LONGEST_FILE: usize = 500;

#[test]
fn a_crate_uses_only_the_crates_below_it() {
    for (name, used) in uses() {
        let row = MAY_USE.iter().find(|(known, _)| *known == name);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{name} is missing from the table"));
        for used in used.iter().filter(|used| used.starts_with("roster-")) {
            assert!(allowed.contains(&used.as_str()), "{name} must not know {used}");
        }
    }
}

#[test]
fn a_language_of_the_outside_is_spoken_in_one_place() {
    for (name, used) in uses() {
        for (outside, allowed) in ONLY_FOR {
            let fine = allowed.contains(&name.as_str()) || !used.iter().any(|it| it == outside);
            assert!(fine, "{name} must not know {outside}: only {allowed:?} may");
        }
    }
}

#[test]
fn the_pure_crates_do_not_wait() {
    let uses = uses();
    for name in PURE {
        for impure in IMPURE {
            assert!(!uses[name].iter().any(|it| it == impure), "{name} must not know {impure}");
        }
    }
}

#[test]
fn only_the_store_contains_sql() {
    const SQL: [&str; 4] = ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "];
    for path in sources() {
        let of_store = path.starts_with(crates().join("store"));
        let bare = path.starts_with(crates().join("testkit"));
        let text = fs::read_to_string(&path).unwrap();
        let speaks = SQL.iter().any(|verb| text.contains(verb));
        assert!(of_store || bare || !speaks, "{} contains SQL", path.display());
    }
}

#[test]
fn no_file_is_too_long_to_be_read() {
    for path in sources_below(&[crates(), crates().with_file_name("tools")]) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines: split it", path.display());
    }
}

/// For each crate of the house, those that it uses outside its tests.
fn uses() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(crates())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().map(|package| (text(&package["name"]), used_by(package))).collect()
}

fn used_by(package: &Value) -> Vec<String> {
    let dependencies = package["dependencies"].as_array().unwrap();
    // The kind is null for what is neither for tests nor for a build script.
    let plain = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
    plain.map(|dependency| text(&dependency["name"])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn sources() -> Vec<PathBuf> {
    sources_below(&[crates()])
}

fn sources_below(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut folders = folders.to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
