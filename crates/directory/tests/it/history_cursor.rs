//! Cursors of the changes feed are refused after the history has changed, and time does not go back.

use std::io::Cursor;

use jiff::SignedDuration;
use roster_directory::{Clock as _, Directory, Environment};
use roster_model::{ChangeCursor, Error};
use roster_store::{Backend, Options, Store, backup};
use roster_testkit::{clock, engines::folder};

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    cursor_is_refused_after_a_restore,
    cursor_is_refused_after_a_copy,
    cursor_is_refused_after_a_loss_was_accepted,
    cursor_of_a_deleted_domain_is_refused,
    bare_number_is_a_cursor_until_a_restore,
    time_continues_after_a_restart,
}

async fn open(backend: &Backend) -> Directory {
    let store = Store::open(backend).await.unwrap();
    // With real randomness, as the identity is random.
    Directory::open(store, Environment::system()).await.unwrap()
}

async fn resolve(directory: &Directory, cursor: &ChangeCursor) -> Result<i64, Error> {
    let actor = directory.operator("demo").await.unwrap();
    directory.changes(&actor).unwrap().resolve(cursor).await
}

async fn cursor(directory: &Directory, seq: i64) -> ChangeCursor {
    let actor = directory.operator("demo").await.unwrap();
    directory.changes(&actor).unwrap().cursor(seq)
}

async fn assert_refused(directory: &Directory, cursor: &ChangeCursor) {
    let result = resolve(directory, cursor).await;
    assert!(matches!(result, Err(Error::HistoryChanged)), "{cursor}: {result:?}");
}

async fn cursor_is_refused_after_a_restore(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let old = cursor(&fixture.directory, 1).await;
    assert_eq!(resolve(&fixture.directory, &old).await.unwrap(), 1);
    assert_eq!(old.to_string().parse::<ChangeCursor>().unwrap(), old);

    let mut file = Vec::new();
    let store = Store::open(&backend).await.unwrap();
    backup::write(&store, fixture.clock.now(), &mut file).await.unwrap();
    let target = folder();
    let target = Backend::Embedded(target.path().to_owned());
    backup::restore(&Store::open(&target).await.unwrap(), Cursor::new(file)).await.unwrap();
    let restored = open(&target).await;
    assert_refused(&restored, &old).await;
    let beginning = ChangeCursor { seq: 0, ..old };
    assert_eq!(resolve(&restored, &beginning).await.unwrap(), 0);
    let new = cursor(&restored, 1).await;
    assert_eq!(resolve(&restored, &new).await.unwrap(), 1);
    assert_refused(&restored, &ChangeCursor { seq: 2, ..new.clone() }).await;
    // The identity stays from then on.
    assert_eq!(resolve(&open(&target).await, &new).await.unwrap(), 1);
}

async fn cursor_is_refused_after_a_copy(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let old = cursor(&fixture.directory, 1).await;
    let target = folder();
    let target = Backend::Embedded(target.path().to_owned());
    let from = Store::open(&backend).await.unwrap();
    backup::copy(&from, &Store::open(&target).await.unwrap()).await.unwrap();
    assert_refused(&open(&target).await, &old).await;
    assert_eq!(resolve(&fixture.directory, &old).await.unwrap(), 1);
}

async fn cursor_is_refused_after_a_loss_was_accepted(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let old = cursor(&fixture.directory, 1).await;
    let store = Store::accept(&backend, &Options::default()).await.unwrap();
    let directory = Directory::open(store, Environment::system()).await.unwrap();
    assert_refused(&directory, &old).await;
}

async fn cursor_of_a_deleted_domain_is_refused(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let old = cursor(&fixture.directory, 1).await;
    fixture.directory.delete_domain(&fixture.actor).await.unwrap();
    fixture.directory.create_domain("demo", None).await.unwrap();
    assert_refused(&fixture.directory, &old).await;
}

async fn bare_number_is_a_cursor_until_a_restore(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let number = |seq| ChangeCursor { history: None, seq };
    assert_eq!(resolve(&fixture.directory, &number(1)).await.unwrap(), 1);
    assert_refused(&fixture.directory, &number(2)).await;
    let store = Store::accept(&backend, &Options::default()).await.unwrap();
    let directory = Directory::open(store, Environment::system()).await.unwrap();
    assert_refused(&directory, &number(1)).await;
    assert_eq!(resolve(&directory, &number(0)).await.unwrap(), 0);
}

async fn time_continues_after_a_restart(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    fixture.clock.advance(SignedDuration::from_hours(5));
    let latest = fixture.directory.now();
    fixture.clock.advance(SignedDuration::from_hours(-3));
    assert_eq!(fixture.directory.now(), latest);
    fixture.directory.close().await.unwrap();
    // The clock of the next process is five hours behind.
    let store = Store::open(&backend).await.unwrap();
    let restarted = Directory::open(store, clock::environment().0).await.unwrap();
    assert_eq!(restarted.now(), latest);
}
