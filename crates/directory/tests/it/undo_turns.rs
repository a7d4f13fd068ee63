//! Undoing an import of many workers, which takes several transactions.

use roster_directory::UndoReport;
use roster_model::{Error, Id};
use roster_store::{Backend, check};
use roster_testkit::on_both_engines;

use crate::{
    fixture::{Fixture, problem},
    stepwise::{import_workers, interrupted, stepwise},
};

on_both_engines! {
    import_is_undone_in_several_transactions,
    interrupted_undo_is_continued,
    worker_who_is_changed_during_an_undo_is_kept,
}

/// More than two transactions.
const WORKERS: u64 = 1_205;

async fn undo(fixture: &Fixture) -> Result<UndoReport, Error> {
    let actor = fixture.directory.operator("demo").await.unwrap();
    fixture.directory.imports(&actor).unwrap().undo(1, |_| ()).await
}

async fn remaining(fixture: &Fixture) -> u64 {
    check::check(&fixture.store).await.unwrap().people
}

async fn assert_consistent(fixture: &Fixture) {
    let report = check::check(&fixture.store).await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

async fn import_is_undone_in_several_transactions(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    import_workers(&fixture, WORKERS, |_| ()).await;
    let ((report, reported), sizes) = stepwise(&fixture, async |directory| {
        let mut reported = Vec::new();
        let imports = directory.imports(&fixture.actor).unwrap();
        let report = imports.undo(1, |count| reported.push(count)).await.unwrap();
        (report, reported)
    })
    .await;
    assert_eq!(sizes, [500, 500, 205]);
    assert_eq!(reported, [500, 1_000]);
    assert_eq!((report.deleted, report.reverted, report.gone), (WORKERS, 0, 0));
    assert!(report.kept.is_empty() && report.import.undone_at.is_some());
    assert_consistent(&fixture).await;
}

async fn interrupted_undo_is_continued(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let workers = import_workers(&fixture, WORKERS, |_| ()).await;
    interrupted(&fixture, async |directory| {
        directory.imports(&fixture.actor).unwrap().undo(1, |_| ()).await.unwrap();
    })
    .await;
    let left = remaining(&fixture).await;
    assert!(left > 2 && left < WORKERS, "{left}");
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let import = imports.find(1).await.unwrap();
    assert_eq!((import.undone.unsigned_abs(), import.undone_at), (WORKERS - left, None));

    // What happens to a worker before the second call does not prevent it.
    let mut last: Vec<&Id> = workers.iter().collect();
    last.sort_unstable();
    let last = &last[last.len() - 2..];
    let accounts = fixture.directory.workers(&fixture.actor).unwrap();
    accounts.set_active(last[0].as_str(), false).await.unwrap();
    accounts.delete(last[1].as_str()).await.unwrap();
    imports.check_undo(1).await.unwrap();
    let report = undo(&fixture).await.unwrap();
    assert_eq!((report.deleted, report.gone), (left - 2, 1));
    let kept = accounts.find(last[0].as_str(), false).await.unwrap();
    let username = kept.person.worker.unwrap().username.to_string();
    assert_eq!(report.kept, [username]);
    assert_eq!(remaining(&fixture).await, 1);
    assert!(problem(undo(&fixture).await).to_string().contains("was undone"));
    assert_consistent(&fixture).await;
}

async fn worker_who_is_changed_during_an_undo_is_kept(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let workers = import_workers(&fixture, 1_990, |_| ()).await;
    let last = workers.iter().max().unwrap().as_str();
    let accounts = fixture.directory.workers(&fixture.actor).unwrap();
    let mut commits = fixture.directory.commits();
    commits.mark_unchanged();
    let change = async {
        commits.changed().await.unwrap();
        accounts.set_active(last, false).await.unwrap();
    };
    let (report, ()) = tokio::join!(undo(&fixture), change);
    let report = report.unwrap();
    assert_eq!((report.deleted, report.kept.len()), (1_989, 1));
    assert!(!accounts.find(last, false).await.unwrap().person.worker.unwrap().active);
    assert_consistent(&fixture).await;
}
