//! Values of workbooks: what a spreadsheet shows is what is imported.

use std::{io::Cursor, ops::ControlFlow};

use roster_model::ImportRow;
use roster_wire::table::{TableFormat::Xlsx, TableNotes, read_table};
use rust_xlsxwriter::{Chart, Format, Formula, Workbook, Worksheet};
use serde_json::json;

use super::{hostile::workbook, rows};

/// A workbook with the columns `username`, `first_name` and `data: x`, filled by `fill`.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["username", "first_name", "data: x"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn read(book: &[u8]) -> (Vec<ImportRow>, TableNotes) {
    let mut all = Vec::new();
    let notes = read_table(Cursor::new(book), Xlsx, &mut |row| {
        all.push(row);
        ControlFlow::Continue(())
    });
    (all, notes.unwrap())
}

/// Reads a number cell with this format as a custom value, or its error.
fn value(format: &str, number: f64) -> Result<String, String> {
    let book = book(|sheet| {
        sheet.write_string(1, 0, "ada").unwrap();
        let format = Format::new().set_num_format(format);
        sheet.write_number_with_format(1, 2, number, &format).unwrap();
    });
    let row = &rows(Xlsx, &book).unwrap()[0];
    match row.errors.first() {
        Some(error) => Err(error.problem.to_string()),
        None => Ok(row.data["x"].as_str().unwrap().to_owned()),
    }
}

#[test]
fn number_is_read_as_the_spreadsheet_shows_it() {
    for (format, number, text) in [
        ("General", 5.0, "5"),
        ("General", 1.5, "1.5"),
        ("General", 123_456_789_012_345.0, "123456789012345"),
        ("0000000000", 700_100_302.0, "0700100302"),
        ("00000", 123.0, "00123"),
        ("yyyy-mm-dd", 46_347.0, "2026-11-21"),
        ("hh:mm", 0.354_166_666_666_667, "08:30:00"),
        ("[h]:mm", 1.5, "36:00:00"),
        ("yyyy-mm-dd hh:mm", 46_347.354_166_666_664, "2026-11-21T08:30:00"),
    ] {
        assert_eq!(value(format, number).as_deref(), Ok(text), "{format}");
    }
    assert!(value("General", 12_345_678_901_234_567.0).unwrap_err().contains("format the column"));
    assert!(value("0000", 1e17).unwrap_err().contains("format the column"));
}

#[test]
fn formula_without_a_value_and_error_are_row_errors() {
    let main = |cells: &str| {
        let text = |reference: &str, text: &str| {
            format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let header = text("A1", "username") + &text("B1", "first_name");
        let row = text("A2", "ada") + cells;
        workbook(&format!("<row r=\"1\">{header}</row><row r=\"2\">{row}</row>"))
    };
    let read = |cells: &str| rows(Xlsx, &main(cells)).unwrap().remove(0);
    for cells in [
        "<c r=\"B2\"><f>A2</f><v></v></c>",
        "<c r=\"B2\"><f>A2</f></c>",
        "<c r=\"B2\"><f>A2</f><v/></c>",
        "<c r=\"B2\"><f t=\"shared\" si=\"0\"/></c>",
    ] {
        let row = read(cells);
        assert_eq!(row.errors.len(), 1, "{cells}");
        assert_eq!(row.errors[0].column, "first_name");
        assert!(row.errors[0].problem.to_string().contains("no saved value"));
    }
    for error in ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!"] {
        let row = read(&format!("<c r=\"B2\" t=\"e\"><v>{error}</v></c>"));
        assert_eq!(row.errors[0].value, error);
        let row = read(&format!("<c r=\"B2\" t=\"e\"><f>X</f><v>{error}</v></c>"));
        assert_eq!(row.errors[0].value, error);
    }
    for error in ["#SPILL!", "#CALC!", "#ERROR!"] {
        let book = main(&format!("<c r=\"B2\" t=\"e\"><v>{error}</v></c>"));
        let refused = rows(Xlsx, &book).unwrap_err().to_string();
        assert!(refused.contains("shows an error of the spreadsheet"), "{error}: {refused}");
    }
    let saved = read("<c r=\"B2\" t=\"str\"><f>A2</f><v>Ada</v></c>");
    assert_eq!(saved.edit.first_name.as_deref(), Some("Ada"));
    let empty = read("<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>");
    assert!(empty.errors.is_empty());
}

#[test]
fn merged_cells_have_their_value_in_every_row() {
    let book = book(|sheet| {
        for (row, name) in (1..).zip(["ada", "bob", "cyd", "dan"]) {
            sheet.write_string(row, 0, name).unwrap();
            sheet.write_string(row, 1, name).unwrap();
        }
        sheet.merge_range(1, 2, 3, 2, "north", &Format::new()).unwrap();
        sheet.merge_range(4, 1, 4, 2, "wide", &Format::new()).unwrap();
    });
    let rows = rows(Xlsx, &book).unwrap();
    for row in &rows[..3] {
        assert_eq!(row.data["x"], json!("north"), "row {}", row.row);
        assert!(row.errors.is_empty());
    }
    assert!(rows[3].errors[0].problem.to_string().contains("merged"));
}

#[test]
fn first_visible_worksheet_is_read() {
    let mut book = Workbook::new();
    let mut chart = Chart::new_column();
    chart.add_series().set_values("=Staff!$A$1:$A$2");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let hidden = book.add_worksheet().set_name("Hidden").unwrap();
    hidden.write_string(0, 0, "nonsense").unwrap();
    hidden.set_hidden(true);
    let sheet = book.add_worksheet().set_name("Staff").unwrap();
    sheet.write_string(0, 0, "username").unwrap();
    sheet.write_string(1, 0, "ada").unwrap();
    sheet.set_active(true);
    let (rows, notes) = read(&book.save_to_buffer().unwrap());
    assert_eq!(rows[0].username.as_deref(), Some("ada"));
    assert_eq!(notes.other_sheets, ["Chart1", "Hidden"]);
}

#[test]
fn rows_without_content_are_skipped() {
    let book = book(|sheet| {
        sheet.write_string(1, 0, "ada").unwrap();
        sheet.write_string(2, 0, " \u{A0}").unwrap();
        sheet.write_boolean(3, 2, false).unwrap();
    });
    assert_eq!(rows(Xlsx, &book).unwrap().len(), 1);
}

#[test]
fn formula_that_no_spreadsheet_has_calculated_is_an_error() {
    // Such programs write 0 and ask for a calculation.
    let book = book(|sheet| {
        for (row, name) in (1..).zip(["ada", "bob"]) {
            sheet.write_string(row, 0, name).unwrap();
        }
        sheet.write_formula(1, 1, "=\"A\"&\"da\"").unwrap();
        let known = Formula::new("=1+1").set_result("2");
        sheet.write_formula(2, 2, known).unwrap();
    });
    let rows = rows(Xlsx, &book).unwrap();
    assert!(rows[0].errors[0].problem.to_string().contains("no saved value"));
    assert!(rows[1].errors.is_empty());
    assert_eq!(rows[1].data["x"], json!("2"));
}
