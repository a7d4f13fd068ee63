//! Bulk imports of workers, exports, and undoing an import.

use jiff::SignedDuration;
use roster_directory::ImportReport;
use roster_model::{
    CustomData, Email, Error, ImportMode, ImportRow, NewGroup, NewProfile, NewWorker, Phone,
    RowOutcome, RowVerdict, Submission, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::fixture::{Fixture, problem};

on_both_engines! {
    rows_create_and_update_workers,
    invalid_rows_are_refused_with_the_column,
    dry_run_stores_nothing,
    atomic_import_with_an_invalid_row_stores_nothing,
    repeated_import_changes_nothing,
    undo_restores_the_state_before_the_import,
    undo_after_a_later_change_is_rejected,
    undo_after_password_links_ends_them,
    import_of_an_export_changes_nothing,
}

pub(crate) fn row(place: u64, username: &str) -> ImportRow {
    ImportRow { row: place, username: Some(username.to_owned()), ..ImportRow::default() }
}

fn data(values: &[(&str, &str)]) -> CustomData {
    values.iter().map(|(slug, value)| ((*slug).to_owned(), json!(value))).collect()
}

pub(crate) async fn import(
    fixture: &Fixture,
    mode: ImportMode,
    rows: Vec<ImportRow>,
) -> (Vec<RowVerdict>, ImportReport) {
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let mut import = imports.start("workers.csv", mode);
    let mut verdicts = import.add(rows).await.unwrap();
    let mut report = import.finish().await.unwrap();
    verdicts.append(&mut report.verdicts);
    (verdicts, report)
}

pub(crate) fn outcomes(verdicts: &[RowVerdict]) -> Vec<&'static str> {
    verdicts.iter().map(|verdict| verdict.outcome.as_str()).collect()
}

/// The columns of a verdict.
pub(crate) fn columns(verdict: &RowVerdict) -> Vec<&str> {
    match &verdict.outcome {
        RowOutcome::Changed(changes) => changes.iter().map(|it| it.column.as_str()).collect(),
        RowOutcome::Refused(errors) => errors.iter().map(|it| it.column.as_str()).collect(),
        _ => Vec::new(),
    }
}

async fn group(fixture: &Fixture, name: &str) -> String {
    let new = NewGroup { name: Some(name.to_owned()), ..NewGroup::default() };
    fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id.to_string()
}

/// A domain with a group, a profile and the worker `ada`.
pub(crate) async fn prepared(backend: Backend) -> Fixture {
    let fixture = Fixture::open(backend).await;
    group(&fixture, "Nurses").await;
    let profile =
        NewProfile { name: "day".to_owned(), values: data(&[("shift", "day")]), adds_fields: true };
    fixture.directory.fields(&fixture.actor).unwrap().create_profile(profile).await.unwrap();
    let ada = NewWorker {
        username: Some("ada".to_owned()),
        password: Some("first secret".to_owned().into()),
        edit: WorkerEdit { first_name: Some("Ada".to_owned()), ..WorkerEdit::default() },
        ..NewWorker::default()
    };
    fixture.directory.workers(&fixture.actor).unwrap().create(ada).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(60));
    fixture
}

/// Rows that update `ada` and create two workers.
fn some_rows() -> Vec<ImportRow> {
    vec![
        ImportRow {
            edit: WorkerEdit {
                first_name: Some("Ada".to_owned()),
                last_name: Some("Lovelace".to_owned()),
                ..WorkerEdit::default()
            },
            groups: Some(vec!["Nurses".to_owned()]),
            data: data(&[("cadre", "=1+1"), ("unset", "")]),
            ..row(2, "ada")
        },
        ImportRow {
            id: Some("kept-id".to_owned()),
            password: Some("bob's secret".to_owned().into()),
            edit: WorkerEdit {
                email: Some(Email::parse("Bob@Example.org").unwrap()),
                ..WorkerEdit::default()
            },
            phones: Some(vec![Phone::parse("+502 5331").unwrap(), Phone::parse("007").unwrap()]),
            profile: Some(Some("day".to_owned())),
            active: Some(false),
            ..row(3, "Bob")
        },
        ImportRow {
            edit: WorkerEdit { language: Some(Some("fr".to_owned())), ..WorkerEdit::default() },
            ..row(4, "cleo")
        },
    ]
}

async fn rows_create_and_update_workers(backend: Backend) {
    let fixture = prepared(backend).await;
    let seq = fixture.seq().await;
    let (verdicts, report) = import(&fixture, ImportMode::RowByRow, some_rows()).await;
    assert_eq!(outcomes(&verdicts), ["changed", "created", "created"]);
    assert_eq!(columns(&verdicts[0]), ["last_name", "group", "data: cadre"]);
    assert_eq!((report.number, report.executed), (Some(1), true));

    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let bob = workers.find("kept-id", false).await.unwrap().person;
    assert_eq!(bob.email.unwrap().as_str(), "Bob@Example.org");
    let bob = bob.worker.unwrap();
    assert_eq!(bob.username.as_str(), "bob@demo.commcarehq.org");
    assert_eq!((bob.active, bob.profile), (false, Some(1)));

    let log = fixture.log_after(seq).await;
    assert_eq!(log.len(), 4, "{log:?}");
    let changes = fixture.directory.changes(&fixture.actor).unwrap();
    let page = changes.after(seq, 10, std::time::Duration::ZERO).await.unwrap();
    assert!(page.changes.iter().all(|change| change.via == "import"));
}

