//! The stores of released versions, opened by this one: it answers as they did, knows their keys,
//! and goes on writing where they stopped.

use std::{fs::File, net::IpAddr, path::Path, sync::Arc};

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use roster_directory::{Clock, Directory, Environment, SystemRng};
use roster_server::{App, Limits, Peer, WrappedRouter};
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
async fn a_released_file_goes_on() {
    for golden in golden::all() {
        let folder = folder();
        golden.unpack_into(folder.path());
        goes_on(&golden, &Backend::Embedded(folder.path().to_owned())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_database_goes_on() {
    for golden in golden::all() {
        let url = Postgres::shared().database().await;
        golden.fill(&url).await;
        goes_on(&golden, &Backend::Postgres(url)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_backup_goes_on() {
    for golden in golden::all() {
        let folder = folder();
        let database = Postgres::shared().database().await;
        for place in [Backend::Embedded(folder.path().to_owned()), Backend::Postgres(database)] {
            let store = Store::open(&place).await.unwrap();
            backup::restore(&store, File::open(golden.backup()).unwrap()).await.unwrap();
            drop(store);
            goes_on(&golden, &place).await;
        }
    }
}

/// Asks the store at `place` what it was asked when it was made, and then more.
async fn goes_on(golden: &Golden, place: &Backend) {
    let store = Store::open(place).await.unwrap();
    assert_nothing_amiss(&store).await;
    // Within the day that answers are kept for.
    let made = Timestamp::from_second(golden.at()).unwrap();
    let clock = Arc::new(FixedClock::at(made + SignedDuration::from_hours(1)));
    let environment = Environment::new(clock as Arc<dyn Clock>, Arc::new(SystemRng));
    let directory = Directory::open(store.clone(), environment).await.unwrap();
    let (app, token) = (App::new(directory), CancellationToken::new());
    let router = roster_server::router(app, Limits::default(), token);

    play(&golden.answers(), golden, &router).await;
    knows_digest(golden, &router).await;
    play(&golden::writes(), golden, &router).await;
    assert_nothing_amiss(&store).await;
}

async fn play(transcript: &Path, golden: &Golden, router: &WrappedRouter) {
    let send = |request| send(router, request);
    transcript::check(transcript, &golden.variables(), send).await;
}

/// A key that an older version has made, in the scheme for which it is kept in a form of its own.
async fn knows_digest(golden: &Golden, router: &WrappedRouter) {
    let ask = |authorization: Option<String>| {
        let mut request = Request::get(LIST);
        if let Some(line) = authorization {
            request = request.header(header::AUTHORIZATION, line);
        }
        send(router, request.body(Bytes::new()).unwrap())
    };
    let refused = ask(None).await;
    let challenges = refused.headers().get_all(header::WWW_AUTHENTICATE);
    let challenge = Challenge::read(challenges.iter().next().unwrap().to_str().unwrap());
    let answer = challenge.answer((ADA, golden.variable("key")), "GET", LIST, 1);
    let answer = answer.strip_prefix("Authorization: ").unwrap().to_owned();
    assert_eq!(ask(Some(answer)).await.status(), 200);
}

async fn assert_nothing_amiss(store: &Store) {
    let report = check::check(store).await.unwrap();
    assert_eq!(report.findings, []);
    assert!(report.people > 0);
}

async fn send(router: &WrappedRouter, mut request: Request<Bytes>) -> Response<Bytes> {
    let host = HeaderValue::from_static("roster.example.org");
    request.headers_mut().entry(header::HOST).or_insert(host);
    request.extensions_mut().insert(Peer(IpAddr::from([127, 0, 0, 1])));
    let response = router.answer(request.map(Body::from)).await;
    let (parts, body) = response.into_parts();
    Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
}
