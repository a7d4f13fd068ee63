//! A full disk, a truncated file or a kill: nothing is left half done, the error says what is
//! wrong, and the next run continues.

use std::fs;

use roster_store::Backend;
use roster_testkit::{engines, on_both_engines};
use serde_json::json;

use crate::program::Program;

on_both_engines! {
    truncated_file_is_reported_and_complete_file_continues,
}

const ROWS: usize = 3_000;

/// A table with this number of workers.
fn table(rows: usize) -> String {
    let rows: Vec<String> =
        (0..rows).map(|row| format!("worker{row},Name {row},\"note, {row}\"\n")).collect();
    format!("username,name,data: note\n{}", rows.concat())
}

fn north(place: Backend) -> Program {
    let roster = Program::on(place);
    roster.must("domain create north");
    roster
}

async fn truncated_file_is_reported_and_complete_file_continues(place: Backend) {
    let roster = north(place);
    roster.write("people.csv", &table(ROWS));
    for (format, domain) in [("csv", "csv"), ("jsonl", "jsonl"), ("xlsx", "xlsx")] {
        roster.must("import people.csv --domain north");
        let file = format!("people.{format}");
        if format != "csv" {
            roster.must(&format!("export --domain north --output {file}"));
        }
        let whole = fs::read(roster.path(&file)).unwrap();
        // In the middle of a row.
        let cut = format!("cut.{format}");
        fs::write(roster.path(&cut), &whole[..whole.len() * 2 / 3 - 7]).unwrap();
        roster.must(&format!("domain create {domain}"));

        let output = roster.run(&format!("import {cut} --domain {domain} --atomic"));
        assert_eq!((output.code, output.stdout.contains("created 0")), (1, false), "{format}");
        assert_eq!(roster.must(&format!("export --domain {domain}")).lines().count(), 1);
        let output = roster.run(&format!("import {cut} --domain {domain}"));
        assert_eq!(output.code, 1, "{format}: {}", output.stderr);
        assert!(output.stderr.contains("error: "), "{format}: {}", output.stderr);

        let output = roster.json(&format!("import {file} --domain {domain}"));
        let [created, changed, unchanged, refused] =
            ["created", "changed", "unchanged", "refused"].map(|key| output[key].as_u64().unwrap());
        assert_eq!((created + unchanged, changed, refused), (ROWS as u64, 0, 0), "{format}");
        assert_eq!(unchanged == 0, format == "xlsx", "of a workbook nothing can be read: {output}");
    }
    assert_eq!(roster.json("check")["findings"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn import_continues_after_a_full_disk() {
    const MANY: usize = 20_000;
    let folder = engines::folder();
    let roster = north(Backend::Embedded(folder.path().to_owned()));
    roster.write("people.csv", &table(MANY));
    let output = roster.run_with_room("import people.csv --domain north", 6 * 1024);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{}", output.stderr);
    assert!(output.stderr.contains("has free space"), "{}", output.stderr);
    let kept = roster.json("check");
    assert_eq!(kept["findings"], json!([]));
    let kept = kept["people"].as_u64().unwrap();
    assert!(kept > 0 && kept < MANY as u64, "{kept} were kept");
    let undone = roster.run_with_room("import undo north/1", 1024);
    assert_eq!(undone.code, 1, "there is no room for that either");

    let output = roster.json("import people.csv --domain north");
    assert_eq!(
        (&output["unchanged"], &output["created"]),
        (&json!(kept), &json!(MANY as u64 - kept))
    );
    assert_eq!(roster.json("check")["findings"], json!([]));
}
