use crate::program::Program;

#[test]
fn every_command_shows_an_example() {
    let roster = Program::bare();
    for command in [
        "serve",
        "setup",
        "domain create",
        "domain list",
        "domain set",
        "domain delete",
        "web-user create",
        "web-user list",
        "web-user unlink",
        "web-user operator",
        "role create",
        "role list",
        "api-key create",
        "api-key list",
        "api-key revoke",
        "app-key create",
        "app-key list",
        "app-key revoke",
        "location import",
        "location export",
        "location deactivate",
        "location reactivate",
        "location delete",
        "location-type create",
        "location-type list",
        "field create",
        "field list",
        "profile create",
        "profile list",
        "webhook create",
        "webhook list",
        "webhook edit",
        "webhook delete",
        "webhook test",
        "webhook rotate",
        "webhook skip",
        "webhook replay",
        "webhook deliveries",
        "import",
        "import undo",
        "import list",
        "import-hq",
        "export",
        "password-links",
        "accept-store",
        "backup",
        "restore",
        "check",
        "vacuum",
        "cluster distribute",
        "copy",
        "config show",
        "completions",
        "man",
    ] {
        let help = roster.must(&format!("{command} --help"));
        let example = help.rsplit_once("Example").map(|(_, example)| example);
        assert!(example.is_some_and(|it| it.contains(&format!("roster {command}"))), "{help}");
    }
}

#[test]
fn invalid_value_is_a_usage_error() {
    let roster = Program::bare();
    for words in ["", "conjure", "domain create", "domain create x --wire alive", "serve --port 1"]
    {
        let output = roster.run(words);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{words}: {}", output.stderr);
        assert!(
            output.stderr.contains("--help") || output.stderr.contains("Usage"),
            "{}",
            output.stderr
        );
    }
}

#[test]
fn shells_can_complete() {
    let script = Program::bare().must("completions bash");
    assert!(script.contains("location-type"), "{script}");
}
