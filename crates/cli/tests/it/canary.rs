//! Recognizable secrets, sent in every position and to every route, right and wrong: no response,
//! log line at any level, metric or stored row contains one of them.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::Value;

use crate::program::Program;

on_both_engines! { no_secret_is_disclosed }

/// Part of every secret of this test, and of no other text.
const CANARY: &str = "Canary7f3a";

const ADA: &str = "ada@example.org";

/// The console's routes.
const ROUTES: &str = include_str!("../../../server/src/console/routes.rs");

/// Header lines with a secret in each position where one belongs or may be put by mistake.
fn credentials() -> Vec<String> {
    let basic = |text: &str| format!("Authorization: Basic {}", BASE64_STANDARD.encode(text));
    vec![
        format!("Authorization: ApiKey {ADA}:{CANARY}1"),
        format!("Authorization: ApiKey {CANARY}2"),
        format!("Authorization: apikey {CANARY}3:{CANARY}4"),
        format!("Authorization: Bearer {CANARY}5"),
        format!("Authorization: Token {CANARY}6"),
        format!("Authorization: Token {CANARY}7 {CANARY}8"),
        format!("Authorization: {CANARY}9"),
        basic(&format!("{CANARY}10")),
        basic(&format!("nobody@example.org:{CANARY}11")),
        format!(
            "Authorization: Digest username=\"{ADA}\", realm=\"x\", nonce=\"{CANARY}12\", uri=\"/\", \
             response=\"{CANARY}13\", cnonce=\"{CANARY}14\", opaque=\"{CANARY}15\", nc=00000001, qop=auth"
        ),
        format!("Authorization: Digest {CANARY}16"),
        format!("Proxy-Authorization: Bearer {CANARY}17"),
        format!("Cookie: roster={CANARY}18; __Host-roster={CANARY}19; roster-device={CANARY}20"),
        format!("X-COMMCAREHQ-OTP: {CANARY}21"),
        format!("X-User-Com-Key: {CANARY}22"),
        format!("X-Api-Key: {CANARY}23"),
    ]
}

/// Everything that was sent to a server, and all responses.
struct Talk {
    address: String,
    output: String,
    count: usize,
}

impl Talk {
    fn say(&mut self, line: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut request =
            format!("{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for header in headers {
            request = format!("{request}{header}\r\n");
        }
        request = format!("{request}Content-Length: {}\r\n\r\n{body}", body.len());
        // The server may respond before the whole request is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            answer.starts_with("HTTP/1.1 ") && !answer.starts_with("HTTP/1.1 5"),
            "{line}: {answer}"
        );
        let found = answer.contains(CANARY);
        assert!(!found, "{line} {headers:?} {body} is answered with a secret: {answer}");
        self.output.push_str(&answer);
        self.count += 1;
        answer
    }
}

async fn no_secret_is_disclosed(place: Backend) {
    let folder = match &place {
        Backend::Embedded(folder) => Some(folder.clone()),
        Backend::Postgres(_) => None,
    };
    let roster = Program::on(place);
    roster.must("domain create north");
    roster.must("domain set north digest_passwords=true");
    let password = format!("{CANARY} of Ada's");
    let words = format!("web-user create {ADA} --domain north --password-stdin");
    assert_eq!(roster.run_with(&words, &[], &password).code, 0);
    let key = roster.must(&format!("api-key create --user {ADA} --domain north"));
    let app_key = roster.must("app-key create --domain north");
    let server = roster.serve_logging("--log-level trace", "log");
    let mut talk = Talk { address: server.address.clone(), output: String::new(), count: 0 };

    // Runs first, before the guessing is throttled.
    let session = in_the_console(&mut talk, &key, &password);
    in_the_dialects(&mut talk, &key, &app_key);
    talk.say("GET /metrics", &[], "");
    server.end("TERM");

    let log = roster.read("log");
    assert!(log.len() > 100_000, "the log is at its most talkative");
    let basic = BASE64_STANDARD.encode(format!("{ADA}:{password}"));
    let secrets = [CANARY, &key, &app_key, &session, basic.trim_end_matches('=')];
    for secret in secrets {
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(secret)).take(3).collect();
        assert!(lines.is_empty(), "{secret} is logged: {lines:#?}");
    }
    for secret in [key.as_str(), &app_key, basic.trim_end_matches('=')] {
        assert!(!talk.output.contains(secret), "{secret} is output");
    }
    assert_eq!(talk.output.matches(&session).count(), 1, "a session is output where it begins");
    for secret in folder.iter().flat_map(|_| secrets) {
        assert_eq!(holder(folder.as_deref().unwrap(), secret), None, "{secret} is kept");
    }
    assert!(talk.count > 2_000, "{} requests", talk.count);
}

