use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::program::{Output, Program, Server};

on_both_engines! {
    project_is_imported_and_workers_set_passwords,
    import_hq_errors_state_the_reason,
    killed_import_hq_continues_to_equal_totals,
}

/// A server with the demo's 29 workers in `live` mode, and a key.
fn far_side() -> (Program, Server, String) {
    let far = Program::on(Backend::Embedded("far".into()));
    let mut server = far.serve("--demo");
    // The commands are printed once the demo is complete.
    server.line();
    far.must("domain set demo wire=live");
    far.must("web-user create ada@example.org --domain demo");
    let key = far.must("api-key create --user ada@example.org --domain demo");
    (far, server, key)
}

fn import(near: &Program, server: &Server, key: &str, words: &str) -> Output {
    near.run_with(&self::words(server, words), &[], &format!("{key}\n"))
}

fn words(server: &Server, more: &str) -> String {
    format!(
        "import-hq http://{} --from-domain demo --domain demo --user ada@example.org --key-stdin \
         {more}",
        server.address
    )
}

fn workers(report: &Value) -> &Value {
    let kinds = report["things"].as_array().unwrap();
    kinds.iter().find(|entry| entry["kind"] == "worker").unwrap()
}

async fn project_is_imported_and_workers_set_passwords(place: Backend) {
    let (_far, server, key) = far_side();
    let near = Program::on(place);
    near.must("domain create demo");

    let rehearsed = import(&near, &server, &key, "--dry-run --json");
    assert_eq!(rehearsed.code, 0, "{}", rehearsed.stderr);
    let report: Value = serde_json::from_str(&rehearsed.stdout).unwrap();
    assert_eq!((&report["dry_run"], &workers(&report)["created"]), (&json!(true), &json!(29)));

    let links = "--json --set-password-links links.csv --address https://roster.example.org/";
    let output = import(&near, &server, &key, links);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(!output.stdout.contains(&key) && !output.stderr.contains(&key));
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&report["complete"], &report["passes"]), (&json!(true), &json!(2)));
    assert_eq!((&report["links"], &workers(&report)["here"]), (&json!(29), &json!(29)));

    let later = import(&near, &server, &key, "");
    assert_eq!(later.code, 0, "{}", later.stderr);
    let row = later.stdout.lines().find(|line| line.starts_with("worker")).unwrap();
    let numbers: Vec<&str> = row.split_whitespace().skip(1).collect();
    assert_eq!(numbers, ["29", "29", "0", "0", "0", "0"]);
    assert!(later.stdout.contains("not imported: passwords"), "{}", later.stdout);

    let text = near.read("links.csv");
    let first = text.lines().nth(1).unwrap();
    let (username, link) = first.split_once(',').unwrap();
    let path = link.strip_prefix("https://roster.example.org").unwrap();
    let server = near.serve("");
    let form = server.get(path, "none");
    assert!(form.starts_with("HTTP/1.1 200") && form.contains(username), "{form}");
    assert!(form.to_lowercase().contains("cache-control: no-store"), "{form}");
    let unlike = post(&server, path, "password=river+otter&again=river+oter");
    assert!(unlike.starts_with("HTTP/1.1 422"), "{unlike}");
    let set = post(&server, path, "password=river+otter&again=river+otter");
    assert!(set.starts_with("HTTP/1.1 200"), "{set}");
    let twice = post(&server, path, "password=river+otter&again=river+otter");
    assert!(twice.starts_with("HTTP/1.1 200"), "the same form once more: {twice}");
    let again = post(&server, path, "password=lake+heron&again=lake+heron");
    assert!(again.starts_with("HTTP/1.1 404"), "{again}");
    let (_, log) = server.end("TERM");
    let token = path.rsplit('/').next().unwrap();
    assert!(!log.contains(token), "{log}");
}

async fn import_hq_errors_state_the_reason(place: Backend) {
    let (_far, server, key) = far_side();
    let near = Program::on(place);
    near.must("domain create demo");
    near.write("links.csv", "kept");
    for (key, words, code, text) in [
        ("wrong", "", 1, "does not know the user or the key"),
        ("", "", 2, "the first line of stdin is empty"),
        (key.as_str(), "--set-password-links links.csv", 2, "exists: choose another file"),
        (key.as_str(), "--dry-run --archive-missing", 2, "cannot be used with"),
    ] {
        let output = import(&near, &server, key, words);
        assert_eq!((output.code, output.stdout.as_str()), (code, ""), "{words}: {}", output.stderr);
        assert!(output.stderr.contains(text), "{words}: {}", output.stderr);
    }
    assert_eq!(near.read("links.csv"), "kept");

    // A username that exists here.
    let new = r#"{"username":"jdoe","password":"river otter"}"#;
    let here = near.serve("");
    near.must("web-user create bob@example.org --domain demo");
    let own = near.must("api-key create --user bob@example.org --domain demo");
    let created = send(
        &here,
        &format!(
            "POST /a/demo/api/v0.5/user/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
             Authorization: ApiKey bob@example.org:{own}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{new}",
            new.len()
        ),
    );
    assert!(created.starts_with("HTTP/1.1 201"), "{created}");
    let output = import(&near, &server, &key, "");
    assert_eq!(output.code, 1);
    let line = output.stdout.lines().find(|line| line.starts_with("refused:")).unwrap();
    assert!(line.contains("worker jdoe@demo.commcarehq.org") && line.contains("taken"), "{line}");
    assert!(output.stderr.contains("see the report for what is missing"), "{}", output.stderr);
}

async fn killed_import_hq_continues_to_equal_totals(place: Backend) {
    // A few pages more than the demo.
    const MORE: usize = 2_500;
    let (far, server, key) = far_side();
    let rows: Vec<String> = (0..MORE).map(|row| format!("worker{row},Name {row}\n")).collect();
    far.write("more.csv", &format!("username,name\n{}", rows.concat()));
    far.must("import more.csv --domain demo");
    let near = Program::on(place);
    near.must("domain create demo");

    let mut killed = near.start(&words(&server, ""));
    killed.stdin.take().unwrap().write_all(format!("{key}\n").as_bytes()).unwrap();
    loop {
        // The first page of workers is imported, and the second is requested.
        if near.json("check")["people"].as_u64().unwrap() >= 1_000 {
            break;
        }
        assert!(killed.try_wait().unwrap().is_none(), "it ended before it was seen");
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let here = near.json("check");
    assert_eq!(here["findings"], json!([]));
    let before = here["people"].as_u64().unwrap();

    let output = import(&near, &server, &key, "--json");
    assert_eq!(output.code, 0, "{}", output.stderr);
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    let all = (MORE + 29) as u64;
    assert_eq!(report["complete"], true, "{report}");
    assert_eq!((&workers(&report)["there"], &workers(&report)["here"]), (&json!(all), &json!(all)));
    assert!(before >= all || output.stderr.contains("resuming"), "{before}: {}", output.stderr);
    let here = near.json("check");
    assert_eq!((&here["people"], &here["findings"]), (&json!(all), &json!([])));
}

fn post(server: &Server, path: &str, form: &str) -> String {
    let length = form.len();
    send(
        server,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}",
            server.address
        ),
    )
}

fn send(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
