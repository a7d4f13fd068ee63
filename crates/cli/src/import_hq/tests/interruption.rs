//! Interrupted imports.

use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    proxy::{Failure, Proxy},
    source::SourceSide,
    target::{TargetSide, assert_alike},
};

on_both_engines! { interrupted_import_resumes }

async fn interrupted_import_resumes(place: Backend) {
    let source = SourceSide::open("live").await;
    let target = TargetSide::open(place).await;
    let broken = |number: usize| (number >= 8).then_some(Failure::Silence);
    let line = Proxy::to(source.address, Box::new(broken), Box::new(|_| Box::pin(async {}))).await;
    let failure = target.puller(&source, line.address).run(10, false).await.unwrap_err();
    assert!(format!("{failure:#}").contains("failed too often"), "{failure:#}");
    // The waits grow up to a minute.
    let waits: Vec<u64> =
        target.waits.lock().unwrap().iter().map(std::time::Duration::as_secs).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);

    let line = Proxy::good(source.address).await;
    let ending = target.puller(&source, line.address).run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees());
    // The earlier pages: one of levels, three of locations, one of groups, three of workers.
    let first = &line.asked()[0];
    assert!(first.contains("/user/?") && first.contains("offset=12"), "{first}");
    assert_alike(&source, &target).await;

    let afresh = target.puller(&source, line.address).run(10, true).await.unwrap();
    assert_eq!(afresh.passes, 1);
}