/// Every operation of the document, with secrets in headers, query and bodies.
fn in_the_dialects(talk: &mut Talk, key: &str, app_key: &str) {
    let document = talk.say("GET /openapi-all.json", &[], "");
    let (_, document) = document.split_once("\r\n\r\n").unwrap();
    let document: Value = serde_json::from_str(document).unwrap();
    let ada = format!("Authorization: ApiKey {ADA}:{key}");
    let app = format!("Authorization: Token {app_key}");
    let wrong = BASE64_STANDARD.encode(format!("{ADA}:{CANARY}30"));
    let wrong = format!("Authorization: Basic {wrong}");
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let target = path.replace("{domain}", "north").replace("{id}", "x");
            let line = format!("{} {target}", method.to_uppercase());
            let query = format!("{line}?username={ADA}&api_key={CANARY}31&otp={CANARY}32");
            talk.say(&query, &[], "");
            if operation["x-same-as"].is_string() {
                continue;
            }
            for header in credentials() {
                talk.say(&line, &[&header], "");
            }
            talk.say(&format!("{line}?username={ADA}&api_key={key}"), &[], "");
            // Verifying a password takes a while.
            talk.say(&line, &[&wrong], "");
            let usercom = path.starts_with("/api/public/");
            let known = if usercom { &app } else { &ada };
            // An unknown key is a custom attribute there, which is stored and shown.
            let bodies = bodies().into_iter().filter(|(_, body)| !usercom || !body.ends_with('}'));
            for (number, (kind, body)) in bodies.enumerate() {
                if usercom && kind.contains("form") {
                    continue;
                }
                let once = format!("Idempotency-Key: {method}{path}{number}");
                talk.say(&line, &[known, kind, &once], &body);
            }
        }
    }
}

/// Bodies with a secret in each position, complete and truncated. They create only workers.
fn bodies() -> Vec<(&'static str, String)> {
    let json = "Content-Type: application/json";
    let worker = format!(r#"{{"username": "worker", "password": "{CANARY}40"}}"#);
    vec![
        (json, worker.clone()),
        (json, format!(r#"{{"objects": [{worker}, {{"id": "x", "password": "{CANARY}41"}}]}}"#)),
        (json, format!(r#"{{"password": ["{CANARY}42"]}}"#)),
        (json, format!(r#"{{"username": "other", "password": "{CANARY}43"#)),
        ("Content-Type: application/xml", format!("<user><password>{CANARY}44</password></wrong>")),
        (
            "Content-Type: application/x-www-form-urlencoded",
            format!("username={ADA}&api_key={CANARY}45&password={CANARY}46"),
        ),
    ]
}

/// Every form of the console. Returns the session.
fn in_the_console(talk: &mut Talk, key: &str, password: &str) -> String {
    let ada = format!("Authorization: ApiKey {ADA}:{key}");
    let worker = r#"{"username": "first", "connect_username": "first"}"#;
    talk.say("POST /a/north/api/user/v1/", &[&ada, "Content-Type: application/json"], worker);
    let form = "Content-Type: application/x-www-form-urlencoded";
    talk.say("POST /", &[form], &format!("username={ADA}&password={CANARY}50"));
    talk.say("POST /sign-in/code", &[form], &format!("ticket={CANARY}51&code={CANARY}52"));
    talk.say(&format!("GET /set-password/{CANARY}53"), &[], "");
    let fields = format!("password={CANARY}54&again={CANARY}54");
    talk.say(&format!("POST /set-password/{CANARY}55"), &[form], &fields);
    let right = format!("username={ADA}&password={}", password.replace(' ', "+"));
    let opened = talk.say("POST /", &[form], &right);
    let (_, session) = opened.split_once("roster=").unwrap();
    let session = session.split(';').next().unwrap().to_owned();
    let cookie = format!("Cookie: roster={session}");
    let page = talk.say("GET /account", &[&cookie], "");
    let (_, token) = page.split_once("name=\"token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let created = talk.say("GET /d/north/people", &[&cookie], "");
    let (_, worker) = created.split_once("/d/north/person/").unwrap();
    let worker = worker.split(['"', '?', '/']).next().unwrap().to_owned();
    for route in ROUTES.split('"').filter(|text| text.starts_with('/')) {
        if route.starts_with("/sign-out") || route.contains("{token}") {
            continue;
        }
        let target = route.replace("{domain}", "north").replace("{id}", &worker);
        let target = target.replace("{number}", "1").replace("{kind}", "groups");
        let secrets = ["password", "old", "new", "again", "ticket"];
        let secrets = secrets.map(|name| format!("&{name}={CANARY}60"));
        // Levels have codes too, which are no secrets.
        let code = if route.contains("second-factor") { "&code=Canary7f3a62" } else { "" };
        let secrets = secrets.concat();
        let fields = format!("token={token}&how=chosen&username=filled{secrets}{code}");
        talk.say(&format!("GET {target}"), &[&cookie], "");
        talk.say(&format!("POST {target}"), &[&cookie, form], &fields);
        talk.say(&format!("POST {target}"), &[&cookie, form], &format!("token={CANARY}61"));
    }
    session
}

/// The file in the folder that contains `secret`.
fn holder(folder: &Path, secret: &str) -> Option<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files = files.filter(|path| path.is_file());
    let has = |bytes: &[u8]| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
    files.find(|path| has(&fs::read(path).unwrap())).map(|path| path.display().to_string())
}
