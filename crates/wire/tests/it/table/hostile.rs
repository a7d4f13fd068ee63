//! Malicious and incomplete files.

use std::io::{Cursor, Write as _};

use roster_wire::table::{
    MAX_COLUMNS,
    TableFormat::{Csv, JsonLines, Xlsx},
};
use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{rows, table_error};

/// Builds a workbook with this sheet data.
pub(super) fn workbook(cells: &str) -> Vec<u8> {
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

fn cell(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn header() -> String {
    format!("<row r=\"1\">{}</row>", cell("A1", "username"))
}

#[test]
fn minimal_workbook_is_read() {
    let sheet = header() + &format!("<row r=\"2\">{}</row>", cell("A2", "ada"));
    let rows = rows(Xlsx, &workbook(&sheet)).unwrap();
    assert_eq!(rows[0].username.as_deref(), Some("ada"));
}

#[test]
fn distant_cell_is_rejected_or_uses_no_memory() {
    let wide = header() + &format!("<row r=\"2\">{}</row>", cell("XFD2", "far"));
    assert!(table_error(Xlsx, &workbook(&wide)).contains("columns"));
    let deep = header() + &format!("<row r=\"1048576\">{}</row>", cell("A1048576", "ada"));
    assert_eq!(rows(Xlsx, &workbook(&deep)).unwrap()[0].row, 1_048_576);
}

#[test]
fn cell_reference_out_of_range_does_not_panic() {
    for reference in ["ZZZZZZZZZZ2", "A99999999999999999999", "A4294967297"] {
        let row = format!("<row r=\"2\">{}</row>", cell(reference, "ada"));
        let read = rows(Xlsx, &workbook(&(header() + &row)));
        assert!(read.is_err() || read.unwrap().len() <= 1, "{reference}");
    }
}

#[test]
fn zip_bomb_is_rejected() {
    let bomb = header() + &" ".repeat(200 << 20);
    let packed = workbook(&bomb);
    assert!(packed.len() < 1 << 20);
    assert!(table_error(Xlsx, &packed).contains("too large"));
    let long = header() + &format!("<row r=\"2\">{}</row>", cell("A2", &"x".repeat(3 << 20)));
    assert!(table_error(Xlsx, &workbook(&long)).contains("1 MiB"));
}

#[test]
fn wrong_size_in_zip_directory_is_detected() {
    let mut packed = workbook(&(header() + &" ".repeat(200 << 20)));
    // Sets the uncompressed size in the last entry of the zip directory to 1.
    let entry = packed.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    packed[entry + 24..entry + 28].copy_from_slice(&1_u32.to_le_bytes());
    table_error(Xlsx, &packed);
}

#[test]
fn million_columns_are_rejected() {
    let header = "username".to_owned() + &",".repeat(1_000_000);
    assert!(table_error(Csv, header.as_bytes()).contains(&MAX_COLUMNS.to_string()));
    let row = "username\nada".to_owned() + &",".repeat(1_000_000);
    assert!(table_error(Csv, row.as_bytes()).contains("row 2"));
}

#[test]
fn endless_row_is_rejected() {
    let open = "username,email\n\"ada".to_owned() + &"x\n".repeat(8 << 20);
    assert!(table_error(Csv, open.as_bytes()).contains("row 2 is longer"));
    let line = format!("{{\"username\": \"{}\"}}", "x".repeat(8 << 20));
    assert!(table_error(JsonLines, line.as_bytes()).contains("row 1 is longer"));
}

#[test]
fn long_value_in_an_error_is_cut() {
    let text = format!("username,email\nada,{}\n", "x".repeat(200_000));
    let rows = rows(Csv, text.as_bytes()).unwrap();
    assert_eq!(rows[0].errors[0].column, "email");
    assert!(rows[0].errors[0].value.len() <= 100);
}

#[test]
fn row_with_a_long_shared_text_in_every_cell_is_rejected() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "username").unwrap();
    let text = "x".repeat(32_000);
    for column in 1..200 {
        sheet.write_string(0, column, format!("data: field{column}")).unwrap();
        sheet.write_string(1, column, &text).unwrap();
    }
    let book = book.save_to_buffer().unwrap();
    assert!(table_error(Xlsx, &book).contains("row 2 is longer"), "{}", table_error(Xlsx, &book));
}

#[test]
fn incomplete_file_is_detected() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "username").unwrap();
    let whole = book.save_to_buffer().unwrap();
    for part in 0..20 {
        table_error(Xlsx, &whole[..whole.len() * part / 20]);
    }
    let rows = rows(Csv, b"username,email,role\nada,a@b.org,nurse\nbob,b@").unwrap();
    assert!(rows[1].errors[0].problem.to_string().contains("2 cells"));
}

#[test]
fn files_of_other_formats_are_rejected() {
    assert!(table_error(Csv, &workbook(&header())).contains(".xlsx"));
    let mixed = b"username,first_name\nada,\xC3\xA9\nbob,\xE9\n";
    assert!(table_error(Csv, mixed).contains("row 3 is not in UTF-8"));
    assert!(table_error(Csv, b"<!DOCTYPE html><table>").contains("HTML"));
    assert!(table_error(Xlsx, b"\n<html><body>").contains("HTML"));
    let encrypted: Vec<u8> =
        "\u{0}EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &encrypted].concat();
    assert!(table_error(Xlsx, &encrypted).contains("password"));
    assert!(table_error(Xlsx, b"username\nada\n").contains("rename it to .csv"));
    assert!(table_error(Csv, b"%PDF-1.7\n").contains("PDF"));
    assert!(table_error(Xlsx, b"%PDF-1.7\n").contains("PDF"));
    assert!(table_error(Csv, b"\x1F\x8B\x08\0").contains("gzip"));
    assert!(table_error(Csv, b"[{\"username\": \"ada\"}]").contains("rename it to .jsonl"));
    assert!(table_error(Xlsx, b"{\\rtf1 a}").contains("word processor"));
    assert!(table_error(Xlsx, b"\0\0\0").contains("not a workbook"));
    assert!(table_error(Csv, b"").contains("empty"));
}
