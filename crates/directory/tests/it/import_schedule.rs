//! Deactivations and groups that an import brings.

use jiff::{SignedDuration, civil::date};
use roster_directory::ImportedGroups;
use roster_model::{
    Error, Group, ImportGroup, ImportMode, ImportRow, RowOutcome, Start, Window, WorkerFilter,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    imports::{columns, import, outcomes, prepared, row},
};

on_both_engines! {
    worker_is_deactivated_on_the_day,
    past_day_deactivates_at_once,
    empty_cell_removes_the_day,
    groups_are_created_before_the_rows,
    groups_of_an_atomic_import_are_created,
    groups_of_a_preview_are_not_stored,
    invalid_group_stores_nothing,
    null_of_json_is_stored_for_a_new_worker_only,
}

const FIRST_PAGE: Window = Window { limit: 100, start: Start::Offset(0) };

async fn active(fixture: &Fixture, id: &str) -> bool {
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.find(id, false).await.unwrap().person.worker.unwrap().active
}

fn leaving(place: u64, month: i8) -> ImportRow {
    // The fixture's clock stands in July 2026.
    ImportRow {
        id: Some("dan".to_owned()),
        deactivate_on: Some(Some(date(2026, month, 1))),
        ..row(place, "dan")
    }
}

async fn worker_is_deactivated_on_the_day(backend: Backend) {
    let fixture = prepared(backend).await;
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![leaving(2, 9)]).await;
    assert_eq!(outcomes(&verdicts), ["created"]);
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![leaving(2, 9)]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"]);
    assert_eq!(fixture.directory.deactivate_due_workers().await.unwrap(), 0);

    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_hours(24 * 61));
    assert_eq!(fixture.directory.deactivate_due_workers().await.unwrap(), 0, "on August 31");
    fixture.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(fixture.directory.deactivate_due_workers().await.unwrap(), 1);
    assert!(!active(&fixture, "dan").await);
    assert_eq!(fixture.log_after(seq).await, ["person.updated dan: is_active, deactivate_after"]);
    assert_eq!(fixture.directory.deactivate_due_workers().await.unwrap(), 0);
    // The table is imported again.
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![leaving(2, 9)]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"]);
}

async fn past_day_deactivates_at_once(backend: Backend) {
    let fixture = prepared(backend).await;
    let row = ImportRow {
        active: Some(true),
        deactivate_on: Some(Some(date(2026, 7, 1))),
        ..row(2, "ada")
    };
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![row.clone()]).await;
    assert_eq!(columns(&verdicts[0]), ["is_active"]);
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![row]).await;
    assert_eq!(verdicts[0].outcome, RowOutcome::Unchanged);
}

async fn empty_cell_removes_the_day(backend: Backend) {
    let fixture = prepared(backend).await;
    import(&fixture, ImportMode::RowByRow, vec![leaving(2, 9)]).await;
    let other = ImportRow { deactivate_on: None, ..leaving(2, 9) };
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![other]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"], "without the column");
    let empty = ImportRow { deactivate_on: Some(None), ..leaving(2, 9) };
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![empty]).await;
    assert_eq!(columns(&verdicts[0]), ["deactivate_after"]);
    fixture.clock.advance(SignedDuration::from_hours(24 * 100));
    assert_eq!(fixture.directory.deactivate_due_workers().await.unwrap(), 0);
}

fn sheet() -> Vec<ImportGroup> {
    let group =
        |row, name: &str| ImportGroup { row, name: name.to_owned(), ..ImportGroup::default() };
    vec![
        ImportGroup { reporting: Some(false), ..group(2, "Nurses") },
        ImportGroup { id: Some("g7".to_owned()), case_sharing: Some(true), ..group(3, "Trainers") },
    ]
}

fn member(place: u64) -> ImportRow {
    ImportRow { groups: Some(vec!["Trainers".to_owned()]), ..row(place, "ada") }
}

