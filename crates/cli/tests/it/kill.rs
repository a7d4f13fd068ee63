//! A killed server: a client that repeats unanswered requests with the same key gets each executed
//! once.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use roster_store::Backend;
use roster_testkit::on_both_engines;

use crate::program::Program;

on_both_engines! { repeated_request_is_executed_once }

const CLIENTS: usize = 4;
const ROUNDS: usize = 4;
/// Number of responses before the kill; the next requests are running then.
const ANSWERED: usize = 12;

async fn repeated_request_is_executed_once(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("web-user create ada@example.org --domain north");
    let key = roster.must("api-key create --user ada@example.org --domain north");
    let authorization = format!("ApiKey ada@example.org:{key}");

    let next = AtomicUsize::new(0);
    let mut sent = Vec::new();
    for _ in 0..ROUNDS {
        let server = roster.serve("");
        let (tell, output) = mpsc::channel();
        let (address, authorization) = (&server.address.clone(), authorization.as_str());
        thread::scope(|scope| {
            for _ in 0..CLIENTS {
                let (tell, next) = (tell.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let answer = create(address, authorization, number).ok();
                        let stop = answer.is_none();
                        tell.send((number, answer)).unwrap();
                        if stop {
                            break;
                        }
                    }
                });
            }
            drop(tell);
            sent.extend(output.iter().take(ANSWERED));
            server.end("KILL");
            sent.extend(output.iter());
        });
        let unanswered = sent.iter().filter(|(_, answer)| answer.is_none()).count();
        assert!(unanswered >= CLIENTS, "{unanswered} were under way");

        let server = roster.serve("");
        for (number, first) in &mut sent {
            let answer = create(&server.address, authorization, *number).unwrap();
            assert!(answer.starts_with("HTTP/1.1 201 "), "worker {number}: {answer}");
            if let Some(first) = first {
                assert!(answer.to_lowercase().contains("idempotent-replayed: true"), "{answer}");
                assert_eq!(content(&answer), content(first), "worker {number}");
            }
            *first = Some(answer);
        }
        let list = server.get("/a/north/api/user/v1/?limit=1", authorization);
        let total = format!(r#""total_count": {}"#, sent.len());
        assert!(list.contains(&total), "each once, not {total}: {list}");
        server.end("TERM");
    }
}

/// Creates a worker with its own key. An error means no complete response.
fn create(address: &str, authorization: &str, number: usize) -> io::Result<String> {
    let body = format!(r#"{{"username": "w{number}", "connect_username": "w{number}"}}"#);
    let request = format!(
        "POST /a/north/api/user/v1/ HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\
         \r\nIdempotency-Key: create-{number}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if content(&answer).ends_with('}') {
        Ok(answer)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn content(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}
