//! Reading of rows.

use std::{io::Cursor, ops::ControlFlow};

use roster_model::{ExposeSecret as _, Phone, Problem};
use roster_wire::table::{
    TableFormat::{Csv, JsonLines, Xlsx},
    read_table,
};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::json;

use super::{rows, table_error};

const CSV: &str = "\u{FEFF}username,password,name,email,phone-number 1,phone-number 2,group 1,group 2,\
location_code,is_active,data: cadre,last_sync (read only)\r\n\
ada,****,Ada King Lovelace,,'+502 5331,,Nurses,,,True,'=1+1,yesterday\r\n\
\r\n\
bob,s3cret,,bob@example.org,,,,,north,no,,\r\n";

#[test]
fn bulk_upload_is_read() {
    let rows = rows(Csv, CSV.as_bytes()).unwrap();
    assert_eq!(rows.len(), 2);
    let ada = &rows[0];
    assert_eq!((ada.row, ada.username.as_deref()), (2, Some("ada")));
    assert_eq!(rows[1].row, 4, "empty rows count");
    assert!(ada.errors.is_empty(), "{:?}", ada.errors);
    assert!(ada.password.is_none());
    assert_eq!(ada.edit.first_name.as_deref(), Some("Ada"));
    assert_eq!(ada.edit.last_name.as_deref(), Some("King Lovelace"));
    assert_eq!(ada.edit.email, None, "an empty cell changes nothing");
    assert_eq!(ada.phones, Some(vec![Phone::parse("5025331").unwrap()]));
    assert_eq!(ada.groups, Some(vec!["Nurses".to_owned()]));
    assert_eq!(ada.locations, Some(Vec::new()));
    assert_eq!(ada.active, Some(true));
    assert_eq!(ada.data["cadre"], json!("=1+1"));
    assert_eq!(ada.edit.role, None);

    let bob = &rows[1];
    assert_eq!(bob.password.as_ref().unwrap().expose_secret(), "s3cret");
    assert_eq!(bob.active, Some(false));
    assert_eq!(bob.locations, Some(vec!["north".to_owned()]));
}

#[test]
fn other_delimiters_are_detected() {
    for delimiter in [";", "\t"] {
        let text =
            ["username", "email"].join(delimiter) + "\n" + &["ada", "a@b.org"].join(delimiter);
        let rows = rows(Csv, text.as_bytes()).unwrap();
        assert_eq!(rows[0].edit.email.clone().unwrap().unwrap().as_str(), "a@b.org");
    }
}

#[test]
fn row_error_has_column_value_and_remedy() {
    let text = "username,email,phone-number 3,is_active,domain\nada,nowhere,call me,maybe,north\n";
    let rows = rows(Csv, text.as_bytes()).unwrap();
    let found: Vec<(&str, &str)> =
        rows[0].errors.iter().map(|error| (error.column.as_str(), error.value.as_str())).collect();
    let expected = [("email", "nowhere"), ("phone-number 3", "call me"), ("is_active", "maybe")];
    assert_eq!(found, expected);
    assert_eq!(rows[0].domain.as_deref(), Some("north"));
    assert!(rows[0].errors.iter().all(|error| !error.remedy().as_str().is_empty()));
    let unidentified = super::rows(Csv, b"username,email\n,a@b.org\n").unwrap();
    assert_eq!(unidentified[0].errors[0].problem, Problem::Required);
}

#[test]
fn json_lines_have_typed_values_and_lists() {
    let text = r#"{"username": "ada", "phone-number": ["+5025331", 777], "is_active": true, "data": {"level": 3}}
{"username": "bob", "group 1": "Nurses", "email": null, "data: shift": "day"}
not json
"#;
    let rows = rows(JsonLines, text.as_bytes()).unwrap();
    assert_eq!(rows[0].data["level"], json!(3));
    assert_eq!(rows[0].phones.as_ref().unwrap().len(), 2);
    assert_eq!(rows[1].edit.email, None, "null is no value");
    assert_eq!(rows[1].groups, Some(vec!["Nurses".to_owned()]));
    assert!(rows[2].errors[0].problem.to_string().contains("incomplete"));
    assert!(
        table_error(JsonLines, br#"{"username": "ada", "shoe_size": 43}"#).contains("'shoe_size'")
    );
}

#[test]
fn sheet_named_users_is_read() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("types").unwrap();
    let sheet = book.add_worksheet().set_name("Users").unwrap();
    for (column, header) in
        ["username", "phone-number", "data: born", "is_active"].iter().enumerate()
    {
        sheet.write_string(0, u16::try_from(column).unwrap(), *header).unwrap();
    }
    sheet.write_string(2, 0, "ada").unwrap();
    sheet.write_number(2, 1, 50_253_311_399.0).unwrap();
    sheet.write_formula(2, 2, Formula::new("=1+1").set_result("kept")).unwrap();
    sheet.write_boolean(2, 3, true).unwrap();
    let mut rows = Vec::new();
    let book = Cursor::new(book.save_to_buffer().unwrap());
    let notes = read_table(book, Xlsx, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    assert_eq!(notes.unwrap().other_sheets, ["types"]);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].row, rows[0].username.as_deref()), (3, Some("ada")));
    assert_eq!(rows[0].phones.as_ref().unwrap()[0].digits(), "50253311399");
    assert_eq!(rows[0].data["born"], json!("kept"));
    assert_eq!(rows[0].active, Some(true));
}
