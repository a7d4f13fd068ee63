//! Counts for whoever runs the server, as Prometheus reads them. Routes are told by their
//! template, so that no domain, name or identity is ever among the labels.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Method, header};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::App;

const REQUESTS: &str = "roster_http_requests_total";
const SECONDS: &str = "roster_http_request_duration_seconds";
const HASHES: &str = "roster_passwords_hashed_total";
const IN_FLIGHT: &str = "roster_http_requests_in_flight";

/// Upper bounds of the durations told apart, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Reads what has been counted. All servers of a process share one.
#[derive(Clone)]
pub(crate) struct Metrics {
    handle: PrometheusHandle,
}

impl Metrics {
    /// Begins to count, unless this process does already.
    pub(crate) fn install() -> Self {
        static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
        let handle = HANDLE.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let recorder = match builder.set_buckets(&BUCKETS) {
                Ok(builder) => builder.build_recorder(),
                Err(_) => PrometheusBuilder::new().build_recorder(),
            };
            let handle = recorder.handle();
            // Fails only when another recorder was installed; then our page stays empty.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            handle
        });
        Self { handle: handle.clone() }
    }
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Requests answered, by route, method and status.");
    metrics::describe_histogram!(SECONDS, "Time to an answer, in seconds, by route and method.");
    metrics::describe_counter!(HASHES, "Passwords hashed, each at a cost of some 20 ms.");
    metrics::describe_gauge!(IN_FLIGHT, "Requests being answered.");
    metrics::describe_gauge!("roster_build_info", "1, with the version that runs.");
    gauge!("roster_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

/// Folds what was measured into its buckets now and then, which would else wait, and grow, until
/// somebody asks.
pub(crate) async fn upkeep(metrics: Metrics) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        ticks.tick().await;
        metrics.handle.run_upkeep();
    }
}

/// `GET /metrics`.
pub(crate) async fn show(State(app): State<App>) -> Response {
    counter!(HASHES).absolute(app.directory.passwords_hashed());
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], app.metrics.handle.render()).into_response()
}

/// Counts a request and its answer.
pub(crate) async fn count(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = method_label(request.method());
    let under_way = UnderWay::begin();
    let response = next.run(request).await;
    drop(under_way);
    let route = response
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16().to_string();
    histogram!(SECONDS, "route" => route.clone(), "method" => method).record(seconds);
    counter!(REQUESTS, "route" => route, "method" => method, "status" => status).increment(1);
    response
}

/// Counted even when the client goes away and the request is dropped.
struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

/// Methods are invented by clients; labels must not be.
fn method_label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
