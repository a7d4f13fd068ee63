//! Exports have the limits of imports.

use std::io::Cursor;

use roster_model::{
    Domain, DomainName, Id, NamedWorker, Person, Settings, TableShape, UsercomFields, Username,
    Worker,
};
use roster_wire::table::{
    MAX_COLUMNS, TableError,
    TableFormat::{self, Csv, JsonLines, Xlsx},
    TableWriter,
};
use serde_json::{Map, Value};

use super::rows;

/// Exports a worker with these custom values.
fn export(format: TableFormat, custom: Map<String, Value>) -> Result<Vec<u8>, TableError> {
    let domain = Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings::default(),
    };
    let at = "2026-07-01T12:00:00Z".parse().unwrap();
    let fields = custom.keys().cloned().collect();
    let worker = Worker::new(Username::new_unchecked("ada@demo.commcarehq.org".to_owned()));
    let person = Person {
        id: Id::new_unchecked("ada".to_owned()),
        number: 1,
        key: "k".to_owned(),
        custom_id: None,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phones: Vec::new(),
        custom,
        usercom: UsercomFields::default(),
        worker: Some(worker),
        created_at: at,
        updated_at: at,
    };
    let worker = NamedWorker { person, groups: Vec::new(), locations: Vec::new(), profile: None };
    let shape = TableShape { total: 1, fields, ..TableShape::default() };
    let mut writer = TableWriter::new(format, shape, domain, Cursor::new(Vec::new()))?;
    writer.write(&worker)?;
    Ok(writer.finish()?.1.into_inner())
}

fn values(count: usize, text: &str) -> Map<String, Value> {
    (0..count).map(|number| (format!("f{number}"), text.into())).collect()
}

#[test]
fn exported_row_is_imported_or_the_export_is_an_error() {
    for format in [Csv, Xlsx, JsonLines] {
        for (count, length) in [(1, 30_000), (100, 30_000), (300, 30_000), (2, 3 << 20)] {
            match export(format, values(count, &"a\"".repeat(length / 2))) {
                Ok(table) => {
                    assert_eq!(rows(format, &table).unwrap().len(), 1, "{format:?} {count}");
                }
                Err(TableError::ExportedRowTooLong(name)) => {
                    assert_eq!(name, "ada@demo.commcarehq.org");
                    assert!(count * length > 2 << 20, "{format:?} {count}");
                }
                Err(TableError::DoesNotFit(_)) => assert_eq!((format, count), (Xlsx, 2)),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn many_columns_fit_json_lines_only() {
    let custom = values(MAX_COLUMNS, "x");
    for format in [Csv, Xlsx] {
        let error = export(format, custom.clone()).unwrap_err().to_string();
        assert!(error.contains("export as jsonl"), "{error}");
    }
    let table = export(JsonLines, custom.clone()).unwrap();
    assert_eq!(rows(JsonLines, &table).unwrap()[0].data, custom);
}

#[test]
fn value_that_compresses_well_is_imported() {
    let table = export(Xlsx, values(120, &"a".repeat(32_000))).unwrap();
    assert!(table.len() < 100_000);
    assert_eq!(rows(Xlsx, &table).unwrap()[0].data.len(), 120);
}
