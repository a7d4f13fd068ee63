use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::program::Program;

on_both_engines! {
    domain_is_created_configured_and_deleted,
    web_user_gets_a_password_and_a_key,
    errors_state_the_problem_and_the_remedy,
    fields_profiles_and_roles_are_created,
    app_key_is_created_listed_and_revoked,
}

async fn domain_is_created_configured_and_deleted(place: Backend) {
    let roster = Program::on(place);
    assert_eq!(roster.must("domain create north --wire live"), "north");
    assert_eq!(roster.must("domain set north rate_limit=600"), "rate_limit=600");
    roster.must("domain set north time_zone=africa/nairobi");
    let settings = json!({
        "wire": "live",
        "strong_passwords": false,
        "digest_passwords": false,
        "rate_limit": 600,
        "domain_rate_limit": 3_000_000,
        "custom_data_limit": 65_536,
        "quota": 0,
        "username_host": "commcarehq.org",
        "cases_url": null,
        "history_days": 0,
        "enforce_fields": false,
        "time_zone": "Africa/Nairobi",
    });
    let north = json!({"name": "north", "settings": settings, "size": 0});
    assert_eq!(roster.json("domain list"), json!([north]));

    let unasked = roster.run("domain delete north");
    assert_eq!((unasked.code, unasked.stdout.as_str()), (1, ""));
    assert!(unasked.stderr.contains("--yes"), "{}", unasked.stderr);
    assert_eq!(roster.must("domain delete north --yes"), "");
    assert_eq!(roster.json("domain list"), json!([]));
}

async fn web_user_gets_a_password_and_a_key(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must(
        "role create exporter --domain north --permission access_api \
         --permission edit_commcare_users",
    );
    let role = &roster.json("role list --domain north")[0];
    assert_eq!(
        role["permissions"],
        json!(["access_all_locations", "access_api", "edit_commcare_users"])
    );

    let password = roster.must("web-user create ada@example.org --domain north");
    assert!(password.len() >= 16 && !password.contains(char::is_whitespace), "{password}");
    let given = "web-user create bob@example.org --domain north --role exporter --password-stdin";
    let output = roster.run_with(given, &[], "correct horse battery staple\n");
    assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{}", output.stderr);
    let listed = roster.json("web-user list --domain north");
    assert_eq!(listed[0]["role"], "Admin");
    assert_eq!(listed[1]["username"], "bob@example.org");
    assert_eq!(listed[1]["role"], "exporter");

    let key = roster.must("api-key create --user ada@example.org --domain north");
    assert!(!key.contains(char::is_whitespace) && key.len() > 40, "{key}");
    let limited = roster.json(
        "api-key create --user bob@example.org --domain north --role exporter \
         --allow-ip 192.0.2.7 --expires 2027-01-31",
    );
    assert_eq!(limited["expires"], "2027-01-31T00:00:00Z");
    assert_eq!(limited["allowed_ips"], json!(["192.0.2.7"]));
    let id = limited["id"].as_str().unwrap();
    roster.must(&format!("api-key revoke {id}"));
    let states = roster.json("api-key list --user bob@example.org");
    assert_eq!(states[0]["active"], false);
    assert!(!states.to_string().contains(limited["key"].as_str().unwrap()));
}

async fn errors_state_the_problem_and_the_remedy(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    for (words, text) in [
        ("domain create North", "name: must be 1 to 63 characters a-z"),
        ("domain create north", "name: 'north' is already taken"),
        ("domain set north rate_limit=many", "0 for no limit"),
        ("domain set north time_zone=Nairoby", "did you mean Africa/Nairobi?"),
        ("domain set south wire=live", "`roster domain list` lists them"),
        (
            "role create r --domain north --permission edit_comcare_users",
            "did you mean edit_commcare_users",
        ),
        ("api-key create --user unknown@example.org", "user: 'unknown@example.org' does not exist"),
        ("api-key revoke 1", "`roster api-key list` lists them"),
    ] {
        let output = roster.run(words);
        assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{words}");
        assert!(output.stderr.contains(text), "{words}: {}", output.stderr);
    }
    let output = roster.run("domain create north --json");
    let refusal: serde_json::Value = serde_json::from_str(&output.stderr).unwrap();
    assert_eq!(refusal["errors"][0]["field"], "name");
    assert_eq!(output.code, 1);
}

async fn app_key_is_created_listed_and_revoked(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    let key = roster.must("app-key create --domain north");
    assert!(key.len() == 64 && key.bytes().all(|b| b.is_ascii_alphanumeric()), "{key}");
    let created = roster.json("app-key create --domain north --contacts-only --name newsletter");
    roster.must(&format!("app-key revoke {}", created["id"].as_str().unwrap()));
    let listed = roster.json("app-key list --domain north");
    assert_eq!(listed[0]["active"], true);
    assert_eq!(listed[1]["name"], "newsletter");
    assert_eq!((&listed[1]["contacts_only"], &listed[1]["active"]), (&json!(true), &json!(false)));
    assert_eq!(roster.run("app-key create --domain south").code, 1);
}

async fn fields_profiles_and_roles_are_created(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("location-type create state --domain north --name State");
    let clinic = "location-type create clinic --domain north --parent state --shares-cases";
    assert_eq!(roster.must(clinic), "clinic");
    let levels = roster.json("location-type list --domain north");
    assert_eq!(levels[1]["parent"], levels[0]["id"]);
    assert_eq!(levels[1]["shares_cases"], true);

    roster.must("field create shift --domain north --label Shift --choice day --choice night");
    let fields = roster.json("field list --domain north");
    assert_eq!(fields[0]["choices"], json!(["day", "night"]));
    assert_eq!(fields[0]["declared"], true);

    let number = roster.must("profile create nurse --domain north --set cadre=nurse --set level=2");
    let profiles = roster.json("profile list --domain north");
    assert_eq!(profiles[0]["id"].to_string(), number);
    assert_eq!(profiles[0]["values"], json!({"cadre": "nurse", "level": "2"}));
}