async fn all_groups(fixture: &Fixture) -> Vec<Group> {
    let groups = fixture.directory.groups(&fixture.actor).unwrap();
    groups.list(&FIRST_PAGE).await.unwrap().items
}

async fn groups_are_created_before_the_rows(backend: Backend) {
    import_with_groups(backend, ImportMode::RowByRow).await;
}

async fn groups_of_an_atomic_import_are_created(backend: Backend) {
    import_with_groups(backend, ImportMode::Atomic).await;
}

async fn import_with_groups(backend: Backend, mode: ImportMode) {
    let fixture = prepared(backend).await;
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let mut import = imports.start("workers.xlsx", mode);
    import.set_groups(sheet());
    let mut verdicts = import.add(vec![member(2)]).await.unwrap();
    let report = import.finish().await.unwrap();
    verdicts.extend(report.verdicts);
    assert_eq!(columns(&verdicts[0]), ["group"]);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let expected = ImportedGroups { created: names(&["Trainers"]), changed: names(&["Nurses"]) };
    assert_eq!(report.groups, expected);
    let groups = all_groups(&fixture).await;
    assert!(!groups[0].reporting);
    assert_eq!((groups[1].id.as_str(), groups[1].case_sharing), ("g7", true));
    assert_eq!(groups[1].users.len(), 1);

    let mut import = imports.start("workers.xlsx", mode);
    import.set_groups(sheet());
    import.add(vec![member(2)]).await.unwrap();
    let report = import.finish().await.unwrap();
    assert_eq!((report.groups.is_empty(), report.number), (true, None));
}

async fn groups_of_a_preview_are_not_stored(backend: Backend) {
    let fixture = prepared(backend).await;
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let mut import = imports.start("workers.xlsx", ImportMode::DryRun);
    import.set_groups(sheet());
    let verdicts = import.add(vec![member(2)]).await.unwrap();
    assert_eq!(columns(&verdicts[0]), ["group"]);
    let report = import.finish().await.unwrap();
    assert_eq!(report.groups.created, ["Trainers"]);
    assert_eq!(all_groups(&fixture).await.len(), 1);
    // Without rows, groups are imported too.
    let mut import = imports.start("workers.xlsx", ImportMode::RowByRow);
    import.set_groups(sheet());
    assert_eq!(import.finish().await.unwrap().groups.created, ["Trainers"]);
    assert_eq!(all_groups(&fixture).await.len(), 2);
}

async fn invalid_group_stores_nothing(backend: Backend) {
    let fixture = prepared(backend).await;
    let seq = fixture.seq().await;
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let mut import = imports.start("workers.xlsx", ImportMode::RowByRow);
    let mut groups = sheet();
    groups.push(ImportGroup { row: 4, name: "x".repeat(5_000), ..ImportGroup::default() });
    import.set_groups(groups);
    let Err(Error::Invalid(errors)) = import.add(vec![member(2)]).await else {
        panic!("the group is too long")
    };
    assert!(errors[0].problem.to_string().contains("row 4 of the sheet 'groups'"));
    assert_eq!(fixture.seq().await, seq);
}

async fn null_of_json_is_stored_for_a_new_worker_only(backend: Backend) {
    let fixture = prepared(backend).await;
    let row = |name: &str, values: Value| ImportRow {
        typed: true,
        data: values.as_object().cloned().unwrap(),
        ..row(2, name)
    };
    let one =
        async |row: ImportRow| import(&fixture, ImportMode::RowByRow, vec![row]).await.0.remove(0);
    one(row("new", json!({"a": null, "b": "", "c": "x"}))).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let all = workers.list(&WorkerFilter::default(), &FIRST_PAGE, false).await.unwrap();
    let found: Vec<_> = all.workers().map(|worker| worker.unwrap().0.custom.len()).collect();
    assert_eq!(found, [0, 3]);
    let again = one(row("new", json!({"a": null, "b": "", "c": null, "d": null, "e": ""}))).await;
    assert_eq!(again.outcome, RowOutcome::Unchanged);
}
