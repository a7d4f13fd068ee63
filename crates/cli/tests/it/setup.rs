use roster_store::Backend;
use serde_json::Value;

use crate::program::Program;

#[test]
fn setup_creates_a_domain_that_a_server_serves() {
    let roster = Program::bare();
    let words = "setup --domain north --web-user ada@example.org --time-zone Africa/Nairobi \
                 --data store --listen 127.0.0.1:0";
    let output = roster.run(&format!("{words} --json"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    let printed: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(
        (&printed["domain"], &printed["web_user"]),
        (&"north".into(), &"ada@example.org".into())
    );
    assert!(printed["password"].as_str().is_some_and(|password| password.len() >= 12));

    let config = roster.read("roster.toml");
    assert!(
        config.contains("data = \"/") && config.contains("listen = \"127.0.0.1:0\""),
        "{config}"
    );
    // The following commands find the store through the file.
    let listed = roster.run("web-user list --domain north --json");
    assert!(listed.stdout.contains("ada@example.org"), "{}", listed.stderr);
    let domains = roster.run("domain list");
    assert!(domains.stdout.contains("Africa/Nairobi"), "{}", domains.stdout);

    let again = roster.run("setup --domain north --web-user ada@example.org");
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("north"), "{}", again.stderr);
}

#[test]
fn setup_checks_every_value_before_it_writes() {
    let roster = Program::bare();
    for (words, named) in [
        ("setup --domain North! --web-user ada@example.org", "--domain"),
        ("setup --domain north --web-user ada", "--web-user"),
        ("setup --web-user ada@example.org", "--domain"),
        ("setup --domain north", "--web-user"),
        (
            "setup --domain north --web-user ada@example.org --time-zone Nairobi",
            "did you mean Africa/Nairobi?",
        ),
    ] {
        let output = roster.run(words);
        assert_eq!(output.code, 2, "{words}: {}", output.stderr);
        assert!(output.stderr.contains(named), "{words}: {}", output.stderr);
    }
    assert!(!roster.path("roster.toml").exists());
    assert!(!roster.path("roster-data").exists());
}

#[test]
fn setup_keeps_an_existing_configuration() {
    let roster = Program::bare();
    roster.write("mine.toml", "data = 'elsewhere'\n");
    let words = "setup --config mine.toml --domain north --web-user ada@example.org";
    let refused = roster.run(&format!("{words} --listen 127.0.0.1:1"));
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let output = roster.run(words);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(roster.path("elsewhere").exists() && !roster.path("roster.toml").exists());
    assert_eq!(roster.read("mine.toml"), "data = 'elsewhere'\n");
}

#[test]
fn manual_has_a_page_per_command() {
    let roster = Program::on(Backend::Embedded("unused".into()));
    let output = roster.run("man pages");
    assert_eq!(output.code, 0, "{}", output.stderr);
    for page in ["roster.1", "roster-serve.1", "roster-web-user-create.1"] {
        assert!(roster.read(&format!("pages/{page}")).contains(".TH"), "{page}");
    }
}
