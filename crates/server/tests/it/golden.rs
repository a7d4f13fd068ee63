//! Opens the stores of released versions: responses stay the same, keys stay valid, and writes work.

use std::{fs::File, net::IpAddr, path::Path, sync::Arc};

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use roster_directory::{Clock, Directory, Environment, SystemRng};
use roster_server::{App, HttpService, Limits, Peer};
use roster_store::{Backend, Store, backup, check};
use roster_testkit::{
    clock::FixedClock,
    engines::folder,
    golden::{self, Golden},
    postgres::Postgres,
    transcript,
};
use tokio_util::sync::CancellationToken;

use crate::digest_client::Challenge;

const ADA: &str = "ada@example.org";
const LIST: &str = "/a/north/api/user/v1/";

#[tokio::test(flavor = "multi_thread")]
async fn store_of_a_released_version_works() {
    for golden in golden::all() {
        let folder = folder();
        golden.unpack_into(folder.path());
        check_golden(&golden, &Backend::Embedded(folder.path().to_owned())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn database_of_a_released_version_works() {
    for golden in golden::all() {
        let url = Postgres::shared().database().await;
        golden.fill(&url).await;
        check_golden(&golden, &Backend::Postgres(url)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_of_a_released_version_works() {
    for golden in golden::all() {
        let folder = folder();
        let database = Postgres::shared().database().await;
        for backend in [Backend::Embedded(folder.path().to_owned()), Backend::Postgres(database)] {
            let store = Store::open(&backend).await.unwrap();
            backup::restore(&store, File::open(golden.backup()).unwrap()).await.unwrap();
            drop(store);
            check_golden(&golden, &backend).await;
        }
    }
}

/// Repeats the recorded requests of the store at `backend`, and then writes.
async fn check_golden(golden: &Golden, backend: &Backend) {
    let store = Store::open(backend).await.unwrap();
    assert_consistent(&store).await;
    // Within the day for which responses to idempotency keys are stored.
    let created = Timestamp::from_second(golden.at()).unwrap();
    let clock = Arc::new(FixedClock::at(created + SignedDuration::from_hours(1)));
    let environment = Environment::new(clock as Arc<dyn Clock>, Arc::new(SystemRng));
    let directory = Directory::open(store.clone(), environment).await.unwrap();
    let (app, token) = (App::new(directory), CancellationToken::new());
    let service = roster_server::router(app, Limits::default(), token);

    run(&golden.answers(), golden, &service).await;
    check_digest(golden, &service).await;
    run(&golden::writes(), golden, &service).await;
    assert_consistent(&store).await;
}

async fn run(transcript: &Path, golden: &Golden, service: &HttpService) {
    let send = |request| send(service, request);
    transcript::check(transcript, &golden.variables(), send).await;
}

/// Authenticates with Digest and a key of the older version: Digest keys have a stored form of their own.
async fn check_digest(golden: &Golden, service: &HttpService) {
    let request = |authorization: Option<String>| {
        let mut builder = Request::get(LIST);
        if let Some(line) = authorization {
            builder = builder.header(header::AUTHORIZATION, line);
        }
        send(service, builder.body(Bytes::new()).unwrap())
    };
    let rejected = request(None).await;
    let challenges = rejected.headers().get_all(header::WWW_AUTHENTICATE);
    let challenge = Challenge::parse(challenges.iter().next().unwrap().to_str().unwrap());
    let line = challenge.authorization((ADA, golden.variable("key")), "GET", LIST, 1);
    let line = line.strip_prefix("Authorization: ").unwrap().to_owned();
    assert_eq!(request(Some(line)).await.status(), 200);
}

async fn assert_consistent(store: &Store) {
    let report = check::check(store).await.unwrap();
    assert_eq!(report.findings, []);
    assert!(report.people > 0);
}

async fn send(service: &HttpService, mut request: Request<Bytes>) -> Response<Bytes> {
    let host = HeaderValue::from_static("roster.example.org");
    request.headers_mut().entry(header::HOST).or_insert(host);
    request.extensions_mut().insert(Peer(IpAddr::from([127, 0, 0, 1])));
    let response = service.handle(request.map(Body::from)).await;
    let (parts, body) = response.into_parts();
    Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
}
