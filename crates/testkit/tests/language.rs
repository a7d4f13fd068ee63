//! Keeps the words that hide a standard term out of comments, docs, templates, message texts and
//! function names.

#![expect(clippy::unwrap_used, reason = "a test without its inputs fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Words and phrases for which the field has a standard term, in lower case.
const AVOIDED: [&str; 28] = [
    "whoever",
    "whom",
    "nobody",
    "somebody",
    "everybody",
    "told",
    "tell",
    "tells",
    "be it",
    "good for",
    "in force",
    "made",
    "mend",
    "mends",
    "mended",
    "come into being",
    "comes into being",
    "came into being",
    "coming into being",
    "thing",
    "things",
    "by which",
    "of those who",
    "what is not so",
    "newcomer",
    "rehearsal",
    "takeover",
    "be told",
];

/// Texts that an outside party fixes: quotes of published pages and live services, names of tables
/// and keys that are released. At most ten.
const EXCEPTIONS: [&str; 4] = [
    // A key of the report of `roster import-hq --json`, and a released table.
    "\"things\"",
    "takeovers",
    // Texts of the live services.
    "made to this group",
    "users/whom",
];

/// Folders below the root of the repository, and the ending of the files to read there.
const TEXTS: [(&str, &str); 9] = [
    ("crates", "rs"),
    ("crates", "html"),
    ("crates", "md"),
    ("tools", "rs"),
    ("tools", "md"),
    ("docs", "md"),
    ("tests", "py"),
    ("tests", "mjs"),
    ("packaging", "toml"),
];

#[test]
fn avoided_words_stay_out() {
    let mut found = Vec::new();
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        let is_code = path.extension().is_some_and(|ending| ending == "rs" || ending == "py");
        for (index, line) in text.lines().enumerate() {
            let prose = if is_code { prose_of(line) } else { line.to_owned() };
            if let Some(word) = avoided(&prose) {
                found.push(format!("{}:{}: {word}: {}", path.display(), index + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
}

#[test]
fn words_are_found_in_prose_only() {
    assert_eq!(avoided("Tells whoever asks."), Some("whoever"));
    assert_eq!(avoided("a retell, a somebody's"), Some("somebody"));
    assert_eq!(avoided("remade something untold"), None);
    assert_eq!(avoided("The list of \"things\" is released."), None);
    assert_eq!(avoided(&prose_of("let made = told(); // Read once.")), None);
    assert_eq!(avoided(&prose_of("let x = 1; // As told.")), Some("told"));
    assert_eq!(avoided(&prose_of("fn a_thing_is_made() {}")), Some("made"));
    assert_eq!(avoided(&prose_of("panic!(\"nobody is here\")")), Some("nobody"));
}

/// The first avoided word of a text.
fn avoided(text: &str) -> Option<&'static str> {
    let mut text = text.to_lowercase();
    for exception in EXCEPTIONS {
        text = text.replace(exception, " ");
    }
    AVOIDED.into_iter().find(|word| {
        text.match_indices(word).any(|(start, _)| {
            let is_letter = |c: char| c.is_alphanumeric();
            let before = text[..start].chars().next_back().is_some_and(is_letter);
            let after = text[start + word.len()..].chars().next().is_some_and(is_letter);
            !before && !after
        })
    })
}

/// The prose of a line of code: its comment, its string literals, and the name of its function.
fn prose_of(line: &str) -> String {
    let line = line.trim_start();
    if line.starts_with("//") || line.starts_with('#') && !line.starts_with("#[") {
        return line.to_owned();
    }
    let mut prose = String::new();
    let (code, comment) = line.split_once(" // ").unwrap_or((line, ""));
    prose.push_str(comment);
    for literal in code.split('"').skip(1).step_by(2).filter(|literal| literal.contains(' ')) {
        prose.push(' ');
        prose.push_str(literal);
    }
    if let Some((_, rest)) = code.split_once("fn ") {
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
        prose.push(' ');
        prose.push_str(&name.replace('_', " "));
    }
    prose
}

fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        files.push(root().join(name));
    }
    for (folder, ending) in TEXTS {
        collect(&root().join(folder), ending, &mut files);
    }
    // What released versions wrote, and this list itself.
    files.retain(|path| {
        !path
            .components()
            .any(|part| part.as_os_str() == "golden" || part.as_os_str() == "node_modules")
            && !path.ends_with("tests/language.rs")
    });
    files
}

fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, files);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
