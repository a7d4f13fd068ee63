//! What cells of an imported table mean.

use roster_model::{
    Email, ImportMode, ImportRow, LocationEdit, NewLocation, Phone, RowOutcome, RowVerdict,
    WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    imports::{columns, import, outcomes, prepared, row},
    location_types::level,
};

on_both_engines! {
    names_match_without_blanks_around_them,
    other_domain_is_refused,
    value_keeps_the_type_of_the_stored_one,
    spreadsheet_errors_are_refused_unless_stored,
    cell_clears_only_on_purpose,
}

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

async fn one(fixture: &Fixture, row: ImportRow) -> RowVerdict {
    import(fixture, ImportMode::RowByRow, vec![row]).await.0.remove(0)
}

async fn names_match_without_blanks_around_them(backend: Backend) {
    let fixture = prepared(backend).await;
    let levels = fixture.directory.location_types(&fixture.actor).unwrap();
    levels.create(level("village", None)).await.unwrap();
    let edit = LocationEdit {
        name: Some("Village".to_owned()),
        kind: Some("village".to_owned()),
        ..LocationEdit::default()
    };
    let locations = fixture.directory.locations(&fixture.actor).unwrap();
    locations.create(NewLocation { edit, id: None }).await.unwrap();
    let row = |place| ImportRow {
        groups: Some(texts(&[" Nurses\u{A0}", " "])),
        profile: Some(Some("day\u{200B} ".to_owned())),
        locations: Some(texts(&[" VILLAGE "])),
        ..row(place, "ada")
    };
    let verdict = one(&fixture, row(2)).await;
    let RowOutcome::Changed(_) = verdict.outcome else { panic!("{verdict:?}") };
    assert_eq!(columns(&verdict), ["group", "location_code", "user_profile"]);
    assert_eq!(one(&fixture, row(3)).await.outcome, RowOutcome::Unchanged);
}

async fn other_domain_is_refused(backend: Backend) {
    let fixture = prepared(backend).await;
    let with_domain = |name: &str| ImportRow { domain: Some(name.to_owned()), ..row(2, "ada") };
    assert_eq!(one(&fixture, with_domain("Demo")).await.outcome, RowOutcome::Unchanged);
    assert_eq!(columns(&one(&fixture, with_domain("other")).await), ["domain"]);
}

async fn value_keeps_the_type_of_the_stored_one(backend: Backend) {
    let fixture = prepared(backend).await;
    let row = |place, flag: &str, level: &str| ImportRow {
        data: [("flag", flag), ("level", level)]
            .map(|(k, v)| (k.to_owned(), json!(v)))
            .into_iter()
            .collect(),
        ..row(place, "ada")
    };
    let typed = ImportRow {
        data: [("flag", json!(true)), ("level", json!(5))]
            .map(|(k, v): (&str, Value)| (k.to_owned(), v))
            .into_iter()
            .collect(),
        typed: true,
        ..crate::imports::row(2, "ada")
    };
    one(&fixture, typed).await;
    for (flag, level) in [("TRUE", "5"), ("true", "5.0"), ("True", "5.00"), (" TRUE ", "5")] {
        let verdict = one(&fixture, row(3, flag, level)).await;
        assert_eq!(outcomes(&[verdict]), ["unchanged"], "{flag} {level}");
    }
    one(&fixture, row(4, "FALSE", "7")).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let export = workers.export().await.unwrap().next().await.unwrap();
    let custom = &export[0].person.custom;
    assert_eq!((&custom["flag"], &custom["level"]), (&json!(false), &json!(7)));
}

async fn spreadsheet_errors_are_refused_unless_stored(backend: Backend) {
    let fixture = prepared(backend).await;
    let row = |username: &str| ImportRow {
        edit: WorkerEdit { first_name: Some("#N/A".to_owned()), ..WorkerEdit::default() },
        data: [("x".to_owned(), json!("#DIV/0!"))].into_iter().collect(),
        ..row(2, username)
    };
    assert_eq!(columns(&one(&fixture, row("ada")).await), ["first_name", "data: x"]);
    assert_eq!(columns(&one(&fixture, row("new")).await), ["first_name", "data: x"]);
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let new = roster_model::NewWorker {
        username: Some("odd".to_owned()),
        password: Some("first secret".to_owned().into()),
        edit: WorkerEdit { first_name: Some("#N/A".to_owned()), ..WorkerEdit::default() },
        ..roster_model::NewWorker::default()
    };
    workers.create(new).await.unwrap();
    let row = ImportRow { data: serde_json::Map::new(), ..row("odd") };
    assert_eq!(one(&fixture, row).await.outcome, RowOutcome::Unchanged);
}

async fn cell_clears_only_on_purpose(backend: Backend) {
    let fixture = prepared(backend).await;
    let full = ImportRow {
        edit: WorkerEdit {
            email: Some(Email::parse("a@b.org").unwrap()),
            language: Some(Some("fr".to_owned())),
            ..WorkerEdit::default()
        },
        phones: Some(vec![Phone::parse("5025331").unwrap()]),
        ..row(2, "ada")
    };
    one(&fixture, full).await;
    assert_eq!(one(&fixture, row(3, "ada")).await.outcome, RowOutcome::Unchanged);
    let cleared = ImportRow {
        edit: WorkerEdit { email: Some(None), language: Some(None), ..WorkerEdit::default() },
        ..row(4, "ada")
    };
    assert_eq!(columns(&one(&fixture, cleared).await), ["email", "language"]);
}
