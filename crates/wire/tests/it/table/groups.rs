//! The sheet `groups` of a bulk upload.

use std::io::Cursor;

use roster_model::ImportGroup;
use roster_wire::table::{TableError, TableFormat::Csv, TableFormat::Xlsx, read_groups};
use rust_xlsxwriter::Workbook;
use serde_json::json;

use super::rows;

/// A workbook with workers, and a sheet `groups` with these rows.
fn book(groups: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("groups").unwrap();
    for (row, cells) in (0..).zip(groups) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    let sheet = book.add_worksheet().set_name("users").unwrap();
    sheet.write_string(0, 0, "username").unwrap();
    sheet.write_string(1, 0, "ada").unwrap();
    book.save_to_buffer().unwrap()
}

fn groups(rows: &[&[&str]]) -> Result<Vec<ImportGroup>, TableError> {
    read_groups(Cursor::new(book(rows)), Xlsx)
}

#[test]
fn groups_of_the_bulk_upload_are_read() {
    let header = ["id", "name", "case-sharing", "reporting", "data: area", "size (read only)"];
    let found = groups(&[
        &header,
        &["g1", " Nurses ", "TRUE", "False", "north", "7"],
        &["", "", "", "", "", ""],
        &["", "Trainers", "", "", "", ""],
    ]);
    let found = found.unwrap();
    let nurses = ImportGroup {
        row: 2,
        id: Some("g1".to_owned()),
        name: "Nurses".to_owned(),
        case_sharing: Some(true),
        reporting: Some(false),
        metadata: json!({"area": "north"}).as_object().cloned().unwrap(),
    };
    let trainers = ImportGroup { row: 4, name: "Trainers".to_owned(), ..ImportGroup::default() };
    assert_eq!(found, [nurses, trainers]);
    assert_eq!(rows(Xlsx, &book(&[&header])).unwrap()[0].username.as_deref(), Some("ada"));
}

#[test]
fn invalid_row_is_named() {
    let error = |row: &[&str]| groups(&[&["name", "reporting"], row]).unwrap_err().to_string();
    assert!(error(&["", "true"]).contains("row 2 of the sheet 'groups': a group has no name"));
    assert!(error(&["Nurses", "perhaps"]).contains("'perhaps' is not true or false"));
}

#[test]
fn other_tables_have_no_groups() {
    assert_eq!(groups(&[&["a", "b"], &["1", "2"]]).unwrap(), []);
    let only = book(&[]);
    assert_eq!(read_groups(Cursor::new(only), Xlsx).unwrap(), []);
    assert_eq!(read_groups(Cursor::new(b"name\nNurses\n"), Csv).unwrap(), []);
    // The only sheet is the one of the workers, whatever its name is.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("groups").unwrap();
    sheet.write_string(0, 0, "username").unwrap();
    sheet.write_string(1, 0, "ada").unwrap();
    let book = book.save_to_buffer().unwrap();
    assert_eq!(read_groups(Cursor::new(&book), Xlsx).unwrap(), []);
    assert_eq!(rows(Xlsx, &book).unwrap().len(), 1);
}