async fn invalid_rows_are_refused_with_the_column(backend: Backend) {
    let fixture = prepared(backend).await;
    let texts = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    let gone = fixture.worker("gone").await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.delete(gone.as_str()).await.unwrap();
    let rows = vec![
        ImportRow { groups: texts(&["Nurses", "Drivers"]), ..row(2, "a1") },
        ImportRow {
            locations: texts(&["nowhere"]),
            edit: WorkerEdit { role: Some(Some("x".to_owned())), ..WorkerEdit::default() },
            ..row(3, "a2")
        },
        ImportRow { profile: Some(Some("night".to_owned())), ..row(4, "a3") },
        row(5, "not a name!"),
        row(6, "gone"),
        ImportRow { confirmed: Some(false), ..row(7, "ada") },
        row(8, "a4"),
        row(9, "A4"),
        ImportRow { id: Some("other".to_owned()), ..row(10, "gone") },
        ImportRow { data: data(&[("commcare_project", "elsewhere")]), ..row(11, "a5") },
    ];
    let (verdicts, report) = import(&fixture, ImportMode::RowByRow, rows).await;
    let refused: Vec<Vec<&str>> = verdicts.iter().map(columns).collect();
    let expected: [&[&str]; 10] = [
        &["group"],
        &["location_code", "role"],
        &["user_profile"],
        &["username"],
        &["username"],
        &["is_account_confirmed"],
        &[],
        &["username"],
        &["username"],
        &["data: commcare_project"],
    ];
    assert_eq!(refused, expected);
    assert_eq!((report.counts.created, report.counts.refused), (1, 9));
    let RowOutcome::Refused(errors) = &verdicts[0].outcome else { panic!("{verdicts:?}") };
    assert_eq!(errors[0].value, "Drivers");
    assert!(errors[0].remedy().as_str().contains("create the group"));
}

async fn dry_run_stores_nothing(backend: Backend) {
    let fixture = prepared(backend).await;
    let seq = fixture.seq().await;
    let (dry, report) = import(&fixture, ImportMode::DryRun, some_rows()).await;
    assert_eq!((report.executed, report.number), (false, None));
    assert_eq!(fixture.seq().await, seq);
    let (done, _) = import(&fixture, ImportMode::RowByRow, some_rows()).await;
    assert_eq!(outcomes(&dry), outcomes(&done));
    assert_eq!(columns(&dry[0]), columns(&done[0]));
}

async fn atomic_import_with_an_invalid_row_stores_nothing(backend: Backend) {
    let fixture = prepared(backend).await;
    let seq = fixture.seq().await;
    let mut rows = some_rows();
    rows.push(ImportRow { groups: Some(vec!["Drivers".to_owned()]), ..row(5, "dora") });
    let (verdicts, report) = import(&fixture, ImportMode::Atomic, rows).await;
    assert_eq!(outcomes(&verdicts), ["changed", "created", "created", "refused"]);
    assert_eq!((report.executed, report.number), (false, None));
    assert_eq!(fixture.seq().await, seq);

    let (_, report) = import(&fixture, ImportMode::Atomic, some_rows()).await;
    assert_eq!((report.executed, report.number), (true, Some(1)));
}

async fn repeated_import_changes_nothing(backend: Backend) {
    let fixture = prepared(backend).await;
    import(&fixture, ImportMode::RowByRow, some_rows()).await;
    let seq = fixture.seq().await;
    for mode in [ImportMode::RowByRow, ImportMode::Atomic] {
        let (verdicts, report) = import(&fixture, mode, some_rows()).await;
        assert_eq!(outcomes(&verdicts), ["unchanged"; 3]);
        assert_eq!(report.number, None);
    }
    assert_eq!(fixture.seq().await, seq);

    let other = ImportRow { password: Some("another".to_owned().into()), ..row(2, "ada") };
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![other.clone()]).await;
    assert_eq!(columns(&verdicts[0]), ["password"]);
    assert!(!format!("{verdicts:?}").contains("another"));
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![other]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"]);
}

async fn undo_restores_the_state_before_the_import(backend: Backend) {
    let fixture = prepared(backend).await;
    let before = exported(&fixture).await;
    let mut rows = some_rows();
    rows[0].password = Some("another secret".to_owned().into());
    // More rows than an undo restores at a time.
    rows.extend((5..1_205).map(|place| row(place, &format!("many{place}"))));
    let (_, report) = import(&fixture, ImportMode::RowByRow, rows.clone()).await;
    assert_eq!(report.counts.created, 1_202);
    fixture.clock.advance(SignedDuration::from_secs(60));

    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    let undone = imports.undo(1, |_| ()).await.unwrap().import;
    assert_eq!((undone.created, undone.changed), (1_202, 1));
    assert_eq!(exported(&fixture).await, before);
    assert!(problem(imports.undo(1, |_| ()).await).to_string().contains("was undone"));
    assert!(matches!(imports.undo(7, |_| ()).await, Err(Error::NotFound { .. })));
    assert!(imports.list(10).await.unwrap()[0].undone_at.is_some());

    let first = ImportRow { password: Some("first secret".to_owned().into()), ..row(2, "ada") };
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, vec![first]).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"], "the old password is restored");
    // The usernames can be used again.
    let (_, report) = import(&fixture, ImportMode::RowByRow, rows).await;
    assert_eq!(report.counts.created, 1_202);
}

