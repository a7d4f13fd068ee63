//! Workbooks: recognizes the format by the content and chooses the sheet.

use std::{
    io::{Read, Seek, SeekFrom},
    ops::ControlFlow,
};

use calamine::{Sheet, SheetType, SheetVisible};
use roster_model::ImportRow;

use super::{
    ColumnMap, ExpectedFile, FileRemedy, TableError, TableNotes, ods_read,
    sheet::{RowSink, WorkerRows},
    xls_read, xlsx_read, zip_limits,
};

/// The error of a workbook that cannot be opened.
pub(super) const INCOMPLETE: TableError =
    TableError::WrongFormat { expected: ExpectedFile::Workbook, remedy: FileRemedy::SaveAgain };

pub(super) const ENCRYPTED: TableError = TableError::WrongFormat {
    expected: ExpectedFile::Readable,
    remedy: FileRemedy::RemovePassword,
};

/// The type at the start of an `OpenDocument` spreadsheet.
const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The part of the file that is searched for its format, in bytes.
const DETECTION_BYTES: u64 = 4 << 10;

/// The sheets of a workbook that a reader can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The sheet of workers.
    Workers,
    /// The sheet `groups`, if there is one beside that of the workers.
    Groups,
}

/// Reads the table of workers from `source`, whatever kind of workbook it is.
pub(super) fn read(
    source: impl Read + Seek,
    map: &ColumnMap,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    let mut rows = WorkerRows::new(map, each);
    let mut notes = open(source, Wanted::Workers, &mut rows)?;
    rows.finish(&mut notes)?;
    Ok(notes)
}

/// Passes the cells of the header and of all other rows of the sheet of workers to `rows`.
pub(super) fn read_cells(
    source: impl Read + Seek,
    rows: &mut dyn RowSink,
) -> Result<(), TableError> {
    open(source, Wanted::Workers, rows).map(drop)
}

/// Reads the sheet `groups`, if there is one.
pub(super) fn read_groups(
    source: impl Read + Seek,
    rows: &mut dyn RowSink,
) -> Result<(), TableError> {
    open(source, Wanted::Groups, rows).map(drop)
}

fn open(
    mut source: impl Read + Seek,
    wanted: Wanted,
    rows: &mut dyn RowSink,
) -> Result<TableNotes, TableError> {
    let mut start = Vec::new();
    source.by_ref().take(DETECTION_BYTES).read_to_end(&mut start)?;
    source.rewind()?;
    match start.as_slice() {
        [b'P', b'K', 3, 4, ..] => {
            let files = zip_limits::check(&mut source)?;
            source.rewind()?;
            let has = |name: &str| files.iter().any(|file| file == name);
            match files {
                _ if has("xl/workbook.xml") => xlsx_read::read(source, wanted, rows),
                _ if has("content.xml") && has("mimetype") => ods_read::read(source, wanted, rows),
                _ => Err(name_archive(has)),
            }
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] if contains_utf16(&mut source, "EncryptedPackage")? => {
            Err(ENCRYPTED)
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => xls_read::read(source, wanted, rows),
        text => Err(name_text(text)),
    }
}

/// The error of an archive that is not a workbook.
fn name_archive(has: impl Fn(&str) -> bool) -> TableError {
    let remedy = if has("xl/workbook.bin") {
        FileRemedy::SaveBinary
    } else if has("word/document.xml") {
        FileRemedy::CopyFromDocument
    } else if has("index/document.iwa") {
        FileRemedy::ExportFromNumbers
    } else if has("xl/worksheets/sheet1.xml") || has("[content_types].xml") {
        return INCOMPLETE;
    } else {
        FileRemedy::Unzip
    };
    TableError::WrongFormat { expected: ExpectedFile::Workbook, remedy }
}

/// The error of a file that is not CSV, but has the extension of it.
pub(super) fn name_other_format(start: &[u8]) -> Option<TableError> {
    let remedy = match start {
        [b'P', b'K', 3, 4, ..]
            if start[..start.len().min(512)].windows(ODS.len()).any(|it| it == ODS) =>
        {
            FileRemedy::RenameToOds
        }
        [b'P', b'K', 3, 4, ..] => FileRemedy::RenameOrUnpack,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileRemedy::RenameToXls,
        [0x1F, 0x8B, ..] => FileRemedy::Gunzip,
        _ if start.starts_with(b"%PDF") => FileRemedy::CopyFromPdf,
        _ if start.trim_ascii_start().starts_with(b"[{") || start.starts_with(b"{\"") => {
            FileRemedy::RenameToJsonl
        }
        _ if is_html(&String::from_utf8_lossy(&start[..start.len().min(512)])) => {
            FileRemedy::ConvertHtml
        }
        _ => return None,
    };
    Some(TableError::WrongFormat { expected: ExpectedFile::Csv, remedy })
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
        FileRemedy::ConvertXml
    } else if has("urn:oasis:names:tc:opendocument") {
        FileRemedy::ConvertFlatDocument
    } else if is_html(text) {
        FileRemedy::ConvertHtml
    } else if start.starts_with(b"%PDF") {
        FileRemedy::CopyFromPdf
    } else if text.starts_with("{\\rtf") {
        FileRemedy::CopyFromDocument
    } else if text.starts_with(['{', '[']) {
        FileRemedy::RenameToJsonl
    } else if !text.is_empty() && !start.contains(&0) && text.contains([',', ';', '\t', '\n']) {
        FileRemedy::RenameToCsv
    } else {
        return INCOMPLETE;
    };
    TableError::WrongFormat { expected: ExpectedFile::Workbook, remedy }
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

/// Chooses a sheet: of workers, `users` or the first visible worksheet; of groups, `groups`. Returns its
/// name, if there is one, and those of the sheets that are not read as notes.
pub(super) fn choose_sheet(
    sheets: &[Sheet],
    wanted: Wanted,
) -> Result<(Option<String>, TableNotes), TableError> {
    let is_visible = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    let worksheets = || sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let named =
        |name: &str| worksheets().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name));
    let workers = named("users").or_else(|| worksheets().find(is_visible));
    let workers = workers.ok_or(TableError::Empty)?;
    let groups = named("groups").filter(|groups| groups.name != workers.name);
    let is_read = |sheet: &Sheet| {
        sheet.name == workers.name || groups.is_some_and(|groups| groups.name == sheet.name)
    };
    let others = sheets.iter().filter(|sheet| !is_read(sheet));
    let other_sheets = others.map(|sheet| sheet.name.clone()).collect();
    let chosen = match wanted {
        Wanted::Workers => Some(workers),
        Wanted::Groups => groups,
    };
    let notes = TableNotes { other_sheets, ..TableNotes::default() };
    Ok((chosen.map(|sheet| sheet.name.clone()), notes))
}
