//! Undoing an import of many workers, in the background.

use std::time::Duration;

use roster_model::{Actor, ImportMode, ImportRow};
use roster_store::Backend;

use super::browser::{Browser, Page};
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    undo_of_many_workers_shows_its_progress_and_result,
    undo_that_cannot_begin_is_rejected_in_the_form,
}

/// More than are undone before the response.
const WORKERS: u64 = 1_100;

const UNDO: &str = "/d/demo/import/1/undo";

/// Imports workers. Returns the id of the last one.
async fn import(fixture: &Fixture, actor: &Actor) -> String {
    let imports = fixture.directory.imports(actor).unwrap();
    let mut import = imports.start("staff.csv", ImportMode::RowByRow);
    let rows = (0..WORKERS).map(|number| ImportRow {
        row: number + 2,
        username: Some(format!("w{number:04}")),
        ..ImportRow::default()
    });
    let verdicts = import.add(rows.collect()).await.unwrap();
    import.finish().await.unwrap();
    verdicts.iter().map(|verdict| verdict.id.as_ref().unwrap().to_string()).max().unwrap()
}

async fn submit(browser: &Browser<'_>) -> Page {
    let form = browser.form(UNDO, "Undo import").await;
    browser.submit(UNDO, &form.with("confirm", "undo 1")).await
}

/// The page of the undo once its task has ended.
async fn finished(browser: &Browser<'_>, submitted: &Page) -> Page {
    assert_eq!(submitted.status, 303, "{submitted:?}");
    loop {
        let page = browser.open(&submitted.location).await;
        if !page.text.contains("id=\"progress\" hx-get") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn undo_of_many_workers_shows_its_progress_and_result(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    let last = import(&fixture, &actor).await;
    let browser = Browser::admin(&fixture).await;

    // An undo whose process was killed before the last transaction.
    let deferred = fixture.directory.defer_write(&actor, None, None);
    deferred.directory().imports(&actor).unwrap().undo(1, |_| ()).await.unwrap();
    drop(deferred);
    let history = browser.open("/d/demo/imports").await;
    assert!(history.text.contains("1,000 of 1,100 undone"), "{history:?}");
    assert!(history.links().contains(&UNDO.to_owned()));

    fixture.directory.workers(&actor).unwrap().set_active(&last, false).await.unwrap();
    let page = finished(&browser, &submit(&browser).await).await;
    assert!(page.text.contains("Undo of import 1") && page.text.contains("staff.csv"), "{page:?}");
    assert!(page.text.contains("Import undone: 1,099 workers"), "{page:?}");
    assert!(page.text.contains("someone changed these workers"), "{page:?}");
    let history = browser.open("/d/demo/imports").await;
    assert!(!history.links().contains(&UNDO.to_owned()), "{history:?}");
}

async fn undo_that_cannot_begin_is_rejected_in_the_form(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    let last = import(&fixture, &actor).await;
    let workers = fixture.directory.workers(&actor).unwrap();
    workers.set_active(&last, false).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let refused = submit(&browser).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("these workers were changed since: w"), "{refused:?}");
    let import = fixture.directory.imports(&actor).unwrap().find(1).await.unwrap();
    assert_eq!((import.undone, import.undone_at), (0, None));
}
