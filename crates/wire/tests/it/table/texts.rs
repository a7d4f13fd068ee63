//! CSV and JSON as other programs write them.

use std::{io::Cursor, ops::ControlFlow};

use roster_model::{ImportRow, Problem};
use roster_wire::table::{
    TableFormat::{Csv, JsonLines},
    read_table,
};
use serde_json::json;

use super::{rows, table_error};

fn names(format: roster_wire::table::TableFormat, bytes: &[u8]) -> Vec<String> {
    let name = |row: ImportRow| {
        assert!(row.errors.is_empty(), "{:?}", row.errors);
        row.edit.first_name.unwrap_or_default()
    };
    rows(format, bytes).unwrap().into_iter().map(name).collect()
}

#[test]
fn no_row_is_read_if_a_quotation_mark_is_open() {
    for (text, row) in [
        ("username,first_name\nada,Ada\nbob,\"Bob\ncyd,Cyd\n", "row 3"),
        ("username,first_name\nada,\"Ada\" K\nbob,Bob\n", "row 2"),
    ] {
        let mut count = 0;
        let error = read_table(Cursor::new(text), Csv, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert!(error.unwrap_err().to_string().contains(row), "{text}");
        assert_eq!(count, 0);
    }
}

#[test]
fn rows_that_end_early_are_read() {
    let text = "username,first_name,role,phone-number 1\nada,Ada\nbob,Bob,nurse\n";
    let rows = rows(Csv, text.as_bytes()).unwrap();
    assert!(rows.iter().all(|row| row.errors.is_empty()));
    assert_eq!(rows[0].phones, Some(Vec::new()));
    let cut_off = super::rows(Csv, &text.as_bytes()[..text.len() - 7]).unwrap();
    assert!(cut_off[1].errors[0].problem.to_string().contains("incomplete"));
}

#[test]
fn rows_without_content_are_skipped() {
    let text = "username,first_name,is_active\nada,Ada,TRUE\n \u{A0},,\n,,FALSE\n\u{200B},\u{FEFF},false\n";
    assert_eq!(names(Csv, text.as_bytes()), ["Ada"]);
}

#[test]
fn encodings_are_detected() {
    let text = "username;first_name\nzoe;Zoë “Z”\n";
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cp1252 = b"username;first_name\nzoe;Zo\xEB \x93Z\x94\n".to_vec();
    let bom = |mark: &[u8], text: &[u8]| [mark, text].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        bom(b"\xEF\xBB\xBF", text.as_bytes()),
        bom(b"\xFF\xFE", &le),
        bom(b"\xFE\xFF", &be),
        le,
        be,
        cp1252.clone(),
    ] {
        assert_eq!(names(Csv, &bytes), ["Zoë “Z”"]);
    }
    let notes = read_table(Cursor::new(cp1252), Csv, &mut |_| ControlFlow::Continue(()));
    assert!(notes.unwrap().is_windows_1252);
    assert!(table_error(Csv, b"\xFF\xFEu\0\0\xD8s\0").contains("cannot be read"));
}

#[test]
fn separator_line_is_read() {
    for first in ["sep=;", "\"sep=;\"", "SEP=;\r"] {
        let text = format!("{first}\nusername;first_name\nada;Ada, K\n");
        assert_eq!(names(Csv, text.as_bytes()), ["Ada, K"]);
    }
    assert_eq!(names(Csv, b"sep=|\nusername|first_name\nada|Ada\n"), ["Ada"]);
}

#[test]
fn ignored_columns_are_named() {
    let text = "username,status,last_modified,last_sync (read only)\nada,Active,x,y\n";
    let notes = read_table(Cursor::new(text), Csv, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(notes.ignored_columns, ["status", "last_modified"]);
    assert!(notes.lines()[0].contains("status"));
}

#[test]
fn json_arrays_are_read() {
    for text in [
        r#"[{"username": "ada", "first_name": "A,[]{\"\\"}, {"username": "bob"}]"#,
        "[\n{\"username\": \"ada\", \"first_name\": \"A,[]{\\\"\\\\\"},\n{\"username\": \"bob\"}\n]\n",
        "\u{FEFF} [\n  {\n    \"username\": \"ada\",\n    \"first_name\": \"A,[]{\\\"\\\\\",\n    \"group\": [\"x\"]\n  },\n  {\"username\": \"bob\"}\n]",
        "{\"username\": \"ada\", \"first_name\": \"A,[]{\\\"\\\\\"},\n{\"username\": \"bob\"}\n",
    ] {
        assert_eq!(names(JsonLines, text.as_bytes()), ["A,[]{\"\\", ""], "{text}");
    }
    for text in
        ["[{\"username\": \"ada\"}", "[{\"username\": \"ada\"}] x", "[{\"username\": \"ada\"]"]
    {
        assert!(table_error(JsonLines, text.as_bytes()).contains("damaged"), "{text}");
    }
}

#[test]
fn json_null_is_no_value() {
    let text = r#"{"username": "ada", "email": null, "role": null, "group": null,
        "phone_numbers": ["5025331", null, ""], "data": {"x": null, "y": ""}}"#;
    let row = &rows(JsonLines, text.replace('\n', "").as_bytes()).unwrap()[0];
    assert!(row.errors.is_empty(), "{:?}", row.errors);
    assert_eq!((&row.edit.email, &row.edit.role, &row.groups), (&None, &None, &None));
    assert_eq!(row.phones.as_ref().unwrap().len(), 1);
    // An export has a stored null; the directory decides what it means.
    assert_eq!(row.data["x"], json!(null));
    assert_eq!(row.data["y"], json!(""));
}

#[test]
fn json_integer_that_loses_digits_is_a_row_error() {
    let long = br#"{"username": "ada", "data": {"id": 123456789012345678901234567890}}"#;
    assert!(!rows(JsonLines, long).unwrap()[0].errors.is_empty());
    let exact = br#"{"username": "ada", "data": {"id": 18446744073709551615, "x": 1e300, "t": "123456789012345678901234567890"}}"#;
    assert!(rows(JsonLines, exact).unwrap()[0].errors.is_empty());
}

#[test]
fn clearing_is_explicit() {
    let text =
        "username,first_name,email,language,role\nada,#clear,#clear,#clear,#clear\nbob,,,,\n";
    let rows = rows(Csv, text.as_bytes()).unwrap();
    let cleared = &rows[0];
    assert_eq!(cleared.edit.first_name.as_deref(), Some(""));
    assert_eq!(
        (&cleared.edit.email, &cleared.edit.language, &cleared.edit.role),
        (&Some(None), &Some(None), &Some(None))
    );
    let kept = &rows[1];
    assert_eq!((&kept.edit.first_name, &kept.edit.email, &kept.edit.role), (&None, &None, &None));
}

#[test]
fn phone_error_states_the_cause() {
    let text = "username,phone-number 1\nada,27820000006.0\nbob,0770090012 0770090013\n";
    let rows = rows(Csv, text.as_bytes()).unwrap();
    assert_eq!(rows[0].phones.as_ref().unwrap()[0].digits(), "27820000006");
    assert!(matches!(rows[1].errors[0].problem, Problem::Phone(..)));
    assert!(rows[1].errors[0].problem.to_string().contains("two numbers"));
}
