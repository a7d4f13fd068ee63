use crate::program::Program;

#[test]
fn every_setting_is_told_with_its_origin() {
    let roster = Program::bare();
    roster.write("roster.toml", "listen = '127.0.0.1:7000'\nlog_level = 'debug'\n");
    let words = "config show --json --data here";
    let said = roster.run_with(words, &[("ROSTER_LOG_LEVEL", "warn")], "");
    assert_eq!(said.code, 0, "{}", said.stderr);
    let settings: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    for (key, value, from) in [
        ("data", "here", "flag --data"),
        ("log_level", "warn", "environment variable ROSTER_LOG_LEVEL"),
        ("listen", "127.0.0.1:7000", "file roster.toml"),
        ("log_format", "text", "default"),
    ] {
        assert_eq!(settings[key]["value"], value);
        assert_eq!(settings[key]["from"], from);
    }
}

#[test]
fn the_password_of_a_database_is_not_told() {
    let roster = Program::bare();
    let said = roster.run("config show --database postgres://ada:secret@db/roster");
    assert!(said.stdout.contains("postgres://ada:***@db/roster"), "{}", said.stdout);
    let misspelt = [("ROSTER_DATABASE", "postgres://ada:secret@127.0.0.1:1/roster")];
    let said = roster.run_with("domain list", &misspelt, "");
    assert_eq!(said.code, 1);
    assert!(!said.stderr.contains("secret"), "{}", said.stderr);
}

#[test]
fn a_key_that_nobody_knows_is_misuse() {
    let roster = Program::bare();
    roster.write("roster.toml", "# mine\ndatabse = 'postgres://ada:secret@db/roster'\n");
    let said = roster.run("domain list");
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("roster.toml:2: unknown field `databse`"), "{}", said.stderr);
    assert!(!said.stderr.contains("secret"), "{}", said.stderr);
}

#[test]
fn a_store_is_named_once() {
    let said = Program::bare().run("domain list --data here --database postgres://db");
    assert_eq!(said.code, 2);
}
