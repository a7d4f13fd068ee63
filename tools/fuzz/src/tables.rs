//! Tables of workers, in every format.

use std::{
    io::{Cursor, Write as _},
    ops::ControlFlow,
};

use roster_wire::table::{TableFormat, read_groups, read_table};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The parts of a workbook besides its only sheet.
const PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="users" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// A CSV table.
pub(crate) fn csv(bytes: &[u8]) {
    read(TableFormat::Csv, bytes);
}

/// A JSON Lines table.
pub(crate) fn json_lines(bytes: &[u8]) {
    read(TableFormat::JsonLines, bytes);
}

/// A workbook.
pub(crate) fn xlsx(bytes: &[u8]) {
    read(TableFormat::Xlsx, bytes);
}

/// The sheet of a valid workbook. A fuzzer that changes compressed bytes rarely reaches the sheet.
pub(crate) fn sheet(bytes: &[u8]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts = PARTS.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, part) in parts.chain([("xl/worksheets/sheet1.xml", bytes)]) {
        zip.start_file(name, stored).unwrap();
        zip.write_all(part).unwrap();
    }
    read(TableFormat::Xlsx, &zip.finish().unwrap().into_inner());
}

/// The content of a valid `OpenDocument` spreadsheet.
pub(crate) fn ods(bytes: &[u8]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    for (name, part) in [("mimetype", kind), ("content.xml", bytes)] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(part).unwrap();
    }
    read(TableFormat::Xlsx, &zip.finish().unwrap().into_inner());
}

/// Reads a table. The rows must be in order, and an error must have a text.
fn read(format: TableFormat, bytes: &[u8]) {
    let mut last = 0;
    let outcome = read_table(Cursor::new(bytes), format, &mut |row| {
        assert!(row.row > last, "row {} after row {last}", row.row);
        last = row.row;
        ControlFlow::Continue(())
    });
    let groups = read_groups(Cursor::new(bytes), format);
    for error in [outcome.map(drop), groups.map(drop)].into_iter().filter_map(Result::err) {
        assert!(!error.to_string().is_empty());
    }
}
