//! `OpenDocument` spreadsheets.

use std::io::{Cursor, Write as _};

use roster_wire::table::{
    TableFormat::{self, Csv, Xlsx},
    read_groups,
};
use serde_json::json;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{rows, table_error};

/// A spreadsheet with this body.
fn document(body: &str) -> Vec<u8> {
    packed(&[("content.xml", &content(body)), ("META-INF/manifest.xml", "<manifest/>")])
}

fn content(body: &str) -> String {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"{urn}:office:1.0\" \
         xmlns:table=\"{urn}:table:1.0\" xmlns:text=\"{urn}:text:1.0\" xmlns:style=\"{urn}:style:1.0\" \
         xmlns:calcext=\"urn:calcext\"><office:automatic-styles><style:style style:name=\"ta2\" \
         style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet>\
         </office:body></office:document-content>"
    )
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let kind = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    for (name, text) in [kind].iter().chain(parts) {
        let options = SimpleFileOptions::default();
        let stored = options.compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, if *name == "mimetype" { stored } else { options }).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(name: &str, rows: &[&[&str]]) -> String {
    let rows: Vec<String> = rows.iter().map(|cells| row(&cells.concat())).collect();
    format!("<table:table table:name=\"{name}\">{}</table:table>", rows.concat())
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    typed("string", "", &format!("<text:p>{text}</text:p>"))
}

fn typed(kind: &str, attributes: &str, inside: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"{kind}\" {attributes}>{inside}</table:table-cell>"
    )
}

const EMPTY: &str = "<table:table-cell/>";

#[test]
fn values_are_read_as_the_spreadsheet_shows_them() {
    for (cell, value) in [
        (text("Ada"), "Ada"),
        (text("a<text:s text:c=\"2\"/>b<text:tab/>c &amp; &#100;"), "a  b\tc & d"),
        (text("one</text:p><text:p>two"), "one\ntwo"),
        (text("see <text:a>there</text:a> <text:span>now</text:span>"), "see there now"),
        (typed("string", "office:string-value=\"kept\"", "<text:p>shown</text:p>"), "kept"),
        (typed("float", "office:value=\"5\"", "<text:p>5.00</text:p>"), "5"),
        (
            typed("float", "office:value=\"27820000006\"", "<text:p>2.78E+10</text:p>"),
            "27820000006",
        ),
        (typed("float", "office:value=\"700100302\"", "<text:p>0700100302</text:p>"), "0700100302"),
        (typed("currency", "office:value=\"1.5\"", "<text:p>1,50 €</text:p>"), "1.5"),
        (
            typed("date", "office:date-value=\"2026-11-21\"", "<text:p>21.11.26</text:p>"),
            "2026-11-21",
        ),
        (typed("time", "office:time-value=\"PT08H30M00S\"", "<text:p>8:30</text:p>"), "08:30:00"),
        (typed("boolean", "office:boolean-value=\"true\"", "<text:p>WAHR</text:p>"), "true"),
        (
            typed(
                "string",
                "",
                "<office:annotation><text:p>note</text:p></office:annotation><text:p>x</text:p>",
            ),
            "x",
        ),
    ] {
        let sheet =
            sheet("Staff", &[&[&text("username"), &text("data: x")], &[&text("ada"), &cell]]);
        let rows = rows(Xlsx, &document(&sheet)).unwrap();
        assert!(rows[0].errors.is_empty(), "{cell}: {:?}", rows[0].errors);
        assert_eq!(rows[0].data["x"], json!(value), "{cell}");
    }
}

#[test]
fn cells_without_a_true_value_are_errors() {
    for (cell, reason) in [
        (typed("string", "calcext:value-type=\"error\"", "<text:p>#N/A</text:p>"), "an error of"),
        (typed("float", "office:value=\"12345678901234567\"", ""), "more digits"),
        ("<table:table-cell table:formula=\"of:=[.A1]\"/>".to_owned(), "no saved value"),
    ] {
        let sheet =
            sheet("Staff", &[&[&text("username"), &text("first_name")], &[&text("ada"), &cell]]);
        let rows = rows(Xlsx, &document(&sheet)).unwrap();
        assert!(rows[0].errors[0].problem.to_string().contains(reason), "{:?}", rows[0].errors);
    }
}

