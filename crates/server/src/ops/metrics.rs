//! Metrics for Prometheus.
//!
//! The `route` label is the template of the route, so labels contain no domain, name or ID.

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
pub(crate) const WEBHOOK_ATTEMPTS: &str = "roster_webhook_attempts_total";
pub(crate) const WEBHOOK_PAUSED: &str = "roster_webhooks_paused";
pub(crate) const WEBHOOK_LAG: &str = "roster_webhook_lag_changes";
pub(crate) const WEBHOOK_FAILING: &str = "roster_webhook_failing_seconds";
const RECORDS: &str = "roster_record_bytes";
const QUOTA_USED: &str = "roster_quota_used_ratio";
const CACHE: &str = "roster_cache_bytes";
const CACHE_LIMIT: &str = "roster_cache_limit_bytes";

/// The upper bounds of the duration histogram, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The time for reading the sizes of records.
const SIZES_TIMEOUT: Duration = Duration::from_secs(1);

/// The metrics of the process. All servers of a process share them. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Inner>);

struct Inner {
    handle: PrometheusHandle,
    in_flight: Gauge,
    /// The series by the template of the route. A look-up by labels in the recorder costs as much as
    /// some requests, so each handle is looked up once.
    series: RwLock<HashMap<String, Vec<Series>>>,
}

/// The metrics of the responses of a route with one method and status.
struct Series {
    method: &'static str,
    status: StatusCode,
    requests: Counter,
    seconds: Histogram,
}

impl Metrics {
    /// Installs the recorder of the process at the first call.
    pub(crate) fn install() -> Self {
        static METRICS: OnceLock<Metrics> = OnceLock::new();
        let metrics = METRICS.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let recorder = match builder.set_buckets(&BUCKETS) {
                Ok(builder) => builder.build_recorder(),
                Err(_) => PrometheusBuilder::new().build_recorder(),
            };
            let handle = recorder.handle();
            // Fails if another recorder is installed. `/metrics` stays empty then.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            let in_flight = gauge!(IN_FLIGHT);
            Self(Arc::new(Inner { handle, in_flight, series: RwLock::default() }))
        });
        metrics.clone()
    }

    fn record(&self, route: &str, method: &'static str, status: StatusCode, seconds: f64) {
        let known = self.0.series.read().unwrap_or_else(PoisonError::into_inner);
        let mut series = known.get(route).into_iter().flatten();
        if let Some(series) = series.find(|it| it.method == method && it.status == status) {
            return series.record(seconds);
        }
        drop(known);
        let new = Series::new(route, method, status);
        new.record(seconds);
        let mut known = self.0.series.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(route.to_owned()).or_default().push(new);
    }
}

impl Series {
    fn new(route: &str, method: &'static str, status: StatusCode) -> Self {
        let (route, code) = (route.to_owned(), status.as_str().to_owned());
        let seconds = histogram!(SECONDS, "route" => route.clone(), "method" => method);
        let requests = counter!(REQUESTS, "route" => route, "method" => method, "status" => code);
        Self { method, status, requests, seconds }
    }

    fn record(&self, seconds: f64) {
        self.requests.increment(1);
        self.seconds.record(seconds);
    }
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Completed requests by route, method and status.");
    metrics::describe_histogram!(SECONDS, "Duration of requests in seconds by route and method.");
    metrics::describe_counter!(HASHES, "Hashed passwords. One takes about 20 ms of CPU time.");
    metrics::describe_gauge!(IN_FLIGHT, "Requests in progress.");
    metrics::describe_counter!(WEBHOOK_ATTEMPTS, "Attempts to deliver to webhooks, by result.");
    metrics::describe_gauge!(WEBHOOK_PAUSED, "Webhooks that the server has paused.");
    metrics::describe_gauge!(WEBHOOK_LAG, "The most changes that wait for one webhook.");
    metrics::describe_gauge!(WEBHOOK_FAILING, "The longest time that a webhook has been failing.");
    metrics::describe_gauge!(RECORDS, "Size of the records of all domains in bytes.");
    metrics::describe_gauge!(
        QUOTA_USED,
        "The largest used part of a domain's quota: 1 means that a domain is full."
    );
    metrics::describe_gauge!(CACHE, "Memory that a cache uses, in bytes.");
    metrics::describe_gauge!(CACHE_LIMIT, "Memory for all caches, in bytes.");
    metrics::describe_gauge!("roster_build_info", "Always 1. The label has the running version.");
    gauge!("roster_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

/// Moves recorded durations into their buckets every few seconds. Without this, they would use more
/// and more memory until the next request for `/metrics`.
pub(crate) async fn run_upkeep(metrics: &Metrics) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        ticks.tick().await;
        metrics.0.handle.run_upkeep();
    }
}

/// `GET /metrics`.
pub(crate) async fn show(State(app): State<App>) -> Response {
    counter!(HASHES).absolute(app.directory.passwords_hashed());
    record_caches(&app);
    // A store that does not answer must not hide the other metrics.
    let _ = tokio::time::timeout(SIZES_TIMEOUT, record_sizes(&app)).await;
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], app.metrics.0.handle.render()).into_response()
}

/// Sets the gauges of the caches.
#[expect(clippy::cast_precision_loss, reason = "a gauge is a float; sizes are far below 2^53")]
fn record_caches(app: &App) {
    let responses = [("responses", app.response_cache.bytes())];
    for (cache, bytes) in app.directory.cache_bytes().into_iter().chain(responses) {
        gauge!(CACHE, "cache" => cache).set(bytes as f64);
    }
    gauge!(CACHE_LIMIT).set(app.cache_memory.bytes() as f64);
}

/// Sets the gauges of the sizes of records, if the store answers.
#[expect(clippy::cast_precision_loss, reason = "a gauge is a float; sizes are far below 2^53")]
async fn record_sizes(app: &App) {
    let Ok(sizes) = app.directory.domain_sizes().await else { return };
    let used = sizes.iter().filter(|(domain, _)| domain.settings.quota > 0);
    let used = used.map(|(domain, size)| *size as f64 / domain.settings.quota as f64);
    gauge!(QUOTA_USED).set(used.fold(0.0, f64::max));
    gauge!(RECORDS).set(sizes.iter().map(|(_, size)| *size as f64).sum::<f64>());
}

/// Records a request and its response.
pub(crate) async fn count<F: Future<Output = Response>>(
    app: Option<&App>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let Some(metrics) = app.map(|app| &app.metrics) else { return next(request).await };
    let started = Instant::now();
    let method = method_label(request.method());
    let in_flight = InFlight::begin(&metrics.0.in_flight);
    let response = next(request).await;
    drop(in_flight);
    let route = response.extensions().get::<MatchedPath>();
    let route = route.map_or("unmatched", MatchedPath::as_str);
    metrics.record(route, method, response.status(), started.elapsed().as_secs_f64());
    response
}

/// A request in progress. The gauge is also decremented when the client disconnects and the future
/// of the request is dropped.
struct InFlight<'a>(&'a Gauge);

impl<'a> InFlight<'a> {
    fn begin(gauge: &'a Gauge) -> Self {
        gauge.increment(1.0);
        Self(gauge)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}

/// The `method` label. Clients can send any method, and must not create labels.
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
