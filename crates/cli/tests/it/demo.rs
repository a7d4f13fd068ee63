use std::process::Command;

use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::Value;

use crate::program::{Program, Server};

on_both_engines! {
    every_start_prints_commands_that_work,
    credentials_are_the_same_at_every_start,
}

async fn every_start_prints_commands_that_work(place: Backend) {
    let roster = Program::on(place);
    for start in 0..2 {
        let mut server = roster.serve("--demo");
        let answers: Vec<String> = commands(&mut server).iter().map(|it| answer(it)).collect();

        let list: Value = serde_json::from_str(&answers[0]).unwrap();
        // The worker that the first start's command created is still there at the second.
        assert_eq!(list["meta"]["total_count"], 29 + start);
        assert_eq!(list["objects"][0]["id"], "3c5a623af057e23a32ae4000cf291339");
        assert_eq!(list["objects"][0]["user_data"]["chw_id"], "13/43/DFA");
        assert_eq!(list["objects"][1]["username"], "jsmith@demo.commcarehq.org");
        assert_eq!(list["objects"][1]["user_data"]["husband_name"], "Bob Smith");

        assert_eq!(answers[1].matches("<object id=").count(), 5, "{}", answers[1]);
        assert!(answers[2].contains("user_id"), "{}", answers[2]);
        let edited: Value = serde_json::from_str(&answers[3]).unwrap();
        assert_eq!(edited["default_phone_number"], "+50253311399");
        assert!(answers[4].contains("person.created"), "{}", answers[4]);

        let people: Value = serde_json::from_str(&answers[5]).unwrap();
        // All workers so far, four contacts, and each start's contact.
        assert_eq!(people["count"], 34 + 2 * start);
        assert!(answers[6].contains("Some Contact"), "{}", answers[6]);
        assert_eq!(server.end("TERM").0, Some(0));
    }
}

async fn credentials_are_the_same_at_every_start(place: Backend) {
    let roster = Program::on(place);
    let printed = |roster: &Program| {
        let mut server = roster.serve("--demo");
        let mut line = String::new();
        while !line.contains("whose password is ") {
            line = server.line();
        }
        let password = line;
        let commands = commands(&mut server);
        let sent = [answer(&commands[0]), answer(&commands[6])];
        assert_eq!(server.end("TERM").0, Some(0));
        assert!(sent[0].contains("total_count"), "{sent:?}");
        (password, header(&commands[0]), header(&commands[6]))
    };
    let first = printed(&roster);
    assert_eq!(printed(&roster), first);

    // A password that was changed is set back; a revoked key is replaced.
    roster.must("web-user set-password demo@example.org");
    let keys = roster.json("api-key list");
    let id = keys[0]["id"].as_str().unwrap();
    roster.must(&format!("api-key revoke {id}"));
    let second = printed(&roster);
    assert_eq!((&second.0, &second.2), (&first.0, &first.2));
    assert_ne!(second.1, first.1);
    assert_eq!(printed(&roster), second);
}

#[test]
fn demo_has_an_example_of_every_record() {
    let roster = Program::bare();
    let mut server = roster.serve("--demo");
    let commands = commands(&mut server);
    let with_activity = commands[0].replace("/user/'", "/user/?extras=true&limit=40'");
    let list: Value = serde_json::from_str(&answer(&with_activity)).unwrap();
    let workers = list["objects"].as_array().unwrap();
    let active = workers.iter().filter(|it| it["extras"]["submitted_last_30"] != 0).count();
    assert!(active > 10 && active < 29, "{active}");
    assert_eq!(workers[2]["user_data"]["commcare_profile"], 1, "{}", workers[2]);
    for (command, words) in [
        ("role list --domain demo", &["Manager", "Supervisor", "Read only"][..]),
        ("field list --domain demo", &["chw_id", "programme", "trained_on"]),
        ("profile list --domain demo", &["Nutrition worker"]),
    ] {
        let listed = roster.must(command);
        assert!(words.iter().all(|word| listed.contains(word)), "{listed}");
    }
    assert_eq!(server.end("TERM").0, Some(0));
}

#[test]
fn existing_domain_demo_is_not_touched() {
    let roster = Program::bare();
    roster.must("domain create demo");
    let output = roster.run("serve --demo --listen 127.0.0.1:0");
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("roster domain delete demo"), "{}", output.stderr);
}

/// The authentication header of a command.
fn header(command: &str) -> String {
    command.split('\'').find(|part| part.starts_with("Authorization")).unwrap().to_owned()
}

/// The printed commands that need only curl.
fn commands(server: &mut Server) -> Vec<String> {
    let mut commands = Vec::new();
    loop {
        let line = server.line();
        if line.starts_with("commcare-export ") {
            return commands;
        }
        if line.starts_with("curl ") {
            commands.push(line);
        }
    }
}

fn answer(command: &str) -> String {
    let quiet = command.replacen("curl ", "curl -sS --fail-with-body --max-time 30 ", 1);
    let output = Command::new("sh").args(["-c", &quiet]).output().unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}
