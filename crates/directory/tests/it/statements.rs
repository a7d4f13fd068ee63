//! Requests of many rows ask the store a few times, not once per row: a statement takes long on a
//! cluster.

use roster_model::{
    Error, Id, ImportMode, NewGroup, NewWorker, Patch, PersonEdit, PersonRef, WorkerEdit,
    WorkerItem,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::{
    fixture::Fixture,
    imports::{import, row},
};

on_both_engines! {
    bulk_of_refused_rows_asks_a_few_times,
    bulk_of_new_workers_asks_a_few_times,
    bulk_rows_see_the_rows_before_them,
    undo_of_an_import_asks_a_few_times,
    mass_update_reads_a_few_times,
}

const ROWS: u64 = 1_000;

/// The most statements of a request that changes nothing.
const FEW: u64 = 20;

fn new(name: &str) -> NewWorker {
    NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        ..NewWorker::default()
    }
}

fn create(name: &str) -> WorkerItem {
    WorkerItem::Create(new(name))
}

fn rename(id: &str, name: &str) -> WorkerItem {
    let edit = WorkerEdit { first_name: Some(name.to_owned()), ..WorkerEdit::default() };
    WorkerItem::Edit { id: id.to_owned(), edit }
}

/// Writes the rows. Returns the results, and the number of statements.
async fn write(fixture: &Fixture, items: Vec<WorkerItem>) -> (Vec<Result<String, Error>>, u64) {
    let before = fixture.store.statements();
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let outcome = workers.write_many(items, false).await.unwrap();
    let rows = outcome.rows.into_iter().map(|row| row.map(|id| id.to_string()));
    (rows.collect(), fixture.store.statements() - before)
}

async fn bulk_of_refused_rows_asks_a_few_times(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.worker("ada").await;
    let refused = |number: u64| match number % 5 {
        0 => create("ada"),
        1 => rename(&format!("unknown{number}"), "Zoë"),
        2 => {
            let groups = Some(vec![format!("unknown{number}")]);
            let edit = WorkerEdit { groups, ..WorkerEdit::default() };
            WorkerItem::Create(NewWorker { edit, ..new(&format!("g{number}")) })
        }
        3 => {
            let edit =
                WorkerEdit { role: Some(Some("Unknown".to_owned())), ..WorkerEdit::default() };
            WorkerItem::Create(NewWorker { edit, ..new(&format!("r{number}")) })
        }
        _ => {
            let primary_location = Patch::Set(format!("unknown{number}"));
            let edit = WorkerEdit { primary_location, ..WorkerEdit::default() };
            WorkerItem::Create(NewWorker { edit, ..new(&format!("l{number}")) })
        }
    };
    let (rows, statements) = write(&fixture, (0..ROWS).map(refused).collect()).await;
    assert!(rows.iter().all(Result::is_err), "{rows:?}");
    assert!(statements <= FEW, "{statements} statements");
}

async fn bulk_of_new_workers_asks_a_few_times(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let new = NewGroup { name: Some("Nurses".to_owned()), ..NewGroup::default() };
    let group = fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id;
    let items = (0..ROWS).map(|number| {
        let groups = Some(vec![group.to_string()]);
        let edit = WorkerEdit { groups, ..WorkerEdit::default() };
        WorkerItem::Create(NewWorker { edit, ..self::new(&format!("worker{number}")) })
    });
    let (rows, statements) = write(&fixture, items.collect()).await;
    assert!(rows.iter().all(Result::is_ok), "{rows:?}");
    assert!(statements <= ROWS / 4, "{statements} statements");
    let (rows, statements) =
        write(&fixture, rows.iter().map(|id| rename(id.as_ref().unwrap(), "")).collect()).await;
    assert!(rows.iter().all(Result::is_ok), "{rows:?}");
    assert!(statements <= FEW, "{statements} statements");
}

async fn bulk_rows_see_the_rows_before_them(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let ada = fixture.worker("ada").await;
    let seq = fixture.seq().await;
    let id = "0123456789abcdef".repeat(2);
    let fixed = Id::new_unchecked(id.clone());
    let items = vec![
        create("bob"),
        create("BOB"),
        WorkerItem::Create(NewWorker { id: Some(fixed.clone()), ..new("carl") }),
        WorkerItem::Create(NewWorker { id: Some(fixed), ..new("dora") }),
        rename(&id, "Carl"),
        rename(ada.as_str(), "Ada"),
        rename(ada.as_str(), "Augusta"),
    ];
    let (rows, _) = write(&fixture, items).await;
    let accepted: Vec<bool> = rows.iter().map(Result::is_ok).collect();
    assert_eq!(accepted, [true, false, true, false, true, true, true], "{rows:?}");
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    for (id, name) in [(id.as_str(), "Carl"), (ada.as_str(), "Augusta")] {
        assert_eq!(workers.find(id, false).await.unwrap().person.first_name, name);
    }
    assert_eq!(fixture.log_after(seq).await.len(), 5);
}

async fn undo_of_an_import_asks_a_few_times(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let rows = (0..ROWS).map(|number| row(number, &format!("worker{number}"))).collect();
    import(&fixture, ImportMode::RowByRow, rows).await;
    let before = fixture.store.statements();
    fixture.directory.imports(&fixture.actor).unwrap().undo(1, |_| ()).await.unwrap();
    let statements = fixture.store.statements() - before;
    assert!(statements <= ROWS / 10, "{statements} statements");
    let report = roster_store::check::check(&fixture.store).await.unwrap();
    assert_eq!((report.people, report.findings), (0, Vec::new()));
}

async fn mass_update_reads_a_few_times(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let rows = (0..ROWS).map(|number| row(number, &format!("worker{number}"))).collect();
    import(&fixture, ImportMode::RowByRow, rows).await;
    let everyone: Vec<PersonRef> =
        (1..=i64::try_from(ROWS).unwrap() + 100).map(PersonRef::Number).collect();
    let attributes = [("shift".to_owned(), json!("day"))].into_iter().collect();
    let edit = PersonEdit { attributes, tags: vec!["new".to_owned()], ..PersonEdit::default() };
    let people = fixture.directory.people(&fixture.actor).unwrap();
    assert_eq!(people.edit_all(&everyone, &edit).await.unwrap(), ROWS);
    let before = fixture.store.statements();
    // Nothing is left to change.
    assert_eq!(people.edit_all(&everyone, &edit).await.unwrap(), ROWS);
    let statements = fixture.store.statements() - before;
    assert!(statements <= FEW, "{statements} statements");
}
