//! A move from the first page to the last, and the moves after it.

use std::{sync::Arc, time::Duration};

use roster_model::{HqKind, Id};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    far_side::FarSide,
    line::{Line, Mishap},
    near_side::{NearSide, assert_alike, everything},
};
use crate::import_hq::Ending;

on_both_engines! {
    everybody_comes_over_a_bad_line_while_the_far_side_changes,
    a_later_move_brings_only_what_changed,
    a_rehearsal_tells_and_does_nothing,
    what_cannot_come_is_told,
}

/// What goes wrong, by turns.
const MISHAPS: [Mishap; 7] = [
    Mishap::Throttled(Some("0.5")),
    Mishap::Failure,
    Mishap::Silence,
    Mishap::Cut,
    Mishap::CutUnnoticed,
    Mishap::Throttled(None),
    Mishap::Intruder,
];

fn tally(ending: &Ending, kind: HqKind) -> [u64; 3] {
    let tally = ending.checkpoint.tallies[&kind];
    [tally.told, tally.created, tally.changed]
}

async fn everybody_comes_over_a_bad_line_while_the_far_side_changes(place: Backend) {
    let far = Arc::new(FarSide::open("live").await);
    let near = NearSide::open(place).await;
    let busy = Arc::clone(&far);
    let line = Line::to(
        far.address,
        // Two of three requests go wrong, in the first pass.
        Box::new(|number| (number < 60 && number % 3 != 2).then(|| MISHAPS[number % 7])),
        Box::new(move |number| {
            let far = Arc::clone(&busy);
            Box::pin(async move { disturb(&far, number).await })
        }),
    )
    .await;

    let puller = near.puller(&far, line.address).await;
    let ending = puller.run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees(), "{ending:?}");
    assert_eq!(tally(&ending, HqKind::Worker)[0], 31);
    // Who was deleted there after coming is told, and is still here.
    let gone = &ending.standings[&HqKind::Worker].gone;
    assert_eq!((gone.len(), gone[0].name.as_str()), (1, "worker22@north.commcarehq.org"));
    near.directory.workers(&near.actor).unwrap().delete(&gone[0].id).await.unwrap();
    assert_alike(&far, &near).await;
    let waits = near.waits.lock().unwrap().clone();
    assert!(waits.contains(&Duration::from_millis(500)) && waits.contains(&Duration::from_secs(1)));
}

/// Adds, changes, archives and deletes workers while they are listed, before and behind the page
/// that is read.
async fn disturb(far: &FarSide, number: usize) {
    match number {
        34 => drop(far.worker("aaron", 0).await),
        38 => {
            let listed = everything(&far.directory, &far.actor).await;
            let id = |place: usize| {
                let id = listed["workers"][place][0].as_str().unwrap();
                Id::parse(id).unwrap()
            };
            far.rename(&id(2), "Renamed").await;
            far.archive(&id(1)).await;
            far.delete(&id(20)).await;
        }
        44 => drop(far.worker("zelda", 3).await),
        _ => {}
    }
}

async fn a_later_move_brings_only_what_changed(place: Backend) {
    let far = FarSide::open("documented").await;
    let near = NearSide::open(place).await;
    let line = Line::good(far.address).await;
    let puller = near.puller(&far, line.address).await;
    let first = puller.run(10, false).await.unwrap();
    assert_eq!((first.passes, first.stable, first.agrees()), (2, true, true));
    assert_eq!(tally(&first, HqKind::Worker), [30, 30, 0]);
    assert_eq!(tally(&first, HqKind::Location), [10, 10, 0]);

    let seq = near.seq().await;
    let idle = puller.run(10, false).await.unwrap();
    assert_eq!((idle.passes, idle.stable), (1, true));
    assert_eq!((tally(&idle, HqKind::Worker), near.seq().await), ([30, 0, 0], seq));

    let listed = everything(&far.directory, &far.actor).await;
    let id = |place: usize| Id::parse(listed["workers"][place][0].as_str().unwrap()).unwrap();
    far.rename(&id(0), "Renamed").await;
    far.delete(&id(1)).await;
    let later = puller.run(10, false).await.unwrap();
    assert_eq!(tally(&later, HqKind::Worker), [29, 0, 1]);
    let gone = &later.standings[&HqKind::Worker].gone;
    assert_eq!((gone.len(), gone[0].text.as_str()), (1, "still here"));

    let pass = later.checkpoint.pass;
    assert_eq!(puller.hq_import.archive_gone(pass).await.unwrap(), 1);
    assert_eq!(puller.hq_import.archive_gone(pass).await.unwrap(), 0);
    let standings = puller.hq_import.standings(pass).await.unwrap();
    assert_eq!(standings[&HqKind::Worker].gone[0].text, "archived here");
}

async fn a_rehearsal_tells_and_does_nothing(place: Backend) {
    let far = FarSide::open("live").await;
    let near = NearSide::open(place).await;
    let line = Line::good(far.address).await;
    let puller = near.puller(&far, line.address).await;
    let seq = near.seq().await;
    let rehearsed = puller.rehearse().await.unwrap();
    assert!(rehearsed.agrees());
    assert_eq!(tally(&rehearsed, HqKind::Worker), [30, 30, 0]);
    assert_eq!(near.seq().await, seq);
    let done = puller.run(10, false).await.unwrap();
    assert_eq!(done.checkpoint.tallies, rehearsed.checkpoint.tallies);
}

async fn what_cannot_come_is_told(place: Backend) {
    let far = FarSide::open("live").await;
    let near = NearSide::open(place).await;
    // Somebody else has the name of one of the groups, and somebody the username of a worker.
    let group = roster_model::NewGroup {
        name: Some("Trainers".to_owned()),
        ..roster_model::NewGroup::default()
    };
    near.directory.groups(&near.actor).unwrap().create(group).await.unwrap();
    let worker = roster_model::NewWorker {
        username: Some("worker03".to_owned()),
        connect_username: Some("x".to_owned()),
        ..roster_model::NewWorker::default()
    };
    near.directory.workers(&near.actor).unwrap().create(worker).await.unwrap();

    let line = Line::good(far.address).await;
    let puller = near.puller(&far, line.address).await;
    let ending = puller.run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees());
    let groups = &ending.standings[&HqKind::Group];
    assert_eq!((groups.came, groups.refused.len()), (2, 1));
    assert_eq!(groups.refused[0].name, "Trainers");
    assert!(groups.refused[0].text.contains("taken"), "{groups:?}");
    let workers = &ending.standings[&HqKind::Worker];
    assert_eq!((workers.came, workers.refused.len()), (29, 1));
    assert!(workers.refused[0].name.starts_with("worker03@north."), "{workers:?}");
    // Those who were in the group that did not come have come without it.
    assert_eq!(workers.left_out.len(), 9);
    assert!(workers.left_out[0].text.starts_with("groups: "), "{workers:?}");
}