async fn undo_after_password_links_ends_them(backend: Backend) {
    let fixture = prepared(backend).await;
    import(&fixture, ImportMode::RowByRow, vec![row(2, "dora"), row(3, "emil")]).await;
    let directory = &fixture.directory;
    let imports = directory.imports(&fixture.actor).unwrap();
    let ids = imports.created_workers(1).await.unwrap();
    assert_eq!(ids.len(), 2);
    assert!(matches!(imports.created_workers(7).await, Err(Error::NotFound { .. })));
    let workers = directory.workers(&fixture.actor).unwrap();
    let links = workers.create_password_links(&ids, SignedDuration::from_hours(1)).await.unwrap();
    let password = || "correct horse battery".to_owned().into();
    imports.undo(1, |_| ()).await.unwrap();
    let used = directory.set_password_by_link(&links[0].token, password()).await;
    assert!(matches!(used, Err(Error::NotFound { .. })), "{used:?}");
    assert_eq!(imports.created_workers(1).await.unwrap(), [""; 0]);

    // A password that was set with a link is a change.
    import(&fixture, ImportMode::RowByRow, vec![row(2, "dora")]).await;
    let ids = imports.created_workers(2).await.unwrap();
    let links = workers.create_password_links(&ids, SignedDuration::from_hours(1)).await.unwrap();
    directory.set_password_by_link(&links[0].token, password()).await.unwrap();
    assert!(problem(imports.undo(2, |_| ()).await).to_string().contains("dora@demo"));
}

async fn undo_after_a_later_change_is_rejected(backend: Backend) {
    let fixture = prepared(backend).await;
    import(&fixture, ImportMode::RowByRow, some_rows()).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.set_active("kept-id", true).await.unwrap();
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    assert!(problem(imports.undo(1, |_| ()).await).to_string().contains("bob@demo"));

    import(
        &fixture,
        ImportMode::RowByRow,
        vec![ImportRow { id: Some("d".to_owned()), ..row(2, "dora") }],
    )
    .await;
    let submission = Submission {
        instance_id: "form".to_owned(),
        user_id: "d".to_owned(),
        received_on: None,
        completed_on: None,
    };
    let activity = fixture.directory.activity(&fixture.actor).unwrap();
    activity.record(vec![submission]).await.unwrap();
    let seq = fixture.seq().await;
    assert!(problem(imports.undo(2, |_| ()).await).to_string().contains("submitted"));
    assert_eq!(fixture.seq().await, seq);
    workers.delete("kept-id").await.unwrap();
    assert!(problem(imports.undo(1, |_| ()).await).to_string().contains("cannot be undone"));
}

/// The username, name, groups and state of each worker in an export.
async fn exported(fixture: &Fixture) -> Vec<(String, String, Vec<String>, bool)> {
    let mut export = fixture.directory.workers(&fixture.actor).unwrap().export().await.unwrap();
    let mut all = Vec::new();
    loop {
        let some = export.next().await.unwrap();
        if some.is_empty() {
            break;
        }
        for named in some {
            let worker = named.person.worker.clone().unwrap();
            let username = worker.username.to_string();
            all.push((username, named.person.name(), named.groups, worker.active));
        }
    }
    assert_eq!(all.len() as u64, export.shape().total);
    all
}

async fn import_of_an_export_changes_nothing(backend: Backend) {
    let fixture = prepared(backend).await;
    import(&fixture, ImportMode::RowByRow, some_rows()).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let mut export = workers.export().await.unwrap();
    let shape = export.shape();
    assert_eq!((shape.total, shape.phones, shape.groups), (3, 2, 1));
    assert_eq!(shape.fields, ["shift", "cadre"]);
    let rows: Vec<ImportRow> = export
        .next()
        .await
        .unwrap()
        .into_iter()
        .zip(2..)
        .map(|(named, place)| ImportRow {
            id: Some(named.person.id.to_string()),
            edit: WorkerEdit {
                first_name: Some(named.person.first_name.clone()),
                last_name: Some(named.person.last_name.clone()),
                email: Some(named.person.email.clone()),
                ..WorkerEdit::default()
            },
            phones: Some(named.person.phones.clone()),
            groups: Some(named.groups),
            locations: Some(named.locations),
            profile: Some(named.profile),
            data: named.person.custom.clone(),
            ..row(place, named.person.worker.unwrap().username.as_str())
        })
        .collect();
    let (verdicts, _) = import(&fixture, ImportMode::RowByRow, rows).await;
    assert_eq!(outcomes(&verdicts), ["unchanged"; 3]);
}
