use crate::program::Program;

#[test]
fn every_command_shows_an_example() {
    let roster = Program::bare();
    for command in [
        "serve",
        "domain create",
        "domain list",
        "domain set",
        "domain delete",
        "web-user create",
        "web-user list",
        "role create",
        "role list",
        "api-key create",
        "api-key list",
        "api-key revoke",
        "app-key create",
        "app-key list",
        "app-key revoke",
        "location-type create",
        "location-type list",
        "field create",
        "field list",
        "profile create",
        "profile list",
        "import",
        "import undo",
        "import list",
        "import-hq",
        "export",
        "backup",
        "restore",
        "check",
        "cluster distribute",
        "copy",
        "config show",
        "completions",
    ] {
        let help = roster.must(&format!("{command} --help"));
        let example = help.rsplit_once("Example").map(|(_, example)| example);
        assert!(example.is_some_and(|it| it.contains(&format!("roster {command}"))), "{help}");
    }
}

#[test]
fn what_cannot_be_understood_is_misuse() {
    let roster = Program::bare();
    for words in ["", "conjure", "domain create", "domain create x --wire alive", "serve --port 1"]
    {
        let said = roster.run(words);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{words}: {}", said.stderr);
        assert!(said.stderr.contains("--help") || said.stderr.contains("Usage"), "{}", said.stderr);
    }
}

#[test]
fn shells_can_complete() {
    let script = Program::bare().must("completions bash");
    assert!(script.contains("location-type"), "{script}");
}
