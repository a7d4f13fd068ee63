//! A store that was there is missed: lost, cut or replaced files of an embedded store are refused.

use std::{
    fs::{self, File, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use roster_model::{DomainName, Settings};
use roster_store::{Backend, ErrorKind, Options, Store, check, domains, store_identity};
use roster_testkit::engines::folder;

const DATABASE: &str = "roster.db";
const LOG: &str = "roster.db-wal";

fn place(folder: &Path) -> Backend {
    Backend::Embedded(folder.to_owned())
}

async fn add_domain(store: &Store, name: &str) {
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked(name.to_owned());
    let at = "2026-07-01T12:00:00Z".parse().unwrap();
    domains::insert(&mut tx, &name, &Settings::default(), at).await.unwrap();
    tx.commit().await.unwrap();
}

/// A store with an identity and a domain.
async fn filled(folder: &Path, id: &str) -> Store {
    let store = Store::open(&place(folder)).await.unwrap();
    let mut tx = store.write().await.unwrap();
    store_identity::find_or_keep(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    add_domain(&store, "north").await;
    store
}

/// Copies the files of a store as a power loss would leave them: with the write-ahead log.
fn snapshot(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
    // Shared memory of running processes, which SQLite rebuilds.
    let _ = fs::remove_file(to.join("roster.db-shm"));
}

async fn assert_refused(folder: &Path, what: &str) {
    let Err(error) = Store::open(&place(folder)).await else { panic!("not refused: {what}") };
    assert_eq!(*error.kind(), ErrorKind::Corrupt, "{what}: {error}");
    assert!(error.to_string().contains("roster accept-store"), "{what}: {error}");
}

async fn domain_names(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    let all = domains::list(&mut tx).await.unwrap();
    all.into_iter().map(|domain| domain.name.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_files_are_missed() {
    type Damage = fn(&Path);
    let cases: [(&str, Damage); 6] = [
        ("no database file", |folder| fs::remove_file(folder.join(DATABASE)).unwrap()),
        ("no database file and no log", |folder| {
            fs::remove_file(folder.join(DATABASE)).unwrap();
            fs::remove_file(folder.join(LOG)).unwrap();
        }),
        ("empty database file", |folder| {
            File::create(folder.join(DATABASE)).unwrap();
        }),
        ("no log", |folder| fs::remove_file(folder.join(LOG)).unwrap()),
        ("empty log", |folder| {
            File::create(folder.join(LOG)).unwrap();
        }),
        ("cut log", |folder| {
            let log = File::options().write(true).open(folder.join(LOG)).unwrap();
            log.set_len(log.metadata().unwrap().len() - 100).unwrap();
        }),
    ];
    let original = folder();
    let store = filled(original.path(), "first").await;
    for (what, damage) in cases {
        let copy = folder();
        snapshot(original.path(), copy.path());
        damage(copy.path());
        assert_refused(copy.path(), what).await;
    }
    drop(store);
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_store_opens_after_a_kill_and_after_an_orderly_end() {
    let original = folder();
    let store = filled(original.path(), "first").await;
    let killed = folder();
    snapshot(original.path(), killed.path());
    assert_eq!(domain_names(&Store::open(&place(killed.path())).await.unwrap()).await, ["north"]);

    store.checkpoint().await.unwrap();
    assert_eq!(fs::metadata(original.path().join(LOG)).unwrap().len(), 0);
    drop(store);
    // After an orderly end, nothing depends on the log.
    let _ = fs::remove_file(original.path().join(LOG));
    let again = Store::open(&place(original.path())).await.unwrap();
    assert_eq!(domain_names(&again).await, ["north"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_or_other_database_is_refused() {
    let original = folder();
    let store = filled(original.path(), "first").await;
    store.checkpoint().await.unwrap();
    let older = folder();
    snapshot(original.path(), older.path());
    add_domain(&store, "south").await;
    drop(store);
    fs::copy(original.path().join("roster.marker"), older.path().join("roster.marker")).unwrap();
    assert_refused(older.path(), "older database").await;

    let other = folder();
    drop(filled(other.path(), "second").await);
    fs::copy(other.path().join(DATABASE), original.path().join(DATABASE)).unwrap();
    assert_refused(original.path(), "database of another store").await;
    fs::write(original.path().join("roster.marker"), "not a marker").unwrap();
    assert_refused(original.path(), "damaged marker").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_store_opens_with_a_new_identity() {
    let folder = folder();
    let store = filled(folder.path(), "first").await;
    store.checkpoint().await.unwrap();
    drop(store);
    fs::remove_file(folder.path().join(DATABASE)).unwrap();
    let _ = fs::remove_file(folder.path().join(LOG));
    assert_refused(folder.path(), "no database file").await;

    let accepted = Store::accept(&place(folder.path()), &Options::default()).await.unwrap();
    let mut tx = accepted.write().await.unwrap();
    assert_eq!(store_identity::find(&mut tx).await.unwrap(), None);
    let identity = store_identity::find_or_keep(&mut tx, "second").await.unwrap();
    assert!(identity.restored && identity.id == "second");
    tx.commit().await.unwrap();
    drop(accepted);
    assert!(domain_names(&Store::open(&place(folder.path())).await.unwrap()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn data_folder_of_others_becomes_private() {
    let folder = folder();
    drop(filled(folder.path(), "first").await);
    let files = [DATABASE, "roster.marker"].map(|name| folder.path().join(name));
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    for file in &files {
        fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
    }
    drop(Store::open(&place(folder.path())).await.unwrap());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_damaged_page_is_found() {
    let folder = folder();
    let store = filled(folder.path(), "first").await;
    for number in 0..100 {
        add_domain(&store, &format!("d{number}")).await;
    }
    store.checkpoint().await.unwrap();
    drop(store);
    let database = folder.path().join(DATABASE);
    let original = fs::read(&database).unwrap();
    let findings = async || {
        let store = Store::open(&place(folder.path())).await.ok()?;
        check::check(&store).await.ok().map(|report| report.findings.len())
    };
    assert_eq!(findings().await, Some(0));
    // A byte at the end of a page is unused, or the end of a value.
    for page in 1..original.len() / 4096 {
        let mut damaged = original.clone();
        damaged[page * 4096 + 4090] ^= 0x20;
        fs::write(&database, &damaged).unwrap();
        assert_ne!(findings().await, Some(0), "page {}", page + 1);
    }
    fs::write(&database, &original).unwrap();
    assert_eq!(findings().await, Some(0));

    // After a commit, the digests are those of the next orderly end.
    let store = Store::open(&place(folder.path())).await.unwrap();
    add_domain(&store, "last").await;
    assert_eq!(check::check(&store).await.unwrap().findings, []);
    drop(store);
    assert_eq!(findings().await, Some(0));
}
