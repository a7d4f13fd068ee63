//! Why a file is not the table that its name promises, and what the user can do.

use std::fmt;

use roster_model::CellProblem;

use super::xlsx_read::NEW_ERROR_VALUE;

/// What a file should be and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedFile {
    /// A workbook.
    Workbook,
    /// A CSV file.
    Csv,
    /// Readable.
    Readable,
    /// Complete.
    Complete,
}

/// How to turn a file into a table that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRemedy {
    /// Save or upload the file again.
    SaveAgain,
    /// Save the workbook without a password.
    RemovePassword,
    /// Save a binary workbook as XLSX.
    SaveBinary,
    /// Copy the table out of a document.
    CopyFromDocument,
    /// Copy the table out of a PDF.
    CopyFromPdf,
    /// Export a spreadsheet of Numbers.
    ExportFromNumbers,
    /// Unpack a zip archive.
    Unzip,
    /// Unpack a gzip archive.
    Gunzip,
    /// Rename an `OpenDocument` workbook.
    RenameToOds,
    /// Rename a workbook, or unpack an archive.
    RenameOrUnpack,
    /// Rename an Excel 97 workbook.
    RenameToXls,
    /// Rename a JSON file.
    RenameToJsonl,
    /// Rename a text file.
    RenameToCsv,
    /// Convert an XML spreadsheet.
    ConvertXml,
    /// Convert a flat `OpenDocument` file.
    ConvertFlatDocument,
    /// Convert a web page.
    ConvertHtml,
    /// Save a workbook so that its formulas have values.
    SaveValues,
    /// Correct the error values of a spreadsheet.
    CorrectErrorValues,
}

/// The limit that a workbook exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookLimit {
    /// The number of files in it.
    Files,
    /// The length of a cell.
    Cell,
    /// The size without compression.
    Data,
    /// The size of an Excel 97 workbook.
    Xls,
    /// The number of merged cells.
    MergedCells,
    /// The number of repeated cells.
    RepeatedCells,
}

impl ExpectedFile {
    fn as_str(self) -> &'static str {
        match self {
            Self::Workbook => "a workbook",
            Self::Csv => "CSV",
            Self::Readable => "readable",
            Self::Complete => "complete",
        }
    }
}

impl FileRemedy {
    fn as_str(self) -> &'static str {
        match self {
            Self::SaveAgain => {
                "it may be incomplete or have the wrong extension; save or upload it again"
            }
            Self::RemovePassword => "the workbook is protected by a password; save it without one",
            Self::SaveBinary => "it is a binary workbook (.xlsb); save it as .xlsx",
            Self::CopyFromDocument => {
                "it is a document of a word processor; copy its table into a spreadsheet"
            }
            Self::CopyFromPdf => "it is a PDF; copy its table into a spreadsheet",
            Self::ExportFromNumbers => "it is a spreadsheet of Numbers; export it as .xlsx or .csv",
            Self::Unzip => "it is a zip archive; unpack it",
            Self::Gunzip => "it is a gzip archive; unpack it",
            Self::RenameToOds => "it is a workbook; rename it to .ods",
            Self::RenameOrUnpack => {
                "it is a workbook or an archive; rename it to .xlsx or unpack it"
            }
            Self::RenameToXls => "it is a workbook; rename it to .xls",
            Self::RenameToJsonl => "it is JSON; rename it to .jsonl",
            Self::RenameToCsv => "it is a text file; rename it to .csv",
            Self::ConvertXml => {
                "it is an XML spreadsheet of Excel 2003; open it in a spreadsheet program and save \
                 it as .xlsx"
            }
            Self::ConvertFlatDocument => "it is a flat OpenDocument file; save it as .ods or .xlsx",
            Self::ConvertHtml => {
                "it is a web page (HTML); open it in a spreadsheet program and save it as .xlsx"
            }
            Self::SaveValues => CellProblem::UnsavedFormula.as_str(),
            Self::CorrectErrorValues => NEW_ERROR_VALUE,
        }
    }
}

impl WorkbookLimit {
    fn as_str(self) -> &'static str {
        match self {
            Self::Files => "it contains too many files",
            Self::Cell => "a cell is longer than 1 MiB",
            Self::Data => "its uncompressed data exceeds the limit for a table of workers",
            Self::Xls => "save it as .xlsx",
            Self::MergedCells => "it has too many merged cells",
            Self::RepeatedCells => "its repeated cells exceed the limit",
        }
    }
}

impl fmt::Display for ExpectedFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for FileRemedy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for WorkbookLimit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
