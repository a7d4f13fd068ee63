//! Workbooks: recognizes the format by the content and chooses the sheet.

use std::{
    io::{Read, Seek, SeekFrom},
    ops::ControlFlow,
};

use calamine::{Sheet, SheetType, SheetVisible};
use roster_model::ImportRow;

use super::{TableError, TableNotes, xls_read, xlsx_read};

/// The error of a workbook that cannot be opened.
pub(super) const INCOMPLETE: TableError = TableError::WrongFormat {
    expected: "a workbook",
    remedy: "it may be incomplete or have the wrong extension; save or upload it again",
};

const ENCRYPTED: TableError = TableError::WrongFormat {
    expected: "readable",
    remedy: "the workbook is protected by a password; save it without one",
};

const HTML: &str = "it is a web page (HTML); open it in a spreadsheet program and save it as .xlsx";

/// The part of the file that is searched for its format, in bytes.
const DETECTION_BYTES: u64 = 4 << 10;

/// Reads the table from `source`, whatever kind of workbook it is.
pub(super) fn read(
    mut source: impl Read + Seek,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    let mut start = Vec::new();
    source.by_ref().take(DETECTION_BYTES).read_to_end(&mut start)?;
    source.rewind()?;
    match start.as_slice() {
        [b'P', b'K', 3, 4, ..] => xlsx_read::read(source, each),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if contains_utf16(&mut source, "EncryptedPackage")? => {
            Err(ENCRYPTED)
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => xls_read::read(source, each),
        text => Err(name_text(text)),
    }
}

/// The error of a file that is not CSV, but has the extension of it.
pub(super) fn name_other_format(start: &[u8]) -> Option<TableError> {
    let remedy = match start {
        [b'P', b'K', 3, 4, ..] => "it is a workbook; rename it to .xlsx",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "it is a workbook; rename it to .xls",
        _ if is_html(&String::from_utf8_lossy(&start[..start.len().min(512)])) => HTML,
        _ => return None,
    };
    Some(TableError::WrongFormat { expected: "CSV", remedy })
}

fn is_html(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start().to_lowercase();
    let has = |part: &str| text.contains(part);
    text.starts_with('<') && (has("<html") || has("<!doctype html") || has("<table"))
}

/// The error of a file that is not a workbook, but has the extension of one.
fn name_text(start: &[u8]) -> TableError {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let has = |part: &str| text.contains(part);
    let remedy = if has("urn:schemas-microsoft-com:office:spreadsheet") {
        "it is an XML spreadsheet of Excel 2003; open it in a spreadsheet program and save it as .xlsx"
    } else if is_html(text) {
        HTML
    } else if text.starts_with(['{', '[']) {
        "it is JSON; rename it to .jsonl"
    } else if !text.is_empty() && !start.contains(&0) && text.contains([',', ';', '\t', '\n']) {
        "it is a text file; rename it to .csv"
    } else {
        return INCOMPLETE;
    };
    TableError::WrongFormat { expected: "a workbook", remedy }
}

/// Searches the file for a name of a compound file's stream.
fn contains_utf16(source: &mut (impl Read + Seek), name: &str) -> Result<bool, TableError> {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut buffer = Vec::new();
    let mut found = false;
    loop {
        let kept = buffer.len().min(name.len());
        buffer.drain(..buffer.len() - kept);
        let read = source.by_ref().take(64 << 10).read_to_end(&mut buffer)?;
        found |= buffer.windows(name.len()).any(|part| part == name);
        if found || read == 0 {
            source.seek(SeekFrom::Start(0))?;
            return Ok(found);
        }
    }
}

/// Chooses the sheet `users`, or the first visible worksheet. Returns its name, and those of the other
/// sheets as notes.
pub(super) fn choose_sheet(sheets: &[Sheet]) -> Result<(String, TableNotes), TableError> {
    let is_users = |sheet: &&Sheet| sheet.name.trim().eq_ignore_ascii_case("users");
    let is_visible = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    let worksheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let chosen = worksheets().find(is_users).or_else(|| worksheets().find(is_visible));
    let chosen = chosen.ok_or(TableError::Empty)?;
    let others = sheets.iter().filter(|sheet| sheet.name != chosen.name);
    let other_sheets = others.map(|sheet| sheet.name.clone()).collect();
    Ok((chosen.name.clone(), TableNotes { other_sheets, ..TableNotes::default() }))
}
