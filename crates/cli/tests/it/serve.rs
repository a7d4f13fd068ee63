use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use roster_store::Backend;
use roster_testkit::on_both_engines;

use crate::program::Program;

on_both_engines! { commands_and_server_share_a_store, sigterm_shuts_down_gracefully }

async fn commands_and_server_share_a_store(place: Backend) {
    let roster = Program::on(place);
    let server = roster.serve("");
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    let key = roster.json("api-key create --user ada@example.org --domain north");
    let authorization = format!("ApiKey ada@example.org:{}", key["key"].as_str().unwrap());

    let answer = server.get("/a/north/api/user/v1/", &authorization);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains(r#""total_count": 0"#), "{answer}");

    roster.must(&format!("api-key revoke {}", key["id"].as_str().unwrap()));
    let answer = server.get("/a/north/api/user/v1/", &authorization);
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

async fn sigterm_shuts_down_gracefully(place: Backend) {
    let roster = Program::on(place);
    for signal in ["TERM", "INT"] {
        let (code, stderr) = roster.serve("").end(signal);
        assert_eq!(code, Some(0), "{signal}: {stderr}");
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let roster = Program::bare();
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    let key = roster.must("api-key create --user ada@example.org --domain north");
    let server = roster.serve("");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "POST /a/north/api/user/v1/ HTTP/1.1\r\nHost: x\r\nAuthorization: ApiKey ada@example.org:{key}\r\n\
         Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The server asks for the body, so the request is running.
    stream.read_exact(&mut [0; 25]).unwrap();
    let started = Instant::now();
    server.signal("TERM");
    // The server stops listening at the first signal; the second one is separate then.
    while TcpStream::connect(&server.address).is_ok() {}
    let (code, stderr) = server.end("TERM");
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("second signal"), "{stderr}");
    // Far less than the timeout of the body.
    assert!(started.elapsed() < Duration::from_secs(9));
}

#[test]
fn empty_directory_prints_first_steps() {
    let roster = Program::bare();
    let (_, stderr) = roster.serve("").end("TERM");
    for command in ["roster domain create", "roster web-user create", "roster api-key create"] {
        assert!(stderr.contains(command), "{stderr}");
    }
    roster.must("domain create north");
    let (_, stderr) = roster.serve("").end("TERM");
    assert!(!stderr.contains("roster domain create"), "{stderr}");
}

#[test]
fn address_in_use_is_reported_with_its_source() {
    let roster = Program::bare();
    let server = roster.serve("");
    let output = Program::bare().run(&format!("serve --listen {}", server.address));
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    assert!(
        output.stderr.contains(&format!("{} (flag --listen)", server.address)),
        "{}",
        output.stderr
    );
}
