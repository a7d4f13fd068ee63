//! An import from the first page to the last, and later runs.

use std::{sync::Arc, time::Duration};

use roster_model::{HqKind, Id};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    proxy::{Failure, Proxy},
    source::SourceSide,
    target::{TargetSide, assert_alike, everything},
};
use crate::import_hq::Ending;

on_both_engines! {
    all_records_are_imported_over_a_failing_connection,
    later_run_imports_only_changes,
    dry_run_reports_and_changes_nothing,
    rejected_records_are_reported,
}

/// The failures, in turns.
const MISHAPS: [Failure; 6] = [
    Failure::Throttled(Some("0.5")),
    Failure::ServerError,
    Failure::Silence,
    Failure::Cut,
    Failure::CutUnnoticed,
    Failure::Throttled(None),
];

fn tally(ending: &Ending, kind: HqKind) -> [u64; 3] {
    let tally = ending.checkpoint.tallies[&kind];
    [tally.listed, tally.created, tally.changed]
}

async fn all_records_are_imported_over_a_failing_connection(place: Backend) {
    let source = Arc::new(SourceSide::open("live").await);
    let target = TargetSide::open(place).await;
    let busy = Arc::clone(&source);
    let line = Proxy::to(
        source.address,
        // Two of three requests fail in the first pass.
        Box::new(|number| (number < 60 && number % 3 != 2).then(|| MISHAPS[number % 6])),
        Box::new(move |number| {
            let source = Arc::clone(&busy);
            Box::pin(async move { disturb(&source, number).await })
        }),
    )
    .await;

    let puller = target.puller(&source, line.address);
    let ending = puller.run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees(), "{ending:?}");
    assert_eq!(tally(&ending, HqKind::Worker)[0], 31);
    // A worker who was deleted at the source after the import is reported and stays.
    let gone = &ending.summaries[&HqKind::Worker].gone;
    assert_eq!((gone.len(), gone[0].name.as_str()), (1, "worker22@north.commcarehq.org"));
    target.directory.workers(&target.actor).unwrap().delete(&gone[0].id).await.unwrap();
    assert_alike(&source, &target).await;
    let waits = target.waits.lock().unwrap().clone();
    assert!(waits.contains(&Duration::from_millis(500)) && waits.contains(&Duration::from_secs(1)));
}

/// Adds, changes, deactivates and deletes workers while they are listed, before and behind the
/// current page.
async fn disturb(source: &SourceSide, number: usize) {
    match number {
        34 => drop(source.worker("aaron", 0).await),
        38 => {
            let listed = everything(&source.directory, &source.actor).await;
            let id = |place: usize| {
                let id = listed["workers"][place][0].as_str().unwrap();
                Id::parse(id).unwrap()
            };
            source.rename(&id(2), "Renamed").await;
            source.archive(&id(1)).await;
            source.delete(&id(20)).await;
        }
        44 => drop(source.worker("zelda", 3).await),
        _ => {}
    }
}

async fn later_run_imports_only_changes(place: Backend) {
    let source = SourceSide::open("documented").await;
    let target = TargetSide::open(place).await;
    let line = Proxy::good(source.address).await;
    let puller = target.puller(&source, line.address);
    let first = puller.run(10, false).await.unwrap();
    assert_eq!((first.passes, first.stable, first.agrees()), (2, true, true));
    assert_eq!(tally(&first, HqKind::Worker), [30, 30, 0]);
    assert_eq!(tally(&first, HqKind::Location), [10, 10, 0]);

    let seq = target.seq().await;
    let idle = puller.run(10, false).await.unwrap();
    assert_eq!((idle.passes, idle.stable), (1, true));
    assert_eq!((tally(&idle, HqKind::Worker), target.seq().await), ([30, 0, 0], seq));

    let listed = everything(&source.directory, &source.actor).await;
    let id = |place: usize| Id::parse(listed["workers"][place][0].as_str().unwrap()).unwrap();
    source.rename(&id(0), "Renamed").await;
    source.delete(&id(1)).await;
    let later = puller.run(10, false).await.unwrap();
    assert_eq!(tally(&later, HqKind::Worker), [29, 0, 1]);
    let gone = &later.summaries[&HqKind::Worker].gone;
    assert_eq!((gone.len(), gone[0].text.as_str()), (1, "still here"));

    let pass = later.checkpoint.pass;
    assert_eq!(puller.hq_import.archive_gone(pass).await.unwrap(), 1);
    assert_eq!(puller.hq_import.archive_gone(pass).await.unwrap(), 0);
    let summaries = puller.hq_import.summaries(pass).await.unwrap();
    assert_eq!(summaries[&HqKind::Worker].gone[0].text, "archived here");
}

async fn dry_run_reports_and_changes_nothing(place: Backend) {
    let source = SourceSide::open("live").await;
    let target = TargetSide::open(place).await;
    let line = Proxy::good(source.address).await;
    let puller = target.puller(&source, line.address);
    let seq = target.seq().await;
    let rehearsed = puller.preview().await.unwrap();
    assert!(rehearsed.agrees());
    assert_eq!(tally(&rehearsed, HqKind::Worker), [30, 30, 0]);
    assert_eq!(target.seq().await, seq);
    let done = puller.run(10, false).await.unwrap();
    assert_eq!(done.checkpoint.tallies, rehearsed.checkpoint.tallies);
}

async fn rejected_records_are_reported(place: Backend) {
    let source = SourceSide::open("live").await;
    let target = TargetSide::open(place).await;
    // The target has another group and another worker with names of the source.
    let group = roster_model::NewGroup {
        name: Some("Trainers".to_owned()),
        ..roster_model::NewGroup::default()
    };
    target.directory.groups(&target.actor).unwrap().create(group).await.unwrap();
    let worker = roster_model::NewWorker {
        username: Some("worker03".to_owned()),
        connect_username: Some("x".to_owned()),
        ..roster_model::NewWorker::default()
    };
    target.directory.workers(&target.actor).unwrap().create(worker).await.unwrap();

    let line = Proxy::good(source.address).await;
    let puller = target.puller(&source, line.address);
    let ending = puller.run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees());
    let groups = &ending.summaries[&HqKind::Group];
    assert_eq!((groups.came, groups.refused.len()), (2, 1));
    assert_eq!(groups.refused[0].name, "Trainers");
    assert!(groups.refused[0].text.contains("taken"), "{groups:?}");
    let workers = &ending.summaries[&HqKind::Worker];
    assert_eq!((workers.came, workers.refused.len()), (29, 1));
    assert!(workers.refused[0].name.starts_with("worker03@north."), "{workers:?}");
    // Members of the rejected group are imported without it.
    assert_eq!(workers.left_out.len(), 9);
    assert!(workers.left_out[0].text.starts_with("groups: "), "{workers:?}");
}
