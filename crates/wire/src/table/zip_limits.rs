//! Limits on the uncompressed size of workbooks, against zip bombs.
//!
//! A workbook is a zip archive of XML files. The sizes in its directory can be wrong, so every file
//! is decompressed once, counted and discarded before the workbook is read.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::{ExpectedFile, FileRemedy, TableError, WorkbookLimit};

/// The maximum number of files.
const MAX_FILES: usize = 2_000;
/// The maximum uncompressed size of all files, in bytes.
pub(super) const MAX_BYTES: u64 = 1 << 30;
/// The maximum uncompressed size of the shared strings, in bytes. They are held in memory.
const MAX_SHARED_BYTES: u64 = 64 << 20;
/// The maximum number of bytes between two angle brackets: a text or a tag, which is held in memory.
const MAX_RUN: usize = 1 << 20;
/// The maximum compression ratio of a file larger than [`SMALL_FILE`].
const MAX_RATIO: u64 = 150;
/// The uncompressed size up to which every compression ratio is accepted, in bytes.
const SMALL_FILE: u64 = 256 << 20;

/// Decompresses every file of the archive and checks the limits. Returns the names of the files in
/// lower case.
///
/// # Errors
/// [`TableError::WorkbookTooLarge`] at the first limit that is exceeded;
/// [`TableError::WrongFormat`] if the source is not a zip archive.
pub(super) fn check(source: &mut (impl Read + Seek)) -> Result<Vec<String>, TableError> {
    let not_a_workbook = || TableError::WrongFormat {
        expected: ExpectedFile::Workbook,
        remedy: FileRemedy::SaveAgain,
    };
    let mut archive = ZipArchive::new(source).map_err(|_| not_a_workbook())?;
    if archive.len() > MAX_FILES {
        return Err(TableError::WorkbookTooLarge(WorkbookLimit::Files));
    }
    let mut left = MAX_BYTES;
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| not_a_workbook())?;
        let name = file.name().map_err(|_| not_a_workbook())?.to_lowercase();
        let is_shared = name.contains("sharedstrings");
        let max = if is_shared { left.min(MAX_SHARED_BYTES) } else { left };
        let max = max.min(file.compressed_size().saturating_mul(MAX_RATIO).max(SMALL_FILE));
        if file.size() > max {
            return Err(too_large());
        }
        left -= decompressed_size(file, max)?;
        names.push(name);
    }
    Ok(names)
}

/// Decompresses a file and returns its true size.
fn decompressed_size(mut file: impl Read, max: u64) -> Result<u64, TableError> {
    let mut buffer = vec![0; 64 << 10];
    let (mut size, mut run) = (0, 0);
    loop {
        let read = file.read(&mut buffer).map_err(|_| TableError::Damaged { row: 1 })?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        let pieces: Vec<&[u8]> = buffer[..read].split(|byte| matches!(byte, b'<' | b'>')).collect();
        let longest = pieces.iter().map(|piece| piece.len()).max().unwrap_or(0);
        run = match pieces.as_slice() {
            [whole] => run + whole.len(),
            [first, .., last] if run + first.len() <= MAX_RUN => last.len(),
            _ => MAX_RUN + 1,
        };
        if size > max {
            return Err(too_large());
        }
        if run.max(longest) > MAX_RUN {
            return Err(TableError::WorkbookTooLarge(WorkbookLimit::Cell));
        }
    }
}

fn too_large() -> TableError {
    TableError::WorkbookTooLarge(WorkbookLimit::Data)
}
