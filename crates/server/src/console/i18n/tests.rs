//! Checks of the message tables, and of the templates and the code that use them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_bundle::FluentResource;

use super::{Language, bundles};

/// Texts of templates that are the same in all languages: names and examples.
const UNTRANSLATED: [&str; 11] = [
    "Roster",
    "API",
    "CSV",
    "XLSX",
    "URL",
    "district",
    "amina@example.org",
    "en, fra, hin",
    "192.0.2.7, 2001:db8::1",
    "https://example.org/roster",
    "https://cases.example.org/{domain}/{user_id}",
];

/// A message of a table: its arguments.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// The messages of a language; panics with the errors of its tables.
fn messages(language: Language) -> Messages {
    let mut all = Messages::new();
    for (area, table) in bundles::tables(language) {
        let place = format!("{}/{area}.ftl", language.code());
        if let Err((_, errors)) = FluentResource::try_new(table.to_owned()) {
            panic!("{place}: {errors:?}");
        }
        let mut last = String::new();
        for line in table.lines() {
            let id = line.split_once(" =").map(|(id, _)| id);
            if let Some(id) = id.filter(|id| is_id(id)) {
                assert!(id.starts_with(&format!("{area}-")), "{place}: {id}");
                assert!(
                    all.insert(id.to_owned(), BTreeSet::new()).is_none(),
                    "{place}: {id} twice"
                );
                last = id.to_owned();
            }
            if !line.starts_with('#') {
                all.entry(last.clone()).or_default().extend(arguments(line));
            }
        }
        all.remove("");
    }
    all
}

fn is_id(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
}

/// The names after `$` in a line of a table.
fn arguments(line: &str) -> impl Iterator<Item = String> {
    let names = line.split('$').skip(1);
    names.map(|rest| rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect())
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages(Language::English);
    assert!(english.len() > 200, "{}", english.len());
    for language in Language::ALL {
        let translated = messages(language);
        let ids = |all: &Messages| all.keys().cloned().collect::<BTreeSet<String>>();
        let (known, own) = (ids(&english), ids(&translated));
        let missing: Vec<&String> = known.difference(&own).collect();
        let surplus: Vec<&String> = own.difference(&known).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        assert!(surplus.is_empty(), "only {language:?} has {surplus:?}");
        for (id, arguments) in &english {
            assert_eq!(&translated[id], arguments, "{language:?}: {id}");
        }
    }
}

#[test]
fn every_plural_form_of_a_language_is_given_or_covered_by_other() {
    for language in Language::ALL {
        for (area, table) in bundles::tables(language) {
            let selectors = table.matches("->").count();
            let defaults = table.matches("*[").count();
            assert_eq!(selectors, defaults, "{}/{area}.ftl", language.code());
        }
    }
}

#[test]
fn every_message_that_is_used_exists() {
    let areas: Vec<&str> =
        bundles::tables(Language::English).iter().map(|(area, _)| *area).collect();
    let mut missing = BTreeSet::new();
    for (path, text) in sources() {
        // Odd parts of a text split at quotation marks are string literals.
        for literal in text.split('"').filter(|literal| is_id(literal)) {
            let area = areas.iter().find(|area| {
                literal.strip_prefix(**area).is_some_and(|rest| rest.starts_with('-'))
            });
            if area.is_some() && !bundles::is_message(literal) && !is_other_name(literal) {
                missing.insert(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Paths, names of elements and codes that look like the ID of a message.
fn is_other_name(literal: &str) -> bool {
    literal.ends_with('-') || literal == "web-users"
}

#[test]
fn every_message_is_used() {
    let sources: String = sources().into_iter().map(|(_, text)| text).collect();
    let english = bundles::tables(Language::English);
    let unused: Vec<String> = messages(Language::English)
        .into_keys()
        .filter(|id| {
            let is_built = BUILT.iter().any(|prefix| id.starts_with(prefix));
            let is_part = english.iter().any(|(_, table)| table.contains(&format!("{{ {id} }}")));
            !is_built && !is_part && !sources.contains(&format!("\"{id}\""))
        })
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// The beginnings of IDs that code builds from a prefix and a name.
const BUILT: [&str; 2] = ["common-done-", "common-left-out-"];

#[test]
fn templates_have_no_text_of_their_own() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for text in bare_texts(&text) {
            if !UNTRANSLATED.contains(&text.as_str()) {
                found.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The attributes that a reader sees or hears.
const SHOWN: [&str; 6] = ["placeholder", "aria-label", "title", "alt", "data-label", "label"];

/// The texts of a template outside elements and expressions, and in attributes that are shown.
fn bare_texts(template: &str) -> Vec<String> {
    let template = without(template, "{#", "#}");
    let template = without(&template, "{%", "%}");
    let template = without(&template, "{{", "}}");
    let template = without(&template, "<code", "</code>");
    let mut texts = Vec::new();
    for attribute in SHOWN {
        for part in template.split(&format!(" {attribute}=\"")).skip(1) {
            texts.extend(part.split('"').next().map(str::to_owned));
        }
    }
    texts.extend(without(&template, "<", ">").split('\u{1}').map(str::to_owned));
    let has_word = |text: &String| {
        let mut letters = text.chars().zip(text.chars().skip(1));
        letters.any(|(one, next)| one.is_alphabetic() && next.is_alphabetic())
    };
    // Macros write whole attributes; their shown values are expressions.
    texts
        .into_iter()
        .map(|text| text.trim_matches([' ', '\n', '·']).to_owned())
        .filter(|text| has_word(text) && !text.ends_with('"'))
        .collect()
}

/// Replaces what stands between two marks by a separator.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push('\u{1}');
        rest += part.split_once(close).map_or("", |(_, after)| after);
    }
    rest
}

#[test]
fn bare_texts_are_found() {
    let template =
        "<p title=\"Hint\">{# no #}{{ \"a-b\"|t }} Two words<b>x</b> · <code>no</code></p>";
    assert_eq!(bare_texts(template), ["Hint", "Two words"]);
}

/// The templates and the code of the console, with their texts.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs" || it == "html") {
            let text = fs::read_to_string(&path).expect("UTF-8");
            files.push((path, text));
        }
    }
}
