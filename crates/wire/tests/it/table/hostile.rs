//! Files that are meant to do harm, or were cut off on their way.

use std::io::{Cursor, Write as _};

use roster_wire::table::{
    MAX_COLUMNS,
    TableFormat::{Csv, JsonLines, Xlsx},
};
use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{refusal, rows};

/// A workbook with these cells in its sheet.
fn workbook(cells: &str) -> Vec<u8> {
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relationships}\"><sheets><sheet name=\"users\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relationships}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn head() -> String {
    format!("<row r=\"1\">{}</row>", cell("A1", "username"))
}

#[test]
fn a_small_workbook_by_hand_is_read() {
    let sheet = head() + &format!("<row r=\"2\">{}</row>", cell("A2", "ada"));
    let rows = rows(Xlsx, &workbook(&sheet)).unwrap();
    assert_eq!(rows[0].username.as_deref(), Some("ada"));
}

#[test]
fn a_far_cell_is_refused_or_costs_nothing() {
    let wide = head() + &format!("<row r=\"2\">{}</row>", cell("XFD2", "far"));
    assert!(refusal(Xlsx, &workbook(&wide)).contains("columns"));
    let deep = head() + &format!("<row r=\"1048576\">{}</row>", cell("A1048576", "ada"));
    assert_eq!(rows(Xlsx, &workbook(&deep)).unwrap()[0].row, 1_048_576);
}

#[test]
fn a_cell_beyond_all_numbers_is_no_panic() {
    for place in ["ZZZZZZZZZZ2", "A99999999999999999999", "A4294967297"] {
        let row = format!("<row r=\"2\">{}</row>", cell(place, "ada"));
        let read = rows(Xlsx, &workbook(&(head() + &row)));
        assert!(read.is_err() || read.unwrap().len() <= 1, "{place}");
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_read() {
    let bomb = head() + &" ".repeat(200 << 20);
    let packed = workbook(&bomb);
    assert!(packed.len() < 1 << 20);
    assert!(refusal(Xlsx, &packed).contains("refused"));
    let long = head() + &format!("<row r=\"2\">{}</row>", cell("A2", &"x".repeat(3 << 20)));
    assert!(refusal(Xlsx, &workbook(&long)).contains("1 MiB"));
}

#[test]
fn a_lie_about_the_size_is_found_out() {
    let mut packed = workbook(&(head() + &" ".repeat(200 << 20)));
    // The size of the last part, in its entry of the directory at the end, becomes 1.
    let entry = packed.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    packed[entry + 24..entry + 28].copy_from_slice(&1_u32.to_le_bytes());
    refusal(Xlsx, &packed);
}

#[test]
fn a_million_columns_are_refused() {
    let head = "username".to_owned() + &",".repeat(1_000_000);
    assert!(refusal(Csv, head.as_bytes()).contains(&MAX_COLUMNS.to_string()));
    let row = "username\nada".to_owned() + &",".repeat(1_000_000);
    assert!(refusal(Csv, row.as_bytes()).contains("row 2"));
}

#[test]
fn a_row_without_end_is_refused() {
    let open = "username,email\n\"ada".to_owned() + &"x\n".repeat(8 << 20);
    assert!(refusal(Csv, open.as_bytes()).contains("row 2 is longer"));
    let line = format!("{{\"username\": \"{}\"}}", "x".repeat(8 << 20));
    assert!(refusal(JsonLines, line.as_bytes()).contains("row 1 is longer"));
}

#[test]
fn a_long_cell_is_a_flaw() {
    let text = format!("username,first_name\nada,{}\n", "x".repeat(200_000));
    let rows = rows(Csv, text.as_bytes()).unwrap();
    assert_eq!(rows[0].errors[0].column, "first_name");
    assert!(rows[0].errors[0].value.len() <= 100);
}

#[test]
fn a_row_that_says_one_long_text_everywhere_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "username").unwrap();
    let text = "x".repeat(32_000);
    for column in 1..200 {
        sheet.write_string(0, column, format!("data: field{column}")).unwrap();
        sheet.write_string(1, column, &text).unwrap();
    }
    let book = book.save_to_buffer().unwrap();
    assert!(refusal(Xlsx, &book).contains("row 2 is longer"), "{}", refusal(Xlsx, &book));
}

#[test]
fn a_file_that_was_cut_off_is_told() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "username").unwrap();
    let whole = book.save_to_buffer().unwrap();
    for part in 0..20 {
        refusal(Xlsx, &whole[..whole.len() * part / 20]);
    }
    let rows = rows(Csv, b"username,email,role\nada,a@b.org,nurse\nbob,b@").unwrap();
    assert!(rows[1].errors[0].problem.to_string().contains("2 cells"));
}

#[test]
fn files_of_other_kinds_are_told() {
    assert!(refusal(Csv, &workbook(&head())).contains(".xlsx"));
    assert!(refusal(Csv, b"\xFF\xFEu\0s\0").contains("UTF-16"));
    assert!(refusal(Csv, b"username\n\xE9l\xE9onore\n").contains("row 2 is not in UTF-8"));
    assert!(refusal(Xlsx, b"username\nada\n").contains("not a workbook"));
    assert!(refusal(Csv, b"").contains("empty"));
}
