//! Sign-in with OpenID Connect: the settings, and the link of a web user.

use std::fs;

use crate::program::Program;

const VALID: &str = r#"
public_url = "https://roster.example.org/"

[oidc]
issuer = "https://id.example.org"
client_id = "roster"
client_secret_file = "oidc.secret"
name = "North ID"

[oidc.domains]
"north" = "Clerk"

[oidc.required_claims]
hd = "example.org"
level = 2
"#;

#[test]
fn settings_are_shown_without_the_secret() {
    let roster = Program::bare();
    roster.write("roster.toml", VALID);
    roster.write("oidc.secret", "very secret\n");
    let settings = roster.json("config show");
    for (key, value) in [
        ("public_url", "https://roster.example.org"),
        ("oidc.issuer", "https://id.example.org"),
        ("oidc.client_id", "roster"),
        ("oidc.client_secret_file", "oidc.secret"),
        ("oidc.name", "North ID"),
        ("oidc.local_sign_in", "true"),
        ("oidc.domains", "north = Clerk"),
        ("oidc.required_claims", "hd = \"example.org\", level = 2"),
    ] {
        assert_eq!(settings[key]["value"], value, "{key}");
        assert_eq!(settings[key]["from"], "file roster.toml", "{key}");
    }
    assert!(!settings.to_string().contains("very secret"));
}

#[test]
fn invalid_settings_are_usage_errors() {
    let cases = [
        (
            "https://id.example.org",
            "http://id.example.org",
            "issuer in [oidc] must begin with https://",
        ),
        ("https://id.example.org", "id.example.org", "issuer in [oidc] is not a URL"),
        ("client_id = \"roster\"", "client_id = \" \"", "client_id in [oidc] must not be empty"),
        ("client_id = \"roster\"\n", "", "missing field `client_id`"),
        ("name =", "nmae =", "unknown field `nmae`"),
        ("public_url = \"https://roster.example.org/\"", "", "[oidc] needs public_url"),
        ("https://roster.example.org/", "roster.example.org", "must be a URL without a path"),
        ("\"north\"", "\"North!\"", "'North!', which is no name of a domain"),
        ("\"Clerk\"", "\"\"", "must name a role for 'north'"),
        ("level = 2", "level = [2]", "required_claims"),
    ];
    for (valid, wrong, text) in cases {
        let roster = Program::bare();
        let settings = VALID.replacen(valid, wrong, 1);
        assert_ne!(settings, VALID);
        roster.write("roster.toml", &settings);
        let output = roster.run("config show");
        assert_eq!(output.code, 2, "{wrong}: {}", output.stderr);
        assert!(
            output.stderr.contains(text) || text == "required_claims",
            "{wrong}: {}",
            output.stderr
        );
        assert!(output.stderr.contains("roster.toml"), "{}", output.stderr);
    }
}

#[test]
fn server_needs_the_file_of_the_secret() {
    let roster = Program::bare();
    roster.write("roster.toml", VALID);
    let output = roster.run("serve --listen 127.0.0.1:0");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("oidc.secret cannot be read"), "{}", output.stderr);
    roster.write("oidc.secret", " \n");
    let output = roster.run("serve --listen 127.0.0.1:0");
    assert!(output.code == 2 && output.stderr.contains("is empty"), "{}", output.stderr);
}

#[test]
fn sign_in_page_offers_the_provider() {
    let roster = Program::bare();
    // Nothing listens there.
    let settings = VALID.replace("https://id.example.org", "http://127.0.0.1:9");
    roster.write("roster.toml", &settings);
    roster.write("oidc.secret", "very secret\n");
    let server = roster.serve_logging("", "log");
    assert!(server.get("/", "none").contains("Sign in with North ID"));
    let page = server.get("/sign-in/oidc", "none");
    assert!(page.contains(" 503 ") && page.contains("North ID does not respond"), "{page}");
    drop(server);
    let log = fs::read_to_string(roster.path("log")).unwrap();
    assert!(log.contains("OIDC provider not available"), "{log}");
    assert!(!log.contains("very secret"), "{log}");
}

#[test]
fn unlink_names_the_outcome() {
    let roster = Program::bare();
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    let output = roster.run("web-user unlink Ada@example.org");
    assert_eq!(output.code, 0);
    assert!(output.stderr.contains("was not linked"), "{}", output.stderr);
    let output = roster.run("web-user unlink bo@example.org");
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("roster web-user list"), "{}", output.stderr);
}
