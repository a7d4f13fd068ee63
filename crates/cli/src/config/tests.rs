use std::{fs, path::PathBuf};

use roster_store::Backend;

use super::{Layer, Origin, resolve};

fn silent(_: &str) -> Option<String> {
    None
}

#[test]
fn a_flag_overrules_a_variable_and_a_variable_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.toml");
    fs::write(&file, "listen = '127.0.0.1:1'\nlog_level = 'debug'\ndata = 'of-file'\n").unwrap();
    let flags = Layer { data: Some(PathBuf::from("of-flag")), ..Layer::default() };
    let variable = |name: &str| match name {
        "ROSTER_LISTEN" => Some("127.0.0.1:2".to_owned()),
        "ROSTER_DATA" => Some("of-variable".to_owned()),
        _ => None,
    };

    let config = resolve(flags, Some(&file), variable).unwrap();

    assert!(matches!(config.place.value, Backend::Embedded(data) if *data == *"of-flag"));
    assert_eq!(config.place.origin, Origin::Flag);
    assert_eq!(config.listen.value, "127.0.0.1:2");
    assert_eq!(config.listen.origin.describe("listen"), "environment variable ROSTER_LISTEN");
    assert_eq!(config.log_level.unwrap().origin, Origin::File(file));
    assert_eq!(config.log_format.origin, Origin::Default);
}

#[test]
fn a_data_flag_overrules_a_database_of_the_environment() {
    let flags = Layer { data: Some(PathBuf::from("here")), ..Layer::default() };
    let variable = |name: &str| (name == "ROSTER_DATABASE").then(|| "postgres://db".to_owned());
    let config = resolve(flags, None, variable).unwrap();
    assert!(matches!(config.place.value, Backend::Embedded(_)));
}

#[test]
fn one_source_cannot_name_both_places() {
    let variable = |name: &str| match name {
        "ROSTER_DATA" => Some("here".to_owned()),
        "ROSTER_DATABASE" => Some("postgres://db".to_owned()),
        _ => None,
    };
    let refusal = resolve(Layer::default(), None, variable).err().unwrap();
    assert!(
        refusal.0.contains("ROSTER_DATA and environment variable ROSTER_DATABASE"),
        "{refusal}"
    );
}

#[test]
fn an_unknown_key_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.toml");
    fs::write(&file, "lisen = '127.0.0.1:1'\n").unwrap();
    let refusal = resolve(Layer::default(), Some(&file), silent).err().unwrap();
    assert!(refusal.0.contains("lisen") && refusal.0.contains("roster.toml"), "{refusal}");
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let refusal = resolve(Layer::default(), Some("/nowhere.toml".as_ref()), silent).err().unwrap();
    assert!(refusal.0.contains("/nowhere.toml"), "{refusal}");
}

#[test]
fn a_variable_with_a_wrong_value_is_named() {
    let variable = |name: &str| (name == "ROSTER_LOG_FORMAT").then(|| "xml".to_owned());
    let refusal = resolve(Layer::default(), None, variable).err().unwrap();
    assert!(refusal.0.contains("ROSTER_LOG_FORMAT"), "{refusal}");
}
