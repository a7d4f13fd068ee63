//! The structural rules of ARCHITECTURE.md: dependencies, SQL and file sizes.

#![expect(clippy::unwrap_used, reason = "a test without its inputs fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The workspace crates that each crate may use. `roster-testkit` is for tests only.
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

/// External crates that only some crates may use, because each brings its own domain language.
const ONLY_FOR: [(&str, &[&str]); 10] = [
    ("rusqlite", &["roster-store"]),
    ("tokio-postgres", &["roster-store", "roster-testkit"]),
    ("deadpool-postgres", &["roster-store"]),
    ("argon2", &["roster-directory"]),
    ("quick-xml", &["roster-wire"]),
    ("axum", &["roster-server"]),
    ("hyper", &["roster-server"]),
    ("openidconnect", &["roster-server"]),
    ("anyhow", &["roster-cli"]),
    ("clap", &["roster-cli"]),
];

/// Crates that the pure crates must not use: they neither wait nor log.
const IMPURE: [&str; 4] = ["tokio", "tokio-util", "futures-util", "tracing"];
const PURE: [&str; 2] = ["roster-model", "roster-wire"];

const LONGEST_FILE: usize = 500;

#[test]
fn crates_use_only_crates_below_them() {
    for (name, used) in uses() {
        let row = MAY_USE.iter().find(|(known, _)| *known == name);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{name} is missing from the table"));
        for used in used.iter().filter(|used| used.starts_with("roster-")) {
            assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn external_languages_are_used_in_one_crate() {
    for (name, used) in uses() {
        for (outside, allowed) in ONLY_FOR {
            let fine = allowed.contains(&name.as_str()) || !used.iter().any(|it| it == outside);
            assert!(fine, "{name} must not use {outside}: only {allowed:?} may");
        }
    }
}

#[test]
fn pure_crates_do_not_wait() {
    let uses = uses();
    for name in PURE {
        for impure in IMPURE {
            assert!(!uses[name].iter().any(|it| it == impure), "{name} must not use {impure}");
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

/// axum's `State` has a directory that commits at once, without the response of the form.
#[test]
fn console_pages_take_the_state_of_their_request() {
    let pages = crates().join("server/src/console/pages");
    for path in sources().into_iter().filter(|path| path.starts_with(&pages)) {
        let text = fs::read_to_string(&path).unwrap();
        let imports = text.split("use axum::").skip(1).filter_map(|rest| rest.split(';').next());
        let mut words = imports.flat_map(|it| it.split(|c: char| !c.is_alphanumeric()));
        assert!(
            words.all(|word| word != "State"),
            "{}: use console::extract::State",
            path.display()
        );
    }
}

/// The uses of `Problem::Other`, by file. Its text is in English, which a user of the console may not
/// read: what such a user can meet is a variant of `Problem` or `Rule` with a message in all languages.
/// Those listed here are met by users of an API, of the command line or of JSON Lines, or have a text in
/// the language of the reader.
const PROBLEMS_WITHOUT_MESSAGE: [(&str, usize); 12] = [
    ("directory/src/attributes/remove.rs", 1),
    ("directory/src/domains/settings.rs", 1),
    ("directory/src/field_rules.rs", 1),
    ("directory/src/keys/api.rs", 1),
    ("directory/src/operations.rs", 1),
    ("directory/src/password_links.rs", 1),
    ("directory/src/roles/validate.rs", 1),
    ("directory/src/saved_filters.rs", 1),
    ("directory/src/web_users/enroll.rs", 2),
    ("directory/src/workers/hq_import.rs", 1),
    ("server/src/console/components/form_errors.rs", 1),
    ("wire/src/table/json_lines.rs", 2),
];

/// The translators of the APIs, whose problems the console never shows.
const API_TRANSLATORS: [&str; 3] = ["wire/src/commcare/", "wire/src/scim/", "wire/src/usercom/"];

#[test]
fn problems_that_the_console_shows_have_messages() {
    let listed: BTreeMap<&str, usize> = PROBLEMS_WITHOUT_MESSAGE.into_iter().collect();
    for path in sources() {
        let name = path.strip_prefix(crates()).unwrap().to_str().unwrap();
        let is_test = name.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "testkit"));
        if is_test || API_TRANSLATORS.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let found = text.matches("Problem::Other(").count();
        let expected = listed.get(name).copied().unwrap_or(0);
        assert_eq!(found, expected, "{name}: use a variant that has a message in all languages");
    }
}

#[test]
fn no_file_is_longer_than_500_lines() {
    for path in sources_below(&[crates(), crates().with_file_name("tools")]) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines: split it", path.display());
    }
}

/// The non-test dependencies of each workspace crate.
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
    // The kind is null unless the dependency is for tests or a build script.
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

/// A path is relative to the repository, to `crates/`, or to the sources of a crate.
#[test]
fn tests_that_the_docs_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut missing = Vec::new();
    let mut seen = 0;
    for document in ["ARCHITECTURE.md", "docs/security.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for row in text.lines().filter(|line| line.starts_with('|')) {
            let tests = row.trim_end_matches(['|', ' ']).rsplit('|').next().unwrap();
            for path in tests.split('`').skip(1).step_by(2).filter(|path| path.contains('/')) {
                seen += 1;
                let below = [root.join(path), root.join("crates").join(path)];
                if !below.iter().any(|path| path.exists()) {
                    missing.push(format!("{document}: {path}"));
                }
            }
        }
    }
    assert!(seen > 20, "the tables were read: {seen}");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
