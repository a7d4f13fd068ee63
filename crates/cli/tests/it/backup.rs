//! Backup, restore and check of the whole store.

use std::fs;

use roster_store::Backend;
use roster_testkit::{engines, on_both_engines, postgres::Postgres};

use crate::program::Program;

on_both_engines! {
    a_backup_moves_to_another_engine,
    a_damaged_backup_restores_nothing,
    existing_file_is_replaced_on_request_only,
    vacuum_keeps_the_store_as_it_is,
}

/// A program with the store of the demo.
fn with_people(place: Backend) -> Program {
    let roster = Program::on(place);
    let server = roster.serve("--demo");
    roster.must("backup while-it-serves.backup");
    let (code, stderr) = server.end("TERM");
    assert_eq!(code, Some(0), "{stderr}");
    roster
}

async fn a_backup_moves_to_another_engine(place: Backend) {
    let other_folder = engines::folder();
    let other = match &place {
        Backend::Embedded(_) => Backend::Postgres(Postgres::shared().database().await),
        Backend::Postgres(_) => Backend::Embedded(other_folder.path().to_owned()),
    };
    let roster = with_people(place);
    roster.must("domain set demo time_zone=Africa/Nairobi");
    let created = roster.json("backup all.backup");
    assert!(created["tables"]["people"].as_u64().unwrap() >= 29, "{created}");
    let before = roster.must("export --domain demo --format jsonl");

    let moved = Program::on(other);
    fs::copy(roster.path("all.backup"), moved.path("all.backup")).unwrap();
    let restored = moved.json("restore all.backup");
    assert_eq!(restored["tables"], created["tables"]);
    assert_eq!(moved.must("export --domain demo --format jsonl"), before);
    assert_eq!(moved.json("domain list"), roster.json("domain list"));
    assert_eq!(moved.json("check")["findings"], serde_json::json!([]));
    let again = moved.run("restore all.backup");
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("not empty"), "{}", again.stderr);
    // Credentials of the old store work.
    let server = moved.serve("");
    assert!(server.get("/readyz", "").contains("200 OK"));
}

async fn a_damaged_backup_restores_nothing(place: Backend) {
    let roster = with_people(place);
    let mut bytes = fs::read(roster.path("while-it-serves.backup")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    let folder = engines::folder();
    let empty = Program::on(Backend::Embedded(folder.path().to_owned()));
    fs::write(empty.path("bad.backup"), &bytes).unwrap();
    let output = empty.run("restore bad.backup");
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("damaged"), "{}", output.stderr);
    assert_eq!(empty.json("domain list"), serde_json::json!([]));
    bytes[middle] ^= 4;
    fs::write(empty.path("good.backup"), &bytes).unwrap();
    empty.must("restore good.backup");
    empty.must("check");
}

async fn existing_file_is_replaced_on_request_only(place: Backend) {
    let roster = Program::on(place);
    roster.must("domain create north");
    for command in ["backup kept", "export --domain north --output kept"] {
        roster.write("kept", "precious");
        let output = roster.run(command);
        assert_eq!(output.code, 2, "{command}");
        assert!(output.stderr.contains("kept exists"), "{}", output.stderr);
        assert_eq!(fs::read_to_string(roster.path("kept")).unwrap(), "precious");
        roster.must(&format!("{command} --force"));
        assert_ne!(fs::read(roster.path("kept")).unwrap(), b"precious");
    }
    // The report of an import replaces an earlier report, and nothing else.
    roster.write("a.csv", "username\nada\n");
    roster.must("import a.csv --domain north");
    roster.must("import a.csv --domain north");
    roster.write("a.csv.verdicts.csv", "row,precious\n");
    let output = roster.run("import a.csv --domain north");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("no report"), "{}", output.stderr);
    roster.must("import a.csv --domain north --verdicts /dev/null");
    for name in ["out.xls", "out.ods"] {
        let output = roster.run(&format!("export --domain north --output {name}"));
        assert_eq!(output.code, 2, "{name}");
    }
}

async fn vacuum_keeps_the_store_as_it_is(place: Backend) {
    let embedded = matches!(place, Backend::Embedded(_));
    let roster = with_people(place);
    let before = roster.must("export --domain demo --format jsonl");
    roster.must("domain create large");
    let rows = (0..2_000).map(|number| format!("worker{number},A rather long name {number}\n"));
    let table = format!("username,first_name\n{}", rows.collect::<String>());
    fs::write(roster.path("large.csv"), table).unwrap();
    roster.must("import --domain large large.csv");
    roster.must("domain delete large --yes");
    let server = roster.serve("");
    let vacuumed = roster.json("vacuum");
    let (size_before, size_after) =
        (vacuumed["before"].as_i64().unwrap(), vacuumed["after"].as_i64().unwrap());
    assert!(!embedded || size_after < size_before, "{vacuumed}");
    assert!(server.get("/readyz", "").contains("200 OK"));
    drop(server);
    assert_eq!(roster.must("export --domain demo --format jsonl"), before);

    let deep = roster.json("check --deep");
    assert_eq!(deep["findings"], serde_json::json!([]));
    assert!(deep["rows"].as_u64().unwrap() > 100, "{deep}");
    // PostgreSQL compares indexes where `amcheck` is installed.
    assert_eq!(deep["unchecked"].as_array().unwrap().len(), usize::from(!embedded));
    assert!(roster.must("check --deep").contains(" rows"));
}
