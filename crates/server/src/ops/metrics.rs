//! Metrics for Prometheus. The route label is the template, so that no domain, name or id is ever a
//! label.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, header};
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::App;

const REQUESTS: &str = "roster_http_requests_total";
const SECONDS: &str = "roster_http_request_duration_seconds";
const HASHES: &str = "roster_passwords_hashed_total";
const IN_FLIGHT: &str = "roster_http_requests_in_flight";

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The counters. All servers of a process share them.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Counts>);

struct Counts {
    handle: PrometheusHandle,
    in_flight: Gauge,
    /// By the template of the route. Looking a counter up by its labels costs as much as some
    /// responses do, so the handles are kept.
    series: RwLock<HashMap<String, Vec<Series>>>,
}

/// The counters of one kind of response.
struct Series {
    method: &'static str,
    status: StatusCode,
    requests: Counter,
    seconds: Histogram,
}

impl Metrics {
    /// Installs the recorder, once per process.
    pub(crate) fn install() -> Self {
        static METRICS: OnceLock<Metrics> = OnceLock::new();
        let metrics = METRICS.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let recorder = match builder.set_buckets(&BUCKETS) {
                Ok(builder) => builder.build_recorder(),
                Err(_) => PrometheusBuilder::new().build_recorder(),
            };
            let handle = recorder.handle();
            // Fails only if another recorder is installed; then this page stays empty.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            let counts = Counts { handle, in_flight: gauge!(IN_FLIGHT), series: RwLock::default() };
            Self(Arc::new(counts))
        });
        metrics.clone()
    }

    fn add(&self, route: &str, method: &'static str, status: StatusCode, seconds: f64) {
        let known = self.0.series.read().unwrap_or_else(PoisonError::into_inner);
        let mut series = known.get(route).into_iter().flatten();
        if let Some(series) = series.find(|one| one.method == method && one.status == status) {
            return series.add(seconds);
        }
        drop(known);
        let new = Series::of(route, method, status);
        new.add(seconds);
        let mut known = self.0.series.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(route.to_owned()).or_default().push(new);
    }
}

impl Series {
    fn of(route: &str, method: &'static str, status: StatusCode) -> Self {
        let (route, told) = (route.to_owned(), status.as_str().to_owned());
        let seconds = histogram!(SECONDS, "route" => route.clone(), "method" => method);
        let requests = counter!(REQUESTS, "route" => route, "method" => method, "status" => told);
        Self { method, status, requests, seconds }
    }

    fn add(&self, seconds: f64) {
        self.requests.increment(1);
        self.seconds.record(seconds);
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

/// Aggregates measurements regularly, which would otherwise accumulate until the next scrape.
pub(crate) async fn upkeep(metrics: &Metrics) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        ticks.tick().await;
        metrics.0.handle.run_upkeep();
    }
}

/// `GET /metrics`.
pub(crate) async fn show(State(app): State<App>) -> Response {
    counter!(HASHES).absolute(app.directory.passwords_hashed());
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], app.metrics.0.handle.render()).into_response()
}

/// Counts a request and its response.
pub(crate) async fn count<F: Future<Output = Response>>(
    app: Option<&App>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let Some(metrics) = app.map(|app| &app.metrics) else { return next(request).await };
    let started = Instant::now();
    let method = method_label(request.method());
    let under_way = UnderWay::begin(&metrics.0.in_flight);
    let response = next(request).await;
    drop(under_way);
    let route = response.extensions().get::<MatchedPath>();
    let route = route.map_or("unmatched", MatchedPath::as_str);
    metrics.add(route, method, response.status(), started.elapsed().as_secs_f64());
    response
}

/// Also counts a request that the client aborts.
struct UnderWay<'a>(&'a Gauge);

impl<'a> UnderWay<'a> {
    fn begin(gauge: &'a Gauge) -> Self {
        gauge.increment(1.0);
        Self(gauge)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}

/// Clients can invent methods; labels must not.
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
