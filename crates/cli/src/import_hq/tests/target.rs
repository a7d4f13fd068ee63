//! The target of an import.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use roster_directory::{Directory, Environment};
use roster_model::{Actor, LocationFilter, Start, Window, WorkerFilter};
use roster_store::{Backend, Store};
use serde_json::{Value, json};

use super::source::{ADA, SourceSide};
use crate::import_hq::{Client, Credentials, Progress, Puller, RetryPolicy, Source};

/// An empty domain `north`.
pub(super) struct TargetSide {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
    /// The requested waits; none takes real time.
    pub(super) waits: Arc<Mutex<Vec<Duration>>>,
}

impl TargetSide {
    pub(super) async fn open(place: Backend) -> Self {
        let store = Store::open(&place).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        directory.create_domain("north", None).await.unwrap();
        let actor = directory.operator("north").await.unwrap();
        Self { directory, actor, waits: Arc::default() }
    }

    /// The importer from the source, over the proxy at `address`, in pages of four.
    pub(super) fn puller(&self, source: &SourceSide, address: SocketAddr) -> Puller<'_> {
        let credentials = Credentials { user: ADA.to_owned(), key: source.key.clone() };
        let waits = Arc::clone(&self.waits);
        let retry = RetryPolicy::new(move |time| {
            waits.lock().unwrap().push(time);
            Box::pin(async {})
        });
        let progress = Progress::new();
        let client = Client::new(&credentials, retry, progress.clone()).unwrap();
        // The proxy may differ each time; the source address stays the same.
        let source = "https://hq.example.org/a/river";
        let hq_import = self.directory.hq_import(&self.actor, source).unwrap();
        let source = Source::parse(&format!("http://{address}"), "river").unwrap().in_pages_of(4);
        Puller { client, source, hq_import, progress, without_locations: false }
    }

    /// As [`TargetSide::puller`], for a source without locations.
    pub(super) fn puller_without_locations(
        &self,
        source: &SourceSide,
        address: SocketAddr,
    ) -> Puller<'_> {
        Puller { without_locations: true, ..self.puller(source, address) }
    }

    /// The last number of the change log.
    pub(super) async fn seq(&self) -> i64 {
        let changes = self.directory.changes(&self.actor).unwrap();
        changes.after(0, 1, Duration::ZERO).await.unwrap().last
    }
}

/// Asserts that both sides are the same, except for new ids.
pub(super) async fn assert_alike(source: &SourceSide, target: &TargetSide) {
    let there = everything(&source.directory, &source.actor).await;
    let here = everything(&target.directory, &target.actor).await;
    for part in ["levels", "places", "groups", "workers"] {
        let pairs = there[part].as_array().unwrap().iter().zip(here[part].as_array().unwrap());
        pairs.for_each(|(there, here)| assert_eq!(there, here));
        assert_eq!(there[part].as_array().unwrap().len(), here[part].as_array().unwrap().len());
    }
}

/// All data of a domain, except for new ids.
pub(super) async fn everything(directory: &Directory, actor: &Actor) -> Value {
    let all = || Window { limit: 10_000, start: Start::Offset(0) };
    let types = directory.location_types(actor).unwrap().all().await.unwrap();
    let code =
        |number: i64| types.iter().find(|level| level.number == number).unwrap().code.clone();
    let levels: Vec<Value> = types
        .iter()
        .map(|level| json!([level.code, level.name, level.parent.map(code), level.shares_cases]))
        .collect();
    let filter = LocationFilter::default();
    let places = directory.locations(actor).unwrap().list(&filter, &all()).await.unwrap();
    let mut places: Vec<Value> = places
        .page
        .items
        .iter()
        .map(|place| {
            let parent = place.parent.as_ref().map(ToString::to_string);
            json!([
                place.id.as_str(),
                place.name,
                place.site_code,
                code(place.kind),
                parent,
                place.latitude,
                place.longitude,
                place.data,
                place.created_at.as_microsecond(),
            ])
        })
        .collect();
    places.sort_by_key(ToString::to_string);
    let groups = directory.groups(actor).unwrap().list(&all()).await.unwrap();
    let groups: Vec<Value> = groups
        .items
        .iter()
        .map(|group| {
            let users: Vec<&str> = group.users.iter().map(roster_model::Id::as_str).collect();
            json!([
                group.id.as_str(),
                group.name,
                group.case_sharing,
                group.reporting,
                group.metadata,
                users,
            ])
        })
        .collect();
    let mut workers = Vec::new();
    for archived in [false, true] {
        let filter = WorkerFilter { archived, ..WorkerFilter::default() };
        let page = directory.workers(actor).unwrap().list(&filter, &all(), false).await.unwrap();
        assert_eq!(page.total, page.workers().count() as u64);
        for worker in page.workers() {
            let (worker, _) = worker.unwrap();
            let custom = worker.custom.into_iter();
            let custom = custom.map(|(slug, datum)| (slug.into_owned(), datum.into_tree()));
            workers.push(json!([
                worker.id,
                worker.username.split('@').next(),
                worker.first_name,
                worker.last_name,
                worker.email,
                worker.phones,
                custom.collect::<roster_model::CustomData>(),
                worker.active,
                worker.groups,
                worker.locations,
                worker.primary_location,
            ]));
        }
    }
    json!({ "levels": levels, "places": places, "groups": groups, "workers": workers })
}
