//! Webhooks of the real server: the command line, and a server that is killed while changes wait.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::Value;

use crate::program::Program;

on_both_engines! { killed_server_loses_no_change }

/// Number of workers, each of which is a change.
const WORKERS: usize = 120;
/// Number of messages before the kill.
const BEFORE: usize = 25;
/// The longest time between two messages: the lease of a killed server, and some.
const PATIENCE: Duration = Duration::from_secs(40);

/// Starts a receiver of webhooks that accepts every message, one after another. Returns its URL and the
/// messages.
fn receiver() -> (String, Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, messages) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let sender = sender.clone();
            thread::spawn(move || receive(&stream, &sender));
        }
    });
    (url, messages)
}

/// Reads messages from a connection until it ends.
fn receive(mut stream: &TcpStream, sender: &Sender<Value>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let lower = line.to_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        sender.send(serde_json::from_slice(&body).ok()?).ok()?;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").ok()?;
    }
}

fn seq(message: &Value) -> i64 {
    message["data"]["seq"].as_i64().unwrap()
}

async fn killed_server_loses_no_change(place: Backend) {
    let roster = Program::on(place);
    roster.write("roster.toml", "webhook_networks = ['127.0.0.0/8']\n");
    roster.must("domain create north");
    let (url, messages) = receiver();
    let created = roster.json(&format!("webhook create {url} --domain north --kind person.*"));
    assert!(created["secret"].as_str().unwrap().starts_with("whsec_"), "{created}");
    let rows: Vec<String> =
        (0..WORKERS).map(|number| format!("w{number},connect{number}\n")).collect();
    roster.write("workers.csv", &format!("username,connect_username\n{}", rows.concat()));
    let imported = roster.run("import workers.csv --domain north");
    assert_eq!(imported.code, 0, "{}", imported.stderr);

    let server = roster.serve("");
    let mut received: Vec<i64> =
        (0..BEFORE).map(|_| seq(&messages.recv_timeout(PATIENCE).unwrap())).collect();
    server.end("KILL");
    let server = roster.serve("");
    let last = received[0] + i64::try_from(WORKERS).unwrap() - 1;
    while received.last() != Some(&last) {
        match messages.recv_timeout(PATIENCE) {
            Ok(message) => received.push(seq(&message)),
            Err(RecvTimeoutError::Timeout) => panic!("{received:?}"),
            Err(RecvTimeoutError::Disconnected) => unreachable!(),
        }
    }
    // Each change in order; after the kill, some may be repeated from the last recorded position.
    let mut expected = received[0];
    for seq in &received {
        assert!(*seq <= expected, "{seq} before {expected}: {received:?}");
        expected = expected.max(seq + 1);
    }
    assert_eq!(expected, last + 1);
    server.end("TERM");
}

#[test]
fn webhook_is_managed_on_the_command_line() {
    let roster = Program::on(Backend::Embedded("data".into()));
    roster.write("roster.toml", "webhook_networks = ['127.0.0.0/8']\n");
    roster.must("domain create north");
    let (url, messages) = receiver();
    let secret = roster.must(&format!("webhook create {url} --domain north"));
    assert!(secret.starts_with("whsec_") && !secret.contains('\n'), "{secret}");
    let listed = roster.json("webhook list --domain north");
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed[0]["kinds"], serde_json::json!(["*"]));
    assert!(!listed.to_string().contains("whsec_"));

    roster.must(&format!("webhook test {id} --domain north"));
    assert_eq!(messages.recv_timeout(PATIENCE).unwrap()["type"], "webhook.test");
    let attempts = roster.json(&format!("webhook deliveries {id} --domain north"));
    assert_eq!(
        (&attempts[0]["kind"], &attempts[0]["status"]),
        (&"webhook.test".into(), &200.into())
    );
    roster.must(&format!("webhook edit {id} --domain north --active false --kind group.*"));
    let rotated = roster.must(&format!("webhook rotate {id} --domain north"));
    assert_ne!(rotated, secret);
    roster.must(&format!("webhook replay {id} --domain north --since 0"));
    let nothing = roster.run(&format!("webhook skip {id} --domain north"));
    assert_eq!(nothing.code, 1);
    assert!(nothing.stderr.contains("no change is waiting"), "{}", nothing.stderr);
    for (url, rule) in [("https://10.0.0.1/", "private"), ("ftp://x/", "https://")] {
        let refused = roster.run(&format!("webhook create {url} --domain north"));
        assert_eq!(refused.code, 1);
        assert!(refused.stderr.contains(rule), "{}", refused.stderr);
    }
    roster.must(&format!("webhook delete {id} --domain north"));
    let missing = roster.run(&format!("webhook test {id} --domain north"));
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("webhook list"), "{}", missing.stderr);
}
