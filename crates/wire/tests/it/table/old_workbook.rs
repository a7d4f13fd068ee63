//! Workbooks of Excel 97 to 2003. The file is written by xlwt, a Python program.

use std::{io::Cursor, ops::ControlFlow};

use roster_wire::table::{TableFormat::Xlsx, read_table};
use serde_json::json;

use super::{rows, table_error};

const BOOK: &[u8] = include_bytes!("files/workers.xls");

#[test]
fn old_workbook_is_read_as_a_new_one() {
    let rows = rows(Xlsx, BOOK).unwrap();
    let names: Vec<&str> = rows.iter().filter_map(|row| row.username.as_deref()).collect();
    assert_eq!(names, ["ada", "bob", "cyd", "dan", "eve"]);
    let ada = &rows[0];
    assert!(ada.errors.is_empty(), "{:?}", ada.errors);
    assert_eq!(ada.edit.first_name.as_deref(), Some("Adá"));
    assert_eq!(ada.phones.as_ref().unwrap()[0].digits(), "27820000006");
    assert_eq!((&ada.data["n"], &ada.data["born"]), (&json!("1.5"), &json!("1990-05-17")));
    assert_eq!((&ada.data["at"], &ada.data["ok"]), (&json!("08:30:00"), &json!("true")));
    // A formula that no spreadsheet has calculated.
    assert!(rows[1].errors[0].problem.to_string().contains("no saved value"), "{:?}", rows[1]);
    assert_eq!((&rows[3].data["n"], &rows[4].data["n"]), (&json!("7"), &json!("7")), "merged");
}

#[test]
fn hidden_sheet_of_an_old_workbook_is_not_read() {
    let notes = read_table(Cursor::new(BOOK), Xlsx, &mut |_| ControlFlow::Continue(()));
    assert_eq!(notes.unwrap().other_sheets, ["types"]);
}

#[test]
fn damaged_old_workbook_is_an_error() {
    for part in 1..20 {
        table_error(Xlsx, &BOOK[..BOOK.len() * part / 20]);
    }
}