#[test]
fn repeated_and_merged_cells_have_their_value() {
    let merged = typed("string", "table:number-rows-spanned=\"2\"", "<text:p>north</text:p>");
    let covered = "<table:covered-table-cell/>";
    let twice = typed("string", "table:number-columns-repeated=\"2\"", "<text:p>x</text:p>");
    let gap = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
               table:number-columns-repeated=\"16384\"/></table:table-row>";
    let header = row(&["username", "data: a", "data: b", "data: c"].map(text).concat());
    let body = format!(
        "<table:table table:name=\"Staff\"><table:table-header-rows>{header}</table:table-header-rows>{}{}{gap}{}\
         </table:table>",
        row(&[&text("ada"), &merged, &twice].map(String::as_str).concat()),
        row(&[text("bob").as_str(), covered].concat()),
        row(&[text("cyd").as_str(), EMPTY].concat()),
    );
    let rows = rows(Xlsx, &document(&body)).unwrap();
    assert_eq!((&rows[0].data["b"], &rows[0].data["c"]), (&json!("x"), &json!("x")));
    assert_eq!((&rows[0].data["a"], &rows[1].data["a"]), (&json!("north"), &json!("north")));
    assert_eq!((rows[2].row, &rows[2].data["a"]), (1_000_004, &json!("")));
}

#[test]
fn visible_sheet_is_read_and_groups_beside_it() {
    let hidden = "<table:table table:name=\"types\" table:style-name=\"ta2\"/>";
    let groups = sheet("Groups", &[&[&text("name")], &[&text("Nurses")]]);
    let staff = sheet("Staff", &[&[&text("username")], &[&text("ada")]]);
    let book = document(&format!("{hidden}{staff}{groups}"));
    assert_eq!(rows(Xlsx, &book).unwrap()[0].username.as_deref(), Some("ada"));
    let groups = read_groups(Cursor::new(&book), Xlsx).unwrap();
    assert_eq!(groups[0].name, "Nurses");
}

#[test]
fn file_that_expands_without_end_is_rejected() {
    let long = "x".repeat(30_000);
    let cell = typed(
        "string",
        "table:number-columns-repeated=\"900\"",
        &format!("<text:p>{long}</text:p>"),
    );
    let body = format!(
        "<table:table table:name=\"a\">{}<table:table-row table:number-rows-repeated=\"1000000\">{cell}\
         </table:table-row></table:table>",
        row(&text("username"))
    );
    assert!(table_error(Xlsx, &document(&body)).contains("too large"));
    let wide = format!(
        "<table:table table:name=\"a\">{}{}</table:table>",
        row(&text("username")),
        row(&typed("string", "table:number-columns-repeated=\"16384\"", "<text:p>x</text:p>"))
    );
    assert!(table_error(Xlsx, &document(&wide)).contains("columns"));
    for broken in ["<table:table", "<table:table-row></table:table>", "&unknown;"] {
        let _ = rows(Xlsx, &document(broken));
    }
}

#[test]
fn other_files_are_named() {
    assert_eq!(TableFormat::from_file_name("a.ODS"), Some(Xlsx));
    assert_eq!(TableFormat::from_output_name("a.ods"), None);
    let book = document(&sheet("a", &[&[&text("username")]]));
    assert!(table_error(Csv, &book).contains(".ods"));
    let locked =
        packed(&[("content.xml", "?"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    assert!(table_error(Xlsx, &locked).contains("password"));
    let archive = |name: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (name, said) in [
        ("word/document.xml", "word processor"),
        ("xl/workbook.bin", ".xlsb"),
        ("Index/Document.iwa", "Numbers"),
        ("workers.csv", "unpack"),
    ] {
        assert!(table_error(Xlsx, &archive(name)).contains(said), "{name}");
    }
}
