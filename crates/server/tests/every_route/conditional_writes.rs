//! Idempotency keys, `If-Match` and `ETag` on every operation.

use axum::body::Body;
use http::{Request, header};
use roster_store::Backend;
use tokio::sync::oneshot;

use crate::{
    document::{Operation, Position},
    fixture::{DomainFixture, Fixture, api_key, app_key},
    requests::TestRequest,
    resource_kind::ResourceKind,
    response::Response,
};

roster_testkit::on_both_engines! {
    every_write_is_idempotent_with_a_key,
    every_write_to_a_resource_evaluates_if_match,
    every_read_has_an_etag,
}

/// Headers that a replayed response must repeat.
const REPLAYED_HEADERS: [&str; 3] = ["Content-Type", "Location", "ETag"];

async fn every_write_is_idempotent_with_a_key(backend: Backend) {
    let fixture = Fixture::on(&backend).await;
    let key = api_key(&fixture.directory, fixture.north.admin, None, None).await;
    let another = [
        format!("ApiKey {}:{key}", fixture.north.admin),
        format!("Token {}", app_key(&fixture.directory, "north", false).await),
    ];
    let writes = fixture.operations.iter().filter(|operation| operation.writes());
    let (mut count, mut errors) = (0, Vec::new());
    for operation in writes {
        count += 1;
        let another = &another[usize::from(operation.is_usercom())];
        if let Err(error) = check_idempotency(&fixture, operation, another).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(count > 100, "{count} writes");
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Checks the idempotency of an operation. `another` is another credential of the same domain.
///
/// # Errors
/// The failed check.
async fn check_idempotency(
    fixture: &Fixture,
    operation: &Operation,
    another: &str,
) -> Result<(), String> {
    let (north, south) = (&fixture.north, &fixture.south);
    let named = Position::Header("Idempotency-Key".to_owned());
    check(
        operation.positions.contains(&(named, ResourceKind::IdempotencyKey)),
        "is not documented",
        &"",
    )?;
    let key = fixture.unique_text(north);
    let request = fixture.valid_request(operation, north).await;
    let second = request_in_progress(fixture, &request, &key).await;
    let is_conflict = second.status == 409 && second.body.contains("idempotency_in_flight");
    check(is_conflict, "in progress", &second)?;

    let (request, key) =
        (fixture.valid_request(operation, north).await, fixture.unique_text(north));
    if request.id.is_some() {
        let mut rejected = request.clone();
        rejected.id = Some("9999999".to_owned());
        let rejected = send(fixture, north, &rejected, &key, None).await;
        check((400..500).contains(&rejected.status), "rejected", &rejected)?;
    }
    let first = send(fixture, north, &request, &key, None).await;
    check(is_executed(&first), "the first time", &first)?;
    let seq = fixture.seq(north).await;
    let again = send(fixture, north, &request, &key, None).await;
    let same = (again.status, &again.body) == (first.status, &first.body)
        && REPLAYED_HEADERS.iter().all(|name| again.header(name) == first.header(name))
        && again.header("Idempotent-Replayed") == Some("true");
    check(same, "again", &(&first, again))?;
    let other = send(fixture, north, &request.clone().with_trailing(" "), &key, None).await;
    let is_mismatch = other.status == 422 && other.body.contains("idempotency_key_reused");
    check(is_mismatch, "another body", &other)?;
    check(fixture.seq(north).await == seq, "was executed again", &"")?;

    // Other credentials have keys of their own.
    let other = fixture.valid_request(operation, north).await;
    let other = send(fixture, north, &other, &key, Some(another)).await;
    check(is_executed(&other), "another credential", &other)?;
    let elsewhere = fixture.valid_request(operation, south).await;
    let elsewhere = send(fixture, south, &elsewhere, &key, None).await;
    check(is_executed(&elsewhere), "another domain", &elsewhere)
}

/// Whether the request was executed, and is no replay.
fn is_executed(response: &Response) -> bool {
    (200..300).contains(&response.status) && response.header("Idempotent-Replayed").is_none()
}

fn check(condition: bool, what: &str, details: &impl std::fmt::Debug) -> Result<(), String> {
    if condition { Ok(()) } else { Err(format!("{what}: {details:?}")) }
}

/// Sends a request while another one with the same key is in progress.
async fn request_in_progress(fixture: &Fixture, request: &TestRequest, key: &str) -> Response {
    let (started, is_started) = oneshot::channel();
    let (finish, finished) = oneshot::channel::<String>();
    let body = Body::from_stream(futures_util::stream::once(async move {
        started.send(()).unwrap();
        finished.await
    }));
    let target = request.target();
    let first = Request::builder().method(request.method.as_str()).uri(&target);
    let mut first = first.body(body).unwrap();
    let headers = first.headers_mut();
    headers.insert(header::HOST, "roster.example.org".parse().unwrap());
    headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    headers.insert("idempotency-key", key.parse().unwrap());
    let (_, credential) = fixture.north.as_admin(&target);
    headers.insert(header::AUTHORIZATION, credential.parse().unwrap());
    let second = async {
        is_started.await.unwrap();
        let second = send(fixture, &fixture.north, request, key, None).await;
        finish.send("[".to_owned()).unwrap();
        second
    };
    tokio::join!(fixture.send(first), second).1
}

async fn every_write_to_a_resource_evaluates_if_match(backend: Backend) {
    let fixture = Fixture::on(&backend).await;
    let mut errors = Vec::new();
    let writes_resource =
        |operation: &&Operation| operation.writes() && operation.subject().is_some();
    for operation in fixture.operations.iter().filter(writes_resource) {
        if let Err(error) = check_if_match(&fixture, operation).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

async fn check_if_match(fixture: &Fixture, operation: &Operation) -> Result<(), String> {
    let north = &fixture.north;
    let named = Position::Header("If-Match".to_owned());
    check(
        operation.positions.contains(&(named, ResourceKind::EntityTag)),
        "is not documented",
        &"",
    )?;
    let request = fixture.valid_request(operation, north).await;
    let seq = fixture.seq(north).await;
    let stale = request.clone().with_header("If-Match", "\"bWFkZSB1cCBieSBub2JvZHk\"");
    let stale = send_plain(fixture, north, &stale).await;
    check(stale.status == 412, "another ETag", &stale)?;
    check(fixture.seq(north).await == seq, "was executed", &"")?;
    if operation.name == "restoreUser" {
        // A deleted resource has no ETag.
        return Ok(());
    }
    let path = request.resource_path();
    let read = fixture.request("GET", &path, &[north.as_admin(&path)], "").await;
    let tag = read.header("ETag").ok_or_else(|| format!("{path} has no ETag: {read:?}"))?;
    let done = send_plain(fixture, north, &request.clone().with_header("If-Match", tag)).await;
    check((200..300).contains(&done.status), "its ETag", &done)
}

async fn every_read_has_an_etag(backend: Backend) {
    let fixture = Fixture::on(&backend).await;
    let mut errors = Vec::new();
    for operation in fixture.operations.iter().filter(|operation| !operation.writes()) {
        if operation.is_public {
            continue;
        }
        if let Err(error) = check_etag(&fixture, operation).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

async fn check_etag(fixture: &Fixture, operation: &Operation) -> Result<(), String> {
    let north = &fixture.north;
    let named = Position::Header("If-None-Match".to_owned());
    check(
        operation.positions.contains(&(named, ResourceKind::EntityTag)),
        "is not documented",
        &"",
    )?;
    let mut request = fixture.valid_request(operation, north).await;
    if operation.path.ends_with("/search/") {
        let email = fixture.existing(north, ResourceKind::Email).await;
        request =
            request.with_value(&Position::Query("email".to_owned()), ResourceKind::Email, &email);
    }
    if operation.name == "getAttributeOfCompanies" {
        let name = fixture.unique_text(north);
        let body = format!("{{\"name\": \"{name}\", \"content_type\": \"company\"}}");
        let path = "/api/public/attributes/";
        fixture.request("POST", path, &[north.as_admin(path)], &body).await;
        request.id = Some(name);
    }
    let read = send_plain(fixture, north, &request).await;
    check(read.status == 200, "read", &read)?;
    let tag = read.header("ETag").ok_or_else(|| format!("has no ETag: {read:?}"))?;
    let known =
        send_plain(fixture, north, &request.clone().with_header("If-None-Match", tag)).await;
    check((known.status, known.body.as_str()) == (304, ""), "its ETag", &known)?;
    let other =
        send_plain(fixture, north, &request.with_header("If-None-Match", "\"other\"")).await;
    check((other.status, &other.body) == (200, &read.body), "another ETag", &other)
}

async fn send(
    fixture: &Fixture,
    domain: &DomainFixture,
    request: &TestRequest,
    key: &str,
    credential: Option<&str>,
) -> Response {
    let target = request.target();
    let (name, own) = domain.as_admin(&target);
    let headers = [(name, credential.unwrap_or(own)), ("Idempotency-Key", key)];
    fixture.request(&request.method, &target, &headers, &request.text()).await
}

async fn send_plain(fixture: &Fixture, domain: &DomainFixture, request: &TestRequest) -> Response {
    let target = request.target();
    let mut headers = vec![domain.as_admin(&target)];
    headers.extend(request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    fixture.request(&request.method, &target, &headers, &request.text()).await
}
