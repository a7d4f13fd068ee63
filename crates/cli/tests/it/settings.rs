use crate::program::Program;

#[test]
fn every_setting_has_its_source() {
    let roster = Program::bare();
    roster.write("roster.toml", "listen = '127.0.0.1:7000'\nlog_level = 'debug'\n");
    let words = "config show --json --data here";
    let output = roster.run_with(words, &[("ROSTER_LOG_LEVEL", "warn")], "");
    assert_eq!(output.code, 0, "{}", output.stderr);
    let settings: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
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
fn database_password_is_not_shown() {
    let roster = Program::bare();
    let output = roster.run("config show --database postgres://ada:secret@db/roster");
    assert!(output.stdout.contains("postgres://ada:***@db/roster"), "{}", output.stdout);
    let misspelt = [("ROSTER_DATABASE", "postgres://ada:secret@127.0.0.1:1/roster")];
    let output = roster.run_with("domain list", &misspelt, "");
    assert_eq!(output.code, 1);
    assert!(!output.stderr.contains("secret"), "{}", output.stderr);
}

#[test]
fn unknown_setting_is_a_usage_error() {
    let roster = Program::bare();
    roster.write("roster.toml", "# mine\ndatabse = 'postgres://ada:secret@db/roster'\n");
    let output = roster.run("domain list");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("roster.toml:2: unknown field `databse`"), "{}", output.stderr);
    assert!(!output.stderr.contains("secret"), "{}", output.stderr);
}

#[test]
fn a_store_is_named_once() {
    let output = Program::bare().run("domain list --data here --database postgres://db");
    assert_eq!(output.code, 2);
}
